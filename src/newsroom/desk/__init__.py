"""Editors write with the evidence beside the text, check, publish, correct. `states` and `gate` decide; `acts` does."""
