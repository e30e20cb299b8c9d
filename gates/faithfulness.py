"""Support as a screen for unfaithful summaries: per data set and domain, beside counting new words and new values.

    python -m gates.faithfulness [--n 100] [--set summedits|frank|cliff]

summedits: balanced accuracy per domain, threshold chosen on the other domains. FRANK: ROC AUC per data set, factuality
at least .5. CLIFF: ROC AUC. None of the three was trained on; halves of them, parted by document, were looked at while
the rules were written (docs/decisions/0030). Also printed: how often the verdicts alone find a fault in wrong and in
right summaries; for the right ones of FRANK and CLIFF there is a floor.
Intervals: 95 %, bootstrap. Fails under the floors, and when nothing was measured; exits 77 without data.
"""

import argparse
import gzip
import json
import os
import random
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gates._published import Rate, interval, publish

from stet.check import ledger
from stet.news import Source

DATA = Path(os.environ.get("STET_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
FLOORS = {"summedits": 0.70, "cnndm": 0.85, "bbc": 0.72, "cliff": 0.87}
ALARMS = 0.05  # share of summaries that people call right in which the verdicts find a fault: FRANK and CLIFF together


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A summary with its document, whether people call it right, and where it comes from."""

    group: str
    copy: str
    source: str
    right: bool


def summedits(n: int) -> list[Row]:
    """Return at most `n` rows per domain."""
    rows = []
    for path in sorted((DATA / "faithfulness/summedits").glob("*.json.gz")):
        found = json.loads(gzip.decompress(path.read_bytes()))
        group = path.name.removeprefix("summedits_").split(".")[0]
        rows += [
            Row(group=group, copy=r["summary"], source=r["doc"], right=bool(r["label"]))
            for r in random.Random(0).sample(found, min(n or len(found), len(found)))
        ]
    return rows


def frank(n: int) -> list[Row]:
    """Return FRANK's validation part."""
    rows = [
        Row(group=r["dataset"], copy=r["summary"], source=r["article"], right=r["factuality"] >= 0.5)
        for r in _lines(DATA / "faithfulness/frank-validation.jsonl.gz")
    ]
    return random.Random(0).sample(rows, min(n, len(rows))) if n else rows


def cliff(n: int) -> list[Row]:
    """Return CLIFF's validation part."""
    rows = [
        Row(group="cliff", copy=r["summ"], source=r["doc"], right=r["error_type"] in {"", "correct", "[]", None})
        for r in _lines(DATA / "faithfulness/cliff-val.jsonl.gz")
    ]
    return random.Random(0).sample(rows, min(n, len(rows))) if n else rows


def _lines(path: Path) -> list[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def auc(right: Sequence[bool], scores: Sequence[float]) -> float:
    """Return how often a right row scores above a wrong one, ties for half."""
    good = [s for s, r in zip(scores, right, strict=True) if r]
    bad = [s for s, r in zip(scores, right, strict=True) if not r]
    wins = sum((g > b) + 0.5 * (g == b) for g in good for b in bad)
    return wins / max(1, len(good) * len(bad))


def balanced(right: Sequence[bool], scores: Sequence[float], threshold: float) -> float:
    """Return the mean of the shares of right rows at or over and wrong rows under the threshold."""
    good = [s >= threshold for s, r in zip(scores, right, strict=True) if r]
    bad = [s < threshold for s, r in zip(scores, right, strict=True) if not r]
    return (sum(good) / max(1, len(good)) + sum(bad) / max(1, len(bad))) / 2


def best_threshold(right: Sequence[bool], scores: Sequence[float]) -> float:
    """Return the threshold with the best balanced accuracy."""
    return max(sorted(set(scores)), key=lambda t: balanced(right, scores, t))


def spread_of(
    measure: Callable[[Sequence[bool], Sequence[float]], float], right: Sequence[bool], scores: Sequence[float]
) -> str:
    """Return the bootstrap interval of a measure."""
    rnd, values = random.Random(1), []
    for _ in range(200):
        picked = rnd.choices(range(len(right)), k=len(right))
        values.append(measure([right[i] for i in picked], [scores[i] for i in picked]))
    values.sort()
    return f"[{values[5]:.3f}, {values[194]:.3f}]"


def new_words(row: Row) -> float:
    """Return the baseline: the share of the copy's words that the source has."""
    held = set(re.findall(r"\w+", row.source.lower()))
    mine = re.findall(r"\w+", row.copy.lower())
    return sum(w in held for w in mine) / max(1, len(mine))


def new_values(row: Row) -> float:
    """Return the baseline: the share of the copy's figures and capitalised words that the source has."""
    held = set(re.findall(r"\w+", row.source.lower()))
    mine = re.findall(r"\b(?:\d[\w.,]*|[A-Z]\w+)", row.copy)
    return sum(w.lower().rstrip(".,") in held for w in mine) / len(mine) if mine else 1.0


SETS = {"summedits": summedits, "frank": frank, "cliff": cliff}


def main() -> None:
    """Measure the sets asked for and fail under the floors."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--n", type=int, default=0, help="rows per domain or set; 0 means all")
    ask.add_argument("--set", choices=SETS, action="append")
    options = ask.parse_args()
    if not (DATA / "faithfulness").exists():
        print(f"SKIPPED: no data at {DATA}; set STET_DATA")
        sys.exit(77)
    if not ledger.canary_rejected():
        sys.exit("the canary was not rejected")
    short, measured = [], 0
    alarms: list[bool] = []
    for name in options.set or SETS:
        rows = SETS[name](options.n)
        found = [ledger.check(row.copy, [Source(id="d", text=row.source)]) for row in rows]
        scores = {
            "support": [f.support for f in found],
            "new words": [new_words(row) for row in rows],
            "new values": [new_values(row) for row in rows],
        }
        flagged = [bool(f.problems) for f in found]
        measured += len(rows)
        alarms += [flag for row, flag in zip(rows, flagged, strict=True) if row.right and name != "summedits"]
        publish(f"faithfulness {name}", _rates(name, rows, flagged))
        short += _tell(name, rows, scores, flagged)
    if alarms:
        rate = sum(alarms) / len(alarms)
        within = interval(sum(alarms), len(alarms))
        print(f"right summaries of FRANK and CLIFF: alarms {rate:.3f} {within} of {len(alarms)}")
        if rate > ALARMS:
            short.append(f"alarms {rate:.3f} > {ALARMS}")
    if short or not measured:
        sys.exit("under the floor: " + ", ".join(short) if short else "measured nothing")


def _rates(name: str, rows: list[Row], flagged: list[bool]) -> list[Rate]:
    wrong, right = (
        [f for row, f in zip(rows, flagged, strict=True) if row.right is is_right] for is_right in (False, True)
    )
    return [
        Rate(what=f"Summaries that say something else than their text ({name})", measure="not noticed",
             wrong=wrong.count(False), n=len(wrong)),
        Rate(what=f"Summaries that people found true to their text ({name})", measure="false alarm",
             wrong=right.count(True), n=len(right)),
    ]  # fmt: skip


def _tell(name: str, rows: list[Row], scores: dict[str, list[float]], flagged: list[bool]) -> list[str]:
    """Print the table of one set and return what is under its floor."""
    short, means = [], []
    for group in dict.fromkeys(row.group for row in rows):
        own = [i for i, row in enumerate(rows) if row.group == group]
        rest = [i for i, row in enumerate(rows) if row.group != group]
        right = [rows[i].right for i in own]
        parts = []
        for how, values in scores.items():
            mine = [values[i] for i in own]
            if name == "summedits":
                cut = best_threshold([rows[i].right for i in rest], [values[i] for i in rest])
                figure = balanced(right, mine, cut)
                spread = spread_of(lambda r, s, cut=cut: balanced(r, s, cut), right, mine) if how == "support" else ""
            else:
                figure = auc(right, mine)
                spread = spread_of(auc, right, mine) if how == "support" else ""
            if how == "support":
                means.append(figure)
                if name != "summedits" and figure < FLOORS[group]:
                    short.append(f"{group} {figure:.3f} < {FLOORS[group]}")
            parts.append(f"{how} {figure:.3f} {spread}".strip())
        caught = [flagged[i] for i in own if not rows[i].right]
        alarms = [flagged[i] for i in own if rows[i].right]
        said = f"verdicts find a problem in {sum(caught)} of {len(caught)} wrong, {sum(alarms)} of {len(alarms)} right"
        print(f"{name} {group}: n {len(own)}; {'; '.join(parts)}; {said}")
    if name == "summedits":
        mean = sum(means) / len(means)
        print(f"summedits mean balanced accuracy {mean:.3f}")
        if mean < FLOORS["summedits"]:
            short.append(f"summedits {mean:.3f} < {FLOORS['summedits']}")
    return short


if __name__ == "__main__":
    main()
