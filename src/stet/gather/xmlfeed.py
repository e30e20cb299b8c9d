"""Well-formed RSS, Atom and RDF, in one pass of expat that is guard and reader at once.

Why not a tree: expat stops at the first entity declaration, at the depth and entry limits, before anything is built; it
reads no file and no address; and it knows the types (`type="html"`) that the plain text of a title depends on. The
first title wins and the last date wins, and deeper elements never overrule shallower ones, as feedparser has it.
docs/decisions/0007-gather-feed-reader.md has the measurements.
"""

import base64
import re
from collections.abc import Mapping
from html.entities import html5
from urllib.parse import urljoin
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from stet.errors import NotAFeed, TooLarge
from stet.gather import links
from stet.gather.entry import Draft
from stet.gather.plain import Form, plain
from stet.gather.vocabulary import FORMS, Says, canonical, says
from stet.news import Feed, Item

MAX_DEPTH = 200  # elements inside each other; real feeds with XHTML content stay under 60
MAX_ITEMS = 50_000  # entries; the longest real feeds have a few thousand
_ROOTS = {"rss", "feed", "rdf:rdf"}
_XML_BASE = "http://www.w3.org/XML/1998/namespace base"
_XML_LANG = "http://www.w3.org/XML/1998/namespace lang"
_ABOUT = "http://www.w3.org/1999/02/22-rdf-syntax-ns# about"
_TYPES = {"text": Form.TEXT, "plain": Form.TEXT, "text/plain": Form.TEXT, "html": Form.HTML, "text/html": Form.HTML}
_BODIES = {"body", "xhtml:body"}
_INLINE = {"xhtml", "application/xhtml+xml", "text/xml", "application/xml"}


class NotWellFormed(Exception):
    """The document is no well-formed XML: the reader of damaged feeds may still make sense of it."""


class OtherKind(Exception):
    """Well-formed, but neither RSS, Atom nor RDF: an old kind of feed, or none at all; `str()` is its root's name."""


def read(text: str, *, url: str = "") -> Feed:
    """Read a feed; `text` has been decoded already, so its declaration of an encoding is ignored.

    Raises:
        NotAFeed: it declares entities.
        TooLarge: deeper than `MAX_DEPTH`.
        NotWellFormed, OtherKind: for the caller to try otherwise.
    """
    reader = _Reader(url)
    try:
        reader.parser.Parse(text.encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError as error:
        raise NotWellFormed(f"not well-formed XML: {error}") from error
    except _Enough:
        reader.problems.append(f"only the first {MAX_ITEMS} entries were read")
    return reader.feed()


class _Enough(Exception):
    """The entry limit was reached."""


class _Field:
    """An element whose text is being collected."""

    __slots__ = ("attributes", "base", "depth", "encoded", "form", "inline", "name", "parts", "says")

    def __init__(self, says: Says, name: str, attributes: Mapping[str, str], depth: int, base: str, atom: bool) -> None:
        self.says, self.name, self.attributes, self.depth, self.base = says, name, attributes, depth, base
        self.parts: list[str] = []
        said = attributes.get("type", "").lower()
        default = Form.TEXT if atom and name in ("title", "summary", "content") else FORMS.get(name, Form.GUESS)
        self.form = _TYPES.get(said, Form.HTML if said in _INLINE else default)
        holds = says in (Says.TITLE, Says.SUMMARY, Says.CONTENT)
        self.encoded = holds and (attributes.get("mode") == "base64" or _binary(said))
        self.inline = (said in _INLINE or name in _BODIES) and holds

    def open(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take a tag inside the field as markup: the field said otherwise, or is XHTML."""
        if not self.inline:
            self.parts = [escape("".join(self.parts))] if self.form is not Form.HTML else self.parts
            self.inline, self.form = True, Form.HTML
        said = "".join(f" {k.rpartition(' ')[2]}={quoteattr(v)}" for k, v in attributes.items())
        self.parts.append(f"<{name.rpartition(' ')[2]}{said}>")

    def text(self) -> str:
        """Return what was collected, without the division that Atom wraps XHTML in."""
        text = "".join(self.parts).strip()
        if self.encoded:
            return _decoded(text)
        if self.inline and text.startswith("<div") and text.endswith("</div>"):
            inner = text[text.index(">") + 1 : -6]
            return inner.strip() if "<div" not in inner else text
        return text


def _binary(kind: str) -> bool:
    """Say whether Atom (RFC 4287, 4.1.3.3) has content of this type in Base64."""
    return "/" in kind and not kind.startswith("text/") and not kind.endswith(("+xml", "/xml"))


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text).decode("utf-8").strip()
    except ValueError:
        return text


class _Reader:
    """Collects one feed while expat walks it."""

    def __init__(self, url: str) -> None:
        self.parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.buffer_size = 1 << 16
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.EntityDeclHandler = self.declared
        self.parser.SkippedEntityHandler = self.skipped
        self.depth = 0
        self.atom = False
        self.bases = [(0, url)]
        self.head = Draft()
        self.entry: Draft | None = None
        self.entry_depth = 0
        self.aside = 0  # the depth of the element whose contents are not the feed's, or 0
        self.field: _Field | None = None
        self.author: tuple[int, dict[Says, str]] | None = None
        self.items: list[Item] = []
        self.problems: list[str] = []
        self.language = ""

    # --- what expat calls ---

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise TooLarge(f"elements lie more than {MAX_DEPTH} deep", advice="No feed needs that; leave it out")
        if self.depth == 1:
            self.root(name, attributes)
        if self.aside:
            return
        if self.field and self.field.says is not Says.AUTHOR:
            return self.field.open(name, attributes)
        self.element(name, says(name), attributes)

    def element(self, name: str, what: Says | None, attributes: dict[str, str]) -> None:
        if _XML_BASE in attributes:
            self.bases.append((self.depth, links.absolute(attributes[_XML_BASE], self.base)))
        if what is Says.ENTRY and not self.entry:
            self.begin_entry(attributes)
        elif what is Says.ASIDE:
            self.aside = self.depth
        elif what is Says.LINK and ("href" in attributes or "url" in attributes):
            self.draft.link(attributes, self.base)
        elif what is Says.AUTHOR:
            self.author = (self.depth, {})
            self.field = _Field(what, canonical(name), attributes, self.depth, self.base, self.atom)
        elif what in (Says.NAME, Says.EMAIL):
            if self.author:
                self.field = _Field(what, canonical(name), attributes, self.depth, self.base, self.atom)
        elif what and what is not Says.ENTRY:
            self.field = _Field(what, canonical(name), attributes, self.depth, self.base, self.atom)
            if what is Says.TAG:
                self.draft.tag(next((attributes[k] for k in ("term", "label", "text") if attributes.get(k)), ""))

    def end(self, name: str) -> None:
        if self.field and self.depth == self.field.depth:
            self.finish(self.field)
            self.field = None
        elif self.field and self.field.inline:
            self.field.parts.append(f"</{name.rpartition(' ')[2]}>")
        elif self.aside == self.depth:
            self.aside = 0
        elif self.entry and self.depth == self.entry_depth:
            self.end_entry()
        if self.author and self.depth == self.author[0]:
            self.author = None
        if self.bases[-1][0] == self.depth:
            self.bases.pop()
        self.depth -= 1

    def characters(self, text: str) -> None:
        if self.field and not self.aside:
            self.field.parts.append(escape(text) if self.field.inline else text)

    def declared(self, name: str, is_parameter: bool, value: str | None, *_: str | None) -> None:
        # An external parameter entity (old RSS pointed to HTML's Latin-1 list) is never loaded: nothing to fear.
        if value is not None or not is_parameter:
            raise NotAFeed(
                f'it declares an entity ("{name[:40]}"), as entity bombs do', advice="Ask the source for plain XML"
            )

    def skipped(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            self.characters(html5.get(f"{name};", f"&{name};"))

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

    def finish(self, field: _Field) -> None:
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
        )
