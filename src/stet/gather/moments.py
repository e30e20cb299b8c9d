"""Times as feeds write them: RFC 822, ISO 8601 and their many mistakes.

Two patterns read what nearly every feed says; feedparser's handlers read the rest (Korean, Greek and Hungarian names,
asctime, two-digit years), so that nothing it understands is lost.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

from feedparser.datetimes import _parse_date as _rare_date

_LONGEST = 80  # characters; the longest real date seen has 44
_MONTHS = {m: n for n, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_ZONES = {"gmt": 0, "ut": 0, "utc": 0, "z": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6}
_ZONES |= {"pst": -8, "pdt": -7}
_RFC = re.compile(
    r"(?:[a-z]{3,9},?\s+)?(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?[\s-]+(\d{4})\s+(\d{1,2}):(\d\d)(?::(\d\d))?"
    r"(?:\.\d+)?\s*(?:([+-])(\d\d):?(\d\d)|(gmt|utc?|z|[ecmp][sd]t))",
    re.IGNORECASE | re.ASCII,
)
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[t ](\d\d):(\d\d)(?::(\d\d))?(?:[.,](\d{1,9}))?(?:(z)|([+-])(\d\d):?(\d\d))",
    re.IGNORECASE | re.ASCII,
)


def moment(text: str) -> datetime | None:
    """Return the time that `text` says, in UTC, or None when it says none; a time without a zone is taken as UTC."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    try:
        return _rfc822(text) or _iso8601(text) or _rare(text)
    except (ValueError, OverflowError):
        return None


def _rfc822(text: str) -> datetime | None:
    found = _RFC.fullmatch(text)
    if not found or found[2].lower() not in _MONTHS:
        return None
    day, _, year, hour, minute, second, sign, hours, minutes, zone = found.groups()
    shift = _offset(sign, hours, minutes) if sign else timedelta(hours=_ZONES[zone.lower()])
    return _utc(int(year), _MONTHS[found[2].lower()], int(day), int(hour), int(minute), int(second or 0), shift)


def _iso8601(text: str) -> datetime | None:
    found = _ISO.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second, _, zulu, sign, hours, minutes = found.groups()
    shift = timedelta() if zulu else _offset(sign, hours, minutes)
    return _utc(int(year), int(month), int(day), int(hour), int(minute), int(second or 0), shift)


def _offset(sign: str, hours: str, minutes: str) -> timedelta:
    shift = timedelta(hours=int(hours), minutes=int(minutes))
    return -shift if sign == "-" else shift


def _utc(year: int, month: int, day: int, hour: int, minute: int, second: int, shift: timedelta) -> datetime:
    # A leap second (60) is read as the second before it: datetime has no place for it.
    local = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=timezone(shift))
    return local.astimezone(UTC)


def from_parts(parts: Sequence[int] | None) -> datetime | None:
    """Return the time in a tuple such as `time.gmtime` gives, or None."""
    if not parts:
        return None
    year, month, day, hour, minute, second = parts[:6]
    try:
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _rare(text: str) -> datetime | None:
    try:
        return from_parts(_rare_date(text))
    except Exception:  # a handler may trip over anything: text that it cannot read is no date
        return None
