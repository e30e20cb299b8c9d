"""What captures say: articles and their revisions, copies and their origins."""

from django.db import models
from django.db.models import Q

from newsroom.archive.models.captures import Capture, Item
from newsroom.archive.models.sources import Source
from stet import news

GENRES = [(genre.value, genre.value) for genre in news.Genre]
REPORTING = (news.Genre.REPORT.value, news.Genre.RELEASE.value)


class Article(models.Model):
    """One article of one source. The columns repeat its current revision; `text` lives in the revision."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="articles")
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.SET_NULL, related_name="articles")
    key = models.CharField(max_length=64, unique=True, help_text="the same article loaded twice has the same key")
    url = models.CharField(max_length=2000, db_index=True, blank=True)
    current = models.OneToOneField(
        "Revision", null=True, blank=True, on_delete=models.SET_NULL, related_name="current_of"
    )
    title = models.CharField(max_length=1000)
    excerpt = models.CharField(max_length=400, blank=True, help_text="what the public may read of the text")
    byline = models.JSONField(default=list)
    language = models.CharField(max_length=12, blank=True)
    genre = models.CharField(max_length=12, choices=GENRES, default=news.Genre.REPORT.value)
    words = models.PositiveIntegerField(default=0)

    arrived = models.DateTimeField(help_text="when we first had it: this orders")
    published = models.DateTimeField(null=True, blank=True, help_text="as claimed: shown beside the arrival")
    precision = models.CharField(max_length=10, blank=True)
    claimed_in = models.CharField(max_length=20, blank=True, help_text="where it was found: json-ld, feed, text…")
    ahead = models.BooleanField(default=False, help_text="claims a time more than ten minutes after it arrived")

    copy_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="copies")
    origin = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="descendants")
    copy_reason = models.CharField(max_length=300, blank=True)
    story = models.ForeignKey("Story", null=True, blank=True, on_delete=models.SET_NULL, related_name="articles")
    cited_at = models.DateTimeField(null=True, blank=True, help_text="last cited as evidence: then it is re-read")
    reread_at = models.DateTimeField(null=True, blank=True)

    # How far it is through the wire: set in the transaction that stored the stage's result.
    grouped_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    compared_at = models.DateTimeField(null=True, blank=True, help_text="last compared with its story's other origins")
    indexed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["arrived", "id"]
        indexes = [
            models.Index(fields=["-arrived", "-id"], name="article_latest"),
            models.Index(fields=["source", "-arrived"], name="article_by_source"),
            models.Index(fields=["story", "arrived"], name="article_by_story"),
            models.Index(fields=["genre", "-arrived", "-id"], name="article_by_genre"),
            models.Index(fields=["-arrived", "-id"], name="article_ahead", condition=Q(ahead=True)),
            models.Index(fields=["arrived", "id"], name="article_ungrouped", condition=Q(grouped_at=None)),
            models.Index(fields=["arrived", "id"], name="article_unchecked", condition=Q(checked_at=None)),
            models.Index(fields=["id"], name="article_unindexed", condition=Q(indexed_at=None)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reports(self) -> bool:
        """Say whether it counts as a source of fact: opinion, live blogs, stubs and walls do not."""
        return self.genre in REPORTING

    @property
    def voice(self) -> str:
        """Return whose words these are: the owner of the outlet that wrote them first. It confirms nothing twice.

        A newsroom's next report, an owner's other outlet and a copy of either are the same voice.
        """
        return (self.origin or self).source.family


class Revision(models.Model):
    """What an article said at one capture. Its text never changes, so that evidence stays where it was found."""

    class Change(models.TextChoices):
        FIRST = "first"
        TYPO = "typo"
        WORDING = "wording"
        ADDITION = "addition"
        HEADLINE = "headline"
        FACT = "fact"
        DELETION = "deletion"
        CORRECTION = "correction"  # the publisher says that it was wrong
        RETRACTION = "retraction"  # the publisher takes the article back
        REPLACED = "replaced"  # a wall or another text stands in its place: kept, never made the current one
        OTHER = "other"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(default=1)
    capture = models.ForeignKey(Capture, null=True, blank=True, on_delete=models.SET_NULL, related_name="revisions")
    arrived = models.DateTimeField()
    title = models.CharField(max_length=1000)
    text = models.TextField()
    paragraphs = models.JSONField(default=list, help_text="[[start, end], …]")
    pages = models.JSONField(default=list, help_text="[[start, end], …] of a document's pages")
    notices = models.JSONField(default=list, help_text="[[start, end], …] of the publisher's own correction notices")
    dateline = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=12, blank=True)
    genre = models.CharField(max_length=12, choices=GENRES, blank=True, help_text="empty in those of an old archive")
    change = models.CharField(max_length=12, choices=Change, default=Change.FIRST)
    diff = models.JSONField(default=list, help_text="word by word, against the revision before")

    class Meta:
        ordering = ["article_id", "number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="revision_number_once")]
        indexes = [models.Index(fields=["arrived"], condition=models.Q(number__gt=1), name="revision_later")]

    def __str__(self) -> str:
        return f"{self.title} (revision {self.number})"
