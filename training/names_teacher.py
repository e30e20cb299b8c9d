"""Teach names by a larger model: MiniLM learns them from the marked sets, then marks news for the small network.

    python training/names_teacher.py fit FOLDER       fine-tune; the best by GUM's development part is FOLDER/teacher.pt
    python training/names_teacher.py mark FOLDER      mark sentences of news: FOLDER/marked.jsonl.gz and marked.npy

The weights are all-MiniLM-L6-v2's (Apache-2.0, from the package of training/requirements-embed.txt), whose word pieces
know no capitals: the shape of each word comes beside them. The marked news stays in FOLDER, for `tagger.py names`; none
of its text is kept in the model. Seeds are fixed.
"""

import gzip
import itertools
import json
import lzma
import random
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from embed import HEADS, LAYERS, WIDTH, weights
from examples import Changes, Example, examples, gold_names, names_of
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from treebank import DATA, read

from stet.engines.spelling import NAMES

WIDE = 1536
SEED, STEPS, EVERY, RATE, PIECES_A_BATCH = 20240607, 1500, 250, 2e-4, 1400
FROZEN = 2  # layers that stay as MiniLM has them
SMOOTH = 0.05
HIDDEN = 0.1  # of the word pieces, so that what stands around has to tell
UNKNOWN, MASK = -100, 103
BARE = 4  # of the sentences without a name one in so many is read, another each time
SENTENCES = 400_000  # of news to mark: all there are
LONGEST = 100  # words
SHAPES = ("x", "Xx", "X", "XX", "Xx-", "d", "other")


def capitals(word: str) -> int:
    """Return which of `SHAPES` a word has."""
    if word.islower():
        return 0
    if word.istitle() and word.isalpha():
        return 1 if len(word) > 1 else 2
    if word.isupper():
        return 3
    if word[:1].isupper():
        return 4
    return 5 if any(c.isdigit() for c in word) else 6


class Teacher(nn.Module):
    """MiniLM, the shapes of words added to what it reads, and a layer for names over the first piece of each word."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces, self.places = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH)
        self.start, self.shapes = nn.LayerNorm(WIDTH, eps=1e-12), nn.Embedding(len(SHAPES), WIDTH)
        nn.init.normal_(self.shapes.weight, std=0.02)
        self.layers = nn.ModuleList(
            nn.TransformerEncoderLayer(WIDTH, HEADS, WIDE, 0.0, "gelu", 1e-12, batch_first=True) for _ in range(LAYERS)
        )
        self.drop, self.names = nn.Dropout(0.1), nn.Linear(WIDTH, len(NAMES))

    def start_from(self, found: dict[str, Tensor]) -> None:
        """Take over MiniLM's weights."""
        kind = found["embeddings.token_type_embeddings.weight"][0]
        own = {
            "pieces.weight": found["embeddings.word_embeddings.weight"],
            "places.weight": found["embeddings.position_embeddings.weight"] + kind,
            "start.weight": found["embeddings.LayerNorm.weight"], "start.bias": found["embeddings.LayerNorm.bias"],
        }  # fmt: skip
        for at in range(LAYERS):
            for end in ("weight", "bias"):
                held = {n: found[f"encoder.layer.{at}.{n}.{end}"] for n in _PARTS}
                own[f"layers.{at}.self_attn.in_proj_{end}"] = torch.cat(
                    [held[f"attention.self.{n}"] for n in ("query", "key", "value")]
                )
                for name, where in _PARTS.items():
                    if where:
                        own[f"layers.{at}.{where}.{end}"] = held[name]
        self.load_state_dict(own, strict=False)

    def forward(self, pieces: Tensor, shapes: Tensor, firsts: Tensor) -> Tensor:
        """Return [sentences, words, names] scores; piece 0 is padding."""
        if self.training:
            pieces = torch.where((torch.rand(pieces.shape) < HIDDEN) & (pieces != 0), MASK, pieces)
        blank = pieces == 0
        with torch.no_grad():
            x = self.start(self.pieces(pieces) + self.places.weight[: pieces.shape[1]])
            for layer in self.layers[:FROZEN]:
                x = layer(x, src_key_padding_mask=blank)
        x = x + self.shapes(shapes)
        for layer in self.layers[FROZEN:]:
            x = layer(x, src_key_padding_mask=blank)
        words = x.gather(1, firsts[:, :, None].expand(-1, -1, WIDTH))
        return self.names(self.drop(words))


_PARTS = {
    "attention.self.query": "", "attention.self.key": "", "attention.self.value": "",
    "attention.output.dense": "self_attn.out_proj", "attention.output.LayerNorm": "norm1",
    "intermediate.dense": "linear1", "output.dense": "linear2", "output.LayerNorm": "norm2",
}  # fmt: skip


@dataclass(frozen=True)
class Cut:
    """A sentence in pieces: their numbers, the shape of each, and the first piece of each word."""

    pieces: list[int]
    shapes: list[int]
    firsts: list[int]


class Cutter:
    """MiniLM's word pieces."""

    def __init__(self) -> None:
        self._cut = Tokenizer.from_file(str(weights() / "tokenizer.json"))
        self._cut.no_truncation()
        self._cut.no_padding()
        self._seen: dict[str, list[int]] = {}

    def __call__(self, words: Iterable[str]) -> Cut:
        """Cut the words of a sentence."""
        pieces, shapes, firsts = [101], [0], []
        for word in words:
            if word not in self._seen:
                self._seen[word] = self._cut.encode(word, add_special_tokens=False).ids or [100]
            firsts.append(len(pieces))
            pieces += self._seen[word]
            shapes += [capitals(word)] * len(self._seen[word])
        return Cut([*pieces, 102], [*shapes, 0], firsts)


def _padded(rows: list[list[int]], blank: int) -> Tensor:
    size = max(map(len, rows))
    return torch.tensor([r + [blank] * (size - len(r)) for r in rows])


def _batches(sizes: list[int], most: int = PIECES_A_BATCH) -> Iterator[list[int]]:
    """Yield the numbers of sentences, the long together."""
    order = sorted(range(len(sizes)), key=lambda i: -sizes[i])
    while order:
        count = max(1, most // sizes[order[0]])
        yield order[:count]
        order = order[count:]


def _scores(model: Teacher, cuts: list[Cut]) -> Tensor:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return model(
            _padded([c.pieces for c in cuts], 0),
            _padded([c.shapes for c in cuts], 0),
            _padded([c.firsts for c in cuts], 0),
        ).float()


def fit(folder: Path) -> None:
    """Fine-tune on what `tagger.py names` learns from, and keep the best."""
    rng = random.Random(SEED)
    torch.manual_seed(SEED)
    model, cut = Teacher(), Cutter()
    model.start_from(load_file(weights() / "model.safetensors"))
    found = gold_names()
    slow = list(model.layers[FROZEN:].parameters())
    quick = [*model.names.parameters(), *model.shapes.parameters()]
    rule = torch.optim.AdamW([{"params": slow, "lr": RATE}, {"params": quick, "lr": 1e-3}], weight_decay=0.01)
    fall = torch.optim.lr_scheduler.LambdaLR(rule, lambda s: min((s + 1) / 60, (STEPS - s) / (STEPS - 60)))
    best, begun, total, dev = 0.0, time.time(), 0.0, examples("dev")
    for step, group in enumerate(itertools.islice(_readings(found, rng), STEPS), 1):
        model.train()
        gold = _padded([[NAMES.index(n) if n else UNKNOWN for n in e.names] for e in group], UNKNOWN)
        scores = _scores(model, [cut(e.words) for e in group])
        loss = functional.cross_entropy(
            scores.flatten(0, 1), gold.flatten(), ignore_index=UNKNOWN, label_smoothing=SMOOTH
        )
        rule.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        rule.step()
        fall.step()
        total += loss.item()
        if step % EVERY == 0 or step == STEPS:
            value = f1(model, cut, dev)
            print(step, f"{total / EVERY:.3f}", f"{time.time() - begun:.0f}s, GUM dev {value:.4f}", flush=True)
            total = 0.0
            if value > best:
                best = value
                torch.save(model.state_dict(), folder / "teacher.pt")


def _readings(found: list[Example], rng: random.Random) -> Iterator[list[Example]]:
    """Yield batches without end; of the sentences without a name one in `BARE`, others each time."""
    changed = Changes(found, rng)
    named = [e for e in found if any(n.startswith("B-") for n in e.names)]
    bare = [e for e in found if not any(n.startswith("B-") for n in e.names)]
    while True:
        now = [changed(e) for e in (*named, *rng.sample(bare, len(bare) // BARE))]
        groups = list(_batches([len(e.words) + rng.randrange(8) for e in now], PIECES_A_BATCH * 3 // 4))
        rng.shuffle(groups)
        yield from ([now[i] for i in group] for group in groups)


def marks(model: Teacher, cut: Cutter, sentences: list[tuple[str, ...]]) -> Iterator[tuple[int, Tensor]]:
    """Yield the number of each sentence and how likely each of `NAMES` is for its words: [words, names]."""
    model.eval()
    cuts = [cut(words) for words in sentences]
    for group in _batches([len(c.pieces) for c in cuts]):
        with torch.no_grad():
            found = _scores(model, [cuts[i] for i in group]).softmax(2)
        for i, likely in zip(group, found, strict=True):
            yield i, likely[: len(sentences[i])]


def f1(model: Teacher, cut: Cutter, found: list[Example]) -> float:
    """Return F1 of names."""
    right = got = wanted = 0
    for i, likely in marks(model, cut, [e.words for e in found]):
        here, there = set(names_of(tuple(NAMES[n] for n in likely.argmax(1)))), set(names_of(found[i].names))
        right, got, wanted = right + len(here & there), got + len(here), wanted + len(there)
    return 2 * right / max(1, got + wanted)


def news() -> Iterator[tuple[str, ...]]:
    """Yield sentences of news in words."""
    import spacy

    from stet import text as texts

    cut = spacy.blank("en").tokenizer
    with lzma.open(DATA / "articles/news-2011-2020.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"] or ""
            for span in texts.sentences(text):
                words = tuple(t.text for t in cut(span.of(text)) if not t.is_space)
                if 3 < len(words) < 70:
                    yield words


def mark(folder: Path) -> None:
    """Mark sentences of news and of EWT's training part: how likely each name is for each word, in bytes."""
    model, cut = Teacher(), Cutter()
    model.load_state_dict(torch.load(folder / "teacher.pt"))
    sentences = list(dict.fromkeys(news()))
    random.Random(SEED).shuffle(sentences)
    sentences = sentences[:SENTENCES] + [tuple(t.form for t in s.tokens) for s in read("ewt", "train")]
    sentences = [words for words in sentences if len(words) < LONGEST]
    begins = np.cumsum([0, *map(len, sentences)])
    likely = np.zeros((begins[-1], len(NAMES)), dtype=np.uint8)
    for i, found in marks(model, cut, sentences):
        likely[begins[i] : begins[i + 1]] = (found * 255).round().numpy()
    np.save(folder / "marked.npy", likely)
    with gzip.open(folder / "marked.jsonl.gz", "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(words) + "\n" for words in sentences)


if __name__ == "__main__":
    {"fit": fit, "mark": mark}[sys.argv[1]](Path(sys.argv[2]))
