"""Bring in archives that others made: the pages of a WARC file become captures of ours, and go through every stage.

The file is read twice: once for which page leads on to which, so that the pages of one article, wherever they lie in
it, are kept and read together.
"""

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from django.db import transaction
from warcio.archiveiterator import ArchiveIterator

from newsroom.archive import vault
from newsroom.archive.models import Capture, Source
from newsroom.archive.outlets import outlet
from newsroom.wire import pages, problems
from newsroom.wire.tally import Tally
from stet import news
from stet.errors import ArchiveError, NotText
from stet.gather import warc
from stet.gather.identity import canonical

BATCH = 50
PARTED = 200  # pages of articles in several that are held until the others are met; then what there is is kept
RECORD = b"\nWARC/1."  # what a record begins with, behind what ends the one before
PAGES = ("text/html", "application/xhtml+xml", "application/pdf", "text/plain")
TRIES = 10_000  # places in a damaged file at which a record is looked for
Pages = tuple[news.Capture, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Torn:
    """A place in a file where a record cannot be read, in bytes from its beginning."""

    at: int


def bring_in(path: Path) -> Tally:
    """Keep every page of a WARC file; those we have (same address, moment and bytes) are passed over.

    Raises `NotText` when the file is not there or is no archive. A damaged record is counted and the rest goes on.
    """
    if not path.is_file():
        raise NotText("there is no such file", subject=str(path), advice="Check the path.")
    if not _is_archive(path):
        raise NotText(
            "it is no WARC file: no record begins in it", subject=str(path), advice="Give a .warc or .warc.gz."
        )
    tally = Tally()
    batch: list[Pages] = []
    for found in _articles(path):
        if isinstance(found, Torn):
            tally += Tally(failed=1)
            _tell(path, found)
            continue
        batch.append(found)
        if len(batch) == BATCH:
            tally, batch = tally + _keep(batch), []
    return tally + _keep(batch)


def _is_archive(path: Path) -> bool:
    """Say whether a record begins anywhere in a file: its first may be damaged, and it is an archive all the same."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        try:
            with gzip.open(file) if packed else nullcontext(file) as opened:
                if opened.read(len(RECORD) - 1) == RECORD[1:]:
                    return True
        except (OSError, EOFError, zlib.error):
            pass
        return _beginning(file, 1, b"\x1f\x8b\x08" if packed else RECORD) >= 0


def _tell(path: Path, torn: Torn) -> None:
    error = ArchiveError(
        f"a record at byte {torn.at:,} cannot be read; those before and after it were",
        advice="Fetch the file again where it is from, and import it once more: what is known is passed over",
    )
    problems.note("import", error, now=datetime.now(UTC), subject=path.name, cause="torn")


def _articles(path: Path) -> Iterator[Pages | Torn]:
    """Give the articles of a file, each with all its pages, and the places of what cannot be read."""
    after = _leads_on(path)
    parts = {*after, *after.values()}
    held: dict[str, news.Capture] = {}
    for page in _pages(path):
        here = "" if isinstance(page, Torn) else canonical(page.url)
        if isinstance(page, Torn) or here not in parts or here in held:
            yield page if isinstance(page, Torn) else (page,)
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
        if not isinstance(page, Torn):
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


def _pages(path: Path) -> Iterator[news.Capture | Torn]:
    """Give the pages of a file in its order, and the places of what cannot be read; behind those it goes on."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        mark = b"\x1f\x8b\x08" if packed else RECORD
        at, told = 0, False
        for _ in range(TRIES):
            file.seek(at)
            records = ArchiveIterator(file, check_digests=True)
            try:
                for record in records:
                    page = _page(record)
                    if not packed:
                        _alone(record, page)
                    told = False
                    if page:
                        yield page
                return
            except Exception:
                # Damage can make a reader fail in any way. What merely looks like a beginning is no second damage.
                at = max(at, records.offset)  # of the record that failed: that of the last only moves once it is read
                if not told:
                    yield Torn(at=at)
                told = True
            at = _beginning(file, at + 1, mark)
            if at < 0:
                return


def _beginning(file: BinaryIO, at: int, mark: bytes) -> int:
    """Return where the next record may begin, from `at` on, or -1."""
    file.seek(at)
    before = b""
    while block := file.read(1 << 20):
        found = (before + block).find(mark)
        if found >= 0:
            return at - len(before) + found + mark.startswith(b"\n")
        at += len(block)
        before = block[-len(mark) :]
    return -1


def _alone(record: Any, page: news.Capture | None) -> None:
    """See that a record that was not packed by itself holds no other: its length may be damaged.

    Raises `ArchiveError` where it does, unless its digest bears it out: a page may tell of archives.
    """
    tail, holds = b"", page is not None and RECORD in page.body
    while block := record.raw_stream.read(1 << 20):
        holds, tail = holds or RECORD in tail + block, block[-len(RECORD) :]
    if holds and not record.digest_checker.passed:
        raise ArchiveError("its length takes in the records after it")


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
    if record.digest_checker.passed is False:
        raise ArchiveError("its digest is another", subject=url)
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
