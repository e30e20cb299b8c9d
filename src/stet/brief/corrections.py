"""Which sentences correct a report. They repeat what was wrong, so they tell a story's corrections and nothing else."""

import re

_CORRECTS = re.compile(
    r"\b(?:correction\b|corrects\b|correcting and replacing|clarification\b|retract(?:s|ed|ion)\b|"
    r"an earlier version of this|"
    r"this (?:article|story|report) (?:has been|was) (?:corrected|amended|updated to correct))",
    re.IGNORECASE,
)


def corrects(said: str) -> bool:
    """Say whether a sentence or a headline corrects a report or takes it back."""
    return bool(_CORRECTS.search(said))
