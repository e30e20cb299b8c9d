"""What came back: the entries of feeds and the bytes of pages."""

from django.db import models
from django.db.models import Q

from newsroom.archive.models.sources import Source, SourceFeed


class Item(models.Model):
    """One entry of a feed or sitemap, as the source says it, and how far we are with it."""

    class State(models.TextChoices):
        WAITING = "waiting"  # its page is to be fetched
        CAPTURED = "captured"
        HELD = "held"  # kept back by the flood brake, shown to editors
        DROPPED = "dropped"  # held, and an editor did not want it
        FAILED = "failed"  # given up; the problem says why

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="items")
    feed = models.ForeignKey(SourceFeed, null=True, blank=True, on_delete=models.SET_NULL, related_name="items")
    key = models.CharField(max_length=64, help_text="digest of what identifies the entry within its source")
    keys = models.JSONField(default=list, help_text="all keys by which it is recognised again")
    digest = models.CharField(max_length=64, blank=True, help_text="of its words, to see when they change")
    guid = models.CharField(max_length=1000, blank=True)
    link = models.CharField(max_length=2000, blank=True)
    title = models.CharField(max_length=1000, blank=True)
    summary = models.TextField(blank=True)
    content = models.TextField(blank=True)
    author = models.CharField(max_length=300, blank=True)
    tags = models.JSONField(default=list)
    credit = models.CharField(max_length=300, blank=True, help_text="the outlet that an aggregator's feed names for it")
    published = models.DateTimeField(null=True, blank=True)
    updated = models.DateTimeField(null=True, blank=True)
    arrived = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["arrived", "id"]
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="item_once_per_source")]
        indexes = [
            models.Index(fields=["next_try", "id"], name="item_waiting", condition=Q(state="waiting")),
            models.Index(fields=["source", "-arrived"], name="item_by_source"),
        ]

    def __str__(self) -> str:
        return self.title or self.link or self.guid


class ItemKey(models.Model):
    """One of the keys by which an item is recognised again within its source."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="known_by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key", "item"], name="key_once_per_item")]

    def __str__(self) -> str:
        return f"{self.key[:12]} of {self.item_id}"


class Capture(models.Model):
    """The bytes that came back for a URL: where they lie in the archive. The row is written after the bytes."""

    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.SET_NULL, related_name="captures")
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.SET_NULL, related_name="captures")
    feed = models.ForeignKey(SourceFeed, null=True, blank=True, on_delete=models.SET_NULL, related_name="captures")
    first = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="further",
        help_text="the first page, where this is a further page of one article",
    )
    url = models.CharField(max_length=2000, db_index=True)
    final_url = models.CharField(max_length=2000)
    arrived = models.DateTimeField(db_index=True)
    status = models.PositiveSmallIntegerField(default=200)
    content_type = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, db_index=True)
    file = models.CharField(max_length=300)
    offset = models.PositiveBigIntegerField()
    length = models.PositiveBigIntegerField()
    read_at = models.DateTimeField(null=True, blank=True, help_text="set in the transaction that stored what it says")
    checked_at = models.DateTimeField(null=True, blank=True, help_text="last fixity check")
    intact = models.BooleanField(default=True)

    class Meta:
        ordering = ["arrived", "id"]
        constraints = [models.UniqueConstraint(fields=["file", "offset"], name="one_row_per_record")]
        indexes = [models.Index(fields=["arrived", "id"], name="capture_unread", condition=Q(read_at=None))]

    def __str__(self) -> str:
        return f"{self.url} at {self.arrived:%Y-%m-%d %H:%M:%S}"
