"""The room where copy is written."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Drafts, checks, posts, corrections, people and their roles."""

    name = "newsroom.desk"
    label = "desk"
    verbose_name = "desk"
