"""Who publishes: the newsroom's name, address and sections, the same on every page."""

from dataclasses import replace

from django.conf import settings

from newsroom import environment
from newsroom.press.makeup import lists
from newsroom.press.seen import Newsroom

SECTIONS = 7
MOTTO = "Every fact on this page can be asked where it comes from."
HERE = "http://127.0.0.1:8000"


def newsroom() -> Newsroom:
    """Return the newsroom as the settings name it. STET_URL is the address readers use, in feeds and cards too."""
    return replace(bare(), sections=tuple(sorted(lists.sections()[:SECTIONS], key=lambda link: link.label)))


def bare() -> Newsroom:
    """Return the newsroom without what the database knows, for a page that says the database is out of reach."""
    return Newsroom(
        name=settings.STET_NAME,
        motto=environment.text("STET_MOTTO", MOTTO),
        url=environment.text("STET_URL") or settings.STET_ORIGIN or HERE,
        contact=settings.STET_CONTACT,
    )
