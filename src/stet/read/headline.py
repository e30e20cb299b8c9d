"""The headline of a page: what its reader sees above the text, checked against what the page says of itself."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from stet.read import furniture
from stet.read.claims import Claims, text_of

_LONGEST = 60  # words; a longer first heading holds the whole article by mistake
_ALIKE = 0.5  # share of the words of the shorter of two headlines of one article
_BREAK = re.compile(
    r"\s+[|–—·•»«│:-]\s+|\s*\|\s*|\s+/\s+|\s*[»«│]\s*|(?<=[\u3000-\u9fff\uff00-\uffef])[-_](?=[\u4e00-\u9fff])"
)
_ENDS = re.compile(r"\s+[|–—·•»│-]\s+|\s*\|\s*|\s+/\s+|(?<=[\u3000-\u9fff\uff00-\uffef])[-_](?=[\u4e00-\u9fff])")


def headline(said: Claims, url: str = "") -> str:
    """Return the headline, or an empty string.

    A first-level heading wins, since readers cite what they saw, unless the page's own claims speak of something else
    and there are several headings; then a lesser heading that says what a claim or a part of the page's title says.
    Without headings: JSON-LD, OpenGraph, then the title without the outlet's name.
    """
    outlets = _outlets(said, url)
    claimed = [t for t in (text_of(said.linked.get("headline")), *_titles(said, outlets)) if t]
    seen = [h for h in said.headings if _could_be(h, outlets)]
    best = max(seen, key=lambda h: _likeness(h, claimed), default="")
    likeness = max((_alike(best, c) for c in claimed), default=0.0)
    if best and likeness >= _ALIKE:
        return _alone(best, claimed)
    if lesser := _lesser(said, claimed, outlets):
        return lesser
    if best and len(seen) == 1 and len(best.split()) >= 3:
        return best
    return next(iter(claimed), best or next(iter(said.headings), ""))


def _lesser(said: Claims, claimed: Iterable[str], outlets: frozenset[str]) -> str:
    """Return the longest lesser heading that is the same as a claim or as a part of the page's title."""
    parts = {_letters(p) for p in (*claimed, *_BREAK.split(said.title))} - outlets - {""}
    return max((h for h in said.lesser if _letters(h) in parts and len(h.split()) >= 2), key=len, default="")


def _outlets(said: Claims, url: str) -> frozenset[str]:
    host = (urlsplit(url if "//" in url else "").hostname or "").removeprefix("www.")
    names = (said.meta.get("og:site_name", ""), text_of(said.linked.get("publisher")), host, host.rpartition(".")[0])
    return frozenset(_letters(n) for n in names if n) - {""}


def _titles(said: Claims, outlets: frozenset[str]) -> Iterable[str]:
    for title in (said.meta.get("og:title", ""), said.title, said.meta.get("twitter:title", "")):
        if title:
            # What the page's title goes on after is whole: "Office 365 – part three | The outlet".
            whole = said.title.startswith(title) and bool(_BREAK.match(said.title[len(title) :]))
            yield title if whole else without_outlet(title, outlets)


def without_outlet(title: str, outlets: frozenset[str]) -> str:
    """Return a page's title without the outlet and its sections, which stand at an end between bars or dashes."""
    parts = _BREAK.split(title)
    kept = [p for p in parts if _letters(p) and _letters(p) not in outlets]
    if len(kept) != len(parts) and kept:
        first, last = title.find(kept[0]), title.rfind(kept[-1]) + len(kept[-1])
        title = title[first:last]
    ends = list(_ENDS.finditer(title))
    if not ends:
        return title
    head, tail = title[: ends[0].start()], title[ends[-1].end() :]
    if _words(tail) <= 3 and _words(title[: ends[-1].start()]) >= 3:
        return title[: ends[-1].start()] if len(ends) == 1 or "|" in ends[-1][0] else head
    return title


def _words(text: str) -> int:
    """Count words; in writing without spaces three characters are about one."""
    bare = len(re.findall(r"[\u3040-\u9fff]", text))
    return bare // 3 if bare else len(text.split())


def _could_be(heading: str, outlets: frozenset[str]) -> bool:
    size = len(heading.split())
    if not 0 < size <= _LONGEST or _letters(heading) in outlets:
        return False
    return not (size <= 4 and furniture.is_furniture(heading))


def _alone(heading: str, claimed: Iterable[str]) -> str:
    """Drop the topic before and the outlet after it that some pages put inside the heading, where a claim is the rest.

    A name before a colon stays: it says whose words follow.
    """
    for title in claimed:
        if heading == title or len(title.split()) < 3 or len(title) <= len(heading) / 2:
            continue
        before, found, after = heading.partition(title)
        if found and not after and not before.rstrip().endswith(":"):
            return title
        if found and not before and re.match(r"\s*[|·•»«│]", after):
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
