"""Pages a second: reading whole articles beside trafilatura alone, on the same pages in the same run.

python -m bench.read [--n PAGES] [--rounds 3]
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


def rate(reader: Callable[[str, str], object], given: list[tuple[str, str]]) -> float:
    """Return pages a second of processor time, which other work on the machine does not change much."""
    start = time.process_time()
    for html, url in given:
        reader(html, url)
    return len(given) / (time.process_time() - start)


def main(n: int, rounds: int) -> int:
    """Warm both up, then measure them in turns and print the best of each."""
    if not DATA.is_dir():
        print(f"bench.read: not measured, there is no {DATA}; set STET_DATA")
        return 77
    given = pages(n)
    readers = {"stet.read": ours, "trafilatura alone": alone}
    for reader in readers.values():
        rate(reader, given[:3])
    best = dict.fromkeys(readers, 0.0)
    for _ in range(rounds):
        for name, reader in readers.items():
            best[name] = max(best[name], rate(reader, given))
    for name, figure in best.items():
        print(f"{name:20} {figure:6.1f} pages/s of one core   (n {len(given)}, best of {rounds})")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--n", type=int, default=181)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    sys.exit(main(options.n, options.rounds))
