"""Everything a feed says, for who asks for it."""

import json
from datetime import UTC, datetime

import pytest

from stet import documents
from stet.gather import feeds, particulars, whole
from stet.news import Chapter, Link, Particulars, Person, Place, Tag

RSS = """<?xml version="1.0"?><rss version="2.0" xml:lang="en" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
 xmlns:georss="http://www.georss.org/georss" xmlns:psc="http://podlove.org/simple-chapters"
 xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:house="https://post.example/ns"><channel>
<title>The Harbour Post</title><link>https://post.example/</link><description>News from the quay</description>
<copyright>Harbour Media, all rights reserved</copyright><generator>Press 4</generator>
<managingEditor>desk@post.example (Ada Finch)</managingEditor><webMaster>web@post.example</webMaster>
<lastBuildDate>Tue, 03 Mar 2026 07:05:00 GMT</lastBuildDate><category domain="https://post.example/topics">Ports</category>
<image><url>/logo.png</url><title>Logo</title><link>https://post.example/</link><width>88</width></image>
<item><title>Ferry strike &lt;b&gt;ends&lt;/b&gt;</title><guid isPermaLink="false">p-1</guid>
<link>https://post.example/1</link><source url="https://agency.example/feed">The Agency</source>
<dc:creator>Ada Finch</dc:creator><dc:creator>Jo Lind</dc:creator><dc:contributor>Sam Oak</dc:contributor>
<enclosure url="/strike.mp3" type="audio/mpeg" length="1234"/><comments>/1#comments</comments>
<wfw:commentRss>javascript:alert(1)</wfw:commentRss><itunes:explicit> Clean </itunes:explicit>
<itunes:duration>3:00</itunes:duration><itunes:category text="News"><itunes:category text="Daily"/></itunes:category>
<georss:point>51.5 -0.1</georss:point><house:desk level="2">Quay</house:desk>
<dcterms:valid>start=2026-03-03;end=2026-03-04T12:00:00Z</dcterms:valid>
<psc:chapters><psc:chapter start="00:00:00" title="Start"/><psc:chapter start="01:02.5" title="Talks" href="/t"/>
<psc:chapter start="soon" title="Never"/></psc:chapters></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="de"
 xml:base="https://amt.example/"><title>Amt</title><subtitle type="html">&lt;i&gt;Kurz&lt;/i&gt;</subtitle>
<rights>Frei</rights><logo>/l.png</logo><author><name>Jo Lind</name><uri>/jo</uri><email>jo@amt.example</email></author>
<entry><id>urn:uuid:1</id><title>Eins</title><link rel="alternate" href="/a"/><link rel="license" href="/by"/>
<link rel="via" href="javascript:x()"/><category term="b" scheme="/s" label="B"/>
<source xml:lang="fr"><id>urn:f</id><title>Une agence</title><link href="https://agence.example/"/>
<rights>R</rights></source>
<thr:in-reply-to ref="urn:uuid:0" href="/0"/>
<content type="xhtml" xml:lang="" xml:base="/deep/"><div xmlns="http://www.w3.org/1999/xhtml">
<p>Ein <em>Satz</em></p></div></content></entry></feed>"""


def whole_of(text: str) -> tuple[Particulars, Particulars]:
    """Return the particulars of the feed and of its first item."""
    feed = feeds.parse(text.encode(), url="https://post.example/feed", whole=True)
    more, first = feed.more, feed.items[0].more
    assert more
    assert first
    return more, first


def test_nobody_pays_for_what_nobody_asked_for() -> None:
    feed = feeds.parse(RSS.encode())
    assert feed.more is None
    assert feed.items[0].more is None


def test_the_items_are_the_same_with_and_without_everything() -> None:
    plain, full = feeds.parse(ATOM.encode()), feeds.parse(ATOM.encode(), whole=True)
    for left, right in zip(plain.items, full.items, strict=True):
        assert documents.of_item(left).items() <= documents.of_item(right).items()


def test_a_feed_says_what_it_is_whose_it_is_and_what_may_be_done_with_it() -> None:
    feed = feeds.parse(RSS.encode(), url="https://post.example/feed")
    assert (feed.subtitle, feed.rights) == ("News from the quay", "Harbour Media, all rights reserved")
    assert (feed.image, feed.format, feed.encoding) == ("https://post.example/logo.png", "RSS 2.0", "utf-8")
    assert feed.updated == datetime(2026, 3, 3, 7, 5, tzinfo=UTC)
    atom = feeds.parse(ATOM.encode())
    assert (atom.subtitle, atom.rights, atom.image) == ("Kurz", "Frei", "https://amt.example/l.png")
    assert (atom.format, atom.author) == ("Atom 1.0", "Jo Lind (jo@amt.example)")


@pytest.mark.parametrize("text", [RSS, ATOM], ids=["rss", "atom"])
def test_an_item_names_the_feed_it_was_taken_from(text: str) -> None:
    (item,) = feeds.parse(text.encode(), url="https://post.example/feed").items
    assert (item.source, item.source_url) in (
        ("The Agency", "https://agency.example/feed"),
        ("Une agence", "https://agence.example/"),
    )


def test_people_come_in_parts_whether_the_feed_gave_parts_or_a_line() -> None:
    head, first = whole_of(RSS)
    assert head.people["author"] == (Person(name="Ada Finch", email="desk@post.example"),)
    assert head.people["publisher"] == (Person(email="web@post.example"),)
    assert [p.name for p in first.people["author"]] == ["Ada Finch", "Jo Lind"]
    assert first.people["contributor"] == (Person(name="Sam Oak"),)
    atom, _ = whole_of(ATOM)
    assert atom.people["author"] == (Person(name="Jo Lind", email="jo@amt.example", url="https://amt.example/jo"),)


def test_a_text_says_in_which_type_language_and_place_it_was_given() -> None:
    head, first = whole_of(ATOM)
    assert (head.texts["subtitle"].text, head.texts["subtitle"].type) == ("Kurz", "text/html")
    assert (head.texts["title"].type, head.texts["title"].language) == ("text/plain", "de")
    content = first.texts["content"]
    assert (content.text, content.type) == ("Ein Satz", "application/xhtml+xml")
    assert (content.language, content.base) == ("", "https://amt.example/deep/")


def test_all_links_are_given_with_what_they_are_to_the_entry_and_none_that_runs() -> None:
    _, first = whole_of(RSS)
    assert first.links[1] == Link(
        href="https://post.example/strike.mp3", rel="enclosure", type="audio/mpeg", length="1234"
    )
    _, entry = whole_of(ATOM)
    assert [link.rel for link in entry.links] == ["alternate", "license"]


def test_tags_keep_the_list_they_are_from() -> None:
    head, first = whole_of(RSS)
    assert head.tags == (Tag(term="Ports", scheme="https://post.example/topics"),)
    assert [tag.term for tag in first.tags] == ["News", "Daily"]
    _, entry = whole_of(ATOM)
    assert entry.tags == (Tag(term="b", scheme="/s", label="B"),)


def test_a_taken_entry_carries_the_particulars_of_where_it_is_from() -> None:
    _, first = whole_of(RSS)
    assert first.source
    assert first.source.texts["title"].text == "The Agency"
    _, entry = whole_of(ATOM)
    assert entry.source
    assert (entry.source.id, entry.source.texts["rights"].text) == ("urn:f", "R")
    assert entry.source.texts["title"].language == "fr"


def test_podcasts_places_and_validity_are_read() -> None:
    _, first = whole_of(RSS)
    assert first.flags == {"explicit": False}
    assert first.place == Place(shape="Point", coordinates=((-0.1, 51.5),))
    assert first.chapters == (
        Chapter(start=0.0, title="Start"),
        Chapter(start=62.5, title="Talks", url="https://post.example/t"),
    )
    assert first.dates["valid_until"] == datetime(2026, 3, 4, 12, tzinfo=UTC)


def test_every_other_element_stands_as_it_came_with_addresses_that_may_be_followed() -> None:
    head, first = whole_of(RSS)
    assert head.said["generator"][0].text == "Press 4"
    (image,) = head.said["image"]
    assert image.parts["width"][0].text == "88"
    assert image.parts["url"][0].text == "https://post.example/logo.png"
    assert first.said["comments"][0].text == "https://post.example/1#comments"
    assert first.said["wfw:commentrss"][0].text == ""
    (desk,) = first.said["https://post.example/ns:desk"]
    assert (desk.text, desk.attributes) == ("Quay", {"level": "2"})
    _, entry = whole_of(ATOM)
    assert entry.said["thr:in-reply-to"][0].attributes["href"] == "https://amt.example/0"


def test_json_feeds_and_damaged_ones_have_particulars_too() -> None:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "J",
        "description": "Short",
        "icon": "/i.png",
        "items": [
            {
                "id": 1,
                "content_text": "a",
                "authors": [{"name": "Ada", "url": "/ada"}],
                "attachments": [{"url": "/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 5}],
            }
        ],
    }
    head, first = whole_of(json.dumps(document))
    assert head.texts["subtitle"].text == "Short"
    assert head.said["icon"][0].text == "https://post.example/i.png"
    assert first.people["author"] == (Person(name="Ada", url="https://post.example/ada"),)
    assert first.links == (Link(href="https://post.example/a.mp3", rel="enclosure", type="audio/mpeg", length="5"),)
    broken = RSS.replace("</generator>", "").replace("&lt;", "&nbsp;<", 1)
    _, mended = whole_of(broken)
    assert mended.people["contributor"] == (Person(name="Sam Oak"),)


def test_an_old_kind_that_only_the_loosest_reader_knows_has_particulars() -> None:
    cdf = """<channel href="https://old.example/"><title>Old</title><abstract>Of old</abstract>
    <item href="https://old.example/1"><title>One</title><abstract xml:lang="en">First</abstract></item></channel>"""
    head, first = whole_of(cdf)
    assert head.texts["subtitle"].text == "Of old"
    assert first.texts["summary"].text == "First"


def test_an_entry_of_endless_elements_is_cut_and_not_held_on_to() -> None:
    many = "<x>1</x>" * (whole.MAX_ELEMENTS + 10)
    text = f"<rss version='2.0'><channel><item>{many}</item><item><y/></item></channel></rss>"
    feed = feeds.parse(text.encode(), whole=True)
    first, second = (item.more for item in feed.items)
    assert first
    assert second
    assert len(first.said["x"]) == particulars.MAX_EACH
    assert set(second.said) == {"y"}


def test_everything_can_be_written_as_json() -> None:
    written = json.dumps(documents.of_feed(feeds.parse(RSS.encode(), whole=True)))
    more = json.loads(written)["items"][0]["more"]
    assert more["place"] == {"shape": "Point", "coordinates": [[-0.1, 51.5]]}
    assert more["dates"]["valid_from"] == "2026-03-03T00:00:00+00:00"
