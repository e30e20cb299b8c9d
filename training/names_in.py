"""Bring four sets of names to one meaning: proper names of people (PER), organisations (ORG) and places (LOC).

Titles and leading articles stay outside a name; nationalities, works and events are no names here. Pronouns and common
nouns that GUM and re3d mark as mentions are dropped.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from treebank import Sentence

from stet.check.names import PERSON, listed_kind
from stet.check.places import entry

KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}
OTHER_KINDS = {"Person": "PER", "Organisation": "ORG", "Location": "LOC", "PER": "PER", "ORG": "ORG", "LOC": "LOC"}
ARTICLES = frozenset({"the", "a", "an"})
TITLES = frozenset(
    """mr mrs ms miss dr sir lady lord president vice prime minister senator sen rep representative gov governor
    secretary king queen prince princess pope saint judge justice general colonel captain major sergeant lieutenant
    prof professor chairman mayor chancellor ambassador congressman congresswoman speaker director chief first
    uncle aunt emperor empress earl duke duchess baron sheikh ayatollah father mother brother sister lieutenant-general
    detective officer coach""".split()
)
_ENTITY = re.compile(r"\((\d+)-(\w+)-([^()]*)(\))?|(\d+)\)")


def hinted(sentence: Sentence) -> list[str]:
    """Return what tags and word lists say of a sentence whose names nobody marked.

    A run of proper nouns that is a place of the gazetteer, opens with a given name, or closes with an organisation's
    word is that; other proper nouns stay unknown (an empty tag), and training learns nothing from them.
    """
    tags = sentence.no_names()
    at, tokens = 0, sentence.tokens
    while at < len(tokens):
        end = at
        while end < len(tokens) and tokens[end].upos == "PROPN":
            end += 1
        if end > at:
            parts = [t.form for t in tokens[at:end]]
            known = entry(" ".join(parts))
            kind = "LOC" if known and not known.people else {"": "", PERSON: "PER"}.get(listed_kind(parts), "ORG")
            if kind and parts[0].lower().rstrip(".") not in TITLES:
                tags[at:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - at - 1)]
        at = max(end, at + 1)
    return tags


def uner_names(path: Path) -> dict[str, list[str]]:
    """Return tags by sentence id from a UNER file; its other kinds become outside."""
    found: dict[str, list[str]] = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line for line in block.splitlines() if line]
        name = next((r.partition("=")[2].strip() for r in rows if r.startswith("# sent_id")), "")
        tags = [r.split("\t")[2] for r in rows if not r.startswith("#") and r.split("\t")[0].isdigit()]
        if name and tags:
            tags = [t if t[2:] in {"PER", "ORG", "LOC"} else "O" for t in tags]
            found[name] = _without_article([r.split("\t")[1] for r in rows if r.split("\t")[0].isdigit()], tags)
    return found


def _without_article(words: list[str], tags: list[str]) -> list[str]:
    """Return the tags with names begun after "the"."""
    for i, (word, tag) in enumerate(zip(words, tags[1:], strict=False)):
        if tags[i].startswith("B-") and tag.startswith("I-") and word.lower() in ARTICLES:
            tags[i : i + 2] = ["O", f"B-{tag[2:]}"]
    return tags


def gum_names(sentence: Sentence) -> list[str]:
    """Return the names among GUM's nested mentions: those headed by a proper noun, outermost first.

    A mention whose least form has several words is a name by itself, and that form is the name.
    """
    tags = ["O"] * len(sentence.tokens)
    for start, end, kind, least in sorted(_mentions(sentence), key=lambda m: (m[0], -m[1])):
        if kind in KINDS and any(sentence.tokens[i].upos == "PROPN" for i in least):
            _mark(sentence, tags, start, end, least, KINDS[kind])
    return tags


def _mentions(sentence: Sentence) -> Iterator[tuple[int, int, str, list[int]]]:
    """Yield (first, last + 1, type, words of the least form) of each mention that opens and closes in the sentence."""
    open_: dict[str, list[tuple[int, str, list[int]]]] = {}
    size = len(sentence.tokens)
    for at, token in enumerate(sentence.tokens):
        notes = next((n for n in token.misc.split("|") if n.startswith("Entity=")), "")
        for match in _ENTITY.finditer(notes):
            if match[5]:
                if held := open_.get(match[5]):
                    start, kind, least = held.pop()
                    yield start, at + 1, kind, [i for i in least if i <= at] or [at]
                continue
            found = re.search(r"-(\d+(?:,\d+)*)-(?:coref|ana|sgl|appos|pred|disc|cata)", match[3])
            least = [at + int(n) - 1 for n in found[1].split(",")] if found else [at]
            if match[4]:
                yield at, at + 1, match[2], [at]
            else:
                open_.setdefault(match[1], []).append((at, match[2], [i for i in least if i < size]))


def _mark(sentence: Sentence, tags: list[str], start: int, end: int, least: list[int], kind: str) -> None:
    first = last = min(least)
    while more := _next_of(sentence, least, last, kind):
        last = more
    if kind == "PER" and "Number=Plur" in sentence.tokens[last].feats:
        return  # a people or a family
    while first < last and _common(sentence, first) and sentence.tokens[first + 1].upos == "PROPN":
        first += 1  # "columnist Ann Lee"
    if _common(sentence, first) or _common(sentence, last):
        return  # "New England town", "capital of Peru": the name is what is marked inside
    forms = [t.form.lower().rstrip(".") for t in sentence.tokens]
    known = entry(" ".join(t.form for t in sentence.tokens[first : last + 1]))
    if known and known.people:
        return
    if kind == "PER" and forms[first] in TITLES and first + 1 < end and forms[first + 1] == "of":
        return  # "the President of the United States" is an office, with a place inside
    while len(least) == 1 and first > start and _inside(sentence, first - 1, start, end, -1):
        first -= 1
    while len(least) == 1 and last + 1 < end and _inside(sentence, last + 1, start, end, 1):
        last += 1
    while kind == "PER" and first <= last and forms[first] in TITLES:
        first += 1
    while first <= last and len(least) == 1 and sentence.tokens[first].upos not in {"PROPN", "NUM"}:
        first += 1
    while last > first and sentence.tokens[last].upos not in {"PROPN", "NUM", "X", "NOUN"}:
        last -= 1
    if first > last or any(t != "O" for t in tags[first : last + 1]):
        return
    if not any(t.form[:1].isupper() for t in sentence.tokens[first : last + 1]):
        return
    tags[first] = f"B-{kind}"
    for i in range(first + 1, last + 1):
        tags[i] = f"I-{kind}"


def _common(sentence: Sentence, at: int) -> bool:
    return sentence.tokens[at].upos == "NOUN" and sentence.tokens[at].form.islower()


def _next_of(sentence: Sentence, least: list[int], last: int, kind: str) -> int:
    """Return the next word of a least form, or 0.

    The words of "House of Representatives" are two, for "of" is left out; after any other gap stands another name.
    """
    following = min((i for i in least if i > last), default=0)
    gap = [t.form.lower() for t in sentence.tokens[last + 1 : following]]
    joined = all(w in (PARTICLES if kind == "PER" else LINKS) for w in gap) or (
        kind == "ORG" and gap in (["and"], ["&"])
    )
    return following if joined else 0


PARTICLES = frozenset({"de", "von", "van", "del", "la", "-"})
LINKS = PARTICLES | {"of", "for", "the"}


def _inside(sentence: Sentence, at: int, start: int, end: int, step: int) -> bool:
    token = sentence.tokens[at]
    if token.upos == "PROPN":
        return True
    if token.form.lower() in {"of", "for", "and", "&", "the", "-", "'", "’s", "'s", "de", "von", "van", "del", "la"}:
        for beyond in (at + step, at + 2 * step):
            if not start <= beyond < end:
                return False
            if sentence.tokens[beyond].upos == "PROPN":
                return token.form.lower() not in {"and", "'s", "’s"} or step < 0
            if sentence.tokens[beyond].form.lower() != "the":
                return False
    return token.form[:1].isupper() and token.upos in {"NOUN", "ADJ", "NUM", "X"} and step > 0


def ner_sentences(folder: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Yield words and tags of the sets that carry names alone: wikigold, re3d and the news part of BTC.

    Tweets with handles or links are left out. The SEC filings are left out: their
    "Borrower" and "Lender" are marked as people.
    """
    yield from (_tags(r) for r in _rows(folder / "wikigold/CONLL-format/data/wikigold.conll.txt"))
    yield from (_tags(r) for r in _rows(folder / "re3d/CONLL-format/data/train/re3d-train.conll"))
    for section in "efg":
        tweets = (_tags(r) for r in _rows(folder / f"BTC/CONLL-format/data/{section}.conll"))
        yield from (t for t in tweets if not any(_HANDLE.search(w) for w in t[0]))


_HANDLE = re.compile(r"[a-z][A-Z]|_|\d[a-z]|[^\x00-\u2fff]|://\S")


def _rows(path: Path) -> Iterator[list[tuple[str, str]]]:
    held: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split()
        if len(cells) >= 2 and cells[0] != "-DOCSTART-":
            held.append((cells[0], cells[-1]))
        elif held:
            yield held
            held = []
    if held:
        yield held


def _tags(rows: list[tuple[str, str]]) -> tuple[list[str], list[str]]:
    kept = [(w.lstrip("#") or w, t) for w, t in rows if not w.startswith("@")]
    words, raw = [w for w, _ in kept], [t for _, t in kept]
    tags = ["O"] * len(kept)
    for start, end, kind in _spans(raw):
        while start < end and words[start].lower() in ARTICLES | TITLES:
            start += 1
        if kind in OTHER_KINDS and any(w[:1].isupper() for w in words[start:end]):
            tags[start:end] = [f"B-{OTHER_KINDS[kind]}", *[f"I-{OTHER_KINDS[kind]}"] * (end - start - 1)]
    return words, tags


def _spans(raw: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    start, kind = 0, ""
    at = -1
    for at, tag in enumerate(raw):
        if kind and (tag == "O" or tag.startswith("B-") or tag[2:] != kind):
            yield start, at, kind
            kind = ""
        if tag != "O" and not kind:
            start, kind = at, tag[2:]
    if kind:
        yield start, at + 1, kind
