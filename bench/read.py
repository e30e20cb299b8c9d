"""Pages a second: reading whole articles beside trafilatura alone, on the same pages in the same run.

python -m bench.read [--n PAGES]
"""

import argparse
import gzip
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from stet.read import read

DATA = Path(os.environ.get("STET_DATA", Path(__file__).resolve().parents[2] / "shared" / "data")) / "extraction"


def pages(n: int) -> list[tuple[str, str]]:
    """Return pages with their addresses."""
    truth = json.loads((DATA / "scrapinghub/ground-truth.json").read_text("utf-8"))
    folder = DATA / "scrapinghub/html"
    return [
        (gzip.decompress((folder / f"{k}.html.gz").read_bytes()).decode("utf-8", "replace"), truth[k].get("url", ""))
        for k in sorted(truth)[:n]
    ]


def alone(html: str, url: str) -> object:
    """Read the body with trafilatura, with its own search for title, author and date, as it is used by itself."""
    import trafilatura

    return trafilatura.bare_extraction(html, url=url, fast=True, include_comments=False, with_metadata=True)


def ours(html: str, url: str) -> object:
    """Read the article."""
    return read(html, url=url)


def timed(reader: Callable[[str, str], object], html: str, url: str) -> float:
    """Return the seconds of processor time for one page, which other work on the machine changes little."""
    start = time.process_time()
    reader(html, url)
    return time.process_time() - start


def main(n: int) -> int:
    """Let both read every page once, in turns: a page that was read before would come out of caches."""
    if not DATA.is_dir():
        print(f"bench.read: not measured, there is no {DATA}; set STET_DATA")
        return 77
    first, *given = pages(n + 1)
    readers = {"stet.read": ours, "trafilatura alone": alone}
    for reader in readers.values():
        reader(*first)  # loads models and word lists
    took: dict[str, list[float]] = {name: [] for name in readers}
    for at, (html, url) in enumerate(given):
        for name, reader in sorted(readers.items(), reverse=bool(at % 2)):
            took[name].append(timed(reader, html, url))
    for name, seconds in took.items():
        rate, median = len(given) / sum(seconds), sorted(seconds)[len(seconds) // 2]
        print(f"{name:20} {rate:6.1f} pages/s of one core, median page {1000 * median:.0f} ms   (n {len(given)})")
    ratio = sum(took["trafilatura alone"]) / sum(took["stet.read"])
    print(f"stet.read reads {ratio:.2f} times as many pages a second as trafilatura alone")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--n", type=int, default=180)
    options = parser.parse_args()
    sys.exit(main(options.n))
