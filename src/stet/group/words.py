"""The words of a report as grouping weighs them: stems and pairs, the headline counted twice, rare ones heavier.

Weights are TF-IDF with sublinear counts (Salton and Buckley, 1988), where how common a word is gets learned from the
stream itself and never from its future.
"""

import math
import re
import zlib
from collections import Counter
from collections.abc import Mapping

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


class Rarity:
    """How rare each term has been in the stream so far. A term's number is its CRC-32, the same in every process."""

    # Documents' worth of doubt about a term seen a few times: with 10 to 5,000 the F1 on AllSides moved by .003.
    PRIOR = 200
    # A pair of words says little more than its two words do.
    PAIR = 0.7
    # Terms held. Past that those seen once are dropped, which are most of them; unseen and seen once weigh the same.
    LIMIT = 2_000_000

    def __init__(self) -> None:
        self._seen: dict[int, int] = {}
        self._documents = 0

    def __len__(self) -> int:
        return len(self._seen)

    def learn(self, counts: Mapping[str, int]) -> None:
        """Count one more document that holds these terms."""
        self._documents += 1
        for term in counts:
            number = zlib.crc32(term.encode())
            self._seen[number] = self._seen.get(number, 0) + 1
        if len(self._seen) > self.LIMIT:
            self._seen = {number: seen for number, seen in self._seen.items() if seen > 1}

    def weigh(self, counts: Mapping[str, int]) -> dict[int, float]:
        """Return the unit-length weights of terms, by term number."""
        out: dict[int, float] = {}
        total = math.log(self._documents + self.PRIOR)
        for term, count in counts.items():
            number = zlib.crc32(term.encode())
            rare = total - math.log(self._seen.get(number, 1) + 0.5)
            out[number] = (1 + math.log(count)) * rare * (self.PAIR if " " in term else 1.0)
        length = math.sqrt(sum(w * w for w in out.values())) or 1.0
        return {number: w / length for number, w in out.items()}
