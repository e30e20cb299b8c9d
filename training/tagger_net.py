"""The tagger's network: two bidirectional layers over spelling and word vectors, and a small head for each question.

Arcs are scored by a biaffine product (Dozat and Manning 2017), relations by the sum of what the two words say, tags and
names by a layer each. `Net.forward` is what is exported; `loss` is for training only.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from stet.engines.spelling import ROWS

WIDTHS = (48, 32, 16, 24, 16)  # of the spelling tables
HIDDEN, ARC, RELATION, NAME = 176, 128, 96, 96
DROPOUT, WORD_DROPOUT = 0.33, 0.12
UNKNOWN = -100  # a label that nobody gave: nothing is learned from it


@dataclass
class Batch:
    """Sentences of one length: numbers per word, and gold labels where there are any."""

    rows: Tensor  # [b, t, tables]
    vectors: Tensor  # [b, t], rows of the vector table
    pos: Tensor
    heads: Tensor  # 0 is the root, words count from 1
    relations: Tensor
    names: Tensor


class Net(nn.Module):
    """Return for padded sentences: tag scores, arc scores, both sides of relations, name scores."""

    def __init__(self, vectors: Tensor, tags: int, relations: int, names: int) -> None:
        super().__init__()
        self.tables = nn.ModuleList(nn.Embedding(n, w) for n, w in zip(ROWS, WIDTHS, strict=True))
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.3)
        self.vectors = nn.Embedding.from_pretrained(vectors, freeze=True)
        self.lstm = nn.ModuleList(
            nn.LSTM(size, HIDDEN, batch_first=True, bidirectional=True)
            for size in (sum(WIDTHS) + vectors.shape[1], 2 * HIDDEN)
        )
        wide = 2 * HIDDEN
        self.pos = nn.Sequential(nn.Linear(wide, 96), nn.ReLU(), nn.Dropout(DROPOUT), nn.Linear(96, tags))
        self.names = nn.Sequential(nn.Linear(wide, NAME), nn.ReLU(), nn.Dropout(DROPOUT), nn.Linear(NAME, names))
        self.dependent, self.governor = nn.Linear(wide, ARC), nn.Linear(wide, ARC)
        self.arc = nn.Linear(ARC + 1, ARC, bias=False)
        self.below, self.above = nn.Linear(wide, RELATION), nn.Linear(wide, RELATION)
        self.relation = nn.Linear(RELATION, relations)
        self.root = nn.Parameter(torch.randn(wide) * 0.1)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, rows: Tensor, given: Tensor, lengths: Tensor) -> tuple[Tensor, ...]:
        """Read `rows` and the word vectors `given`, padded to the longest; lengths fall."""
        x = self.encoded(torch.cat([*self._spelt(rows), given], dim=2), lengths)
        return (self.pos(x), self.arcs(x), self.below(x), self.above(self._rooted(x)), self.names(x))

    def _spelt(self, rows: Tensor) -> list[Tensor]:
        return [table(rows[:, :, i]) for i, table in enumerate(self.tables)]

    def encoded(self, x: Tensor, lengths: Tensor | None) -> Tensor:
        """Run the two layers; dropout is the same for all words of a sentence."""
        for layer in self.lstm:
            x = self._shared_drop(x)
            if lengths is None:
                x = layer(x)[0]
            else:
                packed = pack_padded_sequence(x, lengths, batch_first=True)
                x = pad_packed_sequence(layer(packed)[0], batch_first=True)[0]
        return self._shared_drop(x)

    def _shared_drop(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        return x * self.drop(torch.ones(x.shape[0], 1, x.shape[2]))

    def _rooted(self, x: Tensor) -> Tensor:
        return torch.cat([self.root.expand(x.shape[0], 1, -1), x], dim=1)

    def arcs(self, x: Tensor) -> Tensor:
        """Return [b, t, t + 1] scores: how well each place governs each word; place 0 is the root."""
        down = self.drop(functional.relu(self.dependent(x)))
        up = self.drop(functional.relu(self.governor(self._rooted(x))))
        one = torch.ones_like(down[:, :, :1])
        return self.arc(torch.cat([down, one], dim=2)) @ up.transpose(1, 2)

    def loss(self, batch: Batch) -> Tensor:
        """Return the sum of the mean losses of all heads over the words whose labels are known."""
        rows, vectors = batch.rows, batch.vectors
        hidden = torch.rand(vectors.shape) < WORD_DROPOUT
        rows = rows * (~(hidden[:, :, None] & torch.tensor([True, False, False, False, False]))).long()
        vectors = vectors * (torch.rand(vectors.shape) > WORD_DROPOUT / 2).long()
        x = self.encoded(torch.cat([*self._spelt(rows), self.vectors(vectors)], dim=2), None)
        total = _cross(self.names(x), batch.names)
        if (batch.pos != UNKNOWN).any():
            known = batch.heads != UNKNOWN
            above = self.above(self._rooted(x))
            gold = batch.heads.clamp(min=0)[:, :, None].expand(-1, -1, RELATION)
            pair = self.drop(functional.relu(self.below(x) + above.gather(1, gold)))
            total = total + _cross(self.pos(x), batch.pos)
            total = total + _cross(self.arcs(x), torch.where(known, batch.heads, UNKNOWN))
            total = total + _cross(self.relation(pair), batch.relations)
        return total


def _cross(scores: Tensor, gold: Tensor) -> Tensor:
    if not (gold != UNKNOWN).any():
        return scores.sum() * 0
    return functional.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=UNKNOWN)
