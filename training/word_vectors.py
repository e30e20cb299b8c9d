"""Make the word vectors of the tagger: what stands around a word in the news, and what a sentence encoder makes of it.

    python training/word_vectors.py FOLDER

Two halves side by side for each of the commonest words, as it is spelt: 96 numbers from the words around it (positive
pointwise mutual information with smoothed contexts, then singular vectors; Levy, Goldberg and Dagan 2015), and 64 from
MiniLM (training/embed.py; Apache-2.0) for the word alone. The treebanks hold too few words to learn these from. Counts
come from the news articles in STET_DATA; no text of theirs is kept. Needs training/requirements.txt.
"""

import json
import lzma
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import spacy
import torch
from embed import WIDTH, Encoder, tokenizer, weights
from safetensors.torch import load_file
from scipy.sparse import csr_matrix
from treebank import DATA, SETS, read

WORDS = 40_000
CONTEXTS = 5_000
AROUND, ALONE = 96, 64
PLACES = (-2, -1, 1, 2)  # each its own context; five words to either side are one more, whatever their order
NEAR = 5


def stretches() -> Iterator[list[str]]:
    """Yield the words of each paragraph of the news."""
    cut = spacy.blank("en").tokenizer
    with lzma.open(DATA / "articles/news-2011-2020.jsonl.xz", "rt", encoding="utf-8") as articles:
        for article in map(json.loads, articles):
            for paragraph in (article["text"] or "").split("\n\n"):
                if words := [t.text for t in cut(paragraph[:3000]) if not t.is_space]:
                    yield words


def around(rows: list[np.ndarray], size: int, contexts: np.ndarray) -> np.ndarray:
    """Return vectors from co-occurrence: `rows` are paragraphs as word numbers, `contexts` their contexts."""
    blocks = len(PLACES) + 1
    flat = np.concatenate([np.append(row, -1) for row in rows])  # -1 parts paragraphs
    of_context = np.where(flat >= 0, contexts[flat], -1)
    table = csr_matrix((size, blocks * CONTEXTS), dtype=np.float32)
    gap = np.cumsum(flat < 0)
    for step in sorted({*PLACES, *range(-NEAR, 0), *range(1, NEAR + 1)}):
        here, there = (flat[:-step], of_context[step:]) if step > 0 else (flat[-step:], of_context[:step])
        same = (gap[:-step] == gap[step:]) if step > 0 else (gap[-step:] == gap[:step])
        keep = same & (here >= 0) & (there >= 0)
        here, there = here[keep], there[keep]
        shares = [(blocks - 1, 1 / abs(step))] + ([(PLACES.index(step), 1.0)] if step in PLACES else [])
        for block, share in shares:
            ones = np.full(len(here), share, dtype=np.float32)
            table = table + csr_matrix((ones, (here, there + block * CONTEXTS)), shape=table.shape)
    return _singular(_information(table))


def _information(table: csr_matrix) -> csr_matrix:
    """Return positive pointwise mutual information, contexts smoothed by the power .75."""
    counts = table.tocoo()
    words = np.asarray(table.sum(axis=1)).ravel()
    context = np.asarray(table.sum(axis=0)).ravel() ** 0.75
    context *= words.sum() / context.sum()
    value = np.log(counts.data * words.sum() / (words[counts.row] * context[counts.col] + 1e-9) + 1e-9)
    keep = value > 0
    return csr_matrix((value[keep], (counts.row[keep], counts.col[keep])), shape=table.shape, dtype=np.float32)


def _singular(table: csr_matrix, rounds: int = 3) -> np.ndarray:
    """Return the first singular vectors, each scaled by the root of its value (randomised; Halko and others 2011)."""
    rng = np.random.default_rng(0)
    basis = np.linalg.qr(table @ rng.standard_normal((table.shape[1], AROUND + 16), dtype=np.float32))[0]
    for _ in range(rounds):
        basis = np.linalg.qr(table @ (table.T @ basis))[0]
    left, values, _ = np.linalg.svd((table.T @ basis).T, full_matrices=False)
    return (basis @ left)[:, :AROUND] * np.sqrt(values[:AROUND])


def alone(words: list[str]) -> np.ndarray:
    """Return what MiniLM makes of each word by itself, on its first principal axes."""
    encoder, pieces = Encoder(load_file(weights() / "model.safetensors")), tokenizer(weights())
    pieces.enable_padding()
    order = sorted({w.lower() for w in words}, key=len)
    found = np.zeros((len(order), WIDTH), dtype=np.float32)
    with torch.no_grad():
        for at in range(0, len(order), 256):
            batch = pieces.encode_batch(order[at : at + 256])
            ids, mask = (torch.tensor([getattr(e, name) for e in batch]) for name in ("ids", "attention_mask"))
            out = encoder(ids, mask) * mask[:, :, None]
            found[at : at + 256] = (out.sum(1) / mask.sum(1, keepdim=True)).numpy()
    found -= found.mean(0)
    axes = np.linalg.svd(np.cov(found.T))[0][:, :ALONE]
    place = {w: i for i, w in enumerate(order)}
    return (found @ axes)[[place[w.lower()] for w in words]]


def main(folder: Path) -> None:
    """Write `words.txt`, a word a line, and `vectors.npy`, float32 with a spread of one per column."""
    folder.mkdir(parents=True, exist_ok=True)
    paragraphs = list(stretches())
    counts = Counter(w for row in paragraphs for w in row)
    taught = Counter(t.form for name in SETS for s in read(name, "train") for t in s.tokens)
    words = [w for w, n in counts.most_common(WORDS) if n > 3 and "\n" not in w]
    known = set(words)
    words += [w for w, n in taught.most_common() if n > 1 and w not in known]
    number = {w: i for i, w in enumerate(words)}
    lower: Counter[str] = Counter()
    for w, n in counts.items():
        lower[w.lower()] += n
    context_of = {w: i for i, (w, _) in enumerate(lower.most_common(CONTEXTS))}
    contexts = np.array([context_of.get(w.lower(), -1) for w in words])
    rows = [np.array([number.get(w, -2) for w in row]) for row in paragraphs]
    print(len(words), "words", sum(map(len, rows)), "in the news", flush=True)
    halves = [around(rows, len(words), contexts), alone(words)]
    vectors = np.concatenate([h / (h.std(0) + 1e-6) for h in halves], axis=1).clip(-4, 4)
    np.save(folder / "vectors.npy", vectors.astype(np.float32))
    (folder / "words.txt").write_text("\n".join(words), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
