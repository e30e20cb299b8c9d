"""The small pictures of sources, asked for through the door and written anew: nothing of the original travels on."""

import io
import warnings
from datetime import datetime, timedelta
from urllib.parse import urljoin

from django.db.models import Q
from PIL import Image

from newsroom.archive.models import Source
from newsroom.wire.door import door
from newsroom.wire.tally import Tally
from stet.errors import StetError
from stet.gather.discover import discover

SIDE = 32
MOST_BYTES = 256 << 10
MOST_SIDE = 1024  # pixels; a larger one is no icon
FORMATS = ("ICO", "PNG", "GIF", "JPEG", "WEBP")
AGAIN = timedelta(days=30)
BATCH = 10


def fetch(now: datetime) -> Tally:
    """Ask for the icons of a few sources that have none yet, or an old one. One that cannot be had is no problem."""
    stale = Q(icon_at=None) | Q(icon_at__lt=now - AGAIN)
    rows = Source.objects.filter(stale, state=Source.State.ACTIVE, home__startswith="http", feeds__isnull=False)
    done = 0
    for source in rows.distinct().order_by("icon_at", "id")[:BATCH]:
        source.icon, source.icon_at = _icon(source.home) or source.icon, now
        source.save(update_fields=["icon", "icon_at"])
        done += 1
    return Tally(done=done)


def _icon(home: str) -> bytes | None:
    try:
        page = door().fetch(home)
        where = discover(page).icon or urljoin(page.final_url, "/favicon.ico")
        return drawn(door().fetch(where, max_bytes=MOST_BYTES).body)
    except (StetError, ValueError):
        return None


def drawn(data: bytes) -> bytes:
    """Return a picture as our PNG. Raises `ValueError` for what is none, or is larger than any icon."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            if max(picture.size) > MOST_SIDE:
                raise ValueError("an icon that large is none")
            small = picture.convert("RGBA").resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    except (OSError, SyntaxError, Warning, Image.DecompressionBombError) as error:
        raise ValueError(f"it is no picture that we can read: {error}") from error
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()
