"""Stories: are reports of one event together and neighbouring events apart, in order of arrival?

    python -m gates.stories [--full] [--wrong]

B-cubed and pairwise precision, recall and F1 and the share of false merges, with 95 % intervals over whole stories, on
AllSides 2021 alone and mixed into as many unrelated articles; its earlier half, on which thresholds were set, and its
later half apart. With ``--full`` also ten times as many articles, mixed in three ways (floors hold for the mean, for
one way merges .8 % falsely and another 3.7 %), and the headlines of UCI 2014.
Telegram's pairs give an accuracy. Beside it in the same run: single passes over TF-IDF alone and over vectors alone,
with the story's centre and three days of memory, their thresholds set on the earlier half of AllSides; and HDBSCAN over
the vectors of each day where scikit-learn is installed, which sees the day's future. ``--wrong`` lists the wrong
decisions by id, to be read. Every article of an AllSides story has one moment, that of the round-up: nothing here looks
at it finer than half a day.

A report changes story when a later one shows where it belongs; its old story's name then leads to the new one. So two
shares are printed: ``moved``, of the reports that changed story, and ``lost``, of those that the name they were first
given does not lead to any more, which is what breaks a link that a reader kept.

No floor is held on UCI's F1, because its stories are themes: of the 397,104 pairs of headlines in one story 19 % share
no word but function words and 49 % share one at most, and all headlines of a story have one moment, so nothing but the
label joins them. A grouping that knew all labels and cut a story only where no chain of three shared words holds it
together would reach F1 .809 [.762, .845]. Nor on its false merges, because labels contradict each other: 38 groups of
equal headlines (endings and function words aside, four words and more, three days) carry two or more of its stories.
The best grouping that puts equal headlines together has F1 .988 and 12.6 % [5.7, 20.7] false merges; with headlines
that share six words in ten, .973 and 21.8 % [13.8, 31.0]: ours has 21.4 %.
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
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from statistics import fmean

import numpy as np

from stet.engines import embed
from stet.group.likeness import lead
from stet.group.stories import Stories
from stet.group.words import Rarity, terms
from stet.news import Report

DATA = Path(os.environ.get("STET_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
SKIPPED = 77
# B-cubed F1, precision; then the share of stories that hold two events, and of reports that changed story.
FLOORS = {"alone": (0.97, 0.985), "in noise": (0.965, 0.98), "in ten times its noise": (0.95, 0.98)}
FALSE_MERGES, CHURN, LOST = 0.02, 0.01, 0.02
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


def with_noise(reports: Sequence[Report], n: int, mixed: int = 11) -> list[Report]:
    """Mix `n` articles of other years among `reports`, at the moments that those have; `mixed` is the seed."""
    r = random.Random(mixed)
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


def false_merges(gold: Gold, got: Mapping[str, str]) -> float:
    """Return the share of stories of two reports and more that hold reports of two events or more."""
    mixed = merged(gold, got)
    return sum(mixed.values()) / max(1, len(mixed))


def merged(gold: Gold, got: Mapping[str, str]) -> dict[str, bool]:
    """Say of each story of two reports and more, one of them known, whether it holds two events."""
    events: dict[str, list[str]] = defaultdict(list)
    known = {got[id] for id in gold}
    for id, story in got.items():
        if story in known:
            events[story].append(gold.get(id, id))
    return {story: len(set(held)) > 1 for story, held in events.items() if len(held) > 1}


def intervals(gold: Gold, got: Mapping[str, str]) -> tuple[str, str]:
    """Return the 95 % intervals of B-cubed F1 and of false merges, by drawing whole stories."""
    r = random.Random(1)
    by: dict[str, list[str]] = defaultdict(list)
    for id, story in gold.items():
        by[story].append(id)
    names, mixed = sorted(by), list(merged(gold, got).values())
    drawn = [[id for story in r.choices(names, k=len(names)) for id in by[story]] for _ in range(300)]
    shares = [sum(r.choices(mixed, k=len(mixed))) / len(mixed) for _ in range(300)] if mixed else [0.0] * 300
    return _middle(bcubed(gold, got, ids)[0] for ids in drawn), _middle(shares)


def _middle(values: Iterable[float]) -> str:
    held = sorted(values)
    return f"[{held[len(held) // 40]:.3f}, {held[-1 - len(held) // 40]:.3f}]"


def show(name: str, gold: Gold, got: Mapping[str, str], more: str = "") -> tuple[float, float]:
    """Print one row of the table and return B-cubed F1 and precision."""
    f, p, r = bcubed(gold, got, list(gold))
    pf, pp, pr = pairwise(gold, got)
    of_f, of_merges = intervals(gold, got)
    print(
        f"{name:36} n {len(gold):5} B-cubed F1 {f:.3f} {of_f} P {p:.3f} R {r:.3f}   pairs F1 {pf:.3f} P {pp:.3f} "
        f"R {pr:.3f}   false merges {false_merges(gold, got):.3f} {of_merges} {more}",
        flush=True,
    )
    return f, p


def wrong(reports: Sequence[Report], gold: Gold, got: Mapping[str, str]) -> None:
    """List the stories that hold two events and the events that are told in two stories."""
    held, told = defaultdict(list), defaultdict(list)
    for report in reports:
        held[got[report.id]].append(report)
        told[gold.get(report.id, report.id)].append(report)
    mixed = [rows for story, rows in held.items() if merged(gold, got).get(story)]
    torn = [rows for rows in told.values() if len({got[report.id] for report in rows}) > 1]
    for kind, groups in (("two events in one story", mixed), ("one event in two stories", torn)):
        for rows in groups:
            print(kind)
            for one in rows:
                print(f"   {gold.get(one.id, '-'):8} {got[one.id]:8} {one.arrived:%m-%d %H:%M} {one.title[:110]}")


# --- what is measured -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Run:
    """Where each report stands in the end, where it was put on arrival, and which story each name leads to."""

    final: dict[str, str]
    first: dict[str, str]
    leads: dict[str, str]

    @property
    def moved(self) -> float:
        """Return the share of reports that changed story."""
        return sum(self.final[id] != story for id, story in self.first.items()) / len(self.final)

    @property
    def lost(self) -> float:
        """Return the share of reports to which the name of the story they were first put in does not lead."""
        return sum(self.final[id] != self._led(story) for id, story in self.first.items()) / len(self.final)

    def _led(self, story: str) -> str:
        while story in self.leads:
            story = self.leads[story]
        return story


def ours(reports: Sequence[Report], encoder: Remembering) -> Run:
    """Replay a stream. The name of a story that another took in whole leads to that other, as on the site."""
    stories = Stories(embed=encoder)
    run, size = Run(final={}, first={}, leads={}), Counter[str]()
    for report in reports:
        story = run.first[report.id] = run.final[report.id] = stories.place(report).story
        run.leads.pop(story, None)
        size[story] += 1
        for moved in stories.moved():
            left = run.final[moved.id]
            size[left] -= 1
            size[moved.story] += 1
            run.final[moved.id] = moved.story
            run.leads.pop(moved.story, None)
            if not size[left]:
                run.leads[left] = moved.story
    return run


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
    rarity, out = Rarity(), list[Vector]()
    for report in reports:
        counts = terms((report.title, 2), (lead(report), 1))
        rarity.learn(counts)
        made = rarity.weigh(counts)
        out.append(dict(zip(made.numbers.tolist(), made.weights.tolist(), strict=True)))
    return out


def by_meaning(reports: Sequence[Report], encoder: Remembering) -> list[Vector]:
    """Return the encoder's vectors."""
    return [dict(enumerate(encoder.embed([f"{r.title}. {lead(r)}"])[0].tolist())) for r in reports]


def tuned(reports: Sequence[Report], gold: Gold, vectors: Sequence[Vector], grid: Sequence[float]) -> float:
    """Return the threshold that does best on the earlier half."""
    half = halves(reports)["earlier half"]
    early = {r.id: gold[r.id] for r in half}
    made = {t: single_pass(half, vectors[: len(half)], t) for t in grid}
    return max(grid, key=lambda t: bcubed(early, made[t], list(early))[0])


def by_day(reports: Sequence[Report], vectors: Sequence[Vector]) -> dict[str, str]:
    """Cluster the vectors of each day at once with HDBSCAN (Campello and others, 2013), stories of two and more."""
    from sklearn.cluster import HDBSCAN

    days: dict[str, list[int]] = defaultdict(list)
    for at, report in enumerate(reports):
        days[f"{report.arrived:%Y-%m-%d}"].append(at)
    got: dict[str, str] = {}
    for day, rows in days.items():
        labels = [-1] * len(rows)
        if len(rows) > 2:
            labels = HDBSCAN(min_cluster_size=2, copy=True).fit([list(vectors[at].values()) for at in rows]).labels_
        for at, label in zip(rows, labels, strict=True):
            got[reports[at].id] = f"{day} {label}" if label >= 0 else reports[at].id
    return got


def telegram(encoder: Remembering) -> float:
    """Print and return the accuracy on Telegram's English pairs: two reports a few hours apart, one story or two."""
    csv.field_size_limit(10**9)
    now, right = datetime(2020, 5, 1, tzinfo=UTC), []
    with (DATA / "stories/telegram-pairs/en_train_pool.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            one = Report(id="1", title=row["INPUT:first_title"], text=row["INPUT:first_text"], arrived=now)
            later = now + timedelta(hours=3)
            other = Report(id="2", title=row["INPUT:second_title"], text=row["INPUT:second_text"], arrived=later)
            stories = Stories(embed=encoder)
            together = stories.place(one).story == stories.place(other).story
            right.append(together is (row["GOLDEN:quality"] == "OK"))
    r = random.Random(1)
    drawn = _middle(sum(r.choices(right, k=len(right))) / len(right) for _ in range(1000))
    print(f"{'telegram pairs (en)':36} n {len(right):5} accuracy {sum(right) / len(right):.3f} {drawn}")
    return sum(right) / len(right)


def held(name: str, gold: Gold, runs: Sequence[Run]) -> list[str]:
    """Show runs over AllSides and return in what their mean falls short of the floors."""
    shown = [show(f"AllSides {name}", gold, r.final, f"moved {r.moved:.3f} lost {r.lost:.3f}") for r in runs]
    f, p = (fmean(values) for values in zip(*shown, strict=True))
    merges, moved = fmean(false_merges(gold, r.final) for r in runs), fmean(r.moved for r in runs)
    if len(runs) > 1:
        print(f"{f'  mean of {len(runs)}':36} F1 {f:.3f} P {p:.3f} false merges {merges:.3f} moved {moved:.4f}")
    wanted = [("F1", f, FLOORS[name][0]), ("precision", p, FLOORS[name][1])]
    most = [("false merges", merges, FALSE_MERGES), ("moved", moved, CHURN)]
    short = [f"{name} {what} {got:.3f} < {floor}" for what, got, floor in wanted if got < floor]
    return short + [f"{name} {what} {got:.3f} > {ceiling}" for what, got, ceiling in most if got > ceiling]


def held_to_floors(encoder: Remembering, list_wrong: bool) -> list[str]:
    """Measure what has floors and return what falls short of them."""
    reports, gold = allsides()
    short: list[str] = []
    for name, stream in {"alone": reports, "in noise": with_noise(reports, len(reports))}.items():
        run = ours(stream, encoder)
        short += held(name, gold, [run])
        show(f"AllSides {name}, on arrival", gold, run.first)
        if list_wrong:
            wrong(stream, gold, run.final)
    for name, part in halves(reports).items():
        show(f"AllSides alone, {name}", {r.id: gold[r.id] for r in part}, ours(part, encoder).final)
    accuracy = telegram(encoder)
    return short + ([f"telegram {accuracy:.3f} < {PAIRS}"] if accuracy < PAIRS else [])


def halves(reports: Sequence[Report]) -> dict[str, Sequence[Report]]:
    """Part the reports in time: thresholds are set on the earlier half."""
    middle = reports[len(reports) // 2].arrived
    early = [report for report in reports if report.arrived < middle]
    return {"earlier half": early, "later half": reports[len(early) :]}


def peers(encoder: Remembering) -> None:
    """Measure other ways of grouping on the same streams."""
    reports, gold = allsides()
    sets = {"alone": reports, "in noise": with_noise(reports, len(reports))}
    ways: dict[str, tuple[Callable[[Sequence[Report]], list[Vector]], list[float]]] = {
        "words only": (by_words, [0.10, 0.125, 0.15, 0.175, 0.2, 0.225, 0.25]),
        "vectors only": (lambda rows: by_meaning(rows, encoder), [0.55, 0.6, 0.65, 0.7]),
    }
    for name, (vectors, grid) in ways.items():
        threshold = tuned(reports, gold, vectors(reports), grid)
        for label, stream in sets.items():
            show(f"  single pass, {name}, {label}", gold, single_pass(stream, vectors(stream), threshold))
    if find_spec("sklearn") is None:
        print("  HDBSCAN over the day: not measured, scikit-learn is not installed")
        return
    for label, stream in sets.items():
        show(f"  HDBSCAN over the day, {label}", gold, by_day(stream, by_meaning(stream, encoder)))


def large(encoder: Remembering, list_wrong: bool) -> list[str]:
    """Measure in ten times the noise, mixed in three ways, and on headlines alone; return what falls short."""
    reports, gold = allsides()
    streams = [with_noise(reports, 10 * len(reports), mixed) for mixed in (11, 12, 13)]
    runs = [ours(stream, encoder) for stream in streams]
    short = held("in ten times its noise", gold, runs)
    for stream, run in zip(streams, runs, strict=True) if list_wrong else ():
        wrong(stream, gold, run.final)
    headlines, stories = uci()
    run = ours(headlines, encoder)
    show("UCI headlines", stories, run.final, f"moved {run.moved:.3f} lost {run.lost:.3f}")
    if list_wrong:
        wrong(headlines, stories, run.final)
    return short + ([f"UCI lost {run.lost:.3f} > {LOST}"] if run.lost > LOST else [])


def main() -> int:
    """Measure, compare, hold the floors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true", help="ten times the noise, and UCI: ten minutes")
    parser.add_argument("--wrong", action="store_true", help="list the wrong decisions")
    options = parser.parse_args()
    if not (DATA / "stories").is_dir():
        print(f"gates.stories: not measured, there is no {DATA / 'stories'}. Set STET_DATA.")
        return SKIPPED
    encoder = Remembering()
    short = held_to_floors(encoder, options.wrong)
    peers(encoder)
    if options.full:
        short += large(encoder, options.wrong)
    print(f"floors: {'NOT HELD: ' + ', '.join(short) if short else 'held'}")
    return int(bool(short))


if __name__ == "__main__":
    sys.exit(main())
