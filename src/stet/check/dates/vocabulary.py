"""The words of the calendar and the clock, and the pattern pieces made of them."""

import re
from collections.abc import Iterable

from stet.check.dates.expression import Unit


def _numbered(names: str) -> dict[str, int]:
    return {word: n for n, words in enumerate(names.split(","), start=1) for word in words.split()}


MONTHS = _numbered(
    "january jan,february feb febr,march mar,april apr,may,june jun,july jul,august aug,september sept sep,october oct,"
    "november nov,december dec"
)
WEEKDAYS = _numbered(
    "monday mon,tuesday tue tues,wednesday wed weds,thursday thu thur thurs,friday fri,saturday sat,sunday sun"
)
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
UNITS = {
    word: unit
    for unit, words in {
        Unit.SECOND: "second seconds sec secs",
        Unit.MINUTE: "minute minutes min mins",
        Unit.HOUR: "hour hours hr hrs",
        Unit.DAY: "day days night nights",
        Unit.WEEK: "week weeks wk wks",
        Unit.WEEKEND: "weekend weekends",
        Unit.FORTNIGHT: "fortnight fortnights",
        Unit.MONTH: "month months",
        Unit.QUARTER: "quarter quarters",
        Unit.YEAR: "year years yr yrs",
        Unit.DECADE: "decade decades",
        Unit.CENTURY: "century centuries",
        Unit.MILLENNIUM: "millennium millennia",
    }.items()
    for word in words.split()
}
PARTS = {
    word: part
    for part, words in {
        "MO": "morning mornings dawn daybreak",
        "AF": "afternoon afternoons",
        "EV": "evening evenings dusk",
        "NI": "night nights tonight tonite overnight",
        "DT": "daytime",
        "MEL": "lunchtime",
    }.items()
    for word in words.split()
}
# The hours that a part of the day spans in the value's `start` and `end`: as the recognisers of the field have them.
HOURS = {"MO": (8, 12), "AF": (12, 16), "EV": (16, 20), "NI": (20, 24), "DT": (8, 18), "MEL": (11, 13)}

HOUR_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
NUMBERS = [
    *HOUR_WORDS,
    *"thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy".split(),
    *"eighty ninety hundred dozen".split(),
]


def either(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, longest first."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s") for w in sorted(words, key=lambda w: (-len(w), w)))


MONTH = f"(?:{either(MONTHS)})"
WEEKDAY = f"(?:{either(WEEKDAYS)})"
UNIT = f"(?:{either(UNITS)})"
PART = "(?:morning|afternoon|evening|night)"
LOW_ORDINAL = f"(?:{either(ORDINALS[:9])})"
DAY_WORD = rf"(?:(?:thirty|twenty)[-\s]{LOW_ORDINAL}|thirtieth|{either(ORDINALS)})"
DAY_DIGITS = r"(?:3[01]|[12]\d|0?[1-9])"
DAY = rf"(?P<day>{DAY_DIGITS}(?:\s?(?:st|nd|rd|th)\b)?(?![\d,.]?\d|:\d|\s?%))"
YEAR = r"(?P<year>(?:1[0-9]|20)\d\d)(?![\d]|[.,]\d|-\d\d?-|\s?(?:%|per\s?cent|[ap]\.?m\b))"
DOT = r"(?:\.(?=,?\s?\d))?"  # the stop of "Aug. 2015", not the one that ends a sentence
OF_YEAR = rf"(?:(?:\s?,\s?|\s+|[-/])(?:(?:of|in)\s)?{YEAR})?"
TO = r"\s?(?:-|–|—|to|and|until|till|through)\s?"

_WHICH = {
    "this": 0, "current": 0, "same": 0, "the": 0, "that": 0, "last": -1, "past": -1, "previous": -1, "next": 1,
    "coming": 1,
    "following": 1, "upcoming": 1,
}  # fmt: skip
WHICH_STARTS = frozenset(_WHICH) - {"the", "that"}
WHICH = r"(?P<which>(?:this\s|the\s)?(?:this|last|next|previous|past|coming|upcoming|following|current|same))"


def pointing(words: str | None) -> int | None:
    """Return -1, 0 or 1 for the words that point from the text's own date; the last of them decides."""
    return _WHICH.get(words.lower().split()[-1]) if words else None
