"""What articles are about: names, places and topics."""

from django.db import models

from newsroom.archive.models.articles import Article


class Subject(models.Model):
    """A name, place or topic that articles mention; trending compares each with its own past."""

    class Kind(models.TextChoices):
        NAME = "name"
        PLACE = "place"
        TOPIC = "topic"

    key = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NAME)

    def __str__(self) -> str:
        return self.name


class Mention(models.Model):
    """An article mentions a subject, for as long as a revision that does is the current one.

    `arrived` repeats the article's, for counting by the hour.
    """

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="mentions")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="mentions")
    arrived = models.DateTimeField()
    since = models.DateTimeField(help_text="when the revision arrived that first mentions it")
    until = models.DateTimeField(null=True, blank=True, help_text="when one arrived that does so no more")
    count = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "subject"], condition=models.Q(until=None), name="mention_once")
        ]
        indexes = [models.Index(fields=["subject", "arrived"], name="mention_by_time")]

    def __str__(self) -> str:
        return f"{self.subject_id} in {self.article_id}"
