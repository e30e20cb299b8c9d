"""Support: how far a whole text is carried by its sources, 0 to 1. For screening and benchmarks, never for readers.

Two shares are mixed: words of the copy that the passages have, in the same or an agreeing word, rare words counting
more; and pairs of neighbouring words that the passages have in the same order. The second says little of a free
paraphrase and nearly all of a text that follows its source (Grusky et al. 2018 call it density), so it counts only
above a threshold. What the ledger finds wrong with figures, dates, names and places takes away from both, and what it
reports as a fault takes more.

The numbers below were set on halves of FRANK's and CLIFF's validation parts and of a sample of summedits, parted by the
document (docs/decisions/0030); no part of them is in any trained weight.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

from stet.check.doubts import NAMES, Matrix, Vectors, features
from stet.check.evidence import Passage
from stet.check.statements import Reading, beside
from stet.check.wording import Word, agree, meaning, rarity
from stet.engines.entail import Entailment
from stet.news import Finding, Kind, Verdict

FOLLOWS = 0.4  # share of word pairs over which a text counts as following its source
WEIGHTS = (2.0, 4.0)  # of words held, and of pairs held beyond `FOLLOWS`
FAULT = 0.2  # what one wrong or unknown figure, date, name or place takes from the score
REPORTED, MOST_REPORTED = 0.35, 3  # what each reported fault of any kind takes from it, and how many do
COVER = 0.3  # what a text gains whose sentences each have one passage that carries all of them
DOUBT = 0.1  # what one unit of log odds that a word is not carried takes, where the text does not follow its source
FREE, COPIES = 0.4, 0.8  # shares of word pairs up to which the encoder has its full say, and from which it has none
# The shares of a text of several sentences that is told freely show how freely, not whether it is true. What carries it
# is brought toward the usual by so much: wholly up to the first share of word pairs, not at all from the second on, and
# not where so few of its words are held that it may be about something else.
USUALLY_CARRIED, EVENED = 0.65, 0.7
FREELY, CLOSELY = 0.3, 0.4
ELSEWHERE, HERE = 0.3, 0.5
NEAREST = 0.2  # what a text gains whose words all have their like in the passages, by the encoder's cosine
USUAL = 0.5  # the cosine that is taken where the encoder is not asked
LOOSEST = 3  # words, those with the least like or the most doubt, that are looked at for either
SPREAD, MIDDLE = 3.0, 0.7  # bring the sum into 0 to 1 without ties at the ends
WINDOW = 5  # words that count between which two words are a pair
_VALUES = frozenset({Kind.FIGURE, Kind.DATE, Kind.NAME, Kind.PLACE, Kind.QUOTATION})


def score(
    readings: Sequence[Reading],
    findings: Sequence[Finding],
    entail: Entailment | None = None,
    vectors: Vectors | None = None,
) -> float:
    """Return the support of a text; 0 where there is nothing to check against.

    With an engine and an encoder the words that are least likely carried count too, the less the more the text follows
    its source word by word, where the letters say it all.
    """
    words, pairs = shares(readings)
    if not words:
        return 0.0
    best = WEIGHTS[0] + WEIGHTS[1] * (1 - FOLLOWS)
    carried = (WEIGHTS[0] * words + WEIGHTS[1] * max(0.0, pairs - FOLLOWS)) / best
    carried += COVER * sum(reading.cover for reading in readings) / len(readings)
    cosine = USUAL
    if entail and vectors:
        rows = [features(reading, vectors) for reading in readings]
        carried -= DOUBT * _most_doubtful(rows, entail) * _from(COPIES, FREE, pairs)
        cosine = _loosest(rows)
    carried += NEAREST * cosine
    if len(readings) > 1:
        told = _from(CLOSELY, FREELY, pairs) * _from(ELSEWHERE, HERE, words)
        carried += EVENED * told * (USUALLY_CARRIED - carried)
    wrong = FAULT * _faults(findings)
    wrong += REPORTED * min(MOST_REPORTED, sum(not f.verdict.stands and not f.asks for f in findings))
    return 1 / (1 + math.exp(-SPREAD * (carried - wrong - MIDDLE)))


def _from(none: float, full: float, share: float) -> float:
    """Return 0 for a share of `none` and beyond, 1 for one of `full` and beyond, and in between what lies between."""
    return min(1.0, max(0.0, (none - share) / (none - full)))


def shares(readings: Sequence[Reading]) -> tuple[float, float]:
    """Return the shares of words and of neighbouring pairs of words that the passages hold."""
    words = words_held = 0.0
    pairs = pairs_held = 0
    for reading in readings:
        copy = [word for word in reading.words if word.counts]
        words += sum(weight(word) for word in copy)
        pairs += max(0, len(copy) - 1)
        if copy and (passages := beside(reading)):
            held, paired = _held(copy, passages)
            words_held += held
            pairs_held += paired
    return (words_held / words if words else 0.0), (pairs_held / pairs if pairs else 0.0)


def _most_doubtful(rows: Sequence[Matrix], entail: Entailment) -> float:
    """Return the mean log odds that the least carried words are not carried, within -10 and 10."""
    doubts = sorted((float(doubt) for sentence in rows for doubt in entail.doubts(sentence)), reverse=True)[:LOOSEST]
    odds = [math.log(max(doubt, 4.6e-5) / max(1 - doubt, 4.6e-5)) for doubt in doubts]
    return sum(odds) / len(odds) if odds else 0.0


def _loosest(rows: Sequence[Matrix]) -> float:
    """Return the mean cosine of the few words that have the least like in the passages."""
    cosines = sorted(float(value) for sentence in rows for value in sentence[:, NAMES.index("cos best")])
    return sum(cosines[:LOOSEST]) / len(cosines[:LOOSEST]) if cosines else USUAL


def weight(word: Word) -> float:
    """Return how much a word counts: rare ones say more."""
    return rarity(word.base) + 0.1


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
