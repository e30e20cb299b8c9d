"""Where a character stands: line and column, as editors count them from 1."""

from bisect import bisect_right
from dataclasses import dataclass

from stet.news import Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Lines:
    """The line starts of a file, and where in it a text stands that was read out of it.

    Character `i` of that text is character ``origin[i]`` of the file, or none of it (-1): then it is placed in line 1
    and column 0, which no file has. Without `origin` the text is the file.
    """

    starts: tuple[int, ...]
    origin: tuple[int, ...] | None = None

    def place(self, at: int) -> tuple[int, int]:
        """Return line and column of a character, both from 1."""
        if self.origin is not None:
            at = self.origin[at] if at < len(self.origin) else -1
        if at < 0:
            return 1, 0
        line = bisect_right(self.starts, at)
        return line, at - self.starts[line - 1] + 1

    def end(self, span: Span) -> tuple[int, int]:
        """Return line and column of the end of a stretch: behind its last character."""
        if self.origin is None or span.end == span.start:
            return self.place(span.end)
        line, column = self.place(span.end - 1)
        return line, column and column + 1

    def written(self, at: int) -> str:
        """Return a place as compilers write it: "3:20", or "1" where the column is not known."""
        line, column = self.place(at)
        return f"{line}:{column}" if column else str(line)


def lines(text: str) -> Lines:
    """Return where each line of `text` starts."""
    return Lines(starts=(0, *(at + 1 for at, char in enumerate(text) if char == "\n")))
