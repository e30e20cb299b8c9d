"""A field of a feed while its text is being collected: plain, marked up, XHTML or Base64, as it says of itself."""

import base64
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from stet.gather.plain import Form
from stet.gather.vocabulary import FORMS, Says

_TYPES = {"text": Form.TEXT, "plain": Form.TEXT, "text/plain": Form.TEXT, "html": Form.HTML, "text/html": Form.HTML}
_HOLDING = {Says.TITLE, Says.SUBTITLE, Says.SUMMARY, Says.CONTENT, Says.RIGHTS}  # may be marked up, or in Base64
_ATOM = {"title", "subtitle", "summary", "content", "rights", "tagline", "info", "copyright"}  # plain unless they say
_BODIES = {"body", "xhtml:body"}
_INLINE = {"xhtml", "application/xhtml+xml", "text/xml", "application/xml"}


class Field:
    """An element whose text is being collected."""

    __slots__ = ("attributes", "base", "depth", "encoded", "form", "inline", "name", "parts", "says")

    def __init__(self, says: Says, name: str, attributes: Mapping[str, str], depth: int, base: str, atom: bool) -> None:
        self.says, self.name, self.attributes, self.depth, self.base = says, name, attributes, depth, base
        self.parts: list[str] = []
        said = attributes.get("type", "").lower() if attributes else ""
        default = Form.TEXT if atom and name in _ATOM else FORMS.get(name, Form.GUESS)
        self.form = _TYPES.get(said, Form.HTML if said in _INLINE else default) if said else default
        holds = says in _HOLDING
        self.encoded = holds and bool(attributes) and (attributes.get("mode") == "base64" or _binary(said))
        self.inline = holds and (said in _INLINE or name in _BODIES)

    def open(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take a tag inside the field as markup: the field said otherwise, or is XHTML."""
        if not self.inline:
            self.parts = [escape("".join(self.parts))] if self.form is not Form.HTML else self.parts
            self.inline, self.form = True, Form.HTML
        said = "".join(f" {k.rpartition(' ')[2]}={quoteattr(v)}" for k, v in attributes.items())
        self.parts.append(f"<{name.rpartition(' ')[2]}{said}>")

    def close(self, name: str) -> None:
        """Take the end of a tag inside the field."""
        if self.inline:
            self.parts.append(f"</{name.rpartition(' ')[2]}>")

    def add(self, text: str) -> None:
        """Take text."""
        self.parts.append(escape(text) if self.inline else text)

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
