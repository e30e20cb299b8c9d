"""The five-minute edition of the day: what a reader can finish."""

from collections.abc import Iterable
from dataclasses import dataclass

from stet.news import Brief, Line

WORDS_A_MINUTE = 230  # silent reading of English non-fiction: 238 (Brysbaert, 2019), less for names and figures
END = "You are up to date."


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """The stories that fit, in order, each with the lines to read, and the sentence that ends it.

    `left` counts the stories for which there was no room.
    """

    stories: tuple[tuple[str, tuple[Line, ...]], ...]
    words: int
    left: int
    end: str = END


def edition(briefs: Iterable[tuple[str, Brief]], *, minutes: float = 5, known: bool = False) -> Edition:
    """Fill `minutes` with the best of `briefs`, which come as ``(story, brief)`` in the order of the page.

    With `known`, the reader has seen the page before: a story tells only what is new, and one without news is left
    out. A story that does not fit whole is told in one sentence; when that does not fit either, the edition ends.
    """
    room = round(minutes * WORDS_A_MINUTE)
    told: list[tuple[str, tuple[Line, ...]]] = []
    words = left = 0
    for story, brief in briefs:
        lines = brief.new if known else brief.happened
        chosen = next((part for part in (lines, lines[:1]) if part and words + _words(part) <= room), ())
        if chosen and not left:
            told.append((story, chosen))
            words += _words(chosen)
        else:
            left += bool(lines)
    return Edition(stories=tuple(told), words=words, left=left)


def _words(lines: Iterable[Line]) -> int:
    return sum(len(line.text.split()) for line in lines)
