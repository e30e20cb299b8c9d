"""Sitemaps (sitemaps.org) with Google's news extension, and sitemap indexes; gzipped or not; or lists of links."""

import gzip
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from stet.errors import NotAFeed, TooLarge
from stet.gather import charsets, links
from stet.gather.inflate import inflate
from stet.gather.moments import moment
from stet.gather.plain import Form, plain
from stet.gather.walk import NotWellFormed, Walker
from stet.news import Item

MAX_BYTES = 50 << 20  # unpacked; the protocol's own limit
MAX_LINKS = 50_000  # the protocol's own limit
MAX_CHILDREN = 12  # sitemaps of an index that are looked at: sites split by month or subject, news is in few
RECENT = timedelta(days=7)  # what a site changed before that is its archive; news sitemaps hold two days
_TEXTS = {"loc", "lastmod", "news:title", "news:publication_date", "news:name", "news:keywords", "news:language"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Child:
    """A sitemap that an index points to."""

    url: str
    changed: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Sitemap:
    """Pages, or further sitemaps. `news` says that the news extension was used: then every item has a title."""

    items: tuple[Item, ...] = ()
    children: tuple[Child, ...] = ()
    news: bool = False
    problems: tuple[str, ...] = ()


def parse(body: bytes, *, url: str = "") -> Sitemap:
    """Read a sitemap or an index.

    Raises:
        NotAFeed: neither.
        TooLarge: more than `MAX_BYTES` unpacked, or nested deeper than any sitemap.
    """
    text = charsets.decode(_unpacked(body)).text.lstrip("\ufeff \t\r\n")
    if len(text) > MAX_BYTES:
        raise TooLarge(f"it has more than {MAX_BYTES:,} bytes", subject=url, advice="Ask the source to split it")
    if not text.startswith("<"):
        return _listed(text, url)
    reader = _Reader(url)
    try:
        reader.walk(text)
    except NotWellFormed as error:
        if not (reader.items or reader.children):
            raise NotAFeed(f"it is {error}", subject=url, advice="Tell the source") from error
        reader.problems.append(f"it is {error}; what stands before is read")
    except _Enough:
        reader.problems.append(f"only the first {MAX_LINKS:,} links were read")
    return Sitemap(
        items=tuple(reader.items), children=tuple(reader.children), news=reader.news, problems=tuple(reader.problems)
    )


def recent(items: Iterable[Item], now: datetime) -> tuple[Item, ...]:
    """Return the pages that are news: published or changed within `RECENT`, latest first; those without a date last."""
    floor = datetime.min.replace(tzinfo=UTC)
    dated = [(item.published or item.updated or floor, item) for item in items]
    kept = [(when, item) for when, item in dated if when == floor or when > now - RECENT]
    return tuple(item for _, item in sorted(kept, key=lambda pair: pair[0], reverse=True))


def live(children: Iterable[Child], now: datetime) -> tuple[Child, ...]:
    """Return the sitemaps of an index where news can be: those named so, then the latest changed, at most twelve.

    One that has not changed for `RECENT` is left out, unless it is called news; one that says nothing is taken last.
    """
    floor = datetime.min.replace(tzinfo=UTC)
    fit = [one for one in children if _newsy(one) or one.changed is None or one.changed > now - RECENT]
    return tuple(sorted(fit, key=lambda one: (_newsy(one), one.changed or floor), reverse=True)[:MAX_CHILDREN])


def _newsy(child: Child) -> bool:
    return "news" in child.url.rpartition("/")[2].lower()


def _unpacked(body: bytes) -> bytes:
    """Undo gzip, which sitemaps have as a file format, apart from any content encoding."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return inflate([body], "gzip", MAX_BYTES)
    except (gzip.BadGzipFile, zlib.error) as error:
        raise NotAFeed(f"its compression is damaged: {error}", advice="Tell the source") from error


def _listed(text: str, url: str) -> Sitemap:
    found = [links.followed(line.strip()) for line in text.splitlines()[:MAX_LINKS]]
    items = [Item(id=link, link=link) for link in found if link.startswith("http")]
    if not items:
        raise NotAFeed("it is no sitemap", subject=url, advice="Give the address of a sitemap")
    return Sitemap(items=tuple(items))


class _Enough(Exception):
    """The limit of links was reached."""


class _Reader(Walker):
    max_depth = 16

    def __init__(self, url: str) -> None:
        super().__init__()
        self.items: list[Item] = []
        self.children: list[Child] = []
        self.problems: list[str] = []
        self.news = False
        self._url = url
        self._said: dict[str, str] = {}
        self._within = ""

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Begin a link, or one of its texts."""
        tag = _tag(name)
        if self.depth == 1 and tag not in ("urlset", "sitemapindex"):
            raise NotAFeed(f"its root is <{tag[:40]}>", subject=self._url, advice="Give the address of a sitemap")
        if tag in ("url", "sitemap"):
            self._said = {}
        self._within = tag if tag in _TEXTS else ""

    def characters(self, text: str) -> None:
        """Take a text; over-long ones are cut."""
        if self._within and len(self._said.get(self._within, "")) < links.LONGEST:
            self._said[self._within] = self._said.get(self._within, "") + text

    def closed(self, name: str) -> None:
        """Keep the link that ends here."""
        self._within = ""
        tag = _tag(name)
        if tag not in ("url", "sitemap"):
            return
        if len(self.items) + len(self.children) >= MAX_LINKS:
            raise _Enough
        link = links.followed(self._said.get("loc", ""), self._url)
        changed = moment(self._said.get("lastmod", ""))
        if link and tag == "sitemap":
            self.children.append(Child(url=link, changed=changed))
        elif link:
            self.items.append(self._item(link, changed))

    def _item(self, link: str, changed: datetime | None) -> Item:
        said = self._said
        title = plain(said.get("news:title", ""), Form.GUESS)[:2000]
        self.news = self.news or bool(title)
        tags = (plain(tag, Form.TEXT)[:200] for tag in said.get("news:keywords", "").split(","))
        return Item(
            id=link,
            link=link,
            title=title,
            published=moment(said.get("news:publication_date", "")),
            updated=changed,
            tags=tuple(dict.fromkeys(t for t in tags if t)),
        )


def _tag(name: str) -> str:
    """Return an element's name; those of pictures and videos, whose <loc> is not the page's, are told apart."""
    uri, _, local = name.rpartition(" ")
    if "sitemap-news" in uri.lower():
        return f"news:{local.lower()}"
    return f"other:{local}" if re.search(r"sitemap-(?!0)|schemas/(?!sitemap)", uri) else local.lower()
