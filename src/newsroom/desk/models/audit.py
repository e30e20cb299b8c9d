"""Who did what, chained: each entry carries the digest of the one before, so that an altered row is detected."""

from django.db import models


class Entry(models.Model):
    """One act. `digest` is SHA-256 over the entry before it and this one's canonical JSON (`newsroom.desk.audit`)."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    who = models.CharField(max_length=150)
    act = models.CharField(max_length=40, db_index=True)
    what = models.CharField(max_length=200, db_index=True)
    detail = models.JSONField(default=dict)
    before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.number} {self.who} {self.act} {self.what}"
