"""What a page, or a feed, says about where its news can be gathered: feeds, sitemaps, hub, canonical address, owner."""

import contextlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from stet.errors import InputError
from stet.gather import charsets, feeds, links
from stet.gather.plain import Form, plain
from stet.news import Capture

MAX_CANDIDATES = 50
_LOOKED_AT = 2 << 20  # bytes of a page; what it declares stands at the beginning
_TYPES = {
    "application/rss+xml": "rss",
    "application/atom+xml": "atom",
    "application/feed+json": "json",
    "application/rdf+xml": "rdf",
    "application/x.atom+xml": "atom",
    "application/x-atom+xml": "atom",
    "text/rss+xml": "rss",
}
# Where feeds and sitemaps are found when a page declares none, the usual ones first.
_USUAL = ("/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feed.json", "/feeds/posts/default")
_USUAL_SITEMAPS = ("/sitemap.xml", "/news-sitemap.xml", "/sitemap_index.xml", "/sitemap-news.xml")
_FEEDISH = re.compile(r"(?:^|[/._-])(?:rss|atom|feeds?|rdf)(?:[/._?-]|$)|\.(?:rss|atom|rdf)$", re.IGNORECASE)
_LINK_HEADER = re.compile(r"<([^<>]{1,4096})>((?:\s*;\s*[\w*-]+\s*=\s*(?:\"[^\"]*\"|[^\s\",;]+))*)")
_PARAMETER = re.compile(r";\s*([\w*-]+)\s*=\s*(?:\"([^\"]*)\"|([^\s\",;]+))")
_COMMENTS = re.compile(r"comment|kommentar|commentaire|comentario", re.IGNORECASE)
_PUBLISHERS = {"NewsMediaOrganization", "Organization", "WebSite", "Corporation", "GovernmentOrganization"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A place where a feed or sitemap is, or may be. `declared` says that the page points to it itself."""

    url: str
    title: str = ""
    kind: str = ""
    declared: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What was found, best first."""

    feeds: tuple[Candidate, ...] = ()
    sitemaps: tuple[Candidate, ...] = ()
    hub: str = ""
    itself: str = ""
    canonical: str = ""
    name: str = ""
    owner: str = ""
    language: str = ""
    icon: str = ""


def discover(capture: Capture, *, robots: str = "") -> Found:
    """Find where the news of a page can be gathered; `robots` is its site's robots.txt, which may name sitemaps.

    A feed is its own candidate. Places that are only usual are given last, and are for the caller to try.
    """
    url = capture.final_url
    header = list(_header_links(capture.header("link"), url))
    hub, itself = _first(header, "hub"), _first(header, "self")
    try:
        feed = feeds.parse(capture.body, url=url, content_type=capture.header("content-type"))
    except InputError:
        return _of_page(capture, header, hub, itself, robots)
    own = Candidate(url=itself or url, title=feed.title, kind="feed")
    return Found(
        feeds=(own,), hub=hub or feed.hub, itself=itself or url, canonical=feed.link, name=feed.title,
        language=feed.language,
    )  # fmt: skip


def _of_page(
    capture: Capture, header: list[tuple[str, str, dict[str, str]]], hub: str, itself: str, robots: str
) -> Found:
    url = capture.final_url
    page = _Page(capture)
    declared = [Candidate(url=u, title=s.get("title", ""), kind=_TYPES[s["type"]]) for r, u, s in header
                if "alternate" in r.split() and s.get("type") in _TYPES]  # fmt: skip
    feeds_found = [*declared, *page.feeds, *page.linked]
    usual = [Candidate(url=urljoin(url, p), kind="feed", declared=False) for p in _USUAL]
    maps = [Candidate(url=u, kind="sitemap") for u in _robots_sitemaps(robots, url)]
    usual_maps = [Candidate(url=urljoin(url, p), kind="sitemap", declared=False) for p in _USUAL_SITEMAPS]
    return Found(
        feeds=_ranked(feeds_found or usual),
        sitemaps=_ranked([*page.sitemaps, *maps] or usual_maps),
        hub=hub or page.hub,
        itself=itself,
        canonical=page.canonical,
        name=page.name,
        owner=page.owner,
        language=page.language,
        icon=page.icon,
    )


def _ranked(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return each place once, the news sitemap first, feeds of comments last, otherwise as the page has them."""
    once: dict[str, Candidate] = {}
    for candidate in candidates:
        once.setdefault(candidate.url, candidate)
    ordered = sorted(once.values(), key=_place)
    return tuple(ordered[:MAX_CANDIDATES])


def _place(candidate: Candidate) -> tuple[bool, bool, bool]:
    of_comments = bool(_COMMENTS.search(f"{candidate.url} {candidate.title}"))
    no_news = candidate.kind == "sitemap" and "news" not in candidate.url.lower()
    return of_comments, not candidate.declared, no_news


def _header_links(value: str, base: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Give relation, address and parameters of each link in a Link header (RFC 8288)."""
    for found in _LINK_HEADER.finditer(value[:20_000]):
        said = {m[1].lower(): m[2] or m[3] or "" for m in _PARAMETER.finditer(found[2])}
        if address := links.followed(found[1], base):
            yield said.get("rel", "").lower(), address, said


def _first(header: list[tuple[str, str, dict[str, str]]], relation: str) -> str:
    return next((address for said, address, _ in header if relation in said.split()), "")


def _robots_sitemaps(text: str, url: str) -> list[str]:
    found = re.findall(r"(?im)^\s*sitemap\s*:\s*(\S{1,4096})", text[: 512 << 10])
    return [address for address in (links.followed(f, url) for f in found[:MAX_CANDIDATES]) if address]


class _Page:
    """A page's own words about itself."""

    def __init__(self, capture: Capture) -> None:
        self.base = capture.final_url
        self.feeds: list[Candidate] = []
        self.linked: list[Candidate] = []
        self.sitemaps: list[Candidate] = []
        self.hub = self.canonical = self.name = self.owner = self.language = self.icon = ""
        text = charsets.decode(capture.body[:_LOOKED_AT], capture.header("content-type")).text
        # The decoder has dealt with the encoding; a declaration left in the text would make lxml refuse it.
        text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\x00", "")
        # Where no markup is to be found, nothing is declared.
        with contextlib.suppress(etree.ParserError):
            self._read(html.document_fromstring(text, parser=html.HTMLParser(huge_tree=False)))

    def _read(self, tree: Any) -> None:
        self.language = (tree.get("lang") or "")[:35]
        for element in tree.iter("base", "link", "meta", "a", "script"):
            if element.tag == "base" and element.get("href"):
                self.base = links.absolute(element.get("href"), self.base)
            elif element.tag == "link":
                self._link(element)
            elif element.tag == "meta" and element.get("property") == "og:site_name":
                self.name = self.name or plain(element.get("content") or "", Form.TEXT)[:200]
            elif element.tag == "a":
                self._anchor(element)
            elif element.tag == "script" and element.get("type", "").lower() == "application/ld+json":
                self._linked_data(element.text or "")

    def _link(self, element: Any) -> None:
        relations = (element.get("rel") or "").lower().split()
        kind = (element.get("type") or "").lower().split(";")[0].strip()
        address = links.followed(element.get("href") or "", self.base)
        if not address:
            return
        if kind in _TYPES and ("alternate" in relations or "feed" in relations):
            title = plain(element.get("title") or "", Form.TEXT)[:200]
            self.feeds.append(Candidate(url=address, title=title, kind=_TYPES[kind]))
        elif "sitemap" in relations:
            self.sitemaps.append(Candidate(url=address, kind="sitemap"))
        elif "icon" in relations and kind != "image/svg+xml":
            self.icon = self.icon or address
        elif "hub" in relations:
            self.hub = self.hub or address
        elif "canonical" in relations:
            self.canonical = self.canonical or address

    def _anchor(self, element: Any) -> None:
        """Take a link that readers would know as a feed, on the same site; many pages declare none otherwise."""
        if len(self.linked) >= MAX_CANDIDATES:
            return
        address = links.followed(element.get("href") or "", self.base)
        if address and _same_site(address, self.base) and _FEEDISH.search(urlsplit(address).path):
            self.linked.append(Candidate(url=address, title=plain(element.text or "", Form.TEXT)[:200], kind="feed"))

    def _linked_data(self, text: str) -> None:
        try:
            document = json.loads(text[:200_000])
        except (ValueError, RecursionError):
            return
        for node in _nodes(document):
            if _PUBLISHERS & _kinds(node.get("@type")):
                self.name = self.name or _text(node.get("name"))
                parent = node.get("parentOrganization") or node.get("publisher")
                self.owner = self.owner or (_text(parent.get("name")) if isinstance(parent, dict) else "")


def _nodes(document: Any) -> Iterator[dict[str, Any]]:
    """Give the top nodes of a JSON-LD document."""
    for node in document if isinstance(document, list) else [document]:
        if isinstance(node, dict):
            yield node
            graph = node.get("@graph")
            yield from (n for n in graph if isinstance(n, dict)) if isinstance(graph, list) else ()


def _kinds(value: Any) -> set[str]:
    return {kind for kind in (value if isinstance(value, list) else [value]) if isinstance(kind, str)}


def _text(value: Any) -> str:
    return plain(value, Form.TEXT)[:200] if isinstance(value, str) else ""


def _same_site(address: str, base: str) -> bool:
    ours, theirs = (urlsplit(u).hostname or "" for u in (base, address))
    return theirs.removeprefix("www.").endswith(ours.removeprefix("www."))
