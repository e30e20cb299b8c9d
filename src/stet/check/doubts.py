"""Doubts: for every word of the copy, what the passages around it offer as its partner, as numbers a model can weigh.

The letter comes first: is the word there, a synonym, a sibling, an opposite; do its neighbours stand beside it there
too; is it denied or hedged alike. The encoder's vectors, word by word and in context, add what letters cannot see.
"""

import math
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from stet.check import lexicon
from stet.check.evidence import Passage
from stet.check.rules import modality
from stet.check.rules.wording import scopes
from stet.check.statements import MAX_BESIDE, Reading, beside
from stet.check.wording import Sort, Word, rarity, relation
from stet.engines import thesaurus
from stet.engines.thesaurus import Relation
from stet.news import Span

Matrix = NDArray[np.float32]
_ORDER = tuple(Relation)
_RANK = {
    Relation.SAME: 1.0, Relation.SYNONYM: 0.9, Relation.RELATED: 0.8, Relation.BROADER: 0.6, Relation.NARROWER: 0.5,
    Relation.OPPOSITE: 0.45, Relation.SIBLING: 0.4, Relation.NONE: 0.0,
}  # fmt: skip
_SHARP = 12.0  # how sharply a word's attention settles on its nearest partners
NAMES = (
    *(f"is {r}" for r in _ORDER), "exact", "count", "in best", "left near", "right near", "left distance",
    "right distance", "cos best", "cos partner", "cos other", "cos gap", "held by same", "held by opposite",
    "held by sibling", "left cos", "right cos",
    *(f"sort {s}" for s in Sort), "verb", "ending", "length", "denies", "hedges", "measures", "denied otherwise",
    "hedged otherwise", "scope otherwise", "cover", "words", "gaps", "rarity", "first", "has cos",
)  # fmt: skip


class Vectors(Protocol):
    """Gives a vector for each word piece of a text, with the characters it stands for."""

    def tokens(self, text: str) -> tuple[Matrix, Sequence[Span]]:
        """Return vectors and their spans."""
        ...


def features(reading: Reading, vectors: Vectors | None) -> Matrix:
    """Return one row of numbers per word of the sentence; the columns are `NAMES`."""
    copy = reading.words[:200]
    if not copy:
        return np.zeros((0, len(NAMES)), dtype=np.float32)
    passages = beside(reading)
    source = [word for passage in passages for word in passage.words][:MAX_BESIDE]
    relations = _relations(copy, source)
    cosines = _cosines(reading, copy, passages, len(source), vectors)
    partner = _partners(copy, source, relations, cosines)
    rows = np.zeros((len(copy), len(NAMES)), dtype=np.float32)
    _letters(rows, copy, source, relations, partner, reading)
    _contexts(rows, relations, cosines, partner, vectors is not None)
    _sentence(rows, copy, source, partner, reading)
    return rows


def _relations(copy: Sequence[Word], source: Sequence[Word]) -> NDArray[np.int8]:
    """Return for each pair of words which relation it is, as an index into `Relation`."""
    kinds: dict[str, int] = {}
    columns = [kinds.setdefault(w.base if w.sort is not Sort.STOP else w.low, len(kinds)) for w in source]
    names = list(kinds)
    table = np.full((len(copy), len(names)), _ORDER.index(Relation.NONE), dtype=np.int8)
    for i, word in enumerate(copy):
        mine = word.base if word.sort is not Sort.STOP else word.low
        for k, other in enumerate(names):
            if mine == other:
                table[i, k] = 0
            elif word.sort is Sort.CONTENT and other.isalpha():
                table[i, k] = _ORDER.index(relation(mine, other))
    return table[:, columns] if source else np.zeros((len(copy), 0), dtype=np.int8)


def _cosines(
    reading: Reading, copy: Sequence[Word], passages: Sequence[Passage], width: int, vectors: Vectors | None
) -> Matrix:
    if vectors is None or not width:
        return np.zeros((len(copy), width), dtype=np.float32)
    mine = by_word(vectors, reading.text, reading.span.start, copy)
    theirs = np.concatenate([_passage_vectors(vectors, p) for p in passages])[:width]
    cosines: Matrix = mine @ theirs.T
    return cosines


def _passage_vectors(vectors: Vectors, passage: Passage) -> Matrix:
    cached: Matrix | None = passage.__dict__.get("_vectors")
    if cached is None:
        cached = by_word(vectors, passage.text, passage.span.start, passage.words)
        passage.__dict__["_vectors"] = cached
    return cached


def by_word(vectors: Vectors, text: str, start: int, sentence: Sequence[Word]) -> Matrix:
    """Return a unit vector per word: the mean of its pieces."""
    pieces, spans = vectors.tokens(text)
    out = np.zeros((len(sentence), pieces.shape[1]), dtype=np.float32)
    at = 0
    for row, word in enumerate(sentence):
        low, high = word.start - start, word.end - start
        while at < len(spans) and spans[at].end <= low:
            at += 1
        end = at
        while end < len(spans) and spans[end].start < high:
            end += 1
        if end > at:
            mean = pieces[at:end].mean(axis=0)
            out[row] = mean / (float(np.linalg.norm(mean)) or 1.0)
    return out


def _partners(
    copy: Sequence[Word], source: Sequence[Word], relations: NDArray[np.int8], cosines: Matrix
) -> NDArray[np.int64]:
    """Return for each word the place of its best partner in the evidence, or -1."""
    if not source:
        return np.full(len(copy), -1)
    rank = np.array([_RANK[r] for r in _ORDER], dtype=np.float32)[relations]
    near = np.zeros_like(rank)
    good = rank >= 0.8
    for step in (-2, -1, 1, 2):
        moved = np.zeros_like(good)
        for shift in range(1, 5):
            by = shift if step > 0 else -shift
            moved |= _shifted(good, step, by)
        near += moved
    score = (
        rank
        + 0.08 * near
        + 0.3 * cosines
        + (-1e-4) * np.abs(np.arange(len(copy))[:, None] - np.arange(len(source))[None, :])
    )
    best = score.argmax(axis=1)
    return np.where(rank[np.arange(len(copy)), best] > 0, best, -1)


def _shifted(good: NDArray[np.bool_], rows: int, columns: int) -> NDArray[np.bool_]:
    """Return ``good[i + rows, j + columns]`` at ``[i, j]``, False outside."""
    out = np.zeros_like(good)
    height, width = good.shape
    i0, i1 = max(0, -rows), min(height, height - rows)
    j0, j1 = max(0, -columns), min(width, width - columns)
    if i1 > i0 and j1 > j0:
        out[i0:i1, j0:j1] = good[i0 + rows : i1 + rows, j0 + columns : j1 + columns]
    return out


def _letters(
    rows: Matrix,
    copy: Sequence[Word],
    source: Sequence[Word],
    relations: NDArray[np.int8],
    partner: NDArray[np.int64],
    reading: Reading,
) -> None:
    best = reading.close[0][0].meanings if reading.close else frozenset()
    for i, word in enumerate(copy):
        j = int(partner[i])
        kind = int(relations[i, j]) if j >= 0 else _ORDER.index(Relation.NONE)
        rows[i, kind] = 1
        at = len(_ORDER)
        rows[i, at] = j >= 0 and source[j].low == word.low
        rows[i, at + 1] = math.log1p(float((relations[i] == 0).sum())) if source else 0
        rows[i, at + 2] = word.base in best
        rows[i, at + 3 : at + 7] = _beside(copy, partner, i)


def _beside(copy: Sequence[Word], partner: NDArray[np.int64], i: int) -> tuple[float, float, float, float]:
    """Return whether the neighbours' partners stand beside this word's partner, and how far off they are."""
    near, away = [0.0, 0.0], [1.0, 1.0]
    for side, step in enumerate((-1, 1)):
        k = next((k for k in range(i + step, i + 5 * step, step) if 0 <= k < len(copy) and copy[k].counts), None)
        if k is not None and partner[k] >= 0 and partner[i] >= 0:
            distance = int(partner[k] - partner[i]) * step
            near[side] = float(0 < distance <= 6)
            away[side] = min(20, abs(distance)) / 20
    return near[0], near[1], away[0], away[1]


def _contexts(
    rows: Matrix, relations: NDArray[np.int8], cosines: Matrix, partner: NDArray[np.int64], given: bool
) -> None:
    at = NAMES.index("cos best")
    if not given or not cosines.shape[1]:
        return
    best = cosines.max(axis=1)
    own = np.where(partner >= 0, cosines[np.arange(len(partner)), np.maximum(partner, 0)], 0)
    same = relations == 0
    other = np.where(same, -1, cosines).max(axis=1)
    held = np.exp(_SHARP * (cosines - best[:, None]))
    held /= held.sum(axis=1, keepdims=True)
    rows[:, at], rows[:, at + 1], rows[:, at + 2], rows[:, at + 3] = best, own, other, own - other
    rows[:, at + 4] = (held * same).sum(axis=1)
    rows[:, at + 5] = (held * (relations == _ORDER.index(Relation.OPPOSITE))).sum(axis=1)
    rows[:, at + 6] = (held * (relations == _ORDER.index(Relation.SIBLING))).sum(axis=1)
    rows[1:, at + 7] = best[:-1]
    rows[:-1, at + 8] = best[1:]
    rows[:, -1] = 1


_ENDINGS = ("al", "ic", "ive", "ous", "ful", "less", "ly", "able", "ary", "ed", "ing")


def _sentence(
    rows: Matrix, copy: Sequence[Word], source: Sequence[Word], partner: NDArray[np.int64], reading: Reading
) -> None:
    at = NAMES.index(f"sort {Sort.STOP}")
    sorts = list(Sort)
    ours, theirs = modality.negated(copy), modality.negated(source)
    hedged, hedged_there = modality.strengths(copy), modality.strengths(source)
    scoped, scoped_there = scopes(copy), scopes(source)
    counting = [i for i, word in enumerate(copy) if word.counts]
    gaps = sum(partner[i] < 0 for i in counting) / max(1, len(counting))
    for i, word in enumerate(copy):
        j = int(partner[i])
        rows[i, at + sorts.index(word.sort)] = 1
        rest = at + len(sorts)
        rows[i, rest : rest + 14] = (
            word.sort is Sort.CONTENT and thesaurus.is_verb(word.low),
            word.low.endswith(_ENDINGS),
            len(word.text) / 10,
            word.low in lexicon.NEGATIONS or word.low.endswith("n't"),
            word.low in lexicon.MODALS,
            word.low in lexicon.SCOPES,
            j >= 0 and (i in ours) != (j in theirs),
            j >= 0 and hedged.get(i, ("did", 0))[0] != hedged_there.get(j, ("did", 0))[0],
            j >= 0 and scoped.get(i, ("", 0))[0] != scoped_there.get(j, ("", 0))[0],
            reading.cover,
            len(copy) / 40,
            gaps,
            rarity(word.base) / 10,
            i == 0,
        )
