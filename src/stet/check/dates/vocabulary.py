"""The words of the calendar and the clock, and the pattern pieces made of them."""

import re

from stet.check.dates.expression import Unit

MONTHS = {
    name: n
    for n, names in enumerate(
        "january jan,february feb febr,march mar,april apr,may,june jun,july jul,august aug,september sept sep,october oct,"
        "november nov,december dec".split(","),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: n
    for n, names in enumerate(
        "monday mon,tuesday tue tues,wednesday wed weds,thursday thu thur thurs,friday fri,saturday sat,sunday sun".split(
            ","
        ),
        start=1,
    )
    for name in names.split()
}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
UNITS = {
    **dict.fromkeys(("second", "seconds", "sec", "secs"), Unit.SECOND),
    **dict.fromkeys(("minute", "minutes", "min", "mins"), Unit.MINUTE),
    **dict.fromkeys(("hour", "hours", "hr", "hrs"), Unit.HOUR),
    **dict.fromkeys(("day", "days", "night", "nights"), Unit.DAY),
    **dict.fromkeys(("week", "weeks", "wk", "wks"), Unit.WEEK),
    **dict.fromkeys(("weekend", "weekends"), Unit.WEEKEND),
    **dict.fromkeys(("fortnight", "fortnights"), Unit.FORTNIGHT),
    **dict.fromkeys(("month", "months"), Unit.MONTH),
    **dict.fromkeys(("quarter", "quarters"), Unit.QUARTER),
    **dict.fromkeys(("year", "years", "yr", "yrs"), Unit.YEAR),
    **dict.fromkeys(("decade", "decades"), Unit.DECADE),
    **dict.fromkeys(("century", "centuries"), Unit.CENTURY),
    **dict.fromkeys(("millennium", "millennia"), Unit.MILLENNIUM),
}
PARTS = {
    "morning": "MO", "mornings": "MO", "afternoon": "AF", "afternoons": "AF", "evening": "EV", "evenings": "EV",
    "night": "NI", "nights": "NI", "tonight": "NI", "tonite": "NI", "daytime": "DT", "dawn": "MO", "dusk": "EV", "overnight": "NI",
    "lunchtime": "MEL", "mealtime": "ME", "breakfast": "MEB", "dinner": "MED",
}  # fmt: skip
HOURS = {
    "MO": (8, 12), "AF": (12, 16), "EV": (16, 20), "NI": (20, 24), "DT": (8, 18), "MEL": (11, 13), "MEB": (8, 12), "MED": (16, 20), "ME": (11, 13),
}  # fmt: skip


def either(words: "dict[str, object] | list[str]") -> str:
    """Return a pattern for any of the words, longest first."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s") for w in sorted(words, key=lambda w: (-len(w), w)))


MONTH = rf"(?:{either([*MONTHS])})"
MONTH_SAFE = rf"(?:{either([m for m in MONTHS if m not in ('may', 'mar', 'march', 'dec', 'jan', 'sep')])})"
WEEKDAY = rf"(?:{either([*WEEKDAYS])})"
UNIT = rf"(?:{either([*UNITS])})"
LONG_UNIT = rf"(?:{either([w for w, u in UNITS.items() if u not in (Unit.SECOND, Unit.MINUTE, Unit.HOUR)])})"
PART = rf"(?:{either([p for p in PARTS if p not in ('overnight', 'lunchtime', 'mealtime', 'breakfast', 'dinner', 'tonight', 'tonite')])})"
