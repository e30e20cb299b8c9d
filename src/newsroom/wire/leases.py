"""Let one worker at a time do a stage: a row in the database says who, and a dead holder loses it at once."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from newsroom.archive.models import Lease

TERM = timedelta(minutes=10)  # longer than any batch; on this machine a dead process is noticed without waiting


@contextmanager
def lease(name: str) -> Iterator[bool]:
    """Take the lease `name` for the length of a block; yields False where a living worker holds it."""
    holder = f"{socket.gethostname()}:{os.getpid()}"
    taken = _take(name, holder)
    try:
        yield taken
    finally:
        if taken:
            Lease.objects.filter(name=name, holder=holder).delete()


def _take(name: str, holder: str) -> bool:
    now = timezone.now()
    with transaction.atomic():
        row, made = Lease.objects.select_for_update().get_or_create(
            name=name, defaults={"holder": holder, "until": now + TERM}
        )
        if not made and row.until > now and _lives(row.holder):
            return False
        row.holder, row.until = holder, now + TERM
        row.save()
    return True


def _lives(holder: str) -> bool:
    host, _, number = holder.rpartition(":")
    if host != socket.gethostname():
        return True
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return int(number) != os.getpid()
