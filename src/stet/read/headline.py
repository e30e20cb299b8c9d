"""The headline of a page: what its reader sees above the text, checked against what the page says of itself."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from stet.read import furniture
from stet.read.claims import Claims, text_of

_LONGEST = 60  # words; a longer first heading holds the whole article by mistake
_ALIKE = 0.5  # share of the words of the shorter of two headlines of one article
_BREAK = re.compile(r"\s+[|–—·•»«│:-]\s+|\s*\|\s*|\s+/\s+|\s*[»«│]\s*")


def headline(said: Claims, url: str = "") -> str:
    """Return the headline, or an empty string.

    A first-level heading wins, since readers cite what they saw, unless the page's own claims speak of something else
    and there are several headings. Without headings: JSON-LD, OpenGraph, then the title without the outlet's name.
    """
    outlets = _outlets(said, url)
    claimed = [t for t in (text_of(said.linked.get("headline")), *_titles(said, outlets)) if t]
    seen = [h for h in said.headings if _could_be(h, outlets)]
    best = max(seen, key=lambda h: _likeness(h, claimed), default="")
    likeness = max((_alike(best, c) for c in claimed), default=0.0)
    if best and (likeness >= _ALIKE or (len(seen) == 1 and len(best.split()) >= 3)):
        return _without_kicker(best, claimed)
    return next(iter(claimed), best or next(iter(said.headings), ""))


def _outlets(said: Claims, url: str) -> frozenset[str]:
    host = (urlsplit(url if "//" in url else "").hostname or "").removeprefix("www.")
    names = (said.meta.get("og:site_name", ""), text_of(said.linked.get("publisher")), host, host.rpartition(".")[0])
    return frozenset(_letters(n) for n in names if n) - {""}


def _titles(said: Claims, outlets: frozenset[str]) -> Iterable[str]:
    for title in (said.meta.get("og:title", ""), said.title, said.meta.get("twitter:title", "")):
        if title:
            yield without_outlet(title, outlets)


def without_outlet(title: str, outlets: frozenset[str]) -> str:
    """Return a page's title without the outlet and its sections, which stand at an end between bars or dashes."""
    parts = _BREAK.split(title)
    kept = [p for p in parts if _letters(p) and _letters(p) not in outlets]
    if len(kept) != len(parts) and kept:
        first, last = title.find(kept[0]), title.rfind(kept[-1]) + len(kept[-1])
        title = title[first:last]
    ends = list(re.finditer(r"\s+[|–—·•»│-]\s+|\s*\|\s*|\s+/\s+", title))
    if not ends:
        return title
    head, tail = title[: ends[0].start()], title[ends[-1].end() :]
    if len(tail.split()) <= 3 and len(title[: ends[-1].start()].split()) >= 3:
        return title[: ends[-1].start()] if len(ends) == 1 or "|" in ends[-1][0] else head
    return title


def _could_be(heading: str, outlets: frozenset[str]) -> bool:
    size = len(heading.split())
    if not 0 < size <= _LONGEST or _letters(heading) in outlets:
        return False
    return not (size <= 4 and furniture.is_furniture(heading))


def _without_kicker(heading: str, claimed: Iterable[str]) -> str:
    """Drop the topic that some pages put inside the heading, where a claim is the rest of it."""
    for title in claimed:
        named = heading.removesuffix(title).rstrip().endswith(":")
        if (
            heading != title
            and not named
            and heading.endswith(title)
            and len(title.split()) >= 3
            and len(title) > len(heading) / 2
        ):
            return title
    return heading


def _likeness(heading: str, claimed: Iterable[str]) -> tuple[float, float]:
    """Return the likeness to the best of the claims, then to the first of them, which is the surest."""
    each = [_alike(heading, c) for c in claimed]
    return (round(max(each, default=0.0), 1), each[0] if each else 0.0)


def _alike(one: str, other: str) -> float:
    a, b = set(re.findall(r"\w+", one.lower())), set(re.findall(r"\w+", other.lower()))
    return len(a & b) / max(1, min(len(a), len(b))) if a and b else float(one == other)


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w+", text.lower()))
