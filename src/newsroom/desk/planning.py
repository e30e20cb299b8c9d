"""What comes: events ahead from the ledger's dates, drafts that are due, embargoes that lift."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from newsroom.archive.models import Fact, Story
from newsroom.desk.models import Draft
from newsroom.desk.states import State

HORIZON = timedelta(days=120)


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One line of the calendar: an event a source announced, or copy of ours."""

    day: date
    text: str
    address: str
    about: str


def ahead(now: datetime, *, stories: int = 300) -> list[tuple[date, list[Entry]]]:
    """Return the days from today on that hold something, each with its entries.

    `stories` bounds how many of the latest are looked through.
    """
    days: dict[date, list[Entry]] = defaultdict(list)
    for entry in [*_announced(now, stories), *_ours(now)]:
        if now.date() <= entry.day <= (now + HORIZON).date() and entry not in days[entry.day]:
            days[entry.day].append(entry)
    return sorted(days.items())


def _announced(now: datetime, stories: int) -> list[Entry]:
    found = []
    for story in Story.objects.filter(merged_into=None).exclude(brief={}).order_by("-last")[:stories]:
        for line in story.brief.get("ahead", []):
            passage = line["evidence"][0]
            span = passage["span"]
            dates = Fact.objects.filter(
                revision=passage["revision"], kind="date", start__gte=span["start"], end__lte=span["end"]
            )
            days = [d for fact in dates if (d := _day(fact.value.get("start")))]
            later = [d for d in days if d >= now.date()]
            if later:
                address = f"/desk/stories/{story.key}/"
                found.append(Entry(day=min(later), text=line["text"], address=address, about=story.title))
    return found


def _ours(now: datetime) -> list[Entry]:
    open_ = Draft.objects.filter(
        state__in=[s.value for s in (State.DRAFT, State.IN_REVIEW, State.CHECKED, State.SCHEDULED)]
    )
    due = [(d.due, "due", d) for d in open_ if d.due] + [(d.embargo, "goes out", d) for d in open_ if d.embargo]
    return [
        Entry(day=at.date(), text=f"{what}, {at:%H:%M} UTC", address=f"/desk/drafts/{d.pk}/", about=str(d))
        for at, what, d in due
        if at >= now
    ]


def _day(said: object) -> date | None:
    try:
        return date.fromisoformat(str(said)[:10])
    except ValueError:
        return None
