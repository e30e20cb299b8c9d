"""A fault: one word of a copy that is not as a passage has it."""

from dataclasses import dataclass

from stet.check.cited import cited
from stet.check.codes import Code

NO_WORD = "no source has it"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """A word of the copy that is not as the passage has it: where, which code, and both readings.

    `sure` says that the change changes the fact; otherwise it only leaves the fact without support.
    """

    word: int
    code: Code
    rule: str
    copy: str
    source: str
    sure: bool = True

    @property
    def reason(self) -> str:
        """A sentence an editor would write."""
        if not self.copy:
            return f"The source says {cited(self.source)} here, which the copy leaves out."
        if self.source == NO_WORD:
            return f"No source says {cited(self.copy)} here, or anything that is known to mean it."
        if self.source == "nothing here":
            return f"The copy puts in {cited(self.copy)}, which the source does not say."
        if more := _beside(self.copy, self.source):
            return f"The copy puts {more}; the source does not."
        if more := _beside(self.source, self.copy):
            return f"The source has {more}, which the copy leaves out."
        return f"The copy says {cited(self.copy)}; the source says {cited(self.source)}."


def _beside(long: str, short: str) -> str:
    """Say what a reading has beside the other: “not” before “said”; nothing where the other is no part of it."""
    if long.lower().endswith(" " + short.lower()):
        return f"{cited(long[: -len(short)])} before {cited(short)}"
    if long.lower().startswith(short.lower() + " "):
        return f"{cited(long[len(short) :])} after {cited(short)}"
    return ""
