"""A fault: one word of a copy that is not as a passage has it."""

from dataclasses import dataclass

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
            return f"The source says “{self.source}” here, which the copy leaves out."
        if self.source == NO_WORD:
            return f"No source says “{self.copy}” here, or anything that is known to mean it."
        if self.source == "nothing here":
            return f"The copy puts in “{self.copy}”, which the source does not say."
        return f"The copy says “{self.copy}”; the source says “{self.source}”."
