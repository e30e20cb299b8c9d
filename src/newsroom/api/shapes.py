"""What the interface for machines says: the public parts of stories, articles, facts and editions."""

from datetime import datetime
from typing import Any

from ninja import Schema


class SourceOut(Schema):
    """An outlet or office that publishes."""

    slug: str
    name: str
    home: str
    kind: str
    owner: str
    country: str
    state: str
    last_arrival: datetime | None
    silent_since: datetime | None


class ArticleOut(Schema):
    """An article as the public may see it: headline, excerpt and a link; the text stays with its owner."""

    id: int
    title: str
    excerpt: str
    url: str
    source: str
    outlet: str
    language: str
    genre: str
    arrived: datetime
    published: datetime | None
    claims_future: bool
    story: str | None
    copy_of: int | None
    origin: int
    revisions: int


class EvidenceOut(Schema):
    """A passage that bears on a fact: characters of the text of that article's revision."""

    article: int
    revision: int
    outlet: str
    arrived: datetime
    start: int
    end: int
    text: str


class CheckedOut(Schema):
    """A checkable statement: characters of a text, its verdict by a named rule, and the passages behind that."""

    kind: str
    start: int
    end: int
    text: str
    value: dict[str, Any]
    frame: dict[str, Any]
    verdict: str
    rule: str
    reason: str
    code: str
    origins: int
    evidence: list[EvidenceOut]


class FactOut(CheckedOut):
    """A statement of an article with what other origins say of it. `verdict` is empty where none mentions it."""

    id: int
    article: int
    revision: int


class StoryOut(Schema):
    """A story on a list."""

    id: str
    title: str
    section: str
    first: datetime
    last: datetime
    reports: int
    outlets: int
    origins: int


class StoryDetail(StoryOut):
    """A story with its articles and its brief."""

    moved_to: str
    chapter_of: str
    articles: list[ArticleOut]
    brief: dict[str, Any]


class EditionOut(Schema):
    """A front page on a list."""

    moment: datetime
    digest: str
    live: bool


class PostOut(Schema):
    """What one of our own editors wrote. A withdrawn post keeps its address and says in `withdrawn` why it is gone."""

    slug: str
    url: str
    headline: str
    standfirst: str
    byline: str
    section: str
    tags: list[str]
    published: datetime
    updated: datetime
    version: int
    digest: str
    story: str | None
    corrections: int
    withdrawn: str


class CorrectionOut(Schema):
    """A public change to a post: what was wrong, what is right, and why; `before` and `after` number its versions."""

    post: str
    url: str
    sort: str
    wrong: str
    right: str
    cause: str
    at: datetime
    before: int | None
    after: int | None


class PostDetail(PostOut):
    """A post with its words, as they were checked (`text`: spans count in it) and as they are shown (`html`)."""

    text: str
    html: str
    related: list[str]
    history: list[CorrectionOut]


class VersionOut(Schema):
    """What readers were given from a moment on. `digest` is the SHA-256 of `text`."""

    number: int
    at: datetime
    headline: str
    text: str
    digest: str
    engine: str


class GroundOut(Schema):
    """How a person vouches for a fact that the checker could not bind; a note only where its author released it."""

    ground: str
    words: str
    note: str
    recording: bool


class LedgerOut(CheckedOut):
    """A statement of a post, in the text of its version, with how a person vouches for it."""

    number: int
    ground: GroundOut | None


class Problem(Schema):
    """What was wrong with the request."""

    detail: str
