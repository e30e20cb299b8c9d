"""What our own editors wrote, for machines: posts, their versions and ledgers, and every correction.

All of it starts at `Post.objects` and `Correction.objects`, where embargoes, holds and withdrawals are kept.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from ninja.errors import HttpError
from ninja.pagination import LimitOffsetPagination, paginate

from newsroom.api import shapes
from newsroom.api.paging import Mapped
from newsroom.archive.models import Revision
from newsroom.desk import checking
from newsroom.desk.models import Correction, Post, Version

router = Router()


@router.get("/posts", response=list[shapes.PostOut], summary="What we wrote, the latest first")
@paginate(LimitOffsetPagination)
def posts(request: HttpRequest, section: str = "", since: datetime | None = None) -> Any:
    """List the posts that are public. `since` gives those published, corrected or updated from then on."""
    rows = _rows(Post.objects.public(timezone.now()))
    if section:
        rows = rows.filter(current__section=section)
    if since:
        rows = rows.filter(updated__gte=since)
    return Mapped(rows.order_by("-published", "-id"), _post)


@router.get("/posts/{slug}", response={200: shapes.PostDetail, 404: shapes.Problem}, summary="One post")
def post(request: HttpRequest, slug: str) -> Any:
    """Give a post as it stands now. One that was withdrawn has no words any more, and says why."""
    row = _find(slug)
    gone = bool(row.notice)
    return {
        **_post(row),
        "text": "" if gone else row.current.text,
        "html": "" if gone else row.current.html,
        "related": [story.key for story in row.draft.related.order_by("-last")],
        "history": [_correction(one) for one in _changes(row.corrections.all())],
    }


@router.get("/posts/{slug}/versions", response={200: list[shapes.VersionOut], 404: shapes.Problem}, summary="Versions")
def versions(request: HttpRequest, slug: str) -> Any:
    """List what readers were given, from the first version on. A withdrawn post shows none."""
    row = _find(slug)
    shown = [] if row.notice else row.versions.order_by("number")
    return [{name: getattr(one, name) for name in shapes.VersionOut.model_fields} for one in shown]


@router.get(
    "/posts/{slug}/corrections",
    response={200: list[shapes.CorrectionOut], 404: shapes.Problem},
    summary="What was corrected in a post",
)
def post_corrections(request: HttpRequest, slug: str) -> Any:
    """List the public changes to a post, the latest first, with what stood before and what stands now."""
    return [_correction(one) for one in _changes(_find(slug).corrections.all())]


@router.get(
    "/posts/{slug}/ledger", response={200: list[shapes.LedgerOut], 404: shapes.Problem}, summary="A post's facts"
)
def ledger(request: HttpRequest, slug: str) -> Any:
    """List the facts of a post as it stands, with the passages that carry each and the grounds people gave."""
    row = _find(slug)
    if row.notice:
        return []
    held = _held(row.current)
    return [_fact(number, said, held) for number, said in enumerate(row.current.findings)]


@router.get("/corrections", response=list[shapes.CorrectionOut], summary="Corrections, the latest first")
@paginate(LimitOffsetPagination)
def corrections(request: HttpRequest, since: datetime | None = None) -> Any:
    """List every correction, update and retraction of what we published."""
    rows = _changes(Correction.objects.public(timezone.now()))
    return Mapped(rows.filter(at__gte=since) if since else rows, _correction)


# --- rows as what is said ---------------------------------------------------------------------------------------------


def _rows(posts: QuerySet[Post]) -> QuerySet[Post]:
    found = posts.exclude(current=None).select_related("current", "draft__story")
    return found.annotate(count_of_corrections=Count("corrections"))


def _find(slug: str) -> Any:
    row = _rows(Post.objects.told(timezone.now())).filter(slug=slug).first()
    if row is None:
        raise HttpError(404, f"there is no post {slug}")
    return row


def _post(row: Any) -> dict[str, Any]:
    version, gone = row.current, bool(row.notice)
    return {
        "slug": row.slug,
        "url": row.get_absolute_url(),
        "headline": version.headline,
        "standfirst": "" if gone else version.standfirst,
        "byline": version.byline,
        "section": version.section,
        "tags": version.tags,
        "published": row.published,
        "updated": version.at,
        "version": version.number,
        "digest": version.digest,
        "story": row.draft.story.key if row.draft.story else None,
        "corrections": row.count_of_corrections,
        "withdrawn": row.notice,
    }


def _changes(rows: QuerySet[Correction]) -> QuerySet[Correction]:
    return rows.select_related("post", "before", "after").order_by("-at", "-id")


def _correction(row: Correction) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in ("sort", "wrong", "right", "cause", "at")}
    numbers = {name: one.number if (one := getattr(row, name)) else None for name in ("before", "after")}
    return {**said, **numbers, "post": row.post.slug, "url": row.post.get_absolute_url()}


def _held(version: Version) -> Mapping[int, Revision]:
    wanted = {place["revision"] for finding in version.findings for place in checking.places(finding)}
    return Revision.objects.select_related("article__source").in_bulk(wanted)


def _fact(number: int, said: dict[str, Any], held: Mapping[int, Revision]) -> dict[str, Any]:
    plain = ("kind", "start", "end", "text", "value", "frame", "verdict", "rule", "reason", "code", "origins")
    ground = said.get("ground")
    return {
        **{name: said[name] for name in plain},
        "number": number,
        "ground": {**ground, "recording": bool(ground["recording"])} if ground else None,
        "evidence": [_passage(place, held[pk]) for place in checking.places(said) if (pk := place["revision"]) in held],
    }


def _passage(place: dict[str, int], revision: Revision) -> dict[str, Any]:
    return {
        "article": revision.article_id,
        "revision": revision.number,
        "outlet": revision.article.source.name,
        "arrived": revision.arrived,
        "start": place["start"],
        "end": place["end"],
        "text": revision.text[place["start"] : place["end"]],
    }
