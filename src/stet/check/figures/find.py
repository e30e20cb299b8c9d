"""Find the figures of a text, in order, each once; what belongs to a date or time is left to dates."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from stet.check.figures import contests, loose, names, reading, shares
from stet.check.figures.frame import frame
from stet.check.figures.quantity import Measure, Quantity
from stet.check.numerals.numeral import COUNTABLE, PARTS, RANKS, SCALES
from stet.news import Fact, Kind, Span
from stet.text import unfolded

_WORDS = frozenset({*COUNTABLE, *RANKS, *PARTS} - {"score", "gross", "doz", "dozs", "halves"})
_STARTS = frozenset({*_WORDS, *loose.SIZES, *loose.TIMES, "a", "an", "tens", "per", "percent"})
_TOKEN = re.compile(r"[A-Za-z]+|(?<!\w)(?:\d|\.\d|[½⅓⅔¼¾⅕-⅚⅛-⅞])")
_BARE = frozenset({*SCALES, "hundred"})  # a number only after an article: "a million", not "Thousand Oaks"
_ARTICLE = re.compile(rf"an?[\s-](?={'|'.join(sorted(_WORDS, key=len, reverse=True))})", re.IGNORECASE)
_PERCENT_OF = re.compile(r"per\s?cent\sof\s(?=\d)", re.IGNORECASE)
_RUN = re.compile(r"[\d.,]+")


def figures(text: str, *, taken: Iterable[Span] | None = None) -> list[Fact]:
    """Return the figures of `text` in order. `taken` are spans already read as dates: by default they are looked up.

    Never fails: what cannot be read as a quantity is left out. Cost grows with the length of the text.
    """
    if taken is None:
        from stet.check.dates import spans  # dates know no figures, figures must not be dates

        taken = spans(text)
    plain = unfolded(text)
    return [_fact(text, plain, quantity) for quantity in quantities(plain, taken)]


def _fact(text: str, plain: str, quantity: Quantity) -> Fact:
    span = Span(start=quantity.start, end=quantity.end)
    about = frame(plain, quantity)
    if plain is not text:
        slots = {k: v | {"text": text[v["start"] : v["end"]]} if isinstance(v, dict) else v for k, v in about.items()}
        return Fact(kind=Kind.FIGURE, span=span, text=span.of(text), value=quantity.value, frame=slots)
    return Fact(kind=Kind.FIGURE, span=span, text=span.of(text), value=quantity.value, frame=about)


def quantities(text: str, taken: Iterable[Span]) -> Iterator[Quantity]:
    """Yield the quantities outside `taken`, left to right, never overlapping."""
    blocked, done = _Blocked(taken), 0
    for token in _TOKEN.finditer(text):
        word = token[0].lower()
        if (word not in _STARTS and word.isalpha()) or (at := token.start()) < done or blocked.at(at):
            continue
        found = _read(text, at, word)
        if found and blocked.within(found):
            found = _read(text[: blocked.next(at)], at, word)
            found = None if found and blocked.within(found) else found
        if not found:
            run = _RUN.match(text, at)
            done = run.end() if run else at + 1
            continue
        found = replace(found, start=at) if found.start < done else found
        done = found.end
        yield found


class _Blocked:
    """Spans that are taken, for quick questions."""

    def __init__(self, taken: Iterable[Span]) -> None:
        self.spans = sorted(taken)
        self.starts = [span.start for span in self.spans]

    def at(self, at: int) -> bool:
        """Say whether an offset lies in a taken span."""
        i = bisect_right(self.starts, at) - 1
        return i >= 0 and self.spans[i].end > at

    def within(self, found: Quantity) -> bool:
        """Say whether a quantity overlaps a taken span."""
        i = bisect_right(self.starts, found.end - 1) - 1
        return i >= 0 and self.spans[i].end > found.start

    def next(self, at: int) -> int:
        """Return where the next taken span starts."""
        i = bisect_right(self.starts, at)
        return self.starts[i] if i < len(self.starts) else at


def _read(text: str, at: int, word: str) -> Quantity | None:
    if not word.isalpha():
        return _digits(text, at)
    if word in loose.TIMES:
        return loose.times(text, at, word)
    if word in loose.SIZES or word == "tens":
        return loose.size(text, at)
    if word in ("per", "percent"):
        found = _PERCENT_OF.match(text, at)
        number = reading.read(text, found.end()) if found else None
        return replace(number, start=at, measure=Measure.PERCENT) if number else None
    if word in ("a", "an") and not _ARTICLE.match(text, at):
        return None
    return _words(text, at, word)


def _digits(text: str, at: int) -> Quantity | None:
    if names.inside_name(text, at):
        return None
    found = contests.read(text, at) or reading.read(text, at)
    if not found or names.runs_into_name(text, found):
        return None
    return names.label(text, found) or shares.ratio(text, found)


def _words(text: str, at: int, word: str) -> Quantity | None:
    if (
        word in _BARE
        or names.idiom(text, at)
        or names.listing(text, at, word)
        or (word == "one" and names.pronoun(text, at))
    ):
        return None
    found = reading.read(text, at)
    if found is None:
        return None
    if found.measure is Measure.FRACTION:
        return shares.fraction(text, at, found)
    return shares.ratio(text, found)
