"""Who publishes, where they publish it, and what went wrong there."""

from django.db import models
from django.utils import timezone


class Owner(models.Model):
    """A family of outlets. Outlets of one owner are counted once where diversity counts; editors keep the list."""

    name = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class Source(models.Model):
    """An outlet or office that publishes."""

    class Kind(models.TextChoices):
        NEWSPAPER = "newspaper"
        AGENCY = "agency"
        BROADCASTER = "broadcaster"
        MAGAZINE = "magazine"
        OFFICE = "office", "public office"
        COMPANY = "company"
        RESEARCH = "research"
        BLOG = "blog"
        OTHER = "other"

    class State(models.TextChoices):
        ACTIVE = "active"
        PAUSED = "paused"
        REMOVED = "removed"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200, db_index=True)
    home = models.URLField(max_length=2000, blank=True)
    owner = models.ForeignKey(Owner, null=True, blank=True, on_delete=models.SET_NULL, related_name="sources")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1, two letters")
    language = models.CharField(max_length=12, blank=True)
    rights = models.CharField(max_length=300, blank=True, help_text="what the source allows beyond quoting")
    standing = models.SmallIntegerField(default=0, help_text="-2 to 2, set by an editor; a part of every rank")
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    state_before = models.CharField(max_length=10, blank=True, help_text="what undo of a removal goes back to")
    added = models.DateTimeField(default=timezone.now)
    icon = models.BinaryField(null=True, blank=True, help_text="PNG of 32 by 32 pixels, written by us")
    icon_at = models.DateTimeField(null=True, blank=True, help_text="last asked for")
    last_arrival = models.DateTimeField(null=True, blank=True)
    silent_since = models.DateTimeField(null=True, blank=True, help_text="set while it is quiet against its own rhythm")
    silence = models.CharField(max_length=300, blank=True, help_text="why we call it silent, in words")

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def family(self) -> str:
        """Return the owner, or the source itself: what counts as one voice among owners."""
        return self.owner.name if self.owner else self.name


class SourceBefore(models.Model):
    """What held of a source until a moment, kept when it changed: a page of the past shows what held then."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="before")
    until = models.DateTimeField(db_index=True)
    owner = models.ForeignKey(Owner, null=True, on_delete=models.SET_NULL, related_name="+")
    standing = models.SmallIntegerField()
    state = models.CharField(max_length=10, choices=Source.State)
    silent_since = models.DateTimeField(null=True)
    silence = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["until", "id"]

    def __str__(self) -> str:
        return f"{self.source_id} until {self.until}"


class SourceFeed(models.Model):
    """One address that is polled, with its rhythm and its health."""

    class Kind(models.TextChoices):
        FEED = "feed"
        SITEMAP = "sitemap"
        PAGE = "page"

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="feeds")
    url = models.CharField(max_length=2000, unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.FEED)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children", help_text="the sitemap index"
    )
    title = models.CharField(max_length=300, blank=True)
    host = models.CharField(max_length=255, db_index=True, help_text="whose budget a poll counts against")
    paused = models.BooleanField(default=False)

    etag = models.CharField(max_length=500, blank=True)
    modified = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=64, blank=True, help_text="of the last body: the same is not parsed again")
    ttl_minutes = models.PositiveIntegerField(null=True, blank=True)
    next_poll = models.DateTimeField(default=timezone.now, db_index=True)
    last_poll = models.DateTimeField(null=True, blank=True)
    last_success = models.DateTimeField(null=True, blank=True)
    last_new = models.DateTimeField(null=True, blank=True)
    interval = models.FloatField(default=900, help_text="seconds to the next poll, as last decided")
    failures = models.PositiveIntegerField(default=0, help_text="in a row")
    cause = models.CharField(max_length=30, blank=True, help_text="what failed last; empty when the last poll was well")
    problem = models.CharField(max_length=500, blank=True)
    advice = models.CharField(max_length=500, blank=True)

    arrivals = models.JSONField(default=list, help_text="when its latest items were first seen, as seconds since 1970")
    trust_tls = models.BooleanField(default=False, help_text="its certificate is broken and an editor accepts that")

    hub = models.CharField(max_length=2000, blank=True)
    hub_key = models.CharField(max_length=64, blank=True, db_index=True, help_text="unguessable end of our callback")
    push = models.JSONField(default=dict, help_text="the subscription at its hub, as `stet.gather.websub` keeps it")

    class Meta:
        ordering = ["source_id", "id"]

    def __str__(self) -> str:
        return self.url


class Problem(models.Model):
    """Something that went wrong, to what, and what to do about it. Repeats are counted, not repeated."""

    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.CASCADE, related_name="problems")
    stage = models.CharField(max_length=20, help_text="gather, read, group, check, rank")
    cause = models.CharField(max_length=60)
    subject = models.CharField(max_length=500, blank=True, help_text="the url or id it happened to")
    text = models.CharField(max_length=1000)
    advice = models.CharField(max_length=500, blank=True)
    first = models.DateTimeField(default=timezone.now)
    last = models.DateTimeField(default=timezone.now, db_index=True)
    count = models.PositiveIntegerField(default=1)
    resolved = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-last", "-id"]
        constraints = [models.UniqueConstraint(fields=["stage", "cause", "subject"], name="one_row_per_problem")]

    def __str__(self) -> str:
        return f"{self.subject}: {self.text}"
