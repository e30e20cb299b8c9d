"""Version 1 of the interface for machines: read only, no key, public parts only."""

from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Query
from ninja.errors import HttpError
from ninja.pagination import LimitOffsetPagination, paginate

from newsroom.api import posts, shapes
from newsroom.api.paging import Mapped
from newsroom.archive import search as index
from newsroom.archive.models import Article, Edition, Fact, Redirect, Source, Story
from newsroom.wire import editions
from stet.errors import InputError

# Its own page of documentation would load scripts from a third party; ours (docs.py) is made here.
api = NinjaAPI(
    title="Stet",
    version="1",
    docs_url=None,
    description="Stories, the public parts of articles, facts with their evidence, editions of the front page; and "
    "what we wrote ourselves: posts with their ledgers, versions and corrections.",
)
api.add_router("", posts.router)


@api.get("/sources", response=list[shapes.SourceOut], summary="Every source that is followed")
def sources(request: HttpRequest) -> Any:
    """List outlets and offices with their state."""
    rows = Source.objects.exclude(state=Source.State.REMOVED).select_related("owner")
    return [{**_plain(row, shapes.SourceOut), "owner": row.owner.name if row.owner else ""} for row in rows]


@api.get("/stories", response=list[shapes.StoryOut], summary="Stories, the latest first")
@paginate(LimitOffsetPagination)
def stories(request: HttpRequest, section: str = "", since: datetime | None = None) -> Any:
    """List stories that readers see."""
    rows = Story.objects.filter(merged_into=None, muted=False, reports__gt=0).order_by("-last", "-id")
    if section:
        rows = rows.filter(section=section)
    if since:
        rows = rows.filter(last__gte=since)
    return Mapped(rows, _story)


@api.get("/stories/{key}", response={200: shapes.StoryDetail, 404: shapes.Problem}, summary="One story")
def story(request: HttpRequest, key: str) -> Any:
    """Give a story by its id; an id it once had leads to where it went, which `moved_to` names."""
    row = _find(key)
    articles = _articles(Article.objects.filter(story=row)).order_by("arrived", "id")[:500]
    return {
        **_story(row),
        "moved_to": row.key if row.key != key else "",
        "chapter_of": row.chapter_of.key if row.chapter_of else "",
        "articles": [_article(one) for one in articles],
        "brief": row.brief,
    }


@api.get("/stories/{key}/facts", response={200: list[shapes.FactOut], 404: shapes.Problem}, summary="A story's facts")
@paginate(LimitOffsetPagination)
def story_facts(request: HttpRequest, key: str, verdict: str = "") -> Any:
    """List the facts of a story's articles on which another origin has something to say, with the passages."""
    rows = Fact.objects.filter(finding__story=_find(key), revision__current_of__isnull=False)
    return Mapped(_facts(rows.filter(finding__verdict=verdict) if verdict else rows), _fact)


@api.get("/articles", response=list[shapes.ArticleOut], summary="Articles, the latest first")
@paginate(LimitOffsetPagination)
def articles(request: HttpRequest, source: str = "", since: datetime | None = None) -> Any:
    """List the public parts of articles."""
    rows = _articles(Article.objects.exclude(current=None)).order_by("-arrived", "-id")
    if source:
        rows = rows.filter(source__slug=source)
    if since:
        rows = rows.filter(arrived__gte=since)
    return Mapped(rows, _article)


@api.get("/articles/{id}", response={200: shapes.ArticleOut, 404: shapes.Problem}, summary="One article")
def article(request: HttpRequest, id: int) -> Any:
    """Give the public parts of an article."""
    row = _articles(Article.objects.filter(pk=id)).first()
    if row is None:
        raise HttpError(404, f"there is no article {id}")
    return _article(row)


@api.get(
    "/articles/{id}/facts", response={200: list[shapes.FactOut], 404: shapes.Problem}, summary="An article's facts"
)
@paginate(LimitOffsetPagination)
def article_facts(request: HttpRequest, id: int, kind: str = "") -> Any:
    """List the facts of an article's current text, in its order, with what other origins say of each."""
    if not Article.objects.filter(pk=id).exists():
        raise HttpError(404, f"there is no article {id}")
    rows = Fact.objects.filter(revision__current_of=id)
    return Mapped(_facts(rows.filter(kind=kind) if kind else rows), _fact)


@api.get("/search", response={200: dict[str, Any], 422: shapes.Problem}, summary="Search articles")
def search(request: HttpRequest, q: str, outlet: str = "", offset: int = Query(0, ge=0, le=10_000)) -> Any:
    """Find articles by their words, best first, twenty at a time."""
    try:
        found = index.search(q, outlet=outlet, offset=offset)
    except InputError as error:
        raise HttpError(422, str(error)) from error
    rows = {row.pk: row for row in _articles(Article.objects.filter(pk__in=[hit.article for hit in found.hits]))}
    hits = [
        {**_article(rows[hit.article]), "snippet": hit.snippet, "marks": hit.marks}
        for hit in found.hits
        if hit.article in rows
    ]
    return {"total": found.total, "hits": hits}


@api.get("/editions", response=list[shapes.EditionOut], summary="Front pages, the latest first")
@paginate(LimitOffsetPagination)
def all_editions(request: HttpRequest) -> Any:
    """List the front pages that readers saw."""
    return Edition.objects.filter(live=True).order_by("-moment")


@api.get("/editions/latest", summary="The front page now")
def latest_edition(request: HttpRequest) -> HttpResponse:
    """Give the latest front page, with the parts of each rank."""
    return _edition(Edition.objects.filter(live=True).order_by("-moment").first())


@api.get("/editions/{moment}", summary="The front page at a moment")
def edition(request: HttpRequest, moment: datetime) -> HttpResponse:
    """Give the front page as readers saw it at a moment: the last one made before it."""
    return _edition(editions.shown(moment))


def _edition(row: Edition | None) -> HttpResponse:
    if row is None:
        raise HttpError(404, "there was no front page then")
    return HttpResponse(row.content, content_type="application/json", headers={"ETag": f'"{row.digest}"'})


# --- rows as what is said ---------------------------------------------------------------------------------------------


def _find(key: str) -> Story:
    row = Story.objects.select_related("merged_into", "chapter_of").filter(key=key).first()
    if row is None and (moved := Redirect.objects.select_related("story").filter(old=key).first()):
        row = moved.story
    while row is not None and row.merged_into is not None:
        row = row.merged_into
    if row is None:
        raise HttpError(404, f"there is no story {key}")
    return row


def _plain(row: Any, shape: type[Any]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in shape.model_fields if hasattr(row, name)}


def _story(row: Story) -> dict[str, Any]:
    return {**_plain(row, shapes.StoryOut), "id": row.key}


def _articles(rows: QuerySet[Article]) -> QuerySet[Article]:
    return rows.select_related("source", "story").annotate(count_of_revisions=Count("revisions"))


def _article(row: Any) -> dict[str, Any]:
    return {
        **_plain(row, shapes.ArticleOut),
        "source": row.source.slug,
        "outlet": row.source.name,
        "claims_future": row.ahead,
        "story": row.story.key if row.story else None,
        "copy_of": row.copy_of_id,
        "origin": row.origin_id or row.pk,
        "revisions": row.count_of_revisions,
    }


def _facts(rows: QuerySet[Fact]) -> QuerySet[Fact]:
    return (
        rows.select_related("revision", "finding")
        .prefetch_related("finding__evidence__revision__article__source")
        .order_by("revision_id", "start", "end", "id")
    )


def _fact(row: Fact) -> dict[str, Any]:
    finding = getattr(row, "finding", None)
    said = (
        {name: getattr(finding, name) for name in ("verdict", "rule", "reason", "code", "origins")} if finding else {}
    )
    return {
        **{"verdict": "", "rule": "", "reason": "", "code": "", "origins": 0},
        **_plain(row, shapes.FactOut),
        **said,
        "article": row.revision.article_id,
        "revision": row.revision.number,
        "evidence": [_evidence(one) for one in finding.evidence.all()] if finding else [],
    }


def _evidence(row: Any) -> dict[str, Any]:
    article = row.revision.article
    return {
        "article": article.pk,
        "revision": row.revision.number,
        "outlet": article.source.name,
        "arrived": row.revision.arrived,
        "start": row.start,
        "end": row.end,
        "text": row.text,
    }
