"""Articles that arrive as JSON lines: what a line may hold, and what it says.

``title`` and ``text`` (or ``body``: paragraphs, or one text) are needed; ``outlet``, ``url``, ``date`` (or
``published``), ``authors``, ``language``, ``genre``,
``topic`` and ``id`` are welcome. The line itself is archived, byte for byte.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from stet import news, text
from stet.errors import NotAnArticle, NotText

CONTENT_TYPE = "application/vnd.stet.article+json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line, understood."""

    title: str
    paragraphs: tuple[str, ...]
    outlet: str
    url: str
    moment: datetime | None
    precision: news.Precision
    byline: tuple[str, ...]
    language: str
    genre: news.Genre
    id: str
    topic: str


def parse(raw: bytes, place: str = "") -> Line:
    """Read a line. Raises `NotText` when it is no JSON object and `NotAnArticle` when it holds no title or text."""
    try:
        said = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise NotText(f"not JSON ({error})", subject=place, advice="Give one JSON object per line.") from error
    if not isinstance(said, dict):
        raise NotText("not a JSON object", subject=place, advice="Give one JSON object per line.")
    title, paragraphs = _words(said.get("title")), _paragraphs(said)
    if not title or not paragraphs:
        raise NotAnArticle("no title or no text", subject=place, advice="A line needs `title` and `text` (or `body`).")
    moment, precision = _moment(said.get("date") or said.get("published"), place)
    return Line(
        title=title,
        paragraphs=paragraphs,
        outlet=_words(said.get("outlet")) or "Unnamed outlet",
        url=_words(said.get("url")),
        moment=moment,
        precision=precision,
        byline=_byline(said.get("authors") or said.get("byline")),
        language=_words(said.get("language")),
        genre=_genre(said.get("genre")),
        id=_words(said.get("id")),
        topic=_words(said.get("topic") or said.get("section")),
    )


def article(line: Line) -> news.Article:
    """Return what the line says as an article: paragraphs joined by blank lines."""
    body = "\n\n".join(line.paragraphs)
    claim = news.Claimed(value=line.moment, precision=line.precision, source="feed") if line.moment else None
    return news.Article(
        title=line.title,
        text=body,
        paragraphs=tuple(text.paragraphs(body)),
        byline=line.byline,
        published=claim,
        language=line.language or "en",
        site=line.outlet,
        url=line.url,
        genre=line.genre,
    )


def _words(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _paragraphs(said: dict[str, Any]) -> tuple[str, ...]:
    body = said.get("text") or said.get("body") or ""
    if isinstance(body, str):
        body = [span.of(body) for span in text.paragraphs(body)]
    parts = body if isinstance(body, list) else ()
    return tuple(words for part in parts if (words := _words(part)))


def _byline(value: Any) -> tuple[str, ...]:
    names = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(words for name in names if (words := _words(name)))[:20]


def _genre(value: Any) -> news.Genre:
    try:
        return news.Genre(value or "report")
    except ValueError:
        return news.Genre.REPORT


def _moment(value: Any, place: str) -> tuple[datetime | None, news.Precision]:
    if not value:
        return None, news.Precision.DAY
    try:
        moment = datetime.fromisoformat(str(value).strip())
    except ValueError as error:
        raise NotText(f"{value!r} is no ISO date", subject=place, advice="Write 2021-06-15T12:00:00Z.") from error
    precision = news.Precision.DAY if len(str(value).strip()) <= 10 else news.Precision.SECOND
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC), precision
