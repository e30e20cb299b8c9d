"""Rules for what is longer than a month: years, decades, centuries, quarters, halves, seasons, weeks by number."""

import re

from stet.check.dates.expression import Expression, Sort, Unit
from stet.check.dates.rules import DIGIT, Rule, after, before, count, made, rule
from stet.check.dates.vocabulary import (
    DAY_WORD,
    DOT,
    MONTH,
    MONTHS,
    OF_YEAR,
    ORDINALS,
    SEASONS,
    UNITS,
    WHICH,
    WHICH_STARTS,
    YEAR,
    either,
    pointing,
)

_YEAR_CUE = re.compile(
    r"\b(?:in|since|until|till|from|by|before|after|during|through|of|between|and|to|early|mid|late"
    r"|circa|year|for|around|about"
    r"|than|ending|ended|starting|calendar|summer|spring|autumn|winter|fall|the|dated?)[\s-]{1,2}"
    r"(?:the\s)?$|[(–—]\s?$|(?:©|[<>]\s?=?)\s?$|\bca?\.\s?$|\b[12]\d{3}\sor\s$",
    re.IGNORECASE,
)
_FIRM_CUE = re.compile(r"\b(?:in|since|until|from|of)\s$", re.IGNORECASE)
_NUMBER_CUE = re.compile(
    r"[$€£¥₹#]\s?$|\b(?:no|rs|nos|room|flight|article|section|nearly|almost|roughly|some|over)\.?\s$"
    r"|\d\s$|(?<!mid)(?<!pre)(?<!post)(?<!late)(?<!early)(?<=\w)-$|[=/]$|\bmore\sthan\s$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s(?:people|men|women|children|cases|places|countries|homes|million|thousand|km|miles|metres"
    r"|meters|feet|pages|dollars|euros|pounds|jobs|votes"
    r"|troops|soldiers|employees|workers|students|seats|units|words|points|tons|tonnes|acres|residents"
    r"|voters|delegates|migrants|refugees|deaths)\b",
    re.IGNORECASE,
)
_NOT_A_YEAR = re.compile(
    r"\s?%|[°$€£]|-\w*(?:foot|meter|metre|mile|year|strong|seat|word|page)|:\d|\s(?:percent|per\b)|[’']?\d",
    re.IGNORECASE,
)


def _year(found: re.Match[str]) -> Expression | None:
    """Read a lone year: four digits that the words around do not make a count."""
    year = int(found["year"])
    if before(found, _NUMBER_CUE, window=14) or after(found, _NOT_A_YEAR) or after(found, _COUNTED):
        return None
    if not 1900 <= year <= 2100 and not before(found, _YEAR_CUE) and not _closes(found):
        return None
    return made(found, year=year)


_COMMA = re.compile(r"[^\W\d_],\s$")
_CLOSED = re.compile(r"\s?(?:[.;)\]](?!\d)|$)")


def _closes(found: re.Match[str]) -> bool:
    """Say whether an old year ends its clause after a comma: "born at Aberdeen, Scotland, 1859."."""
    return int(found["year"]) >= 1500 and before(found, _COMMA, window=3) and after(found, _CLOSED)


_EARLY_CUE = re.compile(r"\b(?:ca?\.|circa|the\syear)\s?$", re.IGNORECASE)


def _early_year(found: re.Match[str]) -> Expression | None:
    """Read "c. 347", "the year 71": a year of few digits, where the words before leave no doubt."""
    if not before(found, _EARLY_CUE, window=10) or after(found, _NOT_A_YEAR) or after(found, _COUNTED):
        return None
    return made(found, year=int(found["year"]))


def _anno(found: re.Match[str]) -> Expression | None:
    """Read "AD 842"; "ad 15" is something else."""
    return made(found, year=int(found["year"])) if found[0].startswith("A") and found[0][1] in "D." else None


def _era(found: re.Match[str]) -> Expression | None:
    """Read "508 BC", "394 AD"."""
    if found["era"].upper().startswith("B"):
        return made(found, year=int(found["year"]), era="BC")
    return made(found, year=int(found["year"]))


def _years(found: re.Match[str]) -> Expression | None:
    """Read "2010-2015", "2019-20"."""
    first, written = int(found["year"]), found["to"]
    last = int(written) if len(written) == 4 else first // 100 * 100 + int(written)
    if not first < last <= 2100 or (len(written) == 2 and last - first > 30):
        return None
    return made(found, sort=Sort.RANGE, first=made(found, year=first), last=made(found, year=last))


_SPOKEN_CUE = re.compile(r"\b(?:in|since|until|from|by|of|year|before|after|to)\s$", re.IGNORECASE)
_NOUN_AFTER = re.compile(r"\s(?!(?:and|or|to|the|was|when|before|after|with|election|season|campaign)\b)[a-z]+s?\b")


def _spoken_year(found: re.Match[str]) -> Expression | None:
    """Read "nineteen ninety-six", "two thousand and fifteen"."""
    words = found[0].lower().replace("-", " ").split()
    if words[:2] == ["two", "thousand"]:
        rest = count(" ".join(w for w in words[2:] if w != "and")) if words[2:] else 0
        if rest is None or not before(found, _SPOKEN_CUE, window=8) or (not rest and after(found, _NOUN_AFTER)):
            return None
        return made(found, year=2000 + rest)
    high, low = count(words[0]), count("-".join(words[1:]))
    if high is None or low is None or not 10 <= low <= 99 or not before(found, _SPOKEN_CUE, window=8):
        return None
    return made(found, year=high * 100 + low)


_DECADES = "twenties thirties forties fifties sixties seventies eighties nineties".split()
_AGES = re.compile(
    r"\b(?:his|her|their|my|our|your|mid|early|late|the\slow|the\shigh|temperatures?\sin\sthe)[\s-]$", re.IGNORECASE
)


def _decade(found: re.Match[str]) -> Expression | None:
    digits = re.sub(r"\D", "", found["decade"])
    if len(digits) == 4:
        return made(found, decade=int(digits) // 10)
    tens = int(digits) // 10 if digits else _DECADES.index(found["decade"].lower()) + 2
    if before(found, _AGES, window=18):
        return None
    at = found.start() - (found.string[found.start() - 1 : found.start()] in {*"’'‘"})
    return Expression(start=at, end=found.end(), decade=(200 if tens < 2 else 190) + tens)


def _century(found: re.Match[str]) -> Expression | None:
    nth = count(found["nth"])
    era = "BC" if (found["era"] or "").upper().startswith("B") else ""
    return made(found, century=nth - 1, era=era) if nth else None


_NTH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_MATCH_AFTER = re.compile(r"\s(?:of\s(?:the\s)?(?:game|match|season|final)|goals?|points?|lead|score)", re.IGNORECASE)


def _quarter(found: re.Match[str]) -> Expression | None:
    """Read "the third quarter of 2019", "Q3", "2019-H2", "next year's first quarter"."""
    groups = found.groupdict()
    half = groups["what"].lower().startswith("h")
    word = (groups.get("nth") or groups.get("n") or "").lower()
    number = int(word) if word.isdigit() else (2 if half else 4) if word in ("final", "last") else _NTH.get(word)
    if number is None or number > (2 if half else 4):
        return None
    named = groups.get("year") or groups.get("which") or groups.get("fiscal")
    spelt = len(groups["what"]) > 1
    if spelt and not named and (word == "last" or half or after(found, _MATCH_AFTER)):
        return None
    which = groups.get("which")
    near = pointing(which) if which and which.lower() != "the" else None
    fields = {"half": number} if half else {"quarter": number}
    return made(found, year=_int(groups.get("year")), near=near, unit=Unit.YEAR if near is not None else None,
                fiscal=bool(groups.get("fiscal")), **fields)  # fmt: skip


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _fiscal(found: re.Match[str]) -> Expression | None:
    year = int(found["year"])
    return made(found, year=year if year > 99 else 2000 + year, fiscal=True)


_SEASON_CUE = re.compile(
    r"\b(?:in|the|of|early|late|mid|by|since|last|next|this|until|during)[\s-](?:the\s)?$", re.IGNORECASE
)
_THING_AFTER = re.compile(
    r"\s(?:of\s(?!\d)|asleep|into|apart|olympics|games|street|break|camp|back|from|to|for|short|out|off)\b",
    re.IGNORECASE,
)


def _season(found: re.Match[str]) -> Expression | None:
    """Read a season; "fall" and "spring" are verbs and water too, so that they need a word that vouches."""
    word, which = found["season"].lower(), found["which"]
    if not found["year"] and not which:
        if not before(found, _SEASON_CUE, window=12) or after(found, _THING_AFTER):
            return None
        if word == "fall" and not before(
            found, re.compile(r"\b(?:in|this|last|next|by|since|early|late|until)[\s-](?:the\s)?$", re.IGNORECASE)
        ):
            return None
    near = pointing(which)
    return made(
        found, season=SEASONS[word], year=_int(found["year"]), near=near, unit=Unit.SEASON if near is not None else None
    )


def _earlier_season(found: re.Match[str]) -> Expression | None:
    edge = "start" if found["edge"].lower().startswith("earl") else "end"
    return made(found, season=SEASONS[found["season"].lower()], near=0, unit=Unit.SEASON, edge=edge)


def _week(found: re.Match[str]) -> Expression | None:
    number = int(found["number"])
    return made(found, week=number, year=_int(found["year"])) if 1 <= number <= 53 else None


def _week_of(found: re.Match[str]) -> Expression | None:
    """Read "the last week of July", "the first week of next month", "last week of 2019"."""
    groups, nth = found.groupdict(), found["nth"].lower()
    near = pointing(groups["which"])
    return made(found, nth=-1 if nth in ("last", "final") else _NTH[nth],
    month=MONTHS.get((groups["month"] or "").lower()),
                year=_int(groups["year"] or groups["year2"]), near=near,
                unit=UNITS[groups["unit"].lower()] if groups["unit"] else None)  # fmt: skip


def _week_from(found: re.Match[str]) -> Expression | None:
    """Read "w/c Feb 4", "the week starting on February 4", "the week of 4 March"."""
    word = found["month"]
    day = count(found["day"])
    return made(found, month=MONTHS[word.lower()], day=day, year=_int(found["year"]), unit=Unit.WEEK)


def _to_date(found: re.Match[str]) -> Expression | None:
    return made(found, sort=Sort.RANGE, unit=UNITS[found["unit"].lower()], near=0, edge="start")


_RANKS = f"(?P<nth>{either([*_NTH, 'final', 'last'])})"
_OF_WHICH = (
    rf"(?:\sof\s(?:the\s)?(?:(?P<fiscal>fiscal)\s(?:year\s)?)?(?:{YEAR}|(?P<which>this|last|next"
    rf"|previous)\s?year|year\b))?"
)
_TENS = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_ONES = "(?:one|two|three|four|five|six|seven|eight|nine)"
_ERA = r"(?:\s(?P<era>B\.C\.E\.|B\.C\.|BCE?|A\.D\.|AD|C\.E\.|CE)(?!\w))?"

RULES: list[Rule] = [
    rule([DIGIT], r"(?P<year>(?:1[5-9]|20)\d\d)\s?[-–/]\s?(?P<to>(?:1[5-9]|20)\d\d|\d\d)(?![\d/-]|[.,]\d|\s?%)",
    _years),
    rule([DIGIT], r"(?P<decade>(?:1[0-9]|20)\d0[’']?s|(?<=[’'‘])\d0[’']?s)\b", _decade),
    rule(_DECADES, f"(?<=the\\s)(?P<decade>{either(_DECADES)})\\b", _decade),
    rule([DIGIT, *ORDINALS, "twenty"], rf"(?P<nth>\d{{1,2}}(?:st|nd|rd|th)|{DAY_WORD})(?:\s|-)century{_ERA}", _century),
    rule([DIGIT], r"(?P<year>(?:19|20)\d\d)[\s-](?P<what>[QH])(?P<n>[1-4])\b", _quarter),
    rule([DIGIT, *_NTH, "final", "last"], rf"{_RANKS}[\s-](?P<what>quarter|half)\b{_OF_WHICH}", _quarter),
    rule(["next", "last", "this"], rf"(?P<which>next|last|this)\syear[’']s\s{_RANKS}[\s-](?P<what>quarter|half)\b",
    _quarter),
    rule(["q", "h"], r"(?P<what>[QH])(?P<n>[1-4])\b(?:[\s-](?:of\s)?(?P<year>(?:19|20)\d\d))?", _quarter),
    rule(["fiscal", "financial", "fy"],
         r"(?:fiscal(?:\syear)?|financial\syear|FY)\s?[’']?(?P<year>(?:19|20)\d\d|\d\d)\b", _fiscal),
    rule([DIGIT], r"(?P<year>\d{1,4})\s(?P<era>B\.C\.E\.|B\.C\.|BCE?|A\.D\.|AD|C\.E\.|CE)(?!\w)", _era),
    rule(["ad", "a"], r"(?:AD|A\.D\.)\s?(?P<year>\d{1,4})(?![\d%]|[.,:]\d)", _anno),
    rule([DIGIT], YEAR, _year),
    rule([DIGIT], r"(?:(?<=[.ar]\s)|(?<=[.ar]))(?P<year>[1-9]\d{1,2})(?!\w|[.,:/-]\d|\s?(?:%|[ap]\.m))", _early_year),
    rule(["nineteen", "eighteen", "seventeen", "twenty"],
         rf"(?:nineteen|eighteen|seventeen|twenty)[\s-](?:{_TENS}(?:[\s-]{_ONES})?|{_TEENS})\b", _spoken_year),
    rule(["two"],
        rf"two\sthousand(?:\s(?:and\s)?(?:(?:twenty|thirty)(?:[\s-]{_ONES})?|{_ONES}|{_TEENS}))?\b"
        rf"(?!\shundred)", _spoken_year),
    rule(SEASONS, rf"(?P<which>)(?P<season>{either(SEASONS)})\b(?:\s(?:of\s)?{YEAR}(?:[-–/]\d\d(?!\w))?)?", _season),
    rule(WHICH_STARTS, rf"{WHICH}\s(?P<season>{either(SEASONS)})\b(?P<year>)", _season),
    rule(["earlier", "early", "later", "late"],
    rf"(?P<edge>earlier|early|later|late)\sthis\s(?P<season>{either(SEASONS)})\b", _earlier_season),
    rule(["week"], rf"week\s(?:number\s)?(?P<number>\d{{1,2}})\b(?:\s(?:of\s)?{YEAR})?(?!\s(?:game|days|hours))",
    _week),
    rule([*_NTH, "final", "last"],
         rf"{_RANKS}\sweek\s(?:of|in)\s(?:(?P<month>{MONTH})\b{DOT}{OF_YEAR}"
         rf"|{YEAR.replace('year', 'year2')}|(?P<which>this|last|next|the)\s(?P<unit>month|year))", _week_of),
    rule(["w", "week"],
        rf"(?:w/c|week\s(?:commencing|beginning|starting|of)(?:\son)?)\s(?:the\s)?(?P<month>{MONTH})\b\.?\s"
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b{OF_YEAR}", _week_from),
    rule(["w", "week"],
        rf"(?:w/c|week\s(?:commencing|beginning|starting|of)(?:\son)?)\s(?:the\s)?(?P<day>\d{{1,2}})(?:st"
        rf"|nd|rd|th)?\s(?:of\s)?(?P<month>{MONTH})\b{DOT}{OF_YEAR}", _week_from),
    rule(["year", "month", "quarter"], r"(?P<unit>year|month|quarter)[\s-]to[\s-]date\b", _to_date),
]  # fmt: skip
