"""What a source changed between two captures, as an editor reads it: each stretch of words in its place."""

from collections.abc import Iterator
from dataclasses import dataclass

from newsroom.archive.models import Revision

AROUND = 90  # characters on each side: enough to know the sentence again


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """Words that went and words that came, with what stands before and after them now."""

    where: str
    lead: str
    before: str
    after: str
    trail: str


def stretches(revision: Revision) -> Iterator[Stretch]:
    """Yield what changed with `revision`, in the order of its text."""
    for edit in revision.diff:
        whole = revision.title if edit["in"] == "headline" else revision.text
        start, end = edit["new"]
        yield Stretch(
            where=edit["in"],
            lead=whole[max(0, start - AROUND) : start],
            before=edit["before"],
            after=edit["after"],
            trail=whole[end : end + AROUND],
        )
