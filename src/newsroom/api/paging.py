"""Pages of rows, turned into what is said only where they are asked for."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet


class Mapped:
    """A query whose rows are turned into public form only for the page that is asked for."""

    def __init__(self, rows: QuerySet[Any], shape: Callable[[Any], dict[str, Any]]) -> None:
        self._rows, self._shape = rows, shape

    def __getitem__(self, where: slice) -> list[dict[str, Any]]:
        return [self._shape(row) for row in self._rows[where]]

    def count(self) -> int:
        """Count all rows, for the paginator."""
        return self._rows.count()

    def all(self) -> "Mapped":
        """Return itself: what the paginator calls."""
        return self
