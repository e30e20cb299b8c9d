"""The JSON that commands and the site speak, version 1: from nouns to plain documents (docs/json.md).

Fields are only ever added. Times are ISO 8601 with an offset; offsets count code points.
"""

import re
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from stet.errors import InputError
from stet.news import (
    Article,
    Claimed,
    Fact,
    Feed,
    Finding,
    Item,
    Kind,
    Ledger,
    Particulars,
    Placement,
    Precision,
    Report,
    Said,
    Source,
    Span,
)

VERSION = 1
_HALVES = re.compile("[\ud800-\udfff]")  # halves of characters, which JSON can write and no text can hold
_LIFTED = {Kind.QUOTATION: ("speaker", "cue", "content"), Kind.ATTRIBUTION: ("source", "cue", "content")}

Document = dict[str, Any]


def of_span(span: Span) -> Document:
    """Return ``{"start", "end"}``."""
    return {"start": span.start, "end": span.end}


def of_claimed(claimed: Claimed | None) -> Document | None:
    """Return a claimed time with no more of it than was claimed."""
    if claimed is None:
        return None
    return {
        "value": clip(claimed.value, claimed.precision),
        "precision": str(claimed.precision),
        "from": claimed.source,
    }


def clip(moment: datetime, precision: Precision) -> str:
    """Write `moment` to `precision`: a day has no midnight in it."""
    match precision:
        case Precision.YEAR:
            return f"{moment:%Y}"
        case Precision.MONTH:
            return f"{moment:%Y-%m}"
        case Precision.DAY:
            return f"{moment:%Y-%m-%d}"
    return moment.isoformat(timespec="seconds")


def of_article(article: Article) -> Document:
    """Return what `stet read` prints."""
    return {
        "version": VERSION,
        "title": article.title,
        "byline": list(article.byline),
        "dateline": article.dateline,
        "published": of_claimed(article.published),
        "updated": of_claimed(article.updated),
        "language": article.language,
        "site": article.site,
        "url": article.url,
        "genre": str(article.genre),
        "state": "read" if article.text else "empty",
        "text": article.text,
        "paragraphs": [of_span(p) for p in article.paragraphs],
        "pages": [of_span(p) for p in article.pages],
        "notices": [of_span(p) for p in article.notices],
    }


def of_item(item: Item) -> Document:
    """Return one entry of what `stet feed` prints."""
    return {
        "id": item.id,
        "title": item.title,
        "link": item.link,
        "published": _iso(item.published),
        "updated": _iso(item.updated),
        "author": item.author,
        "summary": item.summary,
        "content": item.content,
        "tags": list(item.tags),
        "source": {"title": item.source, "url": item.source_url} if item.source or item.source_url else None,
        **({"more": of_particulars(item.more)} if item.more else {}),
    }


def of_feed(feed: Feed) -> Document:
    """Return what `stet feed` prints; with `more`, what `stet feed --all` prints."""
    return {
        "version": VERSION,
        "format": feed.format,
        "encoding": feed.encoding,
        "title": feed.title,
        "subtitle": feed.subtitle,
        "link": feed.link,
        "language": feed.language,
        "author": feed.author,
        "rights": feed.rights,
        "image": feed.image,
        "updated": _iso(feed.updated),
        "hub": feed.hub,
        "ttl_minutes": feed.ttl_minutes,
        **({"more": of_particulars(feed.more)} if feed.more else {}),
        "items": [of_item(i) for i in feed.items],
        "problems": list(feed.problems),
    }


def of_particulars(more: Particulars) -> Document:
    """Return all that a feed says of itself or of an entry."""
    return {
        "id": more.id,
        "language": more.language,
        "texts": {slot: asdict(wording) for slot, wording in more.texts.items()},
        "people": {role: [asdict(person) for person in people] for role, people in more.people.items()},
        "dates": {name: _iso(when) for name, when in more.dates.items()},
        "links": [asdict(link) for link in more.links],
        "tags": [asdict(tag) for tag in more.tags],
        "flags": dict(more.flags),
        "place": asdict(more.place) if more.place else None,
        "chapters": [asdict(chapter) for chapter in more.chapters],
        "source": of_particulars(more.source) if more.source else None,
        "said": {name: [_said(one) for one in said] for name, said in more.said.items()},
    }


def _said(one: Said) -> Document:
    parts = {name: [_said(part) for part in parts] for name, parts in one.parts.items()}
    return {"text": one.text, "attributes": dict(one.attributes), "parts": parts}


def of_fact(fact: Fact) -> Document:
    """Return a fact; the spans of quotations and attributions also stand at its top."""
    lifted = {slot: fact.frame[slot] for slot in _LIFTED.get(fact.kind, ()) if fact.frame.get(slot)}
    return {
        "kind": str(fact.kind),
        **of_span(fact.span),
        "text": fact.text,
        "value": dict(fact.value),
        "frame": dict(fact.frame),
        **lifted,
    }


def of_finding(finding: Finding) -> Document:
    """Return a fact with its verdict."""
    return {
        **of_fact(finding.fact),
        "verdict": str(finding.verdict),
        "rule": finding.rule,
        "code": finding.code,
        "reason": finding.reason,
        "evidence": [{"source": e.source, **of_span(e.span), "text": e.text} for e in finding.evidence],
        "origins": finding.origins,
        "asks": finding.asks,
    }


def of_ledger(ledger: Ledger) -> Document:
    """Return what `stet check` prints."""
    return {
        "version": VERSION,
        "facts": [of_finding(f) for f in ledger.findings],
        "problems": len(ledger.problems),
        "questions": len(ledger.questions),
        "unselected": ledger.unselected,
        "notices": list(ledger.notices),
        "support": round(ledger.support, 6),
        "engine": ledger.engine,
        "canary": ledger.canary,
    }


def of_placement(placement: Placement) -> Document:
    """Return one line of what `stet group` prints."""
    return {
        "id": placement.id,
        "story": placement.story,
        "copy_of": placement.copy_of or None,
        "origin": placement.origin,
        "reason": placement.reason,
    }


def to_moment(value: object, name: str = "published") -> datetime | None:
    """Read an ISO 8601 date or time; without an offset it is UTC.

    Raises `InputError` where it is something else.
    """
    if value in (None, ""):
        return None
    try:
        moment = datetime.fromisoformat(str(value).strip())
    except ValueError as cause:
        raise InputError(
            f"{name} is {str(value)[:40]!r}, which is no date", advice="Write it as 2025-08-15 or 2025-08-15T12:00Z"
        ) from cause
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def to_source(row: object) -> Source:
    """Read a source of `stet check`: ``{"id", "text", "published"?, "outlet"?, "origin"?}``."""
    if not isinstance(row, dict):
        raise InputError("a source is no JSON object", advice='Write {"id": …, "text": …}')
    return Source(
        id=text_of(row, "id"),
        text=text_of(row, "text"),
        published=to_moment(row.get("published")),
        outlet=str(row.get("outlet") or ""),
        origin=str(row.get("origin") or ""),
    )


def of_source(source: Source) -> Document:
    """Return a source as `to_source` reads it."""
    return {
        "id": source.id,
        "text": source.text,
        "published": source.published.isoformat() if source.published else None,
        "outlet": source.outlet,
        "origin": source.origin,
    }


def to_report(row: Document) -> Report:
    """Read a line of `stet group`: ``{"id", "title", "text", "published", "outlet", "url"}``."""
    published = to_moment(row.get("published"))
    arrived = to_moment(row.get("arrived"), "arrived") or published
    if arrived is None:
        raise InputError("there is no time", advice='Add "published", such as 2025-08-15T12:00Z')
    return Report(
        id=text_of(row, "id"),
        title=str(row.get("title") or ""),
        text=str(row.get("text") or ""),
        arrived=arrived,
        published=published,
        outlet=str(row.get("outlet") or ""),
        url=str(row.get("url") or ""),
        owner=str(row.get("owner") or ""),
        credit=str(row.get("credit") or ""),
        language=str(row.get("language") or "en"),
    )


def text_of(row: Document, name: str) -> str:
    """Return a field that must be a string (an `id` may be a number)."""
    value = row.get(name)
    if name == "id" and isinstance(value, int):
        return str(value)
    if not isinstance(value, str):
        raise InputError(f'"{name}" is missing or is no string', advice=f'Add "{name}" to the line')
    return _HALVES.sub("\ufffd", value)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
