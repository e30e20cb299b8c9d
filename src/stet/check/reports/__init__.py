"""Reports: a ledger as text for a terminal, JSON, SARIF, GitHub annotations, or a page for people.

Every renderer takes ``(ledger, text, sources, path)`` and returns a string; `render` picks one by name.
"""

from collections.abc import Callable, Sequence

from stet.check.reports.machine import github, json, merged, sarif
from stet.check.reports.page import blank, html
from stet.check.reports.terminal import text
from stet.errors import ConfigError
from stet.news import Ledger, Source

__all__ = ["github", "html", "json", "merged", "nothing", "render", "sarif", "text"]

_RENDERERS: dict[str, Callable[[Ledger, str, Sequence[Source], str], str]] = {
    "text": text,
    "json": json,
    "sarif": sarif,
    "html": html,
    "github": github,
}


def nothing(format: str, why: str) -> str:
    """Return what a format writes when no draft was checked: valid, and empty where that is how it says nothing."""
    return {"sarif": merged([]) + "\n", "json": "[]\n", "html": blank(why)}.get(format, "")


def render(format: str, ledger: Ledger, *, text: str, sources: Sequence[Source] = (), path: str = "-") -> str:
    """Return the ledger in a named format.

    Raises:
        ConfigError: the format is unknown.
    """
    if format not in _RENDERERS:
        raise ConfigError(f"unknown format {format!r}", advice=f"Known: {', '.join(_RENDERERS)}.")
    return _RENDERERS[format](ledger, text, sources, path)
