"""Tagger: tags, relations and names on the test parts of the treebanks, which training never sees.

    python -m gates.tagger [--model FOLDER] [--json FILE]

UPOS, UAS and LAS over all words of EWT's and GUM's test parts, punctuation included, relations without their subtypes,
gold words and gold sentences (as in the CoNLL 2018 shared task but for the segmentation). Names (PER, ORG, LOC, exact
spans) on the fifth of the UNER part that training keeps back and on GUM's test part: by the model alone, and as
`stet facts` gives them, from model, word lists, gazetteer and the text's own consistency. Beside them in the same run:
the most frequent tag of each word, and the gazetteer and word lists without the model. 95 % intervals over sentences.
Floors are in tagger.json: what the shipped model holds, not yet what is asked of it.
"""

import argparse
import gzip
import json
import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "training"))
DATA = Path(os.environ.get("STET_DATA", ROOT.parent / "shared/data"))
SKIPPED = 77
FLOORS = json.loads(Path(__file__).with_name("tagger.json").read_text(encoding="utf-8"))
Counts = tuple[float, ...]


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


def grammar(pipeline: Any, name: str) -> list[Counts]:
    """Return per sentence: right tags, heads, heads with relation, and words."""
    from spacy.tokens import Doc
    from treebank import sentences

    with gzip.open(DATA / f"grammar/en_{name}-test.conllu.gz", "rt", encoding="utf-8") as lines:
        gold = list(sentences(lines))
    docs = (Doc(pipeline.vocab, words=[t.form for t in s.tokens], spaces=[t.space for t in s.tokens]) for s in gold)
    rows = []
    for sentence, doc in zip(gold, pipeline.pipe(docs, batch_size=64), strict=True):
        tag = head = relation = 0
        for want, got in zip(sentence.tokens, doc, strict=True):
            at = 0 if got.head.i == got.i else got.head.i + 1
            tag += want.upos == got.pos_
            head += want.head == at
            kind = "root" if got.dep_ == "ROOT" else got.dep_.partition(":")[0]
            relation += want.head == at and want.deprel.partition(":")[0] == kind
        rows.append((tag, head, relation, len(sentence.tokens)))
    return rows


def commonest(name: str) -> float:
    """Return the share of right tags when each word gets its commonest one in training."""
    from treebank import sentences

    seen: dict[str, Counter[str]] = {}
    for source in ("ewt", "gum"):
        with gzip.open(DATA / f"grammar/en_{source}-train.conllu.gz", "rt", encoding="utf-8") as lines:
            for sentence in sentences(lines):
                for token in sentence.tokens:
                    seen.setdefault(token.form, Counter())[token.upos] += 1
    with gzip.open(DATA / f"grammar/en_{name}-test.conllu.gz", "rt", encoding="utf-8") as lines:
        pairs = [(t, seen.get(t.form)) for s in sentences(lines) for t in s.tokens]
    right = sum(
        t.upos == (c.most_common(1)[0][0] if c else "PROPN" if t.form[:1].isupper() else "NOUN") for t, c in pairs
    )
    return right / len(pairs)


def named(part: str) -> list[Any]:
    """Return the gold documents of a set that marks names."""
    import spacy
    import tagger as training

    vocab, rng = spacy.blank("en").vocab, random.Random(training.SEED)
    if part == "uner":
        return training.held_back(list(training.treebank(vocab, "ewt", "dev", rng)), rng)[1]
    return list(training.treebank(vocab, "gum", "test", rng))


def names(docs: Sequence[Any], find: Callable[[str], set[tuple[int, int, str]]]) -> list[Counts]:
    """Return per document: names right, found and wanted, by exact characters and kind."""
    rows = []
    for doc in docs:
        want = {(e.start_char, e.end_char, e.label_) for e in doc.ents}
        got = find(doc.text)
        rows.append((len(want & got), len(got), len(want)))
    return rows


def by_model(pipeline: Any) -> Callable[[str], set[tuple[int, int, str]]]:
    """Return a finder that asks the model alone."""
    return lambda text: {(e.start_char, e.end_char, e.label_) for e in pipeline(text).ents}


def by_room(tag: Any | None) -> Callable[[str], set[tuple[int, int, str]]]:
    """Return a finder that asks names and places as `stet facts` does."""
    from stet.check.grammar import Parse
    from stet.check.names import mentions
    from stet.check.places import places

    kinds = {"person": "PER", "organisation": "ORG"}

    def find(text: str) -> set[tuple[int, int, str]]:
        parse = Parse(text, tag(text)) if tag else None
        people = mentions(text, parse)
        where = places(text, parse, [m.span for m in people])
        found = {(m.span.start, m.span.end, kinds[m.type]) for m in people}
        return found | {(p.span.start, p.span.end, "LOC") for p in where if p.value["form"] == "name"}

    return find


def main() -> int:
    """Measure, print, compare with the floors."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=Path)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    if not (DATA / "grammar").exists():
        print("tagger: skipped, no grammar data (set STET_DATA)")
        return SKIPPED
    from stet.engines.tagger import MODEL, load

    tag = load(chosen.model or MODEL)
    pipeline = tag._pipeline
    scores: dict[str, float] = {}
    for name in ("ewt", "gum"):
        rows = grammar(pipeline, name)
        for at, what in enumerate(("upos", "uas", "las")):
            scores[f"{what} {name}"] = share(at)(_sum(rows))
            value, n = scores[f"{what} {name}"], int(_sum(rows)[-1])
            print(f"{what} {name:5} {value:.4f} {interval(rows, share(at))} n {n} words")
        print(f"     {name:5} commonest tag {commonest(name):.4f}")
    for part in ("uner", "gum"):
        docs = named(part)
        for how, find in (("model", by_model(pipeline)), ("room", by_room(tag)), ("lists", by_room(None))):
            rows = names(docs, find)
            right, found, wanted = _sum(rows)
            scores[f"names {part} {how}"] = f1((right, found, wanted))
            print(
                f"names {part:5} {how:6} F1 {f1((right, found, wanted)):.3f} {interval(rows, f1)} "
                f"P {right / max(1, found):.3f} R {right / max(1, wanted):.3f} n {int(wanted)}"
            )
    if chosen.json:
        chosen.json.write_text(
            json.dumps({k: round(v, 4) for k, v in scores.items()}, indent=1) + "\n", encoding="utf-8"
        )
    short = [f"{k} {scores[k]:.3f} < {floor}" for k, floor in FLOORS.items() if scores[k] < floor]
    print("tagger: " + ("holds" if not short else "below its floors: " + ", ".join(short)))
    return int(bool(short))


if __name__ == "__main__":
    sys.exit(main())
