"""Holidays that news is dated by: fixed days, the nth weekday of a month, and those that move with Easter.

Days that follow other calendars (Ramadan, Diwali, Lunar New Year) are named but not resolved: their dates are decided
by observation or by tables, and a wrong date is worse than none.
"""

import re
from datetime import date, timedelta

from stet.check.dates.expression import Expression, Unit
from stet.check.dates.rules import Rule as _Rule
from stet.check.dates.rules import made, rule
from stet.check.dates.vocabulary import YEAR, either, pointing

# month, day: fixed. month, weekday (1 Monday), nth (-1 last): floating. A number alone: days from Easter Sunday.
Falls = tuple[int, int] | tuple[int, int, int] | int | None

HOLIDAYS: dict[str, Falls] = {
    "new year's day": (1, 1), "new years day": (1, 1), "new year's eve": (12, 31), "new years eve": (12, 31),
    "new year's": (1, 1),
    "martin luther king jr. day": (1, 1, 3), "martin luther king day": (1, 1, 3), "mlk day": (1, 1, 3),
    "groundhog day": (2, 2), "valentine's day": (2, 14), "presidents' day": (2, 1, 3), "presidents day": (2, 1, 3),
    "international women's day": (3, 8), "st patrick's day": (3, 17), "st. patrick's day": (3, 17),
    "saint patrick's day": (3, 17),
    "april fools' day": (4, 1), "april fool's day": (4, 1), "earth day": (4, 22), "anzac day": (4, 25),
    "international workers' day": (5, 1), "workers' day": (5, 1), "may day": (5, 1), "cinco de mayo": (5, 5),
    "victory day": (5, 9),
    "mother's day": (5, 7, 2), "memorial day": (5, 1, -1), "juneteenth": (6, 19), "father's day": (6, 7, 3),
    "canada day": (7, 1),
    "independence day": (7, 4), "fourth of july": (7, 4), "july fourth": (7, 4), "bastille day": (7, 14),
    "labor day": (9, 1, 1), "labour day": (9, 1, 1),
    "columbus day": (10, 1, 2), "halloween": (10, 31), "all saints' day": (11, 1), "bonfire night": (11, 5),
    "guy fawkes night": (11, 5),
    "veterans day": (11, 11), "veterans' day": (11, 11), "armistice day": (11, 11), "remembrance day": (11, 11),
    "thanksgiving": (11, 4, 4),
    "thanksgiving day": (11, 4, 4), "black friday": (11, 4, 4), "christmas eve": (12, 24), "christmas day": (12, 25),
    "christmas": (12, 25),
    "xmas": (12, 25), "boxing day": (12, 26), "australia day": (1, 26), "burns night": (1, 25),
    "good friday": -2, "easter sunday": 0, "easter monday": 1, "easter": 0, "palm sunday": -7, "ash wednesday": -46,
    "shrove tuesday": -47,
    "mardi gras": -47, "maundy thursday": -3, "ascension day": 39, "pentecost": 49, "whit monday": 50,
    "ramadan": None, "eid al-fitr": None, "eid al-adha": None, "eid": None, "hanukkah": None, "passover": None,
    "yom kippur": None,
    "rosh hashanah": None, "diwali": None, "lunar new year": None, "chinese new year": None, "nowruz": None,
    "vesak": None, "holi": None,
}  # fmt: skip


def on(name: str, year: int) -> date | None:
    """Return the day a holiday falls on in a year, or nothing where no rule gives it."""
    rule = HOLIDAYS.get(name)
    if rule is None or not 1583 <= year <= 9999:
        return None
    if isinstance(rule, int):
        return easter(year) + timedelta(days=rule)
    if len(rule) == 2:
        return date(year, rule[0], rule[1])
    day = _nth_weekday(year, *rule)
    return day + timedelta(days=1) if name == "black friday" else day


def easter(year: int) -> date:
    """Return Easter Sunday (Meeus/Jones/Butcher, Gregorian calendar)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    if nth < 0:
        following = date(year + month // 12, month % 12 + 1, 1)
        last = following - timedelta(days=1)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def _holiday(found: re.Match[str]) -> Expression | None:
    name = re.sub(r"\s+", " ", found["holiday"].lower().replace("’", "'"))
    if found["holiday"][0].islower() and name in ("eid", "holi", "easter", "passover"):
        return None
    near = pointing(found["which"] or found["which2"])
    year = int(found["year"]) if found["year"] else None
    return made(found, holiday=name, year=year, near=near, unit=Unit.YEAR if near is not None else None)


_NAMES = either(HOLIDAYS).replace("'", "[’']")

RULES: list[_Rule] = [
    rule(
        {re.split(r"\W", name)[0] for name in HOLIDAYS},
        rf"(?P<which>)(?P<holiday>{_NAMES})\b(?:\s(?:of\s|in\s)?(?:{YEAR}|(?P<which2>this|last|next)\syear))?",
        _holiday,
    ),
    rule(
        ["this", "last", "next"],
        rf"(?P<which>this|last|next)\s(?:year[’']s\s)?(?P<holiday>{_NAMES})\b(?P<year>)(?P<which2>)",
        _holiday,
    ),
]
