"""Hypothesis without deadlines: how fast a machine is proves nothing about the code."""

import os

from hypothesis import settings

# A run that decides about others' work draws the same examples each time; every other run looks for new ones.
settings.register_profile("untimed", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("untimed")
