"""A claimed time, with no more precision than was claimed."""

import re
from datetime import UTC, datetime, timedelta, timezone

from stet.news import Claimed, Precision

_ISO = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:-?(?P<month>\d\d)(?:-?(?P<day>\d\d)"
    r"(?:[T\s]+(?P<hour>\d{1,2}):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?)?)?)?(?!\d)",
    re.IGNORECASE,
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        """jan january januar janvier enero gennaio|feb february februar février febrero febbraio
        |mar march märz mars marzo|apr april avril abril aprile|may mai mayo maggio|jun june juni juin junio giugno
        |jul july juli juillet julio luglio|aug august août agosto|sep sept september septembre septiembre settembre
        |oct october oktober octobre octubre ottobre|nov november novembre noviembre
        |dec december dezember décembre diciembre dicembre""".split("|"),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY_MONTH = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:de\s+)?({_MONTH})\.?,?\s+(?:de\s+)?((?:19|20)\d\d)\b", re.I
)
_MONTH_DAY = re.compile(rf"\b({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b", re.I)
_DOTTED = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)\b")
_CLOCK = re.compile(r"\b(\d{1,2})[:.h](\d\d)(?::\d\d)?\s*([ap]\.?m\.?)?", re.IGNORECASE)


def from_machine(value: str, source: str) -> Claimed | None:
    """Read an ISO 8601 time as pages write it in their head; a time without a zone is taken as UTC."""
    found = _ISO.search(value.strip()[:60])
    if not found or found.start() > 0:
        return from_words(value, source)
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
        got["zone"],
    )


def from_words(text: str, source: str) -> Claimed | None:
    """Read the first whole date that people wrote in `text`, with the clock time that follows it."""
    text = text[:300]
    for pattern, order in ((_MONTH_DAY, (2, 0, 1)), (_DAY_MONTH, (2, 1, 0)), (_DOTTED, (2, 1, 0))):
        if found := pattern.search(text):
            parts = [found[i + 1].lower().rstrip(".") for i in order]
            day = [int(parts[0]), _MONTHS.get(parts[1]) or int(parts[1]), int(parts[2])]
            clock = _clock(text[found.end() : found.end() + 30])
            precision = Precision.MINUTE if clock else Precision.DAY
            return _claimed([*day, *(clock or (0, 0)), 0], precision, source, None)
    return None


_AGO = re.compile(r"\b(\d{1,2}|an?|one)\s(minute|min|hour|hr|day)s?\s?ago\b", re.IGNORECASE)


def from_ago(text: str, arrived: datetime) -> Claimed | None:
    """Read "3 hours ago" as pages write it, counted from the moment the page arrived; hours are claimed by the day."""
    found = _AGO.search(text[:300])
    if not found:
        return None
    count = int(found[1]) if found[1].isdigit() else 1
    unit = found[2].lower()[0]
    value = arrived - count * {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}[unit]
    return Claimed(value=value, precision=Precision.MINUTE if unit == "m" else Precision.DAY, source="text")


def _clock(text: str) -> tuple[int, int] | None:
    found = _CLOCK.search(text)
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2])
    if found[3]:
        hour = hour % 12 + (12 if found[3][0] in "pP" else 0)
    return (hour, minute) if hour < 24 and minute < 60 else None


def _claimed(parts: list[int], precision: Precision, source: str, zone: str | None) -> Claimed | None:
    try:
        value = datetime(*parts, tzinfo=_zone(zone))  # type: ignore[misc,arg-type]
    except ValueError:
        return None
    return Claimed(value=value, precision=precision, source=source)


def _zone(zone: str | None) -> timezone:
    if not zone or zone.upper() in ("Z", "UTC", "GMT"):
        return UTC
    sign = -1 if zone[0] == "-" else 1
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))
