"""Make the shipped tagger: read the treebanks and name sets, train a small network, write its card, ship it.

    python training/word_vectors.py FOLDER         word vectors, first: some four minutes on one core
    python training/names_teacher.py fit FOLDER    a larger model learns names: half an hour on one core
    python training/names_teacher.py mark FOLDER   and marks news with them: forty-five minutes
    python training/tagger.py train FOLDER         trees, some 27 minutes on one idle core
    python training/tagger.py names FOLDER         names beside them, three quarters of an hour more: FOLDER/net.pt
    python training/tagger.py ship  FOLDER         into src/stet/engines/models/tagger, scored, with its card
    python training/tagger.py card                 the shipped model scored again, when what is around it has changed

Data are looked for in STET_DATA, or in ../shared/data beside the checkout. Names come from four sets that mean
different things by a name; `names_in.py` brings them to one meaning (proper names of people, organisations, places).
Needs training/requirements.txt. Seeds are fixed, so one machine gives one model.
"""

import gzip
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from examples import Changes, Example, examples, lessons, names_of
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from tagger_net import UNKNOWN, Batch, Net
from torch import Tensor

from stet.engines import spelling
from stet.engines.spelling import NAMES, TAGS, vector_row

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "src/stet/engines/models/tagger"
SEED = 20240607
WORDS_A_BATCH, LONGEST = 1400, 110
NEWS = 40_000  # sentences that the teacher marked, at each reading


class Labels:
    """Numbers for words and labels."""

    def __init__(self, words: list[str], relations: list[str]) -> None:
        self.row = {w: i + 1 for i, w in enumerate(words)}  # row 0 is no vector
        self.relations = {r: i for i, r in enumerate(relations)}

    def batch(self, found: list[Example]) -> Batch:
        """Return sentences of one length as numbers."""
        trees = [e.tree.tokens if e.tree else None for e in found]
        blank = [UNKNOWN] * len(found[0].words)
        return Batch(
            rows=torch.tensor([[spelling.numbers(w) for w in e.words] for e in found]),
            vectors=torch.tensor([[vector_row(self.row, w) for w in e.words] for e in found]),
            pos=torch.tensor([[TAGS.index(k.upos) for k in t] if t else blank for t in trees]),
            heads=torch.tensor([[k.head for k in t] if t else blank for t in trees]),
            relations=torch.tensor([[self.relations[k.deprel] for k in t] if t else blank for t in trees]),
            names=torch.stack([_likely(e) for e in found]),
        )


def _likely(e: Example) -> Tensor:
    """Return how likely each name is for each word; rows of nothing where nobody knows."""
    if e.likely is not None:
        return torch.tensor(e.likely / np.float32(255))
    return torch.tensor([[float(name == n) for name in NAMES] for n in e.names])


def batches(found: list[Example], rng: random.Random) -> Iterator[list[Example]]:
    """Yield one reading of all sentences, those of one length together, in a new order each time."""
    lengths: dict[int, list[Example]] = {}
    for e in found:
        if 0 < len(e.words) <= LONGEST:
            lengths.setdefault(len(e.words), []).append(e)
    cut = []
    for length, group in lengths.items():
        rng.shuffle(group)
        size = max(1, WORDS_A_BATCH // length)
        cut += [group[at : at + size] for at in range(0, len(group), size)]
    rng.shuffle(cut)
    yield from cut


def train(folder: Path) -> None:
    """Train from nothing: trees, with hints of names."""
    _train(folder, "", "trees.pt", Schedule(steps=9000, warmup=200, rate=2.5e-3), Net.first_loss, examples("train"))


def names(folder: Path) -> None:
    """Go on with the network that knows the trees: trees and names, many of them marked by the teacher."""
    own, news = lessons(folder)
    _train(folder, "trees.pt", "net.pt", Schedule(steps=12_000, warmup=200, rate=1.2e-3), Net.loss, own, news)


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """How long to train, and how fast: up over `warmup` steps to `rate`, then down to nothing."""

    steps: int
    warmup: int
    rate: float

    def share(self, step: int) -> float:
        """Return the share of the rate at a step."""
        return min((step + 1) / self.warmup, (self.steps - step) / (self.steps - self.warmup))


def _train(
    folder: Path,
    start: str,
    end: str,
    schedule: Schedule,
    measure: Callable[[Net, Batch], Tensor],
    own: list[Example],
    news: Sequence[Example] = (),
) -> None:
    """Train on all of `own` at each reading, and on `NEWS` others of `news` each time."""
    rng = random.Random(SEED)
    torch.manual_seed(SEED)
    vectors = np.load(folder / "vectors.npy")
    words = (folder / "words.txt").read_text(encoding="utf-8").split("\n")
    held = torch.load(folder / start) if start else {}
    relations = held.get("relations") or sorted({k.deprel for e in own if e.tree for k in e.tree.tokens})
    labels = Labels(words, relations)
    table = torch.tensor(np.concatenate([np.zeros_like(vectors[:1]), vectors]))
    net = Net(table, len(TAGS), len(relations), len(NAMES))
    if held:
        net.load_state_dict({name: held["net"][name] for name in net.shared()}, strict=False)
    rule = torch.optim.Adam(
        [p for p in net.parameters() if p.requires_grad], schedule.rate, betas=(0.9, 0.95), eps=1e-9
    )
    fall = torch.optim.lr_scheduler.LambdaLR(rule, schedule.share)
    changed, step, begun, total = Changes([*own, *news], rng), 0, time.time(), 0.0
    while step < schedule.steps:
        for group in batches([*own, *rng.sample(news, min(NEWS, len(news)))], rng):
            net.train()
            rule.zero_grad()
            loss = measure(net, labels.batch([changed(e) for e in group]))
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            rule.step()
            fall.step()
            step, total = step + 1, total + loss.item()
            if step % 250 == 0:
                print(step, f"{total / 250:.3f}", f"{time.time() - begun:.0f}s", *scores(net, labels), flush=True)
                total = 0.0
                torch.save({"net": net.state_dict(), "relations": relations}, folder / "part.pt")
            if step >= schedule.steps:
                break
    torch.save({"net": net.state_dict(), "relations": relations}, folder / end)


def scores(net: Net, labels: Labels) -> list[str]:
    """Return tags, arcs, relations right on GUM's development part (no decoding), and names right there."""
    net.eval()
    right = np.zeros(4)
    names = np.zeros(3)
    with torch.no_grad():
        for group in batches(examples("dev"), random.Random(0)):
            b = labels.batch(group)
            words = net.words(b.rows, net.vectors(b.vectors))
            x = net.encoded(words, None)
            arc = net.arcs(x).argmax(2)
            above = net.above(net._rooted(x)).gather(1, arc[:, :, None].expand(-1, -1, net.above.out_features))
            relation = net.relation(torch.relu(net.below(x) + above)).argmax(2)
            hit = arc == b.heads
            right += [
                (net.pos(x).argmax(2) == b.pos).sum(),
                hit.sum(),
                (hit & (relation == b.relations)).sum(),
                hit.numel(),
            ]
            for e, row in zip(group, net.named(words, x, None).argmax(2).tolist(), strict=True):
                got, want = set(names_of(tuple(NAMES[i] for i in row))), set(names_of(e.names))
                names += [len(got & want), len(got), len(want)]
    return [f"{v:.4f}" for v in (*(right[:3] / right[3]), 2 * names[0] / (names[1] + names[2] + 1e-9))]


def export(folder: Path, to: Path) -> None:
    """Write the network as ONNX with weights of a byte, and its tables: word vectors and relations."""
    held = torch.load(folder / "net.pt")
    vectors = np.load(folder / "vectors.npy")
    net = Net(torch.zeros(1, vectors.shape[1]), len(TAGS), len(held["relations"]), len(NAMES)).eval()
    net.load_state_dict({k: v for k, v in held["net"].items() if k != "vectors.weight"}, strict=False)
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        whole, ready = Path(scratch) / "whole.onnx", Path(scratch) / "ready.onnx"
        _graph(net, whole)
        quant_pre_process(str(whole), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(
            str(ready), str(to / "model.onnx"), per_channel=True, weight_type=QuantType.QInt8,
            op_types_to_quantize=["LSTM", "MatMul", "Gemm"],
        )  # fmt: skip
    scale = np.abs(vectors).max(0) / 127
    np.savez_compressed(
        to / "tables.npz", vectors=np.round(vectors / scale).astype(np.int8), scale=scale.astype(np.float32),
        weight=net.relation.weight.detach().numpy().T.copy(), bias=net.relation.bias.detach().numpy(),
        relations=json.dumps(held["relations"]),
    )  # fmt: skip
    words = (folder / "words.txt").read_bytes()
    (to / "words.txt.gz").write_bytes(gzip.compress(words, mtime=0))


def _graph(net: Net, to: Path) -> None:
    """Write the float32 graph; sentences and words stay free."""
    width = net.vectors.weight.shape[1]
    shown = (torch.ones(3, 7, len(spelling.ROWS), dtype=torch.long), torch.zeros(3, 7, width), torch.tensor([7, 5, 2]))
    axes = {0: "sentences", 1: "words"}
    torch.onnx.export(
        net, shown, str(to), opset_version=17, dynamo=False,
        input_names=["rows", "vectors", "lengths"], output_names=["tags", "arcs", "below", "above", "names"],
        dynamic_axes={
            **dict.fromkeys(("rows", "vectors", "tags", "below", "names"), axes), "lengths": {0: "sentences"},
            "arcs": {**axes, 2: "governors"}, "above": {0: "sentences", 1: "governors"},
        },
    )  # fmt: skip


def ship(folder: Path) -> None:
    """Write the model into the package with its scores and card."""
    shutil.rmtree(SHIPPED, ignore_errors=True)
    export(folder, SHIPPED)
    card()


def card() -> None:
    """Score the shipped model, and write its card."""
    scores = SHIPPED / "scores.json"
    command = [sys.executable, "-m", "gates.tagger", "--json", str(scores)]
    subprocess.run(command, cwd=ROOT, check=False)  # below its floors a model may still be the best there is
    found = json.loads(scores.read_text(encoding="utf-8"))
    rows = "\n".join(f"| {name} | {value:.3f} |" for name, value in found.items())
    (SHIPPED / "CARD.md").write_text(CARD.format(rows=rows), encoding="utf-8")


CARD = """# The tagger

A network of our own (training/tagger_net.py): two bidirectional recurrent layers of 128 over spelling and fixed word
vectors; biaffine arcs, relations and tags on top, and for names a narrow layer of 128 with a recurrent one of 64 over
it; weights of one byte, run by onnxruntime. spaCy cuts the words and holds the result; lemmas come from the thesaurus,
by part of speech. Made by training/tagger.py.

Trained on: Universal Dependencies EWT (CC BY-SA 4.0) and GUM without its non-commercial genres (CC BY, public domain)
for tags and relations; for names GUM's entities, Universal NER's EWT development part (CC BY-SA 4.0; a fifth of its
documents held back for scoring), wikigold (CC BY 4.0), re3d (open government and Creative Commons licences) and the
news part of the Broad Twitter Corpus (CC BY 4.0), and what a larger model that was fine-tuned on these sets
(training/names_teacher.py, from all-MiniLM-L6-v2) marked in 340,000 sentences of 7,579 news articles and in EWT's
training part, word by word with how likely each name is. Word vectors (training/word_vectors.py): counts of which
words stand together in the same articles, and all-MiniLM-L6-v2 (Apache-2.0) of each word alone. No text of the
articles is kept. The model is shared under CC BY-SA 4.0.

Weak on tweets, questions and other languages; names of works and events are not marked at all.

Scores on test parts never trained on; `python -m gates.tagger` prints intervals, n, baselines and kinds of error.

| measure | score |
| --- | --- |
{rows}
"""


if __name__ == "__main__":
    if sys.argv[1] == "card":
        card()
    else:
        {"train": train, "names": names, "ship": ship}[sys.argv[1]](Path(sys.argv[2]))
