"""One pass over XML from strangers: no entities, no addresses, no files, no depth without end.

Expat stops at the first entity declaration and at the depth limit, before anything is built, so entity bombs and deep
nesting cost nothing. It is given no way to load what a document points to.
"""

from html.entities import html5
from xml.parsers import expat

from stet.errors import InputError, NotAFeed, TooLarge

MAX_DEPTH = 200  # elements inside each other; real feeds with XHTML content stay under 60


class NotWellFormed(Exception):
    """The document is no well-formed XML: a loose reader may still make sense of it."""


class Walker:
    """Calls `opened`, `closed` and `characters` for what a document holds; names are ``uri local`` or ``local``."""

    max_depth = MAX_DEPTH

    def __init__(self) -> None:
        self.depth = 0
        parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        parser.buffer_text = True
        parser.buffer_size = 1 << 16
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.characters
        parser.EntityDeclHandler = self._declared
        parser.SkippedEntityHandler = self._skipped
        self._parser = parser

    def walk(self, text: str) -> None:
        """Go through `text`, which has been decoded already, so that its declaration of an encoding is ignored.

        Raises:
            NotAFeed: it declares entities.
            TooLarge: it is nested deeper than `max_depth`.
            NotWellFormed: for the caller to try otherwise.
        """
        try:
            self._parser.Parse(text.encode("utf-8", "surrogatepass"), True)
        except expat.ExpatError as error:
            raise NotWellFormed(f"not well-formed XML: {error}") from error

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; `depth` counts it."""

    def closed(self, name: str) -> None:
        """An element ends; `depth` still counts it."""

    def characters(self, text: str) -> None:
        """Text, in as few pieces as possible."""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > self.max_depth:
            raise TooLarge(f"elements lie more than {self.max_depth} deep", advice="Nobody needs that; leave it out")
        self.opened(name, attributes)

    def _end(self, name: str) -> None:
        self.closed(name)
        self.depth -= 1

    def _declared(self, name: str, is_parameter: bool, value: str | None, *_: str | None) -> None:
        # An external parameter entity (old RSS pointed to HTML's Latin-1 list) is never loaded: nothing to fear.
        if value is not None or not is_parameter:
            raise entities(name)

    def _skipped(self, name: str, is_parameter: bool) -> None:
        # With a DTD that is not loaded, names such as &nbsp; are unknown to expat, but not to us.
        if not is_parameter:
            self.characters(html5.get(f"{name};", f"&{name};"))


def entities(name: str = "") -> InputError:
    """Return the refusal of a document that declares entities."""
    said = f' ("{name[:40]}")' if name else ""
    return NotAFeed(f"it declares entities{said}, as entity bombs do", advice="Ask the source for plain XML")
