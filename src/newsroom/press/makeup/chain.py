"""Make up the chain of a story: the affair's earlier chapters and its later ones, each a story with a page."""

from typing import Any

from django.db.models import Q

from newsroom.archive.models import Story
from newsroom.press import addresses
from newsroom.press.seen import Link, counted

MOST = 12
"""Chapters on a page; of a longer affair those nearest to this one."""

SAID = ("title", "first", "reports", "muted", "merged_into")
"""What a chapter shows in its chain, and whether it stands there."""


def of(story: Story) -> tuple[Link, ...]:
    """Return the chapters of a story's affair, oldest first; its own has no address. One chapter alone is no chain."""
    family = {story.pk: story} | _before(story)
    family |= _after(list(family))
    order = sorted(family.values(), key=lambda one: (one.first, one.pk))
    at = next(place for place, one in enumerate(order) if one.pk == story.pk)
    first = max(0, min(at - MOST // 2, len(order) - MOST))
    near = order[first : first + MOST]
    return tuple(_link(one, story) for one in near) if len(near) > 1 else ()


def _before(story: Story) -> dict[int, Story]:
    """Return the chapters that lead to a story. Those an editor muted or merged are passed over, not the end of it."""
    found: dict[int, Story] = {}
    seen, at = {story.pk}, story.chapter_of
    while at is not None and at.pk not in seen:
        seen.add(at.pk)
        if at.merged_into is None and at.reports and not at.muted:
            found[at.pk] = at
        at = at.merged_into or at.chapter_of
    return found


def _after(pks: list[int]) -> dict[int, Story]:
    """Return the chapters that carry on any of these stories, and those that carry on them."""
    found: dict[int, Story] = {}
    asked = set(pks)
    while pks:
        rows = Story.objects.filter(chapter_of__in=pks, merged_into=None, muted=False, reports__gt=0).exclude(
            pk__in=asked
        )
        found |= (fresh := {row.pk: row for row in rows})
        asked |= set(fresh)
        pks = list(fresh)
    return found


def families() -> dict[int, tuple[Any, ...]]:
    """Return of each story that is in a chain, by its primary key, what the whole chain says on a page."""
    linked = Q(chapter_of__isnull=False) | Q(merged_into__isnull=False)
    ends = Story.objects.filter(linked).values_list("pk", "chapter_of", "merged_into")
    family: dict[int, set[int]] = {}
    for pks in ends:
        for pk in pks:
            _joined(family, pks[0], pk)
    said = {pk: (pk, *more) for pk, *more in Story.objects.filter(pk__in=family).values_list("pk", *SAID)}
    return {pk: tuple(said[one] for one in sorted(held)) for pk, held in family.items()}


def _joined(family: dict[int, set[int]], one: int, other: int | None) -> None:
    if other is None:
        return
    both = family.get(one, {one}) | family.get(other, {other})
    for pk in both:
        family[pk] = both


def _link(one: Story, here: Story) -> Link:
    day = f"{one.first.day} {one.first:%B %Y}"
    href = "" if one.pk == here.pk else addresses.story(one.key)
    return Link(label=one.title.strip() or "Untitled story", href=href, note=f"{day}, {counted(one.reports, 'report')}")
