"""Load the sample wire: feeds and pages from files instead of the network, then the same stages as live news."""

import hashlib
import json
import mimetypes
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from newsroom.archive import vault
from newsroom.archive.models import Capture, Item, Source, SourceFeed
from newsroom.archive.outlets import outlet
from newsroom.wire import intake
from newsroom.wire.tally import Tally
from stet import news
from stet.errors import ConfigError
from stet.gather import feeds

TYPES = {".atom": "application/atom+xml", ".rdf": "application/rdf+xml", ".xml": "application/rss+xml"}
Progress = Callable[[int, int], None]


def load(folder: Path, *, progress: Progress = lambda done, of: None) -> Tally:
    """Keep every arrival of the sample at its own moment; what was kept before is passed over.

    Raises `ConfigError` when there is no manifest.
    """
    manifest = _manifest(folder)
    sources = {one["slug"]: _outlet(one) for one in manifest["outlets"]}
    entries = {one["slug"]: _feed(folder, one, sources[one["slug"]]) for one in manifest["outlets"]}
    arrivals = sorted(manifest["arrivals"], key=lambda one: (_moment(one), one["id"]))
    done = 0
    for number, arrival in enumerate(arrivals, 1):
        done += _arrive(folder, arrival, sources[arrival["outlet"]], entries[arrival["outlet"]])
        progress(number, len(arrivals))
    return Tally(done=done)


def _manifest(folder: Path) -> Any:
    try:
        return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"there is no sample wire ({error})", subject=str(folder), advice="Set STET_SAMPLE to its folder."
        ) from error


def _outlet(said: dict[str, Any]) -> Source:
    source = outlet(
        said["name"],
        slug=said["slug"],
        home=said.get("home", ""),
        owner=said.get("owner", ""),
        kind=said.get("kind", ""),
    )
    # Its addresses do not exist: the feed is known, and never polled.
    SourceFeed.objects.get_or_create(
        url=said["feed"]["url"],
        defaults={"source": source, "host": intake.host(said["feed"]["url"]), "title": said["name"], "paused": True},
    )
    return source


def _feed(folder: Path, said: dict[str, Any], source: Source) -> dict[str, news.Item]:
    path = folder / said["feed"]["file"]
    parsed = feeds.parse(path.read_bytes(), url=said["feed"]["url"], content_type=_type(path))
    return {item.link: item for item in parsed.items}


def _arrive(folder: Path, arrival: dict[str, Any], source: Source, entries: dict[str, news.Item]) -> bool:
    capture = _capture(folder, arrival)
    if Capture.objects.filter(url=capture.url, arrived=capture.arrived, sha256=capture.sha256).exists():
        return False
    entry = entries.get(capture.url) or news.Item(id=capture.url, link=capture.url)
    with transaction.atomic():
        known = Item.objects.filter(source=source, link=entry.link).first()
        taken = intake.take_in([entry], source=source, feed=None, now=capture.arrived).new
        item = taken[0] if taken else known
        Item.objects.filter(pk=item.pk if item else None).update(state=Item.State.CAPTURED)
        Capture.objects.bulk_create(vault.keep([(capture, {"source": source, "item": item})]))
    return True


def _capture(folder: Path, arrival: dict[str, Any]) -> news.Capture:
    path = folder / arrival["file"]
    body = path.read_bytes()
    return news.Capture(
        url=arrival["url"],
        final_url=arrival["url"],
        arrived=_moment(arrival),
        status=200,
        headers=(("content-type", _type(path)),),
        body=body,
        sha256=hashlib.sha256(body).hexdigest(),
    )


def _type(path: Path) -> str:
    return TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def _moment(arrival: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(arrival["arrived"])
