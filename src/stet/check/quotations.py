"""Quoted words: where the marks are, across kinds of mark and across paragraphs, and whose words they are.

A quotation that runs over paragraphs opens each and closes once; each paragraph's part is a quotation of its own, so
that every span is words that stand together. A mark that never closes holds at most the next sentence.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from stet.check.names import Mention
from stet.check.references import People
from stet.news import Fact, Kind, Span
from stet.text import normalise, paragraphs

CLOSING = {'"': '"', "“": "”", "„": "“”", "«": "»", "``": "''", "‘": "’", "'": "'", "‚": "‘’"}
SINGLES = frozenset("‘'‚")
_MARK = re.compile(r"``|''|[\"“”„«»‘’‚']")
_ELISIONS = re.compile(r"['’‘](?:em|til|cause|twas|tis|n|round|bout|s|t|d|m|re|ve|ll|\d\d)\b", re.IGNORECASE)
MARKS_TRIED = 12  # single marks looked at for the end of a quotation; news has fewer apostrophes in one
WIDTH = (40, 130)  # characters of a line that was broken by width: columns go to 120, and few keep to theirs
_ENDINGS = tuple('.!?:…"”’»)]')
LONGEST = 4000  # characters of one quoted stretch; beyond it a mark was surely lost


@dataclass(frozen=True, kw_only=True, slots=True)
class Quoted:
    """Words between marks: `span` with the marks, `inner` without; `closed` is false where the closing mark is missing.

    `part` numbers the paragraphs of one quotation from 0.
    """

    span: Span
    inner: Span
    closed: bool = True
    part: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Attribution:
    """One report of words or of a mind. `content` may stand in several stretches, around its cue.

    `speech` tells words from a mind ("backs the plan"), which is as much an event as a report. `apart`, if not 0, is
    where the report before this one ends: "criticised the plan|, saying it failed".
    """

    cue: Span
    content: tuple[Span, ...]
    source: Span | None = None
    lemma: str = ""
    apart: int = 0
    speech: bool = True

    @property
    def span(self) -> Span:
        """Return the characters from its first slot to its last."""
        parts = [self.cue, *self.content, *([self.source] if self.source else [])]
        return Span(start=min(p.start for p in parts), end=max(p.end for p in parts))


def slot(text: str, span: Span) -> dict[str, Any]:
    """Return a place in the text as frames hold it."""
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def quoted(text: str) -> list[Quoted]:
    """Return the quoted stretches of `text` in order; stretches inside others are left to those."""
    found: list[Quoted] = []
    carried = ""
    part = 0
    for block in _lines(text):
        here, left_open = _in_paragraph(text, block)
        if carried and here and here[0].span.start == block.start and text[block.start] in carried:
            part += 1
            here[0] = replace(here[0], part=part)
        else:
            part = 0
            if carried and found and not found[-1].closed:
                found[-1] = _cut_short(text, found[-1])
        if len(here) > 1:
            part = 0
        carried = left_open
        found.extend(q for q in here if any(c.isalnum() for c in q.inner.of(text)))
    if carried and found and not found[-1].closed:
        found[-1] = _cut_short(text, found[-1])
    return found


def _lines(text: str) -> Iterator[Span]:
    """Yield the paragraphs of `text`; where lines are not parted by blank ones, a line is a paragraph.

    Unless the lines were broken by width, as in Markdown that is written by hand.
    """
    for block in paragraphs(text):
        if _wrapped(block.of(text).split("\n")):
            yield block
            continue
        start = block.start
        for line in block.of(text).splitlines(keepends=True):
            kept = line.rstrip()
            if kept:
                lead = len(kept) - len(kept.lstrip())
                yield Span(start=start + lead, end=start + len(kept))
            start += len(line)


def _wrapped(lines: Sequence[str]) -> bool:
    """Say whether lines were broken by width: all but the last are as long as a column, and most end in a sentence."""
    full = [line.rstrip() for line in lines[:-1]]
    inside = sum(not line.endswith(_ENDINGS) for line in full)
    return bool(full) and all(WIDTH[0] <= len(line) <= WIDTH[1] for line in full) and 2 * inside > len(full)


def _in_paragraph(text: str, block: Span) -> tuple[list[Quoted], str]:
    """Return the quoted stretches of one paragraph, and the mark left open at its end."""
    found: list[Quoted] = []
    opened: tuple[int, str] | None = None
    for mark in _MARK.finditer(text, block.start, block.end):
        at, sign = mark.start(), mark[0]
        if opened is None:
            if _opens(text, block, at, sign):
                opened = (at, sign)
        elif sign in CLOSING[opened[1]] and _closes(text, block, opened, at):
            found.append(_between(opened, at, len(sign)))
            opened = None
        elif sign == opened[1] and sign not in SINGLES and _opens(text, block, at, sign):
            opened = (at, sign)
    if opened is None or opened[1] in SINGLES:
        return found, ""
    end = min(block.end, opened[0] + LONGEST)
    start = opened[0] + len(opened[1])
    found.append(
        Quoted(span=Span(start=opened[0], end=end), inner=Span(start=start, end=max(start, end)), closed=False)
    )
    return found, opened[1]


def _between(opened: tuple[int, str], at: int, width: int) -> Quoted:
    start = opened[0] + len(opened[1])
    return Quoted(span=Span(start=opened[0], end=at + width), inner=Span(start=start, end=at))


def _opens(text: str, block: Span, at: int, sign: str) -> bool:
    before = text[at - 1] if at > block.start else " "
    after = text[at + len(sign) : at + len(sign) + 1]
    if sign in {"”", "»", "’", "''"} or not after or after.isspace():
        return False
    if sign in {"“", "„", "«", "``"}:
        return True
    if not (before.isspace() or before in '([{—–-/:“"'):
        return False
    if sign not in SINGLES:
        return True
    return not _ELISIONS.match(text, at) and _end_of_single(text, block, at, sign) is not None


def _closes(text: str, block: Span, opened: tuple[int, str], at: int) -> bool:
    if opened[1] in SINGLES:
        return at == _end_of_single(text, block, *opened)
    return at > opened[0] + len(opened[1])


def _end_of_single(text: str, block: Span, at: int, sign: str) -> int | None:
    """Return where a single mark closes: after a stop or comma if it can, else at the first end of a word.

    The same sign is an apostrophe, so one inside a word never closes, and one after a plural ("the workers' rights")
    gives way to a later one that follows a stop. Only the next marks are looked at, so that a page full of them costs
    no more than its length.
    """
    first: int | None = None
    marks = re.compile(f"[{CLOSING[sign]}]").finditer(text, at + 1, min(block.end, at + 1200))
    for mark in islice(marks, MARKS_TRIED):
        here = mark.start()
        after = text[here + 1 : here + 2]
        if after.isalnum() or text[here - 1].isspace():
            continue
        if text[here - 1] in ".,!?…;":
            return here
        if first is None:
            first = here
            if text[here - 1] not in "sS":
                return here
    return first


def _cut_short(text: str, lost: Quoted) -> Quoted:
    """Keep of a quotation that never closes its first sentence, at most: what follows may be anybody's words."""
    stop = re.search(r"[.!?…](?=\s)", lost.inner.of(text))
    if not stop:
        return lost
    end = lost.inner.start + stop.end()
    return replace(lost, span=Span(start=lost.span.start, end=end), inner=Span(start=lost.inner.start, end=end))


def quotations(text: str, quotes: list[Quoted], said: Sequence[Attribution], people: People) -> list[Fact]:
    """Return every quoted stretch as a fact, with speaker and cue where the text gives them.

    A stretch inside an attribution's content takes its source. One that goes on from the paragraph before or into the
    next, or stands in a paragraph where somebody has just been quoted, takes that speaker. Other words in marks
    ("so-called", titles) have no speaker and no content slot.
    """
    found: list[Fact] = []
    last: Mention | None = None
    owners = sorted((c.start, c.end, n) for n, a in enumerate(said) for c in a.content)
    before: tuple[Quoted, Attribution] | None = None
    named = [_attribution(one, said, owners) for one in quotes]
    for at in range(len(quotes) - 1, 0, -1):  # whoever is named at the end of a quotation said all of it
        if quotes[at].part and not quotes[at - 1].closed:
            named[at - 1] = named[at - 1] or named[at]
    for one, by in zip(quotes, named, strict=True):
        by = by or _carried_on(text, one, before)
        meant = people.meant_by(by.source, last_speaker=last) if by and by.source else None
        last = meant or last
        found.append(_fact(text, one, by, meant))
        before = (one, by) if by else None
    return found


def _attribution(one: Quoted, said: Sequence[Attribution], owners: list[tuple[int, int, int]]) -> Attribution | None:
    """Return the attribution whose content shares words with the quotation: content starts before its end."""
    at = bisect_left(owners, (one.inner.end, 0, 0))
    return next((said[n] for start, end, n in reversed(owners[max(0, at - 4) : at]) if end > one.inner.start), None)


def _carried_on(text: str, one: Quoted, before: "tuple[Quoted, Attribution] | None") -> "Attribution | None":
    if before is None:
        return None
    between = text[before[0].span.end : one.span.start]
    words_between = len(between.split())
    same_paragraph = "\n" not in between
    return (
        before[1] if one.part or (same_paragraph and words_between <= 8 and one.inner.of(text)[:1].isupper()) else None
    )


def _fact(text: str, one: Quoted, by: Attribution | None, meant: Mention | None) -> Fact:
    inner = one.inner.of(text)
    value: dict[str, Any] = {"quote": normalise(inner).text.strip(), "closed": one.closed, "part": one.part}
    frame: dict[str, Any] = {}
    value["form"] = "words" if by is None else _form(text, one, by)
    if by:
        frame = {"content": slot(text, one.inner), "cue": slot(text, by.cue)}
        if by.source:
            frame["speaker"] = slot(text, by.source)
    if meant:
        value["speaker"] = meant.canonical or meant.name
        if "speaker" in frame:
            frame["speaker"]["resolved"] = value["speaker"]
        frame["antecedent"] = slot(text, meant.span)
    return Fact(kind=Kind.QUOTATION, span=one.span, text=one.span.of(text), value=value, frame=frame)


def _form(text: str, one: Quoted, by: Attribution) -> str:
    """Say `direct` where the marks hold all that was said, `mixed` where the reporter's words go on around them."""
    around = sum(c.end - c.start for c in by.content)
    return "direct" if one.inner.end - one.inner.start >= 0.8 * around or one.inner.of(text)[:1].isupper() else "mixed"
