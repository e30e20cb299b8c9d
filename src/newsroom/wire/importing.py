"""Bring in archives that others made: the pages of a WARC file become captures of ours, and go through every stage.

The file is read twice: once for which page leads on to which, so that the pages of one article, wherever they lie in
it, are kept and read together.
"""

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
from newsroom.wire import pages
from newsroom.wire.tally import Tally
from stet import news
from stet.errors import NotText
from stet.gather import warc
from stet.gather.identity import canonical

BATCH = 50
PARTED = 200  # pages of articles in several that are held until the others are met; then what there is is kept
PAGES = ("text/html", "application/xhtml+xml", "application/pdf", "text/plain")
Pages = tuple[news.Capture, ...]


def bring_in(path: Path) -> Tally:
    """Keep every page of a WARC file; those we have (same address, moment and bytes) are passed over.

    Raises `NotText` when the file cannot be opened. A damaged record is counted and the rest goes on.
    """
    if not path.is_file():
        raise NotText("there is no such file", subject=str(path), advice="Check the path.")
    tally = Tally()
    batch: list[Pages] = []
    for found in _articles(path):
        if found is None:
            tally += Tally(failed=1)
            continue
        batch.append(found)
        if len(batch) == BATCH:
            tally, batch = tally + _keep(batch), []
    return tally + _keep(batch)


def _articles(path: Path) -> Iterator[Pages | None]:
    """Give the articles of a file, each with all its pages; None stands for a record that cannot be read."""
    after = _leads_on(path)
    parts = {*after, *after.values()}
    held: dict[str, news.Capture] = {}
    for page in _pages(path):
        here = canonical(page.url) if page else ""
        if page is None or here not in parts or here in held:
            yield None if page is None else (page,)
            continue
        held[here] = page
        if len(held) == PARTED:
            yield from _joined(held, after)
            held = {}
    yield from _joined(held, after)


def _leads_on(path: Path) -> dict[str, str]:
    """Return for each page of an article the one after it, as far as the file holds both."""
    there, after = set[str](), dict[str, str]()
    for page in _pages(path):
        if page is not None:
            there.add(here := canonical(page.url))
            if then := pages.following(page):
                after[here] = canonical(then)
    return {here: then for here, then in after.items() if then in there and then != here}


def _joined(held: dict[str, news.Capture], after: dict[str, str]) -> Iterator[Pages]:
    """Give what is held as articles: first the pages that no other leads on to, each with those that come after it."""
    led_to = {after[here] for here in held if here in after}
    left = dict(held)
    for start in sorted(held, key=lambda here: here in led_to):
        chain, at = list[news.Capture](), start
        while at in left and len(chain) < pages.MOST:
            chain.append(left.pop(at))
            at = after.get(at, "")
        if chain:
            yield tuple(chain)


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


def _keep(batch: list[Pages]) -> Tally:
    digests = [one[0].sha256 for one in batch]
    known = set(Capture.objects.filter(sha256__in=digests).values_list("url", "arrived", "sha256"))
    fresh = {(one[0].url[:2000], one[0].arrived, one[0].sha256): one for one in batch}
    new = [one for key, one in fresh.items() if key not in known]
    if not new:
        return Tally()
    with transaction.atomic():
        vault.save(vault.keep_pages([(one, {"source": _source(one[0].url)}) for one in new]))
    return Tally(done=sum(map(len, new)))


def _source(url: str) -> Source:
    host = (urlsplit(url).hostname or "unknown").removeprefix("www.")
    return outlet(host, slug=host.replace(".", "-"), home=f"{urlsplit(url).scheme}://{urlsplit(url).netloc}/")
