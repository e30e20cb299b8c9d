"""Lay facts over a text, and choose how much of somebody else's text the public may see."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from newsroom.press.seen import Mark, Paragraph, Piece, Sentence
from stet import text as texts
from stet.news import Span

EXCERPT = 400
SHARE = 0.4
MOST = 1800
"""At most 400 characters of opening; with the cited sentences, no more than two fifths of a text or 1,800 characters.
Enough to verify a fact, too little to read instead of the original."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Marked:
    """A fact's place in a text with the mark it gets."""

    span: Span
    mark: Mark


def shown(text: str, cited: Iterable[Span]) -> tuple[Span, ...]:
    """Choose the sentences that the public may see: the opening, then cited ones, the most cited first.

    The first sentence and the most cited one are always among them; a sentence longer than an excerpt is shown in full
    only where it is cited. Where a report was filed from is no part of what it tells.
    """
    sentences = texts.told_sentences(text)
    if not sentences:
        return ()
    citations = dict.fromkeys(sentences, 0)
    for span in cited:
        for sentence in sentences:
            citations[sentence] += sentence.overlaps(span)
    chosen = [sentences[0]]
    limit = min(MOST, round(len(text) * SHARE))
    wanted = sorted((s for s in sentences[1:] if citations[s]), key=lambda s: (-citations[s], s.start))
    for place, sentence in enumerate([*wanted, *_opening(sentences)]):
        if sentence not in chosen and (_length(chosen) + _length([sentence]) <= limit or (place == 0 and wanted)):
            chosen.append(sentence)
    return tuple(sorted(chosen))


def told(text: str) -> int:
    """Return where what a report tells begins: behind its dateline."""
    return texts.dateline(text)[1]


def _opening(sentences: Sequence[Span]) -> list[Span]:
    return [sentence for sentence in sentences[1:] if sentence.end <= EXCERPT]


def _length(spans: Iterable[Span]) -> int:
    return sum(span.end - span.start for span in spans)


def lay(
    text: str, paragraphs: Sequence[Span], sentences: Sequence[Span], facts: Iterable[Marked]
) -> tuple[Paragraph, ...]:
    """Lay facts over the chosen sentences, paragraph by paragraph. Overlapping facts: see `apart`."""
    standing = apart(facts)
    laid: list[Paragraph] = []
    end = told(text)
    for paragraph in paragraphs or texts.paragraphs(text):
        inside = [sentence for sentence in sentences if paragraph.holds(sentence)]
        for run in _runs(text, inside):
            skipped = len(text[end : run[0].start].strip())
            laid.append(Paragraph(sentences=tuple(_sentence(text, s, run, standing) for s in run), skipped=skipped))
            end = run[-1].end
    return tuple(laid)


def anchored(
    paragraphs: Sequence[Paragraph], shown: Sequence[Span], places: Iterable[tuple[int, str]]
) -> tuple[tuple[Paragraph, ...], tuple[str, ...]]:
    """Give each place a link may lead to an anchor, also where its words are not shown: there, at the gap.

    Returns the paragraphs with theirs, and those that come after the last of them.
    """
    had = {f"s{s.start}" for paragraph in paragraphs for s in paragraph.sentences}
    had |= {f"f{p.mark.id}" for paragraph in paragraphs for s in paragraph.sentences for p in s.pieces if p.mark}
    starts = [paragraph.sentences[0].start for paragraph in paragraphs]
    there: dict[int, list[str]] = {}
    for at, name in sorted(set(places)):
        if name not in had:
            within = any(span.start <= at < span.end for span in shown)
            there.setdefault(bisect_right(starts, at) - within, []).append(name)
    laid = tuple(replace(one, anchors=tuple(there.get(n, ()))) for n, one in enumerate(paragraphs))
    return laid, tuple(there.get(len(paragraphs), ()))


def withheld(text: str, sentences: Sequence[Span]) -> int:
    """Count the characters of the text that are not shown."""
    return max(0, len(text[told(text) :].strip()) - _length(sentences) - max(0, len(sentences) - 1))


def _runs(text: str, sentences: Sequence[Span]) -> list[list[Span]]:
    runs: list[list[Span]] = []
    for sentence in sentences:
        if runs and not text[runs[-1][-1].end : sentence.start].strip():
            runs[-1].append(sentence)
        else:
            runs.append([sentence])
    return runs


def _sentence(text: str, sentence: Span, run: Sequence[Span], facts: Sequence[Marked]) -> Sentence:
    pieces = list(pieces_of(text, sentence, facts))
    if sentence != run[-1]:
        pieces.append(Piece(text=" "))
    return Sentence(start=sentence.start, pieces=tuple(pieces))


def pieces_of(text: str, within: Span, facts: Sequence[Marked]) -> Iterable[Piece]:
    """Cut `within` into runs that are one fact or none. Facts must not overlap."""
    at = within.start
    for fact in facts:
        if not within.holds(fact.span) or fact.span.start < at:
            continue
        if fact.span.start > at:
            yield Piece(text=text[at : fact.span.start])
        yield Piece(text=fact.span.of(text), mark=fact.mark)
        at = fact.span.end
    if at < within.end:
        yield Piece(text=text[at : within.end])


def apart(facts: Iterable[Marked]) -> list[Marked]:
    """Keep of overlapping facts the one with a warning, then the shorter: a figure inside a quotation counts."""
    kept: list[Marked] = []
    for fact in sorted(facts, key=lambda f: (not f.mark.warning, f.span.end - f.span.start, f.span.start)):
        if fact.span.end > fact.span.start and not any(fact.span.overlaps(other.span) for other in kept):
            kept.append(fact)
    return sorted(kept, key=lambda fact: fact.span)


def sentence(text: str, passage: Span, most: int = 300) -> tuple[str, str, str]:
    """Return a passage with the rest of the sentence it stands in, before and after; no dateline before it."""
    low, high = max(0, passage.start - most), min(len(text), passage.end + most)
    for found in texts.sentences(text[low:high]):
        if found.start + low <= passage.start and passage.end <= found.end + low:
            start = max(low + found.start, min(told(text), passage.start))
            return text[start : passage.start], passage.of(text), text[passage.end : low + found.end]
    return around(text, passage, reach=80)


def around(text: str, passage: Span, reach: int = 160) -> tuple[str, str, str]:
    """Return a passage with what stands before and after it, cut at words, at most `reach` characters on each side."""
    low, high = max(0, passage.start - reach), min(len(text), passage.end + reach)
    before, after = text[low : passage.start], text[passage.end : high]
    if low and " " in before:
        before = "… " + before.split(" ", 1)[1]
    if high < len(text) and " " in after:
        after = after.rsplit(" ", 1)[0] + " …"
    return " ".join(before.split("\n")), passage.of(text), " ".join(after.split("\n"))
