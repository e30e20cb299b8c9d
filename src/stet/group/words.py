"""The words of a report as grouping weighs them: stems and pairs, the headline counted twice, rare ones heavier.

Weights are TF-IDF with sublinear counts (Salton and Buckley, 1988), where how common a word is gets learned from the
stream itself and never from its future.
"""

import math
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]
PAIRED = 1  # the last bit of a term's number: set for two neighbouring words, else clear

_WORD = re.compile(r"[^\W_]+(?:[.,'’\-][^\W_]+)*")
_INITIALS = re.compile(r"(?:\w\.)+\w?")

# Function words, and the verbs of reporting that every report shares.
STOP = frozenset(
    """a about after again all also am an and any are as at be because been before being between both but by can could
    did do does down during each few for from further had has have he her here him his how i if in into is it it's its
    just like may me might more most must my new no nor not now of off on once only or other our out over own per say
    said says saying she should so some such than that the their them then there these they this those through to
    told too under until up upon us very was we were what when where which while who whom why will with would you
    your""".split()
)
LEAD = 700  # characters of text that count: longer reports wander (700 and 5,000 gave the same F1 on AllSides)


def stems(text: str) -> list[str]:
    """Return the words of `text` in order, lower-case, without possessives, plurals and common endings."""
    return [_stem(m[0].lower().replace("’", "'")) for m in _WORD.finditer(text)]


def _stem(word: str) -> str:
    if _INITIALS.fullmatch(word):
        return word.replace(".", "")
    word = word.removesuffix("'s").removesuffix("'")
    if word.isascii() and not word.isalpha():
        return word.replace(",", "")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 5 and word.endswith("ing"):
        return word[:-3]
    if len(word) > 4 and word.endswith("ed"):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def terms(*parts: tuple[str, int]) -> dict[int, int]:
    """Count the stems and pairs of neighbouring stems of each text, times its weight, by `number`."""
    found: dict[int, int] = {}
    for text, weight in parts:
        before: int | None = None
        for said in _WORD.findall(text):
            known = _numbered(said)
            if known is None:
                before = None
                continue
            own, after = known
            found[own & ~PAIRED] = found.get(own & ~PAIRED, 0) + weight
            if before is not None:
                pair = zlib.crc32(after, before) | PAIRED
                found[pair] = found.get(pair, 0) + weight
            before = own
    return found


# Texts repeat their words: nine in ten are found here.
@lru_cache(maxsize=1 << 16)
def _numbered(said: str) -> tuple[int, bytes] | None:
    """Return the checksum of a word's stem, and what is added to that of the word before for the pair; else None."""
    stem = _stem(said.lower().replace("’", "'"))
    return None if stem in STOP else (zlib.crc32(stem.encode()), f" {stem}".encode())


@dataclass(frozen=True, eq=False, slots=True)
class Weights:
    """The terms of a report by number, ascending, and what each weighs; together they are of unit length.

    Arrays, for a hundred thousand reports are held at once: as a dict of terms each would take twelve times as much.
    """

    numbers: Numbers
    weights: NDArray[np.float32]

    @lru_cache(maxsize=8)  # noqa: B019 - asked four times of a new report, and of few others
    def heaviest(self, most: int) -> list[tuple[int, float]]:
        """Return up to `most` single words with their weights, the heaviest first."""
        single = self.numbers & PAIRED == 0
        numbers, weights = self.numbers[single], self.weights[single]
        first = np.lexsort((numbers, -weights))[:most]
        return list(zip(numbers[first].tolist(), weights[first].tolist(), strict=True))

    def shared(self, others: Sequence["Weights"]) -> NDArray[np.float64]:
        """Return the product with each of `others`: 1 for the same words, 0 where none is shared."""
        ends = np.cumsum([len(other.numbers) for other in others])
        if not len(self.numbers) or not len(others) or not ends[-1]:
            return np.zeros(len(others))
        numbers = np.concatenate([other.numbers for other in others])
        weights = np.concatenate([other.weights for other in others])
        at = np.minimum(np.searchsorted(self.numbers, numbers), len(self.numbers) - 1)
        products = np.where(self.numbers[at] == numbers, self.weights[at] * weights, 0.0)
        return np.diff(np.concatenate([[0.0], np.cumsum(products)])[np.concatenate([[0], ends])])


def number(term: str) -> int:
    """Return a term's number, the same in every process: its CRC-32, whose last bit says if it is a pair."""
    return zlib.crc32(term.encode()) & ~PAIRED | (PAIRED if " " in term else 0)


class Rarity:
    """How rare each term has been in the stream so far.

    Terms are counted in a table of fixed size, where some share a place: what a term weighs hardly depends on whether
    it was seen once or five times in a million, and memory and cost stay the same however long the stream runs. Single
    words and pairs, of which there are many more, have places apart.
    """

    # Documents' worth of doubt about a term seen a few times: with 10 to 5,000 the F1 on AllSides moved by .003.
    PRIOR = 200
    # A pair of words says little more than its two words do.
    PAIR = 0.7
    PLACES = 1 << 22
    # Documents after which all counts are halved, so that the words of last year do not weigh on this year's for ever.
    FADES = 1_000_000

    def __init__(self) -> None:
        self._seen = np.zeros(self.PLACES, dtype=np.uint32)
        self._documents = 0

    def learn(self, counts: Mapping[int, int]) -> None:
        """Count one more document that holds these terms."""
        self._documents += 1
        self._seen[_numbers(counts) % self.PLACES] += 1
        if self._documents >= self.FADES:
            self._documents //= 2
            self._seen //= 2

    def weigh(self, counts: Mapping[int, int]) -> Weights:
        """Return the unit-length weights of terms."""
        numbers = _numbers(counts)
        order = np.argsort(numbers)
        numbers = numbers[order]
        often = np.fromiter(counts.values(), dtype=np.float64, count=len(counts))[order]
        seen = np.maximum(self._seen[numbers % self.PLACES], 1)
        rare = math.log(self._documents + self.PRIOR) - np.log(seen + 0.5)
        weights = (1 + np.log(often)) * rare * np.where(numbers & PAIRED, self.PAIR, 1.0)
        return Weights(numbers, (weights / (np.linalg.norm(weights) or 1.0)).astype(np.float32))


def _numbers(counts: Mapping[int, int]) -> Numbers:
    return np.fromiter(counts, dtype=np.uint32, count=len(counts))
