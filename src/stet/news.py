"""The nouns: what passes between the rooms, and nothing else does.

All records are frozen and keyword-only. Times are aware. Offsets count Unicode code points of the text they belong to,
start included and end excluded, and never move once the text exists. GLOSSARY.md says each noun in a sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


def _aware(name: str, moment: datetime | None) -> None:
    if moment is not None and moment.tzinfo is None:
        raise ValueError(f"{name} has no time zone: give an aware datetime, such as one from datetime.now(UTC)")


# --- places in a text -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` of a text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span runs forwards from 0, not from {self.start} to {self.end}")

    def of(self, text: str) -> str:
        """Return the characters of `text` that this span marks."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Say whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


# --- what the world publishes -----------------------------------------------------------------------------------------


class Precision(StrEnum):
    """How much of a claimed time was said."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


@dataclass(frozen=True, kw_only=True, slots=True)
class Claimed:
    """A time as a page or feed claims it: never trusted for order, kept beside the arrival time.

    `source` names where it was found: ``json-ld``, ``opengraph``, ``meta``, ``time``, ``text``, ``url``, ``feed``.
    """

    value: datetime
    precision: Precision
    source: str

    def __post_init__(self) -> None:
        _aware("a claimed time", self.value)


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody whom a feed names: an author, a contributor, a publisher."""

    name: str = ""
    email: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """An address that a feed gives, what it is to the entry (`rel`), and what the feed says of what lies there.

    Enclosures are links with the relation ``enclosure``; `length` is text, since feeds write anything there.
    """

    href: str
    rel: str = "alternate"
    type: str = ""
    title: str = ""
    language: str = ""
    length: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tag:
    """A subject: its term, the list it is from, and how people are shown it."""

    term: str
    scheme: str = ""
    label: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """A text of a feed in plain words, with how the feed gave it: as which media type, language and base address."""

    text: str
    type: str = "text/plain"
    language: str = ""
    base: str = ""
    src: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where an entry happened, as GeoRSS or GML say it: Point, LineString, Polygon or Box.

    Coordinates are (longitude, latitude), or with the height as third, as GeoJSON has them; a polygon's are one ring.
    """

    shape: str
    coordinates: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter:
    """A part of a recording: seconds from its beginning, and what it is called."""

    start: float
    title: str
    url: str = ""
    image: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """An element that has no field of its own, as it stands: text, attributes, and the elements inside it by name."""

    text: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, tuple["Said", ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Particulars:
    """All that a feed says of itself or of an entry, for who asks for it: gathering does without.

    `texts`: title, subtitle, summary, content, info, rights, generator. `people`: author, contributor, publisher.
    `dates`: published, updated, created, expired, valid_from, valid_until. `flags`: explicit, block. `source` is the
    feed that an entry was taken from. `said` holds every other element under its prefixed name.
    """

    id: str = ""
    language: str = ""
    texts: Mapping[str, Wording] = field(default_factory=dict)
    people: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)
    dates: Mapping[str, datetime] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    tags: tuple[Tag, ...] = ()
    flags: Mapping[str, bool | None] = field(default_factory=dict)
    place: Place | None = None
    chapters: tuple[Chapter, ...] = ()
    source: "Particulars | None" = None
    said: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One entry of a feed or sitemap, as the source says it. Text fields are plain text; `content` may hold HTML.

    `source` is the outlet that an aggregator's feed names for an entry, and `source_url` its address.
    """

    id: str
    title: str = ""
    link: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    author: str = ""
    summary: str = ""
    content: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""
    source_url: str = ""
    more: Particulars | None = None

    def __post_init__(self) -> None:
        _aware("published", self.published)
        _aware("updated", self.updated)


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """A feed document: its title, its entries, and what was wrong with it in words for an operator.

    `format` names its kind as people do (RSS 2.0, Atom 1.0); `encoding` is the one its bytes were read with; `more` is
    there when it was asked for.
    """

    title: str
    items: tuple[Item, ...]
    problems: tuple[str, ...] = ()
    link: str = ""
    language: str = ""
    hub: str = ""
    ttl_minutes: int | None = None
    subtitle: str = ""
    author: str = ""
    rights: str = ""
    image: str = ""
    updated: datetime | None = None
    format: str = ""
    encoding: str = ""
    more: Particulars | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Capture:
    """The bytes that came back for a URL; `body` has transfer and content encodings undone, `sha256` is its digest."""

    url: str
    final_url: str
    arrived: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    sha256: str

    def __post_init__(self) -> None:
        _aware("arrived", self.arrived)

    def header(self, name: str) -> str:
        """Return the last value of a header, or an empty string."""
        return next((v for k, v in reversed(self.headers) if k.lower() == name.lower()), "")


class Genre(StrEnum):
    """What kind of text an article is: only reports and releases count as sources of fact."""

    REPORT = "report"
    RELEASE = "release"
    OPINION = "opinion"
    LIVE = "live"
    STUB = "stub"
    WALL = "wall"
    CORRECTION = "correction"


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """What a capture says. Paragraphs are spans of `text`; joined by blank lines they are the whole of it."""

    title: str
    text: str
    paragraphs: tuple[Span, ...]
    byline: tuple[str, ...] = ()
    dateline: str = ""
    published: Claimed | None = None
    updated: Claimed | None = None
    language: str = ""
    site: str = ""
    url: str = ""
    genre: Genre = Genre.REPORT
    pages: tuple[Span, ...] = ()
    notices: tuple[Span, ...] = ()


# --- many articles ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """An article as grouping and checking see it: text, outlet and the moment it arrived.

    `arrived` orders; `published` is the article's own date, from which "yesterday" in its text is read. `credit` is the
    outlet that an aggregator's feed names for it.
    """

    id: str
    title: str
    text: str
    arrived: datetime
    published: datetime | None = None
    outlet: str = ""
    url: str = ""
    owner: str = ""
    credit: str = ""
    genre: Genre = Genre.REPORT
    language: str = "en"

    def __post_init__(self) -> None:
        _aware("arrived", self.arrived)
        _aware("published", self.published)


@dataclass(frozen=True, kw_only=True, slots=True)
class Placement:
    """Where grouping put one report: its story, the report it copies (or ""), and its origin (itself if original).

    `chapter_of` is the earlier story that this one carries on, or "".
    """

    id: str
    story: str
    copy_of: str
    origin: str
    reason: str = ""
    chapter_of: str = ""


# --- facts ------------------------------------------------------------------------------------------------------------


class Kind(StrEnum):
    """The kinds of checkable statement."""

    FIGURE = "figure"
    DATE = "date"
    NAME = "name"
    PLACE = "place"
    QUOTATION = "quotation"
    ATTRIBUTION = "attribution"
    EVENT = "event"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """A checkable statement: the characters that carry it, its normalised value and its frame.

    `value` is JSON (docs/json.md lists the keys per kind); `frame` holds what the value is about: subject, measured,
    unit, qualifier, direction, polarity, modality, time, place, speaker. Slots that hold a place in the text are
    ``{"start", "end", "text"}``.
    """

    kind: Kind
    span: Span
    text: str
    value: Mapping[str, Any] = field(default_factory=dict)
    frame: Mapping[str, Any] = field(default_factory=dict)


class Verdict(StrEnum):
    """The closed set. There is never a score."""

    VERBATIM = "verbatim"
    EQUIVALENT = "equivalent"
    CORROBORATED = "corroborated"
    DISPUTED = "disputed"
    CONTRADICTED = "contradicted"
    OUTDATED = "outdated"
    UNSUPPORTED = "unsupported"
    NOT_CHECKABLE = "not checkable"

    @property
    def stands(self) -> bool:
        """Say whether copy with this verdict may be published as it is."""
        return self in {Verdict.VERBATIM, Verdict.EQUIVALENT, Verdict.CORROBORATED, Verdict.NOT_CHECKABLE}


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A text that facts are checked against: an archived article, a document, a table of figures.

    `origin` groups sources that carry one newsroom's words: only different origins corroborate. Empty means itself.
    """

    id: str
    text: str
    published: datetime | None = None
    outlet: str = ""
    origin: str = ""

    def __post_init__(self) -> None:
        _aware("published", self.published)


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """A passage that bears on a fact: characters of the source with that id."""

    source: str
    span: Span
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """A fact with what the sources say of it: the verdict, the rule that gave it, and a sentence an editor would write.

    `code` names the kind of fault (docs/codes/) and is empty where the fact stands. `origins` counts independent ones.
    `asks` marks an unsupported fact of a sentence that the sources tell in other words: it may only be put otherwise
    there, so a person is asked; it is no fault yet.
    """

    fact: Fact
    verdict: Verdict
    rule: str
    reason: str
    evidence: tuple[Evidence, ...] = ()
    origins: int = 0
    code: str = ""
    asks: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Ledger:
    """All facts of a text with their evidence and verdicts, in the order of the text.

    `support`, 0 to 1, is how far the whole text is carried by the sources: for screening and benchmarks, never shown
    to readers. `engine` names the checker and its version; `canary` says that a text that must be rejected was.
    `notices` say what of the copy or its sources could not be read; `unselected` counts the findings that were left out
    because nobody asked for their codes.
    """

    findings: tuple[Finding, ...]
    support: float
    engine: str = ""
    canary: bool = False
    notices: tuple[str, ...] = ()
    unselected: int = 0

    @property
    def problems(self) -> tuple[Finding, ...]:
        """Return the faults: what clashes with the sources, or was put into words that follow them."""
        return tuple(f for f in self.findings if not f.verdict.stands and not f.asks)

    @property
    def questions(self) -> tuple[Finding, ...]:
        """Return what the sources were not found to say, in sentences that put things in their own way."""
        return tuple(f for f in self.findings if f.asks)


# --- a page -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One part of a rank: what it is called, how much it gives, and why, in words."""

    name: str
    points: float
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranked:
    """A story's place on a page, with the parts that put it there (they sum to `score`).

    `chapters` are the other stories of its thread, which have no place of their own.
    """

    story: str
    score: float
    parts: tuple[Part, ...]
    chapters: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A sentence of a brief: always somebody's words, with the passage they stand in.

    `speaker` is who says what it quotes, in the report's words, where another sentence of the report names that one.
    """

    text: str
    evidence: tuple[Evidence, ...]
    since: datetime | None = None
    speaker: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Dispute:
    """One thing on which sources differ: what is measured, and each value with who says it and since when."""

    about: str
    values: tuple[tuple[str, tuple[Line, ...]], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Brief:
    """A story told in its sources' own sentences."""

    happened: tuple[Line, ...] = ()
    new: tuple[Line, ...] = ()
    known: tuple[Line, ...] = ()
    disputed: tuple[Dispute, ...] = ()
    said: tuple[Line, ...] = ()
    ahead: tuple[Line, ...] = ()
    timeline: tuple[Line, ...] = ()
    corrections: tuple[Line, ...] = ()
