"""An element of a feed with all that is in it, for the particulars of a feed or entry that somebody asked for."""

from collections.abc import Iterator, Mapping

from stet.gather import links
from stet.gather.vocabulary import canonical

_XML_BASE = "http://www.w3.org/XML/1998/namespace base"
_XML_LANG = "http://www.w3.org/XML/1998/namespace lang"


class Element:
    """A name, attributes, and texts and elements in their order; base address and language are inherited."""

    __slots__ = ("attributes", "base", "language", "name", "parts", "spelled")

    def __init__(self, spelled: str, attributes: Mapping[str, str], *, base: str = "", language: str = "") -> None:
        self.spelled, self.name = spelled, canonical(spelled)
        self.attributes = {key.rpartition(" ")[2].lower(): value for key, value in attributes.items()}
        self.base = (links.followed(attributes[_XML_BASE], base) or base) if _XML_BASE in attributes else base
        self.language = attributes.get(_XML_LANG, language)
        self.parts: list[str | Element] = []

    def child(self, spelled: str, attributes: Mapping[str, str]) -> "Element":
        """Return an element that begins inside this one; it is not yet a part of it."""
        return Element(spelled, attributes, base=self.base, language=self.language)

    def children(self) -> Iterator["Element"]:
        """Give the elements directly inside."""
        return (part for part in self.parts if isinstance(part, Element))

    def first(self, name: str) -> "Element | None":
        """Return the first element directly inside that has this name."""
        return next((one for one in self.children() if one.name == name), None)

    def text(self) -> str:
        """Return the text directly inside, without spaces around it."""
        return "".join(part for part in self.parts if isinstance(part, str)).strip()
