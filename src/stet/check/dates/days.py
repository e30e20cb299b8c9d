"""Rules for days and months of the calendar, written out, in figures, and weekdays."""

import re

from stet.check.dates.expression import Expression, Sort, Unit
from stet.check.dates.rules import DIGIT, Rule, after, before, count, made, rule
from stet.check.dates.vocabulary import (
    DAY,
    DAY_DIGITS,
    DAY_WORD,
    DOT,
    MONTH,
    MONTHS,
    OF_YEAR,
    ORDINALS,
    TO,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    pointing,
)

_MONEY = re.compile(r"[$€£¥₹]\s?$")


_ATTACKS = re.compile(r"\s(?:terror(?:ist)?\s)?attack", re.IGNORECASE)


def _calendar(found: re.Match[str]) -> Expression | None:
    """Read a day, month and year as far as they are there; the weekday beside them is kept to check them by."""
    groups = found.groupdict()
    day = count(groups["day"]) if groups.get("day") else None
    if (day is not None and not 1 <= day <= 31) or before(found, _MONEY):
        return None
    month = MONTHS.get((groups.get("month") or "").lower())
    weekday = WEEKDAYS.get((groups.get("weekday") or groups.get("weekday2") or "").lower())
    year = _int(groups.get("year"))
    if year is None and (month, day) == (9, 11) and after(found, _ATTACKS):
        year = 2001
    return made(found, day=day, month=month, year=year, weekday=weekday)


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _two_days(found: re.Match[str]) -> Expression | None:
    """Read two days of a month: "19-20 November", "between 3 and 12 of Sept"."""
    month, year = MONTHS[found["month"].lower()], _int(found["year"])
    first, last = count(found["from"]), count(found["day"])
    if first is None or last is None or not 1 <= first < last <= 31 or before(found, _MONEY):
        return None
    ends = [made(found, day=d, month=month, year=year) for d in (first, last)]
    return made(found, sort=Sort.RANGE, first=ends[0], last=ends[1])


_DATE_CUE = re.compile(
    r"(?:\b(?:on|by|until|till|from|since|before|after|between|of|for|dated|day|date|to)|[(,:?]|^|[-–])\s?$",
    re.IGNORECASE,
)
_NUMBER_BEFORE = re.compile(r"(?:\d|\b[a-z]{0,3}\d)\s{1,2}$|[-−]\s?\d+\s$")


def _in_figures(found: re.Match[str]) -> Expression | None:
    """Read a date in figures; where day and month could change places, both readings are kept.

    American order is taken first, as most English feeds have it; after a full stop ("23.04.2022") the European one.
    """
    a, b, written = int(found["a"]), int(found["b"]), found["year"]
    if not written and (before(found, _NUMBER_BEFORE) or (a < b <= 10 and not before(found, _DATE_CUE))):
        return None
    year = int(written) if written else 2001 if (a, b) == (9, 11) else None  # "9/11" has no other meaning in news
    if year is not None and year < 100:
        year += 2000 if year < 40 else 1900
    american, european = 1 <= a <= 12 and 1 <= b <= 31, 1 <= a <= 31 and 1 <= b <= 12
    if american and not (found["sep"] == "." and european):
        return made(found, month=a, day=b, year=year, other=(b, a) if european and a != b else None)
    return made(found, month=b, day=a, year=year) if european else None


def _iso(found: re.Match[str]) -> Expression | None:
    year, month, day = int(found["year"]), int(found["m"]), int(found["d"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return made(found, year=year, month=month, day=day)


def _year_month(found: re.Match[str]) -> Expression | None:
    return made(found, year=int(found["year"]), month=int(found["m"]))


_VOUCHES = re.compile(
    r"\b(?:in|since|until|till|by|from|of|to|through|early|late|mid|last|next|this|and|or|the|between"
    r"|before|after|during|for|every|each)"
    r"[\s-](?:the\s)?$|[-–]$",
    re.IGNORECASE,
)
_RANGE_AFTER = re.compile(rf"\.?\s?[-–]\s?{MONTH}\b", re.IGNORECASE)
_VERB_AFTER = re.compile(r"\s(?:and\s)?(?:not|be|have|I|he|she|they|we|you|it|well|also|on|to|through|past|out)\b")
_EVENT_AFTER = re.compile(r"\s(?:for|on|of|in)\b")
_ARTICLE = re.compile(r"\b(?:the|a|this)\s$", re.IGNORECASE)
_NAME_AFTER = re.compile(r"[’']?\w|\s(?!And|On|In|At|The|But)[A-Z][a-z]+\b")
_DOUBTFUL = frozenset("may march mar dec jan sep jun jul apr feb oct nov aug febr april june august".split())


def _month(found: re.Match[str]) -> Expression | None:
    """Read a month by itself; words that are also names or verbs only where something vouches for them."""
    word = found["month"]
    lower = word.lower()
    vouched = before(found, _VOUCHES, window=12) or after(found, _RANGE_AFTER)
    if word.islower() and (not vouched or (lower in ("may", "march") and not before(found, _VOUCHES, window=12))):
        return None
    if lower in ("may", "march") and after(found, _EVENT_AFTER) and before(found, _ARTICLE, window=5):
        return None
    if lower in ("may", "march") and (word.islower() or not vouched or after(found, _VERB_AFTER)):
        return None
    if lower in _DOUBTFUL and not vouched and (len(lower) < 5 or after(found, _NAME_AFTER)):
        return None
    if word.isupper() and not vouched:
        return None
    return made(found, month=MONTHS[lower])


_ON_THE = re.compile(r"\b(?:on|around|until|by|since|before|after|from)\sthe\s$|\bon\s$", re.IGNORECASE)
_NOUN_AFTER = re.compile(
    r"\s(?!(?:and|to|at|in|of|or|for|with|around|when|after|before|by|until)\b)[A-Za-z]|[-–][A-Za-z]"
)


def _lone_day(found: re.Match[str]) -> Expression | None:
    """Read "on the 18th": an ordinal that no noun follows."""
    if not before(found, _ON_THE, window=14) or after(found, _NOUN_AFTER):
        return None
    return made(found, day=count(found["day"]))


_SHORT_WEEKDAYS = frozenset("sat sun wed mon fri thu tue weds tues thur thurs".split())
_DAY_CUE = re.compile(
    r"\b(?:on|next|last|this|by|until|week|or|and|to|from|each|every)\s$|[-–(,]\s?$|^\s*$", re.IGNORECASE
)
_CITY_AFTER = re.compile(rf"\s(?!{MONTH}\b)[A-Z][a-z]")
_SUPER = re.compile(r"\b(?:Super|Black|Cyber|Giving|Casual|Fat|Ruby|Man)\s$")


def _weekday(found: re.Match[str]) -> Expression | None:
    word, groups = found["weekday"], found.groupdict()
    day = count(groups["day"]) if groups.get("day") else None
    plain = day is not None and word[0].isupper()  # "Wed 10"; but "she wed 10 men"
    if before(found, _SUPER) or (word.lower() in _SHORT_WEEKDAYS and not plain and not _short_weekday(found, word)):
        return None
    if day is not None and not 1 <= day <= 31:
        return None
    return made(found, weekday=WEEKDAYS[word.lower()], day=day)


def _short_weekday(found: re.Match[str], word: str) -> bool:
    """Say whether "Sat" or "Sun" is the day and not the verb, the star or a newspaper."""
    if word == "Sun" and after(found, _CITY_AFTER):
        return False  # "Sun City", "Going-to-the-Sun Road"
    if word.lower() in ("sat", "sun", "wed"):
        return before(found, _DAY_CUE, window=8)
    return word[0].isupper() or before(found, _DAY_CUE, window=8)


def _of_week(found: re.Match[str]) -> Expression | None:
    """Read "Tuesday of last week", "Monday next week"."""
    return made(found, weekday=WEEKDAYS[found["weekday"].lower()], near=pointing(found["which"]), unit=Unit.WEEK)


def _of_month(found: re.Match[str]) -> Expression | None:
    """Read "the 15th day of next month"."""
    return made(found, day=count(found["day"]), near=pointing(found["which"]), unit=Unit.MONTH)


_AFTER_WEEKDAY = r"\b\.?(?:\s?,\s?|\s+)(?:the\s+)?"
_BRACKETED = rf"(?:\s?\((?P<weekday2>{WEEKDAY})\))?"
_NOT_A_DAY = rf"(?!\s?(?:[:/%]|[ap]\.?m\b|o[’']?clock|{MONTH}\b|[-–]\s?\d|to\s\d|people\b|million|[a-z]+s\b)|[.,:]\d)"

RULES: list[Rule] = [
    rule([DIGIT], r"(?P<year>\d{4})(?P<sep>[-/. ])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)", _iso),
    rule([DIGIT], rf"(?P<year>\d{{4}})[-/.](?P<day>\d{{1,2}})[-/.](?P<month>{MONTH})\b", _calendar),
    rule([DIGIT], rf"(?P<year>\d{{4}})[-/.](?P<month>{MONTH})[-/.](?P<day>\d{{1,2}})\b", _calendar),
    rule([DIGIT], r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<year>\d{4}|\d{2})(?![\d/])", _in_figures),
    rule([DIGIT], r"(?P<a>\d{1,2})(?P<sep>/)(?P<b>\d{1,2}),\s(?P<year>\d{4})(?!\d)", _in_figures),
    rule([DIGIT],
        r"(?P<a>\d{1,2})(?P<sep>/)(?P<b>\d{1,2})(?P<year>)(?![\d/%]|\s?(?:of|cup|inch|mile|cent"
        r"|majority)\b)", _in_figures),
    rule([DIGIT],
        rf"(?P<from>\d{{1,2}}(?:st|nd|rd|th)?){TO}(?:the\s)?{DAY}\s(?:of\s)?"
        rf"(?P<month>{MONTH})\b{DOT}{OF_YEAR}", _two_days),
    rule([DIGIT], rf"{DAY}(?:\s(?:of\s)?|[-/])(?P<month>{MONTH})\b{DOT}{OF_YEAR}{_BRACKETED}", _calendar),
    rule([DIGIT], r"(?P<year>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])(?![\d-])", _year_month),
    rule([DIGIT], r"(?P<m>0?[1-9]|1[0-2])[-/](?P<year>(?:19|20)\d\d)(?![\d/-])", _year_month),
    rule([DIGIT], rf"(?P<day>{DAY_DIGITS}(?:st|nd|rd|th))\b", _lone_day),
    rule([DIGIT, *ORDINALS, "twenty", "thirty", "thirtieth"],
         rf"(?P<day>{DAY_DIGITS}(?:st|nd|rd|th)|{DAY_WORD})\s(?:day\s)?of\s(?P<which>this|the|next|last"
         rf"|that)\smonth\b", _of_month),
    rule([DIGIT, *ORDINALS, "twenty", "thirty", "thirtieth"],
         rf"(?P<day>{DAY_DIGITS}(?:st|nd|rd|th)|{DAY_WORD})\s(?:day\sof\s|of\s)?"
         rf"(?P<month>{MONTH})\b{DOT}{OF_YEAR}", _calendar),
    rule(MONTHS,
        rf"(?P<month>{MONTH})\b\.?\s(?P<from>\d{{1,2}}(?:st|nd|rd|th)?){TO}(?:the\s)?{DAY}(?!\s"
        rf"(?:{MONTH})\b){OF_YEAR}", _two_days),
    rule(MONTHS, rf"(?P<month>{MONTH})\.?(?:\s(?:the\s)?|[-/]|(?<=[a-z])(?=\d)){DAY}{OF_YEAR}{_BRACKETED}", _calendar),
    rule(MONTHS, rf"(?P<month>{MONTH})\b\.?\s(?:the\s)?(?P<day>{DAY_WORD})\b{OF_YEAR}", _calendar),
    rule(MONTHS, rf"(?P<month>{MONTH})\b\.?(?:\s?,\s?|\s|\sof\s|[-/])(?:of\s)?{YEAR}", _calendar),
    rule(MONTHS, rf"(?P<month>{MONTH})\b", _month),
    rule(WEEKDAYS, rf"(?P<weekday>{WEEKDAY}){_AFTER_WEEKDAY}{DAY}(?:\s(?:of\s)?|[-/])"
         rf"(?P<month>{MONTH})\b{DOT}{OF_YEAR}", _calendar),
    rule(WEEKDAYS, rf"(?P<weekday>{WEEKDAY}){_AFTER_WEEKDAY}(?P<month>{MONTH})\b\.?"
         rf"(?:\s(?:the\s)?|[-/]){DAY}{OF_YEAR}", _calendar),
    rule(WEEKDAYS, rf"(?P<weekday>{WEEKDAY})\b\.?\s(?:the\s)?(?P<day>{DAY_DIGITS}(?:st|nd|rd|th)?)\b{_NOT_A_DAY}",
    _weekday),
    rule(WEEKDAYS, rf"(?P<weekday>{WEEKDAY})\sthe\s(?P<day>{DAY_WORD})\b", _weekday),
    rule(WEEKDAYS, rf"(?P<weekday>{WEEKDAY})\s(?:of\s)?(?P<which>this|last|next)\sweek\b", _of_week),
    rule(WEEKDAYS, rf"(?P<weekday>{WEEKDAY})\b(?![’']?s\s(?:child|best))", _weekday),
]  # fmt: skip
