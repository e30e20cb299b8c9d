"""Editions: the front page at a moment, made once and kept, the same bytes ever after."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from newsroom.archive.models import Article, Edition
from newsroom.wire import frontpage
from stet.errors import ConfigError


def latest() -> Edition:
    """Return the latest front page. Raises `ConfigError` when there is none yet."""
    row = Edition.objects.filter(live=True).order_by("-moment").first()
    if row is None:
        raise ConfigError(
            "there is no edition yet", subject="newsroom", advice="Load something first: `newsroom sample`."
        )
    return row


def shown(moment: datetime) -> Edition | None:
    """Return the front page that readers saw at a moment, or None before the first."""
    return Edition.objects.filter(live=True, moment__lte=moment).order_by("-moment").first()


def at(moment: datetime) -> Edition:
    """Return the front page of a moment: the one kept, or the one that follows from what was known then.

    Raises `ConfigError` for a moment before the first article or one that has not come.
    """
    kept = Edition.objects.filter(moment=moment).first()
    return kept or _print(moment, live=False)


def make(moment: datetime) -> Edition:
    """Make and keep the front page that readers see from `moment` on."""
    return Edition.objects.filter(moment=moment, live=True).first() or _print(moment, live=True)


def _print(moment: datetime, *, live: bool) -> Edition:
    first = Article.objects.order_by("arrived").values_list("arrived", flat=True).first()
    if first is None or moment < first:
        raise ConfigError(
            "nothing had arrived by then",
            subject=moment.isoformat(),
            advice=f"The first article arrived at {first:%Y-%m-%dT%H:%MZ}." if first else "Load something first.",
        )
    if moment > datetime.now(UTC):
        raise ConfigError("that moment has not come", subject=moment.isoformat(), advice="Give one that has.")
    content = canonical(frontpage.content(moment))
    row, _ = Edition.objects.update_or_create(
        moment=moment,
        defaults={"content": content, "digest": hashlib.sha256(content.encode()).hexdigest(), "live": live},
    )
    return row


def canonical(content: Any) -> str:
    """Return JSON that is the same bytes for the same content: keys in order, no white space, UTF-8 as it is."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def moment_of(said: str) -> datetime | None:
    """Read a moment such as ``2021-06-15T12:00Z``; without a zone it is UTC. Raises `ConfigError` for anything else."""
    if not said:
        return None
    try:
        moment = datetime.fromisoformat(said)
    except ValueError as error:
        raise ConfigError("is no moment", subject=said, advice="Write 2021-06-15T12:00Z.") from error
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
