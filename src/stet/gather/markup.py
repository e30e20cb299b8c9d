"""Markup from strangers made safe to show: rewritten first, sanitised after, so that rewriting cannot undo it.

The raw bytes stay in the archive. What is kept here is a reader's HTML: no scripts, styles, forms, frames or SVG, no
attribute that runs or lays out, links that can be followed and say nothing about who followed them.
"""

import re
from collections import Counter

import nh3

from stet.gather import links
from stet.gather.plain import visible

MAX_MARKUP = 2_000_000  # characters
MAX_DEPTH = 100  # elements inside each other that a browser is asked to lay out
MAX_SPAN = 100  # columns or rows of a table cell; a browser asked for 2^53 of them dies
_TAGS = set(
    """a abbr b bdi blockquote br caption cite code dd del dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img
    ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub sup table tbody td tfoot th thead time tr u ul
    var wbr""".split()
)
_ATTRIBUTES = {
    "*": {"lang", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "ol": {"start"},
}
_DROPPED = {"script", "style", "svg", "math", "template", "noscript", "iframe", "object", "embed", "textarea", "title"}
_ADDRESSES = {"href", "src", "cite"}
_SIZES = {"colspan": MAX_SPAN, "rowspan": MAX_SPAN, "width": 10_000, "height": 10_000, "start": 1_000_000}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


_PASSES = 8  # two are enough for nearly all pages; the rest settle in three


def clean(markup: str, *, base: str = "") -> str:
    """Return `markup` as HTML that may stand in a page of ours; relative links are made absolute against `base`.

    Characters that hide or reorder text go too. What is nested deeper than `MAX_DEPTH` is shown as its text alone.
    """
    markup = visible(markup[:MAX_MARKUP])
    if _depth(markup) > MAX_DEPTH:
        markup = _TAG.sub(lambda m: m[0] if m[2].lower() in ("p", "br") else f"<{m[1]}span", markup)
        markup = nh3.clean(markup, tags={"p", "br"}, attributes={}, clean_content_tags=_DROPPED)

    def attribute(tag: str, name: str, value: str) -> str | None:
        if name in _ADDRESSES:
            return links.followed(value, base) or None
        if name in _SIZES:
            return (
                str(min(int(value), _SIZES[name]))
                if value.isascii() and value.isdigit() and value[:9] == value
                else None
            )
        return value[:500]

    safe = markup
    # What a parser makes of links within links and tables within paragraphs is read differently by the next parser, a
    # browser included: only what comes out as it went in is what the reader's browser will see.
    for _ in range(_PASSES):
        before = safe
        safe = nh3.clean(
            before,
            tags=_TAGS,
            clean_content_tags=_DROPPED,
            attributes=_ATTRIBUTES,
            attribute_filter=attribute,
            url_schemes={"http", "https"},
            link_rel="noopener noreferrer nofollow",
            strip_comments=True,
        )
        # References become characters here: hidden ones that were written as such go now.
        safe = visible(safe)
        if safe == before:
            break
    return safe


def _depth(markup: str) -> int:
    """Return how deep elements are opened; an end that matches no beginning is not believed."""
    opened = Counter[str]()
    depth = deepest = 0
    for closing, name in _TAG.findall(markup):
        tag = name.lower()
        if closing and opened[tag]:
            opened[tag] -= 1
            depth -= 1
        elif not closing and tag not in _VOID:
            opened[tag] += 1
            depth += 1
            deepest = max(deepest, depth)
    return deepest
