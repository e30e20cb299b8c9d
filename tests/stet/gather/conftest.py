"""Hypothesis without deadlines: how fast a machine is proves nothing about the code."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
