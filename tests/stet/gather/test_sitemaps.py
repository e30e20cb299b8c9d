"""Sitemaps, with news, indexes, compression, damage and malice."""

import gzip
from datetime import UTC, datetime

import pytest

from stet.errors import GatherError, NotAFeed, TooLarge
from stet.gather import sitemaps

NEWS = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://post.example/strike</loc><lastmod>2026-03-01</lastmod><news:news><news:publication><news:name>Post</news:name>
<news:language>en</news:language></news:publication><news:publication_date>2026-03-01T08:00:00+01:00</news:publication_date>
<news:title>Strike &amp; train</news:title><news:keywords>Ferry, Strike</news:keywords></news:news>
<image:image><image:loc>https://post.example/x.jpg</image:loc></image:image></url>
<url><loc>javascript:alert(1)</loc></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://post.example/news.xml.gz</loc>
<lastmod>2026-03-01T00:00:00Z</lastmod></sitemap><sitemap><loc>/b.xml</loc></sitemap></sitemapindex>"""


def test_a_news_sitemap_gives_items_with_title_date_and_subjects() -> None:
    found = sitemaps.parse(NEWS.encode())
    (item,) = found.items
    assert found.news
    assert (item.link, item.title, item.tags) == ("https://post.example/strike", "Strike & train", ("Ferry", "Strike"))
    assert item.published == datetime(2026, 3, 1, 7, tzinfo=UTC)
    assert item.updated == datetime(2026, 3, 1, tzinfo=UTC)


def test_the_picture_of_an_item_is_not_its_address() -> None:
    assert sitemaps.parse(NEWS.encode()).items[0].link.endswith("/strike")


def test_an_index_gives_its_sitemaps() -> None:
    found = sitemaps.parse(INDEX.encode(), url="https://post.example/sitemap.xml")
    assert [c.url for c in found.children] == ["https://post.example/news.xml.gz", "https://post.example/b.xml"]
    assert found.children[0].changed == datetime(2026, 3, 1, tzinfo=UTC)


def test_a_compressed_sitemap_and_a_list_of_links_are_read() -> None:
    assert len(sitemaps.parse(gzip.compress(NEWS.encode())).items) == 1
    assert len(sitemaps.parse(b"https://a.example/1\nhttps://a.example/2\nrubbish\n").items) == 2


def test_what_stands_before_the_damage_is_read() -> None:
    found = sitemaps.parse(NEWS.replace("</urlset>", "<url>").encode())
    assert len(found.items) == 1
    assert "not well-formed" in found.problems[0]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", NotAFeed),
        (b"<html><body>x</body></html>", NotAFeed),
        (b"<urlset><url>", NotAFeed),
        (b"<!DOCTYPE u [<!ENTITY a 'b'>]><urlset/>", NotAFeed),
        (b"<urlset>" + b"<url>" * 50, TooLarge),
        (b"\x1f\x8bnot gzip", GatherError),
        (gzip.compress(b" " * (60 << 20)), TooLarge),
    ],
)
def test_what_is_no_sitemap_is_named(body: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        sitemaps.parse(body)


def test_links_beyond_the_limit_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "MAX_LINKS", 2)
    body = "<urlset>" + "".join(f"<url><loc>https://a.example/{n}</loc></url>" for n in range(5)) + "</urlset>"
    found = sitemaps.parse(body.encode())
    assert len(found.items) == 2
    assert found.problems
