"""Rules for times of day: "3pm", "15:30", "half past seven", "noon", "in the evening", "3-8pm", "at 4" beside a day."""

import re

from stet.check.dates.expression import Clock, Expression, Sort
from stet.check.dates.rules import DIGIT, Rule, count, made, rule
from stet.check.dates.vocabulary import HOUR_WORDS, PART, PARTS, either

_HALF = r"(?:[ap]\.\s?m\.(?!\w)|[ap]\s?m\b|ampm\b|(?<=\d)(?-i:[ap])(?![\w’']))"
_LONG_HALF = r"(?:[ap]\.\s?m\.(?!\w)|[ap]\s?m\b)"
_WORD_HOUR = f"(?:{either(HOUR_WORDS)})"
_WORD_MINUTE = (
    r"(?:(?:oh[\s-])?(?:(?:twenty|thirty|forty|fifty)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen))"
)


def clock_of(hour: str, minute: str | None = None, half: str | None = None, second: str | None = None) -> Clock | None:
    """Make a time of day of its parts as written; nothing where no clock shows it."""
    h, m, s = count(hour), count(minute) if minute else None, count(second) if second else None
    side = re.sub(r"[^a-z]", "", (half or "").lower())
    if h is None or h > 24 or (m or 0) > 59:
        return None
    if side.startswith("p") and h < 12:
        h += 12
    if side in ("a", "am") and h == 12:
        h = 0
    open_ = (not side or side == "ampm") and 1 <= h <= 12 and not hour.startswith("0")
    return Clock(hour=h % 24, minute=m, second=s, open=open_)


def _clock(found: re.Match[str]) -> Expression | None:
    groups = found.groupdict()
    clock = clock_of(groups["hour"], groups.get("minute"), groups.get("half"), groups.get("second"))
    part = PARTS.get((groups.get("part") or "").lower(), "")
    return made(found, sort=Sort.TIME, clock=clock, part=part) if clock else None


def _noon(found: re.Match[str]) -> Expression | None:
    noon = re.search(r"noon|mid-?\s?day", found[0], re.IGNORECASE)
    return made(found, sort=Sort.TIME, clock=Clock(hour=12 if noon else 0, minute=0))


def _past(found: re.Match[str]) -> Expression | None:
    """Read "half past seven", "20 min past eight", "a quarter to five"."""
    word = found["minutes"].lower()
    minutes = 30 if word == "half" else 15 if word.endswith("quarter") else count(word)
    hour = count(found["hour"])
    if minutes is None or not 0 < minutes < 60 or hour is None:
        return None
    if found["side"].lower() == "to":
        hour, minutes = hour - 1 or 12, 60 - minutes
    return made(found, sort=Sort.TIME, clock=Clock(hour=hour, minute=minutes, open=hour <= 12))


def _part(found: re.Match[str]) -> Expression | None:
    start = found.start("named") if "named" in found.groupdict() else found.start()
    return Expression(start=start, end=found.end(), sort=Sort.TIME, part=PARTS[found["part"].lower()])


_MINUTES = either("five ten fifteen twenty twenty-five".split())
_HOUR_END = r"(?=\so[’']?clock|[\s.,;]?(?:$|[.,;)!?]|\s(?:in|on|at|yesterday|tomorrow|this|local|when|after)\b))"
_STARTS = [DIGIT, *HOUR_WORDS]

RULES: list[Rule] = [
    rule([DIGIT],
        rf"(?P<hour>2[0-4]|1\d|0?\d)[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?\s?"
        rf"(?P<half>{_HALF})", _clock),
    rule([DIGIT], rf"(?P<hour>1[0-2]|0?[1-9])\s?(?P<half>{_HALF})", _clock),
    rule([DIGIT], rf"(?P<hour>1[0-2]|0?[1-9])(?P<minute>[0-5]\d)\s?(?P<half>{_LONG_HALF})", _clock),
    rule([DIGIT],
        r"(?P<hour>2[0-4]|1\d|0?\d):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?(?![:\d]|\s?"
        r"(?:ratio|aspect|to\s\d))", _clock),
    rule([DIGIT], r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)\s?(?=(?:GMT|UTC|BST|CET|EST|EDT|hours)\b)", _clock),
    rule(_STARTS, rf"(?P<hour>1[0-2]|[1-9]|{_WORD_HOUR})\s?o[’']?clock\b", _clock),
    rule(HOUR_WORDS, rf"(?P<hour>{_WORD_HOUR})(?:[\s-](?P<minute>{_WORD_MINUTE}))?\s(?P<half>{_LONG_HALF})", _clock),
    rule(_STARTS,
        rf"(?P<hour>1[0-2]|[1-9]|{_WORD_HOUR})(?:[:.](?P<minute>[0-5]\d))?\sin\sthe\s(?:early\s)?"
        rf"(?P<part>morning|afternoon|evening)\b", _clock),
    rule([DIGIT, "half", "quarter", "a", *"five ten fifteen twenty twenty-five".split()],
         rf"(?P<minutes>half|(?:a\s)?quarter|\d{{1,2}}|{_MINUTES})(?:\s(?:minutes?|mins?))?\s"
         rf"(?P<side>past)\s(?P<hour>1[0-2]|[1-9]|{_WORD_HOUR})\b(?:\so[’']?clock)?", _past),
    rule([DIGIT, "quarter", "a", *"five ten twenty".split()],
         rf"(?P<minutes>(?:a\s)?quarter|\d{{1,2}}\s(?:minutes?|mins?)|{_MINUTES})(?:\s(?:minutes?"
         rf"|mins?))?\s(?P<side>to)\s(?P<hour>1[0-2]|[1-9]|{_WORD_HOUR}){_HOUR_END}(?:\so[’']?clock)?", _past),
    rule(HOUR_WORDS,
        rf"(?:(?<=\bat\s)|(?<=\bby\s)|(?<=\baround\s)|(?<=\buntil\s))(?P<hour>{_WORD_HOUR})-"
        rf"(?P<minute>{_WORD_MINUTE})\b", _clock),
    rule(["noon", "noonish", "midday", "mid", "midnight", "twelve"],
    r"(?:twelve\s)?(?:noon(?:ish)?|midday|mid-day|mid[\s-]?night)\b", _noon),
    rule(["lunchtime", "overnight"], r"(?P<part>lunchtime|overnight)\b", _part),
    rule(["in", "during", "at"],
        rf"(?:in|during|at)\s(?P<named>(?:the\s)?(?:early\s|late\s)?(?P<part>{PART}s?|daytime|dawn|dusk)\b(?!\s"
        rf"(?:of\s(?!\d)|club|school|shift|sky|market)))", _part),
]  # fmt: skip

_RANGE = re.compile(
    rf"(?P<a>1[0-2]|0?[1-9]|{_WORD_HOUR})(?:[:.](?P<am>[0-5]\d)|[\s-](?P<aw>{_WORD_MINUTE}))?"
    rf"(?P<ah>\s?{_HALF})?(?:(?<=[\dm.ap])\s?[-–]\s?|\s(?:-|–|to|and|until|till)\s)"
    rf"(?P<b>1[0-2]|0?[1-9]|{_WORD_HOUR})(?:[:.](?P<bm>[0-5]\d)|[\s-](?P<bw>{_WORD_MINUTE}))?"
    rf"(?P<bh>\s?{_HALF})?(?![\w:%]|[.,]\d|-\w)",
    re.IGNORECASE,
)


def hours(text: str, at: int) -> tuple[Clock, Clock, int, bool] | None:
    """Read "3-8pm", "5 to 6", "9.30-4.30pm" at an offset.

    Return two times of day, where they end, and whether they must be times.
    """
    found = _RANGE.match(text, at)
    if not found:
        return None
    first = clock_of(found["a"], found["am"] or found["aw"], found["ah"])
    last = clock_of(found["b"], found["bm"] or found["bw"], found["bh"])
    if not first or not last:
        return None
    minutes = [found[g] for g in ("am", "aw", "bm", "bw") if found[g]]
    colons = ":" in found[0] or bool(found["aw"] and found["bw"])
    return first, last, found.end(), bool(found["ah"] or found["bh"]) or (colons and bool(minutes))


_SPOKEN = re.compile(
    rf"\s(?:(?:at|around|about|by|from|before|after|until)\s(?:around\s|about\s)?)?(?P<hour>1[0-2]|[1-9]|{_WORD_HOUR})"
    rf"(?:[:.](?P<minute>[0-5]\d)|[\s-](?P<words>{_WORD_MINUTE}))?(?:\sminutes)?(?![\w:%]|[.,]\d|-\w)"
    r"(?=\s?(?:$|[.,;!?)]|(?:and|or|in|on|for|with|when|local|GMT|to|tomorrow|today|\w+\stime)\b))",
    re.IGNORECASE,
)
_DOTTED = re.compile(
    rf"\s(?:at|around|by|from|before|until)\s(?P<hour>2[0-3]|1\d|0?\d|{_WORD_HOUR})(?:[.]"
    rf"(?P<minute>[0-5]\d)|[\s-](?P<words>{_WORD_MINUTE}))(?![\w:%]|[.,]\d)"
)


def spoken(text: str, at: int) -> tuple[Clock, int] | None:
    """Read a bare hour that follows a day: "Friday at 4", "tonight around 3", "Thursdays at 17.30"."""
    found = _DOTTED.match(text, at) or _SPOKEN.match(text, at)
    if not found:
        return None
    lead = re.match(r"\s(?:at|around|about|by|from|before|after|until)\s", found[0], re.IGNORECASE)
    if not lead and not (found["words"] or found["minute"]):
        return None
    clock = clock_of(found["hour"], found["minute"] or found["words"])
    return (clock, found.end()) if clock else None


_ZONE = re.compile(
    r"\s?\(?(?P<zone>GMT|UTC|BST|CEST|CET|EEST|EET|MSK|EST|EDT|CST|CDT|MST|MDT|PST|PDT|ET|CT|MT|PT|IST"
    r"|JST|AEST|AEDT|Z(?!\w)|[+-]\d{2}:\d{2}"
    r"|(?:Eastern|Central|Pacific|Mountain|Greenwich|local|Moscow|Kyiv|Beijing|London|New\sYork|Tokyo|Paris|Berlin)"
    r"(?:\s(?:Standard|Daylight|Mean|Summer))?\stime)(?!\w)\)?",
    re.IGNORECASE,
)
# Names that fix an offset; "ET" and "local time" change with the season or the place and stay open.
_OFFSETS = {
    "gmt": "Z", "utc": "Z", "z": "Z", "bst": "+01:00", "cet": "+01:00", "cest": "+02:00", "eet": "+02:00",
    "eest": "+03:00", "msk": "+03:00",
    "est": "-05:00", "edt": "-04:00", "cst": "-06:00", "cdt": "-05:00", "mst": "-07:00", "mdt": "-06:00",
    "pst": "-08:00", "pdt": "-07:00",
    "jst": "+09:00", "aest": "+10:00", "aedt": "+11:00",
}  # fmt: skip


def zone_at(text: str, at: int) -> tuple[str, int] | None:
    """Return the zone named at an offset, as an ISO offset or empty where it is not fixed, and where the name ends."""
    found = _ZONE.match(text, at)
    if not found:
        return None
    name = found["zone"]
    end = found.end() - (found[0].endswith(")") and "(" not in found[0])
    return (name if name[0] in "+-" else _OFFSETS.get(name.lower(), "")), end
