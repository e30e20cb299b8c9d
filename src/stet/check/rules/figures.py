"""Rules for figures: the same number for the same thing, or another one, or the right one with the wrong company.

Values are compared by their measure (count, money, percent, ...) with unit, currency, precision and qualifier; whether
two figures speak of the same thing is decided by what they count and by what stands around them.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stet.check import figures, lexicon
from stet.check.alignment import Weigh, fit, within
from stet.check.codes import Code
from stet.check.evidence import Passage
from stet.check.figures import Relation
from stet.check.figures.change import is_change
from stet.check.rules import parts
from stet.check.verdicts import Ruling, Stance
from stet.check.wording import AGREE, Sort, Word, meaning, relation
from stet.engines import thesaurus
from stet.engines.thesaurus import Relation as Opposition
from stet.news import Fact, Span

# Calibrated on one-fact mutations of news articles (gates/mutations.py, another half than is reported); docs/decisions.
CARRIES = 0.1  # surroundings this alike, and the same value is the same fact
DENIES = 0.5  # surroundings this alike, and another value is another answer to the same question
SAME_SUM = 0.2  # the very sum in another currency is no chance, and needs less
CLEARER = 0.12  # how much better the other figure must fit than the equal one
_TOLL = 0.3  # two counts of the dead in passages that bear on one sentence are nearly always one toll
_AUXILIARIES = frozenset("is are was were be been has have had will would".split())
ANOTHER_PART = "part-in-a-change"
BOUNDS = frozenset({"at least", "at most", "up to", "more than", "less than"})
_CODES = {
    Relation.UNIT_DIFFERS: Code.UNIT_DIFFERS,
    Relation.CURRENCY_DIFFERS: Code.CURRENCY_DIFFERS,
    Relation.QUALIFIER_DIFFERS: Code.QUALIFIER_DIFFERS,
    Relation.VALUE_DIFFERS: Code.FIGURE_DIFFERS,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """How a figure of the copy stands to one of a source: equal under a rule, or different under a code."""

    equal: bool
    rule: str
    code: Code = Code.FIGURE_DIFFERS


def compare(copy: Fact, source: Fact) -> Compared | None:
    """Compare two figures whatever they are about; None where they cannot be answers to one question."""
    ours, theirs = qualifier(copy), qualifier(source)
    found = figures.compare(copy.value, source.value, qualifier=ours, source_qualifier=theirs)
    same_amount = _amount(copy) == _amount(source)
    if found.relation is Relation.MEASURE_DIFFERS:
        if same_amount and {copy.value["measure"], source.value["measure"]} == {"count", "money"}:
            return (
                Compared(equal=True, rule="amount-without-its-currency") if copy.value["measure"] == "count" else None
            )
        mixed = {copy.value["measure"], source.value["measure"]} == {"percent", "points"} and same_amount
        return Compared(equal=False, rule="points", code=Code.POINTS_FOR_PERCENT) if mixed else None
    of_another_sort = copy.value.get("dimension") != source.value.get("dimension")
    if found.relation is Relation.UNIT_DIFFERS and not same_amount and of_another_sort:
        return None
    if found.relation.agrees:
        return _agreed(copy, source, found.rule, same_amount)
    if found.relation not in _CODES:
        return None
    over = theirs == "nearly" and ours in {"more than", "at least"}  # "more than 30" is against "nearly 30"
    if theirs in {"about", "nearly"} and _near(copy, source) and not over:
        return None  # "7.04" where the source has "about 7": more than it says, and not against it
    if ours != theirs and _within_bound(copy, source, theirs):
        return None  # "Fourteen" where the source had "at least four": more is known, and nothing against it
    if _within_bound(source, copy, ours):
        return None  # "over 250" where the source has 300: less than it says, and not against it
    code = _CODES[found.relation]
    if code is Code.FIGURE_DIFFERS and _off_by_scale(copy, source):
        code = Code.SCALE_DIFFERS
    return Compared(equal=False, rule=found.rule.replace(" ", "-"), code=code)


def _within_bound(copy: Fact, source: Fact, bound: str) -> bool:
    one, two = copy.value.get("low"), source.value.get("low")
    if one is None or two is None:
        return False
    over, under = bound in {"at least", "more than", "over"}, bound in {"at most", "less than", "up to"}
    return (over and float(one) > float(two)) or (under and float(one) < float(two))


def _agreed(copy: Fact, source: Fact, named: str, same_amount: bool) -> Compared:
    """Look past the amount: "at least 9" is not "exactly 9", a rise is not a fall, "4 to 33" is not "4 to 16"."""
    ours, theirs = qualifier(copy), qualifier(source)
    if not same_amount and _is_range(copy) and _is_range(source):
        return Compared(equal=False, rule="range", code=Code.FIGURE_DIFFERS)
    if same_amount and ours != theirs and ours in BOUNDS and theirs in {"", "exactly"}:
        return Compared(equal=False, rule="qualifier", code=Code.QUALIFIER_DIFFERS)
    if _done(copy) and _done(source) and relation(_done(copy), _done(source)) is Opposition.OPPOSITE:
        return Compared(equal=False, rule="opposite", code=Code.OPPOSITE)
    if _way(copy) and _way(source) and _way(copy) != _way(source):
        return Compared(equal=False, rule="direction", code=Code.DIRECTION_DIFFERS)
    return Compared(equal=True, rule=named.replace(" ", "-"))


def _is_range(fact: Fact) -> bool:
    low, high = _amount(fact)
    return low is not None and high is not None and low != high


def _near(copy: Fact, source: Fact) -> bool:
    one, two = copy.value.get("low"), source.value.get("low")
    return one is not None and two is not None and math.isclose(float(one), float(two), rel_tol=0.1)


def _amount(fact: Fact) -> tuple[Any, Any]:
    return fact.value.get("low"), fact.value.get("high")


def _off_by_scale(copy: Fact, source: Fact) -> bool:
    one, two = copy.value.get("low"), source.value.get("low")
    if not one or not two or copy.value.get("measure") == "ordinal":
        return False
    ratio = abs(float(one) / float(two))
    return any(math.isclose(max(ratio, 1 / ratio), 10**n, rel_tol=1e-9) for n in range(1, 13))


def qualifier(fact: Fact) -> str:
    """Return the closed value of a figure's qualifier, or an empty string."""
    found = fact.frame.get("qualifier") or ""
    return str(found.get("value") or found.get("text", "") if isinstance(found, dict) else found).lower()


def _done(fact: Fact) -> str:
    """Return what happened to those who are counted: the dictionary form of "killed"."""
    slot = fact.frame.get("action")
    return thesaurus.base(str(slot.get("text", "")).lower()) if isinstance(slot, dict) else ""


def _way(fact: Fact) -> str:
    found = str(fact.frame.get("direction") or "")
    return found if found in {"up", "down"} else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A figure of a passage that could be the copy's: how it compares, how well its surroundings fit."""

    fact: Fact
    passage: Passage
    compared: Compared
    fit: float
    head: bool
    counts: bool  # both have a word for what they count
    mate: bool  # the same name follows: "1,200 in Spain", "1,200 people in Spain"


def rule(
    copy: Fact, sentence: Sequence[Word], passages: Sequence[tuple[Passage, Sequence[Fact]]], weigh: Weigh
) -> list[Ruling]:
    """Return what the passages say of a figure; `passages` come with the figures found in them."""
    at = within(sentence, copy.span.start, copy.span.end)
    found = [
        candidate
        for passage, facts in passages
        for fact in facts
        if (candidate := _candidate(copy, sentence, at, fact, passage, weigh))
    ]
    sources = dict.fromkeys(c.passage.source.id for c in found)
    named = {p.source.id for p, _ in passages if _named(sentence, at, p.words)}
    return [
        r
        for s in sources
        if (r := _of_source(copy, [c for c in found if c.passage.source.id == s]))
        if r.stance is Stance.CARRIES or s not in named
    ]


def _named(sentence: Sequence[Word], at: tuple[int, int], there: Sequence[Word]) -> bool:
    """Say whether a passage has the figure beside the same name: "League One", "the Six Nations"."""
    low = [word.low for word in there]
    for first, last in ((at[0] - 1, at[1]), (at[0], at[1] + 1)):
        if first < 0 or last > len(sentence):
            continue
        pair = [word.low for word in sentence[first:last]]
        spots = (k for k in range(len(low)) if low[k : k + len(pair)] == pair)
        if any(all(word.text[:1].isupper() for word in there[k : k + len(pair)]) for k in spots):
            return True
    return False


def _candidate(
    copy: Fact, sentence: Sequence[Word], at: tuple[int, int], fact: Fact, passage: Passage, weigh: Weigh
) -> Candidate | None:
    if (compared := compare(copy, fact)) is None:
        return None
    there = within(passage.words, fact.span.start, fact.span.end)
    if _unconfirmed(passage.words, there) and not _unconfirmed(sentence, at):
        return None
    if not compared.equal and {_step(sentence, at), _step(passage.words, there)} == {"by", "to"}:
        return None  # by how much it was cut is no answer to where it stands now
    risen = copy.frame.get("role") == "to" and copy.frame.get("direction") and _by(passage.words, there)
    if compared.equal and (_plays_another(copy, fact) or risen):
        compared = Compared(equal=False, rule=ANOTHER_PART, code=Code.FIGURE_OF_ANOTHER)
    if not compared.equal and _tells_who(sentence, at, copy) != _tells_who(passage.words, there, fact):
        return None
    if not compared.equal and parts.together(sentence, at, passage.words[there[0] : there[1]]):
        return None  # the whole is no rival of its part
    counted = head_of(sentence, at)
    if compared.equal and parts.told_of_the_part(sentence, passage.words, there, counted):
        compared = Compared(equal=False, rule="part-of-it", code=Code.FIGURE_OF_ANOTHER)
    if compared.code is Code.QUALIFIER_DIFFERS and _moves_up_to(passage.words, there):
        compared = Compared(equal=True, rule="reached")
    alike = fit(sentence, at, passage.words, there, weigh)
    mine, theirs = _tolls(copy, sentence, at), _tolls(fact, passage.words, there)
    if mine and theirs:
        alike = min(1.0, alike + _TOLL)
    elif mine != theirs and compared.code in {Code.FIGURE_DIFFERS, Code.SCALE_DIFFERS} and not compared.equal:
        return None  # the dead and those in shelters are two questions, whatever else the sentences share
    several = copy.value.get("measure") == "count" and copy.value.get("low") != 1
    if several and compared.equal and parts.of_others(sentence, at, passage.words, there):
        return None
    theirs_counted = head_of(passage.words, there)
    head = _same_head(counted, theirs_counted)
    mate = _mate(sentence, at)
    return Candidate(
        fact=fact,
        passage=passage,
        compared=compared,
        fit=alike,
        head=head,
        counts=counted is not None and theirs_counted is not None,
        mate=bool(mate) and mate == _mate(passage.words, there),
    )


def _mate(sentence: Sequence[Word], at: tuple[int, int]) -> str:
    """Return the name that follows a figure closely, before any other figure, "and" or punctuation."""
    for k in range(at[1], min(len(sentence), at[1] + 4)):
        word = sentence[k]
        if word.sort is Sort.FIGURE or word.low == "and" or (k and word.start - sentence[k - 1].end > 1):
            break
        if word.sort is Sort.PROPER:
            return word.base
    return ""


def _plays_another(copy: Fact, source: Fact) -> bool:
    """Say whether a change has one amount in another part: cut by 4%, cut to 4%; from $60, to $60."""
    ours, theirs = copy.frame.get("role"), source.frame.get("role")
    return ours != theirs and {ours, theirs} <= {"by", "to", "from"}


def _tells_who(sentence: Sequence[Word], at: tuple[int, int], fact: Fact) -> str:
    """Return in which way a figure tells who somebody is: "a mother-of-six", "Pat Ingles, 69, lost her husband"."""
    if fact.value.get("measure") == "age":
        return "age"
    if at[0] >= len(sentence) or "-of-" in sentence[at[0]].low:
        return "parent"
    word, after = sentence[at[0]], sentence[at[1]] if at[1] < len(sentence) else None
    parted = at[0] and word.start - sentence[at[0] - 1].end > 1  # a comma on both sides
    parted = parted and sentence[at[0] - 1].sort is not Sort.FIGURE and word.sort is Sort.FIGURE
    return "age" if parted and after and after.start - sentence[at[1] - 1].end > 1 else ""


def _unconfirmed(sentence: Sequence[Word], at: tuple[int, int]) -> bool:
    """Say whether the words before a figure only report it as unconfirmed: "could not confirm that 14 had died"."""
    before = sentence[: at[0]]
    denied = any(word.low in lexicon.NEGATIONS or word.low.endswith("n't") for word in before)
    return any(word.low == "unconfirmed" or (denied and word.base in {"confirm", "verify"}) for word in before)


def _step(sentence: Sequence[Word], at: tuple[int, int]) -> str:
    """Return "by" or "to" where the figure is the size of a change, or where it led."""
    before = [word.low for word in sentence[max(0, at[0] - 2) : at[0]]]
    return next((word for word in reversed(before) if word in {"by", "to"}), "")


def _by(sentence: Sequence[Word], at: tuple[int, int]) -> bool:
    """Say whether a figure is the size of a change, told without a "by": "rose 2 metres"."""
    before = sentence[at[0] - 1] if at[0] else None
    return before is not None and before.sort is Sort.CONTENT and is_change(before.low)


def _moves_up_to(sentence: Sequence[Word], at: tuple[int, int]) -> bool:
    """Say whether "up to" belongs to a verb: "a win that moved Lyon up to 64 points"."""
    up = next((k for k in range(at[0] + 1, max(-1, at[0] - 4), -1) if k < len(sentence) and sentence[k].low == "up"), 0)
    return any(meaning(word.base) in lexicon.UPWARDS for word in sentence[max(0, up - 3) : up])


def _tolls(fact: Fact, sentence: Sequence[Word], at: tuple[int, int]) -> bool:
    """Say whether a figure counts all the dead: "a death toll of 11", "fourteen people have died".

    "Seven of the dead" counts a part, and a figure past an "and" counts something else.
    """
    after = sentence[at[1] : at[1] + 6]
    if fact.value.get("measure") != "count" or [w.low for w in after[:2]] in (["of", "the"], ["of", "those"]):
        return False
    for way in (reversed(sentence[max(0, at[0] - 9) : at[0]]), after):
        for word in way:
            if word.low == "and" or word.sort is Sort.FIGURE:
                break
            if meaning(word.base) == "kill":
                return True
    return False


def head_of(sentence: Sequence[Word], at: tuple[int, int]) -> Word | None:
    """Return the word that a figure counts: the next that counts, within three and before any punctuation."""
    for k in range(at[1], min(len(sentence), at[1] + 3)):
        if k and (sentence[k].start - sentence[k - 1].end > 1 or sentence[k].low in _AUXILIARIES):
            return None  # "90 were rescued"
        if sentence[k].sort in {Sort.CONTENT, Sort.PROPER}:
            return sentence[k]
    return None


def _same_head(mine: Word | None, theirs: Word | None) -> bool:
    if mine is None or theirs is None:
        return True  # "the toll stands at 11" counts what the words around it say
    return relation(mine.base, theirs.base) in AGREE or relation(theirs.base, mine.base) in AGREE


def _of_source(copy: Fact, found: Sequence[Candidate]) -> Ruling | None:
    """Decide for one source: the equal figure unless another one stands much better in its place."""
    equal = max((c for c in found if c.compared.equal), key=lambda c: c.fit, default=None)
    other = max((c for c in found if not c.compared.equal), key=lambda c: c.fit + 0.1 * c.head, default=None)
    counted = copy.value.get("measure") in {"count", "ordinal"}
    paid = other is not None and other.compared.code is Code.CURRENCY_DIFFERS and _amount(copy) == _amount(other.fact)
    bar = SAME_SUM if paid else DENIES
    denied = other is not None and other.fit >= bar and (other.head or not counted or other.fit >= 0.8)
    if equal and equal.fit >= CARRIES:
        elsewhere = other and other.fit > equal.fit + CLEARER and other.head >= equal.head
        # "41 children" where the sentence has 41 people and nine children
        elsewhere = elsewhere or (
            other and _counts_those(other) and equal.counts and not equal.head and other.fit >= equal.fit
        )
        if other and denied and elsewhere and other.mate >= equal.mate:
            return _denial(copy, other, code=_whose(other, equal))
        return _carrier(copy, equal)
    return _denial(copy, other, code=other.compared.code) if other and denied else None


def _counts_those(candidate: Candidate) -> bool:
    """Say whether a figure counts, by a word of its own, what the copy's does."""
    return candidate.head and candidate.counts


def _whose(other: Candidate, equal: Candidate) -> Code:
    plain = other.compared.code in {Code.FIGURE_DIFFERS, Code.SCALE_DIFFERS}
    return Code.FIGURE_OF_ANOTHER if plain and equal.passage is other.passage else other.compared.code


def _carrier(copy: Fact, chosen: Candidate) -> Ruling:
    letter = re.sub(r"\s+", " ", copy.text) == re.sub(r"\s+", " ", chosen.fact.text)
    under = "" if chosen.compared.rule == "same-figure" else f" ({chosen.compared.rule.replace('-', ' ')})"
    return Ruling(
        stance=Stance.CARRIES,
        rule=chosen.compared.rule,
        reason=f"The source has {said(chosen.fact)}{under}.",
        source=chosen.passage.source,
        span=chosen.passage.span,
        fit=chosen.fit,
        says=said(chosen.fact),
        letter=letter,
        answer=_answer(chosen.fact),
    )


def _denial(copy: Fact, chosen: Candidate, code: Code) -> Ruling:
    ours, theirs = said(copy), said(chosen.fact)
    if chosen.compared.rule == ANOTHER_PART:
        ours, theirs = (f"“{fact.frame.get('role', 'by')} {fact.text}”" for fact in (copy, chosen.fact))
        code = Code.FIGURE_OF_ANOTHER
    says = (
        {}
        if chosen.compared.rule == ANOTHER_PART
        else {
            Code.DIRECTION_DIFFERS: f"The copy has {ours} moving one way, the source the other: {theirs}.",
            Code.FIGURE_OF_ANOTHER: f"The source says this of a part of {theirs} only."
            if chosen.compared.rule == "part-of-it"
            else f"In the source {ours} belongs to something else; here it has {theirs}.",
        }
    )
    return Ruling(
        stance=Stance.DENIES,
        rule=chosen.compared.rule,
        reason=says.get(code, f"The copy says {ours}; the source says {theirs}."),
        source=chosen.passage.source,
        span=Span(start=chosen.passage.span.start, end=chosen.passage.span.end),
        fit=chosen.fit,
        says=said(chosen.fact),
        code=code,
        answer=_answer(chosen.fact),
    )


def _answer(fact: Fact) -> str:
    return " ".join(str(part) for part in (qualifier(fact), *_amount(fact), fact.value.get("measure")))


def said(fact: Fact) -> str:
    """Return a figure as a reason cites it, with its qualifier."""
    word, number = qualifier(fact), re.sub(r"\s+", " ", fact.text)
    return f"“{number}”" if not word or number.lower().startswith(word) else f"“{word} {number}”"
