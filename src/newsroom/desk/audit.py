"""The audit log: append, export, verify. A chain of digests makes a changed, dropped or inserted row visible."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from newsroom.desk.models import Entry

GENESIS = "0" * 64
CHAINED = ("number", "at", "who", "act", "what", "detail", "before")


@transaction.atomic
def record(who: str, act: str, what: str, /, **detail: Any) -> Entry:
    """Append an entry in the caller's transaction: an act that is rolled back leaves none."""
    last = Entry.objects.select_for_update().order_by("-number").first()
    number, before, at = (last.number + 1 if last else 1), (last.digest if last else GENESIS), timezone.now()
    digest = _digest(number, at, who, act, what, detail, before)
    return Entry.objects.create(
        number=number, at=at, who=who, act=act, what=what, detail=detail, before=before, digest=digest
    )


def broken() -> Iterator[str]:
    """Yield a sentence for each place where the chain does not hold; a whole chain yields nothing."""
    yield from _breaks(vars(entry) for entry in Entry.objects.order_by("number").iterator(chunk_size=2000))


def export() -> Iterator[str]:
    """Yield the log as JSON lines, digests included, so that anybody can verify it elsewhere."""
    for e in Entry.objects.order_by("number").iterator(chunk_size=2000):
        yield _canonical(e.number, e.at, e.who, e.act, e.what, e.detail, e.before, digest=e.digest) + "\n"


def verify(lines: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for each place where an exported log does not hold; it needs nothing but the lines."""
    yield from _breaks(_row(line) for line in lines if line.strip())


def _row(line: str) -> dict[str, Any]:
    row = json.loads(line)
    return {**row, "at": datetime.fromisoformat(row["at"])}


def _breaks(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    expected, before = 1, GENESIS
    for row in rows:
        number = row["number"]
        if number != expected:
            yield f"Entries {expected} to {number - 1} are missing."
        if row["before"] != before:
            yield f"Entry {number} does not follow the one before it."
        if row["digest"] != _digest(*(row[name] for name in CHAINED)):
            yield f"Entry {number} was altered."
        expected, before = number + 1, row["digest"]


def _digest(number: int, at: datetime, who: str, act: str, what: str, detail: dict[str, Any], before: str) -> str:
    return hashlib.sha256(_canonical(number, at, who, act, what, detail, before).encode()).hexdigest()


def _canonical(
    number: int, at: datetime, who: str, act: str, what: str, detail: dict[str, Any], before: str, **more: str
) -> str:
    row = dict(number=number, at=at.isoformat(), who=who, act=act, what=what, detail=detail, before=before, **more)
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
