"""Chains of quotation, made for gates.copies: A reports that B says, C reports that A reports.

Each is told in the teller's own words (the sentences of another article of the day, so that no text is shared) behind
an opening that credits somebody, or only names them. Every second opening was kept for the report, but openings and
the patterns that find them come from one hand, which had seen all of them before it widened the patterns: this says
that those forms are read, and nothing of others.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from stet.group.stories import Stories
from stet.news import Report

START = datetime(2026, 1, 1, tzinfo=UTC)
CREDITS = (
    "{B} reports that talks will go on.",
    "The talks will go on, {B} reported late on Monday.",
    "The talks will go on, according to {B}.",
    "Citing two officials, {B} said that the talks will go on.",
    "The talks will go on, {B} has learned.",
    "As first reported by {B}, the talks will go on.",
    "The talks will go on, officials told {B}.",
    "In an interview with {B}, the minister said that the talks will go on.",
    "The talks will go on, a report in {B} says.",
    "{B} was the first to report that the talks will go on.",
    "The talks will go on, {B} said, citing people familiar with the matter.",
    "The minister, quoted by {B}, said that the talks will go on.",
    "The news, first published by {B}, was not confirmed.",
    "The talks will go on, says {B}.",
    "An investigation by {B} found that the talks will go on.",
    "The talks will go on, reports {B}.",
)
NAMED_ONLY = (
    "Shares of the owner of {B} fell on Monday.",
    "The editor of {B} will speak at the meeting.",
    "A reporter of {B} was kept out of the room.",
    "{B} will move to a new building by the river.",
    "The minister did not answer {B} and other newsrooms.",
    "{B} and the union agreed on wages.",
    "The prize went to {B} and two other newsrooms.",
    "The minister once wrote for {B}.",
)


class Same:
    """An encoder for which all reports mean the same, so that they stand in one story."""

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Return one direction for all."""
        return np.tile(np.array([[1.0, 0.0]], dtype=np.float32), (len(texts), 1))


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What one chain came to: which row it belongs to, if its origin is right, and if there is one to be found."""

    row: str
    right: bool
    joined: bool
    dependent: bool


def told(rows: Sequence[dict[str, str]], n: int, *, even: bool) -> Iterator[Told]:
    """Yield what became of `n` chains, of the even openings or of the odd ones."""
    r = random.Random(9)
    credits, named = CREDITS[0 if even else 1 :: 2], NAMED_ONLY[0 if even else 1 :: 2]
    for at in range(n):
        texts = [row["text"] for row in r.sample(rows, 4)]
        first, second, third, fourth = (row["outlet"] or "The Ledger" for row in r.sample(rows, 4))
        if len({first, second, third, fourth}) < 4:
            continue
        openings = ("", credits[at % len(credits)], credits[(at + 1) % len(credits)], named[at % len(named)])
        outlets, about = (first, second, third, fourth), ("", first, second, first)
        stories = Stories(embed=Same())
        placed = [stories.place(_report(at, k, openings[k].format(B=about[k]), texts[k], outlets[k])) for k in range(4)]
        origin = placed[0].id
        for row, placement, copies in (
            ("A reports what B says", placed[1], True),
            ("C reports what A reports", placed[2], True),
            ("names B and credits nobody", placed[3], False),
        ):
            joined = placement.origin != placement.id
            yield Told(
                row=row, right=placement.origin == (origin if copies else placement.id), joined=joined, dependent=copies
            )


def _report(at: int, k: int, opening: str, text: str, outlet: str) -> Report:
    own = " ".join(text.split()[60:160])  # past the place where the text itself may credit somebody
    arrived = START + timedelta(minutes=10 * at + k)
    return Report(id=f"{at}-{k}", title="Talks go on", text=f"{opening} {own}", outlet=outlet, arrived=arrived)
