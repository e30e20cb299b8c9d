"""The reader of XML feeds for who wants everything: the same pass, with every element kept until its entry ends.

Gathering never asks for it: it takes about three times as long as reading alone. But an entry's elements are let go of
as soon as its particulars are made, so that memory grows with what is given and not with what was read.
"""

from dataclasses import replace

from stet.gather import particulars
from stet.gather.elements import Element
from stet.gather.xmlfeed import Reader
from stet.news import Feed

MAX_ELEMENTS = 5_000  # in one entry, or in the head of a feed; what comes after is read, but not kept


class WholeReader(Reader):
    """Reads a feed with its particulars."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._open: list[Element] = [Element("", {}, base=url)]
        self._kept = 0

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take up an element."""
        before = self.entry
        super().opened(name, attributes)
        if self.entry is not before:
            self._kept = 0
        parent = self._open[-1]
        element = parent.child(name, attributes)
        self._open.append(element)
        self._kept += 1
        if self._kept <= MAX_ELEMENTS:
            parent.parts.append(element)

    def closed(self, name: str) -> None:
        """Finish an element; with an entry, its particulars are made."""
        read = len(self.items)
        super().closed(name)
        element = self._open.pop()
        if len(self.items) > read:
            self.items[-1] = replace(self.items[-1], more=particulars.of(element, atom=self.atom))
            if self._open[-1].parts and self._open[-1].parts[-1] is element:
                self._open[-1].parts.pop()

    def characters(self, text: str) -> None:
        """Take text."""
        super().characters(text)
        self._open[-1].parts.append(text)

    def feed(self) -> Feed:
        """Return the feed with its particulars."""
        return replace(super().feed(), more=particulars.of(self._open[0], atom=self.atom, head=True))
