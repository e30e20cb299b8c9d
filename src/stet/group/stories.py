"""Stories: the reports about one event, grouped online, in order of arrival.

A report joins the story to whose reports it is on average most alike, if it is alike enough; an average, because a
single bridge between two events must not join them (single linkage cost .02 of F1 on AllSides). Precision comes first:
a false merge makes two newsrooms seem to confirm each other. What came too early to be placed well is put right when
later reports show where it belongs. Nothing here looks at a clock: the same stream gives the same stories.
"""

import math
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from statistics import fmean

from stet.errors import InputError
from stet.group.chapters import Chapters
from stet.group.copies import Copies, Origin
from stet.group.credits import credited, name
from stet.group.hand import Act, Order
from stet.group.likeness import Encoder, Mix, Sketch, likeness, sketch
from stet.group.nearby import Nearby
from stet.group.words import Rarity
from stet.news import Genre, Placement, Report

# Opinion follows a story and a live blog tells many: neither draws reports to itself.
APART = frozenset({Genre.OPINION, Genre.LIVE})


@dataclass(frozen=True, kw_only=True, slots=True)
class Strictness:
    """When a report belongs to a story: swept together with `Mix`, see docs/decisions."""

    join: float = 0.26  # while `few` reports are open
    # Reports that are alike by chance grow with the number of those that are open. In ten times its noise 4 % of the
    # stories of AllSides' earlier half were merged falsely at .26 and .4 % at .30; alone .30 costs .016 of F1.
    crowded: float = 0.30  # while `many` are, and more; between them by their logarithm
    few: int = 50
    many: int = 250
    # A story that was silent for longer than `fresh` days has to be this much more alike, per further day.
    fading: float = 0.20
    fresh: float = 0.5
    days: float = 3.0  # of silence after which a story is closed
    compared: int = 6  # of its first reports, and as many of its last, that stand for a story
    merge: float = 0.30  # two stories whose reports are on average this alike are one
    move: float = 0.12  # a report goes to another story that fits it better by this much
    remembered: float = 14.0  # days after which a report can no longer be moved


@dataclass(slots=True)
class _Story:
    id: str
    last: datetime
    members: list[Sketch] = field(default_factory=list)
    reports: dict[str, Placement] = field(default_factory=dict)
    voices: dict[str, str] = field(default_factory=dict)  # newsroom -> the origin of what it was first to say
    chapter_of: str = ""


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
        self._chapters = Chapters(self._mix)
        self._stories: dict[str, _Story] = {}
        self._story_of: dict[str, str] = {}
        self._arrivals: deque[tuple[datetime, str]] = deque()
        self._moved: dict[str, Placement] = {}
        self._obeyed: dict[str, tuple[Order, tuple[Placement, ...]]] = {}
        self._locked: set[str] = set()

    def __len__(self) -> int:
        return len(self._story_of)

    def place(self, report: Report) -> Placement:
        """Put `report` into a story, open or new. Reports must come in order of arrival, each id once."""
        self._forget(report.arrived)
        origin = self._copies.place(report)
        if origin.copy_of in self._story_of and report.genre is not Genre.LIVE:
            self._follow(report, origin)
        else:
            self._tell(report, origin)
        return self._stories[self._story_of[report.id]].reports[report.id]

    def _follow(self, report: Report, origin: Origin) -> None:
        """Put a copy where its origin is. It says nothing that its origin did not, so nothing is compared with it."""
        story = self._home(origin.copy_of)
        reason = f"carries {origin.share:.0%} of the text of {origin.copy_of}"
        self._join(story, report, *self._credited(report, story, origin, reason))

    def _tell(self, report: Report, origin: Origin) -> None:
        """Put a report where others tell the same, and let it stand for that story from now on."""
        row = sketch(report, self._encoder, self._rarity)
        near = [] if report.genre is Genre.LIVE else [o for o in self._nearby.like(row) if o.language == row.language]
        alike = self._alike_to(row, near)
        story, reason = self._find(report, row, alike)
        self._join(story, report, *self._credited(report, story, origin, reason))
        if report.genre not in APART:
            self._stand(story, row)
            self._nearby.add(row)
            self._settle(story, row, near, alike)

    def moved(self) -> tuple[Placement, ...]:
        """Return the reports that have changed story since this was last asked, with where they are now."""
        moved, self._moved = tuple(self._moved.values()), {}
        return moved

    def _forget(self, now: datetime) -> None:
        self._nearby.forget(now)
        while self._arrivals and self._arrivals[0][0] < now - timedelta(days=self._strict.remembered):
            _, id = self._arrivals.popleft()
            self._locked.discard(id)
            story = self._stories[self._story_of.pop(id)]
            del story.reports[id]
            if not story.reports:
                del self._stories[story.id]

    def _find(self, report: Report, row: Sketch, alike: Mapping[str, float]) -> tuple[_Story, str]:
        if report.genre is Genre.LIVE:
            return self._opened(report), "a live blog, which tells many events"
        at, best = max(((at, id) for id, at in alike.items()), default=(0.0, ""))
        if at >= self._enough(row):
            return self._stories[best], f"as alike as {at:.2f} to {len(self._stories[best].members)} reports of it"
        story = self._opened(report)
        if report.genre not in APART and (earlier := self._chapters.before(row, self._told)):
            story.chapter_of = self._story_of.get(earlier.id, earlier.id)
        return story, "the first report of it"

    def _told(self, row: Sketch) -> Sequence[Sketch]:
        """Return the reports that stand for the story that `row` is in now."""
        return self._stories[self._story_of[row.id]].members if row.id in self._story_of else ()

    def _credited(self, report: Report, story: _Story, origin: Origin, reason: str) -> tuple[Origin, str]:
        """Give a report that credits another newsroom in this story that newsroom's origin."""
        other = "" if origin.copy_of else credited(report, story.voices)
        if other in story.voices:
            origin, reason = replace(origin, origin=story.voices[other]), f"{reason}; it credits {other}"
        elif other:
            story.voices[other] = origin.origin
        story.voices.setdefault(name(report.outlet) or report.id, origin.origin)
        return origin, reason

    def _opened(self, report: Report) -> _Story:
        # A report that was moved away leaves its story under its name.
        taken = report.id in self._stories
        return _Story(id=f"{report.id}+" if taken else report.id, last=report.arrived)

    def _alike_to(self, row: Sketch, near: Sequence[Sketch]) -> dict[str, float]:
        """Return how alike `row` is to each story that a report near it is in."""
        stories = [self._stories[id] for id in dict.fromkeys(self._story_of[other.id] for other in near)]
        return dict(zip((story.id for story in stories), self._alike(row, stories), strict=True))

    def _alike(self, row: Sketch, stories: Sequence[_Story]) -> list[float]:
        """Return how alike `row` is to the reports of each story on average, less for each day that was silent."""
        held = [[m for m in story.members if m is not row] for story in stories]
        at = iter(likeness(row, [m for members in held for m in members], self._mix).tolist())
        means = [fmean(islice(at, len(members))) if members else 0.0 for members in held]
        return [mean - self._faded(row.arrived - story.last) for mean, story in zip(means, stories, strict=True)]

    def _between(self, one: _Story, other: _Story) -> float:
        if not (one.members and other.members):
            return 0.0
        alike = fmean(float(likeness(m, other.members, self._mix).mean()) for m in one.members)
        return alike - self._faded(abs(one.last - other.last))

    def _enough(self, row: Sketch) -> float:
        """Return how alike `row` has to be to a story to join it, with as many reports open as there are now.

        The mix for headlines alone was set in noise: it asks for more by itself.
        """
        strict, open_ = self._strict, max(1, len(self._nearby))
        grown = 0.0 if row.bare else math.log(open_ / strict.few) / math.log(strict.many / strict.few)
        return strict.join + (strict.crowded - strict.join) * min(1.0, max(0.0, grown))

    def _faded(self, silent: timedelta) -> float:
        return self._strict.fading * max(0.0, silent.total_seconds() / 86_400 - self._strict.fresh)

    def _join(self, story: _Story, report: Report, origin: Origin, reason: str) -> None:
        self._stories.setdefault(story.id, story)
        self._story_of[report.id] = story.id
        self._arrivals.append((report.arrived, report.id))
        story.last = max(story.last, report.arrived)
        story.reports[report.id] = Placement(
            id=report.id,
            story=story.id,
            copy_of=origin.copy_of,
            origin=origin.origin,
            reason=reason,
            chapter_of=story.chapter_of,
        )

    def _stand(self, story: _Story, *rows: Sketch) -> None:
        """Let reports stand for the story in comparisons: its first and its last, at most."""
        most = self._strict.compared
        story.members = sorted([*story.members, *rows], key=lambda m: (m.arrived, m.id))
        if len(story.members) > 2 * most:
            story.members = [*story.members[:most], *story.members[-most:]]

    # --- late moves ---------------------------------------------------------------------------------------------------

    def _settle(self, story: _Story, row: Sketch, near: Sequence[Sketch], alike: Mapping[str, float]) -> None:
        """Put right what the new report shows to be wrong: stories that are one, reports that fit better here."""
        enough = self._enough(row)
        for other in [self._stories[id] for id, at in alike.items() if at >= enough and id != story.id]:
            if self._apart(story, other):
                continue
            if self._between(story, other) >= self._strict.merge:
                story = self._merge(story, other)
        others = [one for one in near if self._story_of[one.id] != story.id]
        pulled = likeness(row, others, self._mix).tolist() if others else []
        for one in (one for one, at in zip(others, pulled, strict=True) if at >= enough):
            other = self._stories[self._story_of[one.id]]
            if other.id != story.id and one.id not in self._locked and one in other.members and len(other.members) > 1:
                here, there = self._alike(one, (story, other))
                if here >= enough and here > there + self._strict.move:
                    other.members.remove(one)
                    self._stand(story, one)
                    self._put(one.id, story, f"fits better: {here:.2f} against {there:.2f}")

    def _merge(self, one: _Story, other: _Story) -> _Story:
        """Let the smaller story go into the larger one, so that few reports change their story; else the younger."""
        kept, gone = sorted((one, other), key=lambda s: (-len(s.reports), s.members[0].arrived, s.id))
        self._pour(gone, kept, f"story {gone.id} turned out to be the same event")
        return kept

    def _pour(self, gone: _Story, kept: _Story, reason: str) -> None:
        kept.voices = {**gone.voices, **kept.voices}
        self._stand(kept, *gone.members)
        gone.members = []
        for id in list(gone.reports):
            self._put(id, kept, reason)

    def _put(self, id: str, story: _Story, reason: str) -> None:
        left = self._stories[self._story_of[id]]
        was = left.reports.pop(id)
        if not left.reports:
            del self._stories[left.id]
        now = replace(was, story=story.id, reason=reason, chapter_of=story.chapter_of)
        self._stories.setdefault(story.id, story).reports[id] = self._moved[id] = now
        self._story_of[id] = story.id
        story.last = max(story.last, left.last) if not left.reports else story.last

    # --- the editor's hand --------------------------------------------------------------------------------------------

    def obey(self, order: Order) -> tuple[Placement, ...]:
        """Carry out an order and return the reports it moved; the machine leaves those where they were put.

        Raises `InputError` where the story or a report is not open any more, or an id was used before.
        """
        story, into = self._known(order.story), self._known(order.into) if order.into else None
        if order.id in self._obeyed or (into is None) is not (order.act is Act.SPLIT):
            raise InputError("this order cannot be carried out", subject=order.id, advice="Check its id and `into`.")
        ids = list(story.reports) if order.act is Act.MERGE else list(order.reports)
        if not ids or not set(ids) <= set(story.reports):
            raise InputError("not all of these reports are in that story", subject=order.id, advice="Reload the story.")
        into = into or _Story(id=self._free(ids[0]), last=story.last)
        before = tuple(story.reports[id] for id in ids)
        self._carry(ids, story, into, order.reason)
        self._obeyed[order.id] = (order, before)
        self._locked.update(ids)
        return tuple(into.reports[id] for id in ids)

    def undo(self, id: str) -> tuple[Placement, ...]:
        """Take an order back: its reports go where they were, and the machine may move them again.

        Raises `InputError` where no such order was obeyed.
        """
        if id not in self._obeyed:
            raise InputError("no such order was carried out", subject=id, advice="Look the order up in the audit.")
        order, before = self._obeyed.pop(id)
        for was in before:
            if was.id in self._story_of:
                back = self._stories.get(was.story) or _Story(id=was.story, last=self._home(was.id).last)
                self._carry([was.id], self._home(was.id), back, f"undone: {order.reason}")
                self._locked.discard(was.id)
        return tuple(self._home(was.id).reports[was.id] for was in before if was.id in self._story_of)

    def _carry(self, ids: Sequence[str], story: _Story, into: _Story, reason: str) -> None:
        going = [m for m in story.members if m.id in ids]
        story.members = [m for m in story.members if m.id not in ids]
        self._stand(into, *going)
        for id in ids:
            self._put(id, into, reason)

    def _apart(self, one: _Story, other: _Story) -> bool:
        """Say whether an editor told these two apart."""
        for order, before in self._obeyed.values():
            if order.act is not Act.MERGE:
                homes = {self._story_of.get(was.id) for was in before}
                stayed = {order.story} | {self._story_of.get(order.story)}
                if (one.id in homes and other.id in stayed) or (other.id in homes and one.id in stayed):
                    return True
        return False

    def _known(self, id: str) -> _Story:
        if id not in self._stories:
            raise InputError("there is no open story of this name", subject=id, advice="It was merged or is closed.")
        return self._stories[id]

    def _home(self, report: str) -> _Story:
        return self._stories[self._story_of[report]]

    def _free(self, name: str) -> str:
        while name in self._stories:
            name += "+"
        return name


def group(reports: Iterable[Report], *, embed: Encoder | None = None) -> Iterator[Placement]:
    """Place a closed set of reports, oldest arrival first, and yield where each stands once all have been seen.

    Each is placed without knowing what comes after; later reports may then have shown that it belongs elsewhere.
    """
    stories = Stories(embed=embed)
    placed: dict[str, Placement] = {}
    for report in sorted(reports, key=lambda r: (r.arrived, r.id)):
        placed[report.id] = stories.place(report)
        placed.update((moved.id, moved) for moved in stories.moved())
    yield from placed.values()


def _shipped() -> Encoder:
    from stet.engines import embed

    return embed.load()
