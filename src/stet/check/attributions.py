"""Attributions: who says or thinks what. Source, cue and content of every report of words or of a mind.

"Officials say the bank failed": source `Officials`, cue `say`, content `the bank failed`. Direct, indirect and mixed
speech alike, "according to", and chains ("officials say the police believe"), where the outer attribution holds the
inner as its chain. With a parse the rules follow its relations; without one they see only the plainest forms.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from stet.check.grammar import Parse
from stet.check.quotations import Attribution, Quoted, slot
from stet.check.references import People
from stet.check.reporting import parsed
from stet.check.transcripts import plain, scripted
from stet.news import Fact, Kind, Span

LINKS = 3  # reports inside a report that are told of: officials say the police believe the man admitted …


def attributions(text: str, parse: Parse | None = None, quotes: list[Quoted] | None = None) -> list[Attribution]:
    """Return the attributions of `text` in order, the outermost only."""
    return outermost(every(text, parse, quotes))


def every(text: str, parse: Parse | None = None, quotes: list[Quoted] | None = None) -> list[Attribution]:
    """Return all attributions, those inside others' content too."""
    return [*(parsed(parse, quotes or []) if parse else plain(text, quotes or [])), *scripted(text)]


def outermost(found: list[Attribution]) -> list[Attribution]:
    """Keep the attributions that stand in no other's content; where two claim one cue, the earlier found stays.

    A participle after a comma ("criticised the plan, saying it failed") ends the content before it: the two stand side
    by side.
    """
    beside = sorted(a.apart for a in found if a.apart)
    cut = [_ended(a, beside) for a in found]
    size = max((a.span.end for a in cut if a.content), default=0)
    inside, claimed = bytearray(size), bytearray(size)
    kept: list[Attribution] = []
    for one in sorted((a for a in cut if a.content), key=lambda a: (-_length(a), a.cue.start)):
        if not inside[one.cue.start] and not any(claimed[one.cue.start : one.cue.end]):
            kept.append(one)
            claimed[one.cue.start : one.cue.end] = b"\1" * (one.cue.end - one.cue.start)
            for c in one.content:
                inside[c.start : c.end] = b"\1" * (c.end - c.start)
    return sorted(kept, key=lambda a: a.cue.start)


def _length(one: Attribution) -> int:
    return sum(c.end - c.start for c in one.content)


def _ended(one: Attribution, beside: list[int]) -> Attribution:
    content = []
    for stretch in one.content:
        at = bisect_right(beside, stretch.start)
        if at < len(beside) and beside[at] < stretch.end and one.cue.start < stretch.start:
            stretch = Span(start=stretch.start, end=beside[at])
        if stretch.end > stretch.start:
            content.append(stretch)
    kept = tuple(content)
    return one if kept == one.content else replace(one, content=kept)


def facts(text: str, found: Sequence[Attribution], every: Sequence[Attribution], people: People) -> list[Fact]:
    """Return the attributions as facts, each with the chain of those of `every` that stand in its content."""
    starts = sorted((a.cue.start, n) for n, a in enumerate(every))
    return [_fact(text, one, _inside(one, every, starts), people) for one in found]


def _inside(one: Attribution, every: Sequence[Attribution], starts: list[tuple[int, int]]) -> list[Attribution]:
    found: list[Attribution] = []
    for c in one.content:
        at = bisect_left(starts, (c.start, 0))
        found += [every[n] for start, n in starts[at : at + LINKS] if start < c.end]
    return found[:LINKS]


def _fact(text: str, one: Attribution, inner: list[Attribution], people: People) -> Fact:
    content = Span(start=one.content[0].start, end=one.content[-1].end)
    apart = content.overlaps(one.cue) or bool(one.source and content.overlaps(one.source))
    main = max(one.content, key=lambda c: c.end - c.start) if apart else content
    frame: dict[str, Any] = {"cue": slot(text, one.cue), "content": slot(text, main)}
    if apart:
        frame["parts"] = [slot(text, c) for c in one.content]
    value: dict[str, Any] = {"cue": one.lemma, "form": "speech" if one.speech else "attitude"}
    if one.source:
        frame["source"] = slot(text, one.source)
        if meant := people.meant_by(one.source):
            value["source"] = frame["source"]["resolved"] = meant.canonical or meant.name
            frame["antecedent"] = slot(text, meant.span)
    if inner:
        frame["chain"] = [
            {"cue": slot(text, i.cue), **({"source": slot(text, i.source)} if i.source else {})} for i in inner
        ]
    return Fact(kind=Kind.ATTRIBUTION, span=one.span, text=one.span.of(text), value=value, frame=frame)
