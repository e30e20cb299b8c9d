"""Rows as the library's nouns, and back."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from newsroom.archive.models import Article, Fact, Revision
from stet import news
from stet import text as texts

EXCERPT = 280  # characters: about two sentences, what headlines and search results commonly show


def told(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Return articles joined with what `report` asks of them."""
    joined = articles.select_related("current", "source__owner", "item")
    return joined.defer("source__icon", "item__content", "item__summary")


def report(article: Article) -> news.Report:
    """Return an article of `told` as grouping, checking and briefs see it."""
    text = article.current.text if article.current else ""
    return news.Report(
        id=str(article.pk),
        title=article.title,
        text=text,
        arrived=article.arrived,
        published=article.published,
        outlet=article.source.name,
        url=article.url,
        owner=article.source.family,
        credit=article.item.credit if article.item else "",
        genre=news.Genre(article.genre),
        language=article.language or "en",
    )


def source(article: Article) -> news.Source:
    """Return an article as a text that facts are checked against; its origin is its voice."""
    return news.Source(
        id=str(article.pk),
        text=article.current.text if article.current else "",
        published=article.published or article.arrived,
        outlet=article.source.name,
        origin=article.voice,
    )


def spans(pairs: Iterable[Iterable[int]]) -> tuple[news.Span, ...]:
    """Return stored pairs of offsets as spans."""
    return tuple(news.Span(start=start, end=end) for start, end in pairs)


def pairs(marked: Iterable[news.Span]) -> list[list[int]]:
    """Return spans as pairs of offsets, to be stored."""
    return [[span.start, span.end] for span in marked]


def fact(row: Fact) -> news.Fact:
    """Return a stored fact."""
    return news.Fact(
        kind=news.Kind(row.kind),
        span=news.Span(start=row.start, end=row.end),
        text=row.text,
        value=row.value,
        frame=row.frame,
    )


def fact_row(revision: Revision, said: news.Fact) -> Fact:
    """Return an unsaved row for a fact of a revision."""
    return Fact(
        revision=revision,
        kind=said.kind.value,
        start=said.span.start,
        end=said.span.end,
        text=said.text,
        value=plain(said.value),
        frame=plain(said.frame),
    )


def article(revision: Revision) -> news.Article:
    """Return what a revision says, for comparing it with another."""
    return news.Article(
        title=revision.title,
        text=revision.text,
        paragraphs=spans(revision.paragraphs),
        dateline=revision.dateline,
        notices=spans(revision.notices),
        language=revision.article.language,
        url=revision.article.url,
        genre=news.Genre(revision.article.genre),
    )


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it: mappings become dicts, tuples lists, spans pairs."""
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, news.Span):
        return [value.start, value.end]
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(inner) for inner in value]
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value


def excerpt(title: str, text: str, paragraphs: Iterable[news.Span]) -> str:
    """Return the first sentences of the body, cut at a word: what the public may read of it.

    What stands before the body (the headline again, a kicker, a line of names) has no full stop and is passed over; so
    is where it was filed from.
    """
    parts = [" ".join(span.of(text).split()) for span in paragraphs]
    body = " ".join(part for part in parts if len(part) > 40 and part[-1] in '.!?…"”’»)' and part != title)
    body = body or " ".join(text.split())
    body = body[texts.dateline(body)[1] :]
    if len(body) <= EXCERPT:
        return body
    return body[:EXCERPT].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
