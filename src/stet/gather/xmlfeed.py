"""Well-formed RSS, Atom and RDF, in one pass that is guard and reader at once.

Why not a tree: the limits hold before anything is built, and the types (`type="html"`) that the plain text of a title
depends on are at hand. The first title wins and the last date wins, and deeper elements never overrule shallower ones,
as feedparser has it. docs/decisions/0007-gather-feed-reader.md has the measurements.
"""

import re
from collections.abc import Mapping
from urllib.parse import urljoin

from stet.gather import links
from stet.gather.entry import Draft
from stet.gather.field import Field
from stet.gather.plain import plain
from stet.gather.vocabulary import Says, canonical, says
from stet.gather.walk import Walker
from stet.news import Feed, Item

MAX_ITEMS = 50_000  # entries; the longest real feeds have a few thousand
MAX_SUBTITLE = 2_000  # characters of what a feed says of itself
MAX_NAME = 500  # characters of an author's line, or of another feed's name
_ATOM = ("http://www.w3.org/2005/atom ", "https://www.w3.org/2005/atom ")
_ROOTS = {"rss", "feed", "rdf:rdf"}
_XML_BASE = "http://www.w3.org/XML/1998/namespace base"
_XML_LANG = "http://www.w3.org/XML/1998/namespace lang"
_ABOUT = "http://www.w3.org/1999/02/22-rdf-syntax-ns# about"


class OtherKind(Exception):
    """Well-formed, but neither RSS, Atom nor RDF: an old kind of feed, or none at all; `str()` is its root's name."""


class _Enough(Exception):
    """The entry limit was reached."""


class _Aside:
    """An element that speaks of something else, a picture or another feed: its title and link are not the feed's."""

    __slots__ = ("depth", "inside", "name", "said")

    def __init__(self, name: str, attributes: Mapping[str, str], depth: int) -> None:
        self.name, self.depth, self.inside = name, depth, ""
        self.said: dict[str, str] = {"at": attributes.get("url", "")}

    def open(self, name: str, attributes: Mapping[str, str]) -> None:
        self.inside = name
        if name == "link" and attributes.get("rel", "alternate") == "alternate":
            self.said["link"] = attributes.get("href", "")

    def add(self, text: str) -> None:
        if len(text) <= links.LONGEST:
            self.said[self.inside] = self.said.get(self.inside, "") + text

    def get(self, *names: str) -> str:
        """Return the first text that was said under one of the names; the element's own is under ``""``."""
        return next((text for name in names if (text := self.said.get(name, "").strip())), "")


class Reader(Walker):
    """Collects one feed while expat walks it."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.atom = False
        self.bases = [(0, url)]
        self.head = Draft()
        self.entry: Draft | None = None
        self.entry_depth = 0
        self.aside: _Aside | None = None
        self.field: Field | None = None
        self.author: tuple[int, dict[Says, str]] | None = None
        self.items: list[Item] = []
        self.problems: list[str] = []
        self.language = self.format = ""

    # --- what the walk calls ---

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take up an element, unless it belongs to another's text or aside."""
        if self.depth == 1:
            self.root(name, attributes)
        if self.aside:
            return self.aside.open(canonical(name), attributes)
        if self.field and self.field.says is not Says.AUTHOR:
            return self.field.open(name, attributes)
        self.element(name, says(name), attributes)

    def element(self, name: str, what: Says | None, attributes: dict[str, str]) -> None:
        if _XML_BASE in attributes:
            self.bases.append((self.depth, links.followed(attributes[_XML_BASE], self.base) or self.base))
        if what is Says.ENTRY and not self.entry:
            self.begin_entry(attributes)
        elif what is Says.ASIDE:
            self.aside = _Aside(canonical(name), attributes, self.depth)
        elif what is Says.LINK and ("href" in attributes or "url" in attributes):
            self.draft.link(attributes, self.base)
        elif what is Says.AUTHOR:
            self.author = (self.depth, {})
            self.field = Field(what, canonical(name), attributes, self.depth, self.base, self.atom)
        elif what in (Says.NAME, Says.EMAIL):
            if self.author:
                self.field = Field(what, canonical(name), attributes, self.depth, self.base, self.atom)
        elif what and what is not Says.ENTRY:
            self.field = Field(what, canonical(name), attributes, self.depth, self.base, self.atom)
            if what is Says.TAG:
                self.draft.tag(next((attributes[k] for k in ("term", "label", "text") if attributes.get(k)), ""))

    def closed(self, name: str) -> None:
        """Finish what began at this depth."""
        if self.field and self.depth == self.field.depth:
            self.finish(self.field)
            self.field = None
        elif self.field and not self.aside:
            self.field.close(name)
        elif self.aside:
            self.end_aside(self.aside)
        elif self.entry and self.depth == self.entry_depth:
            self.end_entry()
        if self.author and self.depth == self.author[0]:
            self.author = None
        if self.bases[-1][0] == self.depth:
            self.bases.pop()

    def characters(self, text: str) -> None:
        """Give text to the field that is open."""
        if self.aside:
            self.aside.add(text)
        elif self.field:
            self.field.add(text)

    # --- what the elements mean ---

    @property
    def base(self) -> str:
        return self.bases[-1][1]

    @property
    def draft(self) -> Draft:
        return self.entry or self.head

    def root(self, name: str, attributes: dict[str, str]) -> None:
        kind = canonical(name)
        if kind not in _ROOTS:
            raise OtherKind(kind)
        self.atom = kind == "feed"
        self.language = attributes.get(_XML_LANG, "")
        self.format = _format(kind, name, attributes.get("version", ""))

    def begin_entry(self, attributes: dict[str, str]) -> None:
        if len(self.items) >= MAX_ITEMS:
            raise _Enough
        self.entry = Draft()
        self.entry_depth = self.depth
        if _ABOUT in attributes:
            self.entry.id = attributes[_ABOUT]

    def end_entry(self) -> None:
        assert self.entry
        self.items.append(self.entry.item())
        self.entry = None

    def end_aside(self, aside: _Aside) -> None:
        if aside.depth != self.depth:
            aside.inside = ""
            return
        self.aside = None
        if self.entry and aside.name == "source":
            self.entry.source = plain(aside.get("title", ""))[:MAX_NAME]
            self.entry.source_url = links.followed(aside.get("at", "link", "id"), self.base)
        elif not self.entry and aside.name == "image":
            self.head.image = links.followed(aside.get("url"), self.base)

    def finish(self, field: Field) -> None:
        draft, text = self.draft, field.text()
        level = self.depth - (self.entry_depth if self.entry else 0) + field.name.startswith("media:")
        match field.says:
            case Says.NAME | Says.EMAIL if self.author:
                self.author[1][field.says] = plain(text)
                draft.person(self.author[1].get(Says.NAME, ""), self.author[1].get(Says.EMAIL, ""))
            case Says.AUTHOR:
                if text and not (self.author and self.author[1]):
                    draft.author = plain(text)
            case Says.LANGUAGE:
                self.language = self.language if self.entry else text
            case Says.TAG:
                for part in re.split(r"[,;]" if field.name in ("keywords", "itunes:keywords") else r"\Z", text):
                    draft.tag(plain(part))
            case _:
                draft.put(field.says, text, field.form, level, base=field.base, attributes=field.attributes)

    def feed(self) -> Feed:
        head = self.head
        return Feed(
            title=head.title,
            items=tuple(self.items),
            problems=tuple(self.problems),
            link=head.alternate,
            language=self.language.strip().replace("_", "-")[:35],
            hub=urljoin(self.bases[0][1], head.hub) if head.hub else "",
            ttl_minutes=head.ttl,
            subtitle=head.subtitle or head.summary[:MAX_SUBTITLE],
            author=head.author[:MAX_NAME],
            rights=head.rights,
            image=head.image,
            updated=head.dates.get(Says.UPDATED) or head.dates.get(Says.PUBLISHED),
            format=self.format,
        )


def read(text: str, *, url: str = "", whole: bool = False) -> Feed:
    """Read a feed; `text` has been decoded already. With `whole`, everything in it is kept (whole.py).

    Raises:
        NotAFeed, TooLarge: it declares entities, or is nested too deep.
        NotWellFormed, OtherKind: for the caller to try otherwise.
    """
    reading = _whole(url) if whole else Reader(url)
    try:
        reading.walk(text)
    except _Enough:
        reading.problems.append(f"only the first {MAX_ITEMS} entries were read")
    return reading.feed()


def _whole(url: str) -> Reader:
    from stet.gather.whole import WholeReader

    return WholeReader(url)


def _format(kind: str, name: str, version: str) -> str:
    """Return a feed's kind and version as people say them; there never was another RSS 2 than 2.0."""
    match kind:
        case "feed":
            return "Atom 1.0" if name.lower().startswith(_ATOM) else f"Atom {version[:10]}".strip()
        case "rss":
            return f"RSS {'2.0' if version.startswith('2') else version[:10]}".strip()
    return "RSS 1.0"
