"""What readers see: one frozen record per kind of page, and nothing a page needs beyond it.

`makeup/` fills these from the archive, `pages.py` turns them into bytes. Between the two there is no database, no clock
and no request, so the same record always gives the same page: served, baked into a file, or shown as known at a past
minute.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import groupby, pairwise

from stet.news import Part, Verdict

# --- parts of pages ---------------------------------------------------------------------------------------------------


def counted(number: int, noun: str, plural: str = "") -> str:
    """Say how many: ``1 outlet``, ``12 outlets``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Origins:
    """How many outlets carry a story, and how many newsrooms' words those are."""

    outlets: int
    origins: int

    @property
    def words(self) -> str:
        """Say both numbers, as on every card."""
        if self.outlets == 0:
            return "no report"
        return f"{counted(self.outlets, 'outlet')}, {counted(self.origins, 'origin')}"

    @property
    def meaning(self) -> str:
        """Say what the two numbers mean to someone who has never heard of origins."""
        carried = self.outlets - self.origins
        if self.outlets == 0:
            return "No outlet reports this: what stands here is comment, or too short to tell."
        if self.outlets == 1:
            return "One outlet reports this; nobody else has confirmed it yet."
        if self.origins == 1:
            return f"All {self.outlets} outlets carry one newsroom’s words: that is one source, not {self.outlets}."
        if carried <= 0:
            return f"{self.origins} newsrooms report this in their own words."
        return f"{self.origins} newsrooms report this in their own words; the rest carry one of theirs."


@dataclass(frozen=True, kw_only=True, slots=True)
class Trend:
    """Reports per span of `hours`, oldest first, the last being now."""

    counts: tuple[int, ...]
    hours: int

    @property
    def words(self) -> str:
        """Read the line aloud: where it is going, and its last three points."""
        if not any(self.counts):
            return "no reports in this time"
        last = self.counts[-3:]
        going = "steady"
        if all(later > sooner for sooner, later in pairwise(last)):
            going = "rising"
        elif all(later < sooner for sooner, later in pairwise(last)):
            going = "falling"
        elif self.counts[-1] == max(self.counts) and self.counts.count(self.counts[-1]) == 1:
            going = "at its highest"
        points = ", then ".join([*(str(count) for count in last[:-1]), counted(last[-1], "report")])
        return f"{going}: {points} in the last {len(last)} spans of {counted(self.hours, 'hour')}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """Somebody's own words, with who said them where and when, and the outlets that bear them out.

    `href` leads to the passage.
    """

    text: str
    outlet: str
    at: datetime
    href: str = ""
    speaker: str = ""
    language: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A word that leads somewhere."""

    label: str
    href: str
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Own:
    """What one of our own editors wrote, on a front or in a list. `story` is the key of the story it tells."""

    href: str
    headline: str
    byline: Link
    published: datetime
    updated: datetime
    standfirst: str = ""
    facts: int = 0
    corrected: bool = False
    section: Link | None = None
    story: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A story on a front: its headline, one sentence of a source, its origins and the reason for its place.

    Where we wrote about it ourselves, the first of `own` speaks in its place.
    """

    id: str
    href: str
    headline: str
    origins: Origins
    updated: datetime
    language: str = "en"
    excerpt: Said | None = None
    section: Link | None = None
    points: tuple[Said, ...] = ()
    differs: str = ""
    why: str = ""
    parts: tuple[Part, ...] = ()
    trend: Trend | None = None
    own: tuple[Own, ...] = ()
    chapters: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Trending:
    """A subject that is told more than it usually is at this hour, with the stories that tell of it."""

    subject: Link
    why: str
    trend: Trend
    stories: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """One report as it came in. `carries` names the outlet whose words it repeats; `apart` says what is no report."""

    at: datetime
    headline: str
    outlet: str
    href: str
    story: str = ""
    carries: str = ""
    apart: str = ""
    language: str = "en"


@dataclass(frozen=True, kw_only=True, slots=True)
class Silence:
    """A source that does not give what it usually gives, and since when."""

    outlet: str
    href: str
    since: datetime | None
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A section on a front: its name and its first stories."""

    section: Link
    cards: tuple[Card, ...]


def by_day(arrivals: Sequence[Arrival]) -> list[tuple[date, list[Arrival]]]:
    """Return reports by the day they arrived on, in the order given."""
    return [(day, list(items)) for day, items in groupby(arrivals, lambda item: item.at.astimezone(UTC).date())]


# --- marked text ------------------------------------------------------------------------------------------------------

SHAPES: dict[Verdict | None, tuple[str, str, str]] = {
    None: ("alone", "○", ""),
    Verdict.VERBATIM: ("stands", "•••", ""),
    Verdict.EQUIVALENT: ("stands", "•••", ""),
    Verdict.CORROBORATED: ("stands", "•••", ""),
    Verdict.DISPUTED: ("disputed", "≠", "sources differ"),
    Verdict.CONTRADICTED: ("contradicted", "✕", "contradicted"),
    Verdict.OUTDATED: ("outdated", "↻", "outdated"),
    Verdict.UNSUPPORTED: ("unsupported", "?", "not borne out"),
    Verdict.NOT_CHECKABLE: ("not-checkable", "–", ""),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A fact in a text: where its evidence stands, and its verdict as a class, a shape and a warning.

    Without a verdict no other origin mentions the fact: it is one outlet's word so far.
    """

    id: str
    kind: str
    href: str
    verdict: Verdict | None

    @property
    def style(self) -> str:
        """Name the style that draws this verdict."""
        return SHAPES[self.verdict][0]

    @property
    def shape(self) -> str:
        """Return the sign that stands for this verdict beside any colour."""
        return SHAPES[self.verdict][1]

    @property
    def warning(self) -> str:
        """Say what is wrong, in a word or two, or nothing where the fact stands."""
        return SHAPES[self.verdict][2]


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A run of text that is one fact, or none."""

    text: str
    mark: Mark | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """Pieces that read on. `start` is its place in the archived text, and its anchor on the page."""

    start: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """Sentences that read on; `skipped` says how many characters of the original were left out before them.

    `anchors` are the places before or within it that links lead to and that have no mark of their own.
    """

    sentences: tuple[Sentence, ...]
    skipped: int = 0
    anchors: tuple[str, ...] = ()


# --- pages ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class FrontPage:
    """An edition."""

    edition: str
    moment: datetime
    lead: Card | None
    seconds: tuple[Card, ...] = ()
    briefs: tuple[Card, ...] = ()
    ours: tuple[Own, ...] = ()
    trending: tuple[Trending, ...] = ()
    latest: tuple[Arrival, ...] = ()
    rows: tuple[Row, ...] = ()
    silences: tuple[Silence, ...] = ()
    heard: int = 0
    sources: int = 0
    corrections: tuple[Link, ...] = ()
    as_known_at: datetime | None = None

    @property
    def cards(self) -> tuple[Card, ...]:
        """Return the Top Stories in the order of their place."""
        return ((self.lead,) if self.lead else ()) + self.seconds + self.briefs


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A story of the five-minute edition."""

    card: Card
    lines: tuple[Said, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FivePage:
    """The five-minute edition: how many words it has, how many stories there was no room for, and how it ends.

    With `since` it tells only what nobody had said when the reader last looked.
    """

    moment: datetime
    told: tuple[Told, ...] = ()
    words: int = 0
    left: int = 0
    end: str = ""
    since: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Board:
    """One thing on which sources differ: each value with those who say it."""

    about: str
    sides: tuple[tuple[str, tuple[Said, ...]], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreed:
    """A fact that several origins carry, in one's words: `before` and `after` are the rest of the sentence."""

    said: Said
    origins: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """One report in its own words and the outlets that carry them; `more` of those are only counted."""

    origin: Arrival
    copies: tuple[Arrival, ...] = ()
    more: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """One origin: a newsroom, or several of one owner, with what it reported; `more` reports are only counted."""

    name: str
    reports: tuple[Coverage, ...]
    more: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter:
    """A stretch of a long story: the day, its page in the archive, how much arrived in it, and the last of that."""

    title: str
    href: str
    reports: int
    arrivals: tuple[Arrival, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryPage:
    """All that is public about one story. Of what is long the page lists a part and says how much `more` there is."""

    card: Card
    started: datetime
    happened: tuple[Said, ...] = ()
    new: tuple[Said, ...] = ()
    known: tuple[Said, ...] = ()
    said: tuple[Said, ...] = ()
    ahead: tuple[Said, ...] = ()
    timeline: tuple[Said, ...] = ()
    boards: tuple[Board, ...] = ()
    agreed: tuple[Agreed, ...] = ()
    coverage: tuple[Voice, ...] = ()
    more_coverage: int = 0
    apart: tuple[Arrival, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    more_arrivals: int = 0
    chapters: tuple[Chapter, ...] = ()
    chain: tuple[Link, ...] = ()
    subjects: tuple[Link, ...] = ()
    related: tuple[Link, ...] = ()
    corrections: tuple[Said, ...] = ()
    since: datetime | None = None
    moved: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticlePage:
    """What the public may see of one article: headline, an excerpt and the passages that are cited as evidence.

    `whole` says that this is a signed-in editor's view with all of the archived text, which is never baked.
    """

    id: str
    href: str
    headline: str
    outlet: Link
    original: str
    arrived: datetime
    paragraphs: tuple[Paragraph, ...]
    anchors: tuple[str, ...] = ()
    published: datetime | None = None
    byline: tuple[str, ...] = ()
    language: str = "en"
    genre: str = "report"
    story: Link | None = None
    carries: Link | None = None
    notices: tuple[str, ...] = ()
    revisions: tuple[Link, ...] = ()
    withheld: int = 0
    whole: bool = False

    @property
    def marks(self) -> int:
        """Count the facts marked on the page."""
        return sum(
            piece.mark is not None
            for paragraph in self.paragraphs
            for sentence in paragraph.sentences
            for piece in sentence.pieces
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Alteration:
    """One stretch of words that an outlet changed, with what stands around it: `gone` made way for `new`."""

    kind: str
    gone: str
    new: str
    before: str = ""
    after: str = ""
    headline: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RevisionPage:
    """What an outlet changed between one capture of an article and the next; `more` changes are not shown."""

    article: Link
    outlet: Link
    href: str
    original: str
    number: int
    of: int
    what: str
    at: datetime
    since: datetime | None = None
    language: str = "en"
    alterations: tuple[Alteration, ...] = ()
    more: int = 0
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """A passage that bears on a fact, in its archived context. `live` leads to the words on the outlet's own page."""

    outlet: str
    headline: str
    href: str
    arrived: datetime
    before: str
    passage: str
    after: str
    live: str = ""
    published: datetime | None = None
    changed: Link | None = None
    language: str = "en"


@dataclass(frozen=True, kw_only=True, slots=True)
class EvidencePage:
    """One fact, its verdict, where it stands, and every other passage that bears on it."""

    mark: Mark
    words: str
    verdict: str
    reason: str
    own: Proof
    proofs: tuple[Proof, ...] = ()
    origins: int = 0
    rule: str = ""


class Hearing(StrEnum):
    """Whether a source is heard."""

    HEARD = "heard"
    SILENT = "silent"
    NEW = "not heard yet"


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceRow:
    """A source with its state, its rhythm and the last time it was heard."""

    name: str
    href: str
    hearing: Hearing
    state: str
    rhythm: str
    heard: datetime | None
    articles: int
    kind: str = ""
    owner: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SourcePage:
    """One source: what it is, how it is heard, and what it published last."""

    row: SourceRow
    home: str
    arrivals: tuple[Arrival, ...]
    carries: int = 0
    original: int = 0
    corrections: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class SourcesPage:
    """Every source."""

    rows: tuple[SourceRow, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ListPage:
    """A list of stories under one heading: a section, a subject, a search, a day of the archive."""

    kind: str
    title: str
    href: str
    deck: str = ""
    ours: tuple[Own, ...] = ()
    cards: tuple[Card, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    links: tuple[Link, ...] = ()
    feed: str = ""
    previous: Link | None = None
    following: Link | None = None
    empty: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """An article that a search found; `snippet` alternates plain and matching text, plain first."""

    arrival: Arrival
    snippet: tuple[str, ...]
    story: Link | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchPage:
    """A question and its answers. `outlets` gives each outlet's name and the short form that a form sends."""

    query: str
    ours: tuple[Own, ...] = ()
    hits: tuple[Hit, ...] = ()
    total: int = 0
    outlets: tuple[tuple[str, str], ...] = ()
    outlet: str = ""
    since: str = ""
    until: str = ""
    problem: str = ""
    page: int = 1
    pages: int = 1
    base: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A correction as readers see it: what stood, what stands, why, and since when."""

    at: datetime
    post: Link
    before: str
    after: str
    cause: str
    kind: str = "correction"


@dataclass(frozen=True, kw_only=True, slots=True)
class Vouched:
    """A fact that no source carries and a person vouches for; `note` and `recording` as far as they were released."""

    fact: Link
    words: str
    note: str = ""
    recording: str = ""
    override: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A picture of a post with its size in pixels, what it shows in words, and whose it is; `file` is where it lies."""

    href: str
    file: str
    alt: str
    credit: str
    width: int
    height: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PostPage:
    """What one of our own editors wrote. `html` was cleaned at publication and has its facts woven in."""

    id: str
    href: str
    headline: str
    title: tuple[Piece, ...]
    standfirst: tuple[Piece, ...]
    html: str
    byline: Link
    published: datetime
    updated: datetime
    number: int
    facts: int
    digest: str
    engine: str
    section: Link | None = None
    picture: Picture | None = None
    corrections: tuple[Change, ...] = ()
    vouched: tuple[Vouched, ...] = ()
    sources: tuple[Link, ...] = ()
    story: Link | None = None
    related: tuple[Link, ...] = ()
    following: Link | None = None
    withdrawn: str = ""
    about: str = ""

    @property
    def summary(self) -> str:
        """Return the standfirst as plain words."""
        return "".join(piece.text for piece in self.standfirst)


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionPage:
    """One version of a post; `difference` is its text in runs that are ``same``, ``gone`` or ``new``."""

    post: Link
    number: int
    of: int
    at: datetime
    difference: tuple[tuple[str, str], ...]
    digest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectionsPage:
    """Our own corrections, and what our sources changed after they published."""

    ours: tuple[Change, ...] = ()
    theirs: tuple[Change, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ErrorRate:
    """How often the checker is wrong on one set, as measured: never on data it was tuned on."""

    what: str
    measure: str
    value: str
    n: int
    measured: str


@dataclass(frozen=True, kw_only=True, slots=True)
class VerdictsPage:
    """What the verdicts mean, how often the checker is wrong, and how often our second readers differed from it."""

    rates: tuple[ErrorRate, ...]
    differed: int = 0
    asked: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class PlainPage:
    """A page of fixed words: about, ethics, disclaimer, an error."""

    name: str
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MailPage:
    """A step on the way to a digest or away from it. `action` is where its button leads: ``ask`` is the first form."""

    title: str
    words: str
    action: str = ""
    button: str = ""
    story: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Newsroom:
    """Who publishes this: from the settings, the same on every page."""

    name: str
    url: str
    motto: str = ""
    language: str = "en"
    sections: tuple[Link, ...] = ()
    contact: str = ""

    def at(self, path: str) -> str:
        """Return the full address of a path."""
        return self.url.rstrip("/") + path


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One entry of a feed."""

    id: str
    title: str
    href: str
    updated: datetime
    published: datetime
    summary: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Syndicated:
    """What a feed says, whichever of its three formats is asked for."""

    title: str
    href: str
    self_href: str
    updated: datetime
    entries: Sequence[Entry] = field(default_factory=tuple)
    description: str = ""
