"""What podcasts add to a feed: flags of iTunes, and chapters (Podlove Simple Chapters 1.2)."""

import re

from stet.gather import links
from stet.gather.elements import Element
from stet.gather.plain import plain
from stet.news import Chapter

_EXPLICIT = {**dict.fromkeys(("yes", "true", "explicit"), True), **dict.fromkeys(("no", "false", "clean"), False)}
_BLOCK = {"yes": True}  # Apple: any other value has no effect
FLAGS = {"itunes:explicit": ("explicit", _EXPLICIT), "itunes:block": ("block", _BLOCK)}
_TIME = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,2}):)?(\d{1,5})(?:\.(\d{1,3}))?")
_MOST = 1_000  # chapters


def flag(element: Element) -> tuple[str, bool | None]:
    """Return a flag's name and what it says, in whatever case; None where it says nothing that counts."""
    name, values = FLAGS[element.name]
    return name, values.get(element.text().lower())


def chapters(element: Element) -> tuple[Chapter, ...]:
    """Return the chapters of a recording; one without a readable beginning is left out."""
    found = (_chapter(child) for child in element.children() if child.name == "psc:chapter")
    return tuple(chapter for chapter in found if chapter)[:_MOST]


def _chapter(element: Element) -> Chapter | None:
    at = element.attributes
    start = seconds(at.get("start", ""))
    if start is None:
        return None
    return Chapter(
        start=start,
        title=plain(at.get("title", "")),
        url=links.followed(at.get("href", ""), element.base),
        image=at.get("image", "")[: links.LONGEST],
    )


def seconds(text: str) -> float | None:
    """Return the seconds that a normal play time (RFC 2326, 3.6) says, or None."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        return None
    hours, minutes, whole, parts = found.groups()
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(whole) + float(f"0.{parts or 0}")
