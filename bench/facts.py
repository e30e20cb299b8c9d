"""Facts per second on one core: figures, dates, both, and everything `facts` lists, on whole news articles.

    python -m bench.facts [--n 300]

Beside it in the same run, what a bag of values costs: one pattern for digits and one for month and weekday names.
Last, what hostile text costs: ten megabytes of digits. Exits 77 without data.
"""

import argparse
import json
import lzma
import os
import re
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

from stet.check.dates import dates
from stet.check.figures import figures
from stet.engines.tagger import shipped

DATA = Path(os.environ.get("STET_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
SET = DATA / "articles" / "news-2011-2020.jsonl.xz"
PUBLISHED = datetime(2018, 6, 15, tzinfo=UTC)
FLOOR = 20.0  # articles a second on one core, all kinds of fact
HOSTILE_SECONDS = 60.0
_BAG = re.compile(
    r"\d[\d,.]*|\b(?:January|February|March|April|June|July|August|September|October|November|December)\b"
)


def articles(n: int) -> list[str]:
    """Return the first `n` texts of the set that have any length."""
    texts: list[str] = []
    with lzma.open(SET, "rt", encoding="utf-8") as lines:
        for line in lines:
            if len(text := json.loads(line)["text"] or "") >= 500:
                texts.append(text)
            if len(texts) >= n:
                break
    return texts


def timed(name: str, work: Callable[[str], Any], texts: list[str]) -> float:
    """Run `work` on every text, print articles a second of processor time, and return them."""
    work(texts[0])
    start, found = time.process_time(), 0
    for text in texts:
        found += len(work(text))
    rate = len(texts) / max(1e-9, time.process_time() - start)
    print(f"{name:24} {rate:8.1f} articles/s {found / len(texts):7.1f} found per article")
    return rate


def hostile() -> float:
    """Read ten megabytes of digits, and a hundred thousand of them apart, and return the seconds it took."""
    start = time.process_time()
    for text in ("1" * 10_000_000, "1 " * 50_000, "12/" * 50_000):
        found = len(dates(text, PUBLISHED)) + len(figures(text))
        print(f"  {len(text):>10,} characters {text[:6]!r}…: {found} found")
    return time.process_time() - start


def main() -> int:
    """Measure, print, and compare with the floor."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--n", type=int, default=300)
    options = asked.parse_args()
    if not SET.exists():
        print(f"bench.facts: SKIPPED, there is no {SET}; set STET_DATA")
        return 77
    from stet.check.facts import facts

    texts = articles(options.n)
    print(f"{len(texts)} articles, {sum(map(len, texts)) / len(texts):.0f} characters each, one core")
    timed("bag of values", _BAG.findall, texts)
    timed("dates", lambda text: dates(text, PUBLISHED), texts)
    timed("figures", lambda text: figures(text, taken=()), texts)
    timed("figures and dates", lambda text: [*dates(text + " ", PUBLISHED), *figures(text + " ")], texts)
    tag = shipped()
    if tag is not None:
        timed("tags, trees and names", lambda text: tag.tagged(text).words, texts)
    rate = timed("all facts", lambda text: facts(text, published=PUBLISHED), texts)
    took = hostile()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"hostile text {took:.1f} s; peak memory {memory} MB")
    return int(rate < FLOOR or took > HOSTILE_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
