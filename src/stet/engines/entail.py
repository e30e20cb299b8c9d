"""Whether a passage carries a statement, beyond the letter: the protocol that checking asks for.

The letter rules lead. An engine behind this protocol only says how likely it is that each word of a statement is not
carried by the passages; it can leave a statement unsupported, and never contradicts a figure, date or quotation.
"""

from collections.abc import Sequence
from typing import Protocol


class Entailment(Protocol):
    """Scores statements against passages, deterministically, without a network."""

    def carried(self, statement: str, passages: Sequence[str]) -> float:
        """Return how likely the passages carry the statement, 0 to 1."""
        ...
