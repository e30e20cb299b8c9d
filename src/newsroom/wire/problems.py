"""Write down what went wrong, so that an editor sees it and the run goes on."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from newsroom.archive.models import Problem, Source
from stet.errors import StetError


def note(
    stage: str, error: Exception, *, now: datetime, subject: str = "", source: Source | None = None, cause: str = ""
) -> Problem:
    """Keep a problem, or count it again. An error of ours says what to do; a foreign one is a fault of ours."""
    known = isinstance(error, StetError)
    text = error.message if known else f"{type(error).__name__}: {error}"
    row, made = Problem.objects.get_or_create(
        stage=stage,
        cause=(cause or type(error).__name__)[:60],
        subject=(subject or getattr(error, "subject", ""))[:500],
        defaults={
            "source": source,
            "text": text[:1000],
            "advice": (error.advice if known else "This is a fault in Stet: please report it.")[:500],
            "first": now,
            "last": now,
        },
    )
    if not made:
        Problem.objects.filter(pk=row.pk).update(last=now, count=F("count") + 1, text=text[:1000], resolved=None)
    return row


def settle(stage: str, subjects: Iterable[str], now: datetime) -> None:
    """Say that what failed before is well again."""
    named = [subject[:500] for subject in subjects]
    if named:
        with transaction.atomic():
            Problem.objects.filter(stage=stage, subject__in=named, resolved=None).update(resolved=now)
