"""Make up the front page from an edition: the page as it stood, whatever happened since."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from newsroom.archive.models import Edition
from newsroom.press.makeup import sources
from newsroom.press.seen import FrontPage

SECONDS = 3
BRIEFS = 8


def latest() -> Edition | None:
    """Return the edition that readers see now."""
    return Edition.objects.filter(live=True).order_by("-moment").first()


def at(moment: datetime) -> Edition | None:
    """Return the edition that stood at a moment."""
    return Edition.objects.filter(moment__lte=moment).order_by("-moment").first()


def page(edition: Edition | None, now: datetime, as_known_at: datetime | None = None) -> FrontPage:
    """Make up the front page of an edition; without one, the empty front page with what is known of the sources."""
    rows = sources.everyone().rows
    silences = sources.silences()
    if edition is None:
        return FrontPage(
            edition="",
            moment=now,
            lead=None,
            silences=silences,
            heard=sum(row.heard is not None for row in rows) - len(silences),
            sources=len(rows),
            as_known_at=as_known_at,
        )
    content: Mapping[str, Any] = json.loads(edition.content)
    raise NotImplementedError(content)
