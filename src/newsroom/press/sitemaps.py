"""Sitemaps and robots.txt, as pure functions of addresses and moments."""

from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import escape

from newsroom.press.pages import iso
from newsroom.press.seen import Newsroom
from newsroom.press.syndication import clean

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
MOST = 50_000
"""The protocol allows 50,000 addresses in one file."""


def sitemap(newsroom: Newsroom, places: Iterable[tuple[str, datetime | None]]) -> bytes:
    """Write a sitemap of paths with the moment each last changed."""
    rows = "".join(
        f"<url><loc>{escape(newsroom.at(path))}</loc>{f'<lastmod>{iso(at)}</lastmod>' if at else ''}</url>\n"
        for path, at in places
    )
    return f"{HEAD}<urlset {SITEMAP}>\n{rows}</urlset>\n".encode()


def news(newsroom: Newsroom, titles: Iterable[tuple[str, str, str, datetime]]) -> bytes:
    """Write a news sitemap of (path, title, language, published), for the last two days and at most 1,000 rows."""
    rows = "".join(
        f"<url><loc>{escape(newsroom.at(path))}</loc><news:news><news:publication>"
        f"<news:name>{escape(clean(newsroom.name))}</news:name><news:language>{escape(language or newsroom.language)}"
        f"</news:language></news:publication><news:publication_date>{iso(at)}</news:publication_date>"
        f"<news:title>{escape(clean(title))}</news:title></news:news></url>\n"
        for path, title, language, at in titles
    )
    return f"{HEAD}<urlset {SITEMAP} {NEWS}>\n{rows}</urlset>\n".encode()


def robots(newsroom: Newsroom) -> bytes:
    """Write robots.txt: everything public may be read; searching and the desk are not for robots."""
    lines = [
        "User-agent: *",
        "Disallow: /search/",
        "Disallow: /desk/",
        "Disallow: /api/",
        "",
        f"Sitemap: {newsroom.at('/sitemap.xml')}",
        f"Sitemap: {newsroom.at('/sitemap-news.xml')}",
    ]
    return ("\n".join(lines) + "\n").encode()
