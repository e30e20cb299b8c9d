"""What was known at a moment: stories with their articles as they stood then, from records that are kept."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from newsroom.archive import records, sections
from newsroom.archive.models import Decision, Membership, Revision, Source, SourceBefore, Story
from newsroom.archive.models.articles import REPORTING

FRESH = timedelta(hours=18)  # the headline comes from a story's latest day
WINDOW = timedelta(hours=72)  # a story without a new article for three days has left the front page


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """An article in a story, as a front page needs it."""

    id: int
    arrived: datetime
    title: str
    excerpt: str
    url: str
    language: str
    genre: str
    source: int
    slug: str
    outlet: str
    owner: str
    standing: int
    origin: int
    copy_of: int | None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """A story as it was known at a moment; members in the order in which they arrived."""

    id: int
    key: str
    title: str
    section: str
    members: tuple[Member, ...]
    pinned: int | None = None
    muted: bool = False

    @property
    def first(self) -> datetime:
        """Return when its first article arrived."""
        return self.members[0].arrived

    @property
    def last(self) -> datetime:
        """Return when its latest article arrived."""
        return self.members[-1].arrived

    @property
    def outlets(self) -> int:
        """Count the outlets that report it."""
        return outlets(self.members)

    @property
    def origins(self) -> int:
        """Count the independent origins."""
        return origins(self.members)


_FIELDS = {
    "id": "article_id",
    "arrived": "article__arrived",
    "title": "article__title",
    "excerpt": "article__excerpt",
    "url": "article__url",
    "language": "article__language",
    "genre": "article__genre",
    "source": "article__source_id",
    "slug": "article__source__slug",
    "outlet": "article__source__name",
    "standing": "article__source__standing",
    "copy_of": "article__copy_of_id",
}


def stories(moment: datetime, window: timedelta = WINDOW) -> list[Known]:
    """Return the stories that had an article within `window` before `moment`, as they stood then, by key.

    An article belongs to a moment when it had arrived; where it belonged then is in its memberships, and what editors
    had decided is in their decisions. Nothing that happened later shows.
    """
    open_then = held(moment)
    arrived = Q(article__arrived__lte=moment)
    recent = Membership.objects.filter(open_then, arrived, article__arrived__gt=moment - window).values("story_id")
    members_then = Membership.objects.filter(open_then, arrived, story_id__in=recent)
    revised, changed, owners = read(members_then.values("article"), moment), sources(moment), families(moment)
    rows = members_then.order_by("article__arrived", "article_id").values_list(
        "story_id", "article__origin_id", "article__item__tags", *_FIELDS.values()
    )
    members: dict[int, list[Member]] = defaultdict(list)
    for story, origin, tags, *values in rows:
        said = dict(zip(_FIELDS, values, strict=True))
        said |= revised.get(said["id"], {})
        if said["source"] in changed:
            said["standing"] = changed[said["source"]].standing
        more = {"origin": origin or said["id"], "owner": owners[said["source"]], "tags": tuple(tags or ())}
        members[story].append(Member(**said, **more))
    return _known(members, moment)


def sources(moment: datetime) -> dict[int, SourceBefore]:
    """Return what held of sources at a moment, by source, of those of which something else holds now."""
    rows = SourceBefore.objects.filter(until__gt=moment).select_related("source", "owner")
    return {row.source_id: row for row in rows.order_by("-until", "-id")}


def families(moment: datetime) -> dict[int, str]:
    """Return what counts as one voice at a moment: the owner of each source, or the source itself."""
    changed = sources(moment)
    rows = Source.objects.select_related("owner").only("name", "owner__name")
    return {row.pk: (owner.name if (owner := changed.get(row.pk, row).owner) else row.name) for row in rows}


def held(moment: datetime) -> Q:
    """Return what had begun by a moment and had not ended: the memberships, or the mentions, that stood then."""
    return Q(since__lte=moment) & (Q(until=None) | Q(until__gt=moment))


def _known(members: dict[int, list[Member]], moment: datetime) -> list[Known]:
    acts = decisions(moment, list(members))
    found = []
    for row in Story.objects.filter(pk__in=members).order_by("key").values("id", "key"):
        act = acts.get(row["id"], {})
        found.append(
            Known(
                **row,
                section=act.get("section") or sections.section(one.tags for one in members[row["id"]]),
                title=act.get("title") or headline(members[row["id"]]),
                members=tuple(members[row["id"]]),
                pinned=act.get("pinned"),
                muted=bool(act.get("muted")),
            )
        )
    return found


def counted(members: Sequence[Member]) -> list[Member]:
    """Return the members that count as sources: reports and releases, or live pages and corrections where none is.

    A stub says too little, an opinion is none: they stand in a story and add nothing to the number who report it.
    """
    return [one for one in members if one.genre in REPORTING] or [
        one for one in members if one.genre in {"live", "correction"}
    ]


def outlets(members: Sequence[Member]) -> int:
    """Count the outlets among members that count as sources."""
    return len({member.source for member in counted(members)})


def origins(members: Sequence[Member]) -> int:
    """Count the newsrooms whose own words these are: copies count once, and so does an owner's next report."""
    owners = {member.id: member.owner for member in members}
    return len({owners.get(member.origin, f"article {member.origin}") for member in counted(members)})


def headline(members: Sequence[Member]) -> str:
    """Return the headline that stands for a story: of its latest original reports, the one most like the others.

    A copy repeats another's words and an opinion is one person's, so neither names the story while a report can. The
    standing that an editor gave an outlet goes before likeness; equal ones go to the latest.
    """
    originals = [one for one in members if one.copy_of is None and one.genre in {"report", "release"}] or list(members)
    latest = [one for one in originals if one.arrived > originals[-1].arrived - FRESH]
    said = [_words(one.title) for one in members]
    return max(latest, key=lambda one: (one.standing, _alike(_words(one.title), said), one.arrived, -one.id)).title


def _alike(words: set[str], others: Sequence[set[str]]) -> float:
    shared = sum(len(words & other) for other in others) - len(words)
    return round(shared / max(len(words), 4), 3)


def _words(title: str) -> set[str]:
    return {word for word in re.findall(r"\w+", title.casefold()) if len(word) > 2}


def revisions(articles: Iterable[int], moment: datetime) -> dict[int, Revision]:
    """Return what each article said at a moment, by article; walls that stood in its place are passed over."""
    rows = Revision.objects.filter(article__in=list(articles), arrived__lte=moment)
    return {row.article_id: row for row in rows.exclude(change=Revision.Change.REPLACED).order_by("number")}


def read(articles: QuerySet[Any] | Sequence[int], moment: datetime) -> dict[int, dict[str, str]]:
    """Return headline, excerpt, genre and language as they stood at a moment, of those that were revised since."""
    later = Revision.objects.filter(arrived__gt=moment, number__gt=1)
    if not later.exists():  # a page of now: the articles need not be gone through
        return {}
    revised = set(later.filter(article__in=articles).values_list("article_id", flat=True))
    return {article: _read(row) for article, row in revisions(revised, moment).items()}


def _read(row: Revision) -> dict[str, str]:
    said = {"title": row.title, "excerpt": records.excerpt(row.title, row.text, records.spans(row.paragraphs))}
    return said | ({"genre": row.genre, "language": row.language} if row.genre else {})


def decisions(moment: datetime, stories: list[int]) -> dict[int, dict[str, object]]:
    """Return what editors had decided about each story by `moment`: pinned, muted, title, section."""
    rows = Decision.objects.filter(story_id__in=stories, at__lte=moment).filter(
        Q(undone_at=None) | Q(undone_at__gt=moment)
    )
    found: dict[int, dict[str, object]] = defaultdict(dict)
    for row in rows.order_by("at", "id"):
        found[row.story_id].update({name: row.after[name] for name in DECIDED if name in row.after})
    return found


DECIDED = ("pinned", "muted", "title", "section")
