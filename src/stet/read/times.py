"""A claimed time, with no more precision than was claimed.

Dates in words are read in some forty languages (months.toml). Where "3/4/2025" may mean two days, the caller says which
of them its country writes, since nothing in the figures does.
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from importlib import resources

from stet.news import Claimed, Precision

_ISO = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:(?P<mark>[-/.]?)(?P<month>\d\d)(?:(?P=mark)(?P<day>\d\d)"
    r"(?:[T\s]+(?P<hour>\d{1,2}):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?)?)?)?(?!\d)",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"(1[0-9]{9})(?:\d{3})?")
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NAME = r"(?P<name>[^\W\d_][^\s\d.,:;/()|-]{2,13})"
_DAY = r"(?P<day>\d{1,2})"
_WRITTEN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # 4 March 2025 · 4. März 2025 · 4 de marzo de 2025 · 4-Mar-2025
        rf"(?<!\d){_DAY}(?:st|nd|rd|th|er|º|ª|\.)?[\s/-]*(?:(?:de|of)\s+|d[’'])?{_NAME}\.?,?[\s/-]*(?:(?:de|del|of)\s+)?{_YEAR}(?!\d)",
        # March 4, 2025 · Mar 04 09:34 2025
        rf"(?<![^\W\d_]){_NAME}\.?[\s/-]*{_DAY}(?:st|nd|rd|th|º)?,?[\s/-]*(?:(?:at\s+)?\d\d?:\d\d(?::\d\d)?[\s,]+)?(?:de\s+)?{_YEAR}(?!\d)",
        # 2025. március 4. · 2025 m. kovo 4 d.
        rf"(?<!\d){_YEAR}(?:\. gada| m\.|\.)?[\s,/-]+(?:{_DAY}\.?\s+)?{_NAME}(?:[\s/-]+(?P<day2>\d{{1,2}}))?(?!\d)",
        # 2025年3月4日 · 2025년 3월 4일
        rf"{_YEAR}\s?[年년]\s?(?P<month>\d{{1,2}})\s?[月월]\s?{_DAY}\s?[日일]",
        # ngày 4 tháng 3 năm 2025
        rf"{_DAY}\s+tháng\s+(?P<month>\d{{1,2}})[\s,]+(?:năm\s+)?{_YEAR}",
        # 2025-03-04 · 2025. 3. 4.
        rf"(?<![\d./-]){_YEAR}(?P<mark>[./-])\s?(?P<month>\d{{1,2}})(?P=mark)\s?{_DAY}(?!\d)",
        # 4.3.2025 · 04/03/2025 · 3/4/25
        # A clock may follow without a space, where a page sets them apart by style alone: 04.03.2512:44
        r"(?<![\d./-])(?P<one>\d{1,2})(?P<mark>[./-])\s?(?P<two>\d{1,2})(?P=mark)\s?(?P<year>(?:19|20)\d\d(?!:)|[0-3]\d)(?:(?=\d\d:\d\d(?!\d))|(?![\d./-]*\d))",
    )
)  # fmt: skip
_CLOCK = re.compile(
    r"\b(\d{1,2})[:.h](\d\d)(?![./]\d)(?::\d\d)?\s*([ap]\.?\s?m\b\.?)?(?:\s*\(?([A-Z]{2,5})\b)?"
    r"(?:\s?([+-]\d\d:?\d\d)\b)?",
    re.IGNORECASE,
)
_ZONES = {
    **dict.fromkeys(("UTC", "GMT", "WET"), 0), **dict.fromkeys(("CET", "MEZ", "BST", "WEST", "WAT"), 1),
    **dict.fromkeys(("CEST", "MESZ", "EET", "CAT", "SAST"), 2), **dict.fromkeys(("EEST", "MSK", "EAT"), 3),
    "EDT": -4, "EST": -5, "CDT": -5, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8, "WIB": 7,
    **dict.fromkeys(("SGT", "HKT"), 8), **dict.fromkeys(("JST", "KST"), 9), "AEST": 10, "AEDT": 11, "NZST": 12,
    "NZDT": 13,
}  # fmt: skip
_LONGEST = 300  # characters of a line that are looked at


def from_machine(value: str, source: str, *, month_first: bool = False) -> Claimed | None:
    """Read a time as pages write it in their head: ISO 8601, seconds since 1970, or words.

    A time without a zone is taken as UTC.
    """
    value = value.strip()[:80]
    if epoch := _EPOCH.fullmatch(value):
        return Claimed(value=datetime.fromtimestamp(int(epoch[1]), UTC), precision=Precision.SECOND, source=source)
    found = _ISO.match(value)
    if not found:
        return from_words(value, source, month_first=month_first)
    got = found.groupdict()
    precision = Precision.YEAR
    for part, level in (("month", "MONTH"), ("day", "DAY"), ("minute", "MINUTE"), ("second", "SECOND")):
        precision = Precision[level] if got[part] else precision
    return _claimed(
        [
            int(got[p] or d)
            for p, d in zip(("year", "month", "day", "hour", "minute", "second"), (0, 1, 1, 0, 0, 0), strict=True)
        ],
        precision,
        source,
        _zone(got["zone"]),
    )


def from_words(text: str, source: str, *, month_first: bool = False) -> Claimed | None:
    """Read the first whole date that people wrote in `text`, with the clock time that follows it.

    `month_first` says how "3/4/2025" is read where both are possible: as 4 March, or else as 3 April.
    """
    first = min(_days(text[:_LONGEST], month_first), default=None)
    return _timed(text, first[1], first[2], source) if first else None


def at(text: str, start: int, source: str, *, month_first: bool = False) -> tuple[Claimed, int] | None:
    """Read the date that begins at `start`; return it without a clock time, and where it ends."""
    found = next((d for d in _days(text[:_LONGEST], month_first) if d[0] == start), None)
    claimed = _claimed([*found[2], 0, 0, 0], Precision.DAY, source, UTC) if found else None
    return (claimed, found[1]) if claimed and found else None


def _timed(text: str, end: int, day: tuple[int, int, int], source: str) -> Claimed | None:
    clock, zone = _clock(text[end : end + 30])
    precision = Precision.MINUTE if clock else Precision.DAY
    return _claimed([*day, *(clock or (0, 0)), 0], precision, source, zone)


def _days(text: str, month_first: bool) -> Iterator[tuple[int, int, tuple[int, int, int]]]:
    """Yield each date in `text`: its start, its end, and year, month and day."""
    for pattern in _WRITTEN:
        for found in pattern.finditer(text):
            if day := _day(found.groupdict(), month_first):
                yield found.start(), found.end(), day
                break


def _day(got: dict[str, str | None], month_first: bool) -> tuple[int, int, int] | None:
    year = int(got["year"] or 0)
    year += 2000 if year < 100 else 0
    if "one" in got:
        one, two = int(got["one"] or 0), int(got["two"] or 0)
        swapped = got["mark"] != "." and (two > 12 or (month_first and one <= 12))
        month, day = (one, two) if swapped else (two, one)
    else:
        month = int(got.get("month") or 0) or _month(got.get("name") or "")
        day = int(got.get("day") or got.get("day2") or 0)
    return (year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


@cache
def _stems() -> dict[str, int]:
    listed = tomllib.loads((resources.files("stet.read") / "months.toml").read_text("utf-8"))["stems"]
    return {stem: number for number, stems in enumerate(listed, 1) for stem in stems.split()}


def _month(name: str) -> int:
    """Return the number of the month that `name` begins like, or 0."""
    name, stems = name.lower().removeprefix("ב"), _stems()  # Hebrew writes "in" and the month as one word
    return next((stems[name[:k]] for k in range(min(len(name), 10), 2, -1) if name[:k] in stems), 0)


_AGO = re.compile(
    r"\b(?:vor|hace|il y a|há)?\s?(?P<count>\d{1,2}|an?|one|eine[rm]?|una?|une|um|uma)\s?"
    r"(?P<unit>min|m(?=\s?ago)|h(?=\s?ago)|hours?|hrs?|heures?|horas?|stunden?|uur|uren|or[ae]\b|timm|timer?|godzin|час"
    r"|days?|tage?n?\b|jours?|d[ií]as?|giorn|dag|dni\b|дн)[\w.]*"
    r"(?P<after>\s?(?:ago\b|geleden|fa\b|sedan|siden|temu|назад|atrás))?",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:vor|hace|il y a|há)\s", re.IGNORECASE)
_HOURS, _DAYS = ("h", "stunde", "uur", "uren", "or", "tim", "godz", "час"), ("d", "tag", "jour", "giorn", "дн")


def from_ago(text: str, arrived: datetime) -> Claimed | None:
    """Read "3 hours ago" as pages write it, counted from the moment the page arrived; hours are claimed by the day."""
    for found in _AGO.finditer(text[:_LONGEST]):
        if not (found["after"] or _BEFORE.match(found[0])):
            continue
        count = int(found["count"]) if found["count"].isdigit() else 1
        unit = found["unit"].lower()
        hours, days = unit.startswith(_HOURS), unit.startswith(_DAYS)
        value = arrived - count * (timedelta(hours=1) if hours else timedelta(days=1) if days else timedelta(minutes=1))
        return Claimed(value=value, precision=Precision.DAY if hours or days else Precision.MINUTE, source="text")
    return None


def _clock(text: str) -> tuple[tuple[int, int] | None, timezone]:
    found = _CLOCK.search(text)
    if not found:
        return None, UTC
    hour, minute = int(found[1]), int(found[2])
    if found[3]:
        hour = hour % 12 + (12 if found[3][0] in "pP" else 0)
    zone = _zone(found[5]) if found[5] else timezone(timedelta(hours=_ZONES.get((found[4] or "").upper(), 0)))
    return ((hour, minute) if hour < 24 and minute < 60 else None), zone


def _claimed(parts: list[int], precision: Precision, source: str, zone: timezone) -> Claimed | None:
    try:
        value = datetime(*parts, tzinfo=zone)  # type: ignore[misc,arg-type]
    except ValueError:
        return None
    return Claimed(value=value, precision=precision, source=source)


def _zone(zone: str | None) -> timezone:
    if not zone or zone.upper() in ("Z", "UTC", "GMT"):
        return UTC
    sign = -1 if zone[0] == "-" else 1
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))
