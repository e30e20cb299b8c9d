"""Rules for wording: one changed word that changes the fact, in a sentence that a passage otherwise carries.

Each rule gets a sentence of the copy aligned with a passage and returns the faults it sees. They fire only where the
words around the change have partners, so a free paraphrase is left in peace and a near copy with one twist is not.
"""

from collections.abc import Iterator, Sequence

from stet.check import lexicon
from stet.check.alignment import Alignment, Weigh, fit
from stet.check.codes import Code
from stet.check.rules import modality
from stet.check.rules.fault import Fault
from stet.check.wording import AGREE, Sort, Word, meaning, relation, stretch, touch
from stet.engines import thesaurus
from stet.engines.thesaurus import Relation

ENOUGH = 0.55  # share of a sentence's weight that a passage must hold before its wording can deny the sentence
SAME_PLACE = 0.45  # how alike surroundings must be before two opposite words stand in one place
_OPPOSITE_STOPS = {
    "before": "after", "after": "before", "more": "less fewer", "less": "more", "fewer": "more", "up": "down",
    "down": "up", "over": "under", "under": "over", "above": "below", "below": "above", "with": "without",
    "without": "with", "since": "until", "until": "since", "most": "least", "least": "most", "inside": "outside",
    "into": "out", "against": "for",
    "for": "against",
}  # fmt: skip
_BE = frozenset("be is are was were been being get gets got".split())
_SHORT = 4  # words that count, or that a passage may be longer by
_LEAST = 2  # words that a passage may have in the place of one verb: "landed safely"
LIGHT = frozenset("go come get give take make put set turn bring".split())  # they mean what stands beside them
_LEADS = frozenset({"a", "an", "the", "by"})


def faults(pairs: Alignment, weigh: Weigh) -> list[Fault]:
    """Return what one passage says otherwise than the sentence it is aligned with."""
    if pairs.cover < ENOUGH:
        return list(_another_verb(pairs))
    return [
        *_another_verb(pairs),
        *modality.faults(pairs),
        *_scopes(pairs),
        *_opposites(pairs, weigh),
        *_stop_opposites(pairs),
        *_parties(pairs),
    ]


def _another_verb(pairs: Alignment) -> Iterator[Fault]:
    """Find the one verb of a short sentence that a passage of the same length has otherwise: arrested, searching for.

    It may be another word for the same, which no list has; so it only leaves the sentence unsure.
    """
    counted = [i for i, word in enumerate(pairs.copy) if word.counts]
    alone = [i for i in counted if pairs.partner[i] < 0]
    if len(alone) != 1 or not 1 < len(counted) <= _SHORT or len(pairs.source) > len(pairs.copy) + _SHORT:
        return
    used = set(pairs.partner)
    others = [w for j, w in enumerate(pairs.source) if w.sort is Sort.CONTENT and j not in used]
    verb, verbs = pairs.copy[alone[0]], [w for w in others if thesaurus.is_verb(w.base)]
    if verb.sort is not Sort.CONTENT or len(others) > _LEAST or len(verbs) != 1 or not thesaurus.is_verb(verb.base):
        return
    other = verbs[0]
    if _turned(pairs, alone[0], pairs.source.index(other)):
        return
    if {verb.low, other.low} <= lexicon.HEARSAY:
        return
    light = {verb.base, other.base} & (LIGHT | lexicon.SAYING) or "according" in {verb.low, other.low}
    if not light and relation(verb.base, other.base) not in AGREE:
        yield Fault(
            word=alone[0], code=Code.WORD_DIFFERS, rule="another-verb", copy=verb.text, source=other.text, sure=False
        )


def _scopes(pairs: Alignment) -> Iterator[Fault]:
    mine, theirs = scopes(pairs.copy), scopes(pairs.source)
    for i, (scope, at) in mine.items():
        j = pairs.partner[i]
        if j < 0:
            continue
        other, there = theirs.get(j, ("", j))
        if scope == other or (not other and scope not in {"all", "most"}) or _said_nearby(pairs.source, j, scope):
            continue
        if not other and pairs.cover < 0.7:
            continue
        yield Fault(
            word=at, code=Code.SCOPE_DIFFERS, rule="scope",
            copy=stretch(pairs.copy, at, i), source=stretch(pairs.source, there, j),
        )  # fmt: skip


def scopes(sentence: Sequence[Word]) -> dict[int, tuple[str, int]]:
    """Return the words under a quantifier: how much of them is meant, and the quantifier."""
    found: dict[int, tuple[str, int]] = {}
    for at in range(len(sentence)):
        scope, target = _scope(sentence, at), modality.bears_on(sentence, at, 3)
        if scope and target is not None and target > at:
            found.setdefault(target, (scope, at))
    return found


def _scope(sentence: Sequence[Word], at: int) -> str:
    """Return how much of something a word means: "nearly all" are most of it, and "not all" some."""
    scope, before = lexicon.SCOPES.get(sentence[at].low, ""), sentence[at - 1].low if at else ""
    if scope != "all" or not (before in lexicon.NEARLY or before == "not"):
        return scope
    return "some" if before == "not" else "most"


def _said_nearby(sentence: Sequence[Word], at: int, scope: str) -> bool:
    return any(_scope(sentence, k) == scope for k in range(max(0, at - 6), min(len(sentence), at + 7)))


def _opposites(pairs: Alignment, weigh: Weigh) -> Iterator[Fault]:
    for i, word in enumerate(pairs.copy):
        if word.sort is not Sort.CONTENT:
            continue
        own = pairs.partner[i]
        if own >= 0 and meaning(pairs.source[own].base) == meaning(word.base) and pairs.neighbour(i, own):
            continue
        if word.low in lexicon.ORDINALS and any(other.low == word.low for other in pairs.source):
            continue  # "the second quarter" where the source has the first, and the second: the dates' affair
        here = fit(pairs.copy, (i, i + 1), pairs.source, (own, own + 1), weigh) + 0.15 if own >= 0 else SAME_PLACE
        for j, other in enumerate(pairs.source):
            if not other.counts or relation(word.base, other.base) is not Relation.OPPOSITE or j in pairs.partner:
                continue
            if _names_a_thing(pairs.source, j) or _turned(pairs, i, j):
                continue
            if fit(pairs.copy, (i, i + 1), pairs.source, (j, j + 1), weigh) >= max(here, SAME_PLACE):
                code = Code.DIRECTION_DIFFERS if _moves(word) and _figure_near(pairs.copy, i) else Code.OPPOSITE
                yield Fault(word=i, code=code, rule="opposite", copy=word.text, source=other.text)
                break


def _turned(pairs: Alignment, i: int, j: int) -> bool:
    """Say whether two opposite verbs tell one thing from its two sides: "A beat B", "B lost to A"."""
    if relation(pairs.copy[i].base, pairs.source[j].base) is not Relation.OPPOSITE:
        return False
    left, subject = _beside(pairs.copy, i, -1), _beside(pairs.source, j, -1)
    if left is None or subject is None or pairs.partner[left] < j or subject not in pairs.partner:
        return False
    return pairs.partner.index(subject) > i


def _names_a_thing(sentence: Sequence[Word], at: int) -> bool:
    """Say whether a word only says which thing the next one is: "the rescue service"."""
    word, after = sentence[at], sentence[at + 1] if at + 1 < len(sentence) else None
    if after is None or word.low != word.base or after.sort is not Sort.CONTENT or after.start - word.end > 1:
        return False
    return at > 0 and sentence[at - 1].low in {"the", "a", "an", "its", "their"}


def _moves(word: Word) -> bool:
    ups, downs = lexicon.OPPOSITE_GROUPS[0]
    return word.base in ups.split() or word.base in downs.split()


def _figure_near(sentence: Sequence[Word], at: int) -> bool:
    return any(word.sort is Sort.FIGURE for word in sentence[max(0, at - 5) : at + 6])


def opposite_stop(copy: str, source: str) -> bool:
    """Say whether two small words turn a fact round: before and after, with and without."""
    return source in _OPPOSITE_STOPS.get(copy, "").split()


def _stop_opposites(pairs: Alignment) -> Iterator[Fault]:
    for i, word in enumerate(pairs.copy[:-1]):
        others = _OPPOSITE_STOPS.get(word.low, "").split()
        if not others or pairs.partner[i] >= 0:
            continue
        for side in (1, -1):
            k = next((k for k in (i + side, i + 2 * side) if 0 <= k < len(pairs.copy) and pairs.partner[k] >= 0), None)
            if k is None:
                continue
            j = pairs.partner[k]
            near = pairs.source[max(0, j - 3) : j] if side > 0 else pairs.source[j + 1 : j + 4]
            if any(w.low == word.low for w in near):
                break
            if hit := next((w for w in near if w.low in others), None):
                yield Fault(word=i, code=Code.OPPOSITE, rule="opposite", copy=word.text, source=hit.text)
                break


def _parties(pairs: Alignment) -> Iterator[Fault]:
    for w, v in enumerate(pairs.partner):
        if v < 0 or pairs.copy[w].sort is not Sort.CONTENT or not thesaurus.is_verb(pairs.copy[w].low):
            continue
        left, right = _beside(pairs.copy, w, -1), _beside(pairs.copy, w, 1)
        if _holds_office(pairs.copy, w) or _holds_office(pairs.source, v):
            continue
        if right is not None and _done_to_the_doer(pairs, w, v, right):
            yield Fault(
                word=w, code=Code.PARTIES_SWAPPED, rule="who-did-what-to-whom",
                copy=stretch(pairs.copy, w, right), source=stretch(pairs.source, pairs.partner[right], v),
            )  # fmt: skip
            continue
        if left is None or right is None or pairs.partner[left] < 0 or pairs.partner[right] < 0:
            continue
        x, y = pairs.partner[left], pairs.partner[right]
        if not (min(x, y) < v < max(x, y)) or max(abs(x - v), abs(y - v)) > 8:
            continue
        if any(w.sort is Sort.CONTENT for w in (pairs.source[x], pairs.source[y])) and {x, y} != {
            _beside(pairs.source, v, -1),
            _beside(pairs.source, v, 1),
        }:
            continue
        if pairs.copy[w].base in lexicon.MUTUAL or pairs.copy[w].base in lexicon.SAYING - {"tell"}:
            continue
        if (x < y) == (_passive(pairs.copy, w) == _passive(pairs.source, v)):
            continue
        yield Fault(
            word=w, code=Code.PARTIES_SWAPPED, rule="who-did-what-to-whom",
            copy=stretch(pairs.copy, left, right), source=stretch(pairs.source, min(x, y), max(x, y)),
        )  # fmt: skip


def _done_to_the_doer(pairs: Alignment, w: int, v: int, right: int) -> bool:
    """Say whether the copy has something done to whom the source has doing it, by somebody the source does not name."""
    if pairs.copy[w].base in lexicon.MUTUAL | (lexicon.SAYING - {"tell"}):
        return False
    doer, left = _beside(pairs.source, v, -1), _beside(pairs.copy, w, -1)
    named = {word.base for word in pairs.source}
    other = left is not None and pairs.partner[left] < 0 and pairs.copy[left].base not in named
    active = not _passive(pairs.copy, w) and not _passive(pairs.source, v)
    return other and active and doer is not None and doer == pairs.partner[right]


def _holds_office(sentence: Sequence[Word], at: int) -> bool:
    """Say whether what may be a verb is an office before a name: "Velm coach Omar Diaz"."""
    word, then = sentence[at], sentence[at + 1 : at + 2]
    return word.low == word.base and word.base in lexicon.ROLES and any(w.sort is Sort.PROPER for w in then)


def _beside(sentence: Sequence[Word], at: int, step: int) -> int | None:
    """Return the nearest name or thing on one side of a verb, within five words and not across another verb's comma."""
    plain = True  # nothing stands between that would make a thing anything but who did it or to whom
    for k in range(at + step, max(-1, min(len(sentence), at + 6 * step)), step):
        word = sentence[k]
        plain = plain and touch(sentence, min(k, k - step))
        opens = k == 0 and word.counts and not thesaurus.is_verb(word.low)
        if word.sort is Sort.PROPER or opens or (plain and _thing(sentence, k)):
            return k
        if word.low in {"and", "but", "that", "who", "which", "while"}:
            return None
        plain = plain and (step < 0 or word.low in _LEADS or word.sort is Sort.FIGURE)
    return None


def _thing(sentence: Sequence[Word], at: int) -> bool:
    """Say whether a word begins what an article, a number or "by" leads in: "the army", "12 rebels", "by police"."""
    before = sentence[at - 1] if at else None
    return (
        before is not None
        and sentence[at].sort is Sort.CONTENT
        and (before.low in _LEADS or before.sort is Sort.FIGURE)
    )


def _passive(sentence: Sequence[Word], at: int) -> bool:
    """Say whether a verb is passive; headlines leave the "was" out: "Reporter hit by bottle"."""
    was = any(word.low in _BE for word in sentence[max(0, at - 3) : at])
    after = [word.low for word in sentence[at + 1 : at + (4 if was else 2)]]
    return "by" in after
