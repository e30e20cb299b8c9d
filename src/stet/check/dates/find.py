"""Find the time expressions of a text, and resolve them from the text's own date."""

import re
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from stet.check.dates import clock, grammar
from stet.check.dates.combine import combine, half_shared
from stet.check.dates.expression import Expression, Sort
from stet.check.dates.resolve import resolve
from stet.check.dates.tense import ahead, qualifier
from stet.check.dates.value import value_of
from stet.check.dates.vocabulary import HOUR_WORDS
from stet.news import Fact, Kind, Span
from stet.text import unfolded


def spans(text: str) -> list[Span]:
    """Return where `text` speaks of time, in order."""
    return [Span(start=e.start, end=e.end) for e in expressions(text)]


def dates(text: str, published: datetime | None = None) -> list[Fact]:
    """Return the dates, times, lengths and repetitions of `text` in order, resolved from `published`.

    Never fails: a day that no calendar has keeps its written form and gets no start. Without `published`, what is
    relative stays open.
    """
    now = published.replace(tzinfo=None) if published else None
    return [fact for e in expressions(text) if (fact := _fact(text, e, now))]


def _fact(text: str, e: Expression, now: datetime | None) -> Fact | None:
    coming = ahead(text, e) if e.lead or e.sort is not Sort.DURATION else None  # a length lies nowhere
    if e.lead and coming is False:
        e = replace(e, sort=Sort.DURATION, near=None, exact=False)
    period = resolve(e, now, coming)
    if period is None:
        return None
    span = Span(start=e.start, end=e.end)
    frame = {"modality": "planned"} if coming else {}
    if said := qualifier(text, e):
        frame["qualifier"] = said
    return Fact(kind=Kind.DATE, span=span, text=span.of(text), value=value_of(e, period), frame=frame)


@lru_cache(maxsize=8)
def expressions(text: str) -> tuple[Expression, ...]:
    """Return the time expressions of `text`; figures ask for the same text again, so the last few are kept."""
    text = unfolded(text)
    atoms: list[Expression] = []
    done = 0
    for at, word in grammar.starts(text):
        if at < done:
            continue
        if found := _atom(text, at, word, atoms):
            atoms.append(found)
            done = found.end
    return tuple(combine(text, atoms))


def _atom(text: str, at: int, word: str, atoms: list[Expression]) -> Expression | None:
    found = grammar.read(text, at, word)
    if pair := clock.hours(text, at) if word in _HOURS else None:
        first, last, end, surely = pair
        if (found is None or end > found.end) and (surely or _beside_day(text, at, end, atoms)):
            ends = half_shared(*(Expression(start=at, end=end, sort=Sort.TIME, clock=c) for c in (first, last)))
            return Expression(start=at, end=end, sort=Sort.RANGE, first=ends[0], last=ends[1])
    return found


_HOURS = frozenset({grammar.DIGIT, *HOUR_WORDS})
_DAY_AFTER = re.compile(
    r"\s(?:on\s)?(?:(?:today|tomorrow|yesterday|tonight|this\s(?:morning|afternoon|evening)"
    r"|last\snight|in\sthe\s(?:morning|afternoon|evening)"
    r"|(?:next|last|this)?\s?(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|GMT\b|[CEMP][SD]?T\b)",
    re.IGNORECASE,
)
# "Beat Southam 3-2 on Saturday" is a score: hours of opening are seldom won.
_CONTEST = re.compile(
    r"\b(?:w[io]ns?|won|winning|lost|los(?:es|ing)|beat(?:s|en|ing)?|defeat(?:s|ed|ing)?|dr[ae]ws?|drawn|victor(?:y|ies)"
    r"|score[sd]?|led|lead|vote[sd]?|margin|aggregate|ruled|ruling)\s(?:[\w’'.-]+\s){0,5}$",
    re.IGNORECASE,
)
_DAY_LINK = re.compile(r",?\s(?:(?:from|between|at)\s)?")


def _beside_day(text: str, at: int, end: int, atoms: list[Expression]) -> bool:
    """Say whether "five to seven" stands beside a day, so that hours are meant."""
    if _CONTEST.search(text, max(0, at - 60), at):
        return False
    if _DAY_AFTER.match(text, end):
        return True
    last = atoms[-1] if atoms else None
    if not last or last.sort not in (Sort.DATE, Sort.TIME) or not _DAY_LINK.fullmatch(text, last.end, at):
        return False
    return bool(last.weekday or last.day or last.part) or (
        last.near is not None and last.unit is not None and last.unit.value == "day"
    )
