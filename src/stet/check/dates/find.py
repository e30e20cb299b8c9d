"""Find the time expressions of a text, and resolve them from the text's own date."""

import re
from datetime import datetime
from functools import lru_cache

from stet.check.dates import combine, grammar
from stet.check.dates.expression import Expression, Sort
from stet.check.dates.resolve import resolve, to_value
from stet.news import Fact, Kind, Span


def spans(text: str) -> list[Span]:
    """Return where `text` speaks of time, in order."""
    return [Span(start=e.start, end=e.end) for e in expressions(text)]


def dates(text: str, published: datetime | None = None) -> list[Fact]:
    """Return the dates, times, durations and repetitions of `text` in order, resolved from `published`.

    Never fails: a day that no calendar has keeps its written form and gets no start. Without `published`, what is
    relative stays open.
    """
    now = published.replace(tzinfo=None) if published else None
    found = []
    for e in expressions(text):
        period = resolve(e, now, ahead(text, e))
        if period is None:
            continue
        span = Span(start=e.start, end=e.end)
        found.append(
            Fact(kind=Kind.DATE, span=span, text=span.of(text), value=to_value(e, period), frame=_frame(text, e))
        )
    return found


@lru_cache(maxsize=8)
def expressions(text: str) -> tuple[Expression, ...]:
    """Return the time expressions of `text`; figures ask for the same text again, so the last few are kept."""
    atoms: list[Expression] = []
    done = 0
    for trigger in grammar.triggers(text):
        at = trigger.start()
        if at < done:
            continue
        if found := _atom(text, at, trigger.lastgroup or "", atoms):
            atoms.append(found)
            done = found.end
    return tuple(combine.combine(text, atoms))


def _atom(text: str, at: int, kind: str, atoms: list[Expression]) -> Expression | None:
    found = grammar.read(text, at, kind)
    if kind in ("digit", "word") and (pair := combine.hours(text, at)) and (found is None or pair[0].end > found.end):
        if pair[1] or _near_day(text, pair[0], atoms):
            return pair[0]
    return found


_DAY_AFTER = re.compile(
    r"\s(?:on\s)?(?:today|tomorrow|yesterday|tonight|this\s(?:morning|afternoon|evening)|last\snight|in\sthe\s(?:morning|afternoon|evening)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)


def _near_day(text: str, pair: Expression, atoms: list[Expression]) -> bool:
    """Say whether "five to seven" stands beside a day, so that hours are meant."""
    if _DAY_AFTER.match(text, pair.end):
        return True
    if not atoms or not re.fullmatch(r",?\s(?:(?:from|between|at)\s)?", text[atoms[-1].end : pair.start]):
        return False
    last = atoms[-1]
    return (
        (last.dated
        and bool(last.weekday or last.day or (last.near is not None and last.unit and last.unit.value == "day")))
        or bool(last.part)
    )


_FUTURE = re.compile(
    r"\b(?:will|shall|won[’']t|would|is\sto|are\sto|due|scheduled|expected|plan(?:s|ned|ning)?\sto|going\sto|set\sto|upcoming|set\sfor|slated|[’']ll|begins?|starts?|opens?)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:said|was|were|had|told|went|came|saw|took|made|began|became|died|held|won|lost|met|left|fell|rose|shot|struck|hit|led|found|wrote|spoke|\w{2,}(?<!n)ed)\b",
    re.IGNORECASE,
)


def ahead(text: str, e: Expression) -> bool | None:
    """Say whether the words around speak of what is to come: the nearest verb before decides, else the first after."""
    left = re.split(r"[.!?]\s|\n", text[max(0, e.start - 90) : e.start])[-1]
    cues = [(m.end(), True) for m in _FUTURE.finditer(left)] + [(m.end(), False) for m in _PAST.finditer(left)]
    if cues:
        return max(cues)[1]
    right = re.split(r"[.!?]\s|\n", text[e.end : e.end + 60])[0]
    cues = [(m.start(), True) for m in _FUTURE.finditer(right)] + [(m.start(), False) for m in _PAST.finditer(right)]
    return min(cues)[1] if cues else None


_QUALIFIER = (
    ("more than", r"(?:more|longer|greater|older)\sthan|over|upwards?\sof"),
    ("less than", r"(?:less|fewer|shorter|younger)\sthan|under|within"),
    ("at least", r"at\sleast|no\sless\sthan"),
    ("at most", r"at\smost|no\smore\sthan"),
    ("up to", r"up\sto|as\s(?:long|much|many)\sas"),
    ("nearly", r"nearly|almost|just\sunder|close\sto"),
    ("exactly", r"exactly|precisely"),
    ("about", r"about|around|some|roughly|approximately|circa"),
)
_QUALIFIED = re.compile(
    r"\b(?:" + "|".join(f"(?P<q{i}>{p})" for i, (_, p) in enumerate(_QUALIFIER)) + r")\s(?:the\s|a\s|an\s)?$",
    re.IGNORECASE,
)


def _frame(text: str, e: Expression) -> dict[str, str]:
    found = _QUALIFIED.search(text, max(0, e.start - 24), e.start)
    slots = {"modality": "planned"} if ahead(text, e) and e.sort is not Sort.DURATION else {}
    if found:
        slots["qualifier"] = next(name for i, (name, _) in enumerate(_QUALIFIER) if found[f"q{i}"])
    return slots
