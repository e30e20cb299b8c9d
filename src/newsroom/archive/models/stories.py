"""Articles about one event. Where each belonged at any moment is kept, so that any front page can be printed again."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from newsroom.archive.models.articles import Article


class Story(models.Model):
    """The articles about one event, over time. `key` is its public name and survives merges and splits."""

    key = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=1000)
    section = models.CharField(max_length=40, blank=True, db_index=True)
    first = models.DateTimeField(help_text="when its first article arrived")
    last = models.DateTimeField(db_index=True, help_text="when its latest article arrived")
    reports = models.PositiveIntegerField(default=0, help_text="articles")
    outlets = models.PositiveIntegerField(default=0)
    origins = models.PositiveIntegerField(default=0, help_text="independent ones: copies and rewrites count once")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="absorbed")
    chapter_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="chapters")
    pinned = models.PositiveSmallIntegerField(null=True, blank=True, help_text="the place an editor gave it")
    muted = models.BooleanField(default=False)
    held = models.BooleanField(default=False, help_text="an editor arranged it: the machine moves nothing in or out")
    brief = models.JSONField(default=dict, help_text="what is known, disputed, said and ahead, with evidence")
    stale = models.BooleanField(default=True, help_text="something arrived since its facts were last compared")
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-last", "-id"]
        verbose_name_plural = "stories"
        indexes = [
            models.Index(fields=["id"], name="story_stale", condition=Q(stale=True)),
            models.Index(fields=["origins", "section"], name="story_by_origins"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page of the story."""
        return reverse("story", args=[self.key])


class Membership(models.Model):
    """An article's time in a story, from `since` until `until`; the open one is where it belongs now."""

    class By(models.TextChoices):
        MACHINE = "machine"
        EDITOR = "editor"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="memberships")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="memberships")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    by = models.CharField(max_length=10, choices=By, default=By.MACHINE)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["article"], name="one_story_at_a_time", condition=Q(until=None)),
        ]
        indexes = [models.Index(fields=["story", "since"], name="membership_by_story")]

    def __str__(self) -> str:
        return f"{self.article_id} in {self.story_id}"


class Redirect(models.Model):
    """An address a story once had."""

    old = models.CharField(max_length=64, unique=True)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="redirects")

    def __str__(self) -> str:
        return f"{self.old} → {self.story_id}"
