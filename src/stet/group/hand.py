"""The editor's hand: orders that regroup reports, which the machine obeys and never undoes."""

from dataclasses import dataclass
from enum import StrEnum


class Act(StrEnum):
    """What an editor can do to the grouping. Pins and mutes are orders to the page: see `rank.Candidate`."""

    MERGE = "merge"  # all reports of `story` go into `into`
    SPLIT = "split"  # `reports` leave `story` and become a story of their own
    MOVE = "move"  # `reports` leave `story` for `into`


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """One order, with who gave it and why, for the audit. `id` names it when it is undone."""

    id: str
    act: Act
    story: str
    into: str = ""
    reports: tuple[str, ...] = ()
    by: str = ""
    why: str = ""

    @property
    def reason(self) -> str:
        """Say who did what and why, as readers of the audit see it."""
        who = self.by or "an editor"
        done = {Act.MERGE: "merged the stories", Act.SPLIT: "split it off", Act.MOVE: "moved it"}[self.act]
        return f"{who} {done}: {self.why}" if self.why else f"{who} {done}"
