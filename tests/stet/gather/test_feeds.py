"""Feeds of every kind, well-formed and not, honest and hostile."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stet.errors import InputError, NotAFeed, TooLarge
from stet.gather import feeds, xmlfeed
from stet.gather.entry import MADE_UP

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>The Harbour Post</title><link>https://post.example/</link><language>en-gb</language><ttl>15</ttl>
<atom:link rel="hub" href="https://hub.example/"/>
<image><title>Logo</title><link>https://post.example/logo</link></image>
<item><title>Ferry &amp;amp; train strike ends</title><link>https://post.example/1</link>
<guid isPermaLink="false">p-1</guid>
<pubDate>Tue, 03 Mar 2026 07:05:00 +0100</pubDate><dc:creator>Ada Finch</dc:creator><category>Transport</category>
<description>&lt;p&gt;Crews &lt;b&gt;return&lt;/b&gt; on Wednesday.&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>Crews return. <a href="/map">Map</a></p>]]></content:encoded></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title type="text">Amt &lt;b> Kurz</title>
<link href="https://amt.example/"/><entry><id>urn:uuid:1</id><title type="html">A &amp;lt;B&amp;gt; &amp;amp; C</title>
<link rel="enclosure" href="https://amt.example/x.mp3"/><link href="/a"/><published>2026-03-01T10:00:00Z</published>
<updated>2026-03-01T12:00:00.5+02:00</updated><author><name>Jo Lind</name><email>jo@amt.example</email></author>
<source><title>Another feed</title><id>other</id></source>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Eins &amp; <em>zwei</em></p></div></content>
</entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Old Kind</title><link>https://old.example/</link></channel>
<item rdf:about="https://old.example/7"><title>Seventh</title><link>https://old.example/7</link>
<dc:date>2026-03-02</dc:date></item></rdf:RDF>"""


def test_rss_gives_every_field_as_plain_text() -> None:
    feed = feeds.parse(RSS.encode(), url="https://post.example/feed")
    assert (feed.title, feed.link, feed.language) == ("The Harbour Post", "https://post.example/", "en-gb")
    assert (feed.ttl_minutes, feed.hub, feed.problems) == (15, "https://hub.example/", ())
    (item,) = feed.items
    assert item.title == "Ferry & train strike ends"
    assert (item.id, item.link, item.author, item.tags) == (
        "p-1",
        "https://post.example/1",
        "Ada Finch",
        ("Transport",),
    )
    assert item.published == datetime(2026, 3, 3, 6, 5, tzinfo=UTC)
    assert item.summary == "Crews return on Wednesday."
    assert 'href="https://post.example/map"' in item.content


def test_atom_keeps_to_the_types_it_declares() -> None:
    feed = feeds.parse(ATOM.encode(), url="https://amt.example/feed.atom")
    (item,) = feed.items
    assert feed.title == "Amt <b> Kurz"
    assert item.title == "A <B> & C"
    assert item.link == "https://amt.example/a"
    assert item.updated == datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
    assert item.author == "Jo Lind (jo@amt.example)"
    assert item.id == "urn:uuid:1"
    assert item.content == "<p>Eins &amp; <em>zwei</em></p>"
    assert item.summary == "Eins & zwei"


def test_rdf_takes_the_id_from_the_resource_and_the_date_from_dublin_core() -> None:
    (item,) = feeds.parse(RDF.encode()).items
    assert (item.id, item.title) == ("https://old.example/7", "Seventh")
    assert item.updated == datetime(2026, 3, 2, tzinfo=UTC)


def test_json_feed_is_read_whatever_the_types_of_its_values() -> None:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "J",
        "home_page_url": "https://j.example/",
        "items": [
            {"id": 7, "title": "<b>kept as text</b>", "content_text": "5 < 6", "url": "/x", "tags": ["a", 1, None]},
            {
                "id": "8",
                "content_html": "<p>Hi</p>",
                "authors": [{"name": "Kim"}],
                "date_published": "2026-03-02T01:00:00Z",
            },
            "no object",
        ],
    }
    feed = feeds.parse(json.dumps(document).encode(), url="https://j.example/feed.json")
    first, second = feed.items
    assert (first.id, first.title, first.content, first.link) == (
        "7", "<b>kept as text</b>", "5 &lt; 6", "https://j.example/x",
    )  # fmt: skip
    assert (second.author, second.summary, second.published) == ("Kim", "Hi", datetime(2026, 3, 2, 1, tzinfo=UTC))
    assert feed.problems


def test_an_unclosed_tag_costs_no_entries_and_is_named() -> None:
    feed = feeds.parse(RSS.replace("</link><language>", "<language>").encode())
    assert len(feed.items) == 1
    assert "not well-formed" in feed.problems[0]


def test_the_old_channel_format_is_still_read() -> None:
    item = '<ITEM HREF="https://old.example/1"><TITLE>One</TITLE></ITEM>'
    cdf = f'<CHANNEL HREF="https://old.example/"><TITLE>Old</TITLE>{item}</CHANNEL>'
    feed = feeds.parse(cdf.encode())
    assert [i.title for i in feed.items] == ["One"]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "empty"),
        (b"  \n\n ", "empty"),
        (b"\x00\x01\x02\x89PNG binary", "neither XML nor JSON"),
        (b"<!doctype html><title>Shop</title><p>Hello", "web page"),
        (b"<html><head><title>x</title></head></html>", "web page"),
        (b"just words", "neither XML nor JSON"),
        (b"{broken", "begins like JSON"),
        (b'{"a": 1}', "no JSON Feed"),
        (b"<note><to>Bob</to></note>", "no feed"),
    ],
)
def test_what_is_no_feed_is_named_for_what_it_is(body: bytes, says: str) -> None:
    with pytest.raises(NotAFeed, match=says) as caught:
        feeds.parse(body, url="https://x.example/feed")
    assert caught.value.subject == "https://x.example/feed"
    assert caught.value.advice


BOMB = """<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rss><channel><title>&b;</title></channel></rss>"""


@pytest.mark.parametrize(
    "body",
    [
        BOMB,
        BOMB.replace("</channel></rss>", ""),  # and damaged, for the loose reader
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss><channel><title>&e;</title></channel></rss>',
        '<!DOCTYPE x [<!ENTITY e SYSTEM "http://169.254.169.254/">]><feed xmlns="http://www.w3.org/2005/Atom"><title>&e;',
    ],
)
def test_a_feed_that_declares_entities_is_refused(body: str) -> None:
    with pytest.raises(NotAFeed, match="entit"):
        feeds.parse(body.encode())


def test_an_old_document_type_is_neither_loaded_nor_an_obstacle() -> None:
    kind = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://dtd.invalid/rss.dtd">'
    old = f"{kind}<rss><channel><title>Caf&eacute;</title></channel></rss>"
    assert feeds.parse(old.encode()).title == "Café"


def test_elements_inside_each_other_without_end_are_refused() -> None:
    with pytest.raises(TooLarge, match="deep"):
        feeds.parse(("<rss><channel>" + "<a>" * 5000).encode())
    with pytest.raises((TooLarge, NotAFeed)):
        feeds.parse(b'{"items":' + b"[" * 500_000)


def test_more_bytes_than_any_feed_has_are_refused_by_number() -> None:
    with pytest.raises(TooLarge, match="33,554,4"):
        feeds.parse(b" " * (feeds.MAX_BYTES + 1))


def test_a_huge_attribute_and_a_huge_title_are_cut() -> None:
    item = f'<item><guid x="{"y" * 3_000_000}">1</guid><title>{"z" * 3_000_000}</title></item>'
    body = f"<rss><channel>{item}</channel></rss>"
    (item,) = feeds.parse(body.encode()).items
    assert len(item.title) == 2000


def test_entries_beyond_the_limit_are_left_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xmlfeed, "MAX_ITEMS", 3)
    feed = feeds.parse(("<rss><channel>" + "<item><guid>1</guid></item>" * 9 + "</channel></rss>").encode())
    assert len(feed.items) == 3
    assert "only the first 3" in feed.problems[0]


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc",
    ],
)
def test_a_link_that_nobody_may_follow_is_dropped(link: str) -> None:
    body = f"<rss><channel><item><title>t</title><link>{link}</link><guid>g</guid></item></channel></rss>"
    (item,) = feeds.parse(body.encode(), url="https://x.example/").items
    assert item.link in ("", "https://x.example/java%20script:alert(1)")
    assert not item.link.startswith("java")


def test_scripts_and_hidden_characters_leave_the_text_fields() -> None:
    body = (
        "<rss><channel><item><guid>1</guid>"
        "<title>Safe&lt;script&gt;alert(1)&lt;/script&gt; \u202eeltit\u202c\u200b</title>"
        "<description>&lt;style&gt;x&lt;/style&gt;ok&lt;script&gt;never ends</description></item></channel></rss>"
    )
    (item,) = feeds.parse(body.encode()).items
    assert (item.title, item.summary) == ("Safe eltit", "ok")


@pytest.mark.parametrize(
    ("encoding", "declared", "content_type"),
    [
        ("utf-8", "utf-8", ""),
        ("utf-8", "", ""),
        ("iso-8859-1", "iso-8859-1", ""),
        ("windows-1252", "", ""),
        ("windows-1252", "utf-8", ""),
        ("iso-8859-15", "", "application/rss+xml; charset=iso-8859-15"),
        ("utf-16", "utf-16", ""),
        ("utf-16-be", "", ""),
        ("utf-32", "utf-32", ""),
        ("gb18030", "gb2312", ""),
        ("cp037", "cp037", ""),
    ],
)
def test_figures_and_names_survive_the_charset(encoding: str, declared: str, content_type: str) -> None:
    name = "价格" if encoding == "gb18030" else "Müller"
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    text = f"{declaration}<rss><channel><title>{name}: 1,234.50</title></channel></rss>"
    assert feeds.parse(text.encode(encoding), content_type=content_type).title == f"{name}: 1,234.50"


def test_a_wrong_charset_is_a_problem_in_words() -> None:
    body = '<?xml version="1.0" encoding="utf-8"?><rss><channel><title>Größe</title></channel></rss>'.encode("cp1252")
    feed = feeds.parse(body)
    assert feed.title == "Größe"
    assert "says utf-8" in feed.problems[0]


def test_an_entry_without_guid_and_link_is_known_by_its_words() -> None:
    items = "".join(f"<item><title>{title}</title></item>" for title in ("Same", "Same", "Other"))
    one, two, three = feeds.parse(f"<rss><channel>{items}</channel></rss>".encode()).items
    assert one.id == two.id != three.id
    assert one.id.startswith(MADE_UP)


def test_a_date_in_the_far_future_is_kept_as_claimed() -> None:
    body = b"<rss><channel><item><guid>1</guid><pubDate>Fri, 01 Jan 2099 00:00:00 GMT</pubDate></item></channel></rss>"
    assert feeds.parse(body).items[0].published == datetime(2099, 1, 1, tzinfo=UTC)


_PIECES = st.sampled_from(
    (
        "<item>|</item>|<title>|</title>|<![CDATA[|]]>|&amp;|&nbsp;|&#0;|&#x110000;|<!--|-->|<!DOCTYPE|<!ENTITY x 'y'>"
        "|]>|<link href='http://[::1'/>|<a b=c>|\x00|\ud800|\u202e|<?xml|?>|<content type='xhtml'>|</content>|<author>"
        "|<name>|xml:base='http://['|'|\"|<|>|&|99999999999999999|<pubDate>|<guid>|<svg>|<script>|{|[|{\"items\":[|}|]"
        "|<feed xmlns='http://www.w3.org/2005/Atom'>"
    ).split("|")
)


@settings(max_examples=300)
@given(st.lists(st.one_of(_PIECES, st.text(max_size=8)), max_size=40), st.booleans())
def test_whatever_comes_there_is_a_feed_or_a_named_error(pieces: list[str], framed: bool) -> None:
    text = "".join(pieces)
    body = (f"<rss><channel>{text}</channel></rss>" if framed else text).encode("utf-8", "surrogatepass")
    try:
        feed = feeds.parse(body, url="https://x.example/")
    except InputError as error:
        assert error.message  # noqa: PT017 - either outcome is right, and both are checked
    else:
        assert all(item.id for item in feed.items)
        assert all(not item.link or item.link.startswith(("http://", "https://")) for item in feed.items)


@settings(max_examples=200)
@given(st.binary(max_size=300), st.sampled_from([RSS, ATOM, RDF]), st.integers(0, 2000), st.integers(0, 200))
def test_damage_anywhere_in_a_feed_is_survived(noise: bytes, whole: str, at: int, cut: int) -> None:
    body = whole.encode()
    damaged = body[:at] + noise + body[at + cut :]
    try:
        feeds.parse(damaged)
    except InputError as error:
        assert error.advice  # noqa: PT017


def test_an_entry_without_a_link_does_not_link_to_its_own_feed() -> None:
    rss = "<rss version='2.0'><channel><item><title>A</title><link></link></item></channel></rss>"
    (item,) = feeds.parse(rss.encode(), url="https://post.example/feed").items
    assert item.link == ""
    document = {
        "version": "https://jsonfeed.org/version/1",
        "items": [{"id": "1", "external_url": "https://a.example/"}],
    }
    (item,) = feeds.parse(json.dumps(document).encode(), url="https://post.example/feed").items
    assert item.link == "https://a.example/"


def test_a_base_that_runs_is_no_base() -> None:
    atom = (
        """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="javascript:x"><entry><link href="/a"/></entry></feed>"""
    )
    (item,) = feeds.parse(atom.encode(), url="https://post.example/feed").items
    assert item.link == "https://post.example/a"


def test_a_feed_without_a_label_is_read_in_the_charset_of_its_words() -> None:
    words = "Мост закрыли в понедельник: инспекторы нашли трещину длиной 40 сантиметров в северной опоре."
    body = f"<rss version='2.0'><channel><title>Новости</title><item><title>{words}</title></item></channel></rss>"
    feed = feeds.parse(body.encode("koi8-r"))
    assert feed.items[0].title == words
    assert feed.encoding == "koi8_r"
    assert "names no encoding" in feed.problems[0]


def test_one_broken_character_does_not_turn_a_feed_into_another_charset() -> None:
    words = "Brücke für Fußgänger gesperrt, sagt die Behörde für Straßenbau in Köln über die Brücke"
    body = f"<rss version='2.0'><channel><item><title>{words * 3}§</title></item></channel></rss>".encode()
    feed = feeds.parse(body.replace("§".encode(), b"\xc3"))
    assert words in feed.items[0].title
    assert "broken" in feed.problems[0]
