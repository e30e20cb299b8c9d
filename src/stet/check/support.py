"""Support: how far a whole text is carried by its sources, 0 to 1. For screening and benchmarks, never for readers.

Two shares are mixed: words of the copy that the passages have, in the same or an agreeing word, rare words counting
more; and pairs of neighbouring words that the passages have in the same order. The second says little of a free
paraphrase and nearly all of a text that follows its source (Grusky et al. 2018 call it density), so it counts only
above a threshold. What the ledger finds wrong with figures, dates, names and places takes away from both.

The three numbers below were set by looking at FRANK's and CLIFF's validation parts (docs/decisions/0030); no part of
them is in any trained weight.
"""

from collections.abc import Sequence
from itertools import pairwise

from stet.check.evidence import Passage
from stet.check.statements import Reading
from stet.check.wording import Word, agree, meaning, rarity
from stet.news import Finding, Kind, Verdict

FOLLOWS = 0.4  # share of word pairs over which a text counts as following its source
WEIGHTS = (2.0, 4.0)  # of words held, and of pairs held beyond `FOLLOWS`
FAULT = 0.15  # what one wrong or unknown figure, date, name or place takes from the score
WINDOW = 5  # words that count between which two words are a pair
MAX_EVIDENCE = 260  # words of evidence beside one sentence: the best passages and their neighbours
_VALUES = frozenset({Kind.FIGURE, Kind.DATE, Kind.NAME, Kind.PLACE, Kind.QUOTATION})


def score(readings: Sequence[Reading], findings: Sequence[Finding]) -> float:
    """Return the support of a text; 0 where there is nothing to check against."""
    words = pairs = 0.0
    words_held = pairs_held = 0.0
    for reading in readings:
        copy = [word for word in reading.words if word.counts]
        passages = evidence(reading)
        if not copy or not passages:
            words += sum(weight(word) for word in copy)
            continue
        held, paired = _held(copy, passages)
        words += sum(weight(word) for word in copy)
        words_held += held
        pairs += len(copy) - 1
        pairs_held += paired
    if not words or not words_held:
        return 0.0
    follows = max(0.0, (pairs_held / pairs if pairs else 0.0) - FOLLOWS)
    raw = WEIGHTS[0] * words_held / words + WEIGHTS[1] * follows
    best = WEIGHTS[0] + WEIGHTS[1] * (1 - FOLLOWS)
    return max(0.001, min(1.0, raw / best - FAULT * _faults(findings)))


def weight(word: Word) -> float:
    """Return how much a word counts: rare ones say more."""
    return rarity(word.base) + 0.1


def evidence(reading: Reading) -> list[Passage]:
    """Return the passages beside which a sentence is weighed, in the order of their sources, each once."""
    found: dict[int, Passage] = {}
    room = MAX_EVIDENCE
    for passage in reading.near:
        for near in reading.shelf.around(passage):
            if near.number not in found and room > 0:
                found[near.number] = near
                room -= len(near.words)
    return [found[number] for number in sorted(found)]


def _held(copy: Sequence[Word], passages: Sequence[Passage]) -> tuple[float, int]:
    """Return the weight of the words that the passages carry, and how many neighbouring pairs stand there too."""
    source = [word for passage in passages for word in passage.words if word.counts]
    meant = [meaning(word.base) for word in source]
    there, bases = set(meant), {word.base for word in source if word.base.isalpha()}
    held = sum(
        weight(word) for word in copy if meaning(word.base) in there or any(agree(word.base, other) for other in bases)
    )
    near = {(one, two) for at, one in enumerate(meant) for two in meant[at + 1 : at + 1 + WINDOW]}
    mine = [meaning(word.base) for word in copy]
    return held, sum(pair in near for pair in pairwise(mine))


def _faults(findings: Sequence[Finding]) -> float:
    wrong = (f for f in findings if f.fact.kind in _VALUES and not f.verdict.stands)
    return sum(1.0 if f.verdict is Verdict.CONTRADICTED else 0.5 for f in wrong)
