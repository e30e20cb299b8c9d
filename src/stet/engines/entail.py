"""Whether each word of a copy is carried, beyond the letter: a small network over what its passages offer it.

The letter rules lead. This engine only says how likely it is that a word is not carried; it moves the support score of
a text and never contradicts a figure, date or quotation. Weights by training/support.py; numpy is all it needs.
"""

from functools import lru_cache
from importlib.resources import files
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from stet.errors import EngineError

Matrix = NDArray[np.float32]


class Entailment(Protocol):
    """Scores words against passages, deterministically, without a network."""

    def doubts(self, features: Matrix) -> NDArray[np.float32]:
        """Return per word of a sentence how likely it is not carried, 0 to 1; rows are those of stet.check.doubts."""
        ...


class Network:
    """The shipped network: two hidden layers over a word's row and those of its neighbours."""

    def __init__(self, arrays: dict[str, Matrix]) -> None:
        self._mean, self._spread = arrays["mean"], arrays["spread"]
        count = sum(name.startswith("w") for name in arrays)
        self._layers = [(arrays[f"w{i}"].astype(np.float32), arrays[f"b{i}"]) for i in range(count)]

    def doubts(self, features: Matrix) -> NDArray[np.float32]:
        """Return per word how likely it is not carried."""
        if not len(features):
            return np.zeros(0, dtype=np.float32)
        before, after = np.zeros_like(features), np.zeros_like(features)
        before[1:], after[:-1] = features[:-1], features[1:]
        out = (np.concatenate([features, before, after], axis=1) - self._mean) / self._spread
        for number, (weight, bias) in enumerate(self._layers):
            out = out @ weight.T + bias
            if number < len(self._layers) - 1:
                out = np.maximum(out, 0)
        carried: NDArray[np.float32] = 1 / (1 + np.exp(-np.clip(out[:, 0], -30, 30)))
        return carried


@lru_cache(maxsize=1)
def load() -> Network:
    """Load the shipped network, once per process.

    Raises:
        EngineError: the file is missing or damaged.
    """
    try:
        with files("stet.engines").joinpath("models/entail/doubts.npz").open("rb") as file, np.load(file) as arrays:
            return Network({name: arrays[name] for name in arrays.files})
    except (OSError, ValueError, KeyError) as cause:
        raise EngineError(
            "the support model could not be read", subject="doubts.npz", advice="Reinstall stet, it ships this file."
        ) from cause
