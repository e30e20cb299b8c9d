"""The brief of a story: extractive, each sentence with its evidence."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from stet.brief.central import SAME, central
from stet.brief.claims import agreed, claims, dispute
from stet.brief.corrections import corrects
from stet.brief.known import makes_known
from stet.brief.sentences import Sentence, alike, gathered
from stet.news import Brief, Dispute, Evidence, Fact, Finding, Genre, Kind, Line, Report, Verdict

TOLD = 3  # sentences of "what happened"
LISTED = 8  # entries of each other list
PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "you"})  # who opens a sentence may be written "He"


def brief(
    reports: Sequence[Report],
    facts: Sequence[Sequence[Fact]],
    *,
    now: datetime,
    since: datetime | None = None,
    origins: Mapping[str, str] | None = None,
    findings: Mapping[str, Sequence[Finding]] | None = None,
) -> Brief:
    """Tell a story in its sources' own sentences, as of `now`.

    `facts` holds those of each report, in the same order; `origins` says by id whose text a report carries (its own
    where it is silent); `findings`, by report and where the ledger has run, add what it found corroborated. `since` is
    when the reader last looked. Every line is a sentence of a report, unchanged.
    """
    arrived = [r for r in reports if r.arrived <= now]
    of = {report.id: own for report, own in zip(reports, facts, strict=True)}
    # A correction repeats what was wrong: it may not count as somebody's word for it.
    pool = [s for s in gathered(arrived, of, origins or {}) if not corrects(s.text)]
    happened = central(pool, TOLD)
    return Brief(
        happened=tuple(s.line() for s in happened),
        new=tuple(s.line() for s in _new(pool, since)),
        known=_known(pool, findings or {}),
        disputed=_disputed(pool),
        said=_said(pool),
        ahead=_ahead(pool, now),
        timeline=_timeline(pool),
        corrections=_corrections(arrived),
    )


def _new(pool: Sequence[Sentence], since: datetime | None) -> list[Sentence]:
    """Return sentences that arrived after `since` with a fact that nobody had, and were not told before."""
    if since is None:
        return []
    before = [s for s in pool if s.at <= since]
    had = {_key(f) for s in before for f in s.facts}
    fresh = [
        s
        for s in pool
        if s.at > since
        and any(_key(f) not in had for f in s.facts)
        and not any(alike(s, b) > SAME and _numbers(s) == _numbers(b) for b in before)
    ]
    return sorted(central(fresh, LISTED), key=lambda s: (s.at, s.report.id, s.order))


def _key(fact: Fact) -> tuple[str, str]:
    for name in ("number", "value", "canonical", "name", "quote", "predicate"):
        if fact.value.get(name) not in (None, ""):
            return str(fact.kind), str(fact.value[name]).casefold()
    return str(fact.kind), fact.text.casefold()


def _numbers(sentence: Sentence) -> set[str]:
    return set(re.findall(r"\d[\d,.]*", sentence.text))


def _known(pool: Sequence[Sentence], findings: Mapping[str, Sequence[Finding]]) -> tuple[Line, ...]:
    """Return what at least two origins say: figures that agree, then what the ledger found corroborated.

    What stands on a board of values that differ is not known, nor is another sentence with one of its values.
    """
    groups = claims(pool)
    open_values = {claim.value for group in groups if dispute(group) for claim in group}
    settled = [s for s in pool if not _values(s) & open_values]
    lines: dict[str, Line] = {}
    for group in groups:
        if dispute(group) is None and (same := agreed(group)):
            told = [claim.sentence for claim in same]
            if first := next((s for s in told if s in settled), None):
                lines.setdefault(first.text, first.line(*(s for s in told if s is not first)))
    for sentence in settled:
        for finding in findings.get(sentence.report.id, ()):
            told_by = makes_known(finding.fact.kind, quoting=sentence.has(Kind.QUOTATION))
            told_by = told_by and not _borne_out(finding, lines.values())
            if told_by and finding.verdict is Verdict.CORROBORATED and sentence.span.holds(finding.fact.span):
                evidence = (sentence.evidence(), *finding.evidence)
                lines.setdefault(sentence.text, Line(text=sentence.text, evidence=evidence, since=sentence.at))
    return tuple(lines.values())[:LISTED]


def _borne_out(finding: Finding, lines: Iterable[Line]) -> bool:
    """Say whether one of the lines has it already, in another report's words."""
    told = [line.evidence[0] for line in lines]
    return any(e.source == t.source and e.span.overlaps(t.span) for e in finding.evidence for t in told)


def _values(sentence: Sentence) -> set[float]:
    return {
        float(n)
        for f in sentence.facts
        if f.kind is Kind.FIGURE and isinstance(n := f.value.get("number"), int | float)
    }


def _disputed(pool: Sequence[Sentence]) -> tuple[Dispute, ...]:
    return tuple(board for group in claims(pool) if (board := dispute(group)))


def _said(pool: Sequence[Sentence]) -> tuple[Line, ...]:
    """Return the quotations that have a speaker, each once, in order.

    A sentence that does not say who speaks is told with the name that the report gives; where that is only a "he" or a
    "she" of another sentence, nobody can be named for sure, and it is left out.
    """
    lines: dict[str, Line] = {}
    for sentence in pool:
        for fact in sentence.facts:
            content = fact.frame.get("content")
            if fact.kind is Kind.QUOTATION and fact.frame.get("speaker") and isinstance(content, dict):
                words = re.sub(r"\W+", " ", str(content["text"])).casefold().strip()
                evidence = Evidence(source=sentence.report.id, span=sentence.span, text=sentence.text)
                speaker = _elsewhere(fact.frame["speaker"], sentence)
                if len(words.split()) >= 4 and speaker is not None:
                    line = Line(text=sentence.text, evidence=(evidence,), since=sentence.at, speaker=speaker)
                    lines.setdefault(words, line)
    return _unique(list(lines.values()))[:LISTED]


def _elsewhere(speaker: Any, sentence: Sentence) -> str | None:
    """Return the name by which another sentence calls a speaker, "" where this one does, or None where none does."""
    if not isinstance(speaker, dict) or sentence.span.start <= int(speaker["start"]) < sentence.span.end:
        return ""
    said = str(speaker["text"])
    return said if any(letter.isupper() for letter in said) and said.lower() not in PRONOUNS else None


def _ahead(pool: Sequence[Sentence], now: datetime) -> tuple[Line, ...]:
    """Return the sentences that name a day still to come, nearest day first."""
    due: list[tuple[date, Sentence]] = []
    for sentence in pool:
        days = [day for f in sentence.facts if (day := _day(f)) and day > now.astimezone(UTC).date()]
        if days and not any(alike(sentence, s) > SAME and day == min(days) for day, s in due):
            due.append((min(days), sentence))
    return tuple(s.line() for _, s in sorted(due, key=lambda d: (d[0], d[1].at, d[1].order)))[:LISTED]


def _day(fact: Fact) -> date | None:
    if fact.kind is not Kind.DATE or fact.value.get("granularity") not in (None, "day", "hour", "minute", "second"):
        return None
    try:
        return date.fromisoformat(str(fact.value.get("start") or fact.value.get("value") or "")[:10])
    except ValueError:
        return None


def _timeline(pool: Sequence[Sentence]) -> tuple[Line, ...]:
    """Return the sentence that tells each day's news, for stories of more than one day."""
    days: dict[date, list[Sentence]] = {}
    for sentence in pool:
        days.setdefault(sentence.at.astimezone(UTC).date(), []).append(sentence)
    if len(days) < 2:
        return ()
    told: list[Sentence] = []
    for day in sorted(days):
        fresh = [s for s in days[day] if not any(alike(s, t) > SAME for t in told)]
        told.extend(central(fresh, 1))
    return tuple(s.line() for s in told)


def _corrections(reports: Sequence[Report]) -> tuple[Line, ...]:
    """Return the sentences in which a report corrects itself or another, and the openings of correction notices."""
    found: list[Line] = []
    for report in sorted(reports, key=lambda r: (r.arrived, r.id)):
        own = [s for s in gathered([report], {}, {}) if corrects(s.text)]
        if not own and (report.genre is Genre.CORRECTION or corrects(report.title)):
            own = gathered([report], {}, {})[:1]
        found.extend(s.line() for s in own)
    return _unique(found)


def _unique(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple({line.text: line for line in reversed(lines)}.values())[::-1]
