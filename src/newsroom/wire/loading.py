"""Load articles from a file of JSON lines, in time order, as if each had just arrived."""

import bz2
import gzip
import hashlib
import lzma
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from newsroom.archive import vault
from newsroom.archive.models import Capture, Item, Source
from newsroom.archive.outlets import outlet
from newsroom.wire import lines, problems
from newsroom.wire.tally import Tally
from stet import news
from stet.errors import InputError, NotText

BATCH = 200
OPENERS: dict[str, Callable[..., Any]] = {".gz": gzip.open, ".xz": lzma.open, ".bz2": bz2.open}
Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """A line of the file with the moment it arrives and its key."""

    arrived: datetime
    number: int
    raw: bytes
    line: lines.Line
    key: str


def load(path: Path, *, now: datetime, limit: int = 0, progress: Progress = lambda done, of: None) -> Tally:
    """Keep every article of `path`; those kept before are passed over, so a load that was killed can be run again.

    Lines without a date arrive at `now`. A line that cannot be read is a problem that is shown, and the rest goes on.
    """
    waiting, failed = _read(path, now, limit)
    waiting.sort(key=lambda one: (one.arrived, one.number))
    outlets: dict[str, Source] = {}
    done = 0
    for start in range(0, len(waiting), BATCH):
        batch = waiting[start : start + BATCH]
        done += _keep(batch, outlets)
        progress(start + len(batch), len(waiting))
    return Tally(done=done, failed=failed)


def rows(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file, decompressed by its ending. Raises `NotText` when it cannot be opened or read."""
    try:
        with OPENERS.get(path.suffix, open)(path, "rb") as file:
            yield from file
    except (OSError, EOFError, lzma.LZMAError) as error:
        raise NotText(f"cannot be read ({error})", subject=str(path), advice="Check the path and the file.") from error


def _read(path: Path, now: datetime, limit: int) -> tuple[list[Waiting], int]:
    waiting, failed = [], 0
    for number, raw in enumerate(rows(path), 1):
        if limit and len(waiting) >= limit:
            break
        if not raw.strip():
            continue
        place = f"{path.name}:{number}"
        try:
            line = lines.parse(raw, place)
        except InputError as error:
            problems.note("gather", error, now=now, subject=place)
            failed += 1
            continue
        # Nothing arrives later than now, whatever it claims; the claim is kept beside, and flagged.
        arrived = min(line.moment or now, now)
        waiting.append(Waiting(arrived=arrived, number=number, raw=raw, line=line, key=_key(line)))
    return waiting, failed


def _key(line: lines.Line) -> str:
    """Return what makes the line the same article when the file is loaded again."""
    said = "\x1f".join([line.outlet, line.url, line.title, str(line.moment or ""), *line.paragraphs[:1]])
    return hashlib.sha256(said.encode()).hexdigest()


def _keep(batch: Sequence[Waiting], outlets: dict[str, Source]) -> int:
    known = set(Item.objects.filter(key__in=[one.key for one in batch]).values_list("key", flat=True))
    fresh = list({one.key: one for one in batch if one.key not in known}.values())
    if not fresh:
        return 0
    for one in fresh:
        if one.line.outlet not in outlets:
            outlets[one.line.outlet] = outlet(one.line.outlet)
    with transaction.atomic():
        items = Item.objects.bulk_create([_item(one, outlets[one.line.outlet]) for one in fresh])
        arrived = [
            (_capture(one), {"item": item, "source": item.source}) for one, item in zip(fresh, items, strict=True)
        ]
        Capture.objects.bulk_create(vault.keep(arrived))
    return len(fresh)


def _item(one: Waiting, source: Source) -> Item:
    return Item(
        source=source,
        key=one.key,
        keys=[one.key],
        guid=one.line.id[:1000],
        link=one.line.url[:2000],
        title=one.line.title[:1000],
        tags=[one.line.topic] if one.line.topic else [],
        author=", ".join(one.line.byline)[:300],
        published=one.line.moment,
        arrived=one.arrived,
        state=Item.State.CAPTURED,
    )


def _capture(one: Waiting) -> news.Capture:
    # A line without an address still needs one in the archive; `urn:` names what was loaded, by its digest.
    url = one.line.url or f"urn:sha256:{one.key}"
    return news.Capture(
        url=url,
        final_url=url,
        arrived=one.arrived,
        status=200,
        headers=(("content-type", lines.CONTENT_TYPE),),
        body=one.raw,
        sha256=hashlib.sha256(one.raw).hexdigest(),
    )
