"""Rules for quotations: the words, to the letter under the published normalisation, and whose they are."""

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from stet import text as texts
from stet.check import lexicon
from stet.check import quotations as read
from stet.check.cited import cited
from stet.check.codes import Code
from stet.check.evidence import Passage, Shelf
from stet.check.verdicts import Ruling, Stance
from stet.check.wording import Sort, Word, in_capitals, is_nation, words
from stet.news import Fact, Finding, Kind, Source, Span, Verdict

ALTERED = 0.7  # share of the quoted words, in order, that makes a passage the one that was misquoted
MAX_QUOTE = 600  # words of one quotation that are compared word by word
MOST_TOLD = 3  # differences that one sentence names; of more, nobody could put the quotation right
LONG = 160  # characters of a source that one sentence shows
_CALENDAR = frozenset((*lexicon.WEEKDAYS, *lexicon.MONTHS))
_EDGES = " \"'“”‘’«».,;:!?…-—–"


@lru_cache(maxsize=256)
def _normalised(text: str) -> texts.Normalised:
    return texts.normalise(text)


def unclosed(text: str) -> list[Finding]:
    """Return a finding for every mark that opens and never closes, in its paragraph or at the end of a later one."""
    marks = read.quoted(text)
    lost = [q for q, then in pairwise([*marks, None]) if q and not q.closed and not (then and then.part)]
    return [
        Finding(
            fact=Fact(kind=Kind.QUOTATION, span=q.span, text=q.span.of(text)), verdict=Verdict.UNSUPPORTED,
            rule="quotation-open", code=Code.QUOTE_OPEN,
            reason="A quotation opens here and never closes: say where the words of others end.",
        )
        for q in lost
    ]  # fmt: skip


def rule(copy: Fact, sentence: str, passages: Sequence[Passage], shelf: Shelf) -> list[Ruling]:
    """Return what the sources say of a quotation: identical words with the same speaker, or altered ones.

    `sentence` is the sentence of the copy that holds it: where that stands in a source letter by letter, so does who
    speaks.
    """
    said = quoted(copy)
    wanted = texts.normalise(said).text.strip(_EDGES)
    if not wanted:
        return []
    whole = texts.normalise(sentence).text.strip(_EDGES)
    rulings = [r for source in shelf.sources if (r := _identical(copy, wanted, whole, source, shelf))]
    if rulings:
        return rulings
    return [r for passage in passages if (r := _altered(copy, wanted, passage))]


def quoted(copy: Fact) -> str:
    """Return the words between the quotation marks."""
    content = copy.frame.get("content")
    if isinstance(content, dict) and content.get("text"):
        inner = re.findall(r"[“\"«]([^”\"»]+)[”\"»]?", str(content["text"]))
        return inner[0] if len(inner) == 1 else str(content["text"])
    return copy.text


def _identical(copy: Fact, wanted: str, whole: str, source: Source, shelf: Shelf) -> Ruling | None:
    held = _normalised(source.text)
    pieces = [piece.strip(_EDGES) for piece in re.split(r"\.\.\.|\[[^\]]*\]", wanted) if piece.strip(_EDGES)]
    at, first, last = 0, None, 0
    for piece in pieces:
        at = _find(held.text, piece, at)
        if at < 0:
            return None
        first = at if first is None else first
        at += len(piece)
        last = at
    if first is None:
        return None
    span = Span(start=held.origin[first], end=held.origin[last - 1] + 1)
    return _by_speaker(copy, source, span, shelf, sure=whole in held.text)


def _find(text: str, piece: str, at: int) -> int:
    """Find whole words; the first letter may change case, as house styles do, and all where one side is in capitals."""
    pattern = rf"(?<!\w)[{re.escape(piece[0].upper() + piece[0].lower())}]{re.escape(piece[1:])}(?!\w)"
    if hit := re.compile(pattern).search(text, at):
        return hit.start()
    hit = re.compile(pattern, re.IGNORECASE).search(text, at)
    return hit.start() if hit and (in_capitals(piece.split(), 1) or in_capitals(hit[0].split(), 1)) else -1


def _by_speaker(copy: Fact, source: Source, span: Span, shelf: Shelf, *, sure: bool) -> Ruling:
    around = _around(source, span, shelf)
    found = Ruling(
        stance=Stance.CARRIES, rule="same-words", reason="The source has these words.", source=source,
        span=_widest(around, span), fit=0.95, says=cited(span.of(source.text)), letter=True,
        answer=span.of(source.text),
    )  # fmt: skip
    speaker, theirs = _names(copy), _speakers(source, span, around)
    if sure or not speaker or not theirs:
        return found
    outside = {w.base for p in around for w in p.words if not span.start <= w.start < span.end}
    if speaker & outside:
        return found
    who, ours = (" ".join(name.title() for name in names) for names in (theirs, sorted(speaker)))
    return replace(
        found, stance=Stance.DENIES, rule="speaker", code=Code.SPEAKER_DIFFERS, letter=False,
        reason=f"The words are in the source, but {who} says them, not {ours}.",
    )  # fmt: skip


def _names(copy: Fact) -> frozenset[str]:
    speaker = copy.frame.get("speaker") or {}
    said = words(str(speaker.get("resolved") or speaker.get("text", "")))
    named = (w for w in said if w.text[:1].isupper() and w.counts)
    return frozenset(w.base for w in named if w.base not in lexicon.ROLES and not is_nation(w.base))


def _around(source: Source, span: Span, shelf: Shelf) -> list[Passage]:
    return [p for p in shelf.passages if p.source is source and p.span.overlaps(span)]


def _widest(around: Sequence[Passage], span: Span) -> Span:
    if not around:
        return span
    return Span(start=min(span.start, around[0].span.start), end=max(span.end, around[-1].span.end))


def _speakers(source: Source, span: Span, around: Sequence[Passage]) -> list[str]:
    """Return the surnames beside a verb of saying in the sentences that hold the words, outside the quotation."""
    found: dict[str, None] = {}
    for passage in around:
        marked = [q.span for q in read.quoted(passage.text)]  # a name inside the quotation speaks of somebody
        outside = [
            w for w in passage.words
            if not span.start <= w.start < span.end
            and not any(m.start <= w.start - passage.span.start < m.end for m in marked)
        ]  # fmt: skip
        for at, word in enumerate(outside):
            if word.base in lexicon.SAYING or word.low in {"according"}:
                names = [
                    w for w in outside[max(0, at - 4) : at + 5] if w.sort is Sort.PROPER and w.low not in _CALENDAR
                ]
                found |= dict.fromkeys(w.base for w in names if not is_nation(w.base) and w.base not in lexicon.ROLES)
    return list(found)


def _altered(copy: Fact, wanted: str, passage: Passage) -> Ruling | None:
    said = words(wanted)[:MAX_QUOTE]
    mine = [w.low for w in said]
    theirs = [w.low for w in passage.words]
    if len(mine) < 4:
        return None
    blocks = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
    shared = sum(block.size for block in blocks)
    if shared < ALTERED * len(mine) or max((block.size for block in blocks), default=0) < 2:
        return None
    first = next(b for b in blocks if b.size)
    last = [b for b in blocks if b.size][-1]
    start = max(0, first.b - first.a)
    end = min(len(theirs), last.b + last.size + (len(mine) - last.a - last.size))
    span = Span(start=passage.words[start].start, end=passage.words[end - 1].end)
    return Ruling(
        stance=Stance.DENIES,
        rule="words-altered",
        reason=_changes(said, passage.words[start:end], span.of(passage.source.text)),
        source=passage.source,
        span=passage.span,
        fit=shared / len(mine),
        says=cited(span.of(passage.source.text)),
        answer=span.of(passage.source.text),
        code=Code.QUOTE_ALTERED,
    )


def _changes(mine: Sequence[Word], theirs: Sequence[Word], held: str) -> str:
    """Return a sentence that says which words were put in, left out or changed; many, and it gives the source's."""
    matcher = SequenceMatcher(None, [w.low for w in mine], [w.low for w in theirs], autojunk=False)
    told = []
    for what, a, b, c, d in matcher.get_opcodes():
        ours, others = (cited(" ".join(w.text for w in part), LONG // 4) for part in (mine[a:b], theirs[c:d]))
        match what:
            case "replace":
                told.append(f"has {ours} for {others}")
            case "delete":
                told.append(f"puts in {ours}")
            case "insert":
                told.append(f"leaves out {others}")
    if not told:
        return f"The source has other marks between these words: {cited(held, LONG)}."
    if len(told) > MOST_TOLD:
        return f"The source has other words: {cited(held, LONG)}."
    *first, last = told
    listed = f"{', '.join(first)} and {last}" if first else last
    return f"The quotation {listed}; the source says {cited(held, LONG)}."
