"""Speed of checking: a draft of 30 sentences against 50 articles, and facts listed per second, on one core.

    python -m bench check

CPU seconds of this process, warm, best of five; the shelf of sources is built anew each time and then reused once.
"""

import json
import lzma
import os
import random
import sys
import time
from pathlib import Path

from stet import text as texts
from stet.check import evidence, ledger
from stet.check.facts import facts
from stet.news import Source

DATA = Path(os.environ.get("STET_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))


def draft_and_sources() -> tuple[str, list[Source]]:
    """Return 30 sentences out of ten of 50 articles, and the articles."""
    with lzma.open(DATA / "articles/news-2011-2020.jsonl.xz", "rt", encoding="utf-8") as rows:
        pool = [row for row in map(json.loads, rows) if 2000 < len(row["text"] or "") < 9000]
    chosen = random.Random(0).sample(pool, 50)
    stretches = []
    for article in chosen[:10]:
        spans = texts.sentences(article["text"])[2:5]
        stretches.append(article["text"][spans[0].start : spans[-1].end])
    return "\n\n".join(stretches), [Source(id=str(n), text=a["text"]) for n, a in enumerate(chosen)]


def best(times: int, action) -> float:
    """Return the least CPU time of some runs."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        action()
        spent.append(time.process_time() - start)
    return min(spent)


def main() -> None:
    """Measure and print."""
    if not DATA.exists():
        print(f"SKIPPED: no data at {DATA}; set STET_DATA")
        sys.exit(77)
    draft, sources = draft_and_sources()
    found = ledger.check(draft, sources)

    def anew() -> None:
        evidence.forget()
        ledger.check(draft, sources)

    words = sum(len(source.text.split()) for source in sources)
    print(f"draft: {len(draft.split())} words, {len(found.findings)} facts; sources: {len(sources)}, {words} words")
    print(f"check, new sources:  {best(5, anew):.2f} s CPU")
    print(f"check, same sources: {best(5, lambda: ledger.check(draft, sources)):.2f} s CPU")
    changed = iter(draft.replace(word, "fresh", 1) for word in draft.split()[10:300:60])
    print(f"check, one word new: {best(5, lambda: ledger.check(next(changed), sources)):.2f} s CPU")
    some = [source.text for source in sources[:20]]
    print(f"facts: {len(some) / best(3, lambda: [facts(text) for text in some]):.1f} articles/s")


if __name__ == "__main__":
    main()
