"""Make src/stet/read/body.npz: the judges of blocks, one for each half of the measured pages.

    STET_DATA=... python training/body.py          (needs scikit-learn; about 10 minutes of one core)

Labels: in `extraction/scrapinghub` a block belongs when half of its 4-word shingles stand in the annotated body; in
`extraction/trafilatura` only blocks that hold an annotated segment are labelled. A scrapinghub block weighs as many
words as it has, relative to its page, since that is what the measure counts. Sites are halved by `judge.half_of`, so
no site is on both sides.
"""

import gzip
import json
import os
import re
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from stet.read import blocks, body, charset, claims, headline, judge, markup

DATA = Path(os.environ.get("STET_DATA", Path(__file__).parents[2] / "shared/data")) / "extraction"
OUT = Path(__file__).parents[1] / "src/stet/read/body.npz"


@dataclass(frozen=True)
class Setting:
    """How one set of trees is grown; `segment` is what a labelled segment weighs against 1 for a whole page."""

    trees: int
    depth: int
    rate: float
    segment: float


# The deep one reads the many kinds of page in the second set better, the shallow one whole news pages of sites it has
# never seen; their mean was better than either on sites unknown to both (docs/decisions/0003-read-body.md).
SETTINGS = (Setting(200, 4, 0.06, 0.04), Setting(250, 3, 0.07, 0.01))
DEPTH = max(s.depth for s in SETTINGS)
_WORD = re.compile(r"\w+")

Example = tuple[int, list[list[float]], list[float | None], list[float] | None]


def main() -> None:
    """Measure every page, train a judge on each half, write both."""
    jobs = [*_scrapinghub(), *_trafilatura()]
    with ProcessPoolExecutor(2) as pool:
        examples = [e for e in pool.map(_example, jobs, chunksize=8) if e]
    stored: dict[str, Any] = {}
    for half in (0, 1):
        stored |= {f"{k}{half}": v for k, v in _trained([e for e in examples if e[0] == half]).items()}
        print(f"half {half}: {sum(e[0] == half for e in examples)} pages")
    np.savez_compressed(OUT, **stored)


def _scrapinghub() -> list[tuple[str, str, dict[str, Any]]]:
    truth = json.loads((DATA / "scrapinghub/ground-truth.json").read_text())
    return [
        (gzip.open(DATA / f"scrapinghub/html/{k}.html.gz").read().decode("utf-8", "replace"), v.get("url", ""), v)
        for k, v in sorted(truth.items())
    ]


def _trafilatura() -> list[tuple[str, str, dict[str, Any]]]:
    listed = json.loads((DATA / "trafilatura/evaldata.json").read_text())
    found = [(DATA / f"trafilatura/html/{v['file']}.gz", url, v) for url, v in sorted(listed.items())]
    return [(charset.decode(gzip.open(path).read()), url, v) for path, url, v in found if path.exists()]


def _example(job: tuple[str, str, dict[str, Any]]) -> Example | None:
    html, url, truth = job
    tree = markup.parse(html)
    said = claims.gather(tree)
    found = blocks.blocks(tree)
    rows = body.measures(found, said, title=headline.headline(said, url), extract=body.witness(tree, url))
    texts = [b.text for b in found]
    labels, weights = _whole(texts, truth["articleBody"]) if "articleBody" in truth else _segments(texts, truth)
    return judge.half_of(url), rows, labels, weights


def _whole(texts: list[str], truth: str) -> tuple[list[float | None], list[float]]:
    words = _WORD.findall(truth)
    shingles = Counter(tuple(words[i : i + 4]) for i in range(len(words) - 3))
    joined = "".join(words).lower()
    labels = [_belongs(_WORD.findall(t), shingles, joined) for t in texts]
    sizes = [len(_WORD.findall(t)) for t in texts]
    for i, size in enumerate(sizes):
        beside = [j for j in range(max(0, i - 4), min(len(texts), i + 5)) if j != i and sizes[j] >= 4]
        # "Share" stands somewhere in most articles: a short block belongs only in the company of longer ones that do.
        if size < 4 and labels[i] and sum(labels[j] for j in beside) < 0.3 * max(1, len(beside)):
            labels[i] = 0.0
    return list(labels), [min(0.5, max(1, s) / max(50, len(words))) + 0.002 for s in sizes]


def _belongs(words: list[str], shingles: Counter[tuple[str, ...]], joined: str) -> float:
    own = [tuple(words[i : i + 4]) for i in range(len(words) - 3)]
    if own:
        return float(sum(s in shingles for s in own) * 2 >= len(own))
    return float(bool(words) and "".join(words).lower() in joined)


def _segments(texts: list[str], truth: dict[str, Any]) -> tuple[list[float | None], None]:
    labels: list[float | None] = [None] * len(texts)
    plain = [" ".join(t.split()) for t in texts]
    for segment in (" ".join(s.split()) for s in truth["without"]):
        for i, text in enumerate(plain):
            # A single word such as "Video" tells only of a block that is little more than it.
            if segment in text and (len(segment.split()) >= 3 or len(text) < 3 * len(segment) + 10):
                labels[i] = 0.0
    for segment in (" ".join(s.split()) for s in truth["with"]):
        for i in [i for i, text in enumerate(plain) if segment in text][:3]:
            labels[i] = 1.0
    return labels, None


def _trained(examples: list[Example]) -> dict[str, Any]:
    """Grow the trees of every setting on one half and lay them side by side; a judge takes the mean of the settings."""
    laid = [_laid(setting, [e[0].tree_ for e in _grown(setting, examples)]) for setting in SETTINGS]
    return {name: np.concatenate([each[name] for each in laid]) for name in laid[0]}


def _grown(setting: Setting, examples: list[Example]) -> Any:
    from sklearn.ensemble import GradientBoostingClassifier

    picked = [
        (row, label, weight)
        for _, rows, labels, weights in examples
        for row, label, weight in zip(rows, labels, weights or [setting.segment] * len(rows), strict=True)
        if label is not None
    ]
    model = GradientBoostingClassifier(
        n_estimators=setting.trees, max_depth=setting.depth, learning_rate=setting.rate, subsample=0.5,
        max_features=0.2, min_samples_leaf=20, random_state=0, init="zero",
    )  # fmt: skip
    model.fit(
        np.array([p[0] for p in picked], dtype=np.float32),
        np.array([p[1] for p in picked]),
        sample_weight=np.array([p[2] for p in picked]),
    )
    return model.estimators_


def _laid(setting: Setting, trees: list[Any]) -> dict[str, Any]:
    """Lay every tree out as a full one of `DEPTH` levels: a leaf above the bottom is passed on to the left."""
    feature = np.zeros((len(trees), 2**DEPTH - 1), np.int16)
    threshold = np.full(feature.shape, np.inf, np.float32)
    leaf = np.zeros((len(trees), 2**DEPTH), np.float32)

    def lay(t: int, tree: Any, node: int, place: int) -> None:
        if place >= feature.shape[1]:
            leaf[t, place - feature.shape[1]] = setting.rate * tree.value[node, 0, 0] / len(SETTINGS)
        elif tree.children_left[node] < 0:
            lay(t, tree, node, 2 * place + 1)
        else:
            feature[t, place], threshold[t, place] = tree.feature[node], tree.threshold[node]
            lay(t, tree, tree.children_left[node], 2 * place + 1)
            lay(t, tree, tree.children_right[node], 2 * place + 2)

    for t, tree in enumerate(trees):
        lay(t, tree, 0, 0)
    return {"feature": feature, "threshold": threshold, "leaf": leaf}


if __name__ == "__main__":
    sys.exit(main())
