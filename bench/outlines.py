"""Ten thousand feeds in and out: ``newsroom opml in`` and ``newsroom opml out``, by the clock, with start and database.

    python -m bench.outlines [--feeds 10000]

Each command is a process of its own on an empty newsroom, as an editor would run it. Half of the feeds share their site
with another. Limit: 10 s each. Then the bounds: a list of too many feeds, one nested too deep, one with entities; each
must be refused by name, and how long that takes is printed.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from stet.errors import StetError
from stet.gather import opml

LIMIT = 10.0  # seconds


def main(words: Sequence[str]) -> int:
    """Measure, print, and fail when a list takes too long or is not whole."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=10_000)
    told = parser.parse_args(words)
    listed = opml.write(map(feed, range(told.feeds)), title="Many", now=datetime.now(UTC))
    with tempfile.TemporaryDirectory(prefix="outlines-") as home:
        path = Path(home) / "many.opml"
        path.write_bytes(listed)
        run(home, "prepare")
        took_in, said = run(home, "opml", "in", str(path))
        took_out, written = run(home, "opml", "out")
        again, known = run(home, "opml", "in", str(path))
    kept = len(opml.read(written).feeds)
    print(f"{told.feeds:,} feeds, {len(listed) / 1e6:.1f} MB")
    print(f"  in     {took_in:6.2f} s  {said.decode().strip()}")
    print(f"  out    {took_out:6.2f} s  {kept:,} feeds in the list that was written")
    print(f"  again  {again:6.2f} s  {known.decode().strip()}")
    bounds()
    return int(max(took_in, took_out, again) > LIMIT or kept != told.feeds)


def feed(number: int) -> opml.Outline:
    """Return a feed; every second one shares its site with the one before, and folders are three deep."""
    site = f"https://{number // 2}.news.example/"
    folders = ("World", f"Region {number % 20}", f"Place {number % 200}")
    return opml.Outline(feed=f"{site}feed-{number}.xml", title=f"Paper & Post {number}", site=site, folders=folders)


def run(home: str, *words: str) -> tuple[float, bytes]:
    """Run one command of the newsroom; return seconds, and what it said."""
    began = time.perf_counter()
    done = subprocess.run(
        [Path(sys.executable).with_name("newsroom"), *words],
        env={**os.environ, "STET_HOME": home, "STET_DATABASE_URL": ""},
        capture_output=True,
        check=True,
    )
    return time.perf_counter() - began, done.stdout or done.stderr


def bounds() -> None:
    """Print how lists beyond the bounds are met."""
    outline = '<outline type="rss" xmlUrl="https://{}.example/f"/>'
    lists = {
        "too many feeds": "".join(outline.format(n) for n in range(opml.MAX_FEEDS + 1)),
        "nested too deep": '<outline text="f">' * 100_000,
        "many bytes": f'<outline text="{"x" * opml.MAX_BYTES}"/>',
    }
    documents = {name: f'<opml version="2.0"><body>{body}'.encode() for name, body in lists.items()}
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 1000}">' for n in range(20))
    documents["entities"] = f"<!DOCTYPE opml [{entities}]><opml>&e19;</opml>".encode()
    for name, body in documents.items():
        began = time.perf_counter()
        try:
            opml.read(body)
            print(f"  {name:16} was read")
        except StetError as error:
            print(f"  {name:16} refused in {time.perf_counter() - began:5.2f} s: {error}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
