"""Evidence: for a sentence, the passages of the sources that can bear on it, found in microseconds each.

Passages are the sources' sentences, ranked by BM25 (Robertson and Zaragoza 2009; k1 = 0.9, b = 0.4 as Anserini sets
them for short passages) over dictionary forms with news synonyms folded together.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from stet import text as texts
from stet.check.wording import Sort, Word, meaning, meanings, words
from stet.news import Source, Span

K1, B = 0.9, 0.4
MAX_SOURCE = 400_000  # characters of one source that are read; what is cut off supports nothing
MAX_ALL = 20_000_000  # characters of all sources together
MAX_SENTENCE = 1_500  # a longer "sentence" is cut into pieces: tables, lists, unbroken digits
MAX_WORDS = 400


@dataclass(frozen=True, kw_only=True, eq=False)
class Passage:
    """A sentence of a source; `number` counts passages over all sources, neighbours have neighbouring numbers."""

    source: Source
    number: int
    span: Span
    text: str

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words, with offsets into the source's text."""
        return words(self.text, self.span.start)[:MAX_WORDS]

    @cached_property
    def meanings(self) -> frozenset[str]:
        """The meanings of the words that count."""
        return meanings(self.text)


@dataclass(frozen=True, kw_only=True, eq=False)
class Shelf:
    """All passages of the sources, ready to be asked. Build with `shelve`."""

    sources: tuple[Source, ...]
    passages: tuple[Passage, ...]
    postings: dict[str, tuple[int, ...]]
    mean_length: float
    cut: tuple[str, ...] = ()
    _weights: dict[str, float] = field(default_factory=dict)

    def weight(self, key: str) -> float:
        """Return the inverse document frequency of a meaning: how much a shared word says. At least 0.2, to about 8."""
        if key not in self._weights:
            n, seen = len(self.passages), len(self.postings.get(key, ()))
            self._weights[key] = max(0.2, math.log(1 + (max(n, 40) - seen + 0.5) / (seen + 0.5)))
        return self._weights[key]

    def bearing_on(self, copy: Sequence[Word], limit: int = 8) -> list[Passage]:
        """Return the passages that share most with the words of a sentence, best first."""
        scores: dict[int, float] = defaultdict(float)
        for key in {meaning(word.base) for word in copy if word.counts}:
            weight = self.weight(key)
            for number in self.postings.get(key, ()):
                length = len(self.passages[number].meanings) / self.mean_length
                scores[number] += weight * (K1 + 1) / (1 + K1 * (1 - B + B * length))
        best = sorted(scores, key=lambda number: (-scores[number], number))[:limit]
        return [self.passages[number] for number in best]

    def around(self, passage: Passage, reach: int = 1) -> list[Passage]:
        """Return the passages next to one, of the same source, in order, itself included."""
        low, high = max(0, passage.number - reach), min(len(self.passages), passage.number + reach + 1)
        return [near for near in self.passages[low:high] if near.source is passage.source]

    def holds(self, key: str) -> bool:
        """Say whether a meaning occurs anywhere."""
        return key in self.postings


def shelve(sources: Sequence[Source]) -> Shelf:
    """Cut sources into passages and index them; the last few shelves are kept, for drafts that share their sources.

    Time and memory grow with the text, up to `MAX_ALL` characters; sources over a cap are named in `cut`.
    """
    return _shelved(tuple(sources))


@lru_cache(maxsize=8)
def _shelved(sources: tuple[Source, ...]) -> Shelf:
    passages: list[Passage] = []
    cut, left = [], MAX_ALL
    for source in sources:
        room = min(MAX_SOURCE, left)
        if len(source.text) > room:
            cut.append(source.id)
        readable = source.text[:room]
        left -= len(readable)
        passages += [
            Passage(source=source, number=number, span=span, text=span.of(readable))
            for number, span in enumerate(_sentences(readable), len(passages))
        ]
    postings: dict[str, list[int]] = defaultdict(list)
    for passage in passages:
        for key in passage.meanings:
            postings[key].append(passage.number)
    mean = sum(len(p.meanings) for p in passages) / max(1, len(passages))
    return Shelf(
        sources=sources,
        passages=tuple(passages),
        postings={key: tuple(numbers) for key, numbers in postings.items()},
        mean_length=max(1.0, mean),
        cut=tuple(cut),
    )


def forget() -> None:
    """Forget the shelves that are kept, and free their memory."""
    _shelved.cache_clear()


def _sentences(text: str) -> list[Span]:
    return [piece for span in texts.sentences(text) for piece in pieces(span)]


def pieces(span: Span) -> list[Span]:
    """Cut a span that is longer than any sentence into stretches of `MAX_SENTENCE` characters."""
    if span.end - span.start <= MAX_SENTENCE:
        return [span]
    starts = range(span.start, span.end, MAX_SENTENCE)
    return [Span(start=at, end=min(at + MAX_SENTENCE, span.end)) for at in starts]


def carried(copy: Sequence[Word], shelf: Shelf, near: Sequence[Passage]) -> float:
    """Return how much of a sentence's weight some passages hold: 0 nothing, 1 every word that counts."""
    held = frozenset().union(*(passage.meanings for passage in near)) if near else frozenset()
    total = found = 0.0
    for word in copy:
        if word.sort in {Sort.CONTENT, Sort.PROPER}:
            key = meaning(word.base)
            weight = shelf.weight(key)
            total += weight
            found += weight * (key in held)
    return found / total if total else 0.0
