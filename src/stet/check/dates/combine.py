"""Put single expressions together: a day and a time of day, the two ends of a range, and the words before that narrow.

"late" + "2019", "Friday" + "at" + "3pm", "from" + "May" + "to" + "July", "before" + "1 May".
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from stet.check.dates.expression import Clock, Expression, Sort, Unit
from stet.check.dates.vocabulary import PARTS

_LINK = re.compile(
    r"(?:\s?,\s?|\s)?(?:(?:at|on|around|about|by|of|in|from)\s)?(?:(?:around|about|the)\s)?|\s?\(|\)?\s?[-–]\s?|,?\s",
    re.IGNORECASE,
)
_TO = re.compile(r"\s?(?:-|–|—)\s?|\s(?:to|until|till|through|and|thru)\s(?:the\s|around\s|about\s)?", re.IGNORECASE)
_EDGE = re.compile(
    r"(?:\bthe\s)?\b(?:(?P<start>early|(?:very\s)?(?:beginning|start)\sof|the\sfirst\sdays\sof)|(?P<mid>mid|(?:the\s)?middle\sof)"
    r"|(?P<end>late|end\sof|close\sof|remaining\sof|rest\sof|remainder\sof))[\s-](?:the\s)?$",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:(?P<before>before|prior\sto|earlier\sthan|ahead\sof)|(?P<until>until|till|up\sto|no\slater\sthan|not\slater\sthan|by|as\slate\sas|through)"
    r"|(?P<since>since|(?:starting|beginning|effective)\s(?:on|in|from)?|from|as\searly\sas|as\sof|on\sor\safter)|(?P<after>after|later\sthan|following))\s(?:the\s|around\s|about\s)?$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?P<word>between|from|during)\s(?:the\s|about\s|around\s)?$", re.IGNORECASE)
_APPROX = re.compile(r"\b(?:about|around|approximately|circa|roughly|some|nearly|almost|c\.)\s$", re.IGNORECASE)
_PART_AFTER = re.compile(
    r"\s(?:in\sthe\s|at\s)?(?:(?:early|late)\s)?(?P<part>morning|afternoon|evening|night)\b(?!\s(?:news|post|standard|shift|club|show|fever))",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"\s?\(?(?P<zone>GMT|UTC|BST|CET|CEST|EET|EEST|MSK|EST|EDT|CST|CDT|MST|MDT|PST|PDT|ET|CT|MT|PT|IST|JST|AEST|AEDT|Z(?!\w)|[+-]\d{2}:?\d{2}"
    r"|(?:Eastern|Central|Pacific|Mountain|Greenwich|local|Moscow|Kyiv|Beijing|London|New\sYork|Tokyo)(?:\s(?:Standard|Daylight|Mean|Summer))?\stime)(?!\w)\)?",
    re.IGNORECASE,
)
_HOUR_RANGE = re.compile(
    r"(?P<a>1[0-2]|0?[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?:[:.](?P<am>[0-5]\d))?(?P<ah>\s?[ap]\.?m\.?)?"
    r"\s?(?:-|–|to|and|until|till)\s?(?P<b>1[0-2]|0?[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?:[:.](?P<bm>[0-5]\d))?(?P<bh>\s?[ap]\.?m\.?)?(?![\w:%])",
    re.IGNORECASE,
)


def combine(text: str, atoms: list[Expression]) -> Iterator[Expression]:
    """Yield the expressions of a text made whole, left to right."""
    done = 0
    i = 0
    while i < len(atoms):
        current, i = _grow(text, atoms, i)
        current = _prefixed(text, current, done)
        done = current.end
        yield current


def _grow(text: str, atoms: list[Expression], i: int) -> tuple[Expression, int]:
    """Join atom `i` with those that follow it, as long as the words between allow."""
    current, i = _after(text, _edged(text, atoms[i], 0)), i + 1
    while i < len(atoms):
        following = atoms[i]
        gap = text[current.end : following.start]
        if len(gap) > 20:
            break
        joined = _beside(current, _after(text, following), gap) or _ranged(
            text, current, _after(text, _edged(text, following, current.end)), atoms, i
        )
        if not joined:
            break
        current, i = joined, i + 1
    return current, i


def _after(text: str, e: Expression) -> Expression:
    """Take in a part of the day and a time zone said after."""
    if (
        e.sort in (Sort.DATE, Sort.TIME)
        and not e.part
        and (e.clock or e.weekday or (e.near is not None and e.unit is Unit.DAY) or e.day)
    ):
        if found := _PART_AFTER.match(text, e.end):
            e = replace(e, end=found.end(), part=PARTS[found["part"].lower()], sort=Sort.TIME)
    if e.clock and not e.clock.zone and (zone := _ZONE.match(text, e.end)):
        e = replace(
            e,
            end=zone.end() - zone[0].endswith(")") * ("(" not in zone[0]),
            clock=replace(e.clock, zone=_zone(zone["zone"])),
        )
    return e


_OFFSETS = {"gmt": "Z", "utc": "Z", "z": "Z", "bst": "+01:00", "cet": "+01:00", "cest": "+02:00", "eet": "+02:00", "eest": "+03:00", "msk": "+03:00", "est": "-05:00",
            "edt": "-04:00", "cst": "-06:00", "cdt": "-05:00", "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00", "jst": "+09:00", "aest": "+10:00", "aedt": "+11:00"}  # fmt: skip


def _zone(name: str) -> str:
    """Return the offset of a zone whose name fixes it; "ET" and "local time" change with the season and stay open."""
    return name if name[0] in "+-" else _OFFSETS.get(name.lower(), "")


def _beside(a: Expression, b: Expression, gap: str) -> Expression | None:
    """Join a day and a time of day, or a weekday and the date it falls on."""
    if not _LINK.fullmatch(gap):
        return None
    if a.sort is Sort.RANGE and a.first and a.last and a.first.clock and b.dated and b.placed:
        ends = [_placed(x, b) for x in (a.first, a.last)]
        return replace(a, end=b.end, first=ends[0], last=ends[1])
    if a.dated and b.timed and _has_day(a) and (b.clock or b.part):
        return _placed(b, a, start=a.start, end=b.end)
    if (
        (a.timed
        and b.dated
        and _has_day(b)
        and "," not in gap)
        or (a.timed and b.placed and b.sort is Sort.TIME and not b.clock and a.clock)
    ):
        return _placed(a, b, start=a.start, end=b.end)
    if a.timed and b.timed and a.clock and b.part and not b.clock:
        return replace(a, end=b.end, part=b.part)
    if a.part and not a.clock and b.clock and not b.placed:
        return replace(a, end=b.end, clock=b.clock, sort=Sort.TIME, part=a.part, edge="")
    if a.dated and b.dated and a.near is not None and a.unit is Unit.DAY and b.day and b.month:
        return replace(b, start=a.start)
    if a.dated and b.dated and a.weekday and not a.day and a.near is None and b.day and b.month and not b.weekday:
        return replace(b, start=a.start, weekday=a.weekday)
    if a.sort is Sort.SET and b.timed and b.clock:
        return replace(a, end=b.end, clock=b.clock)
    if a.timed and a.clock and b.sort is Sort.SET:
        return replace(b, start=a.start, clock=a.clock)
    if b.near is not None and b.unit is Unit.YEAR and b.dated and not b.month and a.month and not a.year and a.dated:
        return replace(a, end=b.end, near=b.near, unit=Unit.YEAR, exact=False)
    if (
        a.near is not None
        and a.unit is Unit.WEEK
        and a.dated
        and a.weekday is None
        and b.dated
        and b.weekday
        and not b.month
        and not b.day
        and "," not in gap
    ):
        return replace(a, end=b.end, weekday=b.weekday)
    return None


def _has_day(e: Expression) -> bool:
    return bool(e.day or e.weekday or e.holiday) or (e.near is not None and e.unit is Unit.DAY)


def _placed(time: Expression, day: Expression, *, start: int | None = None, end: int | None = None) -> Expression:
    """Give a time of day the day of another expression."""
    return replace(
        day,
        start=min(time.start, day.start) if start is None else start,
        end=max(time.end, day.end) if end is None else end,
        sort=Sort.TIME,
        clock=time.clock or day.clock,
        part=time.part or day.part,
        edge=time.edge,
    )


def _ranged(text: str, a: Expression, b: Expression, atoms: list[Expression], i: int) -> Expression | None:
    """Join two ends of a range: "May to July", "from 3pm until 5pm tomorrow"."""
    gap = text[a.end : b.start]
    if not _TO.fullmatch(gap) or a.sort not in (Sort.DATE, Sort.TIME) or b.sort not in (Sort.DATE, Sort.TIME):
        return None
    opened = _BETWEEN.search(text[max(0, a.start - 16) : a.start])
    if "and" in gap.lower() and (not opened or opened["word"].lower() != "between"):
        return None
    if bool(a.clock) != bool(b.clock) and not (a.unit is Unit.SECOND or b.unit is Unit.SECOND or a.part or b.part):
        return None
    a, b = _shared(a, b)
    return Expression(start=a.start, end=b.end, sort=Sort.RANGE, first=a, last=b)


def _shared(a: Expression, b: Expression) -> tuple[Expression, Expression]:
    """Let the ends of a range lend each other what only one of them says: the year, the day, the half of the day."""
    if a.clock and b.clock:
        if (
            a.clock.open
            and not b.clock.open
            and b.clock.hour >= 12
            and a.clock.hour < 12
            and a.clock.hour + 12 <= b.clock.hour
        ):
            a = replace(a, clock=replace(a.clock, hour=a.clock.hour + 12, open=False))
        if b.clock.open and not a.clock.open and b.clock.hour < a.clock.hour:
            b = replace(b, clock=replace(b.clock, hour=(b.clock.hour + 12) % 24, open=False))
        if a.placed and not b.placed:
            b = replace(_placed(b, a), start=b.start, end=b.end)
        elif b.placed and not a.placed:
            a = replace(_placed(a, b), start=a.start, end=a.end)
    if b.year and not a.year and a.month and a.near is None:
        later = (a.month, a.day or 0) > (b.month or 12, b.day or 31)
        a = replace(a, year=b.year - 1 if later else b.year)
    return a, b


def _edged(text: str, e: Expression, floor: int) -> Expression:
    """Take in "early", "mid-", "the end of" before a period."""
    found = _EDGE.search(text, max(floor, e.start - 24), e.start)
    if not found or e.sort is not Sort.DATE or e.clock or (found["mid"] is None and e.day and not found["end"]):
        return e
    edge = "start" if found["start"] else "mid" if found["mid"] else "end"
    if (e.near is not None and e.unit is Unit.DAY) or e.weekday or e.day:
        return replace(e, start=found.start(), edge="" if edge != "end" else "end") if "of" in found[0].lower() else e
    return replace(e, start=found.start(), edge=edge)


def _prefixed(text: str, e: Expression, floor: int) -> Expression:
    """Take in "before", "since", "until", "between", and an article."""
    if e.sort is Sort.RANGE and e.first and (found := _BETWEEN.search(text, max(floor, e.start - 16), e.start)):
        return replace(e, start=found.start())
    if e.sort in (Sort.DATE, Sort.TIME) and (found := _BOUND.search(text, max(floor, e.start - 24), e.start)):
        bound = next(k for k in ("before", "until", "since", "after") if found[k])
        if found[0].lower().startswith(("from", "by", "through")) and bound != "until":
            return e
        if e.exact and e.amount is not None:
            return e
        return replace(e, start=found.start(), bound=bound)
    return e


def hours(text: str, at: int) -> tuple[Expression, bool] | None:
    """Read "3-8pm", "5 to 6", "9.30-4.30pm": two times of day; the flag says that a half of the day was said."""
    found = _HOUR_RANGE.match(text, at)
    if not found:
        return None
    halves = [re.sub(r"\W", "", found[h] or "").lower() for h in ("ah", "bh")]
    ends = [_hour(found["a"], found["am"], halves[0]), _hour(found["b"], found["bm"], halves[1])]
    first = Expression(start=at, end=found.end(), sort=Sort.TIME, clock=ends[0])
    last = Expression(start=at, end=found.end(), sort=Sort.TIME, clock=ends[1])
    first, last = _shared(first, last)
    surely = any(halves) or bool(found["am"] and found["bm"])
    return Expression(start=at, end=found.end(), sort=Sort.RANGE, first=first, last=last), surely


_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()


def _hour(hour: str, minute: str | None, half: str) -> Clock:
    number = _WORDS.index(hour.lower()) + 1 if hour.lower() in _WORDS else int(hour)
    if half.startswith("p") and number < 12:
        number += 12
    return Clock(hour=number % 24, minute=int(minute) if minute else None, open=not half)
