"""Stories: are reports of one event together and neighbouring events apart, in order of arrival?

    python -m gates.stories [--full]

B-cubed and pairwise precision, recall and F1, with 95 % intervals over whole stories, on AllSides 2021 alone and mixed
into as many unrelated articles; with ``--full`` also ten times as many, and the headlines of UCI 2014. Telegram's pairs
give an accuracy. Beside it in the same run: single passes over TF-IDF alone and over vectors alone, with the story's
centre and three days of memory, their thresholds set on the earlier half of AllSides. Every article of an AllSides
story has one moment, that of the round-up: nothing here looks at it finer than half a day.
"""

import argparse
import csv
import gzip
import json
import lzma
import math
import os
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from stet.engines import embed
from stet.group.likeness import lead
from stet.group.stories import Stories
from stet.group.words import Rarity, terms
from stet.news import Report

DATA = Path(os.environ.get("STET_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
SKIPPED = 77
# B-cubed F1, precision; then the share of stories that hold two events, and of reports that changed story.
FLOORS = {"alone": (0.955, 0.965), "in noise": (0.955, 0.965)}
FALSE_MERGES, CHURN = 0.045, 0.01
PAIRS = 0.80
Gold = Mapping[str, str]


class Remembering:
    """The shipped encoder, that computes each text once."""

    def __init__(self) -> None:
        self._encoder = embed.load()
        self._known: dict[str, embed.Vectors] = {}

    def embed(self, texts: Sequence[str]) -> embed.Vectors:
        """Return the vectors of `texts`."""
        for text in texts:
            if text not in self._known:
                self._known[text] = self._encoder.embed([text])[0]
        return np.array([self._known[text] for text in texts])


# --- the sets ---------------------------------------------------------------------------------------------------------


def lines(path: Path) -> list[dict[str, str]]:
    """Read JSON lines, packed or not."""
    opener = gzip.open if path.suffix == ".gz" else lzma.open
    with opener(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def allsides() -> tuple[list[Report], Gold]:
    """Return the reports of AllSides' round-ups and the story of each."""
    reports, gold = [], {}
    for at, row in enumerate(lines(DATA / "stories/allsides-2021-apr-jul.jsonl.gz")):
        id = f"a{at:04}"
        arrived = datetime.fromisoformat(row["date"])
        text = "\n\n".join(row["body"])
        reports.append(Report(id=id, title=row["title"], text=text, arrived=arrived, outlet=row["outlet"]))
        gold[id] = str(row["story"])
    return sorted(reports, key=lambda r: (r.arrived, r.id)), gold


def with_noise(reports: Sequence[Report], n: int) -> list[Report]:
    """Mix `n` articles of other years among `reports`, at the moments that those have."""
    r = random.Random(11)
    rows = r.sample(lines(DATA / "articles/news-2011-2020.jsonl.xz"), n)
    moments = [report.arrived for report in reports]
    noise = [
        Report(id=f"n{at:05}", title=row["title"] or "", text=(row["text"] or "")[:1500], arrived=r.choice(moments))
        for at, row in enumerate(rows)
    ]
    return sorted([*reports, *noise], key=lambda report: (report.arrived, report.id))


def uci() -> tuple[list[Report], Gold]:
    """Return UCI's headlines of March 2014 and the story of each."""
    reports, gold = [], {}
    with gzip.open(DATA / "stories/uci-headlines-2014-03.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if str(row["TIMESTAMP"]).isdigit():
                arrived = datetime.fromtimestamp(int(row["TIMESTAMP"]) / 1000, UTC)
                id = f"u{int(row['ID']):06}"
                reports.append(Report(id=id, title=row["TITLE"], text="", arrived=arrived, outlet=row["PUBLISHER"]))
                gold[id] = row["STORY"]
    return sorted(reports, key=lambda r: (r.arrived, r.id)), gold


# --- the measures -----------------------------------------------------------------------------------------------------


def bcubed(gold: Gold, got: Mapping[str, str], ids: Sequence[str]) -> tuple[float, float, float]:
    """Return B-cubed F1, precision and recall (Bagga and Baldwin, 1998)."""
    true, made, both = Counter(gold.values()), Counter(got[id] for id in gold), Counter((gold[i], got[i]) for i in gold)
    precision = sum(both[gold[i], got[i]] / made[got[i]] for i in ids) / len(ids)
    recall = sum(both[gold[i], got[i]] / true[gold[i]] for i in ids) / len(ids)
    return 2 * precision * recall / (precision + recall), precision, recall


def pairwise(gold: Gold, got: Mapping[str, str]) -> tuple[float, float, float]:
    """Return F1, precision and recall of the pairs that stand together."""
    count = [Counter(gold.values()), Counter(got[i] for i in gold), Counter((gold[i], got[i]) for i in gold)]
    true, made, both = (sum(n * (n - 1) // 2 for n in c.values()) for c in count)
    return 2 * both / max(1, true + made), both / max(1, made), both / max(1, true)


def interval(gold: Gold, got: Mapping[str, str]) -> str:
    """Return the 95 % interval of B-cubed F1 by drawing whole stories."""
    r = random.Random(1)
    by: dict[str, list[str]] = defaultdict(list)
    for id, story in gold.items():
        by[story].append(id)
    names = sorted(by)
    drawn = sorted(
        bcubed(gold, got, [id for story in r.choices(names, k=len(names)) for id in by[story]])[0] for _ in range(300)
    )
    return f"[{drawn[7]:.3f}, {drawn[292]:.3f}]"


def false_merges(gold: Gold, got: Mapping[str, str]) -> float:
    """Return the share of stories of two reports and more that hold reports of two events or more."""
    held: dict[str, list[str]] = defaultdict(list)
    for id, story in got.items():
        held[story].append(gold.get(id, id))
    many = [events for events in held.values() if len(events) > 1 and any(id in gold.values() for id in events)]
    return sum(len(set(events)) > 1 for events in many) / max(1, len(many))


def show(name: str, gold: Gold, got: Mapping[str, str], more: str = "") -> tuple[float, float]:
    """Print one row of the table and return B-cubed F1 and precision."""
    f, p, r = bcubed(gold, got, list(gold))
    pf, pp, pr = pairwise(gold, got)
    print(
        f"{name:34} n {len(gold):5} B-cubed F1 {f:.3f} {interval(gold, got)} P {p:.3f} R {r:.3f}   "
        f"pairs F1 {pf:.3f} P {pp:.3f} R {pr:.3f}   false merges {false_merges(gold, got):.3f} {more}",
        flush=True,
    )
    return f, p


# --- what is measured -------------------------------------------------------------------------------------------------


def ours(reports: Sequence[Report], encoder: Remembering) -> tuple[dict[str, str], dict[str, str], float]:
    """Return where each report stands in the end, where it was put on arrival, and the share that was moved."""
    stories = Stories(embed=encoder)
    final: dict[str, str] = {}
    first: dict[str, str] = {}
    for report in reports:
        first[report.id] = final[report.id] = stories.place(report).story
        final.update((moved.id, moved.story) for moved in stories.moved())
    return final, first, sum(final[id] != first[id] for id in final) / len(final)


Vector = Mapping[int, float]


def single_pass(reports: Sequence[Report], vectors: Sequence[Vector], threshold: float) -> dict[str, str]:
    """Put each report into the story with the nearest centre of the last three days, or into a new one."""
    open_: list[tuple[str, datetime, Counter[int]]] = []
    got: dict[str, str] = {}
    for report, vector in zip(reports, vectors, strict=True):
        open_ = [o for o in open_ if report.arrived - o[1] <= timedelta(days=3)]
        best, at = -1.0, -1
        for place, (_, _, centre) in enumerate(open_):
            like = sum(w * centre[t] for t, w in vector.items() if t in centre) / math.sqrt(
                sum(w * w for w in centre.values()) or 1
            )
            if like > best:
                best, at = like, place
        if best < threshold:
            open_.append((report.id, report.arrived, Counter()))
            at = len(open_) - 1
        name, _, centre = open_[at]
        for term, weight in vector.items():
            centre[term] += weight  # type: ignore[assignment]
        open_[at] = (name, report.arrived, centre)
        got[report.id] = name
    return got


def by_words(reports: Sequence[Report]) -> list[Vector]:
    """Return TF-IDF of words and pairs, the headline twice, learned as the stream goes."""
    rarity, out = Rarity(), []
    for report in reports:
        counts = terms((report.title, 2), (lead(report), 1))
        rarity.learn(counts)
        out.append(rarity.weigh(counts))
    return out


def by_meaning(reports: Sequence[Report], encoder: Remembering) -> list[Vector]:
    """Return the encoder's vectors."""
    return [dict(enumerate(encoder.embed([f"{r.title}. {lead(r)}"])[0].tolist())) for r in reports]


def tuned(reports: Sequence[Report], gold: Gold, vectors: Sequence[Vector], grid: Sequence[float]) -> float:
    """Return the threshold that does best on the earlier half."""
    half = len(reports) // 2
    early = {r.id: gold[r.id] for r in reports[:half]}
    made = {t: single_pass(reports[:half], vectors[:half], t) for t in grid}
    return max(grid, key=lambda t: bcubed(early, made[t], list(early))[0])


def telegram(encoder: Remembering) -> float:
    """Print and return the accuracy on Telegram's English pairs: two reports a few hours apart, one story or two."""
    csv.field_size_limit(10**9)
    right = total = 0
    with (DATA / "stories/telegram-pairs/en_train_pool.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            now = datetime(2020, 5, 1, tzinfo=UTC)
            one = Report(id="1", title=row["INPUT:first_title"], text=row["INPUT:first_text"], arrived=now)
            other = Report(id="2", title=row["INPUT:second_title"], text=row["INPUT:second_text"], arrived=now)
            stories = Stories(embed=encoder)
            together = stories.place(one).story == stories.place(replace(other, arrived=now + timedelta(hours=3))).story
            right += together is (row["GOLDEN:quality"] == "OK")
            total += 1
    print(f"telegram pairs (en)                n {total:5} accuracy {right / total:.3f}")
    return right / total


def main() -> int:
    """Measure, compare, hold the floors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true", help="ten times the noise, and UCI: a quarter of an hour")
    options = parser.parse_args()
    if not (DATA / "stories").is_dir():
        print(f"gates.stories: not measured, there is no {DATA / 'stories'}. Set STET_DATA.")
        return SKIPPED
    encoder = Remembering()
    reports, gold = allsides()
    short: list[str] = []
    sets = {"alone": reports, "in noise": with_noise(reports, len(reports))}
    for name, stream in sets.items():
        final, first, moved = ours(stream, encoder)
        f, p = show(f"AllSides {name}", gold, final, f"moved {moved:.3f}")
        show(f"AllSides {name}, on arrival", gold, first)
        floors = FLOORS[name]
        short += [f"{name} {got:.3f} < {floor}" for got, floor in zip((f, p), floors, strict=True) if got < floor]
        short += [f"{name} moved {moved:.3f}"] if moved > CHURN else []
        merged = false_merges(gold, final)
        short += [f"{name} false merges {merged:.3f}"] if merged > FALSE_MERGES else []
    later = {r.id: gold[r.id] for r in reports[len(reports) // 2 :]}
    show("AllSides alone, later half", later, ours(reports[len(reports) // 2 :], encoder)[0])
    peers: dict[str, tuple[Callable[[Sequence[Report]], list[Vector]], list[float]]] = {
        "words only": (by_words, [0.10, 0.125, 0.15, 0.175, 0.2, 0.225, 0.25]),
        "vectors only": (lambda rows: by_meaning(rows, encoder), [0.55, 0.6, 0.65, 0.7]),
    }
    for name, (vectors, grid) in peers.items():
        threshold = tuned(reports, gold, vectors(reports), grid)
        for label, stream in sets.items():
            show(f"  single pass, {name}, {label}", gold, single_pass(stream, vectors(stream), threshold))
    accuracy = telegram(encoder)
    short += [f"telegram {accuracy:.3f} < {PAIRS}"] if accuracy < PAIRS else []
    if options.full:
        final, _, moved = ours(with_noise(reports, 6500), encoder)
        show("AllSides in 9 times its noise", gold, final, f"moved {moved:.3f}")
        headlines, stories = uci()
        final, _, moved = ours(headlines, encoder)
        show("UCI headlines", stories, final, f"moved {moved:.3f}")
    print(f"floors: {'NOT HELD: ' + ', '.join(short) if short else 'held'}")
    return int(bool(short))


if __name__ == "__main__":
    sys.exit(main())
