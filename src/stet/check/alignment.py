"""Alignment: which word of a passage answers to which word of the copy, and what stands in the same slot.

A fact is more than its value: "Russia lost 40" and "Ukraine lost 40" share one. So every comparison of values is ruled
by `fit`, which says how alike the surroundings of two stretches of words are, and every comparison of wording by
`align`, which pairs words one to one, preferring partners whose neighbours are partners too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from stet.check.wording import AGREE, Sort, Word, meaning, relation
from stet.engines.thesaurus import Relation

Weigh = Callable[[str], float]

_GRADE = {Relation.SAME: 1.0, Relation.SYNONYM: 0.85, Relation.RELATED: 0.75, Relation.BROADER: 0.6}
_DECAY = 0.25  # a word four places away says half of what the next word says
_OTHER_SIDE = 0.55  # what is left of a match when the word stands on the other side of the fact
_REACH = 14  # words further away say nothing about the fact
_SLOT = 6  # words that may stand between two aligned neighbours and still be "the same slot"


@dataclass(frozen=True, kw_only=True, slots=True)
class Alignment:
    """Words of a sentence of the copy with their partners in a passage; `partner[i]` is -1 where there is none."""

    copy: tuple[Word, ...]
    source: tuple[Word, ...]
    partner: tuple[int, ...]
    cover: float

    @property
    def gaps(self) -> list[int]:
        """Return the places of words that count and have no partner."""
        return [i for i, word in enumerate(self.copy) if word.counts and self.partner[i] < 0]

    def share(self, first: int, last: int, weigh: Weigh) -> float:
        """Return which share of the weight of words `first` to `last` (excluded) the passage carries."""
        return _share(self.copy, self.source, self.partner, weigh, first, last)

    def slot(self, first: int, last: int) -> tuple[int, int] | None:
        """Return the stretch of the passage that stands where words `first` to `last` (excluded) stand in the copy.

        None unless partners on both sides (or one side and the passage's end) hold it in place.
        """
        left = next((self.partner[i] for i in range(first - 1, max(-1, first - 4), -1) if self.partner[i] >= 0), None)
        right = next(
            (self.partner[i] for i in range(last, min(len(self.copy), last + 3)) if self.partner[i] >= 0), None
        )
        if left is None and right is None:
            return None
        if left is None:
            left = max(-1, (right or 0) - 1 - (last - first)) if first <= 1 else None
        if right is None:
            right = min(len(self.source), (left or 0) + 1 + (last - first)) if last >= len(self.copy) - 1 else None
        if left is None or right is None or not 0 <= right - left - 1 <= _SLOT:
            return None
        return left + 1, right

    def neighbour(self, i: int, j: int, reach: int = 2, *, either: bool = False) -> bool:
        """Say whether words `i` and `j` have a pair of words near them, on the same side of both or on `either`."""
        near = range(max(0, i - reach), min(len(self.copy), i + reach + 1))
        beside = [k for k in near if k != i and self.copy[k].counts and self.partner[k] >= 0]
        apart = ((self.partner[k] - j) * (k - i) for k in beside)
        return any(0 < (abs(far) if either else far) <= 4 * reach + 1 for far in apart)


def align(copy: Sequence[Word], source: Sequence[Word], weigh: Weigh) -> Alignment:
    """Pair the words of a sentence with the words of a passage, one to one, best pairs first.

    Words that count pair by relation; stop words only with themselves, and only next to a pair that counts.
    """
    grades = [
        (grade, i, j)
        for i, mine in enumerate(copy)
        if mine.counts
        for j, theirs in enumerate(source)
        if theirs.counts and (grade := _grade(mine, theirs))
    ]
    matched: dict[int, set[int]] = {}
    for _, i, j in grades:
        matched.setdefault(i, set()).add(j)
    ranked = sorted(grades, key=lambda g: (-(g[0] + 0.15 * _neighbours(matched, copy, g[1], g[2])), abs(g[1] - g[2])))
    partner, taken = [-1] * len(copy), set()
    for _, i, j in ranked:
        if partner[i] < 0 and j not in taken:
            partner[i] = j
            taken.add(j)
    _pair_stop_words(copy, source, partner, taken)
    return Alignment(
        copy=tuple(copy),
        source=tuple(source),
        partner=tuple(partner),
        cover=_share(copy, source, partner, weigh, 0, len(copy)),
    )


def _grade(mine: Word, theirs: Word) -> float:
    if mine.sort is Sort.FIGURE or theirs.sort is Sort.FIGURE:
        return 1.0 if mine.low == theirs.low else 0.0
    if mine.sort is Sort.PROPER and theirs.sort is Sort.PROPER and mine.base != theirs.base:
        return 0.0
    return _GRADE.get(relation(mine.base, theirs.base), 0.0)


def _neighbours(matched: dict[int, set[int]], copy: Sequence[Word], i: int, j: int) -> int:
    """Count the words within three places of `i` that have a possible partner within five places of `j`."""
    return sum(
        any(abs(other - j) <= 5 and (other - j) * (near - i) > 0 for other in matched.get(near, ()))
        for near in range(max(0, i - 3), min(len(copy), i + 4))
        if near != i
    )


def _pair_stop_words(copy: Sequence[Word], source: Sequence[Word], partner: list[int], taken: set[int]) -> None:
    for step, start, stop in ((1, 1, len(copy)), (-1, len(copy) - 2, -1)):
        for i in range(start, stop, step):
            j = partner[i - step] + step
            free = partner[i] < 0 <= partner[i - step] and 0 <= j < len(source) and j not in taken
            if free and copy[i].low == source[j].low:
                partner[i] = j
                taken.add(j)


def _share(
    copy: Sequence[Word], source: Sequence[Word], partner: Sequence[int], weigh: Weigh, first: int, last: int
) -> float:
    """Return which share of the weight of words `first` to `last` (excluded) has partners, by how good they are."""
    total = found = 0.0
    for i in range(first, last):
        if copy[i].sort in {Sort.CONTENT, Sort.PROPER}:
            weight = weigh(meaning(copy[i].base))
            total += weight
            if partner[i] >= 0:
                found += weight * _grade(copy[i], source[partner[i]])
    return found / total if total else 0.0


def fit(
    copy: Sequence[Word], at: tuple[int, int], source: Sequence[Word], there: tuple[int, int], weigh: Weigh
) -> float:
    """Return how alike the surroundings of two stretches of words are: 0 nothing shared, 1 everything near is shared.

    Near words say more than far ones, rare words more than common ones, and a word that changes sides says half.
    """
    theirs: dict[str, list[float]] = {}
    for j in range(max(0, there[0] - 2 * _REACH), min(len(source), there[1] + 2 * _REACH)):
        if source[j].counts and not there[0] <= j < there[1]:
            theirs.setdefault(meaning(source[j].base), []).append(_distance(j, there))
    total = shared = 0.0
    for i in range(max(0, at[0] - _REACH), min(len(copy), at[1] + _REACH)):
        if not copy[i].counts or at[0] <= i < at[1] or copy[i].sort is Sort.FIGURE:
            continue
        mine = _distance(i, at)
        weight = weigh(meaning(copy[i].base)) / (1 + _DECAY * (abs(mine) - 1))
        total += weight
        places = _places(copy[i].base, theirs)
        shared += weight * max((_closeness(mine, other) for other in places), default=0.0)
    return shared / total if total else 0.0


def _places(base: str, theirs: dict[str, list[float]]) -> list[float]:
    if found := theirs.get(meaning(base)):
        return found
    return next((places for other, places in theirs.items() if relation(base, other) in AGREE), [])


def _distance(at: int, span: tuple[int, int]) -> float:
    return at - span[0] if at < span[0] else at - span[1] + 1


def _closeness(mine: float, other: float) -> float:
    near = min(1.0, (1 + _DECAY * (abs(mine) - 1)) / (1 + _DECAY * (abs(other) - 1)) + 0.25)
    return near * (1.0 if mine * other > 0 else _OTHER_SIDE)


def within(words: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """Return which words lie in characters `start` to `end`, as first and last (excluded)."""
    first = next((i for i, word in enumerate(words) if word.end > start), len(words))
    last = next((i for i, word in enumerate(words) if word.start >= end), len(words))
    return first, max(first, last)
