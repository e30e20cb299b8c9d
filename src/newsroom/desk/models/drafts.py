"""Copy while it is written: the draft, every save of it, and what colleagues say."""

import hashlib

from django.conf import settings
from django.db import models
from django.utils import timezone

from newsroom.desk.states import State

STATES = [(state.value, state.value) for state in State]


class Draft(models.Model):
    """A piece of copy. `number` counts its saves: whoever saves says which number he started from."""

    state = models.CharField(max_length=12, choices=STATES, default=State.DRAFT.value, db_index=True)
    held_from = models.CharField(max_length=12, choices=STATES, blank=True)
    number = models.PositiveIntegerField(default=0)
    headline = models.CharField(max_length=300, blank=True)
    standfirst = models.TextField(blank=True)
    body = models.TextField(blank=True, help_text="Markdown")
    byline = models.CharField(
        max_length=200, blank=True, help_text="empty is the author's name; Editorial is the house"
    )
    section = models.CharField(max_length=40, blank=True)
    tags = models.JSONField(default=list)
    picture = models.ImageField(upload_to="pictures/", null=True, blank=True)
    picture_alt = models.CharField(max_length=300, blank=True)
    picture_credit = models.CharField(max_length=200, blank=True)
    story = models.ForeignKey("archive.Story", null=True, blank=True, on_delete=models.SET_NULL, related_name="drafts")
    related = models.ManyToManyField("archive.Story", blank=True, related_name="related_drafts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="drafts")
    assigned = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="assignments"
    )
    due = models.DateTimeField(null=True, blank=True)
    handover = models.TextField(blank=True, help_text="what the next person needs to know")
    embargo = models.DateTimeField(null=True, blank=True, help_text="nothing of it is public before")
    made = models.DateTimeField(default=timezone.now)
    saved = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["-saved"]

    def __str__(self) -> str:
        return self.headline or "Untitled"

    @property
    def text(self) -> str:
        """Return the copy as readers get its words: what is checked, and what spans count in."""
        return "\n\n".join(part for part in (self.headline, self.standfirst, self.body) if part.strip())

    @property
    def version(self) -> str:
        """Return the digest of the text: a check and a second reading hold for one version only."""
        return hashlib.sha256(self.text.encode()).hexdigest()


class Saved(models.Model):
    """One save of a draft. Rows are never changed: everything anybody saved can be read and restored."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="saves")
    number = models.PositiveIntegerField()
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    headline = models.CharField(max_length=300, blank=True)
    standfirst = models.TextField(blank=True)
    body = models.TextField(blank=True)
    why = models.CharField(max_length=300, blank=True)
    aside = models.BooleanField(default=False, help_text="started from an older save: kept beside, not in the line")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["draft_id", "number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "number"], name="one_save_a_number", condition=models.Q(aside=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.headline} ({self.number})"


class Comment(models.Model):
    """What a colleague says about a draft, or about some of its words."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="comments")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    quoted = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return self.text[:60]
