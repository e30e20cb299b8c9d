"""Who asked us for mail, or to be told in a browser. Nothing else about readers is kept anywhere.

To a database no story is like no other, and SQLite knows no word against it: so each table has a constraint for the
rows with a story and one for those without.
"""

from django.db import models


class Subscription(models.Model):
    """An address that wants the day's edition, or news of one story. Until it is confirmed nothing else is sent to it.

    A row that is stopped, or was not confirmed within a week, is deleted, not marked.
    """

    address = models.EmailField(max_length=254)
    story = models.ForeignKey(
        "archive.Story", null=True, blank=True, on_delete=models.CASCADE, related_name="followers"
    )
    asked = models.DateTimeField()
    confirmed = models.DateTimeField(null=True, blank=True)
    sent = models.DateTimeField(null=True, blank=True, help_text="the last digest")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address", "story"], name="one_subscription_each"),
            models.UniqueConstraint(
                fields=["address"], condition=models.Q(story__isnull=True), name="one_subscription_to_the_day"
            ),
        ]
        indexes = [models.Index(fields=["sent"], name="subscription_due", condition=models.Q(confirmed__isnull=False))]

    def __str__(self) -> str:
        return f"{self.address}: {self.story or 'the day'}"


class Device(models.Model):
    """A browser that wants to be told of one story, or of what we publish: where its push service takes messages."""

    endpoint = models.URLField(max_length=1000)
    story = models.ForeignKey("archive.Story", null=True, blank=True, on_delete=models.CASCADE, related_name="devices")
    public = models.BinaryField(max_length=65, help_text="the key that messages are sealed for")
    secret = models.BinaryField(max_length=16)
    since = models.DateTimeField()
    told = models.DateTimeField(db_index=True, help_text="the last message")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "story"], name="one_device_each"),
            models.UniqueConstraint(
                fields=["endpoint"], condition=models.Q(story__isnull=True), name="one_device_for_all_we_publish"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.endpoint[:60]}: {self.story or 'what we publish'}"
