"""The front page as it stood at a moment."""

from django.db import models

from newsroom.archive.models.stories import Story


class Edition(models.Model):
    """A front page. `content` is canonical JSON, kept as text: the same bytes for ever; `digest` is its SHA-256."""

    moment = models.DateTimeField(unique=True)
    made = models.DateTimeField(auto_now_add=True)
    content = models.TextField()
    digest = models.CharField(max_length=64, db_index=True)
    live = models.BooleanField(default=True, help_text="readers saw it; otherwise it was printed later")

    class Meta:
        ordering = ["-moment"]
        get_latest_by = "moment"

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d %H:%M:%S}"


class Readership(models.Model):
    """How often a story was opened in an hour. Nothing about the reader is kept: no cookie, no address."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="readership")
    hour = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "hour"], name="one_count_an_hour")]

    def __str__(self) -> str:
        return f"{self.story_id} at {self.hour:%Y-%m-%d %H}h: {self.count}"
