"""What stands beside the headline: where pages put their date and their writers."""

from collections.abc import Sequence

from stet.read.blocks import Block
from stet.read.features import letters

_ABOVE, _BELOW = 4, 12  # blocks
_PROSE = 25  # words


def beside(found: Sequence[Block], title: str) -> list[Block]:
    """Return the blocks below the headline up to the prose, then those just above it; none where it is not found."""
    at = _headline(found, title)
    if at is None:
        return []
    below: list[Block] = []
    prose = 0
    for block in found[at + 1 : at + 1 + _BELOW]:
        if block.tag in ("h1", "h2", "h3") and below and not _alike(block.text, title):
            break  # a teaser
        below.append(block)
        prose += len(block.text.split()) >= _PROSE
        if prose == 2:  # the first may be a deck
            break
    return [*below, *reversed(found[max(0, at - _ABOVE) : at])]


def _headline(found: Sequence[Block], title: str) -> int | None:
    wanted = letters(title)
    same = (i for i, b in enumerate(found) if wanted and letters(b.text) == wanted)
    first = (i for i, b in enumerate(found) if b.tag == "h1")
    return next(same, next(first, None))


def _alike(one: str, other: str) -> bool:
    a, b = set(one.lower().split()), set(other.lower().split())
    return len(a & b) * 2 >= min(len(a), len(b))
