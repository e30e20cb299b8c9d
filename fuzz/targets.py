"""What is fuzzed: one function for each reader of hostile bytes. A target that returns is content.

A named error (`StetError`) is an answer; any other exception, a hang, or output that could run script is a fault.
"""

import contextlib
import gzip
import json
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

from stet import documents
from stet.errors import StetError
from stet.gather import discover, feeds, markup, moments, opml, sitemaps, warc
from stet.news import Capture

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
Target = Callable[[bytes], None]


def feed(data: bytes) -> None:
    """Read a feed with everything in it; what it gives as HTML or address must not run anything."""
    with contextlib.suppress(StetError):
        read = feeds.parse(data, url="https://post.example/feed", whole=True)
        json.dumps(documents.of_feed(read), ensure_ascii=False).encode()
        for item in read.items:
            _quiet(markup.clean(item.content))
            assert item.published is None or item.published.tzinfo
            assert item.more
            assert all(link.href.startswith(("http://", "https://")) for link in item.more.links)
        assert len(feeds.parse(data, url="https://post.example/feed").items) == len(read.items)


def sitemap(data: bytes) -> None:
    """Read a sitemap or an index."""
    with contextlib.suppress(StetError):
        found = sitemaps.parse(data, url="https://post.example/sitemap.xml")
        sitemaps.recent(found.items, NOW)
        sitemaps.live(found.children, NOW)


def outlines(data: bytes) -> None:
    """Read a list of feeds, and write it again."""
    with contextlib.suppress(StetError):
        listed = opml.read(data)
        opml.read(opml.write(listed.feeds, title="Again", now=NOW))


def date(data: bytes) -> None:
    """Read a date."""
    found = moments.moment(data.decode("utf-8", "replace"))
    assert found is None or found.tzinfo is UTC


def sanitiser(data: bytes) -> None:
    """Clean HTML: nothing in it runs, and cleaning again changes nothing."""
    safe = markup.clean(data.decode("utf-8", "replace"), base="https://post.example/a")
    _quiet(safe)
    assert markup.clean(safe, base="https://post.example/a") == safe


def page(data: bytes) -> None:
    """Read a page as an article, and find what it declares."""
    from stet.read import read
    from stet.read.pages import following

    url = "https://post.example/news/bridge"
    with contextlib.suppress(StetError):
        article = read(data, url=url, content_type="text/html", arrived=NOW)
        assert all(0 <= span.start <= span.end <= len(article.text) for span in article.paragraphs)
        following(data, url)
    discover.discover(
        Capture(
            url=url,
            final_url=url,
            arrived=NOW,
            status=200,
            headers=(("content-type", "text/html"),),
            body=data,
            sha256="",
        )
    )


def archive(data: bytes) -> None:
    """Check an archive that holds these bytes: faults are found, never raised, and one that cannot be read says so."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        (Path(folder) / "stet-1.warc.gz").write_bytes(data)
        store = warc.WarcStore(folder)
        found = store.verify()
        with contextlib.suppress(StetError):
            kept = sum(1 for _ in store.captures())
            assert found.faults or kept <= found.records


TARGETS: dict[str, Target] = {one.__name__: one for one in (feed, sitemap, outlines, date, sanitiser, page, archive)}

_WARC = (
    b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nWARC-Date: 2026-03-02T08:00:00Z\r\n"
    b"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: 40\r\n\r\n"
    b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok\r\n\r\n"
)
_HEAD = b"<!doctype html><html><head><title>Bridge</title><link rel=next href='?page=2'></head>"
_CRACK = b"<p>The bridge was closed on Monday after a crack of 40 centimetres was found.</p>"
_OUTLINE = b'<outline text="F"><outline xmlUrl="https://a.example/f"/></outline>'

SEEDS: dict[str, tuple[bytes, ...]] = {
    "feed": (
        b'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><item><title>A &amp; B</title>'
        b"<link>https://post.example/1</link><pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate>"
        b"<description>&lt;p onclick=x()&gt;Text&lt;/p&gt;</description></item></channel></rss>",
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title type="xhtml"><div>A</div></title>'
        b"<updated>2026-03-02T08:00:00Z</updated></entry></feed>",
        b"<rss version='2.0' xmlns:g='http://www.georss.org/georss' xmlns:i='http://www.itunes.com/dtds/podcast-1.0.dtd'>"
        b"<channel><copyright>A</copyright><image><url>/l.png</url></image><item><source url='/s'>S</source>"
        b"<g:point>1 2</g:point><i:explicit>no</i:explicit><enclosure url='/a.mp3' length='1'/>"
        b"<author>a@b.example (A B)</author></item></channel></rss>",
        b'{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"1","content_html":"<b>x</b>"}]}',
    ),
    "sitemap": (
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://post.example/1</loc>'
        b"<lastmod>2026-03-01</lastmod></url></urlset>",
    ),
    "outlines": (b'<opml version="2.0"><body>' + _OUTLINE + b"</body></opml>",),
    "date": (b"Mon, 02 Mar 2026 08:00:00 +0100", b"2026-03-02T08:00:00.5Z", b"2. M\xc3\xa4rz 2026 8:00"),
    "sanitiser": (
        b'<a href="jav&#x09;ascript:x">a</a><svg onload=x><math><mi//xlink:href="data:x"><td colspan=99999>',
    ),
    "page": (_HEAD + b"<body><article><h1>Bridge</h1>" + _CRACK * 3 + b"</article></body></html>",),
    "archive": (gzip.compress(_WARC, mtime=0), gzip.compress(_WARC, mtime=0) * 2),
}


class _Watcher(HTMLParser):
    """Reads cleaned HTML as a browser would, and fails at what could run."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Judge a tag and its attributes."""
        assert tag not in ("script", "style", "iframe", "object", "embed", "svg", "math", "base", "form"), tag
        for name, value in attrs:
            assert not name.startswith("on"), name
            if name in ("href", "src", "cite", "poster"):
                scheme = (value or "").strip().partition(":")[0].lower() if ":" in (value or "") else ""
                assert scheme in ("", "http", "https", "mailto"), value


def _quiet(html: str) -> None:
    """Fail when something in cleaned HTML could run."""
    watcher = _Watcher()
    watcher.feed(html)
    watcher.close()
