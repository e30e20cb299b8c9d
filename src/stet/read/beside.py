"""What stands beside the headline: where pages put their date and their writers."""

from collections.abc import Sequence

from stet.read.blocks import Block
from stet.read.features import letters

_ABOVE, _BELOW, _AFTER = 4, 12, 3  # blocks
_PROSE = 25  # words


def beside(found: Sequence[Block], title: str) -> list[Block]:
    """Return the blocks below the headline up to the prose, then those just above it; none where it is not found."""
    at = next(iter(_places(found, title)), None)
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


def elsewhere(found: Sequence[Block], title: str) -> list[Block]:
    """Return what follows the headline where the page says it again: in a teaser of itself, or as "X was posted on"."""
    again = [i for i in _places(found, title)[1:] if letters(found[i].text) == letters(title)]
    told = [b for b in found if len(title.split()) > 1 and b.text.startswith(title) and len(b.text) > len(title)]
    return [*told, *(b for i in again for b in found[i + 1 : i + 1 + _AFTER])]


def _places(found: Sequence[Block], title: str) -> list[int]:
    """Return where the headline stands, the surest place first.

    A heading goes before a link with the same words, the words alone before a topic and the words; a first-level
    heading with other words is believed where there is none of these.
    """
    wanted = letters(title)
    told = [(i, b.tag, letters(b.text)) for i, b in enumerate(found)] if wanted else []
    first = [i for i, tag, text in told if tag == "h1" and text == wanted]
    within = [i for i, tag, text in told if tag == "h1" and wanted in text]
    lesser = [i for i, tag, text in told if tag in ("h2", "h3") and text == wanted]
    same = [i for i, _, text in told if text == wanted]
    return (
        list(dict.fromkeys((*first, *within, *lesser, *same))) or [i for i, b in enumerate(found) if b.tag == "h1"][:1]
    )


def _alike(one: str, other: str) -> bool:
    a, b = set(one.lower().split()), set(other.lower().split())
    return len(a & b) * 2 >= min(len(a), len(b))
