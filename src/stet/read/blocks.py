"""The blocks of a page: stretches of text that a reader sees as one paragraph, heading, list entry or table row.

A block keeps the element it stands in, so that what is around it (its container, its neighbours, its links) can speak
for or against it. Nothing is decided here.
"""

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

_INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike
    strong sub sup time tt u var wbr amp-fit-text nobr hl center-inline""".split()
)
_SILENT = frozenset(
    """script style noscript template svg math iframe object embed applet canvas audio video map select option textarea
    button input head meta link title datalist progress meter frame frameset noframes""".split()
)
_SPOKEN_ONLY = re.compile(
    r"(?:^|[\s_-])(?:visually-?hidden|sr-only|screen-?reader(?:-text)?|assistive-text|hidden-?visually)(?:$|[\s_-])",
    re.I,
)
# Soft hyphens, zero-width spaces, byte order marks, bidirectional controls and tags: a reader sees none of them, and an
# attacker uses them to make two texts differ. Joiners stay: Persian, the scripts of India and emoji need them.
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")
_SPACE = re.compile(r"[ \t\n\r\f]+")
MOST = 6_000  # blocks; of 404 measured pages none has over 2,225


@dataclass(slots=True)
class Block:
    """A stretch of text and where it stands. `linked` counts the characters that are inside links."""

    element: HtmlElement
    text: str
    linked: int
    path: tuple[HtmlElement, ...] = field(default=())

    @property
    def tag(self) -> str:
        """Return the name of the element that holds the text."""
        return str(self.element.tag)


def clean(text: str) -> str:
    """Collapse ASCII white space and drop unseen characters; every other character stays as it was sent."""
    seen = text if text.isascii() else _UNSEEN.sub("", text)
    return _SPACE.sub(" ", seen).strip()


def without_tags(text: str) -> str:
    """Return a text that may hold tags and entities, as JSON-LD bodies do, as plain lines."""
    if "<" in text:
        text = re.sub(r"<(?:br|/p|/div|/li|/h\d)\b[^<>]*>", "\n", text, flags=re.IGNORECASE)
        text = re.sub(r"<[^<>]{0,2000}>", "", text)
    return entities.unescape(text) if "&" in text else text


def blocks(root: HtmlElement) -> list[Block]:
    """Return the blocks below `root` in the order of the page."""
    found: list[Block] = []
    parts: list[str] = []
    state = {"linked": 0}

    def close(holder: HtmlElement) -> None:
        text = clean("".join(parts).replace("\n", " "))
        if text and len(found) < MOST:
            found.append(Block(element=holder, text=text, linked=min(state["linked"], len(text))))
        parts.clear()
        state["linked"] = 0

    for kind, holder, in_link, text in _events(root):
        if kind == "text":
            parts.append(text)
            if in_link:
                state["linked"] += len(text.strip())
        elif parts:
            close(holder)
    close(root)
    return found


def _events(root: HtmlElement) -> Iterator[tuple[str, HtmlElement, bool, str]]:
    """Walk the tree without recursion: text with its holder, and a break at every edge of a block."""
    stack: list[tuple[HtmlElement, HtmlElement, bool, bool]] = [(root, root, False, False)]
    while stack:
        element, holder, in_link, leaving = stack.pop()
        tag = element.tag
        if leaving:
            if tag not in _INLINE:
                yield "break", element, in_link, ""
            if element.tail and element is not root:
                yield "text", holder, in_link, element.tail
            continue
        if not isinstance(tag, str) or tag in _SILENT or _is_unseen(element):
            if element.tail:
                yield "text", holder, in_link, element.tail
            continue
        inline = tag in _INLINE
        if tag in ("br", "hr"):
            yield "break", holder, in_link, ""
            if element.tail:
                yield "text", holder, in_link, element.tail
            continue
        if not inline:
            yield "break", holder, in_link, ""
        stack.append((element, holder, in_link, True))
        inside = holder if inline else element
        linked = in_link or tag == "a"
        if element.text:
            yield "text", inside, linked, element.text
        stack.extend((child, inside, linked, False) for child in reversed(element))


def _is_unseen(element: HtmlElement) -> bool:
    given = element.get("class")
    return bool(given and _SPOKEN_ONLY.search(given))
