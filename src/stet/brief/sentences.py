"""The sentences of a story's reports, each with its facts, its words and whose text it is."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from stet import text as texts
from stet.news import Evidence, Fact, Genre, Kind, Line, Report, Span

# Only these tell news; opinion and live blogs are kept apart, stubs and walls say nothing.
TELLING = frozenset({Genre.REPORT, Genre.RELEASE, Genre.CORRECTION})
_STOP = frozenset(
    """a about after all also an and are as at be been before but by can could for from had has have he her his if in
    into is it its more most new no not of on or other our out over she some than that the their them they this to up
    was we were what when which while who will with would you said say says told""".split()
)
_ENDS = re.compile(r"[.!?…][\"'”’)\]]*$")
_OWNED = re.compile(r" is (?:an? |the )?(?:part of|owned by|published by|member of|trading name of|registered )")


@dataclass(frozen=True, eq=False, slots=True)
class Sentence:
    """One sentence of one report. `order` is its place in the report, `origin` whose text it is."""

    report: Report
    origin: str
    order: int
    span: Span
    text: str
    words: frozenset[str]
    facts: tuple[Fact, ...]

    @property
    def at(self) -> datetime:
        """Return when it arrived."""
        return self.report.arrived

    def line(self, *others: "Sentence") -> Line:
        """Return it as a line of a brief, with its own passage and those of `others` as evidence."""
        return Line(text=self.text, evidence=tuple(s.evidence() for s in (self, *others)), since=self.at)

    def evidence(self) -> Evidence:
        """Return the passage it stands in."""
        return Evidence(source=self.report.id, span=self.span, text=self.text)

    def has(self, kind: Kind) -> bool:
        """Say whether it holds a fact of that kind."""
        return any(f.kind is kind for f in self.facts)


def gathered(
    reports: Iterable[Report], facts: Mapping[str, Sequence[Fact]], origins: Mapping[str, str]
) -> list[Sentence]:
    """Return the sentences of the reports that tell news, in order of arrival, copies left out.

    Of a family of copies the first that is at hand speaks.
    """
    found: list[Sentence] = []
    heard: set[str] = set()
    for report in sorted(reports, key=lambda r: (r.arrived, r.id)):
        origin = origins.get(report.id, report.id)
        if origin not in heard and report.genre in TELLING:
            heard.add(origin)
            found.extend(_of(report, origin, facts.get(report.id, ())))
    return found


def _of(report: Report, origin: str, facts: Sequence[Fact]) -> list[Sentence]:
    out = []
    for order, span in enumerate(texts.told_sentences(report.text)):
        said = span.of(report.text)
        # A heading, a caption or a line of furniture is no sentence.
        if _ENDS.search(said) and len(said.split()) >= 4 and not _imprint(said, report.outlet):
            own = tuple(f for f in facts if span.start <= f.span.start < span.end)
            out.append(Sentence(report, origin, order, span, said, stems(said), own))
    return out


def _imprint(said: str, outlet: str) -> bool:
    """Say whether an outlet tells whose it is, which is no news: "The Ledger is part of Coast Media."."""
    return bool(outlet) and said.startswith(outlet) and _OWNED.match(said[len(outlet) :]) is not None


def stems(said: str) -> frozenset[str]:
    """Return the words of `said` that carry meaning, lower-case, without plural and possessive endings."""
    found = (span.of(said).lower().replace("’", "'").removesuffix("'s") for span in texts.words(said))
    return frozenset(_singular(w) for w in found if w not in _STOP)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def alike(one: Sentence, other: Sentence) -> float:
    """Return the part of the shorter sentence's words that both have, 0 to 1."""
    return len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))
