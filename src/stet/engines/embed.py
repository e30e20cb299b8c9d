"""Vectors of meaning: all-MiniLM-L6-v2 as int8 ONNX, shipped with the package, loaded late.

Every text runs alone. Its int8 activations are scaled over the whole run, so in a batch a text's vector would depend on
its neighbours, and the same stream would not give the same stories twice. Alone it costs no more: nothing is padded.
About 15 ms for a headline and lead on one core, a little over 100 MB of memory.
"""

import hashlib
import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stet.errors import EngineError
from stet.news import Span

Vectors = NDArray[np.float32]
FOLDER = Path(__file__).parent / "models" / "minilm"
WIDTH = 384
PIECES = 256  # word pieces in one run, the two markers included; the model was trained on at most 256


class Embedder:
    """Turn texts into vectors. Made by `load`; safe to share between threads."""

    def __init__(self, session: Any, tokenizer: Any) -> None:
        self._session = session
        self._tokenizer = tokenizer

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text, float32 ``[n, 384]``: the mean over its first 256 word pieces.

        A text without any word gives a zero vector, which is like nothing.
        """
        out = np.zeros((len(texts), WIDTH), dtype=np.float32)
        for row, text in enumerate(texts):
            encoding = self._tokenizer.encode(text)
            if len(encoding.ids) > 2:
                mean = self._run(encoding.ids).mean(axis=0)
                out[row] = mean / np.linalg.norm(mean)
        return out

    def tokens(self, text: str) -> tuple[Vectors, tuple[Span, ...]]:
        """Return a vector per word piece, float32 ``[n, 384]`` (not unit length), and the characters each stands for.

        Text of any length: it runs in stretches of 254 pieces, which do not see each other.
        """
        rows: list[Vectors] = []
        spans: list[Span] = []
        encoding = self._tokenizer.encode(text)
        for part in (encoding, *encoding.overflowing):
            inner = [at for at, marker in enumerate(part.special_tokens_mask) if not marker]
            if inner:
                rows.append(self._run(part.ids)[inner])
                spans.extend(Span(start=part.offsets[at][0], end=part.offsets[at][1]) for at in inner)
        return (np.concatenate(rows) if rows else np.zeros((0, WIDTH), dtype=np.float32)), tuple(spans)

    def _run(self, ids: Sequence[int]) -> Vectors:
        fed = np.array([ids], dtype=np.int64)
        out: Vectors = self._session.run(None, {"input_ids": fed, "attention_mask": np.ones_like(fed)})[0][0]
        return out


@lru_cache(maxsize=4)
def load(folder: Path = FOLDER, *, threads: int = 1) -> Embedder:
    """Load the shipped model, once per process.

    One thread by default: the order of sums stays the same, and several workers share a machine better than one.
    Raises `EngineError` where the files are missing or are not the ones that `card.json` lists.
    """
    _verify(folder)
    try:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), sess_options=options, providers=["CPUExecutionProvider"]
        )
        return Embedder(session, Tokenizer.from_file(str(folder / "tokenizer.json")))
    except Exception as cause:  # the runtimes raise types of their own, which nobody should have to know
        raise EngineError(f"the encoder did not load: {cause}", subject=str(folder), advice=_ADVICE) from cause


_ADVICE = "Reinstall stet, or make the files again with training/embed.py."


def _verify(folder: Path) -> None:
    try:
        card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        for name, digest in card["sha256"].items():
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
                raise EngineError("this model file is not the one that was shipped", subject=name, advice=_ADVICE)
    except (OSError, ValueError, KeyError) as cause:
        raise EngineError(f"its files cannot be read: {cause}", subject=str(folder), advice=_ADVICE) from cause
