"""Who works here, and what they were asked to look at."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from newsroom.desk.states import Role

ROLES = [(role.value, role.value) for role in Role]


class Member(models.Model):
    """A person's place in the house. No row, no role: an account alone opens nothing."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="member")
    name = models.CharField(max_length=120, help_text="as it stands in a byline")
    role = models.CharField(max_length=15, choices=ROLES)
    about = models.TextField(blank=True)
    totp_secret = models.CharField(max_length=64, blank=True)
    totp_confirmed = models.BooleanField(default=False)
    totp_last = models.PositiveBigIntegerField(default=0, help_text="the last time step used: a code works once")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SavedView(models.Model):
    """A search of the wire that a member keeps under a name; `shared` shows it to everybody."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="views")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)
    shared = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["member", "name"], name="one_view_a_name")]

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """A link by which somebody joins, once, for a few days. Only the digest of its token is kept."""

    digest = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=15, choices=ROLES)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.role} until {self.until:%Y-%m-%d}"


class Notice(models.Model):
    """A task for the desk: a source changed, a reader reported an error, somebody was mentioned."""

    class About(models.TextChoices):
        SOURCE = "a source changed"
        READER = "a reader reported an error"
        MENTION = "somebody mentioned you"
        ASSIGNED = "assigned"

    about = models.CharField(max_length=40, choices=About)
    key = models.CharField(max_length=120, unique=True, help_text="what it is about, so that it opens only once")
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    touched = models.JSONField(default=list, help_text="what it puts in doubt: [{what, key, title, facts, place}]")
    revision = models.ForeignKey("archive.Revision", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey("Post", null=True, blank=True, on_delete=models.CASCADE, related_name="notices")
    whom = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE)
    opened = models.DateTimeField(default=timezone.now, db_index=True)
    closed = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-opened"]

    def __str__(self) -> str:
        return self.title


class Passkey(models.Model):
    """A key in somebody's device. It proves both factors: the device, and the finger or code that opens it."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="passkeys")
    credential = models.BinaryField(unique=True)
    public_key = models.BinaryField()
    signed = models.PositiveBigIntegerField(default=0, help_text="the device's own count: going back betrays a copy")
    name = models.CharField(max_length=80)
    added = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["added"]

    def __str__(self) -> str:
        return self.name
