"""Judge blocks: the chance that a block belongs to the article, from its measures.

Two sets of boosted decision trees (J. Friedman, "Greedy Function Approximation", 2001), each trained on one half of the
measured pages and blind to the other, speak together. So a measured page can always be read by the set that has never
seen its site: that is what gates/read.py does. training/body.py makes the file.
"""

from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

_FILE = "body.npz"


class Judge:
    """Boosted trees as arrays: `feature` and `threshold` per tree and node, `leaf` per tree and leaf."""

    def __init__(self, feature: NDArray[np.int16], threshold: NDArray[np.float32], leaf: NDArray[np.float32]) -> None:
        self.feature, self.threshold, self.leaf = feature, threshold, leaf
        self.depth = int(leaf.shape[1]).bit_length() - 1

    def chances(self, rows: list[list[float]]) -> list[float]:
        """Return for each row of measures the chance that its block belongs to the article."""
        if not rows:
            return []
        measures = np.asarray(rows, dtype=np.float32)
        nodes, width = self.feature.shape[1], measures.shape[1]
        # Flat arrays and `take`: half the time of indexing rows and trees together.
        first = np.arange(len(self.feature), dtype=np.int32)[None, :] * nodes
        row = np.arange(len(measures), dtype=np.int32)[:, None] * width
        node = np.zeros((len(measures), len(self.feature)), dtype=np.int32)
        values, features, thresholds = measures.ravel(), self.feature.ravel(), self.threshold.ravel()
        for _ in range(self.depth):
            place = first + node
            node = 2 * node + 1 + (values.take(row + features.take(place)) > thresholds.take(place))
        leaves = np.arange(len(self.feature), dtype=np.int32)[None, :] * self.leaf.shape[1] + node - nodes
        raw = self.leaf.ravel().take(leaves).sum(axis=1)
        return [float(x) for x in 1 / (1 + np.exp(-raw))]


class Bench:
    """Several judges who speak with one voice: the mean of their chances."""

    def __init__(self, *judges: Judge) -> None:
        self.judges = judges

    def chances(self, rows: list[list[float]]) -> list[float]:
        """Return the mean chance for each row."""
        return [sum(said) / len(said) for said in zip(*(j.chances(rows) for j in self.judges), strict=True)]


@cache
def halves() -> tuple[Judge, Judge]:
    """Return the judges trained on either half of the measured pages (see `half_of`)."""
    with (resources.files("stet.read") / _FILE).open("rb") as file, np.load(file) as stored:
        first, second = (Judge(stored[f"feature{k}"], stored[f"threshold{k}"], stored[f"leaf{k}"]) for k in (0, 1))
    return first, second


@cache
def bench() -> Bench:
    """Return both judges together, as pages are read in earnest."""
    return Bench(*halves())


def half_of(url: str) -> int:
    """Return the half, 0 or 1, that pages of this address's site were put in for training."""
    import re
    import zlib

    host = re.sub(r"^(?:[a-z]+:)?//(?:www\.)?", "", url.lower()).split("/")[0]
    return zlib.crc32(".".join(host.split(".")[-2:]).encode()) & 1
