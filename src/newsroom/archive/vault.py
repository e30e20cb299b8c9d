"""The bytes themselves: WARC files in the data folder, written before anything is parsed."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from newsroom.archive.models import Capture
from stet import news
from stet.errors import ArchiveError
from stet.gather.warc import Locator, WarcStore


def folder() -> Path:
    """Return where the WARC files lie."""
    return Path(settings.STET_HOME) / "archive"


@cache
def _store(path: Path) -> WarcStore:
    return WarcStore(path)


def store() -> WarcStore:
    """Return this process's door to the archive."""
    return _store(folder())


def keep(captures: Sequence[tuple[news.Capture, dict[str, Any]]]) -> list[Capture]:
    """Write bytes, then return the unsaved rows that say where they are. Each capture comes with its row's links.

    One wait for the disk serves them all. The rows are saved by the caller, in the transaction that says why the
    captures were made; a kill in between leaves records that no row names, which `newsroom verify-archive` counts and
    nothing else sees.
    """
    places = store().append_all([capture for capture, _ in captures])
    return [_row(capture, place, links) for (capture, links), place in zip(captures, places, strict=True)]


def keep_pages(articles: Sequence[tuple[Sequence[news.Capture], dict[str, Any]]]) -> list[Capture]:
    """Write the bytes of articles, each one page or several: further ones point to the first and are read with it."""
    rows = keep([(page, links) for pages, links in articles for page in pages])
    at = 0
    for pages, _ in articles:
        first, *further = rows[at : at + len(pages)]
        for row in further:
            row.first, row.read_at = first, row.arrived
        at += len(pages)
    return rows


def save(rows: Sequence[Capture]) -> None:
    """Save the rows that `keep` or `keep_pages` made, first pages first: the others point to them."""
    Capture.objects.bulk_create([row for row in rows if row.first is None])
    for row in (further := [row for row in rows if row.first is not None]):
        row.first = row.first  # its number is known now
    Capture.objects.bulk_create(further)


def _row(capture: news.Capture, place: Locator, links: dict[str, Any]) -> Capture:
    return Capture(
        url=capture.url[:2000],
        final_url=capture.final_url[:2000],
        arrived=capture.arrived,
        status=capture.status,
        content_type=capture.header("content-type")[:200],
        size=len(capture.body),
        sha256=capture.sha256,
        file=place.file,
        offset=place.offset,
        length=place.length,
        **links,
    )


def take(row: Capture) -> news.Capture:
    """Read a capture back. Raises `ArchiveError` when the bytes are missing or are not what they were."""
    capture = store().read(Locator(file=row.file, offset=row.offset, length=row.length))
    if capture.sha256 != row.sha256:
        raise ArchiveError(
            "the archived bytes are not what was captured",
            subject=f"{row.file}@{row.offset}",
            advice="Restore this file from a copy; run `newsroom verify-archive` to see what else changed.",
        )
    return capture
