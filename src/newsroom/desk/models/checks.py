"""What the checker and the second reader said of one version of a draft, and what people bound by hand."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from newsroom.desk.gate import Bound
from newsroom.desk.models.drafts import Draft
from stet import news

VERDICTS = [(verdict.value, verdict.value) for verdict in news.Verdict]


class Check(models.Model):
    """One run of the checker. `error` says why it could not run: such a check opens nothing."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="checks")
    version = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(default=timezone.now)
    engine = models.CharField(max_length=80, blank=True)
    canary = models.BooleanField(default=False, help_text="a text that must be rejected was")
    findings = models.JSONField(default=list, help_text="docs/json.md, the facts of stet check")
    sources = models.JSONField(default=list, help_text="[{id, outlet, origin, published, url}] checked against")
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        get_latest_by = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.draft_id} at {self.at:%Y-%m-%d %H:%M}"


class Binding(models.Model):
    """A person vouches for a fact: by a passage, an observation, an interview; or a publisher overrides, in public.

    It holds as long as the fact's words and the words around them (`context`) stand in the text.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="bindings")
    text = models.TextField(help_text="the fact's words")
    context = models.TextField(help_text="the sentence they stand in")
    ground = models.CharField(max_length=12, choices=[(b.value, b.value) for b in Bound])
    revision = models.ForeignKey("archive.Revision", null=True, blank=True, on_delete=models.PROTECT)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    who = models.CharField(max_length=200, blank=True, help_text="who said it, or saw it, as readers may know them")
    on = models.DateField(null=True, blank=True, help_text="the day of the interview or observation")
    note = models.TextField(blank=True, help_text="for an override the reason that readers see")
    recording = models.FileField(upload_to="recordings/", null=True, blank=True)
    shown = models.BooleanField(default=False, help_text="readers may have the note and the recording")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.ground}: {self.text}"


class Reading(models.Model):
    """A second person's blind verdicts on a sample of facts; the rate of disagreement with the engine is public."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="readings")
    version = models.CharField(max_length=64, db_index=True)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sample = models.JSONField(help_text="indices into the check's findings, drawn when the reading began")
    verdicts = models.JSONField(default=dict, help_text="{index: verdict}")
    asked = models.PositiveSmallIntegerField(default=0)
    differed = models.PositiveSmallIntegerField(default=0)
    begun = models.DateTimeField(default=timezone.now)
    done = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-begun"]
        constraints = [models.UniqueConstraint(fields=["draft", "version", "reader"], name="one_reading_each")]

    def __str__(self) -> str:
        return f"{self.reader_id} read {self.draft_id}"
