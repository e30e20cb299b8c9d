"""Sentences as words that can be compared: dictionary form, meaning, weight, and what stands around each of them."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from stet import text as texts
from stet.check import lexicon
from stet.engines import thesaurus
from stet.engines.thesaurus import Relation

LEAST, MOST = 4, 0.7  # longer words, and the share of them with a capital, that make a headline
_GROUP = {word: group.split()[0] for group in lexicon.SAME for word in group.split()}
_NATION = {word: group.split()[0] for group in lexicon.NATIONS for word in group.split()}


def _opposing() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one, two in lexicon.OPPOSITE_GROUPS:
        for word in one.split():
            found.setdefault(word, set()).update(two.split())
        for word in two.split():
            found.setdefault(word, set()).update(one.split())
    return {word: frozenset(others) for word, others in found.items()}


_OPPOSING = _opposing()


class Sort(StrEnum):
    """What a word does in a sentence, as far as its letters tell."""

    STOP = "stop"
    FIGURE = "figure"
    PROPER = "proper"
    CONTENT = "content"


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """A word of a sentence; `start` and `end` count in the whole text it came from, `base` is its dictionary form."""

    text: str
    low: str
    base: str
    sort: Sort
    start: int
    end: int

    @property
    def counts(self) -> bool:
        """Say whether the word can carry a fact."""
        return self.sort is not Sort.STOP


def words(text: str, start: int = 0) -> tuple[Word, ...]:
    """Return the words of a sentence that begins at `start` of its text."""
    spans = texts.words(text)
    headline = _headline(text, [span.of(text) for span in spans])
    return tuple(_word(span.of(text), start + span.start, headline or at == 0) for at, span in enumerate(spans))


def _headline(text: str, raws: Sequence[str]) -> bool:
    """Say whether a sentence is set as a headline; with a full stop it must be long, and nearly all of it."""
    return in_capitals(raws, 2 * LEAST, 0.85) if text.rstrip().endswith(".") else in_capitals(raws)


def in_capitals(raws: Sequence[str], least: int = LEAST, most: float = MOST) -> bool:
    """Say whether words are set as in a headline, so that a capital makes no name: most longer ones begin with one."""
    longer = [raw for raw in raws if len(raw) > 3 and raw[0].isalpha()]
    return len(longer) >= least and sum(raw[0].isupper() for raw in longer) > most * len(longer)


def meanings(text: str) -> frozenset[str]:
    """Return the meanings of the words of a sentence that count, and of the parts of joined words: for an index."""
    found = [hit[0] for hit in texts.WORD.finditer(text)]
    headline = _headline(text, found)
    read = [_read(raw, headline or at == 0) for at, raw in enumerate(found)]
    read += [_read(part, False) for raw in found if "-" in raw for part in raw.split("-")]
    return frozenset(meaning(base) for _, base, sort in read if sort is not Sort.STOP)


def _word(raw: str, start: int, first: bool) -> Word:
    low, root, sort = _read(raw, first)
    return Word(text=raw, low=low, base=root, sort=sort, start=start, end=start + len(raw))


@lru_cache(maxsize=100_000)
def _read(raw: str, first: bool) -> tuple[str, str, Sort]:
    low = plain(raw)
    if low.endswith("'s"):
        low = low[:-2]
    low = low.rstrip("'.")
    if any(char.isdigit() for char in low):
        return low, low, Sort.FIGURE
    if low in _NATION and not (low == "us" and raw != "US"):
        return low, _NATION[low], Sort.PROPER
    if low in lexicon.STOP or (low in lexicon.PLACEHOLDERS and raw.isupper()):
        return low, low, Sort.STOP
    proper = raw[:1].isupper() and not (first and thesaurus.knows(low))
    root = low if proper and not thesaurus.knows(low) else thesaurus.base(low)
    return low, root, Sort.PROPER if proper else Sort.CONTENT


def plain(raw: str) -> str:
    """Return a word as it is compared: lower case, straight apostrophes, no invisible characters, no accents.

    Look-alike letters of other scripts stay what they are, and so match nothing: a source that hides behind them
    carries no fact.
    """
    if raw.isascii():
        return raw.lower()
    straight = texts.normalise(raw).text.lower()
    return "".join(char for char in unicodedata.normalize("NFKD", straight) if not unicodedata.combining(char))


@lru_cache(maxsize=200_000)
def meaning(base: str) -> str:
    """Return the name of the group of words that news uses alike, or the word."""
    return _GROUP.get(base, base)


@lru_cache(maxsize=200_000)
def relation(copy: str, source: str) -> Relation:
    """Say how a word (dictionary form) of the copy stands to one of the source: our news lists first, then WordNet."""
    if copy == source:
        return Relation.SAME
    if source in _OPPOSING.get(copy, ()):
        return Relation.OPPOSITE
    if meaning(copy) == meaning(source):
        return Relation.SYNONYM
    if frozenset((copy, source)) in lexicon.TWO_SIDES:
        return Relation.RELATED
    if _undone(copy, source) or _undone(source, copy):
        return Relation.OPPOSITE
    if copy in lexicon.SAYING and source in lexicon.SAYING:
        return Relation.SYNONYM
    return thesaurus.relation(copy, source)


def _undone(one: str, other: str) -> bool:
    """Say whether a word denies the other by its first letters: safe, unsafe; resident, non-resident."""
    plain = one.removeprefix("un") if one.startswith("un") else one.removeprefix("non-")
    return plain != one and plain == other and len(other) >= 4 and other not in lexicon.NOT_UNDONE


def is_nation(base: str) -> bool:
    """Say whether a word, in dictionary form, names a country or its people."""
    return base in _NATION


@lru_cache(maxsize=1)
def _rarity() -> dict[str, float]:
    raw = files("stet.engines").joinpath("models/entail/rarity.txt").read_text(encoding="utf-8")
    return {word: float(value) for word, value in (line.split("\t") for line in raw.splitlines() if line)}


def rarity(base: str) -> float:
    """Return how rare a word is in news, 0 to about 10: the logarithm of articles per article that has it."""
    return _rarity().get(base, 9.5)


AGREE = frozenset({Relation.SAME, Relation.SYNONYM, Relation.RELATED, Relation.BROADER})


def agree(copy: str, source: str) -> bool:
    """Say whether the source's word carries the copy's word."""
    return relation(copy, source) in AGREE


def may_be_called(copy: str, source: str) -> bool:
    """Say whether the holder of the source's office may be called by the copy's word for it: a CEO a boss."""
    return agree(copy, source) or source in lexicon.LOOSE_OFFICES.get(copy, ())


def touch(sentence: Sequence[Word], at: int) -> bool:
    """Say whether nothing but a space stands between a word and the next."""
    return sentence[at + 1].start - sentence[at].end <= 1


def stretch(sentence: Sequence[Word], one: int, two: int) -> str:
    low, high = min(one, two), max(one, two)
    return " ".join(word.text for word in sentence[low : high + 1])
