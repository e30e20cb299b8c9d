"""Copies and origins: do edited copies find their origin, and do reports of one topic and day stay apart?

    python -m gates.copies [--n 400]

Copies are made at run time from whole articles by the operations below; negatives are other outlets' articles of the
same topic within a day, and articles that quote a paragraph of another. Rewrites of a release mix a third of it with
as many words of their own; chains of quotation ("A reports that B says") are told in other words and found by what they
credit. Beside it in the same run: MinHash (rensa, 128 permutations of 3-word shingles, Jaccard >= .5). Articles with an
odd digest are for tuning, the even ones are reported.
"""

import argparse
import gzip
import json
import lzma
import os
import random
import re
import sys
import zlib
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gates import _chains
from gates._published import interval
from rensa import RMinHash

from stet.group.copies import Copies
from stet.news import Genre, Report

DATA = Path(os.environ.get("STET_DATA", Path(__file__).parents[2] / "shared" / "data"))
SKIPPED = 77
PRECISION, RECALL = 0.95, 0.90
START = datetime(2026, 1, 1, tzinfo=UTC)
BOILERPLATE = (
    "Sign up for our morning letter and never miss a story. You can cancel at any time. By signing up you agree to our "
    "terms and to the processing of your data. This page may hold links to our partners.",
    "Do you have a tip for our newsroom? Write to us. Follow us for the latest news, pictures and video. All rights "
    "reserved. This material may not be published, broadcast or distributed without permission of the owner.",
)
Edit = Callable[[str, random.Random, list[str]], str]


def articles() -> list[dict[str, str]]:
    """Return whole articles of 150 words or more."""
    path = DATA / "articles" / "news-2011-2020.jsonl.xz"
    opener = gzip.open if path.suffix == ".gz" else lzma.open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [row for row in map(json.loads, lines) if len((row["text"] or "").split()) >= 150]


def sentences(text: str) -> list[str]:
    """Split roughly, as an editor's scissors would."""
    return re.split(r"(?<=[.!?])\s+", text)


def cut_end(text: str, r: random.Random, _: list[str]) -> str:
    words = text.split()
    return " ".join(words[: int(len(words) * r.uniform(0.3, 0.8))])


def cut_start(text: str, r: random.Random, _: list[str]) -> str:
    words = text.split()
    return " ".join(words[int(len(words) * r.uniform(0.2, 0.6)) :])


def wrapped(text: str, r: random.Random, _: list[str]) -> str:
    return f"{r.choice(BOILERPLATE)} {cut_end(text, r, _)} {r.choice(BOILERPLATE)}"


def third(text: str) -> str:
    words = text.split()
    return " ".join(words[len(words) // 3 : 2 * len(words) // 3])


def edited(text: str, r: random.Random, pool: list[str], part: float = 0.08) -> str:
    out: list[str] = []
    for word in text.split():
        roll = r.random()
        if roll < part * 0.6:
            out.append(r.choice(pool))
        elif roll >= part * 0.8:
            out.append(word)
        if part * 0.8 <= roll < part:
            out.append(r.choice(pool))
    return " ".join(out)


def swapped(text: str, r: random.Random, _: list[str]) -> str:
    parts = sentences(text)
    for _at in range(max(1, len(parts) // 3)):
        a, b = r.randrange(len(parts)), r.randrange(len(parts))
        parts[a], parts[b] = parts[b], parts[a]
    return " ".join(parts)


def rewritten(text: str, r: random.Random, pool: list[str]) -> str:
    """Rewrite as desks do: every third sentence goes, clauses change places, one word in eight is another."""
    kept = [s for at, s in enumerate(sentences(text)) if at % 3 != 2]
    turned = []
    for sentence in kept:
        head, comma, tail = sentence.rstrip(".").partition(", ")
        turned.append(f"{tail.capitalize()}, {head}." if comma and r.random() < 0.4 else sentence)
    return edited(" ".join(turned), r, pool, 0.12)


def mixed(text: str, r: random.Random, pool: list[str]) -> str:
    return wrapped(swapped(edited(text, r, pool, 0.06), r, pool), r, pool)


def of_release(text: str, r: random.Random, pool: list[str]) -> str:
    """Rewrite as a newsroom does with an office's release: sentences of its own, a third of the office's, edited."""
    parts = sentences(text)
    kept = parts[: max(2, len(parts) // 3)]
    own = [" ".join(r.choices(pool, k=20)) + "." for _ in kept]
    return " ".join(f"{one} {edited(said, r, pool, 0.10)}" for one, said in zip(own, kept, strict=True))


RELEASE = "rewrite of a release"
OPERATIONS: dict[str, Edit] = {
    "headline only": lambda text, r, pool: text,
    "cut at the end": cut_end,
    "cut at the start": cut_start,
    "in boilerplate": wrapped,
    "8 % of words edited": edited,
    "sentences swapped": swapped,
    "several at once": mixed,
    "rewritten": rewritten,
    "every fifth word changed": lambda text, r, pool: edited(text, r, pool, 0.20),
    RELEASE: of_release,
    "one third, edited, wrapped": lambda text, r, pool: wrapped(edited(third(text), r, pool), r, pool),
}


def stream(n: int, *, even: bool) -> list[tuple[Report, str]]:
    """Return reports in order of arrival, each with the id of the text it truly carries (its own where original)."""
    rows = [a for a in articles() if (zlib.crc32(a["id"].encode()) % 2 == 0) is even]
    r = random.Random(7)
    r.shuffle(rows)
    pool = " ".join(a["text"] for a in rows[:200]).split()
    near = neighbours(rows)
    out: list[tuple[Report, str]] = []
    taken: set[str] = set()

    def add(id: str, text: str, outlet: str, truth: str, genre: Genre = Genre.REPORT) -> None:
        arrived = START + timedelta(minutes=len(out))
        out.append((Report(id=id, title=id, text=text, outlet=outlet, arrived=arrived, genre=genre), truth))

    for at, row in enumerate(rows):
        if len(taken) >= n:
            break
        if row["id"] in taken:
            continue
        name = list(OPERATIONS)[at % len(OPERATIONS)]
        for other in (row, *near.get(row["id"], [])[:2]):
            if other["id"] not in taken:
                taken.add(other["id"])
                genre = Genre.RELEASE if other is row and name == RELEASE else Genre.REPORT
                add(other["id"], other["text"], other["outlet"], other["id"], genre)
        add(f"{row['id']}:{name}", OPERATIONS[name](row["text"], r, pool), f"Copier {at}", row["id"])
        if near.get(row["id"]) and at % 4 == 0:
            other = near[row["id"]][-1]
            paragraph = " ".join(row["text"].split()[20:70])
            own = f"quotes:{row['id']}"
            kept = sentences(edited(other["text"], r, pool, 0.5))
            add(own, " ".join([*kept[:4], paragraph, *kept[4:]]), f"Quoter {at}", own)
    return out


def neighbours(rows: list[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    """Return for each article those of other outlets on the same topic within a day."""
    by: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", str(row["date"])):
            by[row["topic"], row["date"]].append(row)
    out: dict[str, list[dict[str, str]]] = {}
    for (topic, day), group in by.items():
        after = (datetime.fromisoformat(day) + timedelta(days=1)).date().isoformat()
        for row in group:
            out[row["id"]] = [o for o in (*group, *by.get((topic, after), ())) if o["outlet"] != row["outlet"]]
    return out


def ours(reports: list[tuple[Report, str]]) -> dict[str, str]:
    """Return the origin that `Copies` gives each report."""
    copies = Copies()
    return {report.id: copies.place(report).origin for report, _ in reports}


def minhash(reports: list[tuple[Report, str]]) -> dict[str, str]:
    """Return the origin by the nearest signature."""
    seen: list[tuple[str, RMinHash]] = []
    origin: dict[str, str] = {}
    for report, _ in reports:
        words = [w.lower() for w in re.findall(r"\w+", report.text)]
        made = RMinHash(num_perm=128, seed=7)
        made.update([" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))])
        best = max(((made.jaccard(other), id) for id, other in seen), default=(0.0, ""))
        origin[report.id] = origin[best[1]] if best[0] >= 0.5 else report.id
        seen.append((report.id, made))
    return origin


def measure(name: str, reports: list[tuple[Report, str]], got: dict[str, str]) -> tuple[float, float]:
    """Print precision and recall with intervals, recall by operation, and what was wrongly joined."""
    truth = {report.id: own for report, own in reports}
    outcomes = [(got[id] == truth[id], got[id] != id, truth[id] != id, id) for id in truth]
    said = [ok for ok, joined, _, _ in outcomes if joined]
    meant = [ok for ok, _, copy, _ in outcomes if copy]
    precision, recall = sum(said) / max(1, len(said)), sum(meant) / max(1, len(meant))
    print(
        f"{name}: precision {precision:.3f} {interval(sum(said), len(said))} of {len(said)} joined, "
        f"recall {recall:.3f} {interval(sum(meant), len(meant))} of {len(meant)} copies, {len(outcomes)} reports"
    )
    for operation in OPERATIONS:
        own = [ok for ok, _, copy, id in outcomes if copy and id.endswith(":" + operation)]
        print(f"    {operation:26} recall {sum(own) / max(1, len(own)):.3f} of {len(own)}")
    wrong = [id for ok, joined, copy, id in outcomes if joined and not ok and not copy]
    print(f"    originals called copies: {len(wrong)}, of which quoting ones {sum('quotes:' in id for id in wrong)}")
    return precision, recall


def chains(n: int, *, even: bool) -> tuple[float, float]:
    """Print what became of chains of quotation, row by row, and return precision and recall."""
    found = list(_chains.told(articles(), n, even=even))
    for row in dict.fromkeys(one.row for one in found):
        own = [one.right for one in found if one.row == row]
        print(f"    {row:26} right {sum(own) / len(own):.3f} {interval(sum(own), len(own))} of {len(own)}")
    said = [one.right for one in found if one.joined]
    meant = [one.right for one in found if one.dependent]
    precision, recall = sum(said) / max(1, len(said)), sum(meant) / max(1, len(meant))
    print(f"chains of quotation: precision {precision:.3f} of {len(said)} joined, recall {recall:.3f} of {len(meant)}")
    return precision, recall


def main() -> int:
    """Measure both, hold the floors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--n", type=int, default=1200, help="original articles")
    parser.add_argument("--chains", type=int, default=400, help="chains of quotation")
    parser.add_argument("--tune", action="store_true", help="the half for tuning")
    options = parser.parse_args()
    if not (DATA / "articles").is_dir():
        print(f"gates.copies: not measured, there is no {DATA / 'articles'}. Set STET_DATA.")
        return SKIPPED
    reports = stream(options.n, even=not options.tune)
    precision, recall = measure("ours", reports, ours(reports))
    measure("MinHash", reports[: len(reports) // 2], minhash(reports[: len(reports) // 2]))
    of_chains = chains(options.chains, even=not options.tune)
    short = min(precision, of_chains[0]) < PRECISION or min(recall, of_chains[1]) < RECALL
    print(f"floors: precision {PRECISION}, recall {RECALL}: {'NOT HELD' if short else 'held'}")
    return int(short)


if __name__ == "__main__":
    sys.exit(main())
