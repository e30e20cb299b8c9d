"""What was published: posts, each version of them for ever, and what was corrected."""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from newsroom.desk.models.drafts import Draft
from newsroom.desk.states import PUBLIC, State


class PublicPosts(models.QuerySet["Post"]):
    """Posts that readers may see. Every page, feed, search and sitemap starts here, so that an embargo has one door."""

    def public(self, now: datetime) -> "PublicPosts":
        """Return the posts that are public at `now`: in a public state, published, and past their embargo."""
        return self._past(now, PUBLIC)

    def withdrawn(self, now: datetime | None = None) -> "PublicPosts":
        """Return the posts that were withdrawn: their address tells why. An embargo that was set holds all the same."""
        return self._past(now or timezone.now(), {State.WITHDRAWN})

    def told(self, now: datetime) -> "PublicPosts":
        """Return the posts whose address says something at `now`: those that are public and those withdrawn."""
        return self._past(now, {*PUBLIC, State.WITHDRAWN})

    def _past(self, now: datetime, states: Collection[State]) -> "PublicPosts":
        passed = Q(draft__embargo=None) | Q(draft__embargo__lte=now)
        return self.filter(passed, draft__state__in=[s.value for s in states], published__lte=now)


class Post(models.Model):
    """A draft's public life. The slug is its address and never changes."""

    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, related_name="post")
    slug = models.SlugField(max_length=80, unique=True)
    published = models.DateTimeField(db_index=True)
    updated = models.DateTimeField()
    current = models.OneToOneField("Version", null=True, on_delete=models.PROTECT, related_name="current_of")
    notice = models.TextField(blank=True, help_text="why it was withdrawn")

    objects = PublicPosts.as_manager()

    class Meta:
        ordering = ["-published", "-id"]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        """Return the page of the post."""
        return reverse("post", args=[self.slug])


class Version(models.Model):
    """What readers were given from a moment on, with the ledger that let it pass. Never changed."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    headline = models.CharField(max_length=300)
    standfirst = models.TextField(blank=True)
    body = models.TextField()
    html = models.TextField(help_text="the body, rendered and cleaned when it was published")
    byline = models.CharField(max_length=200)
    section = models.CharField(max_length=40, blank=True)
    tags = models.JSONField(default=list)
    picture = models.CharField(max_length=200, blank=True)
    picture_alt = models.CharField(max_length=300, blank=True)
    picture_credit = models.CharField(max_length=200, blank=True)
    findings = models.JSONField(default=list, help_text="the ledger; a fact bound by hand has its `ground`")
    sources = models.JSONField(default=list)
    engine = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the text")

    class Meta:
        ordering = ["post_id", "number"]
        constraints = [models.UniqueConstraint(fields=["post", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.headline} ({self.number})"

    @property
    def text(self) -> str:
        """Return the checked text, as the desk joins it: what the ledger's spans count in."""
        return "\n\n".join(part for part in (self.headline, self.standfirst, self.body) if part.strip())


class Citation(models.Model):
    """A passage on which a fact of a version stands: so that what a source changes is found in every post at once."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="citations")
    fact = models.PositiveIntegerField(help_text="its place in the version's ledger")
    revision = models.ForeignKey("archive.Revision", on_delete=models.CASCADE, related_name="citations")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ["version_id", "fact", "id"]

    def __str__(self) -> str:
        return f"{self.version_id}, fact {self.fact}, in {self.revision_id}"


class Corrections(models.QuerySet["Correction"]):
    """What was corrected; every channel that tells of corrections starts here, as those that tell of posts do."""

    def public(self, now: datetime) -> "Corrections":
        """Return the corrections that readers may see at `now`: those of posts they may see or that were withdrawn."""
        return self.filter(post__in=Post.objects.told(now).values("pk"), at__lte=now)


class Correction(models.Model):
    """A public change to a post: what was wrong, what is right, and why it was wrong."""

    class Sort(models.TextChoices):
        CORRECTION = "correction"
        UPDATE = "update"
        RETRACTION = "retraction"

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="corrections")
    sort = models.CharField(max_length=12, choices=Sort)
    wrong = models.TextField(blank=True)
    right = models.TextField(blank=True)
    cause = models.TextField()
    before = models.ForeignKey(Version, null=True, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Version, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(db_index=True)

    objects = Corrections.as_manager()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.sort} of {self.post_id}"
