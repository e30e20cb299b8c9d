"""Find a source, or make it."""

from django.utils.text import slugify

from newsroom.archive.models import Owner, Source


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
