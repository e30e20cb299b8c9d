"""Figures and dates: Microsoft's recogniser cases, and GUM's time expressions.

    python -m gates.recognizers [--n 100] [--show 20]

A case passes where each expected span overlaps a fact of ours whose value holds one of the expected resolutions: the
measure of the data set's readme.

GUM (test part; train and dev were for looking): overlap and exact span F1 on its time entities that name something of
the calendar or the clock, against our dates that do (GUM marks nouns: "now" and "weekly" are nothing to it). As they
are, and cut as GUM cuts them, where train and dev tell how: both ends of a range are two entities, and so are a weekday
and its date (69 of 75) and an hour and its day (6 of 8); "at least", "only", "more than" belong to a length (11 of 13),
"'s" to its date (9 of 10), and "later" not to "later this week" (4 of 4). "Ago" stands inside 16 and after 13, and is
left as we read it. Counted as missed although we mean to leave them: greetings ("good morning", 11), ages
("20 years old" is a figure to us, 11), "the day" and "her first year" (some 60), mentions with whole clauses in them.

A baseline of four-digit years and month and weekday names stands beside it, and what the errors are. Intervals: Wilson,
95 %; bootstrap over sentences for F1. Fails under the floors and when nothing was measured; exits 77 without data.
"""

import argparse
import gzip
import json
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gates._published import interval

from stet.check.dates import dates
from stet.check.figures import figures

DATA = Path(os.environ.get("STET_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
SKIPPED = 77
FLOORS = {"recognizers": 0.92, "gum ours overlap": 0.88, "gum apart exact": 0.75}
KINDS = {
    "Number": ("NumberModel", "PercentModel"),
    "NumberWithUnit": ("CurrencyModel", "AgeModel"),
    "DateTime": ("DateTimeModel",),
}
DEFAULT = "2016-11-07T00:00:00"
Span = tuple[int, int]


# --- recogniser cases -------------------------------------------------------------------------------------------------


def cases(folder: str, name: str) -> list[dict[str, Any]]:
    """Return the cases of a file that are meant for every platform."""
    path = DATA / "dates-and-figures" / "recognizers" / folder / f"{name}.json"
    rows = json.loads(path.read_text(encoding="utf-8-sig"))
    return [row for row in rows if "python" not in str(row.get("NotSupported", "")).lower()]


def passes(case: dict[str, Any]) -> bool:
    """Say whether every expected result is found with its value."""
    moment = str((case.get("Context") or {}).get("ReferenceDateTime", DEFAULT))[:19]
    text = case["Input"]
    facts = [*dates(text, datetime.fromisoformat(moment).replace(tzinfo=UTC)), *figures(text)]
    return all(_found(result, facts) for result in case["Results"])


def _found(result: dict[str, Any], facts: list[Any]) -> bool:
    start = result.get("Start", 0)
    end = result.get("End", start + len(result["Text"]) - 1) + 1
    values = [f.value for f in facts if f.span.start < end and start < f.span.end]
    flat = json.dumps(values)
    return bool(values) and any(want and (want in flat or _plain(want) in _plain(flat)) for want in _wanted(result))


def _wanted(result: dict[str, Any]) -> set[str]:
    resolution = result.get("Resolution") or {}
    if "value" in resolution:
        return {str(resolution["value"] or "")}
    values = resolution.get("values", [])
    first = {str(v.get("value") or v.get("start") or v.get("timex") or "") for v in values}
    return first | {str(v.get("timex") or "") for v in values}


def _plain(text: str) -> str:
    return re.sub(r"(\.\d*?)0+$", r"\1", text.replace(",", "").rstrip("%")).rstrip(".")


def recognizers(n: int, show: int) -> float:
    """Print the pass rate of each kind and return that of all cases."""
    passed = total = 0
    for folder, names in KINDS.items():
        for name in names:
            rows = cases(folder, name)[: n or None]
            failed = [row["Input"] for row in rows if not passes(row)]
            good = len(rows) - len(failed)
            print(f"{name:16} {good / max(1, len(rows)):.3f} {interval(good, len(rows))} of {len(rows)}")
            for text in failed[:show]:
                print(f"    {text[:100]!r}")
            passed, total = passed + good, total + len(rows)
    print(f"recognizers      {passed / max(1, total):.3f} {interval(passed, total)} of {total}")
    return passed / max(1, total)


# --- GUM --------------------------------------------------------------------------------------------------------------

_NAMES = re.compile(
    r"\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tues|wednes|thurs|fri|satur"
    r"|sun)[a-z]*\b|centur|decade|year(?!ly)"
    r"|month(?!ly)|week(?!ly)|\bdays?\b|hour(?!ly)|minute|today|yesterday|tomorrow|tonight|morning|afternoon|evening"
    r"|summer|winter|autumn|spring",
    re.IGNORECASE,
)
_SIMPLE = re.compile(
    r"\b(?:(?:1[5-9]|20)\d\d|(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?:\s\d{1,2})?(?:,?\s\d{4})?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)


def sentences(part: str) -> Iterator[tuple[str, list[Span]]]:
    """Yield the sentences of a part of GUM with the spans of their outermost time entities."""
    text, tokens = "", []
    with gzip.open(DATA / "grammar" / f"en_gum-{part}.conllu.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# text = "):
                text, tokens = line[9:].rstrip("\n"), []
            elif line.strip() and not line.startswith("#"):
                columns = line.rstrip("\n").split("\t")
                if columns[0].isdigit():
                    tokens.append((columns[1], columns[9]))
            elif not line.strip() and text:
                yield text, entities(text, tokens)
                text = ""


def entities(text: str, tokens: list[tuple[str, str]]) -> list[Span]:
    """Return the outermost entities of kind `time` that name a unit, a day or a number."""
    at, opened, found = 0, [], []
    for form, misc in tokens:
        start = text.find(form, at)
        start, at = (start, start + len(form)) if start >= 0 else (at, at)
        marks = re.search(r"Entity=([^|\n]*)", misc)
        for mark in re.findall(r"\([^()]+\)?|[^()]+\)", marks[1] if marks else ""):
            name = mark.strip("()").split("-")
            if mark.startswith("("):
                opened.append((name[0], name[1] if len(name) > 1 else "", start))
            if mark.endswith(")"):
                last = next((i for i in range(len(opened) - 1, -1, -1) if opened[i][0] == name[0]), None)
                if last is not None:
                    _, kind, begin = opened.pop(last)
                    if kind == "time" and _NAMES.search(text[begin:at]):
                        found.append((begin, at))
    return [s for s in found if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in found)]


def ours(text: str) -> list[Span]:
    """Return the spans of our dates that name something of the calendar or the clock."""
    return [(f.span.start, f.span.end) for f in dates(text, None) if _NAMES.search(f.text)]


_JOINT = re.compile(
    r"(?<=day),?\s+(?=[A-Z\d])|\s+(?:to|through|until|till|and|or)\s+(?:about\s+)?|\s*[-–—]\s*(?=\d|[A-Z])"
    r"|,\s+(?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
    r"|(?:(?<=:\d\d)|(?<=[ap]\.m\.)|(?<=[ap]m))\s+(?:(?:on|in)\s+)?|\s+(?=\d\d?:\d\d)"
)
_BEFORE = re.compile(
    r"\b(?:about|nearly|almost|approximately|roughly|some|at\sleast|only|(?:more|fewer)\sthan)\s$", re.IGNORECASE
)
_STEP = re.compile(r"(?:earlier|later)\s(?=th)", re.IGNORECASE)
_OWN = re.compile(r"[’']s\b")
_BARE = re.compile(r"[1-9]\d{2,3}|Ma(?:y|rch)")  # dates beside another one only


def apart(text: str) -> list[Span]:
    """Return the spans of our dates cut as GUM cuts them: each joined one in two, where both halves are dates."""
    return [_cut(text, a, b) for start, end in ours(text) for a, b in _halves(text, start, end)]


def _cut(text: str, start: int, end: int) -> Span:
    """Take in "about" and "'s", and leave out the "later" of "later this week"."""
    if step := _STEP.match(text, start, end):
        start = step.end()
    elif found := _BEFORE.search(text, 0, start):
        start = found.start()
    own = _OWN.match(text, end)
    return start, own.end() if own else end


def _halves(text: str, start: int, end: int) -> list[Span]:
    for joint in _JOINT.finditer(text, start, end):
        halves = [(start, joint.start()), (joint.end(), end)]
        if all(ours(text[a:b]) == [(0, b - a)] or _BARE.fullmatch(text, a, b) for a, b in halves):
            return [*_halves(text, *halves[0]), *_halves(text, *halves[1])]
    return [(start, end)]


def simple(text: str) -> list[Span]:
    """Return the spans of years, months and weekdays: what a few names and a pattern give."""
    return [m.span() for m in _SIMPLE.finditer(text)]


def scores(find: Callable[[str], list[Span]], rows: list[tuple[str, list[Span]]]) -> tuple[float, float, int]:
    """Return overlap F1, exact F1, and how many entities there are."""
    said = meant = exact = right = reached = 0
    for text, gold in rows:
        got = find(text)
        said, meant, exact = said + len(got), meant + len(gold), exact + len(set(got) & set(gold))
        right += sum(any(s < e2 and s2 < e for s2, e2 in gold) for s, e in got)
        reached += sum(any(s < e2 and s2 < e for s2, e2 in got) for s, e in gold)
    precision, recall = right / max(1, said), reached / max(1, meant)
    return 2 * precision * recall / max(1e-9, precision + recall), 2 * exact / max(1, said + meant), meant


def gum(part: str) -> dict[str, float]:
    """Print the scores on GUM and return them."""
    rows = list(sentences(part))
    result: dict[str, float] = {}
    for name, find in (("ours", ours), ("apart", apart), ("simple", simple)):
        overlap, exact, n = scores(find, rows)
        near = spread(find, rows)
        print(f"GUM {part} {name:8} overlap F1 {overlap:.3f}, exact F1 {exact:.3f} {near}, {n} time entities")
        result |= {f"gum {name} overlap": overlap, f"gum {name} exact": exact}
    for kind, count in errors(rows).most_common(8):
        print(f"    {count:4} {kind}")
    return result


def spread(find: Callable[[str], list[Span]], rows: list[tuple[str, list[Span]]], n: int = 200) -> str:
    """Return a 95 % bootstrap interval of exact F1 over sentences."""
    counts = [(len(set(got) & set(gold)), len(got) + len(gold)) for text, gold in rows if (got := find(text)) or gold]
    rng = random.Random(1)
    values = []
    for _ in range(n):
        drawn = rng.choices(counts, k=len(counts))
        values.append(2 * sum(c[0] for c in drawn) / max(1, sum(c[1] for c in drawn)))
    values.sort()
    return f"[{values[int(0.025 * n)]:.3f}, {values[int(0.975 * n)]:.3f}]"


def errors(rows: list[tuple[str, list[Span]]]) -> Counter[str]:
    """Return the kinds of error of our spans, taken apart."""
    kinds: Counter[str] = Counter()
    for text, gold in rows:
        got = apart(text)
        for start, end in set(gold) - set(got):
            near = [s for s in got if s[0] < end and start < s[1]]
            if not near:
                kinds["missed, with a figure" if re.search(r"\d", text[start:end]) else "missed, in words"] += 1
            elif near[0][0] > start:
                kinds["begins late: " + text[start : near[0][0]].split()[0].lower()] += 1
            elif near[0][0] < start:
                kinds["begins early"] += 1
            else:
                kinds["ends late" if near[0][1] > end else "ends early"] += 1
        for start, end in got:
            if not any(start < e and s < end for s, e in gold):
                kinds["not marked: " + text[start:end].lower() if end - start < 12 else "not marked"] += 1
    return kinds


def main() -> int:
    """Measure both sets, print, and compare with the floors."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--n", type=int, default=0, help="cases per kind")
    asked.add_argument("--show", type=int, default=0, help="failed cases to show per kind")
    asked.add_argument("--part", default="test", help="the part of GUM")
    options = asked.parse_args()
    if not (DATA / "dates-and-figures").exists() or not (DATA / "grammar").exists():
        print(f"gates.recognizers: NOT MEASURED, there is no {DATA}; set STET_DATA")
        return SKIPPED
    got = {"recognizers": recognizers(options.n, options.show), **gum(options.part)}
    short = [f"{name} {got[name]:.3f} < {floor}" for name, floor in FLOORS.items() if got[name] < floor]
    print("gates.recognizers: " + ("; ".join(short) if short else "above every floor"))
    return int(bool(short))


if __name__ == "__main__":
    sys.exit(main())
