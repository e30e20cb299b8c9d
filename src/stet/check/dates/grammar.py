"""The grammar of single time expressions: at an offset, read the longest one that starts there.

Patterns are grouped by what they begin with, so that a text costs one pass of one trigger and a few tries at each hit.
Combinations ("Friday at 3pm", "from May to July", "late 2019") are made of these in combine.py.
"""

import re
from collections.abc import Callable
from fractions import Fraction

from stet.check import numerals
from stet.check.dates.expression import Clock, Expression, Sort, Unit
from stet.check.dates.holidays import HOLIDAYS
from stet.check.dates.vocabulary import MONTH, MONTHS, PARTS, SEASONS, UNIT, UNITS, WEEKDAY, WEEKDAYS, either

type_reader = Callable[[re.Match[str], str], "Expression | None"]
_Reader = Callable[[re.Match[str], str], "Expression | None"]
_FLAGS = re.IGNORECASE

_ORDINAL_DAY = (
    "(?:thirty|twenty)[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|first|second|third|fourth|fifth|sixth"
    "|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth"
    "|nineteenth|twentieth|thirtieth"
)
_DAY = r"(?P<day>(?:3[01]|[12]\d|0?[1-9])(?:\s?(?:st|nd|rd|th)\b)?(?![\d,.]?\d|:\d))"
_DAY_WORDS = rf"(?P<day>(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d)|{_ORDINAL_DAY})"
_YEAR = r"(?P<year>(?:1[0-9]|20)\d\d)(?![\d]|[.,]\d|-\d\d?-|%|\s?(?:%|per\s?cent|am\b|pm\b))"
_OF_YEAR = rf"(?:(?:\s?,\s?|\s+|[-/])(?:(?:of|in)\s)?{_YEAR})?"
_LONG_DAY = rf"(?:{WEEKDAY}\.?(?:\s?,\s?|\s+)(?:the\s+)?)?"
_WEEKDAY = rf"(?:(?P<weekday>{WEEKDAY})\b\.?(?:\s?,\s?|\s+)(?:the\s+)?)?"


def _span(found: re.Match[str]) -> dict[str, int]:
    end = found.end()
    return {"start": found.start(), "end": end}


def _day(word: str | None) -> int | None:
    if word is None:
        return None
    if word[0].isdigit():
        return int(re.match(r"\d+", word)[0])  # type: ignore[index]
    number = numerals.read(word.replace(" ", "-"), 0)
    return int(number.value) if number else None


def _int(word: str | None) -> int | None:
    return int(word) if word else None


# --- days and months --------------------------------------------------------------------------------------------------


def _calendar(found: re.Match[str], text: str) -> Expression | None:
    groups = found.groupdict()
    day, month = _day(groups.get("day")), MONTHS.get((groups.get("month") or "").lower())
    year = _int(groups.get("year"))
    weekday = WEEKDAYS.get((groups.get("weekday") or "").lower())
    if day and not 1 <= day <= 31:
        return None
    return Expression(**_span(found), day=day, month=month, year=year, weekday=weekday)


def _days(found: re.Match[str], text: str) -> Expression | None:
    """Read two days of a month: "19-20 November", "between 3 and 12 of Sept"."""
    month, year = MONTHS[found["month"].lower()], _int(found["year"])
    first, last = _day(found["from"]), _day(found["day"])
    if first is None or last is None or first >= last:
        return None
    ends = [Expression(**_span(found), day=d, month=month, year=year) for d in (first, last)]
    return Expression(**_span(found), sort=Sort.RANGE, first=ends[0], last=ends[1])


def _numbers(found: re.Match[str], text: str) -> Expression | None:
    """Read a date in figures; where day and month could change places, both readings are kept."""
    a, b, year = int(found["a"]), int(found["b"]), found["year"]
    full = int(year) if year and len(year) == 4 else None
    if year and full is None:
        full = 2000 + int(year) if int(year) < 40 else 1900 + int(year)
    if found["sep"] != "/" and not year:
        return None
    american, european = 1 <= a <= 12 and 1 <= b <= 31, 1 <= a <= 31 and 1 <= b <= 12
    if found["sep"] == "." and european:
        american = False
    if american:
        other = (b, a) if european and a != b else None
        return Expression(**_span(found), month=a, day=b, year=full, other=other)
    return Expression(**_span(found), month=b, day=a, year=full) if european else None


def _iso(found: re.Match[str], text: str) -> Expression | None:
    year, month, day = int(found["year"]), int(found["m"]), int(found["d"])
    return Expression(**_span(found), year=year, month=month, day=day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _year_month(found: re.Match[str], text: str) -> Expression | None:
    month = int(found["m"])
    return Expression(**_span(found), year=int(found["year"]), month=month) if 1 <= month <= 12 else None


_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|until|till|from|by|before|after|during|through|of|between|and|to|early|mid|late|circa|year|for|around|about|back\sto|than|ending|ended|starting|calendar|summer|spring|autumn|winter|fall|the|than|dated?)[\s-]{1,2}(?:the\s)?$|[(–—]\s?$|(?:©|>\s?=|<\s?=|>|<)\s?$",
    re.IGNORECASE,
)
_NOT_A_YEAR = re.compile(
    r"\s(?:[a-z]+s\b(?!\s(?:election|olympics|world))|people\b|men\b|women\b|children\b|of\b|million|thousand|percent|per\b|km|miles|metres|feet|pages|dollars|euros|pounds|jobs|%|votes)|[\s]?%|[°$€£]|-\w*(?:foot|meter|metre|mile|year|strong|seat|word|page)|:\d",
    re.IGNORECASE,
)


def _year(found: re.Match[str], text: str) -> Expression | None:
    """Read a lone year: four digits that the words around do not make a count."""
    year, before = int(found["year"]), text[max(0, found.start() - 12) : found.start()]
    if re.search(
        r"[$€£¥₹#]\s?$|\b(?:No|Rs|no|room|flight|article|section|nearly|almost|roughly|some|over|than\sthe)\.?\s$|[\d]\s$|\w-$",
        before,
    ):
        return None
    if _NOT_A_YEAR.match(text, found.end()):
        if not re.search(r"\b(?:in|since|until|from)\s$", before, re.IGNORECASE):
            return None
        if re.match(
            r"\s(?:people|men|women|cases|places|countries|homes|million|thousand|km|miles)\b",
            text[found.end() : found.end() + 12],
        ):
            return None
    if not 1900 <= year <= 2100 and not _YEAR_BEFORE.search(before):
        return None
    return Expression(**_span(found), year=year)


def _years(found: re.Match[str], text: str) -> Expression | None:
    """Read "2010-2015", "2019-20"."""
    first, last = int(found["year"]), found["to"]
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if not first < end <= 2100 or (len(last) == 2 and end - first > 30):
        return None
    ends = [Expression(**_span(found), year=y) for y in (first, end)]
    return Expression(**_span(found), sort=Sort.RANGE, first=ends[0], last=ends[1])


_WORD_YEAR_BEFORE = re.compile(r"\b(?:in|since|until|from|by|of|year|before|after|to)\s$", re.IGNORECASE)


def _year_words(found: re.Match[str], text: str) -> Expression | None:
    """Read "nineteen ninety-six", "two thousand and fifteen"."""
    words = found[0].lower().replace("-", " ").split()
    if words[:2] == ["two", "thousand"]:
        rest = numerals.read(" ".join(w for w in words[2:] if w != "and"), 0)
        year = 2000 + (int(rest.value) if rest else 0)
        if not rest and not _WORD_YEAR_BEFORE.search(text[max(0, found.start() - 8) : found.start()]):
            return None
        if re.match(r"\s(?!and\b|or\b|to\b|the\b|was\b)[a-z]+s?\b", text[found.end() : found.end() + 12]) and not rest:
            return None
    else:
        high, low = numerals.read(words[0], 0), numerals.read("-".join(words[1:]), 0)
        if not high or not low or not 10 <= low.value <= 99:
            return None
        year = int(high.value) * 100 + int(low.value)
    return Expression(**_span(found), year=year)


def _decade(found: re.Match[str], text: str) -> Expression | None:
    digits = re.sub(r"\D", "", found["decade"])
    if digits:
        year = int(digits) if len(digits) == 4 else 1900 + int(digits)
    else:
        names = "twenties thirties forties fifties sixties seventies eighties nineties".split()
        year = 1920 + 10 * names.index(found["decade"].lower().split()[-1])
    return Expression(**_span(found), decade=year // 10)


def _century(found: re.Match[str], text: str) -> Expression | None:
    nth = _day(found["nth"].lower())
    era = "BC" if (found["era"] or "").upper().startswith("B") else ""
    return Expression(**_span(found), century=nth - 1, era=era) if nth else None


_NTH = r"(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th|final|last)"
_RANKS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "fifth": 5,
    "5th": 5,
}


def _quarter(found: re.Match[str], text: str) -> Expression | None:
    groups = found.groupdict()
    half = (groups.get("what") or "q").lower().startswith("h")
    word = (groups.get("nth") or groups.get("n") or "").lower()
    number = int(word) if word.isdigit() else (2 if half else 4) if word in ("final", "last") else _RANKS.get(word)
    if number is None or number > (2 if half else 4):
        return None
    near = _pointing(groups.get("which"))
    year = _int(groups.get("year"))
    fields = {"half": number} if half else {"quarter": number}
    return Expression(**_span(found), year=year, near=near, unit=Unit.YEAR if near is not None else None,
                      fiscal=bool(groups.get("fiscal")), **fields)  # type: ignore[arg-type]  # fmt: skip


def _fiscal(found: re.Match[str], text: str) -> Expression | None:
    year = found["year"]
    full = int(year) if len(year) == 4 else 2000 + int(year)
    return Expression(**_span(found), year=full, fiscal=True)


def _season(found: re.Match[str], text: str) -> Expression | None:
    word = found["season"]
    which = (found["which"] or "").lower()
    if word.lower() == "fall" and not (found["year"] or which):
        return None
    if (
        word.lower() == "spring"
        and not (found["year"] or which)
        and not re.search(
            r"\b(?:in|the|of|early|late|mid|by|since)[\s-]$", text[max(0, found.start() - 6) : found.start()], _FLAGS
        )
    ):
        return None
    near = _pointing(which)
    return Expression(
        **_span(found),
        season=SEASONS[word.lower()],
        year=_int(found["year"]),
        near=near,
        unit=Unit.SEASON if near is not None else None,
    )


def _month_alone(found: re.Match[str], text: str) -> Expression | None:
    """Read a month by itself; "may" and "march" and short forms only where a preposition or capital vouches for them."""
    word, before = found["month"], text[max(0, found.start() - 12) : found.start()]
    after = text[found.end() : found.end() + 12]
    short = word.lower() in (
        "may",
        "march",
        "mar",
        "dec",
        "jan",
        "sep",
        "jun",
        "jul",
        "apr",
        "feb",
        "oct",
        "nov",
        "aug",
        "febr",
    )
    vouched = re.search(
        r"\b(?:in|since|until|till|by|from|of|to|through|early|late|mid|last|next|this|and|or|the|between|before|after|during|for)[\s-](?:the\s)?$|[-–]$",
        before,
        _FLAGS,
    )
    if short and not vouched:
        return None
    if word[0].islower() and not vouched:
        return None
    if word.lower() in ("may", "march") and (
        word[0].islower() or re.match(r"\s(?:and\s)?(?:not|be|have|I|he|she|they|we|you|well)\b", after)
    ):
        return None
    if (
        re.match(r"['’]?\w|\s[A-Z][a-z]+\b(?<!\sand)", after)
        and word.lower() in ("april", "june", "august", "may", "march")
        and not vouched
    ):
        return None
    return Expression(**_span(found), month=MONTHS[word.lower()])


def _lone_day(found: re.Match[str], text: str) -> Expression | None:
    before = text[max(0, found.start() - 14) : found.start()]
    if not re.search(r"\b(?:on|until|by|from|around|since|before|after|the)\s(?:the\s)?$", before, _FLAGS):
        return None
    if re.match(r"\s(?:[a-z]+|[A-Z])", text[found.end() : found.end() + 4]) and not re.match(
        r"\s(?:and|to|at|in|of|or|for|with|around|when|after|before|-)\b", text[found.end() : found.end() + 9]
    ):
        return None
    if not re.search(r"\bon\s(?:the\s)?$|\baround\sthe\s$", before, _FLAGS):
        return None
    return Expression(**_span(found), day=_day(found["day"].lower()))


# --- pointing ---------------------------------------------------------------------------------------------------------

_WHICH = {
    "this": 0,
    "current": 0,
    "same": 0,
    "last": -1,
    "past": -1,
    "previous": -1,
    "next": 1,
    "coming": 1,
    "following": 1,
    "upcoming": 1,
    "the": 0,
}


def _pointing(word: str | None) -> int | None:
    """Return -1, 0 or 1 for the words that point from the text's own date, the last of them deciding."""
    if not word:
        return None
    return _WHICH.get(word.lower().split()[-1])


def _near_day(found: re.Match[str], text: str) -> Expression | None:
    word = re.sub(r"\s+", " ", found[0].lower())
    near = {"today": 0, "yesterday": -1, "tomorrow": 1, "tmr": 1, "the day before yesterday": -2, "the day after tomorrow": 2,
            "otd": 0, "the day before": -1, "the day after": 1, "the next day": 1, "the following day": 1,
            "the previous day": -1}.get(word)  # fmt: skip
    if word in ("tonight", "tonite"):
        return Expression(**_span(found), sort=Sort.TIME, near=0, unit=Unit.DAY, part="NI")
    return Expression(**_span(found), near=near, unit=Unit.DAY) if near is not None else None


def _now(found: re.Match[str], text: str) -> Expression | None:
    return Expression(**_span(found), sort=Sort.TIME, near=0, unit=Unit.SECOND)


def _near(found: re.Match[str], text: str) -> Expression | None:
    """Read "last week", "this May", "next Friday", "this past Wednesday", "next week Tuesday"."""
    groups = found.groupdict()
    word, near = groups["what"].lower().rstrip("."), _pointing(groups["which"])
    if near is None:
        return None
    weekday = WEEKDAYS.get((groups.get("weekday") or "").lower())
    if word in WEEKDAYS:
        strict = groups["which"].lower().split()[-1]
        edge = "strict" if strict in ("previous", "following", "next") or strict == "last" else ""
        bound = Unit.DAY if strict in ("past", "coming", "upcoming") else Unit.WEEK
        return Expression(
            **_span(found), weekday=WEEKDAYS[word], near=near, unit=bound, edge="", exact=edge == "strict"
        )
    if word in MONTHS:
        if word in ("may", "march") and groups["what"][0].islower():
            return None
        return Expression(**_span(found), month=MONTHS[word], near=near, unit=Unit.YEAR, exact=True)
    if word in PARTS:
        return Expression(**_span(found), sort=Sort.TIME, part=PARTS[word], near=near, unit=Unit.DAY)
    return Expression(**_span(found), near=near, unit=UNITS[word], weekday=weekday)


def _day_of(found: re.Match[str], text: str) -> Expression | None:
    """Read "Tuesday of last week", "the 15th day of next month", "the twenty-third day of September"."""
    groups = found.groupdict()
    near = _pointing(groups["which"])
    if groups.get("weekday"):
        return Expression(**_span(found), weekday=WEEKDAYS[groups["weekday"].lower()], near=near, unit=Unit.WEEK)
    return Expression(**_span(found), day=_day(groups["day"].lower()), near=near, unit=Unit.MONTH)


def _the_unit(found: re.Match[str], text: str) -> Expression | None:
    """Read "the day", "the month" only where the text's own day must be meant."""
    return Expression(**_span(found), near=0, unit=UNITS[found["unit"].lower()])


def _earlier(found: re.Match[str], text: str) -> Expression | None:
    word = found["edge"].lower().split()[0]
    edge = "start" if word.startswith("earl") else "end"
    unit = found["unit"].lower()
    if unit in PARTS:
        placed = {"near": 0, "unit": Unit.DAY} if (found["this"] or "").lower() == "this" else {}
        return Expression(**_span(found), sort=Sort.TIME, part=PARTS[unit], edge=edge, **placed)  # type: ignore[arg-type]
    return Expression(**_span(found), near=0, unit=UNITS[unit], edge=edge)


def _week(found: re.Match[str], text: str) -> Expression | None:
    """Read "week 23", "the last week of July", "the first week of next month"."""
    groups = found.groupdict()
    if groups.get("number"):
        number = int(groups["number"])
        return Expression(**_span(found), week=number, year=_int(groups.get("year"))) if 1 <= number <= 53 else None
    nth = groups["nth"].lower()
    week = -1 if nth in ("last", "final") else _RANKS.get(nth)
    month, near = MONTHS.get((groups.get("month") or "").lower()), _pointing(groups.get("which"))
    unit = UNITS.get((groups.get("unit") or "").lower())
    return Expression(**_span(found), nth=week, month=month, year=_int(groups.get("year")), near=near, unit=unit)


def _holiday(found: re.Match[str], text: str) -> Expression | None:
    name = re.sub(r"\s+", " ", found["holiday"].lower().replace("’", "'"))
    near = _pointing(found["which"] or found["which2"])
    return Expression(
        **_span(found), holiday=name, year=_int(found["year"]), near=near, unit=Unit.YEAR if near is not None else None
    )


# --- counting ---------------------------------------------------------------------------------------------------------

_FEW = {
    "a few": 3,
    "few": 3,
    "several": 3,
    "some": 3,
    "a couple of": 2,
    "couple of": 2,
    "a couple": 2,
    "a": 1,
    "an": 1,
    "another": 1,
    "the": 1,
    "a single": 1,
    "many": 3,
    "half a": 0,
    "half an": 0,
}
_UNIT_AFTER = re.compile(
    rf"(?:\s?|-|\sof\s|\s(?:full|whole|more|long|straight|consecutive|calendar|working)\s)(?P<unit>{UNIT}|(?<=\d)[hY](?!\w))\b(?![-\s](?:olds?\b|of[\s-]age))",
    _FLAGS,
)
_HALF = re.compile(r"\s(?:and\s)(?:an?\s)?(?P<part>half|quarter)\b", _FLAGS)
_DIRECTION = re.compile(
    r"\s(?P<word>ago|earlier|before(?!\s(?:the|a|his|her|their|its|last|this)\b)|previously|from\s(?:now|today)|later|hence|from\syesterday|after\stomorrow)\b",
    _FLAGS,
)
_PER = re.compile(r"\s(?:a|per|each|every)\s(?P<unit>day|week|month|year|hour|minute|second|night)\b", _FLAGS)


def counted(text: str, at: int) -> Expression | None:
    """Read "two days", "3h", "a few hours", "one and a half hours", "two days ago", "three weeks later"."""
    amounts, end, vague = [], at, False
    while len(amounts) < 4 and (one := _amount(text, end if not amounts else _next(text, end))):
        amount, unit, end, loose = one
        amounts.append((amount, unit))
        vague = vague or loose
        if half := _HALF.match(text, end):
            amounts[-1] = (amount + Fraction(1, 2 if half["part"].lower() == "half" else 4), unit)
            end = half.end()
        if not _next(text, end):
            break
    if not amounts:
        return None
    amount, unit = amounts[0]
    fields = {"start": at, "amounts": tuple(amounts), "amount": amount, "unit": unit, "vague": vague}
    if found := _DIRECTION.match(text, end):
        sign = -1 if found["word"].lower() in ("ago", "earlier", "before", "previously") else 1
        return Expression(end=found.end(), near=sign, exact=True, **fields)  # type: ignore[arg-type]
    return Expression(end=end, sort=Sort.DURATION, **fields)  # type: ignore[arg-type]


_AND = re.compile(r"(?:\s?,\s|\s)(?:and\s)?(?=[\da-z])", _FLAGS)


def _next(text: str, end: int) -> int:
    gap = _AND.match(text, end)
    return gap.end() if gap else 0


def _amount(text: str, at: int) -> tuple[Fraction, Unit, int, bool] | None:
    few = _FEW_WORDS.match(text, at)
    number = None if few else numerals.read(text, at)
    if number and (number.kind == "ordinal" or number.vague):
        return None
    value, end = (number.value, number.end) if number else (Fraction(0), few.end() if few else 0)
    if not end:
        return None
    unit = _UNIT_AFTER.match(text, end)
    if not unit and number and number.form == "mixed" and number.scale in ("million", "billion", "thousand"):
        return None
    if not unit:
        return None
    if few:
        word = re.sub(r"\s+", " ", few[0].lower())
        value = Fraction(1, 2) if word.startswith("half") else Fraction(_FEW[word])
    name = unit["unit"]
    kind = {"h": Unit.HOUR, "Y": Unit.YEAR}.get(name) or UNITS[name.lower()]
    if few and few[0].lower() in ("a", "an", "the", "another") and kind in (Unit.SECOND,):
        return None
    return value, kind, unit.end(), bool(few) and _FEW[re.sub(r"\s+", " ", few[0].lower())] in (2, 3)


_FEW_WORDS = re.compile(rf"(?:{either(list(_FEW))})\b(?=[\s-](?:of\s)?(?:{UNIT})\b)", _FLAGS)


def _inside(found: re.Match[str], text: str) -> Expression | None:
    """Read "in two days", "within three weeks" as a moment ahead of the text's date."""
    inner = counted(text, found.end())
    if not inner or inner.sort is not Sort.DURATION or inner.unit is None:
        return None
    if _PER.match(text, inner.end):
        return None
    if re.search(
        r"\b(?:was|were|had|took|done|finished|built|first|time|highest|lowest|worst|best|biggest|largest|most|[a-z]+est)\s(?:\w+\s){0,3}$",
        text[max(0, found.start() - 30) : found.start()],
        _FLAGS,
    ):
        return None
    return Expression(
        start=found.start(), end=inner.end, near=1, exact=True, amounts=inner.amounts, amount=inner.amount, unit=inner.unit, vague=inner.vague,
        bound="within" if found[0].lower().startswith("within") else "",
    )  # fmt: skip


def _span_of(found: re.Match[str], text: str) -> Expression | None:
    """Read "the past three years", "the next two days", "the last six months" as a stretch up to or from now."""
    inner = counted(text, found.end())
    if not inner or inner.sort is not Sort.DURATION or inner.unit is None or inner.amount is None:
        return None
    near = _pointing(found["which"])
    return Expression(
        start=found.start(),
        end=inner.end,
        sort=Sort.RANGE,
        near=near,
        exact=True,
        amounts=inner.amounts,
        amount=inner.amount,
        unit=inner.unit,
        vague=inner.vague,
    )


_WHOLE = {"all", "whole", "entire", "full"}


def _all_day(found: re.Match[str], text: str) -> Expression | None:
    unit = UNITS[found["unit"].lower()]
    return Expression(**_span(found), sort=Sort.DURATION, amounts=((Fraction(1), unit),), amount=Fraction(1), unit=unit)


# --- repetition -------------------------------------------------------------------------------------------------------

_ADVERBS = {"daily": Unit.DAY, "everyday": Unit.DAY, "nightly": Unit.DAY, "weekly": Unit.WEEK, "monthly": Unit.MONTH, "quarterly": Unit.QUARTER,
            "yearly": Unit.YEAR, "annually": Unit.YEAR, "hourly": Unit.HOUR, "biweekly": Unit.FORTNIGHT, "fortnightly": Unit.FORTNIGHT}  # fmt: skip


def _adverb(found: re.Match[str], text: str) -> Expression | None:
    return Expression(**_span(found), sort=Sort.SET, unit=_ADVERBS[found[0].lower()], amount=Fraction(1), every=True)


def _every(found: re.Match[str], text: str) -> Expression | None:
    word = found["what"].lower()
    step = Fraction(2) if (found["other"] or "").lower() in ("other", "second") else Fraction(1)
    if found["n"]:
        number = numerals.read(text, found.start("n"))
        step = number.value if number else step
    if word.rstrip("s") in WEEKDAYS:
        return Expression(**_span(found), sort=Sort.SET, weekday=WEEKDAYS[word.rstrip("s")], amount=step, every=True)
    if word in PARTS:
        return Expression(
            **_span(found), sort=Sort.SET, part=PARTS[word], unit=Unit.DAY, amount=Fraction(1), every=True
        )
    if word in MONTHS:
        return Expression(**_span(found), sort=Sort.SET, month=MONTHS[word], amount=step, every=True)
    return Expression(**_span(found), sort=Sort.SET, unit=UNITS[word], amount=step, every=True)


def _plural_day(found: re.Match[str], text: str) -> Expression | None:
    part = PARTS.get((found["part"] or "").lower().rstrip("s")) or ""
    return Expression(
        **_span(found),
        sort=Sort.SET,
        weekday=WEEKDAYS[found["weekday"].lower()],
        part=part,
        amount=Fraction(1),
        every=True,
    )


def _times_per(found: re.Match[str], text: str) -> Expression | None:
    return Expression(**_span(found), sort=Sort.SET, unit=UNITS[found["unit"].lower()], amount=Fraction(1), every=True)


# --- weekdays and clock -----------------------------------------------------------------------------------------------


def _weekday(found: re.Match[str], text: str) -> Expression | None:
    word = found["weekday"]
    if (
        word.lower() in ("sat", "sun", "wed", "mon", "fri", "thu", "tue", "weds", "tues", "thur", "thurs")
        and word[0].islower()
    ):
        if not re.search(
            r"\b(?:on|next|last|this|by|until|week|or|and)\s$", text[max(0, found.start() - 7) : found.start()], _FLAGS
        ):
            return None
    if word in ("Sun", "Sat") and not re.search(
        r"\b(?:on|next|last|this|by|until|and|to)\s$|[-–(,]\s?$|^$",
        text[max(0, found.start() - 7) : found.start()],
        _FLAGS,
    ):
        return None
    groups = found.groupdict()
    day = _day(groups["day"].lower()) if groups.get("day") else None
    return Expression(**_span(found), weekday=WEEKDAYS[word.lower()], day=day)


_HOUR_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
_MERIDIEM = r"(?:a\.?\s?m\.?|p\.?\s?m\.?|ampm|[ap](?=\W|$))(?!\w)"


def _clock(found: re.Match[str], text: str) -> Expression | None:
    groups = found.groupdict()
    hour_text = (groups.get("hour") or "").lower()
    hour = _HOUR_WORDS.index(hour_text) + 1 if hour_text in _HOUR_WORDS else int(hour_text)
    minute_text = groups.get("minute")
    if minute_text and not minute_text.isdigit():
        number = numerals.read(minute_text.lower().replace(" ", "-"), 0)
        minute = int(number.value) if number else None
    else:
        minute = int(minute_text) if minute_text else None
    second = int(groups["second"]) if groups.get("second") else None
    half = re.sub(r"[^a-z]", "", (groups.get("half") or "").lower())
    if hour > 24 or (minute or 0) > 59 or (half and not 1 <= hour <= 12 and half != "pm"):
        return None
    open_ = not half[:1] or half == "ampm"
    if half.startswith("p") and hour < 12:
        hour += 12
    if half in ("a", "am") and hour == 12:
        hour = 0
    clock = Clock(
        hour=hour % 24, minute=minute, second=second, open=open_ and 1 <= hour <= 12 and not hour_text.startswith("0")
    )
    return Expression(**_span(found), sort=Sort.TIME, clock=clock)


def _noon(found: re.Match[str], text: str) -> Expression | None:
    hour = 12 if "noon" in found[0].lower() or "midday" in found[0].lower() else 0
    return Expression(**_span(found), sort=Sort.TIME, clock=Clock(hour=hour, minute=0))


def _past_hour(found: re.Match[str], text: str) -> Expression | None:
    """Read "half past seven", "20 min past eight", "a quarter to five"."""
    word = found["minutes"].lower()
    if word == "half":
        minutes = 30
    elif word.endswith("quarter"):
        minutes = 15
    else:
        number = numerals.read(word, 0)
        minutes = int(number.value) if number else 0
    hour_word = found["hour"].lower()
    hour = _HOUR_WORDS.index(hour_word) + 1 if hour_word in _HOUR_WORDS else int(hour_word)
    if found["side"].lower() in ("to", "before"):
        hour, minutes = hour - 1 or 12, 60 - minutes
    return Expression(**_span(found), sort=Sort.TIME, clock=Clock(hour=hour, minute=minutes, open=hour <= 12))


def _part(found: re.Match[str], text: str) -> Expression | None:
    return Expression(**_span(found), sort=Sort.TIME, part=PARTS[found["part"].lower()])


# --- the table --------------------------------------------------------------------------------------------------------

_SEP = r"\s?(?:-|–|—|to|and|until|till|through)\s?"
_WHICH_WORDS = (
    r"(?:the\s)?(?P<which>(?:this\s|the\s)?(?:this|last|next|previous|past|coming|upcoming|following|current|same))"
)
_TWO_PARTS = "(?:morning|afternoon|evening|night)"
_MINUTE_WORDS = r"(?:oh[\s-])?(?:(?:twenty|thirty|forty|fifty)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_CLOCK_ZONE = ""
_CLOCKS = [
    (rf"(?P<hour>2[0-4]|1\d|0?\d)[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?\s?(?P<half>{_MERIDIEM})", _clock),
    (rf"(?P<hour>1[0-2]|0?\d)\s?(?P<half>{_MERIDIEM})", _clock),
    (r"(?P<hour>1[0-2]|0?[1-9])(?P<minute>[0-5]\d)\s?(?P<half>[ap]\.?\s?m\.?(?!\w))", _clock),
    (r"(?P<hour>2[0-4]|1\d|0?\d):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?(?![:\d])(?!\s?(?:ratio|aspect))", _clock),
    (r"(?P<hour>1[0-2]|[1-9])\s?o[’']?clock\b", _clock),
    (rf"(?P<hour>{either(_HOUR_WORDS)})\s(?:o[’']?clock\b|(?P<half>[ap]\.?\s?m\.?(?!\w)))", _clock),
    (rf"(?P<hour>{either(_HOUR_WORDS)})[\s-](?P<minute>{_MINUTE_WORDS})\s?(?P<half>[ap]\.?\s?m\.?(?!\w))", _clock),
    (rf"(?P<minutes>half|(?:a\s)?quarter|\d{{1,2}}|[a-z]+(?:-[a-z]+)?)(?:\s(?:minutes?|mins?))?\s(?P<side>past|to)\s(?P<hour>1[0-2]|[1-9]|{either(_HOUR_WORDS)})(?:\so[’']?clock)?\b(?=\so|[\s.,;]?(?:$|[.,;)]|\sin\b|\son\b|\stoday|\syesterday|\stomorrow|\sthis))", _past_hour),
]  # fmt: skip
_TABLES: dict[str, list[tuple[str, _Reader]]] = {
    "digit": [
        (r"(?P<year>\d{4})(?P<sep>[-/. ])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?![\d])", _iso),
        (rf"(?P<year>\d{{4}})[-/.](?P<day>\d{{1,2}})[-/.](?P<month>{MONTH})\b", _calendar),
        (rf"(?P<year>\d{{4}})[-/.](?P<month>{MONTH})[-/.](?P<day>\d{{1,2}})\b", _calendar),
        (r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?:(?P=sep)|,\s)(?P<year>\d{4}|\d{2})(?![\d/])", _numbers),
        (r"(?P<a>\d{1,2})(?P<sep>/)(?P<b>\d{1,2})(?P<year>)(?![\d/%]|\s?(?:of|cup|inch|mile|cent))", _numbers),
        (rf"(?P<from>\d{{1,2}}(?:st|nd|rd|th)?)(?:\s(?:{MONTH})\b)?{_SEP}(?:the\s)?{_DAY}\s(?:of\s)?(?P<month>{MONTH})\b\.?{_OF_YEAR}", _days),
        (rf"{_DAY}(?:\s(?:of\s)?|[-/])(?P<month>{MONTH})\b\.?{_OF_YEAR}", _calendar),
        (r"(?P<year>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])(?![\d-])", _year_month),
        (r"(?P<m>0?[1-9]|1[0-2])[-/](?P<year>(?:19|20)\d\d)(?![\d/-])", _year_month),
        (r"(?P<year>(?:1[5-9]|20)\d\d)\s?[-–/]\s?(?P<to>(?:1[5-9]|20)\d\d|\d\d)(?![\d/-]|[.,]\d|\s?%)", _years),
        (r"(?P<decade>(?:1[0-9]|20)\d0[’']?s)\b", _decade),
        (r"(?P<nth>\d{1,2}(?:st|nd|rd|th))(?:\s|-)century(?:\s(?P<era>B\.?C\.?(?:E\.?)?|A\.?D\.?|C\.?E\.?))?", _century),
        (r"(?P<year>(?:19|20)\d\d)[\s-](?P<what>[QH])(?P<n>[1-4])\b", _quarter),
        (rf"{_NTH}[\s-](?P<what>quarter|half)\b(?:\sof\s(?:the\s)?(?:(?P<fiscal>fiscal)\s(?:year\s)?)?(?:{_YEAR}|(?P<which>this|last|next|previous|the)\s?year|year))?", _quarter),
        (_YEAR, _year),
        (r"(?P<day>\d{1,2}(?:st|nd|rd|th))\b(?!\s(?:century|quarter|half))", _lone_day),
        (r"(?P<day>\d{1,2}(?:st|nd|rd|th))\s(?:day\s)?of\s(?P<which>this|the|next|last|that)\smonth\b", _day_of),
        *_CLOCKS,
    ],
    "month": [
        (rf"(?P<month>{MONTH})\b\.?\s(?P<from>\d{{1,2}}(?:st|nd|rd|th)?){_SEP}(?:the\s)?{_DAY}(?!\s(?:{MONTH})\b){_OF_YEAR}", _days),
        (rf"(?P<month>{MONTH})\.?(?:\s(?:the\s)?|[-/]|(?<=[a-z])(?=\d)){_DAY}{_OF_YEAR}", _calendar),
        (rf"(?P<month>{MONTH})\b\.?\s(?:the\s)?(?P<day>{_ORDINAL_DAY})\b{_OF_YEAR}", _calendar),
        (rf"(?P<month>{MONTH})\b\.?(?:\s?,\s?|\s|\sof\s|[-/])(?:of\s)?{_YEAR}", _calendar),
        (rf"(?P<month>{MONTH})\b", _month_alone),
    ],
    "weekday": [
        (rf"(?P<weekday>{WEEKDAY})\b\.?(?:\s?,\s?|\s+)(?:the\s+)?{_DAY}(?:\s(?:of\s)?|[-/])(?P<month>{MONTH})\b\.?{_OF_YEAR}", _calendar),
        (rf"(?P<weekday>{WEEKDAY})\b\.?(?:\s?,\s?|\s+)(?P<month>{MONTH})\b\.?(?:\s(?:the\s)?|[-/])(?:{_DAY}|(?P<nothing>)){_OF_YEAR}", _calendar),
        (rf"(?P<weekday>{WEEKDAY})\b\.?\s(?:the\s)?(?P<day>\d{{1,2}}(?:st|nd|rd|th)?)\b(?!\s?(?:[:/%]|[ap]\.?m|o[’']?clock|{MONTH}|[-–]\s?\d|to\s\d|people|\w+s\b))", _weekday),
        (rf"(?P<weekday>{WEEKDAY})\sthe\s(?P<day>{_ORDINAL_DAY})\b", _weekday),
        (rf"(?P<weekday>{WEEKDAY})\sof\s(?P<which>this|last|next)\sweek\b", _day_of),
        (rf"(?P<weekday>{WEEKDAY})\s(?P<which>last|next|this)\sweek\b", _day_of),
        (rf"(?P<weekday>{WEEKDAY})s(?:\s(?P<part>mornings?|afternoons?|evenings?|nights?))?\b(?![’'])", _plural_day),
        (rf"(?P<weekday>{WEEKDAY})\s(?P<part>mornings|afternoons|evenings|nights)\b", _plural_day),
        (rf"(?P<weekday>{WEEKDAY})\b", _weekday),
    ],
    "season": [
        (rf"(?P<which>)(?P<season>spring|summer|autumn|fall|winter)\b(?:\s(?:of\s)?{_YEAR})?", _season),
    ],
    "which": [
        (rf"{_WHICH_WORDS}\s(?:calendar\s|fiscal\s)?(?P<what>{WEEKDAY}|{MONTH}|{UNIT}|{_TWO_PARTS})\b(?:\s(?:on\s)?(?P<weekday>{WEEKDAY})\b)?", _near),
        (rf"{_WHICH_WORDS}\s(?P<season>spring|summer|autumn|fall|winter)\b(?P<year>)", _season),
        (r"(?:the\s)?(?P<which>(?:this\s)?(?:last|past|next|previous|coming|following))\s(?=\d|[a-z]+[\s-])", _span_of),
        (rf"(?:the\s)?(?P<nth>last|final|first|second|third|fourth)\sweek\s(?:of|in)\s(?:(?P<month>{MONTH})\b\.?{_OF_YEAR}|(?P<which>this|last|next|the)\s(?P<unit>month|year))", _week),
        (rf"(?:the\s)?(?P<nth>last|final|first)\sweek\sof\s{_YEAR}", _week),
        (rf"(?:the\s)?(?P<which>next|last|this)\syear[’']s\s{_NTH}[\s-](?P<what>quarter|half)\b", _quarter),
        (rf"(?:the\s)?{_NTH}[\s-](?P<what>quarter|half)\b(?:\sof\s(?:the\s)?(?:(?P<fiscal>fiscal)\s(?:year\s)?)?(?:{_YEAR}|(?P<which>this|last|next|previous|the)\s?year|year)|\sthis\syear)?", _quarter),
    ],
    "the": [
        (rf"the\s(?P<day>{_ORDINAL_DAY}|\d{{1,2}}(?:st|nd|rd|th))\sday\sof\s(?P<which>this|the|next|last|that)\smonth\b", _day_of),
        (rf"(?:the\s)?(?P<day>{_ORDINAL_DAY}|\d{{1,2}}(?:st|nd|rd|th))\sday\sof\s(?P<month>{MONTH})\b{_OF_YEAR}", _calendar),
        (rf"the\s(?P<day>\d{{1,2}}(?:st|nd|rd|th)|{_ORDINAL_DAY})\sof\s(?P<month>{MONTH})\b{_OF_YEAR}", _calendar),
        (r"the\s(?:day\sbefore\syesterday|day\safter\stomorrow|(?:previous|next|following)\sday)\b", _near_day),
        (r"the\s(?P<decade>(?:19|20)?\d0[’']?s|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b", _decade),
        (r"(?P<decade>[’']\d0s)\b", _decade),
        (rf"(?:the\s)?(?P<nth>{_ORDINAL_DAY})[\s-]century(?:\s(?P<era>B\.?C\.?(?:E\.?)?|A\.?D\.?|C\.?E\.?))?", _century),
    ],
    "near": [
        (r"(?:today|yesterday|tomorrow|tonight|tonite|tmr|otd)\b", _near_day),
        (r"(?:right\snow|just\snow|now|at\sthe\smoment|at\spresent)\b(?!\s(?:that|on)\b)", _now),
    ],
    "edge": [
        (rf"(?P<edge>earlier|early|later|late)\s(?:in\s)?(?P<this>this|the|that)\s(?P<unit>{UNIT}|{_TWO_PARTS})\b", _earlier),
    ],
    "week": [
        (rf"(?:week|w/c\sweek)\s(?:number\s)?(?P<number>\d{{1,2}})\b(?:\s(?:of\s)?{_YEAR})?", _week),
        (r"(?P<what>[QH])(?P<n>[1-4])\b(?:[\s-](?:of\s)?(?P<year>(?:19|20)\d\d))?", _quarter),
        (r"(?:fiscal(?:\syear)?|financial\syear|FY)\s?[’']?(?P<year>(?:19|20)\d\d|\d\d)\b", _fiscal),
    ],
    "set": [
        (rf"(?:every|each|any)\s(?:(?P<other>other|second|single)\s)?(?:(?P<n>\d+|{either('two three four five six seven eight nine ten twelve'.split())})\s)?(?P<what>{WEEKDAY}|{MONTH}|{UNIT}|{_TWO_PARTS})\b", _every),
        (rf"(?:{either(list(_ADVERBS))})\b", _adverb),
        (rf"(?:once|twice|one|three\stimes|four\stimes|several\stimes|many\stimes)\s(?:a|an|per|every|each)\s(?P<unit>{UNIT})\b", _times_per),
    ],
    "whole": [(r"(?:all|the\swhole|the\sentire|a\sfull|a\swhole|an\sentire)\s(?P<unit>day|week|weekend|month|year|night)\b", _all_day)],
    "inside": [(r"(?:with)?in\s(?:about\s|just\s|under\s|less\sthan\s|more\sthan\s|around\s)?(?=\d|a|an|[a-z]+[\s-])", _inside)],
    "word": [
        (r"(?:nineteen|eighteen|seventeen|twenty)[\s-](?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)\b(?!\s(?:people|percent|per\s?cent))", _year_words),
        (r"two\sthousand(?:\s(?:and\s)?(?:(?:twenty|thirty)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen))?\b(?!\s(?:people|hundred|percent|per\s?cent))", _year_words),
        (rf"(?P<day>{_ORDINAL_DAY})\s(?:of\s)?(?P<month>{MONTH})\b{_OF_YEAR}", _calendar),
        *_CLOCKS[5:],
        (r"(?:twelve\s)?(?:noon(?:ish)?|midday|mid-day|mid[\s-]?night)\b", _noon),
    ],
    "part": [
        (r"(?P<part>lunchtime|overnight)\b", _part),
        (rf"(?:in|during|at)\s(?:the\s)?(?:early\s|late\s)?(?P<part>{_TWO_PARTS}s?|daytime|dawn|dusk|lunchtime)\b", _part),
    ],
    "holiday": [
        (rf"(?:(?P<which>this|last|next)\s(?:year[’']s\s)?)?(?P<holiday>{either(list(HOLIDAYS)).replace(chr(39), '[’' + chr(39) + ']')})\b(?:\s(?:of\s|in\s)?(?:{_YEAR}|(?:of\s)?(?P<which2>this|last|next)\syear))?", _holiday),
    ],
}  # fmt: skip
_COMPILED = {name: [(re.compile(p, _FLAGS), reader) for p, reader in table] for name, table in _TABLES.items()}

_NUMBERY = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred half dozens? a an another several few some many couple dozen".split()
_TRIGGER = re.compile(
    r"(?<![^\W_])(?:(?P<digit>\d|½)"
    rf"|(?P<month>{MONTH}(?=\b|\d))"
    rf"|(?P<weekday>{WEEKDAY}s?\b)"
    r"|(?P<season>(?:spring|summer|autumn|fall|winter)\b)"
    r"|(?P<near>(?:today|yesterday|tomorrow|tonight|tonite|tmr|otd|now|right\snow|just\snow|at\sthe\smoment|at\spresent)\b)"
    r"|(?P<which>(?:the\s)?(?:this|last|next|previous|past|coming|upcoming|following|current|same|final|first|second|third|fourth)\b)"
    r"|(?P<edge>(?:earlier|early|later|late)\b)"
    r"|(?P<week>week\s\d|[QH][1-4]\b|week\snumber|fiscal\b|financial\syear|FY(?=\s?\d))"
    rf"|(?P<set>(?:every|each|any|once|twice|three\stimes|four\stimes|several\stimes|one\sa|{either(list(_ADVERBS))})\b)"
    r"|(?P<whole>(?:all|the\swhole|the\sentire|a\sfull|a\swhole|an\sentire)\s(?=day|week|month|year|night))"
    r"|(?P<inside>(?:within|in)\s(?=\d|a|[a-z]+[\s-]))"
    r"|(?P<the>the\b|[’'](?=\d0s))"
    rf"|(?P<word>(?:{'|'.join(_NUMBERY)}|{_ORDINAL_DAY}|noon|noonish|midday|midnight|mid-?\s?day|mid-?\s?night|quarter)\b)"
    r"|(?P<part>(?:lunchtime|overnight|during)\b)"
    rf"|(?P<holiday>(?:{either(sorted({h.split()[0] for h in HOLIDAYS}))}))\b)",
    _FLAGS,
)  # fmt: skip
_ALSO = {
    "which": ("the", "word", "count"),
    "the": ("which", "whole"),
    "inside": ("part",),
    "word": ("which", "set", "count", "the", "whole", "holiday"),
    "digit": ("count",),
    "near": (),
    "part": ("part",),
    "month": ("holiday",),
    "season": (),
    "set": ("count", "word"),
    "whole": ("count",),
    "holiday": ("word",),
    "weekday": ("holiday",),
}


def read(text: str, at: int, kind: str) -> Expression | None:
    """Read the longest single expression at `at`, where a trigger of this kind was found."""
    best: Expression | None = None
    for name in (kind, *_ALSO.get(kind, ())):
        if name == "count":
            best = _longer(best, counted(text, at))
            continue
        for pattern, reader in _COMPILED[name]:
            if (found := pattern.match(text, at)) and (
                best is None or found.end() > best.end or reader in (_inside, _span_of)
            ):
                best = _longer(best, reader(found, text))
    if best is None and kind in ("which", "the") and (holiday := _COMPILED["holiday"][0][0].match(text, at)):
        best = _holiday(holiday, text)
    return best


def _longer(a: Expression | None, b: Expression | None) -> Expression | None:
    return a if b is None or (a is not None and a.end >= b.end) else b


def triggers(text: str) -> "re.Iterator[re.Match[str]]":  # type: ignore[name-defined]
    """Yield the places where an expression may start."""
    return _TRIGGER.finditer(text)
