"""From an address to what can be gathered there."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from stet.gather.discover import discover
from stet.news import Capture


def capture(body: str | bytes, url: str = "https://www.post.example/news/", **headers: str) -> Capture:
    return Capture(
        url=url,
        final_url=url,
        arrived=datetime(2026, 3, 1, tzinfo=UTC),
        status=200,
        headers=tuple((k.replace("_", "-"), v) for k, v in headers.items()),
        body=body.encode() if isinstance(body, str) else body,
        sha256="",
    )


PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><base href="https://www.post.example/">
<link rel="canonical" href="/news"><meta property="og:site_name" content="The Harbour Post">
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
<link rel="alternate" type="application/rss+xml" title="News" href="/feed/">
<link rel="alternate" type="application/atom+xml" href="atom.xml"><link rel="alternate" hreflang="de" href="/de">
<link rel="sitemap" href="/map.xml"><link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
<script type="application/ld+json">{"@graph":[{"@type":"NewsMediaOrganization","name":"Post","parentOrganization":
{"name":"Quay Holdings"}}]}</script></head><body><a href="/rss/sport.xml">Sport</a><a href="https://other.example/feed">x</a>
<a href="/about">About</a></body></html>"""


def test_a_page_gives_its_feeds_with_those_of_comments_last() -> None:
    found = discover(capture(PAGE))
    assert [c.url.removeprefix("https://www.post.example") for c in found.feeds] == [
        "/feed/", "/atom.xml", "/rss/sport.xml", "/comments/feed/",
    ]  # fmt: skip
    assert [c.kind for c in found.feeds[:2]] == ["rss", "atom"]
    assert all(c.declared for c in found.feeds)


def test_a_page_says_who_publishes_it() -> None:
    found = discover(capture(PAGE))
    assert (found.name, found.owner, found.language) == ("The Harbour Post", "Quay Holdings", "en-GB")
    assert found.canonical == "https://www.post.example/news"


def test_sitemaps_come_from_the_page_and_from_robots_txt_news_first() -> None:
    robots = "User-agent: *\nSitemap: https://www.post.example/sitemap.xml\nsitemap:https://www.post.example/news.xml\n"
    found = discover(capture(PAGE), robots=robots)
    assert [c.url.rpartition("/")[2] for c in found.sitemaps] == ["news.xml", "map.xml", "sitemap.xml"]


def test_a_page_that_declares_nothing_gives_the_usual_places_marked_so() -> None:
    found = discover(capture("<html><body>Hello</body></html>"))
    assert found.feeds[0].url == "https://www.post.example/feed"
    assert not any(c.declared for c in (*found.feeds, *found.sitemaps))


def test_a_feed_is_its_own_candidate_and_names_its_hub() -> None:
    body = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>T</title>
    <link rel="hub" href="https://hub.example/"/><link href="https://www.post.example/"/></feed>"""
    found = discover(capture(body))
    assert [c.url for c in found.feeds] == ["https://www.post.example/news/"]
    assert (found.hub, found.name, found.language) == ("https://hub.example/", "T", "fr")


def test_the_link_header_wins_over_the_document() -> None:
    links = '<https://hub2.example/>; rel="hub", </feed.atom>; rel=self; type="application/atom+xml"'
    found = discover(capture("<rss><channel><title>T</title></channel></rss>", Link=links))
    assert (found.hub, found.itself) == ("https://hub2.example/", "https://www.post.example/feed.atom")


def test_an_xml_declaration_and_an_empty_page_are_no_obstacle() -> None:
    assert discover(capture("")).feeds
    assert discover(capture('<?xml version="1.0" encoding="utf-8"?><html lang="en"><body/></html>')).language == "en"


@settings(max_examples=100)
@given(st.binary(max_size=400), st.text(max_size=100))
def test_whatever_a_page_holds_there_is_an_answer(body: bytes, header: str) -> None:
    found = discover(capture(b"<html>" + body, Link=header), robots=header)
    assert all(c.url.startswith("http") for c in (*found.feeds, *found.sitemaps))
