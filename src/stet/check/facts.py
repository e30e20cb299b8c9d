"""Every checkable fact of a text, in one list: figures, dates, names, places, quotations, attributions, events.

With the tagger, frames are filled from the parse: subject, what is measured, polarity, modality, who says it. Without
it the same kinds come out, with poorer frames. A text is read once; the cost grows with its length and nothing else.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from stet.check import attributions, events, names, places, quotations
from stet.check.grammar import Parse
from stet.check.quotations import Attribution, slot
from stet.check.references import People
from stet.check.seen import seen
from stet.engines import tagger as engine
from stet.engines.tagger import Tagger
from stet.errors import TooLarge
from stet.news import Fact, Kind, Span

# Characters: three novels, and a quarter of a minute for the tagger.
LONGEST = 1_500_000
# More than any budget speech holds. A number costs a tenth of a millisecond, so this bounds a call to some seconds.
MOST_NUMBERS = 50_000
_NUMBER = re.compile(r"\d+(?:[.,]\d{3}(?!\d)){0,12}")  # a list without spaces ("1,1,1") is many


def facts(text: str, *, published: datetime | None = None, tagger: Tagger | None = None) -> tuple[Fact, ...]:
    """Return the checkable facts of `text` in its order, spans exact.

    `published` is the text's own date, from which "yesterday" is read. `tagger` is the shipped one unless another is
    given.

    Raises:
        TooLarge: more than `LONGEST` characters or `MOST_NUMBERS` numbers.
    """
    if len(text) > LONGEST:
        raise TooLarge(f"it has {len(text):,} characters, over {LONGEST:,}", advice="Split it")
    if (numbers := sum(1 for _ in _NUMBER.finditer(text))) > MOST_NUMBERS:
        raise TooLarge(f"it holds {numbers:,} numbers, over {MOST_NUMBERS:,}", advice="Split it")
    view = seen(text)
    shown = view.text if view else text
    used = tagger or engine.shipped()
    found = _facts(shown, published, Parse(shown, used.tagged(shown)) if used else None)
    return tuple(view.back(fact) for fact in found) if view else found


def _facts(text: str, published: datetime | None, parse: Parse | None) -> tuple[Fact, ...]:
    mentions = names.mentions(text, parse)
    people = People(text, mentions)
    quotes = quotations.quoted(text)
    every = attributions.every(text, parse, quotes)
    said = attributions.outermost(every)
    found = [
        *_numbers(text, published, [m.span for m in mentions if m.type == names.ORGANISATION and " " in m.name]),
        *names.names(text, parse, mentions),
        *places.places(text, parse, [m.span for m in mentions]),
        *events.events(text, parse, [a.cue for a in every if a.speech], mentions),
    ]
    if parse:
        found = [_framed(text, parse, f) if f.kind in {Kind.FIGURE, Kind.DATE} else f for f in found]
    found = _voiced(text, found, said, people)
    found += attributions.facts(text, said, every, people)
    found += quotations.quotations(text, quotes, said, people)
    return tuple(sorted(found, key=lambda f: (f.span.start, -f.span.end, f.kind)))


def _numbers(text: str, published: datetime | None, named: list[Span]) -> list[Fact]:
    """Return figures and dates; a figure inside a date or an organisation's name ("Third Circuit") is part of it."""
    from stet.check.dates import dates
    from stet.check.figures import figures

    when = dates(text, published)
    held = sorted([*(d.span for d in when), *named])
    return [*when, *(f for f in figures(text) if not any(h.holds(f.span) for h in _near(held, f.span)))]


def _near(spans: list[Span], span: Span) -> list[Span]:
    at = bisect_left(spans, span)
    return spans[max(0, at - 2) : at + 2]


# --- frames from the parse --------------------------------------------------------------------------------------------


def _framed(text: str, parse: Parse, fact: Fact) -> Fact:
    """Fill the slots that the finder of the fact left open from the clause it stands in."""
    tokens = parse.tokens_in(fact.span)
    if not tokens:
        return fact
    head = _head(parse, tokens)
    clause = parse.clause_of(head)
    frame: dict[str, Any] = {}
    if fact.kind is Kind.FIGURE:
        frame |= _measured(text, parse, head, tokens)
    subject = parse.subject(clause)
    if (
        subject is not None
        and subject not in tokens
        and not (parse.edges[subject][0] <= tokens[-1] and tokens[0] <= parse.edges[subject][1])
    ):
        frame["subject"] = slot(text, parse.span(*parse.phrase(subject, without=events.BRANCHES)))
    if parse.pos[clause] in {"VERB", "AUX"}:
        frame["predicate"] = slot(text, parse.span(clause, clause))
        frame["polarity"] = "negative" if parse.negated(clause) else "positive"
        frame["modality"] = parse.modality(clause)
        if way := events.direction(parse.lemmas[clause]):
            frame["direction"] = way
    return replace(fact, frame={**frame, **{k: v for k, v in fact.frame.items() if v}})


def _head(parse: Parse, tokens: range) -> int:
    """Return the token of the fact that all others in it hang on."""
    return next((i for i in tokens if parse.heads[i] not in tokens or parse.heads[i] == i), tokens[0])


def _measured(text: str, parse: Parse, head: int, tokens: range) -> dict[str, Any]:
    """Return what a figure counts: the noun it numbers, with its phrase ("seven [people in Kyiv]")."""
    noun = parse.heads[head] if parse.deps[head] in {"nummod", "compound", "nmod", "amod"} else head
    alone = noun == tokens[-1] and parse.child(noun, "nmod") is None
    if parse.pos[noun] not in {"NOUN", "PROPN", "SYM"} or alone:
        return {}
    first, last = parse.phrase(noun, without=events.BRANCHES)
    first = max(first, tokens[-1] + 1) if first <= tokens[-1] <= last else first
    if parse.pos[min(first, last)] in {"PUNCT", "CCONJ"}:
        return {}  # "a third, or 34 percent": another figure, not what is counted
    return {"measured": slot(text, parse.span(first, last))} if first <= last else {}


def _voiced(text: str, found: list[Fact], said: Sequence[Attribution], people: People) -> list[Fact]:
    """Put the speaker into the frame of every fact that stands in somebody's words."""
    stretches = sorted((c.start, c.end, n) for n, a in enumerate(said) if a.source and a.speech for c in a.content)
    voices: dict[int, dict[str, Any]] = {}
    for _, _, n in stretches:
        if n not in voices and (source := said[n].source):
            meant = people.meant_by(source)
            voices[n] = slot(text, source) | ({"resolved": meant.canonical or meant.name} if meant else {})
    starts = [s[0] for s in stretches]
    out = []
    for fact in found:
        at = bisect_right(starts, fact.span.start) - 1
        if at >= 0 and fact.span.end <= stretches[at][1]:
            out.append(replace(fact, frame={**fact.frame, "speaker": voices[stretches[at][2]]}))
        else:
            out.append(fact)
    return out
