"""Where a character stands: line and column, as editors count them from 1."""

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Lines:
    """The line starts of a text."""

    starts: tuple[int, ...]

    def place(self, at: int) -> tuple[int, int]:
        """Return line and column of a character, both from 1."""
        line = bisect_right(self.starts, at)
        return line, at - self.starts[line - 1] + 1


def lines(text: str) -> Lines:
    """Return where each line of `text` starts."""
    return Lines(starts=(0, *(at + 1 for at, char in enumerate(text) if char == "\n")))
