"""Bring in archives that others made: the pages of a WARC file become captures of ours, and go through every stage."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from warcio.archiveiterator import ArchiveIterator

from newsroom.archive import vault
from newsroom.archive.models import Capture, Source
from newsroom.archive.outlets import outlet
from newsroom.wire.tally import Tally
from stet import news
from stet.errors import NotText
from stet.gather import warc

BATCH = 50
PAGES = ("text/html", "application/xhtml+xml", "application/pdf", "text/plain")


def bring_in(path: Path) -> Tally:
    """Keep every page of a WARC file; those we have (same address, moment and bytes) are passed over.

    Raises `NotText` when the file cannot be opened. A damaged record is counted and the rest goes on.
    """
    if not path.is_file():
        raise NotText("there is no such file", subject=str(path), advice="Check the path.")
    tally = Tally()
    batch: list[news.Capture] = []
    for found in _pages(path):
        if found is None:
            tally += Tally(failed=1)
            continue
        batch.append(found)
        if len(batch) == BATCH:
            tally, batch = tally + _keep(batch), []
    return tally + _keep(batch)


def _pages(path: Path) -> Iterator[news.Capture | None]:
    """Give the pages of a file in its order; None stands for a record that cannot be read."""
    with path.open("rb") as file:
        records = iter(ArchiveIterator(file))
        while True:
            try:
                record = next(records)
                page = _page(record)
            except StopIteration:
                return
            except Exception:
                # Damage can make a reader fail in any way. Behind a torn record nothing has a place any more.
                yield None
                return
            if page:
                yield page


def _page(record: Any) -> news.Capture | None:
    if record.rec_type not in ("response", "resource"):
        return None
    http, url = record.http_headers, record.rec_headers.get_header("WARC-Target-URI") or ""
    headers = tuple((name.lower(), value) for name, value in http.headers) if http else ()
    kind = next((v for k, v in headers if k == "content-type"), record.content_type or "")
    status = int(http.get_statuscode()) if http else 200
    if status != 200 or not kind.lower().startswith(PAGES) or urlsplit(url).scheme not in ("http", "https"):
        return None
    body = record.content_stream().read(warc.MAX_RECORD + 1)
    if len(body) > warc.MAX_RECORD:
        return None
    moment = datetime.fromisoformat((record.rec_headers.get_header("WARC-Date") or "").replace("Z", "+00:00"))
    return news.Capture(
        url=url,
        final_url=url,
        # Their clock is a claim like any other; nothing arrives later than now.
        arrived=min(moment if moment.tzinfo else moment.replace(tzinfo=UTC), datetime.now(UTC)),
        status=status,
        headers=headers if http else (("content-type", kind),),
        body=body,
        sha256=hashlib.sha256(body).hexdigest(),
    )


def _keep(batch: list[news.Capture]) -> Tally:
    known = set(
        Capture.objects.filter(sha256__in=[one.sha256 for one in batch]).values_list("url", "arrived", "sha256")
    )
    fresh = {(one.url[:2000], one.arrived, one.sha256): one for one in batch}
    new = [one for key, one in fresh.items() if key not in known]
    if not new:
        return Tally()
    with transaction.atomic():
        Capture.objects.bulk_create(vault.keep([(one, {"source": _source(one.url)}) for one in new]))
    return Tally(done=len(new))


def _source(url: str) -> Source:
    host = (urlsplit(url).hostname or "unknown").removeprefix("www.")
    return outlet(host, slug=host.replace(".", "-"), home=f"{urlsplit(url).scheme}://{urlsplit(url).netloc}/")
