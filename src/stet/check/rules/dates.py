"""Rules for dates: the same moment, however it is written, resolved from each text's own date."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stet.check import dates, lexicon
from stet.check.alignment import Weigh, fit, within
from stet.check.cited import cited
from stet.check.codes import Code
from stet.check.dates import Relation
from stet.check.evidence import Passage
from stet.check.rules import figures
from stet.check.verdicts import Ruling, Stance
from stet.check.wording import Sort, Word
from stet.news import Fact

CARRIES = 0.05
DENIES = 0.55
CLEARER = 0.15
_YEAR = re.compile(r"(?:19|20)\d\d")
_XXXX = re.compile(r"XXXX-")  # a date whose text leaves its year out
_GRAINS = ("century", "decade", "year", "season", "quarter", "month", "week", "weekend", "day")  # coarse to fine


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """How a date of the copy stands to one of a source."""

    equal: bool
    rule: str
    code: Code = Code.DATE_DIFFERS


def compare(copy: Fact, source: Fact) -> Compared | None:
    """Compare two dates; None where they cannot answer the same question, or the copy is finer than the source."""
    found = dates.compare(copy.value, source.value)
    same_words = plain_text(copy) == plain_text(source)
    if _other_ends(copy, source) and (found.relation.agrees or _hours(copy, source)):
        return Compared(equal=False, rule="range")
    if found.relation.agrees and _bounded_otherwise(figures.qualifier(copy), figures.qualifier(source)):
        return Compared(equal=False, rule="qualifier", code=Code.QUALIFIER_DIFFERS)
    if found.relation.agrees or (same_words and found.relation is Relation.AMBIGUOUS):
        return Compared(equal=True, rule=found.rule.replace(" ", "-"))
    if not found.relation.differs or set(plain_text(source).split()) <= set(plain_text(copy).split()):
        return None  # "May 2, 2020" where the source has "May 2": more than it says, and not against it
    one, two = _weekday(copy), _weekday(source)
    code = Code.WEEKDAY_DIFFERS if one and two and one != two else Code.DATE_DIFFERS
    return Compared(equal=False, rule="weekday" if code is Code.WEEKDAY_DIFFERS else "date", code=code)


def _other_ends(copy: Fact, source: Fact) -> bool:
    """Say whether both give a length as a range, and another one: "3 to 6 hours" for "3 to 5 hours"."""
    keys = ("start", "end") if _hours(copy, source) else ("seconds", "most_seconds")
    ours, theirs = ([fact.value.get(key) for key in keys] for fact in (copy, source))
    return ours != theirs and None not in (ours[1], theirs[1])


def _hours(copy: Fact, source: Fact) -> bool:
    """Say whether both are hours of a day without a day: "from 9am to 5pm"."""
    return all(
        fact.value.get("type") == "range" and str(fact.value["value"]).startswith("T") for fact in (copy, source)
    )


def _bounded_otherwise(ours: str, theirs: str) -> bool:
    """Say whether the copy bounds a stretch of time in another way than the source: "almost" for "over"."""
    over = {"at least", "more than"}
    if (ours == "nearly" and theirs in over) or (theirs == "nearly" and ours in over):
        return True
    return ours != theirs and theirs in figures.BOUNDS and ours in {*figures.BOUNDS, "exactly"}


def plain_text(fact: Fact) -> str:
    """Return the words of a date as they compare: lower case, no "on" or "the", months in full."""
    low = re.sub(r"\b(?:on|in|the|of|at|by)\b|[.,]", " ", fact.text.lower())
    return " ".join(_full(word) for word in low.split())


def _full(word: str) -> str:
    for name in (*lexicon.MONTHS, *lexicon.WEEKDAYS):
        if len(word) >= 3 and name.startswith(word) and word.isalpha():
            return name
    return word


def _weekday(fact: Fact) -> str:
    return next((day for day in lexicon.WEEKDAYS if day in fact.text.lower()), "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A date of a passage that could be the copy's."""

    fact: Fact
    passage: Passage
    compared: Compared
    fit: float


def rule(
    copy: Fact, sentence: Sequence[Word], passages: Sequence[tuple[Passage, Sequence[Fact]]], weigh: Weigh
) -> list[Ruling]:
    """Return what the passages say of a date; `passages` come with the dates found in them."""
    at = within(sentence, copy.span.start, copy.span.end)
    found = [
        Candidate(fact=fact, passage=passage, compared=compared, fit=_fit(sentence, at, fact, passage, weigh))
        for passage, facts in passages
        for fact in facts
        if (compared := _compared(copy, fact, passage, passages))
        if compared.equal or not _said_anew(sentence, at, fact, passage)
    ]
    sources = dict.fromkeys(c.passage.source.id for c in found)
    return [r for s in sources if (r := _of_source(copy, [c for c in found if c.passage.source.id == s]))]


def _compared(
    copy: Fact, fact: Fact, passage: Passage, passages: Sequence[tuple[Passage, Sequence[Fact]]]
) -> Compared | None:
    found = compare(copy, fact)
    if found is None:
        return _year_elsewhere(copy, fact, passage, passages)
    return Compared(equal=True, rule="noun-left-out") if not found.equal and _left_out(copy, fact, passage) else found


def _year_elsewhere(
    copy: Fact, fact: Fact, passage: Passage, passages: Sequence[tuple[Passage, Sequence[Fact]]]
) -> Compared | None:
    """Let a date stand that the source gives without its year, where the year stands in a sentence right before.

    "The third quarter of 2019" for "in 2019 ... In the third quarter".
    """
    ours, theirs = set(plain_text(copy).split()), set(plain_text(fact).split())
    more = ours - theirs
    if not theirs < ours or len(more) != 1 or not _XXXX.match(str(fact.value.get("timex"))):
        return None
    before = [p for p, _ in passages if p.source is passage.source and 0 <= passage.number - p.number <= 2]
    told = {year for p in before for year in years(p.words)}
    return Compared(equal=True, rule="year-from-before") if told == more else None


def years(words: Iterable[Word]) -> set[str]:
    """Return the years among words, as they stand there."""
    return {word.low for word in words if _YEAR.fullmatch(word.low)}


def _said_anew(sentence: Sequence[Word], at: tuple[int, int], fact: Fact, passage: Passage) -> bool:
    """Say whether both dates only tell when it was said, and the source's is the day it came out: said again, anew."""
    there = within(passage.words, fact.span.start, fact.span.end)
    if not (_of_saying(sentence, at) and _of_saying(passage.words, there)):
        return False
    day = passage.source.published
    return day is not None and str(fact.value.get("value", "")).startswith(f"{day:%Y-%m-%d}")


def _left_out(copy: Fact, fact: Fact, passage: Passage) -> bool:
    """Say whether a passage has the copy's ordinal without its noun: "in the first quarter and $4bn in the second"."""
    ours, theirs = plain_text(copy).split(), plain_text(fact).split()
    ordinals = set(ours) & lexicon.ORDINALS
    return set(ours) - ordinals == set(theirs) - lexicon.ORDINALS and any(
        word.low in ordinals and (k + 1 == len(passage.words) or passage.words[k + 1].sort is not Sort.CONTENT)
        for k, word in enumerate(passage.words)
    )


def _of_saying(sentence: Sequence[Word], at: tuple[int, int]) -> bool:
    """Say whether a verb of saying stands right before a date: "the office said on Thursday"."""
    return any(word.base in lexicon.SAYING for word in sentence[max(0, at[0] - 3) : at[0]])


def _fit(sentence: Sequence[Word], at: tuple[int, int], fact: Fact, passage: Passage, weigh: Weigh) -> float:
    return fit(sentence, at, passage.words, within(passage.words, fact.span.start, fact.span.end), weigh)


def _of_source(copy: Fact, found: Sequence[Candidate]) -> Ruling | None:
    equal = max((c for c in found if c.compared.equal), key=lambda c: c.fit, default=None)
    other = max((c for c in found if not c.compared.equal and _alike(copy, c.fact)), key=lambda c: c.fit, default=None)
    if equal and equal.fit >= CARRIES and not (other and other.fit > max(DENIES, equal.fit + CLEARER)):
        return _carrier(copy, equal)
    return _denial(copy, other) if other and other.fit >= DENIES else None


def _alike(copy: Fact, source: Fact) -> bool:
    """Say whether two dates are of one grain: a year denies no day of another year, a day no century."""
    one, two = str(copy.value.get("granularity")), str(source.value.get("granularity"))
    if one == two:
        return True
    return one in _GRAINS and two in _GRAINS and abs(_GRAINS.index(one) - _GRAINS.index(two)) <= 3


def _carrier(copy: Fact, chosen: Candidate) -> Ruling:
    letter = chosen.fact.text == copy.text
    return Ruling(
        stance=Stance.CARRIES, rule=chosen.compared.rule, reason=f"The source dates it {cited(chosen.fact.text)}.",
        source=chosen.passage.source, span=chosen.passage.span, fit=chosen.fit,
        says=cited(chosen.fact.text), letter=letter, answer=str(chosen.fact.value.get("value") or ""),
    )  # fmt: skip


def _denial(copy: Fact, chosen: Candidate) -> Ruling:
    resolved = str(chosen.fact.value.get("value") or "")
    shown = figures.said(chosen.fact) + (
        f" ({resolved})" if re.match(r"\d{4}", resolved) and resolved not in chosen.fact.text else ""
    )
    return Ruling(
        stance=Stance.DENIES, rule=chosen.compared.rule, code=chosen.compared.code,
        reason=f"The copy says {figures.said(copy)}; the source says {shown}.",
        source=chosen.passage.source, span=chosen.passage.span, fit=chosen.fit, says=shown,
        answer=resolved,
    )  # fmt: skip
