"""Reports: a ledger as text for a terminal, JSON, SARIF, GitHub annotations, or a page for people.

Every renderer takes ``(ledger, text, sources, path, where)`` and returns a string; `render` picks one by name. `where`
says where the text stands in its file; without it the text is the file.
"""

from collections.abc import Callable, Sequence

from stet.check.reports.machine import document, github, json, merged, sarif
from stet.check.reports.page import blank, html
from stet.check.reports.places import Lines
from stet.check.reports.terminal import text
from stet.errors import ConfigError
from stet.news import Ledger, Source

__all__ = ["document", "github", "html", "json", "merged", "nothing", "render", "sarif", "text"]

_RENDERERS: dict[str, Callable[[Ledger, str, Sequence[Source], str, Lines | None], str]] = {
    "text": text,
    "json": json,
    "sarif": sarif,
    "html": html,
    "github": github,
}


def nothing(format: str, why: str) -> str:
    """Return what a format writes when no draft was checked: valid, and empty where that is how it says nothing."""
    return {"sarif": merged([]) + "\n", "json": "[]\n", "html": blank(why)}.get(format, "")


def render(
    format: str,
    ledger: Ledger,
    *,
    text: str,
    sources: Sequence[Source] = (),
    path: str = "-",
    where: Lines | None = None,
) -> str:
    """Return the ledger in a named format.

    Raises:
        ConfigError: the format is unknown.
    """
    if format not in _RENDERERS:
        raise ConfigError(f"unknown format {format!r}", advice=f"Known: {', '.join(_RENDERERS)}.")
    return _RENDERERS[format](ledger, text, sources, path, where)
