"""The mutation score: true copy with one fact changed must be caught, true copy must be left in peace.

    python -m gates.mutations [--n 120] [--seed 1] [--show KIND]

Copy: two to three sentences of an article of `articles/` (the quarter that no training or calibration saw), checked
against that article and three others. Alarms are counted on the same copy unchanged; free paraphrase is measured
by gates/faithfulness.py. A change is caught when a problem is found that the true copy has not.
Wilson intervals at 95 %. Fails under the floors, and when nothing was measured.
"""

import argparse
import json
import lzma
import os
import random
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from gates._published import Rate, interval, publish

from stet import text as texts
from stet.check import ledger, mutate, quotations
from stet.news import Ledger, Source

DATA = Path(os.environ.get("STET_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
CAUGHT, ALARMS = 0.95, 0.05


def held_out() -> list[dict[str, Any]]:
    """Return the articles that no training or calibration saw."""
    with lzma.open(DATA / "articles/news-2011-2020.jsonl.xz", "rt", encoding="utf-8") as rows:
        found = [json.loads(row) for row in rows]
    return [a for at, a in enumerate(found) if at % 4 == 3 and 1500 < len(a["text"] or "") < 12_000]


def calibration() -> list[dict[str, Any]]:
    """Return articles of the other three quarters, to look at while working."""
    with lzma.open(DATA / "articles/news-2011-2020.jsonl.xz", "rt", encoding="utf-8") as rows:
        found = [json.loads(row) for row in rows]
    return [a for at, a in enumerate(found) if at % 4 == 1 and 1500 < len(a["text"] or "") < 12_000]


def copy_of(article: dict[str, Any], rnd: random.Random) -> str:
    """Return two or three sentences in a row, as they stand, paragraph breaks and all, cutting no quotation in two."""
    spans = [s for s in texts.sentences(article["text"]) if s.end - s.start < 400]
    if not spans:
        return ""  # one article of the set is a single run of words
    stretch = ""
    for _ in range(6):
        at = rnd.randrange(max(1, len(spans) - 3))
        stretch = article["text"][spans[at].start : spans[min(at + 2, len(spans) - 1)].end]
        if all(quoted.closed for quoted in quotations.quoted(stretch)):
            break
    return stretch


def _faults(found: Ledger) -> set[tuple[str, str]]:
    return {(f.code, f.fact.text) for f in found.problems}


def measure(pool: list[dict[str, Any]], n: int, seed: int, show: str) -> dict[str, list[bool]]:
    """Return, per kind, whether each change was caught; under ``alarm`` whether true copy was disturbed."""
    rnd = random.Random(seed)
    chosen = rnd.sample(pool, min(n, len(pool)))
    results: dict[str, list[bool]] = defaultdict(list)
    for article in chosen:
        copy = copy_of(article, rnd)
        others = rnd.sample(pool, 3)
        sources = [Source(id=str(k), text=a["text"]) for k, a in enumerate([article, *others])]
        clean = ledger.check(copy, sources)
        if not clean.canary:
            raise SystemExit("the canary was not rejected")
        results["alarm"].append(bool(clean.problems))
        if clean.problems and show in {"alarm", "all"}:
            print("ALARM", copy, *(f"\n    {f.code} {f.fact.text!r} {f.reason}" for f in clean.problems), sep="")
        for change in mutate.mutate(copy, seed=seed):
            found = ledger.check(change.text, sources)
            caught = bool(_faults(found) - _faults(clean))
            results[str(change.kind)].append(caught)
            if not caught and show in {str(change.kind), "all"}:
                at = change.span.start
                shown = change.text[max(0, at - 90) : at + 90]
                print(f"MISSED {change.kind}: {change.before!r} -> {change.after!r}: …{shown}…")
    return results


def _share(outcomes: list[bool]) -> str:
    hits, n = sum(outcomes), len(outcomes)
    return f"{hits / n:.3f} {interval(hits, n)} of {n}"


def _rates(results: dict[str, list[bool]], alarms: list[bool]) -> list[Rate]:
    of_kind = {kind: Rate(what=f"One {kind} changed in true copy", measure="not noticed", wrong=caught.count(False),
                          n=len(caught)) for kind, caught in sorted(results.items())}  # fmt: skip
    every = [caught for kind in results.values() for caught in kind]
    return [
        Rate(what="Any one fact changed in true copy", measure="not noticed", wrong=every.count(False), n=len(every)),
        *of_kind.values(),
        Rate(what="True copy, left as it is", measure="false alarm", wrong=sum(alarms), n=len(alarms)),
    ]


def main() -> None:
    """Measure, print the table, and fail under the floors."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--n", type=int, default=120)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--show", default="")
    ask.add_argument("--calibrate", action="store_true", help="use the articles that may be looked at")
    options = ask.parse_args()
    if not DATA.exists():
        print(f"SKIPPED: no data at {DATA}; set STET_DATA")
        sys.exit(77)
    results = measure(calibration() if options.calibrate else held_out(), options.n, options.seed, options.show)
    alarms = results.pop("alarm", [])
    every = [caught for kind in results.values() for caught in kind]
    if not every or not alarms:
        sys.exit("measured nothing")
    for kind, caught in sorted(results.items()):
        print(f"{kind:12} caught {_share(caught)}")
    print(f"{'all':12} caught {_share(every)}")
    print(f"{'true copy':12} alarms {_share(alarms)}")
    publish("mutations", _rates(results, alarms))
    if sum(every) / len(every) < CAUGHT or sum(alarms) / len(alarms) > ALARMS:
        sys.exit(f"under the floor: caught {CAUGHT}, alarms {ALARMS}")


if __name__ == "__main__":
    main()
