"""Put single expressions together: a day and a time of day, the two ends of a range, and the words before that narrow.

"late" + "2019", "Friday" + "at" + "3pm", "from" + "May" + "to" + "July", "before" + "1 May". Joins are tried left to
right over expressions whose gap is at most 20 characters, so that the cost stays in proportion to the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from stet.check.dates import clock
from stet.check.dates.expression import Expression, Sort, Unit
from stet.check.dates.vocabulary import PARTS

_LINK = re.compile(
    r"(?:\s?,\s?|\s)?(?:(?:at|on|around|about|by|of|in|from|between|during)\s)?(?:(?:around|about"
    r"|the)\s)?|\s?\(|\)?\s?[-–]\s?|,?\s",
    re.IGNORECASE,
)
_TO = re.compile(r"\s?(?:-|–|—)\s?|\s(?:to|until|till|through|and|thru)\s(?:the\s|around\s|about\s)?", re.IGNORECASE)
_EDGE = re.compile(
    r"\b(?:the\s)?(?:(?P<start>early|(?:very\s)?(?:beginning|start)\sof)|(?P<mid>mid|middle\sof)|"
    r"(?P<end>late|end\sof|close\sof)|(?P<rest>(?:rest|remainder)\sof))"
    r"[\s-](?:the\s)?$",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"(?:\b(?:(?P<before>before|prior\sto|earlier\sthan|ahead\sof)|(?P<until>until|till|up\sto|(?:no"
    r"|not)\slater\sthan|by|as\slate\sas|through)"
    r"|(?P<since>since|(?:starting|beginning|effective)(?:\s(?:on|in|from))?|from|as\searly\sas|as\sof"
    r"|on\sor\safter)|(?P<after>after|later\sthan|following))\s"
    r"|(?P<at_least>>\s?=\s?)|(?P<at_most><\s?=\s?))(?:the\s|around\s|about\s)?$",
    re.IGNORECASE,
)
_OPENED = re.compile(r"\b(?P<word>between|from|during)\s(?:the\s|about\s|around\s)?$", re.IGNORECASE)
_THE = re.compile(r"\bthe\s$", re.IGNORECASE)
_PART_AFTER = re.compile(
    r"\s(?:in\sthe\s|at\s)?(?:early\s|late\s)?(?P<part>morning|afternoon|evening|night)\b(?!\s(?:news"
    r"|post|standard|shift|club|show|fever|live)\b)(?![’']s)",
    re.IGNORECASE,
)


def combine(text: str, atoms: Sequence[Expression]) -> Iterator[Expression]:
    """Yield the expressions of a text made whole, left to right, never overlapping."""
    done = i = 0
    while i < len(atoms):
        current, i = _grow(text, atoms, i, done)
        current = _prefixed(text, current, done)
        done = current.end
        yield current


def _grow(text: str, atoms: Sequence[Expression], i: int, floor: int) -> tuple[Expression, int]:
    """Join atom `i` with those that follow it, as long as the words between allow."""
    current, i = (
        _after(text, _edged(text, atoms[i], floor), atoms[i + 1].start if i + 1 < len(atoms) else len(text)),
        i + 1,
    )
    while i < len(atoms):
        limit = atoms[i + 1].start if i + 1 < len(atoms) else len(text)
        following = _after(text, _edged(text, atoms[i], current.end), limit)
        if atoms[i].start - current.end > 20:
            break
        joined = _beside(current, following, text[current.end : following.start]) or _ranged(text, current, following)
        if not joined:
            break
        current, i = joined, i + 1
    return current, i


# --- what follows -----------------------------------------------------------------------------------------------------


def _after(text: str, e: Expression, limit: int) -> Expression:
    """Take in a part of the day, a bare hour and a time zone said after, up to `limit`."""
    if _takes_part(e) and (found := _PART_AFTER.match(text, e.end)) and found.end() <= limit:
        e = _with_part(e, PARTS[found["part"].lower()], found.end())
    if _names_day(e) and not e.clock and (said := clock.spoken(text, e.end)) and said[1] <= limit:
        e = replace(e, end=said[1], clock=said[0], sort=e.sort if e.sort is Sort.SET else Sort.TIME)
    if e.clock and not e.clock.zone and (zone := clock.zone_at(text, e.end)):
        e = replace(e, end=zone[1], clock=replace(e.clock, zone=zone[0]))
    return e


def _takes_part(e: Expression) -> bool:
    if e.sort is Sort.RANGE:
        return bool(e.first and e.first.clock and not e.first.part)
    return e.sort in (Sort.DATE, Sort.TIME) and not e.part and (bool(e.clock) or _has_day(e))


def _with_part(e: Expression, part: str, end: int) -> Expression:
    if e.first and e.last:
        return replace(e, end=end, first=replace(e.first, part=part), last=replace(e.last, part=part))
    return replace(e, end=end, part=part, sort=Sort.TIME)


def _has_day(e: Expression) -> bool:
    return bool(e.day or e.weekday or e.holiday) or (e.near is not None and e.unit is Unit.DAY and e.amount is None)


def _names_day(e: Expression) -> bool:
    return e.sort in (Sort.DATE, Sort.TIME, Sort.SET) and (_has_day(e) or bool(e.part))


# --- beside each other ------------------------------------------------------------------------------------------------


def _beside(a: Expression, b: Expression, gap: str) -> Expression | None:
    """Join a day and a time of day, a weekday and the date it falls on, a month and its year."""
    if not _LINK.fullmatch(gap):
        return None
    return _day_and_time(a, b, gap) or _day_and_day(a, b, gap) or _set_and_time(a, b)


def _day_and_time(a: Expression, b: Expression, gap: str) -> Expression | None:
    if _two_times(b) and (_has_day(a) or a.part) and a.sort in (Sort.DATE, Sort.TIME) and not a.clock:
        return _placed_range(b, a, start=a.start)
    if _two_times(a) and b.placed and _has_day(b) and b.sort in (Sort.DATE, Sort.TIME) and not b.clock:
        return _placed_range(a, b, start=a.start, end=b.end)
    if a.sort is Sort.DATE and _has_day(a) and b.timed and (b.clock or b.part):
        return _placed(b, a, start=a.start, end=b.end)
    if a.timed and _has_day(b) and b.sort is Sort.DATE and "," not in gap:
        return _placed(a, b, start=a.start, end=b.end)
    if a.timed and a.clock and b.sort is Sort.TIME and b.placed and not b.clock:
        return _placed(a, b, start=a.start, end=b.end)
    if _two_times(a) and b.timed and b.part and not b.clock:
        return _with_part(a, b.part, b.end)
    if a.timed and b.timed and a.clock and b.part and not b.clock:
        return replace(a, end=b.end, part=b.part)
    if a.part and not a.clock and b.clock and b.timed:
        return replace(a, end=b.end, clock=b.clock, sort=Sort.TIME, edge="")
    return None


def _two_times(e: Expression) -> bool:
    return (
        e.sort is Sort.RANGE
        and bool(e.first and e.last and e.first.clock and e.last.clock)
        and not (e.first and e.first.placed)
    )


def _placed(time: Expression, day: Expression, *, start: int, end: int) -> Expression:
    """Give a time of day the day of another expression."""
    return replace(
        day,
        start=start,
        end=end,
        sort=Sort.TIME,
        clock=time.clock or day.clock,
        part=time.part or day.part,
        edge=time.edge,
    )


def _placed_range(times: Expression, day: Expression, *, start: int, end: int | None = None) -> Expression:
    assert times.first
    assert times.last
    ends = [_placed(x, day, start=x.start, end=x.end) for x in (times.first, times.last)]
    return replace(times, start=start, end=times.end if end is None else end, first=ends[0], last=ends[1])


def _day_and_day(a: Expression, b: Expression, gap: str) -> Expression | None:
    if a.sort is not Sort.DATE or b.sort is not Sort.DATE:
        return None
    if a.near is not None and a.unit is Unit.DAY and a.amount is None and b.day and b.month:
        return replace(b, start=a.start)
    if a.weekday and not a.day and not a.month and a.near is None and b.day and b.month and not b.weekday:
        return replace(b, start=a.start, weekday=a.weekday)
    if a.month and not a.year and a.near is None and _is_step(b, Unit.YEAR) and "," not in gap:
        return replace(a, end=b.end, near=b.near, unit=Unit.YEAR, exact=False)
    if _is_step(a, Unit.WEEK) and b.weekday and not b.month and not b.day and b.near is None and "," not in gap:
        return replace(a, end=b.end, weekday=b.weekday)
    return None


def _is_step(e: Expression, unit: Unit) -> bool:
    """Say whether an expression is only "this week", "last year" and the like."""
    return (
        e.near is not None
        and e.unit is unit
        and e.amount is None
        and not (e.told or e.weekday or e.month or e.edge or e.quarter)
    )


def _set_and_time(a: Expression, b: Expression) -> Expression | None:
    if a.sort is Sort.SET and b.timed and b.clock:
        return replace(a, end=b.end, clock=b.clock)
    if a.timed and a.clock and b.sort is Sort.SET:
        return replace(b, start=a.start, clock=a.clock)
    return None


# --- ranges -----------------------------------------------------------------------------------------------------------


def _ranged(text: str, a: Expression, b: Expression) -> Expression | None:
    """Join two ends of a range: "May to July", "from 3pm until 5pm tomorrow", "between now and 15 November"."""
    gap = text[a.end : b.start]
    if not _TO.fullmatch(gap) or a.sort not in (Sort.DATE, Sort.TIME) or b.sort not in (Sort.DATE, Sort.TIME):
        return None
    opened = _OPENED.search(text, max(0, a.start - 16), a.start)
    if "and" in gap.lower() and (not opened or opened["word"].lower() != "between"):
        return None
    instant = _is_step(a, Unit.SECOND) or _is_step(b, Unit.SECOND)
    if bool(a.clock) != bool(b.clock) and not (instant or a.part or b.part):
        return None
    if (a.amount is not None or b.amount is not None) and not instant:
        return None
    first, last = _shared(a, b)
    return Expression(start=a.start, end=b.end, sort=Sort.RANGE, first=first, last=last)


def _shared(a: Expression, b: Expression) -> tuple[Expression, Expression]:
    """Let the ends of a range lend each other what only one of them says: the day, the half of the day, the year."""
    if _is_step(a, Unit.SECOND) and b.clock and not b.placed:
        b = replace(b, near=0, unit=Unit.DAY)
    if a.clock and b.clock:
        a, b = half_shared(a, b)
        if a.placed and not b.placed:
            b = _placed(b, a, start=b.start, end=b.end)
        elif b.placed and not a.placed:
            a = _placed(a, b, start=a.start, end=a.end)
    if b.year and not a.year and a.month and a.near is None:
        later = (a.month, a.day or 0) > (b.month or 12, b.day or 31)
        a = replace(a, year=b.year - 1 if later else b.year)
    return a, b


def half_shared(a: Expression, b: Expression) -> tuple[Expression, Expression]:
    """Settle the half of the day that one end of a range leaves open by the other: "2:00 to 2:30 pm", "8am-3"."""
    ours, theirs = a.clock, b.clock
    if not ours or not theirs:
        return a, b
    early, late = (ours.hour, ours.minute or 0), (theirs.hour, theirs.minute or 0)
    if ours.open and not theirs.open and not a.part:
        moved = theirs.hour > 12 and (early[0] + 12, early[1]) < late
        a = replace(a, clock=replace(ours, hour=ours.hour + 12 if moved else ours.hour, open=False))
    elif theirs.open and not ours.open and not b.part:
        moved = (late < early or ours.hour >= 12) and theirs.hour < 12
        b = replace(b, clock=replace(theirs, hour=theirs.hour + 12 if moved else theirs.hour, open=False))
    return a, b


# --- what stands before -----------------------------------------------------------------------------------------------


def _edged(text: str, e: Expression, floor: int) -> Expression:
    """Take in "early", "mid-", "the end of" before a period longer than a day."""
    if (
        e.sort is not Sort.DATE
        or e.clock
        or e.edge
        or e.day
        or e.weekday
        or e.holiday
        or e.amount is not None
        or e.unit is Unit.DAY
    ):
        return e
    found = _EDGE.search(text, max(floor, e.start - 24), e.start)
    if not found:
        return e
    edge = next(k for k in ("start", "mid", "end", "rest") if found[k])
    return replace(e, start=found.start(), edge=edge)


def _prefixed(text: str, e: Expression, floor: int) -> Expression:
    """Take note of "before", "since", "until", and take in an article.

    The preposition itself stays outside the span: what is marked is the date.
    """
    low = max(floor, e.start - 24)
    pointing = e.near is not None and not (e.exact and e.amount is not None and e.sort is not Sort.RANGE)
    named = (e.decade, e.century, e.quarter, e.nth, e.season, e.edge, e.day and e.month and not e.weekday)
    articled = any(each not in (None, "", False) for each in named) or e.unit is Unit.WEEKEND
    if (articled or pointing) and (found := _THE.search(text, low, e.start)):
        e = replace(e, start=found.start())
    boundable = e.sort in (Sort.DATE, Sort.TIME) and not (e.exact and e.amount is not None)
    if boundable and (found := _BOUND.search(text, low, e.start)):
        bound = next(k for k in ("before", "until", "since", "after", "at_least", "at_most") if found[k])
        e = replace(e, bound={"at_least": "since", "at_most": "until"}.get(bound, bound))
    return e
