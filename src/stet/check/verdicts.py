"""From what each source says about a fact to one verdict of the closed set.

A rule reads one source and gives a `Ruling`: it carries the fact, denies it, or is silent. `settle` weighs the rulings:
independent origins corroborate, disagreeing ones dispute, a newer one outdates. Unsure is silent, and silent is
unsupported.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from stet.check.cited import day
from stet.check.codes import Code
from stet.news import Evidence, Fact, Finding, Kind, Source, Span, Verdict

_OVERRULES = 0.25  # how much better a denying passage must fit than the carrying one, within one source, to win
SOON = timedelta(minutes=30)  # reports this close together are about one moment: they differ, nothing changed
_EARLIEST = datetime.min.replace(tzinfo=UTC)


class Stance(StrEnum):
    """What a source says of a fact."""

    CARRIES = "carries"
    DENIES = "denies"


@dataclass(frozen=True, kw_only=True, slots=True)
class Ruling:
    """What one passage says of a fact, under a named rule; `says` is how the source has it, for people.

    `fit` is how sure it is that the passage speaks of the same thing, 0 to 1; `letter` that it has the very characters;
    `answer` is what it says as a value, the same however it is written.
    """

    stance: Stance
    rule: str
    reason: str
    source: Source
    span: Span
    fit: float
    says: str = ""
    code: Code | None = None
    letter: bool = False
    answer: str = ""

    @property
    def evidence(self) -> Evidence:
        """The passage, as the ledger cites it."""
        return Evidence(source=self.source.id, span=self.span, text=self.span.of(self.source.text))

    @property
    def origin(self) -> str:
        """Whose words these are: sources of one origin count once."""
        return self.source.origin or self.source.id


# A source that tells of the thing in other words, or over several sentences, bears a statement out for a reader who
# looks; none of its sentences need say it, so it makes no second voice for it.
LOOSE, SPREAD = "same-subject", "told-in-several-sentences"
OUTDATED = {Kind.FIGURE: Code.FIGURE_OUTDATED, Kind.DATE: Code.DATE_OUTDATED}
DISPUTED = {Kind.FIGURE: Code.FIGURE_DISPUTED, Kind.DATE: Code.DATE_DISPUTED}


def settle(fact: Fact, rulings: Sequence[Ruling], nowhere: Finding) -> Finding:
    """Return the one finding for a fact; `nowhere` is what to say when all sources are silent."""
    heard = _last_words(_one_per_source(rulings))
    carries = [r for r in heard if r.stance is Stance.CARRIES]
    denies = [r for r in heard if r.stance is Stance.DENIES]
    if not heard:
        return nowhere
    if not carries:
        return _contradicted(fact, denies)
    against = [r for r in denies if r.origin not in {c.origin for c in carries} and r.fit >= _bar(carries)]
    against = [r for r in against if not _of_another_time(r, fact.kind, carries)]
    if against:
        return _torn(fact, carries, against)
    return _stands(fact, carries)


def _of_another_time(denial: Ruling, kind: Kind, carries: Sequence[Ruling]) -> bool:
    """Say whether a denial and what carries the fact can both be right, each in its time.

    A figure or date that was otherwise before any source had it so has been overtaken. What began in the morning has
    ended by night.
    """
    if denial.source.published is None:
        return False
    if kind in OUTDATED:
        return _when(denial) + SOON < min(_when(c) for c in carries)
    return denial.code is Code.OPPOSITE and _when(denial) > max(_when(c) for c in carries) + SOON > _EARLIEST + SOON


def _bar(carries: Sequence[Ruling]) -> float:
    """Return how well a denial must fit before it disturbs a carried fact: as well as the best carrier."""
    return max(0.6, max(c.fit for c in carries) - 0.15)


def _one_per_source(rulings: Sequence[Ruling]) -> list[Ruling]:
    best: dict[tuple[str, Stance], Ruling] = {}
    for ruling in rulings:
        key = (ruling.source.id, ruling.stance)
        if key not in best or (ruling.fit, ruling.letter) > (best[key].fit, best[key].letter):
            best[key] = ruling
    kept = []
    for source in dict.fromkeys(r.source.id for r in rulings):
        carry, deny = best.get((source, Stance.CARRIES)), best.get((source, Stance.DENIES))
        if carry and deny:
            kept.append(deny if deny.fit > carry.fit + _OVERRULES else carry)
        elif one := carry or deny:
            kept.append(one)
    return sorted(kept, key=lambda r: -r.fit)


def _last_words(heard: Sequence[Ruling]) -> list[Ruling]:
    """Leave out what an outlet said before it came to carry the fact: it has taken that back itself."""
    carried: dict[str, datetime] = {}
    for ruling in heard:
        if ruling.stance is Stance.CARRIES and ruling.source.outlet:
            carried[ruling.source.outlet] = max(_when(ruling), carried.get(ruling.source.outlet, _EARLIEST))
    return [r for r in heard if r.stance is Stance.CARRIES or _when(r) >= carried.get(r.source.outlet, _EARLIEST)]


def _contradicted(fact: Fact, denies: Sequence[Ruling]) -> Finding:
    first = denies[0]
    return Finding(
        fact=fact,
        verdict=Verdict.CONTRADICTED,
        rule=first.rule,
        reason=first.reason,
        evidence=tuple(r.evidence for r in denies[:4]),
        origins=len({r.origin for r in denies}),
        code=str(first.code or ""),
    )


def _stands(fact: Fact, carries: Sequence[Ruling]) -> Finding:
    carries = [r for r in carries if r.rule not in {LOOSE, SPREAD}] or carries[:1]
    origins = len({r.origin for r in carries})
    letter = next((r for r in carries if r.letter), None)
    first = letter or carries[0]
    verdict = Verdict.CORROBORATED if origins >= 2 else Verdict.VERBATIM if letter else Verdict.EQUIVALENT
    reason = first.reason if origins < 2 else f"{origins} independent origins say so: {_who(carries)}."
    return Finding(
        fact=fact,
        verdict=verdict,
        rule="independent-origins" if origins >= 2 else first.rule,
        reason=reason,
        evidence=tuple(r.evidence for r in carries[:6]),
        origins=origins,
    )


def _torn(fact: Fact, carries: Sequence[Ruling], against: Sequence[Ruling]) -> Finding:
    shown = tuple(r.evidence for r in [*carries[:3], *against[:3]])
    origins = len({r.origin for r in carries})
    if fact.kind in OUTDATED and _overtaken(carries, against):
        last = max(against, key=_when)
        first = min((r for r in against if (r.answer or r.says) == (last.answer or last.says)), key=_when)
        return Finding(
            fact=fact,
            verdict=Verdict.OUTDATED,
            rule="newer-source",
            reason=f"{_name(first.source)} has changed it since {_day(first)}: {first.says or first.reason}",
            evidence=shown,
            origins=origins,
            code=OUTDATED[fact.kind],
        )
    return Finding(
        fact=fact,
        verdict=Verdict.DISPUTED,
        rule="origins-disagree",
        reason=f"The sources disagree: {'; '.join(_sides([*carries, *against]))}.",
        evidence=shown,
        origins=origins,
        code=DISPUTED.get(fact.kind, Code.EVENT_DISPUTED),
    )


def _overtaken(carries: Sequence[Ruling], against: Sequence[Ruling]) -> bool:
    """Say whether every source that has it otherwise is clearly newer: then it changed, and is not in dispute."""
    last = max(_when(r) for r in carries)
    return last > _EARLIEST and all(_when(r) > last + SOON for r in against)


def _sides(rulings: Sequence[Ruling]) -> list[str]:
    """Return who says what since when: one part per answer, the first who gave it first."""
    sides: dict[str, list[Ruling]] = {}
    for ruling in rulings:
        sides.setdefault(ruling.answer or ruling.says, []).append(ruling)
    told = []
    for voices in sides.values():
        voices.sort(key=_when)
        names = {_name(r.source) for r in voices}
        says = "says" if len(names) == 1 else "say"
        told.append(f"{_who(voices)} {says} {voices[0].says or 'otherwise'}{_since(voices[0])}")
    return told


def _when(ruling: Ruling) -> datetime:
    return ruling.source.published or _EARLIEST


def _day(ruling: Ruling) -> str:
    moment = ruling.source.published
    return day(moment) if moment else "then"


def _since(ruling: Ruling) -> str:
    return f" (since {_day(ruling)})" if ruling.source.published else ""


def _name(source: Source) -> str:
    return source.outlet or source.id


def _who(rulings: Sequence[Ruling]) -> str:
    names = list(dict.fromkeys(_name(r.source) for r in rulings))
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
