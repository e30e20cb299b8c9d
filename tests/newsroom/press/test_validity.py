"""What machines read holds to its formats: RSS 2.0, RFC 4287, JSON Feed 1.1, sitemaps 0.9, schema.org.

The rules are those that feed validators apply, written down here, so that they are checked without a network.
"""

import json
import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

import cast as troupe
import feedparser
import pytest

from newsroom.archive.models import Fact

FLOOD = "Dozens dead after flood in the Veld valley"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")


@pytest.fixture
def stage(cast):
    """The cast with what breaks feeds: long and odd headlines, a corrected post, a changed source."""
    troupe.embarrass(cast)
    cast.article(
        "Kestrel News", "Bell \x07 & <b>bold</b> ]]> \U0001f6a8", "Text.\x00", story=cast.story("Odd \x0b", "World")
    )
    post = troupe.publish(cast)
    troupe.correct(cast, post)
    cast.revise(cast.articles[0], ("4.2 metres", "4.6 metres"))
    return cast


def folders(stage):
    story = stage.stories[FLOOD]
    return [
        "/",
        "/latest/",
        "/posts/",
        "/corrections/",
        "/section/world/",
        f"/story/{story.key}/",
        "/subject/veld/",
        "/author/ada-ferro/",
    ]


def absolute(address):
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and " " not in address


def one(parent, name):
    found = parent.findall(name)
    assert len(found) == 1, f"{name} stands {len(found)} times in {parent.tag}"
    return found[0].text or ""


def test_rss_feeds_hold_to_rss_2(client, stage):
    for folder in folders(stage):
        body = client.get(f"{folder}feed.rss").content
        rss = ElementTree.fromstring(body)
        assert (rss.tag, rss.get("version")) == ("rss", "2.0")
        (channel,) = rss
        assert one(channel, "title")
        assert one(channel, "description")
        assert absolute(one(channel, "link"))
        assert parsedate_to_datetime(one(channel, "lastBuildDate")).tzinfo
        own = channel.find(f"{ATOM}link")
        assert (own.get("rel"), own.get("type")) == ("self", "application/rss+xml")
        assert urlsplit(own.get("href")).path == f"{folder}feed.rss"
        names = {
            "title", "link", "description", "language", "lastBuildDate", "item", f"{ATOM}link", "guid", "pubDate",
            "category", "{http://purl.org/dc/elements/1.1/}creator", "channel", "rss",
        }  # fmt: skip
        assert {element.tag for element in rss.iter()} <= names
        guids = [one(item, "guid") for item in channel.findall("item")]
        assert guids
        assert len(guids) == len(set(guids)), folder
        for item in channel.findall("item"):
            assert one(item, "title") or one(item, "description")
            assert absolute(one(item, "link"))
            assert parsedate_to_datetime(one(item, "pubDate")).tzinfo
        assert not feedparser.parse(body).bozo


def test_atom_feeds_hold_to_rfc_4287(client, stage):
    for folder in folders(stage):
        body = client.get(f"{folder}feed.atom").content
        feed = ElementTree.fromstring(body)
        assert feed.tag == f"{ATOM}feed"
        assert absolute(one(feed, f"{ATOM}id"))
        assert one(feed, f"{ATOM}title")
        assert RFC3339.fullmatch(one(feed, f"{ATOM}updated"))
        assert one(feed.find(f"{ATOM}author"), f"{ATOM}name")
        entries = feed.findall(f"{ATOM}entry")
        ids = [(one(entry, f"{ATOM}id"), one(entry, f"{ATOM}updated")) for entry in entries]
        assert len(ids) == len(set(ids)), folder
        for holder in [feed, *entries]:
            ways = [
                (a.get("rel", "alternate"), a.get("type"), a.get("hreflang")) for a in holder.findall(f"{ATOM}link")
            ]
            assert len(ways) == len(set(ways))
            assert "alternate" in {rel for rel, _, _ in ways}
            assert all(absolute(a.get("href")) for a in holder.findall(f"{ATOM}link"))
        for entry in entries:
            assert one(entry, f"{ATOM}title")
            assert RFC3339.fullmatch(one(entry, f"{ATOM}updated"))
            assert RFC3339.fullmatch(one(entry, f"{ATOM}published"))
            assert entry.find(f"{ATOM}summary").get("type") == "text"
        assert not feedparser.parse(body).bozo


def test_json_feeds_hold_to_json_feed_1_1(client, stage):
    for folder in folders(stage):
        feed = client.get(f"{folder}feed.json").json()
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"]
        assert urlsplit(feed["feed_url"]).path == f"{folder}feed.json"
        assert absolute(feed["home_page_url"])
        assert all(author.get("name") for author in feed["authors"])
        ids = [item["id"] for item in feed["items"]]
        assert ids
        assert len(ids) == len(set(ids)), folder
        for item in feed["items"]:
            assert all(isinstance(item[name], str) for name in ("id", "url", "title", "content_text"))
            assert item["content_text"]
            assert absolute(item["url"])
            assert all(RFC3339.fullmatch(item[name]) for name in ("date_published", "date_modified"))
            assert all(isinstance(tag, str) for tag in item.get("tags", []))


def test_sitemaps_hold_to_the_protocol(client, stage, monkeypatch):
    monkeypatch.setattr("newsroom.press.views.timezone.now", lambda: stage.now + timedelta(minutes=5))
    for path, most in (("/sitemap.xml", 50_000), ("/sitemap-news.xml", 1_000)):
        body = client.get(path).content
        urls = list(ElementTree.fromstring(body))
        assert 0 < len(urls) <= most
        assert len(body) < 50 * 1024 * 1024
        for url in urls:
            assert url.tag == f"{MAP}url"
            loc = one(url, f"{MAP}loc")
            assert absolute(loc)
            assert len(loc) < 2048
            assert url[0].tag == f"{MAP}loc"
            for moment in url.findall(f"{MAP}lastmod"):
                assert RFC3339.fullmatch(moment.text)
            assert client.get(urlsplit(loc).path).status_code == 200, loc


def test_the_news_sitemap_names_publication_date_and_title_of_what_is_two_days_old_at_most(client, stage, monkeypatch):
    monkeypatch.setattr("newsroom.press.views.timezone.now", lambda: stage.now + timedelta(minutes=5))
    rows = ElementTree.fromstring(client.get("/sitemap-news.xml").content).findall(f"{MAP}url/{NEWS}news")
    assert rows
    for row in rows:
        publication = row.find(f"{NEWS}publication")
        assert one(publication, f"{NEWS}name")
        assert re.fullmatch(r"[a-z]{2,3}", one(publication, f"{NEWS}language"))
        assert one(row, f"{NEWS}title")
        at = datetime.fromisoformat(one(row, f"{NEWS}publication_date"))
        assert stage.now - timedelta(days=2) <= at <= stage.now + timedelta(minutes=5)


# --- schema.org -------------------------------------------------------------------------------------------------------

ANY = {"@type", "@context", "@id", "name", "url"}
PROPERTIES = {  # of the vocabulary, those that the types below may have (schema.org 28)
    "NewsArticle": {
        "headline", "description", "mainEntityOfPage", "datePublished", "dateModified", "version", "image", "author",
        "publisher", "citation", "correction", "inLanguage", "articleSection", "isAccessibleForFree",
    },
    "CorrectionComment": {"datePublished", "text"},
    "NewsMediaOrganization": {
        "correctionsPolicy", "verificationFactCheckingPolicy", "ethicsPolicy", "ownershipFundingInfo", "logo",
    },
    "Organization": set(),
    "Person": set(),
    "CreativeWork": {"headline", "datePublished", "author", "publisher"},
    "CollectionPage": {
        "dateModified", "dateCreated", "publisher", "mainEntity", "hasPart", "about", "inLanguage",
    },
    "ItemList": {"itemListElement"},
    "ListItem": {"position"},
    "Thing": set(),
    "ClaimReview": {"claimReviewed", "author", "reviewBody", "reviewRating", "itemReviewed", "datePublished"},
    "Rating": {"alternateName", "ratingValue", "bestRating", "worstRating"},
    "Claim": {"appearance", "firstAppearance", "author", "datePublished"},
}  # fmt: skip
REQUIRED = {
    "NewsArticle": {"headline", "datePublished"},
    "CorrectionComment": {"text", "datePublished"},
    "ClaimReview": {"claimReviewed", "reviewRating", "author", "itemReviewed", "url"},
    "Rating": {"alternateName"},
    "Claim": {"appearance"},
    "Person": {"name"},
    "NewsMediaOrganization": {"name", "url"},
    "ListItem": {"position", "url"},
}


def records(response):
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.DOTALL)
    return [json.loads(one) for one in found]


def check(record):
    """Check a record and those in it; return the types met."""
    kind = record["@type"]
    assert set(record) <= PROPERTIES[kind] | ANY, kind
    assert REQUIRED.get(kind, set()) <= set(record), kind
    met = {kind}
    for name, value in record.items():
        for said in value if isinstance(value, list) else [value]:
            if isinstance(said, dict):
                met |= check(said)
            elif name.startswith("date"):
                assert datetime.fromisoformat(said).tzinfo, name
            elif name in {"url", "mainEntityOfPage", "image"} or name.endswith("Policy"):
                assert absolute(said), name
            else:
                assert said not in ("", None), name
    return met


def test_every_record_uses_words_of_the_vocabulary_and_has_what_it_must(client, stage):
    disputed = stage.articles[0].current.facts.model.objects.get(text="41 people")
    paths = [
        "/",
        f"/story/{stage.stories[FLOOD].key}/",
        "/post/what-we-know-of-the-flood/",
        f"/evidence/{disputed.pk}/",
    ]
    met = set()
    for path in paths:
        found = records(client.get(path))
        assert found, path
        for record in found:
            assert record["@context"] == "https://schema.org"
            met |= check(record)
    assert {"NewsArticle", "CorrectionComment", "ClaimReview", "Claim", "NewsMediaOrganization"} <= met


def test_a_claim_that_stands_is_not_reviewed(client, stage):
    fact = Fact.objects.filter(text="600 soldiers").first()
    assert records(client.get(f"/evidence/{fact.pk}/")) == []


# --- weight -----------------------------------------------------------------------------------------------------------


def test_a_page_with_its_style_and_script_weighs_less_than_100_kilobytes(client, stage):
    from newsroom.press.pages import STATIC

    beside = sum(file.stat().st_size for file in STATIC.iterdir() if file.suffix in {".css", ".js"})
    for path in ["/", f"/story/{stage.stories[FLOOD].key}/", "/post/what-we-know-of-the-flood/", "/latest/", "/posts/"]:
        assert len(client.get(path).content) + beside < 100_000, path
