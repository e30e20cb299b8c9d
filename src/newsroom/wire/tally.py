"""What a stage did with one batch."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """How many went well, how many failed (each is a Problem, shown), and whether more is waiting."""

    done: int = 0
    failed: int = 0
    more: bool = False

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(done=self.done + other.done, failed=self.failed + other.failed, more=other.more)

    @property
    def total(self) -> int:
        """Return how many were taken up."""
        return self.done + self.failed


NOTHING = Tally()
