"""Where an article ends on a page that goes on with others, as endless pages do.

A sentence of a second article under the first one's headline and date is false evidence. So where a later part of the
page has a headline of its own over prose of its own, that part is another article, whatever the judges say of it.
"""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from stet.read.blocks import Block

_HEADINGS = ("h1", "h2")
_PROSE_WORDS = 12
_LEAST_PROSE = 2  # paragraphs: a teaser has one
_ALIKE = 0.5  # of the words of the shorter headline


def own(found: Sequence[Block], title: str) -> list[bool]:
    """Say of each block whether it may belong to the article named `title`.

    Everything may where the page has one article, or where no headline on it is alike to `title`.
    """
    head = next((i for i, b in enumerate(found) if b.tag in _HEADINGS and _alike(b.text, title)), None)
    if head is None:
        return [True] * len(found)
    inside = _articles(found)
    end = _next_headline(found, head, title)
    others = _other_articles(found, inside, head, title)
    return [i < end and inside[i] not in others for i in range(len(found))]


def _next_headline(found: Sequence[Block], head: int, title: str) -> int:
    """Return the place of the next first-level headline over prose, once the first has prose under it."""
    for at in range(head + 1, len(found)):
        if found[at].tag != "h1" or _alike(found[at].text, title) or found[head].tag != "h1":
            continue
        below = next((i for i in range(at + 1, len(found)) if found[i].tag == "h1"), len(found))
        if _prose(found[head:at]) >= _LEAST_PROSE and _prose(found[at:below]) >= _LEAST_PROSE:
            return at
    return len(found)


def _other_articles(
    found: Sequence[Block], inside: Sequence[HtmlElement | None], head: int, title: str
) -> set[HtmlElement]:
    """Return the article elements after the one with the headline that have a headline and prose of their own."""
    mine = inside[head]
    others: set[HtmlElement] = set()
    if mine is None:
        return others
    for element in {e for e in inside[head:] if e is not None and e is not mine}:
        members = [b for b, e in zip(found, inside, strict=True) if e is element]
        titled = next((b for b in members[:6] if b.tag in _HEADINGS), None)
        if titled and not _alike(titled.text, title) and _prose(members) >= _LEAST_PROSE:
            others.add(element)
    return others


def _articles(found: Sequence[Block]) -> list[HtmlElement | None]:
    """Return for each block the outermost article element around it."""
    known: dict[HtmlElement, HtmlElement | None] = {}

    def around(element: HtmlElement) -> HtmlElement | None:
        path = []
        at: HtmlElement | None = element
        while at is not None and at not in known:
            path.append(at)
            at = at.getparent()
        found_above = known[at] if at is not None else None
        for each in reversed(path):
            found_above = known[each] = found_above if found_above is not None or each.tag != "article" else each
        return known[element]

    return [around(b.element) for b in found]


def _prose(part: Sequence[Block]) -> int:
    return sum(len(b.text.split()) >= _PROSE_WORDS and b.linked * 2 < len(b.text) for b in part)


def _alike(one: str, other: str) -> bool:
    a, b = set(re.findall(r"\w+", one.lower())), set(re.findall(r"\w+", other.lower()))
    return bool(a and b) and len(a & b) >= _ALIKE * min(len(a), len(b))
