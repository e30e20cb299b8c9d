"""The room where copy is written."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_save


class DeskConfig(AppConfig):
    """Drafts, checks, posts, corrections, people and their roles."""

    name = "newsroom.desk"
    label = "desk"
    verbose_name = "desk"

    def ready(self) -> None:
        """Listen for changed sources: a revision that touches a post opens a task in the moment it is stored."""
        from newsroom.archive.models import Revision

        post_save.connect(_revised, sender=Revision, dispatch_uid="desk.source_changed")


def _revised(instance: Any, **_: Any) -> None:
    """Look at every save: a revision is stored first, and what kind of change it is a moment later."""
    from newsroom.desk import notices

    if instance.number > 1:
        notices.source_changed(instance)
