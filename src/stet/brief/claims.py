"""Claims: what is counted or measured, which value each newsroom gives, and whether they agree.

Two figures are about one thing when unit, what is measured and what happened to it are the same words or one of a few
names for the same fate (`_FATES`). Each newsroom speaks with its latest value: a toll that rose is no dispute.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from stet.brief.sentences import Sentence, stems
from stet.news import Dispute, Fact, Kind, Line

_FATES = {
    name: fate
    for fate, names in {
        "dead": "die died dead death deaths kill killed toll fatality fatalities perish perished lose lost",
        "hurt": "hurt injure injured injury injuries wound wounded",
        "missing": "miss missing unaccounted disappear disappeared",
        "away": "evacuate evacuated flee fled displace displaced leave left homeless",
        "held": "arrest arrested detain detained hold held",
    }.items()
    for name in names.split()
}
_PEOPLE = frozenset("people person resident man woman child civilian victim passenger worker soldier".split())
_BOUNDS = {
    "at least": "low",
    "more than": "low",
    "over": "low",
    "at most": "high",
    "less than": "high",
    "up to": "high",
}
_ROUGH = frozenset({"about", "nearly"})
# What one newsroom still said this long before two others agreed on another value is old, not a dispute.
_OLD = timedelta(hours=2)


@dataclass(frozen=True, eq=False, slots=True)
class Claim:
    """One newsroom's figure for one thing."""

    about: tuple[str, ...]
    value: float
    bound: str  # "low" for at least, "high" for at most
    rough: bool
    fact: Fact
    sentence: Sentence

    def fits(self, other: "Claim") -> bool:
        """Say whether both can be true."""
        if self.rough or other.rough:
            return abs(self.value - other.value) <= 0.1 * max(abs(self.value), abs(other.value))
        return self.value == other.value or self._allows(other) or other._allows(self)

    def _allows(self, other: "Claim") -> bool:
        if self.bound == "low":
            return other.value >= self.value
        return self.bound == "high" and other.value <= self.value

    @property
    def speaker(self) -> str:
        """Return who makes it: the owner, the outlet, or the text where neither is known."""
        return self.sentence.report.owner or self.sentence.report.outlet or self.sentence.origin


def claims(sentences: Sequence[Sentence]) -> list[list[Claim]]:
    """Return the latest claim of each newsroom, grouped by what it is about, in order of arrival."""
    latest: dict[tuple[str, ...], dict[str, Claim]] = {}
    for sentence in sentences:
        for fact in sentence.facts:
            if claim := _claim(fact, sentence):
                own = latest.setdefault(claim.about, {})
                said = own.get(claim.speaker)
                # Within one report the first mention is the news, later ones are often parts of it.
                if said is None or said.sentence.report is not sentence.report:
                    own[claim.speaker] = claim
    return [sorted(own.values(), key=lambda c: (c.sentence.at, c.sentence.report.id)) for own in latest.values()]


def _claim(fact: Fact, sentence: Sentence) -> Claim | None:
    value = fact.value.get("number")
    if fact.kind is not Kind.FIGURE or not isinstance(value, int | float) or fact.value.get("ordinal"):
        return None
    if fact.frame.get("polarity") == "negative" or fact.frame.get("modality", "actual") not in ("actual", "", None):
        return None
    about = _about(fact, sentence)
    if not about:
        return None
    qualifier = str(fact.frame.get("qualifier", ""))
    return Claim(about, float(value), _BOUNDS.get(qualifier, ""), qualifier in _ROUGH, fact, sentence)


def _about(fact: Fact, sentence: Sentence) -> tuple[str, ...]:
    unit = str(fact.value.get("currency") or fact.value.get("unit") or fact.value.get("measure") or "")
    measured = stems(_slot(fact.frame.get("measured")))
    happened = stems(" ".join(_slot(fact.frame.get(s)) for s in ("action", "predicate", "subject")))
    fate = next((_FATES[w] for w in sorted(measured | happened) if w in _FATES), "")
    if fate and (not measured or measured & _PEOPLE or measured & set(_FATES)):
        return ("people", fate)
    if not measured:
        return ()
    return (unit, *sorted(measured), fate or " ".join(sorted(stems(_slot(fact.frame.get("predicate"))))))


def _slot(value: Any) -> str:
    return str(value.get("text", "")) if isinstance(value, dict) else str(value or "")


def agreed(group: Sequence[Claim]) -> list[Claim]:
    """Return the largest set of claims that agree on one value, if two origins or more are in it."""
    best: list[Claim] = []
    for claim in group:
        same = [other for other in group if other.value == claim.value]
        if len(same) > len(best):
            best = same
    return best if len(best) > 1 else []


def dispute(group: Sequence[Claim]) -> Dispute | None:
    """Return the board of a thing on which origins differ: each value, who says it and since when.

    A value that a bound allows is no dispute, nor is one that is old: said hours before two others agreed on another.
    What fits all the others ("at least four" beside 11 and 14) is on no side.
    """
    standing = _standing(group)
    group = [claim for claim in standing if not all(claim.fits(other) for other in standing)]
    if not group:
        return None
    values: dict[str, list[Line]] = {}
    for claim in group:
        values.setdefault(_said(claim), []).append(claim.sentence.line())
    about = _name(group[0])
    return Dispute(about=about, values=tuple((value, tuple(lines)) for value, lines in values.items()))


def _standing(group: Sequence[Claim]) -> Sequence[Claim]:
    for newest in reversed(group):
        same = [c for c in group if c.value == newest.value]
        if len(same) > 1:
            return [c for c in group if c.value == newest.value or c.sentence.at > same[0].sentence.at - _OLD]
    return group


def _said(claim: Claim) -> str:
    """Return the value as it is written; what opened a sentence as "Fourteen" is "fourteen" anywhere else."""
    said, qualifier = claim.fact.text, str(claim.fact.frame.get("qualifier", ""))
    if claim.fact.value.get("form") == "words":
        said = said[:1].lower() + said[1:]
    return f"{qualifier} {said}" if qualifier and qualifier not in said else said


def _name(claim: Claim) -> str:
    return " ".join(w for w in claim.about if w).strip()
