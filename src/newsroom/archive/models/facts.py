"""Facts, what the other sources say of them, and the passages that carry them."""

from django.db import models

from newsroom.archive.models.articles import Revision
from newsroom.archive.models.stories import Story
from stet import news

KINDS = [(kind.value, kind.value) for kind in news.Kind]
VERDICTS = [(verdict.value, verdict.value) for verdict in news.Verdict]


class Fact(models.Model):
    """A checkable statement: characters `start` to `end` of a revision's text."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=12, choices=KINDS)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    value = models.JSONField(default=dict)
    frame = models.JSONField(default=dict)

    class Meta:
        ordering = ["revision_id", "start", "end"]

    def __str__(self) -> str:
        return self.text


class Finding(models.Model):
    """What the other origins of a story say of a fact. No row: no other origin mentions it."""

    fact = models.OneToOneField(Fact, on_delete=models.CASCADE, related_name="finding")
    story = models.ForeignKey(Story, null=True, blank=True, on_delete=models.CASCADE, related_name="findings")
    verdict = models.CharField(max_length=15, choices=VERDICTS)
    rule = models.CharField(max_length=80)
    reason = models.TextField()
    code = models.CharField(max_length=12, blank=True)
    origins = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["verdict", "story"], name="finding_by_verdict")]

    def __str__(self) -> str:
        return f"{self.verdict}: {self.fact_id}"


class Evidence(models.Model):
    """A passage that bears on a finding: characters of a revision's text."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="evidence")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="evidence")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["finding_id", "id"]
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.text
