"""The tagger's network: two bidirectional layers over spelling and word vectors, and a small head for each question.

Arcs are scored by a biaffine product (Dozat and Manning 2017), relations by the sum of what the two words say, tags by
a layer. Names have layers of their own, over what the others found and the words themselves: asked of the shared layers
alone they were drowned by the trees. `Net.forward` is what is exported; the losses are for training only.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from stet.engines.spelling import ROWS

WIDTHS = (48, 32, 16, 24, 16)  # of the spelling tables
# 128 and 64 fill the runtime's registers: a layer of 112 takes as long as one of 128, one of 176 nearly twice that.
HIDDEN, ARC, RELATION, NARROW, NAME = 128, 128, 96, 128, 64
DROPOUT, WORD_DROPOUT = 0.28, 0.12
UNKNOWN = -100  # a label that nobody gave: nothing is learned from it


@dataclass
class Batch:
    """Sentences of one length: numbers per word, and gold labels where there are any."""

    rows: Tensor  # [b, t, tables]
    vectors: Tensor  # [b, t], rows of the vector table
    pos: Tensor
    heads: Tensor  # 0 is the root, words count from 1
    relations: Tensor
    names: Tensor  # [b, t, names], how likely each is; nothing where nobody knows


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
        # Only while the trees are learned: what tells names apart helps them too.
        self.hints = nn.Sequential(nn.Linear(wide, 96), nn.ReLU(), nn.Dropout(DROPOUT), nn.Linear(96, names))
        self.dependent, self.governor = nn.Linear(wide, ARC), nn.Linear(wide, ARC)
        self.arc = nn.Linear(ARC + 1, ARC, bias=False)
        self.below, self.above = nn.Linear(wide, RELATION), nn.Linear(wide, RELATION)
        self.relation = nn.Linear(RELATION, relations)
        self.root = nn.Parameter(torch.randn(wide) * 0.1)
        self.drop = nn.Dropout(DROPOUT)
        both = wide + sum(WIDTHS) + vectors.shape[1]
        self.narrow = nn.Linear(both, NARROW)  # the recurrent layer reads a fifth of what it would without
        self.naming = nn.LSTM(NARROW, NAME, batch_first=True, bidirectional=True)
        self.names = nn.Linear(2 * NAME, names)

    def shared(self) -> dict[str, Tensor]:
        """Return all weights but those of the names' own layers."""
        own = ("narrow.", "naming.", "names.")
        return {name: weight for name, weight in self.state_dict().items() if not name.startswith(own)}

    def forward(self, rows: Tensor, given: Tensor, lengths: Tensor) -> tuple[Tensor, ...]:
        """Read `rows` and the word vectors `given`, padded to the longest; lengths fall."""
        words = self.words(rows, given)
        x = self.encoded(words, lengths)
        return (self.pos(x), self.arcs(x), self.below(x), self.above(self._rooted(x)), self.named(words, x, lengths))

    def words(self, rows: Tensor, given: Tensor) -> Tensor:
        """Return spelling and vector of each word side by side."""
        return torch.cat([*(table(rows[:, :, i]) for i, table in enumerate(self.tables)), given], dim=2)

    def named(self, words: Tensor, x: Tensor, lengths: Tensor | None) -> Tensor:
        """Return the scores of names, from the words and what the shared layers found."""
        both = self._shared_drop(torch.cat([x, words], dim=2))
        found = _run(self.naming, functional.relu(self.narrow(both)), lengths)
        return self.names(self._shared_drop(found))

    def encoded(self, x: Tensor, lengths: Tensor | None) -> Tensor:
        """Run the two layers; dropout is the same for all words of a sentence."""
        for layer in self.lstm:
            x = _run(layer, self._shared_drop(x), lengths)
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

    def _hidden(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Hide some words, so that others and their endings have to tell."""
        hidden = torch.rand(batch.vectors.shape) < WORD_DROPOUT
        rows = batch.rows * (~(hidden[:, :, None] & torch.tensor([True, False, False, False, False]))).long()
        return rows, self.vectors(batch.vectors * (torch.rand(batch.vectors.shape) > WORD_DROPOUT / 2).long())

    def first_loss(self, batch: Batch) -> Tensor:
        """Return the sum of the mean losses of trees and of hints of names, over the words whose labels are known."""
        x = self.encoded(self.words(*self._hidden(batch)), None)
        return _likely(self.hints(x), batch.names) + self._trees(x, batch)

    def loss(self, batch: Batch) -> Tensor:
        """Return the same with the names' own layers in the place of the hints."""
        words = self.words(*self._hidden(batch))
        x = self.encoded(words, None)
        return _likely(self.named(words, x, None), batch.names) + self._trees(x, batch)

    def _trees(self, x: Tensor, batch: Batch) -> Tensor:
        if not (batch.pos != UNKNOWN).any():
            return x.sum() * 0
        above = self.above(self._rooted(x))
        gold = batch.heads.clamp(min=0)[:, :, None].expand(-1, -1, RELATION)
        pair = self.drop(functional.relu(self.below(x) + above.gather(1, gold)))
        return (
            _cross(self.pos(x), batch.pos)
            + _cross(self.arcs(x), batch.heads)
            + _cross(self.relation(pair), batch.relations)
        )


def _run(layer: nn.LSTM, x: Tensor, lengths: Tensor | None) -> Tensor:
    if lengths is None:
        return layer(x)[0]
    packed = pack_padded_sequence(x, lengths, batch_first=True)
    return pad_packed_sequence(layer(packed)[0], batch_first=True)[0]


def _cross(scores: Tensor, gold: Tensor) -> Tensor:
    if not (gold != UNKNOWN).any():
        return scores.sum() * 0
    return functional.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=UNKNOWN)


def _likely(scores: Tensor, wanted: Tensor) -> Tensor:
    """Return the mean cross-entropy against likelihoods, over the words of which anything is known."""
    return -(wanted * functional.log_softmax(scores, 2)).sum() / wanted.sum().clamp(min=1)
