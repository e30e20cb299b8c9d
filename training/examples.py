"""The sentences that the tagger learns from and is scored on: words, names, and trees where a treebank has them."""

import gzip
import hashlib
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from names_in import gum_names, hinted, ner_sentences, uner_names
from numpy.typing import NDArray
from treebank import DATA, Sentence, read

from stet.engines.spelling import NAMES

UNER_HELD_BACK = 5  # one document in so many of the UNER part is kept to score names on, never trained on
RENAMED = 0.25  # of the sentences with names, at each reading
CAPITALS = 0.02  # of sentences are read in capitals, as many again with a capital on each word: headlines


@dataclass(frozen=True)
class Example:
    """A sentence to learn from: words, names, and where a treebank has it, its tree."""

    words: tuple[str, ...]
    names: tuple[str, ...]  # "" where nobody knows
    tree: Sentence | None = None
    likely: NDArray[np.uint8] | None = None  # [words, NAMES]: what the teacher thinks, of 255


def examples(part: str) -> list[Example]:
    """Return the sentences of one part: `train`, `dev`, `test-uner`."""
    if part == "train":
        found = [Example(tuple(t.form for t in s.tokens), tuple(hinted(s)), s) for s in read("ewt", "train")]
        found += [Example(tuple(t.form for t in s.tokens), tuple(gum_names(s)), s) for s in read("gum", "train")]
        found += held_back()[0]
        return found + [Example(tuple(w), tuple(t)) for w, t in ner_sentences(DATA / "grammar/ner")]
    if part == "test-uner":
        return held_back()[1]
    return [Example(tuple(t.form for t in s.tokens), tuple(gum_names(s)), s) for s in read("gum", part)]


def gold_names() -> list[Example]:
    """Return the sentences that teach names to the teacher, marked by hand or hinted.

    UNER's names, the only ones marked by hand in EWT's texts, count three times; of EWT's training part come only the
    sentences in which the word lists know a name.
    """
    found = [*examples("train"), *held_back()[0], *held_back()[0]]
    return [e for e in found if all(e.names) or any(n.startswith("B-") for n in e.names)]


def lessons(folder: Path) -> tuple[list[Example], list[Example]]:
    """Return what teaches names beside trees, and news to read a part of at each reading.

    UNER's names, the only ones marked by hand in EWT's texts, count three times. The sentences of EWT's training part
    have the names that names_teacher.py marked in `folder`, as the news has.
    """
    with gzip.open(folder / "marked.jsonl.gz", "rt", encoding="utf-8") as lines:
        sentences = [tuple(json.loads(line)) for line in lines]
    likely = np.load(folder / "marked.npy", mmap_mode="r")
    ends = np.cumsum([len(words) for words in sentences]).tolist()
    known = {words: likely[end - len(words) : end] for words, end in zip(sentences, ends, strict=True)}
    found = [replace(e, **_marked(known[e.words])) if e.words in known else e for e in examples("train")]
    own = {e.words for e in found}
    news = [Example(words, **_marked(there)) for words, there in known.items() if words not in own]
    return [*found, *held_back()[0], *held_back()[0]], news


def _marked(likely: NDArray[np.uint8]) -> dict[str, Any]:
    return {"names": tuple(NAMES[n] for n in likely.argmax(1).tolist()), "likely": likely}


def held_back() -> tuple[list[Example], list[Example]]:
    """Part the documents of EWT's development part, whose names UNER marked, into those to train on and to score on.

    The two releases cut a few sentences into words differently: those keep what their tags say.
    """
    known = uner_names(DATA / "grammar/uner/en_ewt-ud-dev.iob2")
    parts: tuple[list[Example], list[Example]] = ([], [])
    for s in read("ewt", "dev"):
        tags = known.get(s.id, [])
        names = tags if len(tags) == len(s.tokens) else hinted(s)
        kept = int(hashlib.sha256(s.document.encode()).hexdigest(), 16) % UNER_HELD_BACK == 0
        parts[kept].append(Example(tuple(t.form for t in s.tokens), tuple(names), s))
    return parts


def names_of(tags: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """Yield (first, last + 1, kind) of each name."""
    start = None
    for i, tag in enumerate((*tags, "O")):
        if start is not None and not tag.startswith("I-"):
            yield start, i, tags[start][2:]
            start = None
        if tag.startswith("B-"):
            start = i


class Changes:
    """Other names and other capitals: what stands around a name should tell it, rather than whom the news was about."""

    def __init__(self, found: list[Example], rng: random.Random) -> None:
        self.rng = rng
        self.pool: dict[tuple[str, int], list[tuple[str, ...]]] = {}
        for e in found:
            for start, end, kind in names_of(e.names):
                self.pool.setdefault((kind, end - start), []).append(e.words[start:end])

    def __call__(self, e: Example) -> Example:
        """Return the sentence as it is this time."""
        words = list(e.words)
        if self.rng.random() < RENAMED:
            for start, end, kind in names_of(e.names):
                words[start:end] = self.rng.choice(self.pool[kind, end - start])
        chance = self.rng.random()
        if chance < CAPITALS:
            words = [w.upper() for w in words]
        elif chance < 2 * CAPITALS:
            words = [w[:1].upper() + w[1:] for w in words]
        return replace(e, words=tuple(words))


# --- whole documents --------------------------------------------------------------------------------------------------


def documents(found: list[Example]) -> list[list[Example]]:
    """Return the sentences of a treebank by their documents."""
    return [list(group) for _, group in groupby(found, key=lambda e: e.tree.document if e.tree else "")]


def text_of(found: list[Example]) -> tuple[str, list[list[tuple[int, int]]]]:
    """Return the running text of a document, and where each word of each sentence stands in it."""
    text, places = "", []
    for tree in (e.tree for e in found if e.tree):
        text += ("\n\n" if tree.new_paragraph else " ") if text else ""
        where = []
        for token in tree.tokens:
            where.append((len(text), len(text) + len(token.form)))
            text += token.form + " " * token.space
        text = text.rstrip(" ")
        places.append(where)
    return text, places


def by_room(tag: Any | None) -> Callable[[str], set[tuple[int, int, str]]]:
    """Return a finder that asks names and places as `stet facts` does: tagger, lists and the text's own consistency."""
    from stet.check.grammar import Parse
    from stet.check.names import mentions
    from stet.check.places import places

    kinds = {"person": "PER", "organisation": "ORG"}

    def find(text: str) -> set[tuple[int, int, str]]:
        parse = Parse(text, tag.tagged(text)) if tag else None
        people = mentions(text, parse)
        where = places(text, parse, [m.span for m in people])
        found = {(m.span.start, m.span.end, kinds[m.type]) for m in people}
        return found | {(p.span.start, p.span.end, "LOC") for p in where if p.value["form"] == "name"}

    return find
