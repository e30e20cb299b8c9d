"""Stories: the reports about one event, grouped online, in order of arrival.

A report joins the story to whose reports it is on average most alike, if it is alike enough; an average, because a
single bridge between two events must not join them (single linkage cost .02 of F1 on AllSides). Precision comes first:
a false merge makes two newsrooms seem to confirm each other. Nothing here looks at a clock: the same stream gives the
same stories.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from stet.group.copies import Copies, Origin
from stet.group.likeness import Encoder, Mix, Sketch, likeness, sketch
from stet.group.nearby import Nearby
from stet.group.words import Rarity
from stet.news import Genre, Placement, Report


@dataclass(frozen=True, kw_only=True, slots=True)
class Strictness:
    """When a report belongs to a story. Calibrated with `Mix`."""

    join: float = 0.37
    # A story that was silent for more than a day has to be this much more alike, per further day.
    fading: float = 0.10
    days: float = 3.0  # of silence after which a story is closed
    compared: int = 6  # of its first reports, and as many of its last, that stand for a story


@dataclass(slots=True)
class _Story:
    id: str
    last: datetime
    members: list[Sketch] = field(default_factory=list)
    placed: dict[str, str] = field(default_factory=dict)  # report -> why


class Stories:
    """The open stories of a stream."""

    def __init__(
        self, *, embed: Encoder | None = None, mix: Mix | None = None, strictness: Strictness | None = None
    ) -> None:
        self._encoder = embed or _shipped()
        self._mix = mix or Mix()
        self._strict = strictness or Strictness()
        self._rarity = Rarity()
        self._copies = Copies()
        self._nearby = Nearby(days=self._strict.days)
        self._stories: dict[str, _Story] = {}
        self._story_of: dict[str, str] = {}

    def place(self, report: Report) -> Placement:
        """Put `report` into a story, open or new. Reports must come in order of arrival, each id once."""
        origin = self._copies.place(report)
        row = sketch(report, self._encoder, self._rarity)
        self._nearby.forget(report.arrived)
        story, reason = self._find(report, row, origin)
        self._join(story, row, reason)
        return Placement(id=report.id, story=story.id, copy_of=origin.copy_of, origin=origin.origin, reason=reason)

    def _find(self, report: Report, row: Sketch, origin: Origin) -> tuple[_Story, str]:
        if report.genre is Genre.LIVE:
            return _Story(id=report.id, last=report.arrived), "a live blog, which tells many events"
        if origin.copy_of and origin.copy_of in self._story_of:
            story = self._stories[self._story_of[origin.copy_of]]
            return story, f"carries {origin.share:.0%} of the text of {origin.copy_of}"
        best, at = self._most_alike(row)
        if best and at >= self._strict.join:
            return best, f"as alike as {at:.2f} to {len(best.members)} reports of it"
        return _Story(id=report.id, last=report.arrived), "the first report of it"

    def _most_alike(self, row: Sketch) -> tuple[_Story | None, float]:
        near = {self._story_of[other.id]: None for other in self._nearby.like(row) if other.language == row.language}
        found = [(self._alike(row, self._stories[id]), id) for id in near]
        if not found:
            return None, 0.0
        at, id = max(found, key=lambda f: (f[0], f[1]))
        return self._stories[id], at

    def _alike(self, row: Sketch, story: _Story) -> float:
        silent = (row.arrived - story.last).total_seconds() / 86_400
        return float(likeness(row, story.members, self._mix).mean()) - self._strict.fading * max(0.0, silent - 1)

    def _join(self, story: _Story, row: Sketch, reason: str) -> None:
        self._stories.setdefault(story.id, story)
        self._story_of[row.id] = story.id
        story.last = max(story.last, row.arrived)
        story.placed[row.id] = reason
        first = self._strict.compared
        if len(story.members) >= 2 * first:
            del story.members[first]
        story.members.append(row)
        self._nearby.add(row)


def group(reports: Iterable[Report], *, embed: Encoder | None = None) -> Iterator[Placement]:
    """Place each report, oldest arrival first."""
    stories = Stories(embed=embed)
    for report in sorted(reports, key=lambda r: (r.arrived, r.id)):
        yield stories.place(report)


def _shipped() -> Encoder:
    from stet.engines import embed

    return embed.load()
