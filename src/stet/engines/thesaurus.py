"""What words have to do with each other: forms of one word, synonyms, opposites, kinds of a thing.

The data is a small part of WordNet 3.0 (made by training/thesaurus.py, licence beside the file). It knows "purchase" is
"buy", "rose" a form of "rise", "survive" the opposite of "die", and that butter and margarine are two things.
Loaded on first use, in about 0.2 s; every answer is remembered.
"""

import gzip
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from stet.errors import EngineError

_DETACH = (
    ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("zes", "z"), ("ies", "y"), ("men", "man"), ("s", ""),
    ("ied", "y"), ("ed", "e"), ("ed", ""), ("ying", "ie"), ("ing", "e"), ("ing", ""), ("est", "e"), ("est", ""),
    ("er", "e"), ("er", ""),
)  # fmt: skip
_DOUBLED = frozenset("bdgklmnprtvz")
_REACH = 2  # steps upwards that still count as "a kind of": more, and everything is an entity


class Relation(StrEnum):
    """How a word of the copy stands to a word of the source."""

    SAME = "same"  # forms of one word
    SYNONYM = "synonym"  # share a meaning
    RELATED = "related"  # built from one another: destroy, destruction
    BROADER = "broader"  # the copy says it more generally
    NARROWER = "narrower"  # the copy says more than the source
    OPPOSITE = "opposite"
    SIBLING = "sibling"  # two kinds of one thing: butter, margarine
    NONE = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class Thesaurus:
    """The tables; ask `base` and `relation` of this module instead."""

    senses: dict[str, tuple[int, ...]]
    kinds: dict[int, tuple[int, ...]]
    opposites: frozenset[tuple[str, str]]
    related: frozenset[tuple[str, str]]
    forms: dict[str, str]
    verbs: frozenset[str]


@lru_cache(maxsize=1)
def load() -> Thesaurus:
    """Read the shipped tables.

    Raises:
        EngineError: the file is missing or damaged.
    """
    try:
        packed = files("stet.engines").joinpath("models/entail/thesaurus.txt.gz").read_bytes()
        return _parse(gzip.decompress(packed).decode())
    except (OSError, EOFError, ValueError) as cause:
        raise EngineError(
            "the thesaurus could not be read", subject="thesaurus.txt.gz", advice="Reinstall stet, it ships this file."
        ) from cause


def _parse(text: str) -> Thesaurus:
    parts: dict[str, list[str]] = {}
    section: list[str] = []
    for line in text.splitlines():
        if line.startswith("["):
            section = parts.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            section.append(line)
    senses: dict[str, tuple[int, ...]] = {}
    verbs = set()
    for line in parts["lemmas"]:
        part, lemma, numbers = line.split("\t")
        senses[lemma] = senses.get(lemma, ()) + tuple(map(int, numbers.split()[:4]))
        if part == "v":
            verbs.add(lemma)
    kinds = {}
    for line in parts["kinds"]:
        first, *rest = map(int, line.split())
        kinds[first] = tuple(rest)
    forms: dict[str, str] = {}
    for line in sorted(parts["forms"]):  # adjectives, then nouns, adverbs, verbs: the verb's reading wins ("rose")
        key, base_form = line.split("\t")
        forms[key[2:]] = base_form
    return Thesaurus(
        senses=senses,
        kinds=kinds,
        opposites=frozenset(_pair(line) for line in parts["opposites"]),
        related=frozenset(_pair(line) for line in parts["related"]),
        forms=forms,
        verbs=frozenset(verbs),
    )


def _pair(line: str) -> tuple[str, str]:
    one, two = line.split(" ")
    return one, two


@lru_cache(maxsize=100_000)
def base(word: str) -> str:
    """Return the dictionary form of a lower-case word, or the word itself when it is unknown.

    One form is chosen even where grammar allows several ("left", "rose" are read as verbs): both sides of a comparison
    go through here, so what matters is that they go the same way.
    """
    known = load()
    if word in known.forms:
        return known.forms[word]
    if word in known.senses and not word.endswith(("ed", "ing")):
        return word
    return _detached(word, known) or word


def _detached(word: str, known: Thesaurus) -> str:
    for ending, instead in _DETACH:
        if not word.endswith(ending) or len(word) - len(ending) < 2:
            continue
        stem = word[: -len(ending)]
        verbal = ending.endswith(("ed", "ing"))
        if verbal and not instead and len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] in _DOUBLED:
            short = stem[:-1]
            if short in known.verbs:
                return short
        candidate = stem + instead
        if candidate in (known.verbs if verbal else known.senses):
            return candidate
    return ""


@lru_cache(maxsize=200_000)
def relation(copy: str, source: str) -> Relation:
    """Say how a word of the copy stands to a word of the source; both lower-case, in any form."""
    mine, theirs = base(copy), base(source)
    if mine == theirs:
        return Relation.SAME
    known = load()
    pair = (mine, theirs) if mine < theirs else (theirs, mine)
    if pair in known.opposites:
        return Relation.OPPOSITE
    one, two = known.senses.get(mine, ()), known.senses.get(theirs, ())
    if set(one) & set(two):
        return Relation.SYNONYM
    if pair in known.related:
        return Relation.RELATED
    if not one or not two:
        return Relation.NONE
    above_one, above_two = _above(mine), _above(theirs)
    if set(one[:3]) & above_two:
        return Relation.BROADER
    if set(two[:3]) & above_one:
        return Relation.NARROWER
    if _parents(mine) & _parents(theirs):
        return Relation.SIBLING
    return Relation.NONE


@lru_cache(maxsize=50_000)
def _parents(word: str) -> frozenset[int]:
    known = load()
    return frozenset(up for sense in known.senses.get(word, ())[:3] for up in known.kinds.get(sense, ()))


@lru_cache(maxsize=50_000)
def _above(word: str) -> frozenset[int]:
    known = load()
    level = set(_parents(word))
    found = set(level)
    for _ in range(_REACH - 1):
        level = {up for sense in level for up in known.kinds.get(sense, ())}
        found |= level
    return frozenset(found)


def knows(word: str) -> bool:
    """Say whether a lower-case word, in any form, is in the thesaurus."""
    return base(word) in load().senses


def is_verb(word: str) -> bool:
    """Say whether a lower-case word, in any form, can be a verb."""
    return base(word) in load().verbs
