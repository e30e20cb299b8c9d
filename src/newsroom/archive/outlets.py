"""Find a source, or make it; and change what holds of it, so that pages of the past still know what held before."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from newsroom.archive import placing
from newsroom.archive.models import Owner, Source, SourceBefore, Story
from stet.errors import InputError

RECENT = timedelta(
    days=14
)  # stories this young are counted anew when an owner changes; older ones stay as they were told
STANDING = range(-2, 3)
KEPT = ("owner_id", "standing", "state", "silent_since", "silence")  # what pages are made from


def outlet(name: str, *, slug: str = "", home: str = "", owner: str = "", kind: str = "") -> Source:
    """Return the source of that slug, made from what is given if it is new; what editors set is never overwritten."""
    slug = (slug or slugify(name) or "outlet")[:80]
    found = Source.objects.filter(slug=slug).first()
    if found:
        return found
    return Source.objects.create(
        slug=slug,
        name=name[:200],
        home=home,
        owner=Owner.objects.get_or_create(name=owner)[0] if owner else None,
        kind=kind if kind in Source.Kind.values else Source.Kind.OTHER,
    )


@transaction.atomic
def change(source: Source, now: datetime, **new: Any) -> bool:
    """Change what holds of a source from now on, and keep what held until now; return whether anything changed."""
    held = {name: getattr(source, name) for name in KEPT}
    changed = [name for name, value in new.items() if getattr(source, name) != value]
    for name in changed:
        setattr(source, name, new[name])
    if any(getattr(source, name) != value for name, value in held.items()):
        SourceBefore.objects.create(source=source, until=now, **held)
    source.save(update_fields=changed)
    return bool(changed)


def letters(country: str) -> str:
    """Return a country as its two letters, or nothing where nothing is said. Raises `InputError` for anything else."""
    said = country.strip().upper()
    if said and not (len(said) == 2 and said.isascii() and said.isalpha()):
        raise InputError("a country has two letters", subject=country, advice="Give it as GB, DE, US: ISO 3166-1.")
    return said


@transaction.atomic
def describe(source: Source, *, owner: str, kind: str, country: str, rights: str, standing: int, now: datetime) -> None:
    """Set what editors say of a source; stories of late are counted anew, for one owner's outlets are one origin.

    Raises `InputError` for a kind, a country or a standing that there is not.
    """
    country = letters(country)
    if standing not in STANDING or kind not in Source.Kind.values:
        known = f"Kinds: {', '.join(Source.Kind.values)}; standing: -2 to 2."
        raise InputError("there is no such kind or standing", subject=source.slug, advice=known)
    named = " ".join(owner.split())[:200]
    family = Owner.objects.get_or_create(name=named)[0] if named else None
    said = {"kind": kind, "standing": standing, "country": country, "rights": rights.strip()[:300]}
    change(source, now, owner=family, **said)
    told = Story.objects.filter(articles__source=source, last__gt=now - RECENT, merged_into=None)
    placing.settle(told.values_list("pk", flat=True).distinct())
