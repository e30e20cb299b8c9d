"""Run the tagger's network over sentences: tags, a tree and names for the words of each.

The network is `training/tagger_net.py`, exported with weights of one byte. Activations are scaled over each run, so a
caller who wants the same reading every time gives the sentences of one text together, and of no other.
"""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stet.engines import spelling
from stet.engines.spelling import NAMES
from stet.engines.trees import trees

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
# Padded words that run at once. Twice as many were no quicker, and memory grows with the square of a sentence.
BATCH = 2048
# A name goes on only after its own kind: I-PER after B-PER or I-PER.
_FOLLOWS = np.array([[not b.startswith("I-") or a[2:] == b[2:] for b in NAMES] for a in NAMES])
_NEVER = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Reading:
    """What is found of the words of all sentences, one after the other: the numbers of tag, relation and name.

    `heads` says which word governs each, by its place among all of them; a root governs itself.
    """

    tags: Ints
    heads: Ints
    relations: Ints
    names: Ints


class Syntax:
    """The network with its tables. Made by `load`; safe to share between threads."""

    def __init__(self, session: Any, tables: Any, words: Sequence[str]) -> None:
        self.relations: tuple[str, ...] = tuple(json.loads(str(tables["relations"])))
        self._session = session
        self._rows = {word: number for number, word in enumerate(words, 1)}
        # Row 0, for words without a vector, is nothing.
        self._vectors = np.concatenate([np.zeros((1, tables["vectors"].shape[1]), np.int8), tables["vectors"]])
        self._scale = tables["scale"].astype(np.float32)
        self._weight, self._bias = tables["weight"].astype(np.float32), tables["bias"].astype(np.float32)
        self._known: dict[str, tuple[int, ...]] = {}

    def read(self, words: Sequence[str], sizes: Sequence[int]) -> Reading:
        """Return the reading of `words`: sentence after sentence, each of as many words as `sizes` says, none empty."""
        numbers = np.array([self._numbers(word) for word in words], dtype=np.int64)
        lengths = np.array(sizes, dtype=np.int64)
        begins = np.cumsum(lengths) - lengths
        found = np.zeros((4, len(words)), dtype=np.int64)
        for group in _batches(sizes):
            size = lengths[group]
            across = np.arange(size[0])
            there = across < size[:, None]
            place = (begins[group][:, None] + across)[there]
            rows = np.zeros((*there.shape, numbers.shape[1]), dtype=np.int64)
            rows[there] = numbers[place]
            found[:, place] = [answer[there] for answer in self._answers(rows, size)]
            found[1, place] += np.where(found[1, place] > 0, np.repeat(begins[group], size) - 1, place)
        return Reading(*found)

    def _answers(self, rows: Ints, lengths: Ints) -> tuple[Ints, ...]:
        """Return tags, governors (0 for the root, words of a sentence from 1), relations and names, padded."""
        vectors = self._vectors[rows[:, :, 0]] * self._scale
        fed = {"rows": np.ascontiguousarray(rows[:, :, 1:]), "vectors": vectors, "lengths": lengths}
        tags, arcs, below, above, names = self._session.run(None, fed)
        heads = trees(arcs, lengths)
        pairs = np.maximum(below + above[np.arange(len(above))[:, None], heads], 0)
        relations = (pairs @ self._weight + self._bias).argmax(axis=2)
        return tags.argmax(axis=2), heads, relations, _names(names, lengths)

    def _numbers(self, word: str) -> tuple[int, ...]:
        found = self._known.get(word)
        if found is None:
            found = (spelling.vector_row(self._rows, word), *spelling.numbers(word))
            if len(self._known) < 1 << 17:
                self._known[word] = found
        return found


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield places of sentences of like length, longest first."""
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    start = 0
    for at, place in enumerate(order):
        longest = lengths[order[start]]
        if at > start and ((at + 1 - start) * longest > BATCH or lengths[place] * 4 < longest * 3 - 8):
            yield order[start:at]
            start = at
    if order:
        yield order[start:]


def _names(scores: Floats, lengths: Ints) -> Ints:
    """Return the best row of name tags of each sentence in which every name begins where it should.

    Where the best tag of each word goes with those beside it, that is the row; the other sentences are searched.
    """
    found: Ints = scores.argmax(axis=2)
    before = np.concatenate([np.zeros_like(found[:, :1]), found[:, :-1]], axis=1)  # nothing goes on at the start
    ended = np.arange(scores.shape[1]) >= lengths[:, None]
    wrong = ~(_FOLLOWS[before, found] | ended).all(axis=1)
    if wrong.any():
        found[wrong] = _searched(scores[wrong], lengths[wrong])
    return found


def _searched(scores: Floats, lengths: Ints) -> Ints:
    """Search for the best rows (Viterbi)."""
    count, longest, kinds = scores.shape
    scores[:, 0, [n.startswith("I-") for n in NAMES]] = _NEVER
    barred = np.where(_FOLLOWS, np.float32(0), _NEVER)
    best = scores[:, 0]
    back = np.zeros((longest, count, kinds), dtype=np.int64)
    for at in range(1, longest):
        through = best[:, :, None] + barred
        back[at] = through.argmax(axis=1)
        on = (at < lengths)[:, None]  # a sentence that has ended keeps its scores
        best = np.where(on, through.max(axis=1) + scores[:, at], best)
    found = np.zeros((count, longest), dtype=np.int64)
    row = np.arange(count)
    current = best.argmax(axis=1)
    for at in range(longest - 1, -1, -1):
        found[:, at] = current
        current = np.where(at < lengths, back[at, row, current], current)
    return found


def load(folder: Path) -> Syntax:
    """Load the network from its folder. Raises OSError, ValueError or KeyError where files are missing or damaged."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    if not (folder / "model.onnx").exists():
        raise FileNotFoundError(f"{folder / 'model.onnx'} is missing")
    session = onnxruntime.InferenceSession(
        str(folder / "model.onnx"), sess_options=options, providers=["CPUExecutionProvider"]
    )
    with np.load(folder / "tables.npz", allow_pickle=False) as tables:
        words = gzip.decompress((folder / "words.txt.gz").read_bytes()).decode("utf-8").split("\n")
        return Syntax(session, tables, words)
