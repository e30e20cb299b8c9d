"""Lists of feeds as other readers keep them: OPML in and out, bounded in size and depth."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import quoteattr

from stet.errors import NotAFeed, TooLarge
from stet.gather import charsets, links
from stet.gather.plain import Form, plain
from stet.gather.walk import NotWellFormed, Walker

MAX_BYTES = 32 << 20
MAX_FEEDS = 100_000
MAX_DEPTH = 32  # folders in folders; nobody finds anything in more


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """A feed in a list: where it is, what it is called, its site, and the folders it lies in, outermost first."""

    feed: str
    title: str = ""
    site: str = ""
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlines:
    """A list of feeds, each once, and what had to be left out of it, in words."""

    title: str
    feeds: tuple[Outline, ...]
    problems: tuple[str, ...] = ()


def read(body: bytes) -> Outlines:
    """Read a list.

    Raises:
        NotAFeed: it is no OPML; the place is named where the XML breaks.
        TooLarge: more than `MAX_BYTES`, `MAX_FEEDS` or `MAX_DEPTH`.
    """
    if len(body) > MAX_BYTES:
        raise TooLarge(f"the list has {len(body):,} bytes, over {MAX_BYTES:,}", advice="Split it")
    reader = _Reader()
    try:
        reader.walk(charsets.decode(body).text.lstrip("\ufeff \t\r\n"))
    except NotWellFormed as error:
        raise NotAFeed(f"the list is {error}", advice="Export it again") from error
    problems = [f"Entries without an address of the web: {reader.unusable:,}"] if reader.unusable else []
    problems += [f"Feeds that are listed once more: {reader.doubled:,}"] if reader.doubled else []
    return Outlines(title=plain(reader.title), feeds=tuple(reader.feeds.values()), problems=tuple(problems))


class _Reader(Walker):
    max_depth = MAX_DEPTH + 3  # opml, body and the outline itself

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.feeds: dict[str, Outline] = {}
        self.unusable = self.doubled = 0
        self._folders: list[str] = []
        self._in_title = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take a folder or a feed."""
        tag = name.rpartition(" ")[2].lower()
        if self.depth == 1 and tag != "opml":
            raise NotAFeed(f"its root is <{tag[:40]}>, not <opml>", advice="Export the list as OPML")
        self._in_title = tag == "title" and not self.feeds
        if tag == "outline":
            self._outline({k.lower(): v for k, v in attributes.items()})

    def _outline(self, said: dict[str, str]) -> None:
        called = plain(said.get("title") or said.get("text") or "", Form.TEXT)[:500]
        if "xmlurl" in said:
            self._feed(said, called)
        elif said.get("type", "").lower() in ("rss", "atom"):
            self.unusable += 1
        self._folders.append(called)

    def _feed(self, said: dict[str, str], called: str) -> None:
        address = links.followed(said["xmlurl"])
        if not address.startswith("http"):
            self.unusable += 1
        elif address in self.feeds:
            self.doubled += 1
        elif len(self.feeds) >= MAX_FEEDS:
            raise TooLarge(f"the list has more than {MAX_FEEDS:,} feeds", advice="Split it")
        else:
            site = links.followed(said.get("htmlurl", ""))
            folders = tuple(f for f in self._folders if f)
            self.feeds[address] = Outline(feed=address, title=called, site=site, folders=folders)

    def closed(self, name: str) -> None:
        """Leave a folder."""
        self._in_title = False
        if name.rpartition(" ")[2].lower() == "outline":
            self._folders.pop()

    def characters(self, text: str) -> None:
        """Take the list's title."""
        if self._in_title and len(self.title) < 500:
            self.title += text


def write(feeds: Iterable[Outline], *, title: str, now: datetime) -> bytes:
    """Write a list as OPML 2.0, folders as nested outlines, in the order of the feeds."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">', "  <head>"]
    lines += [f"    <title>{_quoted(title)[1:-1]}</title>", f"    <dateCreated>{_rfc822(now)}</dateCreated>"]
    lines += ["  </head>", "  <body>"]
    here: tuple[str, ...] = ()
    for feed in sorted(feeds, key=lambda f: f.folders):
        lines += _moved(here, feed.folders)
        here = feed.folders
        said = {"text": feed.title or feed.feed, "title": feed.title, "xmlUrl": feed.feed, "htmlUrl": feed.site}
        attributes = " ".join(f"{k}={_quoted(v)}" for k, v in said.items() if v)
        lines.append(f'{"  " * (len(here) + 2)}<outline type="rss" {attributes}/>')
    lines += [*_moved(here, ()), "  </body>", "</opml>", ""]
    return "\n".join(lines).encode()


def _moved(here: tuple[str, ...], there: tuple[str, ...]) -> list[str]:
    """Return the lines that close and open folders between one feed and the next."""
    same = next((n for n, (a, b) in enumerate(zip(here, there, strict=False)) if a != b), min(len(here), len(there)))
    closing = [f"{'  ' * (level + 2)}</outline>" for level in range(len(here) - 1, same - 1, -1)]
    opening = [f"{'  ' * (level + 2)}<outline text={_quoted(there[level])}>" for level in range(same, len(there))]
    return closing + opening


def _quoted(text: str) -> str:
    """Quote an attribute; characters that XML cannot hold at all are left out."""
    held = "".join(
        c for c in text if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )
    return quoteattr(held, {'"': "&quot;"})


def _rfc822(moment: datetime) -> str:
    return moment.strftime("%a, %d %b %Y %H:%M:%S %z")
