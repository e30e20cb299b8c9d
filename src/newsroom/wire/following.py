"""Follow sources: add, pause, resume, remove, take back."""

from datetime import UTC, datetime

from django.db.models import Q

from newsroom.archive.models import Source
from stet.errors import ConfigError


def find(name: str) -> Source:
    """Return the source of that slug, name or address. Raises `ConfigError` with the names that are near."""
    asked = Q(slug=name) | Q(name__iexact=name) | Q(home=name) | Q(feeds__url=name)
    found = Source.objects.filter(asked).distinct().first()
    if found:
        return found
    near = Source.objects.filter(Q(slug__icontains=name) | Q(name__icontains=name)).values_list("slug", flat=True)[:5]
    raise ConfigError(
        "no source is called that",
        subject=name,
        advice=f"Did you mean {', '.join(near)}?" if near else "`newsroom sources` lists them.",
    )


def pause(source: Source) -> Source:
    """Stop polling a source."""
    return _set(source, Source.State.PAUSED)


def resume(source: Source) -> Source:
    """Poll a source again, at once."""
    source.feeds.update(next_poll=datetime.now(UTC), failures=0)
    return _set(source, Source.State.ACTIVE)


def remove(source: Source) -> Source:
    """Stop following a source; its articles stay as evidence."""
    return _set(source, Source.State.REMOVED)


def restore(source: Source) -> Source:
    """Take back a removal."""
    return _set(source, source.state_before or Source.State.ACTIVE) if source.state == Source.State.REMOVED else source


def _set(source: Source, state: str) -> Source:
    if source.state != state:
        source.state_before, source.state = source.state, state
        source.save(update_fields=["state", "state_before"])
    return source
