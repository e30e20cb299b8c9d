"""The words of a report as grouping weighs them: stems and pairs, the headline counted twice, rare ones heavier.

Weights are TF-IDF with sublinear counts (Salton and Buckley, 1988), where how common a word is gets learned from the
stream itself and never from its future.
"""

import math
import re
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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


def terms(*parts: tuple[str, int]) -> Counter[str]:
    """Count the stems and pairs of neighbouring stems of each text, times its weight."""
    found: Counter[str] = Counter()
    for text, weight in parts:
        row = stems(text)
        kept = [w not in STOP for w in row]
        for at, word in enumerate(row):
            if kept[at]:
                found[word] += weight
                if at and kept[at - 1]:
                    found[f"{row[at - 1]} {word}"] += weight
    return found


@dataclass(frozen=True, eq=False, slots=True)
class Weights:
    """The terms of a report by number, ascending, and what each weighs; together they are of unit length.

    Arrays, for a hundred thousand reports are held at once: as a dict of terms each would take twelve times as much.
    """

    numbers: Numbers
    weights: NDArray[np.float32]

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

    def learn(self, counts: Mapping[str, int]) -> None:
        """Count one more document that holds these terms."""
        self._documents += 1
        places = {number(term) % self.PLACES for term in counts}
        self._seen[list(places)] += 1
        if self._documents >= self.FADES:
            self._documents //= 2
            self._seen //= 2

    def weigh(self, counts: Mapping[str, int]) -> Weights:
        """Return the unit-length weights of terms."""
        rows = sorted({number(term): count for term, count in counts.items()}.items())
        numbers = np.array([number for number, _ in rows], dtype=np.uint32)
        seen = np.maximum(self._seen[numbers % self.PLACES], 1)
        rare = math.log(self._documents + self.PRIOR) - np.log(seen + 0.5)
        weights = (1 + np.log([count for _, count in rows])) * rare * np.where(numbers & PAIRED, self.PAIR, 1.0)
        return Weights(numbers, (weights / (np.linalg.norm(weights) or 1.0)).astype(np.float32))
