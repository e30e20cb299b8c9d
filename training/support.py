"""Train the support model: how likely each word of a copy is not carried, from what its passages offer as a partner.

    python training/support_pairs.py --n 4500 --seed 1 > train.jsonl
    python training/support_pairs.py --n 400 --seed 2 --part test > test.jsonl
    python training/support.py features train.jsonl train.npz      (with stet installed; the encoder runs here)
    python training/support.py features test.jsonl test.npz
    python training/support.py fit train.npz test.npz              (with torch)

A small network over stet.check.doubts.features of a word and its two neighbours; labels are the words that the pair
maker changed. Seeds are fixed. No set that support is measured on (summedits, FRANK, CLIFF) is read here.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

OUT = Path(__file__).resolve().parents[1] / "src/stet/engines/models/entail"
EPOCHS, BATCH, HIDDEN, SEED = 8, 512, (64, 32), 0


def features(pairs: Path, out: Path) -> None:
    """Write the rows of every word of every pair, with label, pair and sentence numbers."""
    from stet import text as texts
    from stet.check import doubts, statements
    from stet.check.evidence import pieces, shelve
    from stet.engines import embed
    from stet.news import Source

    vectors = embed.load()
    rows, wrong, pair_of, sentence_of = [], [], [], []
    for number, line in enumerate(pairs.read_text(encoding="utf-8").splitlines()):
        pair = json.loads(line)
        shelf = shelve([Source(id="s", text=pair["source"])] if pair["source"].strip() else [])
        spans = [piece for span in texts.sentences(pair["claim"]) for piece in pieces(span)]
        for at, reading in enumerate(statements.readings(pair["claim"], spans, shelf)):
            found = doubts.features(reading, vectors)
            rows.append(found.astype(np.float16))
            words = reading.words[: len(found)]
            wrong += [any(a < w.end and w.start < b for a, b in pair["wrong"]) for w in words]
            pair_of += [number] * len(found)
            sentence_of += [at] * len(found)
        if number % 500 == 0:
            print(number, file=sys.stderr, flush=True)
    np.savez_compressed(out, X=np.concatenate(rows), Y=np.array(wrong), G=np.array(pair_of), S=np.array(sentence_of))


def with_neighbours(rows: Any, groups: Any) -> Any:
    """Put the rows of the word before and the word after beside each row; the same is done at run time."""
    before, after = np.zeros_like(rows), np.zeros_like(rows)
    same = groups[1:] == groups[:-1]
    before[1:][same] = rows[:-1][same]
    after[:-1][same] = rows[1:][same]
    return np.concatenate([rows, before, after], axis=1)


def fit(train: Path, test: Path) -> None:
    """Train, print the scores on held-out pairs, and write weights and card."""
    import torch

    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    data, held = np.load(train), np.load(test)
    rows = with_neighbours(data["X"].astype(np.float32), data["G"] * 1000 + data["S"])
    asked = with_neighbours(held["X"].astype(np.float32), held["G"] * 1000 + held["S"])
    mean, spread = rows.mean(0), rows.std(0) + 1e-3
    inputs, labels = torch.tensor((rows - mean) / spread), torch.tensor(data["Y"].astype(np.float32))
    layers: list[Any] = []
    width = rows.shape[1]
    for hidden in HIDDEN:
        layers += [torch.nn.Linear(width, hidden), torch.nn.ReLU(), torch.nn.Dropout(0.1)]
        width = hidden
    net = torch.nn.Sequential(*layers, torch.nn.Linear(width, 1))
    steps = EPOCHS * (len(inputs) // BATCH + 1)
    optimiser = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 4e-3, total_steps=steps)
    lost = torch.nn.BCEWithLogitsLoss(pos_weight=torch.tensor(4.0))
    for _ in range(EPOCHS):
        order = torch.randperm(len(inputs))
        for at in range(0, len(inputs), BATCH):
            chosen = order[at : at + BATCH]
            loss = lost(net(inputs[chosen])[:, 0], labels[chosen])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    net.eval()
    with torch.no_grad():
        scores = net(torch.tensor((asked - mean) / spread))[:, 0].numpy()
    groups = np.unique(held["G"])
    per_text = np.array([scores[held["G"] == g].max() for g in groups])
    wrong = np.array([held["Y"][held["G"] == g].any() for g in groups])
    card = {
        "data": "news-2011-2020, three quarters of the articles, changed by training/support_pairs.py",
        "pairs": int(data["G"].max()) + 1,
        "words": len(rows),
        "held out pairs": len(groups),
        "word auc": round(_auc(held["Y"], scores), 4),
        "text auc by the worst word": round(_auc(wrong, per_text), 4),
        "licence": "Apache-2.0 (weights); no text of the articles is in them",
    }
    weights = [(m.weight.detach().numpy(), m.bias.detach().numpy()) for m in net if hasattr(m, "weight")]
    arrays = {f"w{i}": w.astype(np.float16) for i, (w, _) in enumerate(weights)}
    arrays |= {f"b{i}": b.astype(np.float32) for i, (_, b) in enumerate(weights)}
    np.savez(OUT / "doubts.npz", mean=mean.astype(np.float32), spread=spread.astype(np.float32), **arrays)
    (OUT / "card.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(card, indent=2))


def _auc(labels: Any, scores: Any) -> float:
    order = np.argsort(scores, kind="stable")
    rank = np.empty(len(scores))
    rank[order] = np.arange(1, len(scores) + 1)
    positive = np.asarray(labels, dtype=bool)
    hits = positive.sum()
    return float((rank[positive].sum() - hits * (hits + 1) / 2) / max(1, hits * (len(scores) - hits)))


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("verb", choices=["features", "fit"])
    ask.add_argument("one", type=Path)
    ask.add_argument("two", type=Path)
    options = ask.parse_args()
    (features if options.verb == "features" else fit)(options.one, options.two)


if __name__ == "__main__":
    main()
