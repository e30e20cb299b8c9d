"""The place a report was filed from, as it opens: "GENEVA (Reuters) - "."""

from stet import text as texts


def dateline(text: str) -> str:
    """Return the place that `text` opens with, or an empty string."""
    return texts.dateline(text)[0]
