"""Tagger: tags, relations and names on the test parts of the treebanks, which training never sees.

    python -m gates.tagger [--model FOLDER] [--json FILE] [--part dev] [--show 20]

UPOS, UAS and LAS over all words of EWT's and GUM's test parts, punctuation included, relations without their subtypes,
gold words and gold sentences (as in the CoNLL 2018 shared task but for the segmentation). Names (PER, ORG, LOC, exact
spans) in the fifth of the UNER documents that training keeps back and in GUM's test part: by the model alone, and as
`stet facts` gives them, from model, word lists, gazetteer and the text's own consistency. Beside them in the same run:
the most frequent tag of each word, and the gazetteer and word lists without the model. Then what is mistaken for what.
95 % intervals over sentences and documents. Floors are in tagger.json: for names those that stand, .75 being asked. Two
of the 18 documents of GUM's test part hold nearly half of what is wrong there, by the look of it shuttles and the sides
of a civil war that are places to GUM (the single errors were not read).
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "training"))
import examples as training  # noqa: E402  the folder has to be on the path first
from treebank import DATA, SETS, Sentence, read  # noqa: E402  the folder has to be on the path first

from stet.engines.tagger import MODEL, load  # noqa: E402

SKIPPED = 77
FLOORS = json.loads(Path(__file__).with_name("tagger.json").read_text(encoding="utf-8"))
Counts = tuple[float, ...]
Name = tuple[int, int, str]


def interval(rows: Sequence[Counts], measure: Callable[[Counts], float], n: int = 300) -> str:
    """Return a 95 % bootstrap interval over rows whose counts add up."""
    rng = random.Random(1)
    values = sorted(measure(_sum(rng.choices(rows, k=len(rows)))) for _ in range(n))
    return f"[{values[int(0.025 * n)]:.3f}, {values[int(0.975 * n)]:.3f}]"


def _sum(rows: Iterable[Counts]) -> Counts:
    return tuple(map(sum, zip(*rows, strict=True)))


def share(at: int) -> Callable[[Counts], float]:
    """Return the share that count `at` is of the last count."""
    return lambda counts: counts[at] / max(1, counts[-1])


def f1(counts: Counts) -> float:
    """Return F1 of (right, found, wanted)."""
    return 2 * counts[0] / max(1, counts[1] + counts[2])


# --- tags and trees ---------------------------------------------------------------------------------------------------


def grammar(tag: Any, gold: list[Sentence]) -> tuple[list[Counts], Counter[str]]:
    """Return per sentence: right tags, heads, heads with relation, and words; and how often what was taken for what."""
    rows, wrong = [], Counter[str]()
    for sentence in gold:
        tokens = sentence.tokens
        got = tag.sentence([t.form for t in tokens], [t.space for t in tokens])
        right = [0, 0, 0]
        for i, want in enumerate(tokens):
            head = want.head == (0 if got.heads[i] == i else got.heads[i] + 1)
            kind = "root" if got.deps[i] == "ROOT" else got.deps[i].partition(":")[0]
            relation = want.deprel.partition(":")[0]
            right = [
                a + b for a, b in zip(right, (want.upos == got.pos[i], head, head and relation == kind), strict=True)
            ]
            if want.upos != got.pos[i]:
                wrong[f"tag {want.upos} read as {got.pos[i]}"] += 1
            if not (head and relation == kind):
                wrong[f"relation {relation}: " + ("hung elsewhere" if relation == kind else f"read as {kind}")] += 1
        rows.append((*right, len(tokens)))
    return rows, wrong


def commonest(gold: list[Sentence]) -> float:
    """Return the share of right tags when each word gets its commonest one in training."""
    seen: dict[str, Counter[str]] = {}
    for token in (t for source in SETS for s in read(source, "train") for t in s.tokens):
        seen.setdefault(token.form, Counter())[token.upos] += 1
    pairs = [(t, seen.get(t.form)) for s in gold for t in s.tokens]
    right = sum(
        t.upos == (c.most_common(1)[0][0] if c else "PROPN" if t.form[:1].isupper() else "NOUN") for t, c in pairs
    )
    return right / len(pairs)


# --- names ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Document:
    """A text with the names that are marked in it."""

    text: str
    names: frozenset[Name]


def marked(part: str) -> list[Document]:
    """Return the documents of a set that marks names, whole, so that a text's own consistency can help."""
    found = training.held_back()[1] if part == "uner" else training.examples(part.removeprefix("gum-"))
    return [_document(group) for group in training.documents(found)]


def _document(found: list[training.Example]) -> Document:
    text, places = training.text_of(found)
    marks = (
        (where[first][0], where[last - 1][1], kind)
        for e, where in zip(found, places, strict=True)
        for first, last, kind in training.names_of(e.names)
    )
    return Document(text, frozenset(marks))


def by_model(tag: Any) -> Callable[[str], set[Name]]:
    """Return a finder that asks the model alone."""
    return lambda text: {(e.start_char, e.end_char, e.label_) for e in tag(text).ents}


def mistakes(document: Document, got: set[Name], show: int) -> Counter[str]:
    """Return the kinds of error in the names of a document: missed, invented, other bounds, other kind."""
    wrong: Counter[str] = Counter()
    for start, end, kind in document.names - got:
        near = [g for g in got if g[0] < end and start < g[1]]
        if not near:
            wrong[f"{kind} missed"] += 1
        elif (start, end) == near[0][:2]:
            wrong[f"{kind} read as {near[0][2]}"] += 1
        else:
            wrong[f"{kind} with other bounds"] += 1
    for start, end, kind in got - document.names:
        if not any(start < w[1] and w[0] < end for w in document.names):
            wrong[f"{kind} invented"] += 1
    for start, end, kind in sorted(document.names ^ got)[:show]:
        side = "wanted" if (start, end, kind) in document.names else "found "
        print(f"    {side} {kind} {document.text[start:end]!r} in {document.text[max(0, start - 40) : end + 30]!r}")
    return wrong


def named(tag: Any, part: str, show: int) -> dict[str, float]:
    """Print the scores of names in a set, whole and by kind, and return them."""
    documents, scores = marked(part), {}
    for how, find in (("model", by_model(tag)), ("room", training.by_room(tag)), ("lists", training.by_room(None))):
        answers = [find(d.text) for d in documents]
        rows = [(len(d.names & got), len(got), len(d.names)) for d, got in zip(documents, answers, strict=True)]
        right, found, wanted = _sum(rows)
        scores[f"names {part} {how}"] = f1((right, found, wanted))
        print(
            f"names {part:5} {how:6} F1 {f1((right, found, wanted)):.3f} {interval(rows, f1)} "
            f"P {right / max(1, found):.3f} R {right / max(1, wanted):.3f} n {int(wanted)}"
        )
        if how == "room":
            for kind in ("PER", "ORG", "LOC"):
                pairs = [
                    ({n for n in d.names if n[2] == kind}, {n for n in got if n[2] == kind})
                    for d, got in zip(documents, answers, strict=True)
                ]
                rows = [(len(want & got), len(got), len(want)) for want, got in pairs]
                print(f"      {kind:9} F1 {f1(_sum(rows)):.3f} {interval(rows, f1)} n {int(_sum(rows)[2])}")
            table(sum((mistakes(d, got, show) for d, got in zip(documents, answers, strict=True)), Counter()))
    return scores


def table(wrong: Counter[str], most: int = 10) -> None:
    """Print the commonest kinds of error."""
    for name, count in wrong.most_common(most):
        print(f"      {count:5} {name}")


def main() -> int:
    """Measure, print, compare with the floors."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--part", default="test", choices=("test", "dev"), help="of the treebanks")
    parser.add_argument("--show", type=int, default=0, help="mistaken names to print per document")
    chosen = parser.parse_args()
    if not (DATA / "grammar").exists():
        print("tagger: skipped, no grammar data (set STET_DATA)")
        return SKIPPED
    tag, scores = load(chosen.model), dict[str, float]()
    for name in SETS:
        gold = read(name, chosen.part)
        rows, wrong = grammar(tag, gold)
        for at, what in enumerate(("upos", "uas", "las")):
            scores[f"{what} {name}"] = share(at)(_sum(rows))
            value, n = scores[f"{what} {name}"], int(_sum(rows)[-1])
            print(f"{what} {name:5} {value:.4f} {interval(rows, share(at))} n {n} words")
        print(f"     {name:5} commonest tag {commonest(gold):.4f}")
        table(wrong)
    for part in ("uner", f"gum-{chosen.part}"):
        scores |= named(tag, part, chosen.show)
    if chosen.json:
        chosen.json.write_text(
            json.dumps({k: round(v, 4) for k, v in scores.items()}, indent=1) + "\n", encoding="utf-8"
        )
    short = [f"{k} {scores[k]:.3f} < {floor}" for k, floor in FLOORS.items() if k in scores and scores[k] < floor]
    print("tagger: " + ("holds" if not short else "below its floors: " + ", ".join(short)))
    return int(bool(short))


if __name__ == "__main__":
    sys.exit(main())
