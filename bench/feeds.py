"""Items per second of the feed reader, with feedparser and fastfeedparser in the same run on the same bytes.

Two inputs: the real feeds in STET_DATA, and an ordinary wire feed that we make here. Each reader gets the bytes in
memory; the best of three rounds counts, in seconds of processor time, so that a busy machine does not spoil it.
fastfeedparser gives less (no plain text, no types, no well-formedness), so its figure is a ceiling more than a rival.
"""

import gzip
import io
import os
import sys
import time
import warnings
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import fastfeedparser
import feedparser

from stet.errors import StetError
from stet.gather import feeds, opml

DATA = Path(os.environ.get("STET_DATA", Path(__file__).resolve().parents[2] / "shared" / "data")) / "feeds" / "real"
ROUNDS = 3


def made(items: int = 5000) -> bytes:
    """Return an RSS feed such as a news agency publishes: headline, link, date, two sentences."""
    start = datetime(2026, 3, 1, tzinfo=UTC)
    entries = "".join(
        f"<item><title>Council votes on bridge {n} &amp;amp; tunnel</title><link>https://wire.example/{n}</link>"
        f'<guid isPermaLink="false">w-{n}</guid>'
        f"<pubDate>{start + timedelta(minutes=n):%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
        f"<description>The council votes on Monday. &lt;b&gt;Costs&lt;/b&gt; are put at {n} million.</description>"
        f"<category>Transport</category></item>"
        for n in range(items)
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Wire</title>{entries}</channel></rss>".encode()


def stet_reads(body: bytes) -> int:
    """Count the items Stet reads."""
    return len(feeds.parse(body).items)


def stet_with_all_reads(body: bytes) -> int:
    """Count the items Stet reads when everything the feed says is asked for, as ``stet feed --all`` does."""
    return len(feeds.parse(body, whole=True).items)


def feedparser_reads(body: bytes) -> int:
    """Count the items feedparser reads, with its sanitiser, which is on by default."""
    return len(feedparser.parse(io.BytesIO(body)).entries)


def fastfeedparser_reads(body: bytes) -> int:
    """Count the items fastfeedparser reads."""
    return len(fastfeedparser.parse(body).entries)


def rate(reads: Callable[[bytes], int], bodies: list[bytes]) -> tuple[int, float, int]:
    """Return items read, seconds of the best round, and files that could not be read."""
    best, items, failed = float("inf"), 0, 0
    for _ in range(ROUNDS):
        began, items, failed = time.process_time(), 0, 0
        for body in bodies:
            try:
                items += reads(body)
            except (StetError, ValueError):
                failed += 1
        best = min(best, time.process_time() - began)
    return items, best, failed


def main() -> int:
    """Print one table per input."""
    warnings.simplefilter("ignore")
    inputs = {"an agency's feed, 5,000 items": [made()]}
    if DATA.exists():
        inputs["real feeds"] = [gzip.decompress(p.read_bytes()) for p in sorted(DATA.glob("*.gz"))]
    else:
        print(f"feeds: no data at {DATA}; set STET_DATA. Only our own feed is measured.")
    for name, bodies in inputs.items():
        print(f"{name}: {len(bodies)} files, {sum(map(len, bodies)) / 1e6:.1f} MB")
        for reader in (stet_reads, stet_with_all_reads, fastfeedparser_reads, feedparser_reads):
            items, seconds, failed = rate(reader, bodies)
            label = reader.__name__.removesuffix("_reads")
            print(
                f"  {label:15} {items:6} items {items / seconds:10,.0f} items/s {len(bodies) / seconds:8,.0f} feeds/s"
                f" {failed} unread"
            )
    many = [opml.Outline(feed=f"https://{n}.example/feed", title=f"Feed {n}") for n in range(10_000)]
    began = time.perf_counter()
    count = len(opml.read(opml.write(many, title="Many", now=datetime.now(UTC))).feeds)
    print(f"OPML: {count:,} feeds written and read in {time.perf_counter() - began:.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
