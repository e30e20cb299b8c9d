"""Which sentences tell a story: those that say what the other newsrooms say too, early in their report."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from math import sqrt
from operator import itemgetter

from stet.brief.sentences import Sentence, alike, stems
from stet.news import Kind

SAME = 0.6  # of the shorter sentence's words: more and it is told twice
ALONE = 0.1  # what a word counts that one origin has only; another's word adds one (gates/briefs.py, its other half)
DAY = timedelta(days=1)
_FIRST_PERSON = frozenset({"i", "we", "our", "my", "us", "you", "your"})


def central(sentences: Sequence[Sentence], most: int) -> list[Sentence]:
    """Return up to `most` sentences that tell the story, the strongest first, none told twice.

    A sentence is worth the words it shares with other origins and with their headlines (each origin counts once) and
    that no stronger one has told, for its length, and more the nearer it stands to the top of its report and its report
    to the latest: half as much a day before. One that only quotes, or speaks to the reader, is left out. After Gillick
    and Favre's covering of concepts (2009), taken greedily.
    """
    told, left = list[Sentence](), sorted(sentences, key=lambda s: (s.at, s.report.id, s.order))
    spread = _spread(left, lambda s: s.words) + _spread(left, lambda s: stems(s.report.title))
    latest = left[-1:]
    while left and len(told) < most:
        had = frozenset[str]().union(*(s.words for s in told))
        worth, best = max(((_worth(s, spread, had, latest[0].at), s) for s in left), key=itemgetter(0))
        if worth <= 0:
            break
        told.append(best)
        left = [s for s in left if s is not best and alike(s, best) <= SAME]
    return told


def _spread(sentences: Sequence[Sentence], words: Callable[[Sentence], frozenset[str]]) -> Counter[str]:
    by_origin: dict[str, set[str]] = {}
    for sentence in sentences:
        by_origin.setdefault(sentence.origin, set()).update(words(sentence))
    return Counter(word for words in by_origin.values() for word in words)


def _worth(sentence: Sentence, spread: Counter[str], had: frozenset[str], latest: datetime) -> float:
    length = len(sentence.text.split())
    if sentence.has(Kind.QUOTATION) or not 6 <= length <= 60 or sentence.words & _FIRST_PERSON:
        return 0.0
    shared = sum(spread[w] - 1 + ALONE for w in sentence.words - had) / sqrt(len(sentence.words) + 4)
    known = min(3, sum(f.kind in (Kind.FIGURE, Kind.DATE, Kind.NAME, Kind.PLACE) for f in sentence.facts))
    early = 1 / (1 + 0.25 * sentence.order) / (1 + (latest - sentence.at) / DAY)
    return shared * (1 + 0.1 * known) * early
