"""The room of what is kept."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """Tables, WARC files and the search index."""

    name = "newsroom.archive"
    label = "archive"
    verbose_name = "archive"
