"""What happened: do a brief's sentences say what editors who read all the reports would say, and each thing once?

    python -m gates.briefs [--n 60]

Beside each story of AllSides an editor wrote a neutral summary. The brief's sentences are held against its first
paragraph (the second compares the outlets) by ROUGE-1 and ROUGE-2, F1 (Lin, 2004), beside the first sentence of each
report and the first three sentences of the first report; and against each other, by the share of words that two of
them have in common. Every second story was for tuning, the others are reported.
"""

import argparse
import gzip
import json
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import combinations
from pathlib import Path
from statistics import fmean
from typing import Any

from stet.brief.central import central
from stet.brief.sentences import Sentence, alike, gathered
from stet.check.facts import facts
from stet.engines import tagger
from stet.news import Report

DATA = Path(os.environ.get("STET_DATA", Path(__file__).parents[2] / "shared" / "data")) / "stories"
SKIPPED = 77
TOLD = 3
SHARED, TWICE = 0.38, 0.23  # ROUGE-1 at least; words that two sentences of a brief share, at most
Way = Callable[[Sequence[Sentence]], Sequence[Sentence]]
WAYS: dict[str, Way] = {
    "the brief": lambda pool: central(pool, TOLD),
    "each report's first": lambda pool: [s for s in pool if s.order == 0][:TOLD],
    "the first report's three": lambda pool: pool[:TOLD],
}


def stories() -> list[tuple[str, list[Report]]]:
    """Return each story's neutral summary and its reports."""
    told = {row["story"]: row["roundup"][0] for row in rows("allsides-roundups-apr-jul.jsonl.gz")}
    reports: dict[int, list[Report]] = {}
    for at, row in enumerate(rows("allsides-2021-apr-jul.jsonl.gz")):
        day, text = datetime.fromisoformat(row["date"]), "\n\n".join(row["body"])
        report = Report(id=f"r{at}", title=row["title"], text=text, arrived=day, outlet=row["outlet"])
        reports.setdefault(row["story"], []).append(report)
    return [(told[story], reports[story]) for story in sorted(reports) if story in told][1::2]


def rows(name: str) -> list[dict[str, Any]]:
    """Return the records of one file."""
    with gzip.open(DATA / name, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def rouge(said: str, wanted: str, n: int) -> float:
    """Return the F1 of the runs of `n` words that both have."""
    one, other = (Counter(zip(*(words(text)[i:] for i in range(n)), strict=False)) for text in (said, wanted))
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def words(text: str) -> list[str]:
    """Return its words, lower-case."""
    return re.findall(r"[a-z0-9]+", text.lower())


def interval(values: Sequence[float]) -> str:
    """Return the bootstrap 95 % interval of a mean."""
    r = random.Random(1)
    means = sorted(fmean(r.choices(values, k=len(values))) for _ in range(1000))
    return f"[{means[25]:.3f}, {means[974]:.3f}]"


def main(arguments: Sequence[str]) -> int:
    """Print the table; exit code 1 below a floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=0, help="stories to measure; all if 0")
    options = parser.parse_args(arguments)
    if not DATA.is_dir():
        print(f"briefs: {DATA} is missing; set STET_DATA to the data sets")
        return SKIPPED
    chosen, model = stories()[: options.n or None], tagger.load()
    pools = [
        (wanted, gathered(told, {r.id: facts(r.text, published=r.arrived, tagger=model) for r in told}, {}))
        for wanted, told in chosen
    ]
    figures: dict[str, tuple[float, float]] = {}
    for name, way in WAYS.items():
        made = [(wanted, way(pool)) for wanted, pool in pools]
        scores = [[rouge(" ".join(s.text for s in told), wanted, n) for wanted, told in made] for n in (1, 2)]
        shared = [alike(*pair) for _, told in made for pair in combinations(told, 2)]
        figures[name] = fmean(scores[0]), fmean(shared)
        print(
            f"{name:25} ROUGE-1 {fmean(scores[0]):.3f} {interval(scores[0])}, ROUGE-2 {fmean(scores[1]):.3f} "
            f"{interval(scores[1])}, words two sentences share {fmean(shared):.3f}; n {len(made)}"
        )
    likeness, twice = figures["the brief"]
    return int(likeness < SHARED or twice > TWICE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
