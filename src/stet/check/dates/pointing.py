"""Rules for words that point from the text's own date: today, last week, this May, earlier this month."""

import re

from stet.check.dates.expression import Expression, Sort, Unit
from stet.check.dates.rules import Rule, after, before, made, rule
from stet.check.dates.vocabulary import (
    MONTH,
    MONTHS,
    PART,
    PARTS,
    UNIT,
    UNITS,
    WEEKDAY,
    WEEKDAYS,
    WHICH,
    WHICH_STARTS,
    pointing,
)

_DAYS = {
    "today": 0, "yesterday": -1, "tomorrow": 1, "tmr": 1, "otd": 0, "day before yesterday": -2, "day after tomorrow": 2,
}  # fmt: skip
_TITLE_BEFORE = re.compile(r"(?:\b[A-Z]{2,}|\b(?:USA|the|Good|Inside|Entertainment|Russia|Middle\sEast|Psychology))\s$")
_TITLE_AFTER = re.compile(r"[’']s\s(?:show|programme|program)\b|\s(?:Show|Programme|Program|News)\b")


def _day(found: re.Match[str]) -> Expression | None:
    """Read "today" and its kin; "Today" as the name of a broadcast is left alone."""
    word = re.sub(r"\s+", " ", found[0].lower())
    if found[0][0].isupper() and (before(found, _TITLE_BEFORE) or after(found, _TITLE_AFTER)):
        return None
    if word in ("tonight", "tonite"):
        return made(found, sort=Sort.TIME, near=0, unit=Unit.DAY, part="NI")
    return made(found, near=_DAYS[word], unit=Unit.DAY)


_CLAUSE_END = re.compile(r"\s?(?:[.,;:!?)”\"]|$|(?:and|until|to|or|till)\s)", re.IGNORECASE)
_FOR = re.compile(r"\b(?:for|by|until|even|up\sto|till|every|just)\s$|[.!?“\"(]\s?$|\n\s*$", re.IGNORECASE)


def _now(found: re.Match[str]) -> Expression | None:
    """Read "now" only where it ends a clause: elsewhere it is a particle, not a time that anyone could check."""
    if found[0].lower() == "now" and (
        found[0] == "Now" or not after(found, _CLAUSE_END) or before(found, _FOR) or found.start() == 0
    ):
        return None
    return made(found, sort=Sort.TIME, near=0, unit=Unit.SECOND)


_SOMEBODYS = re.compile(r"(?:\b(?:my|your|his|her|its|our|their)|[a-z][’']s?)\s$", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"\b[A-Z]\w+\s$")


def _near(found: re.Match[str]) -> Expression | None:
    """Read "last week", "this May", "next Friday", "this past Wednesday", "next week Tuesday"."""
    word, near = found["what"].lower(), pointing(found["which"])
    if near is None or (found["which"][0].isupper() and found["what"][0].isupper() and before(found, _NAME_BEFORE)):
        return None
    last = found["which"].lower().split()[-1]
    if word in WEEKDAYS:
        strict = last in ("last", "previous", "following", "next")
        return made(
            found, weekday=WEEKDAYS[word], near=near, unit=Unit.WEEK if strict or near == 0 else Unit.DAY, exact=strict
        )
    if word in MONTHS:
        return (
            made(found, month=MONTHS[word], near=near, unit=Unit.YEAR, exact=True)
            if found["what"][0].isupper() or word not in ("may", "march")
            else None
        )
    if word in PARTS:
        return made(found, sort=Sort.TIME, part=PARTS[word], near=near, unit=Unit.DAY)
    unit = UNITS[word]
    if word.endswith("s") or found["what"].isupper() or (last == "last" and unit is Unit.DAY):
        return None  # "the last day of May" is not yesterday
    if last in ("last", "next") and before(found, _SOMEBODYS):
        return None  # "his last year in office"
    if last == "same" or (unit in (Unit.SECOND, Unit.MINUTE, Unit.HOUR) and near <= 0 and word != "hour"):
        return None
    weekday = found["weekday"]
    return made(found, near=near, unit=unit, weekday=WEEKDAYS[weekday.lower()] if weekday else None)


def _weekend(found: re.Match[str]) -> Expression | None:
    return made(found, unit=Unit.WEEKEND)


def _today(found: re.Match[str]) -> Expression | None:
    """Read "for the day", "in the year" at the end of a clause: the text's own."""
    return made(found, near=0, unit=UNITS[found["unit"].lower()])


_SAYING = re.compile(r"\b(?:said|says?|told|thinks?|believes?|knows?|hopes?|fears?|means?|so)\s$", re.IGNORECASE)


def _told(found: re.Match[str]) -> Expression | None:
    """Read "that year", "the same week", "later that day": a period that the text told of before, and no other."""
    if before(found, _SAYING, window=10):
        return None  # "said that day trips ..."
    unit, edge = found["unit"].lower(), (found["edge"] or "").lower()[:4]
    edge = {"earl": "start", "late": "end"}.get(edge, "")
    if unit in PARTS:
        return made(found, sort=Sort.TIME, part=PARTS[unit], edge=edge)
    return made(found, near=0, unit=UNITS[unit], edge=edge, told=True)


def _edge(found: re.Match[str]) -> Expression | None:
    """Read "earlier this month", "later in the year", "late this morning"."""
    edge = "start" if found["edge"].lower().startswith("earl") else "end"
    unit, this = found["unit"].lower(), found["this"].lower() == "this"
    if unit in PARTS and unit != "nights":
        placed = {"near": 0, "unit": Unit.DAY} if this else {}
        return made(found, sort=Sort.TIME, part=PARTS[unit], edge=edge, **placed)
    if not this and UNITS[unit] in (Unit.DAY, Unit.SECOND, Unit.MINUTE, Unit.HOUR):
        return None
    return made(found, near=0, unit=UNITS[unit], edge=edge)


def _end_of(found: re.Match[str]) -> Expression | None:
    """Read "the end of the month", "the beginning of last year", "end of month", "the rest of the week"."""
    edge = {"s": "start", "b": "start", "m": "mid", "r": "rest"}.get(found["edge"][0].lower(), "end")
    which = found["which"]
    return made(found, near=pointing(which) if which else 0, unit=UNITS[found["unit"].lower()], edge=edge)


RULES: list[Rule] = [
    rule(["today", "yesterday", "tomorrow", "tonight", "tonite", "tmr", "otd"],
    r"(?:today|yesterday|tomorrow|tonight|tonite|tmr|otd)\b", _day),
    rule(["day"], r"day\s(?:before\syesterday|after\stomorrow)\b", _day),
    rule(["right", "now"], r"(?:right\snow|now)\b(?!\s(?:that|on)\b)", _now),
    rule(WHICH_STARTS,
        rf"{WHICH}\s(?:calendar\s|fiscal\s)?(?P<what>{WEEKDAY}|{MONTH}(?!\.?\s\d)|{UNIT}|{PART})\b(?:\s(?:on\s)?"
        rf"(?P<weekday>{WEEKDAY})\b)?", _near),
    rule(["day", "week", "month", "quarter", "year"],
         r"(?:(?<=for\sthe\s)|(?<=in\sthe\s))(?P<unit>day|week|month|quarter|year)(?=\s?(?:[.,;)]|$))", _today),
    rule(["weekend"], r"(?<=the\s)weekend\b", _weekend),
    rule(["earlier", "early", "later", "late"],
    rf"(?P<edge>earlier|early|later|late)\s(?:in\s)?(?P<this>this|the)\s(?P<unit>{UNIT}|{PART})\b", _edge),
    rule(["that", "same", "earlier", "early", "later", "late"],
    rf"(?P<edge>(?:earlier|early|later|late)\s)?(?:in\s)?(?:that(?:\s(?:very|same))?|(?:the\s)?same)\s"
    rf"(?:calendar\s)?(?P<unit>day|week|weekend|month|quarter|year|decade|century|{PART})\b"
    r"(?!-\w|[’'](?!s\b)|\s(?:after|by)\b)", _told),
    rule(["year", "month"], r"(?P<unit>year|month|quarter)[\s-](?P<edge>end)\b(?P<which>)(?!\s[a-z]+s\b)", _end_of),
    rule(["end", "start", "beginning", "middle", "rest", "remainder", "remaining"],
         r"(?P<edge>end|start|beginning|middle|rest|remainder|remaining)\sof\s(?:(?P<which>this|last"
         r"|next|the|the\s(?:current|previous|following))\s)?(?P<unit>week|month|quarter|year|decade"
         r"|century)\b(?![’']s)", _end_of),
]  # fmt: skip
