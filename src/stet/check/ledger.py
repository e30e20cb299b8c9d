"""The ledger: every checkable fact of a text, bound to the passages that bear on it, with a verdict.

One page: read the text, shelve the sources, and let the rule of each kind say what each source holds of each fact.
"""

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from typing import Any

from stet import text as texts
from stet.check import joined, legible, seen, statements, support, verdicts
from stet.check.alignment import Alignment, within
from stet.check.cited import cited
from stet.check.codes import NOWHERE, Code
from stet.check.evidence import Passage, Shelf, carried, pieces, shelve
from stet.check.rules import attributions, dates, derived, figures, names, quotations
from stet.check.statements import Reading
from stet.check.verdicts import Ruling, Stance
from stet.check.wording import meaning, words
from stet.engines.entail import Entailment
from stet.errors import TooLarge
from stet.news import Fact, Finding, Kind, Ledger, Source, Span, Verdict

# Where unsupported, these only say that it is put otherwise: another word, maybe for the same, or another cue.
_UNSURE = frozenset({Code.WORD_DIFFERS, Code.MODALITY_DIFFERS, Code.CONTENT_NOWHERE})
ENGINE = "stet-ledger/1"
FAR = 12  # passages looked at for a figure or date beyond those that bear on its sentence
SHORT = 6  # sentences up to which the encoder helps to screen: it costs 50 ms for each
FOREIGN = 0.15  # share of its best carried sentence under which a copy tells of something else than its sources
# Calibrated on 292 headlines: 2 stay under it beside their own articles, 6 in 10 beside another's.
MOST_KEPT = 5_000  # judged sentences a desk remembers; a morning's work on one draft
_PLACES = ("start", "end")
MAX_TEXT = 400_000  # characters of copy: a long book chapter; more is no article


def check(
    text: str,
    sources: Sequence[Source],
    *,
    published: datetime | None = None,
    tagger: Any = None,
    entail: Entailment | None = None,
) -> Ledger:
    """Bind every checkable fact of `text` to `sources` and say whether it stands.

    `published` is the moment from which "yesterday" in the text is read. Without sources nothing stands. A canary that
    must be rejected runs through the same rules each time; `Ledger.canary` says that it was.

    Raises:
        TooLarge: the text is longer than `MAX_TEXT`.
    """
    if len(text) > MAX_TEXT:
        raise TooLarge(f"the text has {len(text):,} characters, the limit is {MAX_TEXT:,}", advice="Check it in parts.")
    bared = [_bare(source) for source in sources]
    views = {source.id: view for source in sources if (view := seen.bare(source.text))}
    copy = joined.join(text, bared)
    readings, findings = _judged(copy.text, bared, published, tagger)
    score = _support(readings, findings, entail)
    return Ledger(
        findings=tuple(_led_back(copy.back(finding), views) for finding in findings),
        support=score,
        engine=ENGINE,
        canary=canary_rejected(),
        notices=legible.notices(text, sources, _shelf(bared)),
    )


def _bare(source: Source) -> Source:
    """Return a source without the characters that nobody sees, which part a word for whoever compares words."""
    view = seen.bare(source.text)
    return replace(source, text=view.text) if view else source


def _led_back(found: Finding, views: Mapping[str, seen.Seen]) -> Finding:
    """Return a finding whose passages stand where they do in the sources as they were handed in."""
    shown = found.evidence
    return replace(found, evidence=tuple(views[e.source].led_back(e) if e.source in views else e for e in shown))


def canary_rejected() -> bool:
    """Send a text with one wrong figure through the rules and say whether it was rejected, as it must be.

    It is judged anew each time: what a desk remembers would only show that the rules once worked.
    """
    source = Source(id="canary", text="The flood killed seven people in the town on Monday, officials said.")
    findings = _judged("The flood killed nine people in the town on Monday.", [source], None, None, Desk)[1]
    return any(f.verdict is Verdict.CONTRADICTED and f.fact.kind is Kind.FIGURE for f in findings)


def _judged(
    text: str,
    sources: Sequence[Source],
    published: datetime | None,
    tagger: Any,
    at: Callable[..., "Desk"] | None = None,
) -> tuple[list[Reading], tuple[Finding, ...]]:
    from stet.check.facts import facts  # the readers of all kinds are heavy to import, and not needed to print help

    shelf = _shelf(sources)
    spans = _sentences(text)
    readings = statements.readings(text, spans, shelf)
    listed = facts(text, published=published, tagger=tagger)
    desk = (at or _desk)(shelf=shelf)
    findings = []
    for reading in readings:
        inside = [fact for fact in listed if reading.span.start <= fact.span.start < reading.span.end]
        findings += desk.sentence(reading, inside)
    findings += quotations.unclosed(text)
    findings = [_as_it_is(finding) for finding in findings]
    told = max((carried(reading.words, shelf, reading.near) for reading in readings), default=0.0)
    if told < FOREIGN or not legible.any_english(sources):
        findings = [replace(finding, asks=False) for finding in findings]  # nothing of it is told anywhere
    return readings, tuple(sorted(findings, key=lambda f: (f.fact.span, str(f.fact.kind))))


def _as_it_is(found: Finding) -> Finding:
    """Let nothing stand, nor only be asked about, that looks like other words than it is made of."""
    word = "" if found.verdict is Verdict.CONTRADICTED else seen.disguised(found.fact.text)
    if not word:
        return found
    return Finding(
        fact=found.fact, verdict=Verdict.UNSUPPORTED, rule="look-alike-letters", code=NOWHERE[found.fact.kind],
        reason=f"{cited(word)} has letters of several alphabets: it is not the word that it looks like.",
    )  # fmt: skip


@lru_cache(maxsize=8)
def _desk(shelf: Shelf) -> "Desk":
    """Return the desk of a shelf: who writes checks again and again, and only a sentence or two is new each time."""
    return Desk(shelf=shelf)


def forget() -> None:
    """Forget the sentences that were judged, and free their memory; `evidence.forget` does so for the sources."""
    _desk.cache_clear()


def _shelf(sources: Sequence[Source]) -> Shelf:
    return shelve([source for source in sources if legible.says_anything(source)])


def _support(readings: Sequence[Reading], findings: Sequence[Finding], entail: Entailment | None) -> float:
    """Return the support; the encoder looks only at texts of a summary's length, which it is for."""
    if len(readings) > SHORT:
        return support.score(readings, findings)
    from stet.engines import embed
    from stet.engines import entail as engine

    return support.score(readings, findings, entail or engine.load(), embed.load())


_LOOSE_STOP = re.compile(r"(?<=\s[.!?])\s+(?=\S)")  # " . ", as tokenised text has it, whatever letter follows


def _sentences(text: str) -> list[Span]:
    found = []
    for span in texts.sentences(text):
        cuts = [span.start + cut.end() for cut in _LOOSE_STOP.finditer(span.of(text))]
        bounds = [span.start, *cuts, span.end]
        found += [piece for a, b in pairwise(bounds) for piece in pieces(Span(start=a, end=b))]
    return found


@dataclass(frozen=True, kw_only=True, eq=False)
class Desk:
    """The sources on the shelf, what has already been read in them, and which sentences were judged."""

    shelf: Shelf
    _read: dict[tuple[int, Kind], tuple[Fact, ...]] = field(default_factory=dict)
    _judged: dict[Hashable, tuple[Finding, ...]] = field(default_factory=dict)

    def sentence(self, reading: Reading, inside: Sequence[Fact]) -> list[Finding]:
        """Return the findings of one sentence with the facts that start in it.

        What the sources say of a sentence follows from its words and its facts, wherever it stands: one that was judged
        before is not judged again.
        """
        key = (reading.text, tuple(_alike(fact, reading.span.start) for fact in inside))
        found = self._judged.get(key)
        if found is None:
            extra = self.statement(reading, inside)
            found = (*(self.judge(fact, reading) for fact in inside), *([extra] if extra else ()))
            if len(self._judged) >= MOST_KEPT:
                self._judged.clear()
            self._judged[key] = found
        facts = [*inside, statements.statement(reading)]
        return [replace(one, fact=fact) for one, fact in zip(found, facts, strict=False)]

    def judge(self, fact: Fact, reading: Reading) -> Finding:
        """Return the finding for one fact of the sentence that `reading` holds."""
        if not self.shelf.passages:
            return _nothing(fact, "There was nothing to check against.", Code.NO_SOURCES)
        rulings = self._rules()[fact.kind](fact, reading)
        nowhere = self._nowhere(fact, reading)
        return self._asked(verdicts.settle(fact, rulings, nowhere), reading)

    def _asked(self, found: Finding, reading: Reading) -> Finding:
        """Ask, rather than report, what is not found in a sentence that puts things in its own words.

        Events, names and voices are told in so many ways that even another one is only asked about there; but nobody
        calls the holder of an office a former one in other words.
        """
        if found.verdict.stands:
            return found
        firm = found.fact.kind in {Kind.FIGURE, Kind.DATE} or found.code == Code.QUOTE_ALTERED or _ousts(found)
        follows = reading.follows(*_put_in(found.fact, reading))
        if found.verdict is Verdict.CONTRADICTED and not firm and not follows:
            found = replace(found, verdict=Verdict.UNSUPPORTED)
        if found.verdict is not Verdict.UNSUPPORTED:
            return found
        unsure = found.code in _UNSURE or not follows or _of_writing(found.fact)
        return replace(found, asks=unsure or self._written(found.fact))

    def _written(self, fact: Fact) -> bool:
        """Say whether a source has a figure, date or name word by word, though not plainly of the same thing."""
        if fact.kind in {Kind.EVENT, Kind.ATTRIBUTION, Kind.QUOTATION}:
            return False
        said = [word.base.removesuffix("-year-old") for word in words(fact.text) if word.counts]
        held = [set(self.shelf.postings.get(meaning(base), ())) for base in said]
        return bool(set.intersection(*held)) if held else True

    def statement(self, reading: Reading, inside: Sequence[Fact]) -> Finding | None:
        """Return a finding for the sentence as a whole where no event of it was judged, or a fault lies outside all."""
        events = [fact for fact in inside if fact.kind is Kind.EVENT]
        whole = statements.statement(reading)
        if not any(word.counts for word in reading.words):
            return None
        if not events:
            return self.judge(whole, reading)
        covered = [_inside(reading, fact) for fact in events]
        loose = [f for _, _, f in reading.faults if not any(a <= f.word < b for a, b in covered)]
        return self.judge(whole, reading) if loose and self.shelf.passages else None

    def _rules(self) -> dict[Kind, Callable[[Fact, Reading], list[Ruling]]]:
        return {
            Kind.FIGURE: self._figure,
            Kind.DATE: self._date,
            Kind.NAME: self._name,
            Kind.PLACE: self._name,
            Kind.QUOTATION: lambda fact, reading: quotations.rule(fact, reading.text, reading.near, self.shelf),
            Kind.ATTRIBUTION: lambda fact, reading: attributions.rule(fact, reading.words, reading.near, self.shelf),
            Kind.EVENT: lambda fact, reading: reading.rulings(*_inside(reading, fact), _verb(reading, fact)),
        }

    def _figure(self, fact: Fact, reading: Reading) -> list[Ruling]:
        passages = [(passage, self.read(passage, Kind.FIGURE)) for passage in self._holding(fact, reading)]
        said = figures.rule(fact, reading.words, passages, self.shelf.weight)
        return derived.rule(fact, reading.words, passages, self.shelf.weight, said)

    def _date(self, fact: Fact, reading: Reading) -> list[Ruling]:
        passages = [(passage, self.read(passage, Kind.DATE)) for passage in self._holding(fact, reading)]
        return dates.rule(fact, reading.words, passages, self.shelf.weight)

    def _holding(self, fact: Fact, reading: Reading) -> list[Passage]:
        """Return the passages near the sentence, and a few that have the fact's rarest word."""
        first, last = _inside(reading, fact)
        keys = [meaning(w.base) for w in reading.words[first:last] if w.counts and self.shelf.holds(meaning(w.base))]
        rarest = min(keys, key=lambda key: len(self.shelf.postings[key]), default="")
        more = [self.shelf.passages[number] for number in self.shelf.postings.get(rarest, ())[:FAR]]
        return list(dict.fromkeys([*reading.near, *more]))

    def _name(self, fact: Fact, reading: Reading) -> list[Ruling]:
        close: list[Alignment] = [pairs for _, pairs in reading.close]
        passages = [passage for passage, _ in reading.close]
        offices = names.office_rulings(fact, reading.words, self.shelf) if fact.kind is Kind.NAME else []
        if offices:
            return offices
        said = names.rule(fact, reading.words, close, passages, reading.near, self.shelf)
        carried = all(ruling.stance is Stance.CARRIES for ruling in said)
        return [] if carried and names.unknown_office(fact, reading.words, self.shelf) else said

    def read(self, passage: Passage, kind: Kind) -> tuple[Fact, ...]:
        """Return the figures or dates of a passage, with offsets into its source; read once."""
        key = (passage.number, kind)
        if key not in self._read:
            self._read[key] = tuple(_moved(fact, passage.span.start) for fact in _values(passage, kind))
        return self._read[key]

    def _nowhere(self, fact: Fact, reading: Reading) -> Finding:
        if fact.kind is Kind.EVENT and (fault := reading.unsure(*_inside(reading, fact))):
            return _nothing(fact, fault.reason, fault.code)
        if fact.kind is Kind.NAME and (office := names.unknown_office(fact, reading.words, self.shelf)):
            return _nothing(fact, f"No source that names {fact.text} tells of “{office}”.", Code.ROLE_NOWHERE)
        view = fact.kind in {Kind.EVENT, Kind.ATTRIBUTION} and statements.not_checkable(reading, fact)
        if fact.kind is Kind.ATTRIBUTION and (who := attributions.unknown_source(fact, self.shelf)):
            return _nothing(fact, f"No source has {who} saying anything.", Code.SOURCE_NOWHERE)
        if view:
            return Finding(fact=fact, verdict=Verdict.NOT_CHECKABLE, rule="opinion-or-forecast", reason=view)
        return _nothing(fact, f"No source carries {cited(fact.text)} here.", NOWHERE[fact.kind])


def _alike(fact: Fact, start: int) -> Hashable:
    """Return what a fact is, wherever its sentence starts."""
    span = (fact.span.start - start, fact.span.end - start)
    return fact.kind, fact.text, span, _placeless(fact.value, start), _placeless(fact.frame, start)


def _placeless(value: Any, start: int) -> Hashable:
    if isinstance(value, Mapping):
        moved = {key: held - start if key in _PLACES and type(held) is int else held for key, held in value.items()}
        return tuple(sorted((key, _placeless(held, start)) for key, held in moved.items()))
    if isinstance(value, Span):
        return (value.start - start, value.end - start)
    if isinstance(value, (list, tuple)):
        return tuple(_placeless(held, start) for held in value)
    return repr(value)


def _values(passage: Passage, kind: Kind) -> Sequence[Fact]:
    from stet.check.dates import dates as read_dates
    from stet.check.figures import figures as read_figures

    if kind is Kind.FIGURE:
        return read_figures(passage.text)
    return read_dates(passage.text, passage.source.published)


def _moved(fact: Fact, by: int) -> Fact:
    return replace(fact, span=Span(start=fact.span.start + by, end=fact.span.end + by))


def _inside(reading: Reading, fact: Fact) -> tuple[int, int]:
    return within(reading.words, fact.span.start, fact.span.end)


def _verb(reading: Reading, fact: Fact) -> int | None:
    """Return the number of the word that says what was done."""
    slot = fact.frame.get("predicate")
    if not isinstance(slot, Mapping):
        return None
    first, last = within(reading.words, int(slot["start"]), int(slot["end"]))
    return first if first < last else None


def _of_writing(fact: Fact) -> bool:
    """Say whether a date is that of the writing itself ("this year"), and nobody said when that was."""
    return fact.kind is Kind.DATE and str(fact.value.get("value", "")).endswith("+0")


def _put_in(fact: Fact, reading: Reading) -> tuple[int, int]:
    """Return which words a writer would have put into a sentence to add this fact; none where the fact is all of it."""
    if fact.kind in {Kind.EVENT, Kind.QUOTATION}:
        return 0, 0
    if fact.kind is not Kind.ATTRIBUTION:
        return _inside(reading, fact)
    who = fact.frame.get("source") or {}
    return within(reading.words, int(who.get("start", 0)), int(who.get("end", 0)))


def _ousts(found: Finding) -> bool:
    return found.code == Code.FORMER_OR_CURRENT and found.fact.value.get("status") == "former"


def _nothing(fact: Fact, reason: str, code: Code) -> Finding:
    return Finding(fact=fact, verdict=Verdict.UNSUPPORTED, rule="no-evidence", reason=reason, code=code)
