"""The body of a page: its paragraphs, lists and quotations, without what stands around them.

Every block of the page is measured and judged by itself, with trafilatura's extract and the page's own JSON-LD as
witnesses. Where the judges find next to nothing, the witness with more to say is taken at its word.
docs/decisions/0003-read-body.md has the figures and the ways that were tried.
"""

import copy
from collections.abc import Sequence
from itertools import groupby
from typing import Protocol

from lxml.html import HtmlElement

from stet.read import blocks, extent, features, judge, lines
from stet.read.blocks import Block
from stet.read.claims import Claims, text_of
from stet.read.lines import Role

_LIKELY = 0.6  # of .5, .55 and .6 the best on sites unknown to the judge: body F1 .965, .970, .973
_TOO_LITTLE = 0.3  # of the words of the better witness; below it the judges met a page unlike any they know
_TABLES = 20  # tables within tables: trafilatura reads each once for every table around it


class Judging(Protocol):
    """Whoever gives chances for rows of measures."""

    def chances(self, rows: list[list[float]]) -> list[float]:
        """Return the chance for each row."""
        ...


def paragraphs(
    tree: HtmlElement, found: Sequence[Block], said: Claims, *, title: str, url: str = "", by: Judging | None = None
) -> list[str]:
    """Return the paragraphs of the article among the blocks `found` in `tree`, in order.

    `by` puts another judge in place of the shipped ones.
    """
    extract = witness(tree, url)
    linked = _linked_body(said)
    rows = measures(found, said, title=title, extract=extract)
    chances = (by or judge.bench()).chances(rows)
    mine = extent.own(found, title)
    kept = [b for b, chance, own in zip(found, chances, mine, strict=True) if own and chance > _LIKELY]
    texts = _paragraphs(_trimmed(kept, title))
    best = max((linked, extract), key=len)
    if all(mine) and sum(map(len, texts)) < _TOO_LITTLE * len(best):
        plain = features.letters(title)
        return [p for p in map(blocks.clean, best.split("\n")) if p and features.letters(p) != plain]
    return texts


def measures(found: Sequence[Block], said: Claims, *, title: str, extract: str) -> list[list[float]]:
    """Return what the judges look at, one row for each block."""
    deck = said.meta.get("og:description") or said.meta.get("description") or ""
    return features.table(found, title=title, witness=extract, linked=_linked_body(said), deck=deck)


def witness(tree: HtmlElement, url: str) -> str:
    """Return trafilatura's extract; the tree is left as it was. Nothing of a page that it would read for minutes."""
    import logging

    if tree.xpath(f"boolean(//table[count(ancestor::table) > {_TABLES}])"):
        return ""

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it speaks of every page without a body
    extract = trafilatura.extract(
        copy.deepcopy(tree), url=url or None, fast=True, favor_recall=True, include_comments=False
    )
    return str(extract or "")


def _linked_body(said: Claims) -> str:
    body = said.linked.get("articleBody")
    text = body if isinstance(body, str) else text_of(body)
    return blocks.without_tags(text)


_EDGES = {Role.DATE, Role.BYLINE, Role.FURNITURE, Role.FOLLOW_ON, Role.COMMENTS, Role.ABOUT}


def _trimmed(kept: Sequence[Block], title: str) -> Sequence[Block]:
    """Drop from both ends what is no text by its own words: the headline again, bylines, stamps, buttons."""
    plain = features.letters(title)
    first, last = 0, len(kept)
    while first < last and _is_edge(kept[first], plain):
        first += 1
    while last > first and _is_edge(kept[last - 1], plain):
        last -= 1
    return kept[first:last]


def _is_edge(block: Block, title: str) -> bool:
    return lines.role(block.text) in _EDGES or _is_headline(block, title)


def _is_headline(block: Block, title: str) -> bool:
    """Say whether a block is the headline, or a first-level heading that holds it and little more."""
    text = features.letters(block.text)
    return text == title or (block.tag == "h1" and bool(title) and title in text and len(text) < 2 * len(title))


def _paragraphs(kept: Sequence[Block]) -> list[str]:
    """Return the texts; the cells of one table row become one paragraph, so that a figure stays beside its name.

    A row in which a cell holds several paragraphs only lays out the page, and is told paragraph by paragraph.
    """
    out: list[str] = []
    for row, members in groupby(kept, key=lambda b: _around(b, "tr")):
        texts, cells = zip(*((b.text, _around(b, "td", "th")) for b in members), strict=True)
        if row is not None and len(texts) == len(set(cells)) > 1 and max(map(len, texts)) < 200:
            out.append(" | ".join(texts))
        else:
            out.extend(texts)
    return out


def _around(block: Block, *tags: str) -> HtmlElement | None:
    """Return the nearest element of `tags` that the block is or stands in, within its own table."""
    for element in (block.element, *block.element.iterancestors()):
        if element.tag in tags:
            return element
        if element.tag == "table":
            return None
    return None
