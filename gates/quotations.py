"""Quotations and attributions: are source, cue and content of who says what found, word for word?

    python -m gates.quotations [--part dev|train] [--n N]

Token F1 of source, cue and content on PolNeAR (first annotation of each article), as `stet facts` gives them; 95 %
intervals over articles. Its annotators agree on three tokens in four (Krippendorff's alpha .754), which bounds
what any reader can reach. Beside it in the same run: the rules without the tagger, and every quoted stretch as content.
Last, what kinds of words are missed and what is taken for what.
"""

import argparse
import json
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from stet.check.facts import facts
from stet.check.quotations import quoted
from stet.engines import tagger
from stet.news import Fact, Kind

DATA = Path(os.environ.get("STET_DATA", Path(__file__).resolve().parents[2] / "shared/data")) / "quotations/polnear"
SKIPPED = 77
FLOORS = {"source": 0.60, "cue": 0.60, "content": 0.60}
ROLES = {"source": ("source", "speaker"), "cue": ("cue",), "content": ("content",)}
Words = dict[str, set[int]]
_MARK = re.compile(r"T\d+\t(Source|Cue|Content) ([\d ;]+)\t")


def articles(part: str) -> Iterator[tuple[str, Words]]:
    """Yield each article's text with the word starts of every role."""
    seen: set[str] = set()
    for path in sorted((DATA / part / "attributions").glob("*.ann")):
        name = path.stem.rsplit("_", 1)[0]
        source = DATA / part / "text" / f"{name}.txt"
        if name in seen or not source.exists():
            continue
        seen.add(name)
        text = source.read_text(encoding="utf-8")
        gold: Words = {role: set() for role in ROLES}
        for line in path.read_text(encoding="utf-8").splitlines():
            if found := _MARK.match(line):
                for stretch in found[2].split(";"):
                    start, end = map(int, stretch.split())
                    gold[found[1].lower()] |= {w for w in starts(text) if start <= w < end}
        yield text, gold


def starts(text: str) -> list[int]:
    """Return where the words of a text start."""
    return [m.start() for m in re.finditer(r"\w+", text)]


def told(found: Sequence[Fact], text: str) -> Words:
    """Return the word starts of every role in our facts."""
    words = starts(text)
    out: Words = {role: set() for role in ROLES}
    for fact in found:
        if fact.kind in {Kind.QUOTATION, Kind.ATTRIBUTION}:
            for role, keys in ROLES.items():
                for slot in (fact.frame[k] for k in keys if k in fact.frame):
                    out[role] |= {w for w in words if slot["start"] <= w < slot["end"]}
    return out


def marks(text: str) -> Words:
    """Return every quoted word as content, and nothing else."""
    inside = {w for q in quoted(text) for w in starts(text) if q.inner.start <= w < q.inner.end}
    return {"source": set(), "cue": set(), "content": inside}


def plain(text: str) -> Words:
    """Return what the rules see without the tagger."""
    kept = tagger.shipped
    tagger.shipped = lambda: None  # type: ignore[assignment]
    try:
        return told(facts(text), text)
    finally:
        tagger.shipped = kept


def mistakes(got: Words, gold: Words, quoted_words: set[int]) -> Counter[str]:
    """Return how many words of an article go wrong, by the role they have and the role we gave them."""
    kinds: Counter[str] = Counter()
    for word in set().union(*gold.values(), *got.values()):
        want = {role for role in ROLES if word in gold[role]}
        have = {role for role in ROLES if word in got[role]}
        where = ", inside marks" if word in quoted_words else ""
        for role in want - have:
            kinds[f"{role} " + (f"taken for {min(have - want)}" if have - want else "missed") + where] += 1
        for role in have - want if not want else ():
            kinds[f"{role} where there is nothing{where}"] += 1
    return kinds


def f1(rows: Sequence[tuple[int, int, int]]) -> float:
    """Return F1 over (right, found, wanted) per article."""
    right, found, wanted = (sum(column) for column in zip(*rows, strict=True))
    return 2 * right / max(1, found + wanted)


def interval(rows: Sequence[tuple[int, int, int]], n: int = 300) -> str:
    """Return a 95 % bootstrap interval over articles."""
    rng = random.Random(1)
    values = sorted(f1(rng.choices(rows, k=len(rows))) for _ in range(n))
    return f"[{values[int(0.025 * n)]:.3f}, {values[int(0.975 * n)]:.3f}]"


def main() -> int:
    """Measure, print, compare with the floors."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--part", default="dev", choices=("dev", "train"))
    parser.add_argument("--n", type=int, default=0)
    chosen = parser.parse_args()
    if not DATA.exists():
        print("quotations: skipped, no PolNeAR (set STET_DATA)")
        return SKIPPED
    read = list(articles(chosen.part))[: chosen.n or None]
    scores: dict[str, float] = {}
    kept: list[Words] = []
    ways: dict[str, Callable[[str], Words]] = {
        "facts": lambda text: told(facts(text), text),
        "no tagger": plain,
        "marks": marks,
    }
    for way, find in ways.items():
        answers = [find(text) for text, _ in read]
        kept = answers if way == "facts" else kept
        for role in ROLES:
            rows = [
                (len(got[role] & gold[role]), len(got[role]), len(gold[role]))
                for got, (_, gold) in zip(answers, read, strict=True)
            ]
            score = f1(rows)
            if way == "facts":
                scores[role] = score
            print(f"{chosen.part} {way:9} {role:7} F1 {score:.3f} {interval(rows)} n {len(rows)} articles")
    table: Counter[str] = Counter()
    for (text, gold), got in zip(read, kept, strict=True):
        table += mistakes(got, gold, marks(text)["content"])
    wrong = sum(table.values())
    for kind, count in table.most_common(12):
        print(f"    {count / max(1, wrong):5.1%} {kind}")
    short = [f"{role} {scores[role]:.3f} < {floor}" for role, floor in FLOORS.items() if scores[role] < floor]
    print("quotations: " + (json.dumps({k: round(v, 3) for k, v in scores.items()}) if not short else "; ".join(short)))
    return int(bool(short) and chosen.part == "dev")


if __name__ == "__main__":
    sys.exit(main())
