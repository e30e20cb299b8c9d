"""A story told in its sources' own sentences: `brief` makes one story's, `edition` the day's."""

from typing import Any

__all__ = ["brief", "edition"]


def __getattr__(name: str) -> Any:
    if name == "brief":
        from stet.brief.story import brief

        return brief
    if name == "edition":
        from stet.brief.daily import edition

        return edition
    raise AttributeError(f"stet.brief has no {name!r}")
