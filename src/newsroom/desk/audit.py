"""The audit log: append, export, verify. A chain of digests makes a changed, dropped or inserted row visible."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from newsroom.desk.models import Entry

GENESIS = "0" * 64


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
    expected, before = 1, GENESIS
    for e in Entry.objects.order_by("number").iterator(chunk_size=2000):
        if e.number != expected:
            yield f"Entries {expected} to {e.number - 1} are missing."
        if e.before != before:
            yield f"Entry {e.number} does not follow the one before it."
        if e.digest != _digest(e.number, e.at, e.who, e.act, e.what, e.detail, e.before):
            yield f"Entry {e.number} was altered."
        expected, before = e.number + 1, e.digest


def export() -> Iterator[str]:
    """Yield the log as JSON lines, digests included, so that anybody can verify it elsewhere."""
    for e in Entry.objects.order_by("number").iterator(chunk_size=2000):
        yield _canonical(e.number, e.at, e.who, e.act, e.what, e.detail, e.before, digest=e.digest) + "\n"


def _digest(number: int, at: datetime, who: str, act: str, what: str, detail: dict[str, Any], before: str) -> str:
    return hashlib.sha256(_canonical(number, at, who, act, what, detail, before).encode()).hexdigest()


def _canonical(
    number: int, at: datetime, who: str, act: str, what: str, detail: dict[str, Any], before: str, **more: str
) -> str:
    row = dict(number=number, at=at.isoformat(), who=who, act=act, what=what, detail=detail, before=before, **more)
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
