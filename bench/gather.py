"""From publication to stored: a thousand feeds under as many names, followed by the real gatherer with its database.

``python -m bench.gather [--feeds 1000] [--minutes 10] [--idle 2]``. Time is not compressed: publishers of our own on
this machine (bench/_publishers.py) publish by the clock, `newsroom gather` runs as it always does, and we watch the
database for the moment in which each item's page is there for its readers. An item that has not come by the end counts
as never. Only names are bent: all lead to this machine, so look-ups and TLS cost nothing here.

Three times are told apart: warming up (everything is new at once), gathering (measured), and idling (nothing is
published any more; what an unchanged feed costs). Limits: p95 from publication to stored under 90 s.
"""

import argparse
import json
import math
import os
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import _publishers

HERE = Path(__file__).resolve().parents[1]
LIMIT = 90.0  # seconds, p95 from publication to stored
SEED = 7
LAST = 120.0  # seconds before the end from which items are not counted: they may still be on their way
WARM = 900.0  # seconds at most until all feeds were looked at and their backlog is in


@dataclass(kw_only=True)
class Watch:
    """When each page was first seen in the database, by its address."""

    path: Path
    seen: dict[str, float] = field(default_factory=dict)
    last: int = 0

    def look(self) -> None:
        """Note what has come since the last look."""
        with sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=30) as db:
            for pk, url in db.execute(
                "select id, url from archive_capture where id > ? and item_id is not null order by id", (self.last,)
            ):
                self.last = pk
                self.seen.setdefault(url, time.time())

    def ask(self, query: str) -> Any:
        """Return the one value of a query."""
        with sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=30) as db:
            return db.execute(query).fetchone()[0]

    def over(self, seconds: float) -> None:
        """Watch for so long, once a second."""
        end = time.time() + seconds
        while time.time() < end:
            time.sleep(1)
            self.look()


def main(words: Sequence[str]) -> int:
    """Run the three times and print the table; fail when news comes too late."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--idle", type=float, default=2)
    told = parser.parse_args(words)
    begun, published = time.time(), WARM + told.minutes * 60
    world = _publishers.world(told.feeds, SEED, begun, published)
    with tempfile.TemporaryDirectory(prefix="gather-") as home:
        server = started("-m", "bench._publishers", str(told.feeds), str(SEED), str(begun), str(published))
        assert server.stdout
        port = int(server.stdout.readline())
        gatherer = None
        try:
            follow(world, port, home)
            gatherer = started("-m", "newsroom", "gather", home=home)
            watch = Watch(path=Path(home) / "newsroom.sqlite3")
            warm(watch, gatherer.pid, told.feeds)
            p95 = gathering(watch, gatherer.pid, world, port, told.minutes * 60)
            if told.idle:
                idling(watch, gatherer.pid, port, told.idle * 60)
        finally:
            for one in (gatherer, server):
                if one:
                    one.send_signal(signal.SIGTERM)
                    one.wait()
    return int(not p95 < LIMIT)


def follow(world: Sequence[_publishers.Publisher], port: int, home: str) -> None:
    """Follow every feed by one list."""
    outlines = "".join(
        f'<outline type="rss" text="{one.host}{one.path}" xmlUrl="http://{one.host}:{port}{one.path}" '
        f'htmlUrl="http://{one.host}/"/>'
        for one in world
    )
    file = Path(home) / "feeds.opml"
    file.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>')
    if code := started("-m", "newsroom", "opml", "in", str(file), home=home).wait():
        raise SystemExit(code)


def warm(watch: Watch, pid: int, feeds: int) -> None:
    """Wait until every feed was looked at and the pages of the backlog are in."""
    begun, spent = time.time(), processor(pid)
    while time.time() < begun + WARM:
        watch.over(5)
        new = watch.ask("select count(*) from archive_sourcefeed where last_poll is null")
        waiting = watch.ask("select count(*) from archive_item where state = 'waiting' and attempts = 0")
        if not new and waiting < 20:
            break
    took, used, pages = time.time() - begun, processor(pid) - spent, len(watch.seen)
    print(
        f"warming up   {feeds:,} new feeds with {pages:,} pages stored in {took:.0f} s; {pages / took:.0f} pages/s, "
        f"{used / max(1, pages) * 1000:.1f} ms of processor a page",
        flush=True,
    )


def gathering(watch: Watch, pid: int, world: Sequence[_publishers.Publisher], port: int, seconds: float) -> float:
    """Measure from publication to stored."""
    start, spent, asked = time.time(), processor(pid), counted(port)
    watch.over(seconds)
    end, used, now = time.time(), processor(pid) - spent, counted(port)
    waits = [
        watch.seen.get(f"http://{one.host}:{port}{one.path}/{n}", math.inf) - at
        for one in world
        for n, at in enumerate(one.moments)
        if start <= at < end - LAST
    ]
    if not waits:
        raise SystemExit("bench.gather: nothing was published in that time: give it more feeds or minutes")
    waits.sort()
    p95 = quantile(waits, 0.95)
    low, high = interval(waits, 0.95)
    looks = {name: now.get(name, 0) - asked.get(name, 0) for name in ("unchanged", "feed", "gone", "down", "page")}
    print(
        f"gathering    {seconds:.0f} s; {len(waits)} items published, {sum(map(math.isinf, waits))} never came\n"
        f"             from publication to stored: median {quantile(waits, 0.5):.0f} s, p95 {p95:.0f} s "
        f"(95 % interval {low:.0f} to {high:.0f}), longest {waits[-1]:.0f} s\n"
        f"             asked: {', '.join(f'{count:,} {name}' for name, count in looks.items())}; "
        f"processor {used / seconds:.1%} of one core",
        flush=True,
    )
    return p95


def idling(watch: Watch, pid: int, port: int, seconds: float) -> None:
    """Measure what feeds cost in which nothing is new."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/quiet"):
        time.sleep(90)  # what was published last is looked at first
    spent, asked = processor(pid), counted(port)
    kept = watch.ask("select count(*) from archive_capture")
    time.sleep(seconds)
    used, now = processor(pid) - spent, counted(port)
    same = now.get("unchanged", 0) - asked.get("unchanged", 0)
    whole = now.get("feed", 0) - asked.get("feed", 0)
    new = watch.ask("select count(*) from archive_capture") - kept
    print(
        f"idling       {seconds:.0f} s; {same:,} answers “unchanged”, {whole:,} whole feeds that were the same; "
        f"{new} documents parsed and stored\n"
        f"             processor {used / seconds:.1%} of one core, {used / max(1, same + whole) * 1000:.1f} ms a look"
    )


def started(*words: str, home: str = "") -> subprocess.Popen[str]:
    """Start a process of ours; with `home`, a command of the newsroom there."""
    told = {**os.environ, "DJANGO_SETTINGS_MODULE": "bench._gather_settings", "OMP_NUM_THREADS": "1"}
    told |= {"STET_HOME": home} if home else {}
    return subprocess.Popen([sys.executable, *words], cwd=HERE, env=told, stdout=subprocess.PIPE, text=True)


def counted(port: int) -> dict[str, int]:
    """Return what the publishers were asked so far."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/asked") as answer:
        return dict(json.load(answer))


def processor(pid: int) -> float:
    """Return the seconds of processor time that a process has used."""
    said = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(said[11]) + int(said[12])) / os.sysconf("SC_CLK_TCK")


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return the value below which a share lies."""
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]


def interval(ordered: Sequence[float], share: float) -> tuple[float, float]:
    """Return the 95 % interval of a quantile by its order statistics (normal approximation of the binomial)."""
    n = len(ordered)
    reach = statistics.NormalDist().inv_cdf(0.975) * math.sqrt(n * share * (1 - share))
    low, high = math.floor(share * n - reach), math.ceil(share * n + reach)
    return ordered[max(0, low)], ordered[min(n - 1, high)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
