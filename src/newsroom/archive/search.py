"""Search: a tantivy index in the data folder, built from the database and rebuilt when it is missing.

The index is a copy, never the truth: `Article.indexed_at` says which rows it holds, and an index that is not the one
those marks were made for (it was deleted, or its form changed) clears them, so that the next run fills it again.
"""

import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import tantivy
from django.conf import settings

from newsroom.archive.models import Article
from stet import text
from stet.errors import InputError

FORM = "1"  # raised when the fields change
MEMORY = 64 * 1024 * 1024
LONGEST_QUERY = 300
MOST_ASKED = 40  # paragraphs of a text whose words are searched for


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """An article that was found, with the passages that matched, as spans of its text."""

    article: int
    score: float
    snippet: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """One page of answers and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Newest:
    """Articles with the words that were asked for, the newest first; `back_to` is set where more lie further back."""

    articles: tuple[int, ...]
    back_to: datetime | None = None


def folder() -> Path:
    """Return where the index lies."""
    return Path(settings.STET_HOME) / "search"


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", stored=True, indexed=True, fast=True)
    builder.add_text_field("title", stored=False, tokenizer_name="en_stem")
    builder.add_text_field("text", stored=True, tokenizer_name="en_stem")
    builder.add_text_field("outlet", stored=False, tokenizer_name="raw")
    builder.add_date_field("arrived", stored=False, indexed=True, fast=True)
    return builder.build()


def index() -> Any:
    """Open the index, making it anew where there is none of this form."""
    path = folder()
    form = path / "form"
    if not form.exists() or form.read_text() != FORM:
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True)
        tantivy.Index(_schema(), path=str(path))
        Article.objects.exclude(indexed_at=None).update(indexed_at=None)
        form.write_text(FORM)
    return tantivy.Index(_schema(), path=str(path))


def add(articles: Iterable[Article]) -> None:
    """Put articles into the index, replacing what it held of them; on return they are on disk."""
    opened = index()
    writer = opened.writer(heap_size=MEMORY, num_threads=1)
    for article in articles:
        writer.delete_documents_by_term("id", article.pk)
        document = tantivy.Document()
        document.add_integer("id", article.pk)
        document.add_text("title", article.title)
        document.add_text("text", article.current.text if article.current else "")
        document.add_text("outlet", article.source.slug)
        document.add_date("arrived", article.arrived)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def search(
    words: str,
    *,
    outlet: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    offset: int = 0,
    limit: int = 20,
) -> Found:
    """Find articles by words of their title and text, best first; a title counts three times.

    ``"in quotes"`` finds the words together, ``-word`` leaves out. Raises `InputError` for a question that cannot be
    understood at all.
    """
    opened = index()
    opened.reload()
    searcher = opened.searcher()
    query = _query(opened, words, outlet, since, until)
    result = searcher.search(query, limit, offset=offset, count=True)
    snippets = tantivy.SnippetGenerator.create(searcher, query, opened.schema, "text")
    snippets.set_max_num_chars(220)
    return Found(
        hits=tuple(_hit(searcher.doc(place), score, snippets) for score, place in result.hits),
        total=result.count or 0,
    )


def newest(
    words: str, *, outlet: str = "", since: datetime | None = None, until: datetime | None = None, limit: int = 1000
) -> Newest:
    """Find articles by words, the latest to arrive first, whatever their score.

    The index knows seconds. Where `limit` cuts through a second, that second is left for the next look, from `back_to`
    on, so that nothing falls between two looks (unless more than `limit` articles arrived in one second).
    """
    opened = index()
    opened.reload()
    searcher = opened.searcher()
    since = since.replace(microsecond=0) if since else None
    found = searcher.search(_query(opened, words, outlet, since, until), limit, count=False, order_by_field="arrived")
    hits = [(nanoseconds // 10**9, place) for nanoseconds, place in found.hits]
    back_to = None
    if len(hits) == limit:
        last = hits[-1][0]
        if hits[0][0] > last:
            last += 1
            hits = [hit for hit in hits if hit[0] >= last]
        back_to = datetime.fromtimestamp(last, UTC)
    return Newest(articles=tuple(searcher.doc(place)["id"][0] for _, place in hits), back_to=back_to)


def bearing(said: str, limit: int) -> list[int]:
    """Return the articles that bear on a text, best first: each of its paragraphs asks for any of its words.

    An article's scores add up over the paragraphs, so that what tells the same at length comes first, and what carries
    one paragraph alone is still found. Paragraphs after the first `MOST_ASKED` ask nothing.
    """
    opened = index()
    opened.reload()
    searcher = opened.searcher()
    scores: Counter[int] = Counter()
    for paragraph in text.paragraphs(said)[:MOST_ASKED]:
        part = paragraph.of(said)
        words = {word.lower() for span in text.words(part) if len(word := span.of(part)) > 3}
        asked, _ = opened.parse_query_lenient(" ".join(sorted(words)), ["title", "text"], field_boosts={"title": 3.0})
        for score, place in searcher.search(asked, limit, count=False).hits:
            scores[searcher.doc(place)["id"][0]] += score
    return [article for article, _ in sorted(scores.items(), key=lambda held: (-held[1], held[0]))[:limit]]


def _query(opened: Any, words: str, outlet: str, since: datetime | None, until: datetime | None) -> Any:
    words = " ".join(words.split())[:LONGEST_QUERY]
    if not words:
        raise InputError("nothing was asked", advice="Type a word or a name.")
    asked, _ = opened.parse_query_lenient(
        words, ["title", "text"], field_boosts={"title": 3.0}, conjunction_by_default=True
    )
    parts = [(tantivy.Occur.Must, asked)]
    if outlet:
        parts.append((tantivy.Occur.Must, tantivy.Query.term_query(opened.schema, "outlet", outlet)))
    if since or until:
        span = tantivy.Query.range_query(opened.schema, "arrived", tantivy.FieldType.Date, since, until)
        parts.append((tantivy.Occur.Must, span))
    return tantivy.Query.boolean_query(parts)


def _hit(document: Any, score: float, snippets: Any) -> Hit:
    snippet = snippets.snippet_from_doc(document)
    return Hit(
        article=document["id"][0],
        score=round(score, 4),
        snippet=snippet.fragment(),
        marks=tuple(_characters(snippet.fragment(), mark.start, mark.end) for mark in snippet.highlighted()),
    )


def _characters(text: str, start: int, end: int) -> tuple[int, int]:
    """Return offsets in characters for offsets in bytes."""
    raw = text.encode()
    return len(raw[:start].decode()), len(raw[:end].decode())
