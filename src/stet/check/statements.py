"""Statements: what a whole sentence says, judged by the wording rules against the passages that bear on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from stet.check import lexicon
from stet.check.alignment import Alignment, align
from stet.check.cited import cited
from stet.check.evidence import Passage, Shelf, carried
from stet.check.rules import modality, near_copy, odd_word
from stet.check.rules import wording as wording_rules
from stet.check.rules.fault import Fault
from stet.check.rules.wording import LIGHT
from stet.check.verdicts import LOOSE, SPREAD, Ruling, Stance
from stet.check.wording import AGREE, Word, relation, words
from stet.news import Fact, Kind, Span

MAX_BESIDE = 260  # words of evidence beside one sentence: the best passages and their neighbours
NEAR = 8  # passages looked at per sentence
CLOSE = 4  # of them aligned word by word
CARRIED = 0.45  # share of a sentence's weight that one passage must hold to carry it
SAME_SUBJECT = 0.35  # or that share of it, when the words of the event itself are all but there
ACROSS = 0.4  # or several passages of one source together
IN_ORDER = 0.7  # share of a sentence's words that a passage has in order, for the sentence to follow it
ALIGNED, SOME_ORDER = 0.8, 0.4  # or this share of its weight, and that share of its words in order
# The shares to carry: calibrated on news articles. Of sentences held against another article on the same topic, 95 in
# 100 stay under 0.26 in one passage and under 0.39 in several; of summaries that people called right, 5 in 100 do.
# The shares to follow: looked at on halves of FRANK's and CLIFF's validation parts; docs/decisions/0030 has figures.


@dataclass(frozen=True, kw_only=True, eq=False)
class Reading:
    """A sentence of the copy beside what the shelf has on it."""

    span: Span
    text: str
    shelf: Shelf

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of the sentence."""
        return words(self.text, self.span.start)

    @cached_property
    def near(self) -> list[Passage]:
        """The passages that bear on the sentence, best first."""
        return self.shelf.bearing_on(self.words, NEAR)

    @cached_property
    def close(self) -> list[tuple[Passage, Alignment]]:
        """The best passages, aligned, best cover first."""
        pairs = [(passage, align(self.words, passage.words, self.shelf.weight)) for passage in self.near[:CLOSE]]
        return sorted(pairs, key=lambda pair: (-pair[1].cover, pair[0].number))

    @cached_property
    def faults(self) -> list[tuple[Passage, Alignment, Fault]]:
        """What the close passages say otherwise."""
        found = []
        for passage, pairs in self.close:
            window = self.shelf.around(passage)
            around = near_copy.Beside(
                sentences=[near.words for near in window],
                at=window.index(passage),
                meanings=frozenset().union(*(near.meanings for near in self.shelf.around(passage, 2))),
                holds=self.shelf.holds,
            )
            seen = [*wording_rules.faults(pairs, self.shelf.weight), *near_copy.faults(self.words, around)]
            found += [(passage, pairs, fault) for fault in seen]
        if found or not self.close:
            return found
        told = {other.base for near in beside(self) for other in near.words if other.counts}
        odd = odd_word.fault(self.words, told, self.shelf.holds)
        return [(passage, pairs, odd) for passage, pairs in self.close] if odd else []

    @cached_property
    def cover(self) -> float:
        """The share of the sentence's weight that its best passage carries."""
        return self.close[0][1].cover if self.close else 0.0

    def follows(self, first: int = 0, last: int = 0) -> bool:
        """Say whether the sentence follows a passage so closely that words `first` to `last` (excluded) were put in."""
        mine = [word.low for word in (*self.words[:first], *self.words[last:])]
        bar = SOME_ORDER if self.cover >= ALIGNED else IN_ORDER
        return any(in_order(mine, self._window(passage)) >= bar for passage, _ in self.close)

    def _window(self, passage: Passage) -> list[str]:
        return [word.low for near in self.shelf.around(passage) for word in near.words]

    def rulings(self, first: int, last: int, verb: int | None = None) -> list[Ruling]:
        """Return what the passages say of words `first` to `last` (excluded).

        Where a passage has another word for what was done, or none for the `verb`, it bears them out only loosely.
        """
        inside = [found for found in self.faults if first <= found[2].word < last]
        denials = [_denial(passage, self._fit(passage, pairs), fault) for passage, pairs, fault in inside if fault.sure]
        faulty = {(passage.source.id, passage.span.start) for passage, _, _ in inside}
        carriers = [
            _carrier(
                passage,
                self._fit(passage, pairs),
                self.text,
                rule="same-statement" if self._does(verb, passage) else LOOSE,
            )
            for passage, pairs in self.close
            if self._carries(pairs, first, last) and (passage.source.id, passage.span.start) not in faulty
        ]
        return denials + (carriers or ([] if inside else self._across(first, last)))

    def _does(self, verb: int | None, passage: Passage) -> bool:
        """Say whether what the sentence says was done is told in a passage, or beside it."""
        word = self.words[verb] if verb is not None else None
        if word is None or not word.counts or word.base in lexicon.SAYING | LIGHT:
            return True
        beside = (other for near in self.shelf.around(passage) for other in near.words if other.counts)
        return any(relation(word.base, other.base) in AGREE for other in beside)

    def _fit(self, passage: Passage, pairs: Alignment) -> float:
        """Return how sure it is that a passage tells the same: by the weight it holds and by the order of its words."""
        order = in_order([word.low for word in self.words], [word.low for word in passage.words])
        return (pairs.cover + order) / 2

    def unsure(self, first: int, last: int) -> Fault | None:
        """Return the difference that keeps words `first` to `last` (excluded) from being carried, if there is one."""
        return next((fault for _, _, fault in self.faults if first <= fault.word < last and not fault.sure), None)

    def _carries(self, pairs: Alignment, first: int, last: int) -> bool:
        """Say whether a passage carries the words: by the whole sentence, or by these and much of what is around."""
        if pairs.cover >= CARRIED:
            return True
        return pairs.cover >= SAME_SUBJECT and pairs.share(first, last, self.shelf.weight) >= CARRIED

    def _across(self, first: int, last: int) -> list[Ruling]:
        """Return a ruling where several passages of one source carry the words only together."""
        copy = self.words[first:last]
        if sum(word.counts for word in copy) < 3:
            copy = self.words
        for source in dict.fromkeys(passage.source.id for passage in self.near):
            own = [passage for passage in self.near if passage.source.id == source][:4]
            around = [near for passage in own for near in self.shelf.around(passage)]
            share = carried(copy, self.shelf, around)
            if share >= ACROSS:
                return [_carrier(own[0], share, self.text, rule=SPREAD)]
        return []


def in_order(mine: Sequence[str], theirs: Sequence[str]) -> float:
    """Return which share of some words stands in other words, in the same order."""
    blocks = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(1, len(mine))


def _denial(passage: Passage, fit: float, fault: Fault) -> Ruling:
    return Ruling(
        stance=Stance.DENIES, rule=fault.rule, reason=fault.reason, source=passage.source, span=passage.span,
        fit=fit, says=cited(fault.source), answer=fault.source, code=fault.code,
    )  # fmt: skip


def _carrier(passage: Passage, fit: float, said: str, rule: str = "same-statement") -> Ruling:
    letter = " ".join(said.split()) in " ".join(passage.text.split())
    return Ruling(
        stance=Stance.CARRIES, rule="same-words" if letter else rule, reason="The source reports this.",
        source=passage.source, span=passage.span, fit=fit, letter=letter, says="so",
    )  # fmt: skip


def beside(reading: Reading) -> list[Passage]:
    """Return the passages beside which a sentence is weighed, in the order of their sources, each once."""
    found: dict[int, Passage] = {}
    room = MAX_BESIDE
    for passage in reading.near:
        for near in reading.shelf.around(passage):
            if near.number not in found and room > 0:
                found[near.number] = near
                room -= len(near.words)
    return [found[number] for number in sorted(found)]


def not_checkable(reading: Reading, fact: Fact | None = None) -> str:
    """Return why a statement cannot be checked, or an empty string: a view, or a look ahead."""
    lows = {word.low for word in reading.words}
    if lows & lexicon.FORECAST or (fact and str(fact.frame.get("modality")) in {"may", "would"}):
        return "This looks ahead or weighs what may be; there is nothing yet to check."
    if lows & lexicon.OPINION:
        return "This is a view, not a fact."
    return ""


def statement(reading: Reading) -> Fact:
    """Return the sentence itself as a fact: who did what, whether it happened."""
    denied = modality.negated(reading.words)
    modals = [strength for strength, _ in modality.strengths(reading.words).values() if strength != "open"]
    return Fact(
        kind=Kind.EVENT,
        span=reading.span,
        text=reading.text,
        value={"sentence": True},
        frame={"polarity": "negative" if denied else "positive", "modality": modals[0] if modals else "actual"},
    )


def readings(text: str, spans: Sequence[Span], shelf: Shelf) -> list[Reading]:
    """Return a reading for each sentence span."""
    return [Reading(span=span, text=span.of(text), shelf=shelf) for span in spans]
