"""The editor's hand: what people decided about stories, with reason and undo. The machine never undoes it."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from newsroom.archive.models.articles import Article
from newsroom.archive.models.stories import Story


class Decision(models.Model):
    """One act of an editor. Rows are never changed, save to say that they were undone."""

    class Act(models.TextChoices):
        MERGE = "merge"
        SPLIT = "split"
        MOVE = "move"
        PIN = "pin"
        UNPIN = "unpin"
        MUTE = "mute"
        UNMUTE = "unmute"
        TITLE = "title"
        SECTION = "section"

    act = models.CharField(max_length=10, choices=Act)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="decisions")
    other = models.ForeignKey(Story, null=True, blank=True, on_delete=models.CASCADE, related_name="decided_with")
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.CASCADE, related_name="decisions")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    reason = models.CharField(max_length=500)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.act} {self.story_id}: {self.reason}"
