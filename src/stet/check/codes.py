"""The faults Stet reports: a code, a name and one sentence each; docs/codes/ has a page for every one.

Letters name the kind of fact: F figure, D date, N name, P place, Q quotation, A attribution, E event, S sources.
Numbers under 10: the sources say otherwise. From 10: the sources do not say it. From 20: the sources disagree.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from stet.errors import ConfigError
from stet.news import Kind, Ledger


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """What a code means, in a name for tools and a sentence for people."""

    code: str
    name: str
    says: str


class Code(StrEnum):
    """The closed set of codes."""

    FIGURE_DIFFERS = "F01"
    UNIT_DIFFERS = "F02"
    CURRENCY_DIFFERS = "F03"
    SCALE_DIFFERS = "F04"
    DIRECTION_DIFFERS = "F05"
    POINTS_FOR_PERCENT = "F06"
    QUALIFIER_DIFFERS = "F07"
    FIGURE_OF_ANOTHER = "F08"
    FIGURE_NOWHERE = "F10"
    FIGURE_DISPUTED = "F20"
    FIGURE_OUTDATED = "F21"
    DATE_DIFFERS = "D01"
    WEEKDAY_DIFFERS = "D02"
    DATE_NOWHERE = "D10"
    DATE_DISPUTED = "D20"
    DATE_OUTDATED = "D21"
    NAME_DIFFERS = "N01"
    ROLE_DIFFERS = "N02"
    FORMER_OR_CURRENT = "N03"
    NAME_NOWHERE = "N10"
    ROLE_NOWHERE = "N11"
    PLACE_DIFFERS = "P01"
    PLACE_NOWHERE = "P10"
    QUOTE_ALTERED = "Q01"
    SPEAKER_DIFFERS = "Q02"
    QUOTE_OPEN = "Q03"
    QUOTE_NOWHERE = "Q10"
    CREDITED_TO_ANOTHER = "A01"
    SOURCE_NOWHERE = "A10"
    CONTENT_NOWHERE = "A11"
    NEGATION_DIFFERS = "E01"
    MODALITY_DIFFERS = "E02"
    OPPOSITE = "E03"
    SCOPE_DIFFERS = "E04"
    PARTIES_SWAPPED = "E05"
    WORD_DIFFERS = "E06"
    EVENT_NOWHERE = "E10"
    EVENT_DISPUTED = "E20"
    NO_SOURCES = "S01"


ABOUT = {
    about.code: about
    for about in (
        About(code="F01", name="figure-differs", says="The sources give another figure for the same thing."),
        About(code="F02", name="unit-differs", says="The figure stands in the sources, in another unit."),
        About(code="F03", name="currency-differs", says="The amount stands in the sources, in another currency."),
        About(code="F04", name="scale-differs", says="The figure is off by a power of ten: million for billion."),
        About(code="F05", name="direction-differs", says="The sources have it moving the other way."),
        About(code="F06", name="points-for-percent", says="Percent and percentage points are mixed up."),
        About(code="F07", name="qualifier-differs", says="Exactly, at least, at most or about is not what was said."),
        About(code="F08", name="figure-of-another", says="The figure belongs to somebody or something else."),
        About(code="F10", name="figure-nowhere", says="No source gives this figure for this."),
        About(code="F20", name="figure-disputed", says="Independent sources give different figures."),
        About(code="F21", name="figure-outdated", says="A newer source gives a newer figure."),
        About(code="D01", name="date-differs", says="The sources date it otherwise."),
        About(code="D02", name="weekday-differs", says="The sources name another day of the week."),
        About(code="D10", name="date-nowhere", says="No source gives this date for this."),
        About(code="D20", name="date-disputed", says="Independent sources give different dates."),
        About(code="D21", name="date-outdated", says="A newer source moves the date."),
        About(code="N01", name="name-differs", says="The sources name somebody else in this place."),
        About(code="N02", name="role-differs", says="The sources give this person another office."),
        About(code="N03", name="former-or-current", says="The office is called former or current, wrongly."),
        About(code="N10", name="name-nowhere", says="No source names this person or body."),
        About(code="N11", name="role-nowhere", says="No source gives this person this office."),
        About(code="P01", name="place-differs", says="The sources put it somewhere else."),
        About(code="P10", name="place-nowhere", says="No source puts this there."),
        About(code="Q01", name="quotation-altered", says="The quoted words are not the words in the source."),
        About(code="Q02", name="speaker-differs", says="The words are somebody else's."),
        About(code="Q03", name="quotation-open", says="A quotation mark is opened and never closed."),
        About(code="Q10", name="quotation-nowhere", says="No source has these words."),
        About(code="A01", name="credited-to-another", says="The sources credit this to somebody else."),
        About(code="A10", name="credited-nowhere", says="No source has this person or body saying so."),
        About(code="A11", name="content-nowhere", says="The credited body is known, but not with this statement."),
        About(code="E01", name="negation-differs", says="The copy denies what the sources say, or the reverse."),
        About(code="E02", name="modality-differs", says="Did, will and may are not the same."),
        About(code="E03", name="opposite", says="The copy says the opposite of the sources."),
        About(code="E04", name="scope-differs", says="All, most, some and none are not the same."),
        About(code="E05", name="parties-swapped", says="The sources have it the other way round: who did it to whom."),
        About(code="E06", name="word-differs", says="A word that carries the fact is not the source's."),
        About(code="E10", name="event-nowhere", says="No source reports this."),
        About(code="E20", name="event-disputed", says="Independent sources contradict each other on this."),
        About(code="S01", name="no-sources", says="There was nothing to check against."),
    )
}

NOWHERE = {
    Kind.FIGURE: Code.FIGURE_NOWHERE,
    Kind.DATE: Code.DATE_NOWHERE,
    Kind.NAME: Code.NAME_NOWHERE,
    Kind.PLACE: Code.PLACE_NOWHERE,
    Kind.QUOTATION: Code.QUOTE_NOWHERE,
    Kind.ATTRIBUTION: Code.CONTENT_NOWHERE,
    Kind.EVENT: Code.EVENT_NOWHERE,
}


def chooser(select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Callable[[Ledger], Ledger]:
    """Return a function that leaves in a ledger the problems that were asked for, and every fact that stands.

    Empty `select` means every code; `ignore` wins over it; how many are left out is counted. That there was nothing to
    check against is always said: whoever asked for figures alone would else be told that all is well.

    Raises:
        ConfigError: a selector names no code, or `select` none at all.
    """
    wanted = matching(tuple(select)) if select else frozenset(ABOUT)
    if not wanted:
        raise ConfigError("no code is named", subject="select", advice=f"Known codes: {', '.join(ABOUT)}.")
    wanted = (wanted - matching(tuple(ignore))) | {Code.NO_SOURCES}

    def choose(ledger: Ledger) -> Ledger:
        kept = tuple(f for f in ledger.findings if f.verdict.stands or f.code in wanted)
        return replace(ledger, findings=kept, unselected=ledger.unselected + len(ledger.findings) - len(kept))

    return choose


def matching(patterns: tuple[str, ...]) -> frozenset[str]:
    """Return the codes that selectors such as ``F``, ``F01,D``, ``ALL`` or ``figure-differs`` name.

    Raises:
        ConfigError: a selector names no code.
    """
    found: set[str] = set()
    for pattern in (part.strip() for each in patterns for part in each.split(",")):
        wanted = pattern.upper()
        if not wanted:
            continue
        hits = {a.code for a in ABOUT.values() if a.code.startswith(wanted) or a.name.upper() == wanted}
        hits |= set(ABOUT) if wanted == "ALL" else set()
        if not hits:
            raise ConfigError(
                f"no code is called {pattern!r}", subject="select/ignore", advice=f"Known codes: {', '.join(ABOUT)}."
            )
        found |= hits
    return frozenset(found)
