"""Which sentences tell a story: those that say what the other newsrooms say too, early in their report."""

from collections import Counter
from collections.abc import Sequence

from stet.brief.sentences import Sentence, alike
from stet.news import Kind

SAME = 0.6  # of the shorter sentence's words: more and it is told twice
_FIRST_PERSON = frozenset({"i", "we", "our", "my", "us", "you", "your"})


def central(sentences: Sequence[Sentence], most: int) -> list[Sentence]:
    """Return up to `most` sentences that tell the story, the strongest first, none told twice.

    A sentence is worth the words it shares with other origins (each origin counts once), per word it has, and more the
    nearer it stands to the top of its report. One that only quotes, or speaks to the reader, is left out.
    """
    spread = _spread(sentences)
    worth = sorted(
        ((_worth(s, spread), s) for s in sentences), key=lambda w: (-w[0], w[1].at, w[1].report.id, w[1].order)
    )
    told: list[Sentence] = []
    for value, sentence in worth:
        if len(told) == most:
            break
        if value > 0 and not any(alike(sentence, t) > SAME for t in told):
            told.append(sentence)
    return told


def _spread(sentences: Sequence[Sentence]) -> Counter[str]:
    by_origin: dict[str, set[str]] = {}
    for sentence in sentences:
        by_origin.setdefault(sentence.origin, set()).update(sentence.words)
    return Counter(word for words in by_origin.values() for word in words)


def _worth(sentence: Sentence, spread: Counter[str]) -> float:
    words = len(sentence.text.split())
    if sentence.has(Kind.QUOTATION) or not 6 <= words <= 60 or sentence.words & _FIRST_PERSON:
        return 0.0
    shared = sum(spread[w] for w in sentence.words) / (len(sentence.words) + 4)
    known = min(3, sum(f.kind in (Kind.FIGURE, Kind.DATE, Kind.NAME, Kind.PLACE) for f in sentence.facts))
    return float(shared * (1 + 0.1 * known) / (1 + 0.25 * sentence.order))
