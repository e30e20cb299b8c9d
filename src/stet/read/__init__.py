"""From a capture to an article: what a page, a PDF or a pasted text says, without the furniture around it."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stet.read.article import read
    from stet.read.joining import join
    from stet.read.pages import following

__all__ = ["following", "join", "read"]


def __getattr__(name: str) -> Any:
    # Loaded late: trafilatura and its word lists cost 0.4 s, which `stet --help` must not pay.
    if name == "read":
        from stet.read.article import read

        return read
    if name == "following":
        from stet.read.pages import following

        return following
    if name == "join":
        from stet.read.joining import join

        return join
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
