"""The room of readers."""

from django.apps import AppConfig


class PressConfig(AppConfig):
    """Pages, feeds and everything else that is public."""

    name = "newsroom.press"
    label = "press"
    verbose_name = "press"
