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
    """An article mentions a subject. `arrived` repeats the article's, for counting by the hour."""

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="mentions")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="mentions")
    arrived = models.DateTimeField()
    count = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "subject"], name="mention_once")]
        indexes = [models.Index(fields=["subject", "arrived"], name="mention_by_time")]

    def __str__(self) -> str:
        return f"{self.subject_id} in {self.article_id}"
