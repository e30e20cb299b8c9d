"""Lists of feeds in and out."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stet.errors import NotAFeed, TooLarge
from stet.gather import opml
from stet.gather.opml import Outline

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def test_folders_titles_and_sites_are_read() -> None:
    body = b"""<?xml version="1.0"?><opml version="1.0"><head><title>Mine &amp; yours</title></head><body>
    <outline text="News"><outline text="Ports"><outline text="Post" type="rss" xmlUrl="https://post.example/feed"
      htmlUrl="https://post.example/"/></outline></outline>
    <outline title="Top" text="x" XMLURL="http://top.example/rss"/></body></opml>"""
    found = opml.read(body)
    assert found.title == "Mine & yours"
    assert found.feeds == (
        Outline(
            feed="https://post.example/feed", title="Post", site="https://post.example/", folders=("News", "Ports")
        ),
        Outline(feed="http://top.example/rss", title="Top"),
    )


def test_what_cannot_be_used_is_counted_and_the_rest_goes_on() -> None:
    body = b"""<opml><body><outline xmlUrl="javascript:alert(1)"/><outline xmlUrl="/relative"/><outline type="rss"/>
    <outline xmlUrl="https://a.example/"/><outline xmlUrl="https://a.example/"/></body></opml>"""
    found = opml.read(body)
    assert [f.feed for f in found.feeds] == ["https://a.example/"]
    assert found.problems == (
        "Entries without an address of the web: 3",
        "Feeds that are listed once more: 1",
    )


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"<html></html>", NotAFeed),
        (b"<opml><body>", NotAFeed),
        (b"", NotAFeed),
        (b"<!DOCTYPE o [<!ENTITY a 'b'>]><opml/>", NotAFeed),
        (b"<opml><body>" + b"<outline text='x'>" * 100, TooLarge),
        (b" " * (opml.MAX_BYTES + 1), TooLarge),
    ],
)
def test_what_is_no_list_is_named(body: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        opml.read(body)


def test_ten_thousand_feeds_come_in_and_go_out() -> None:
    feeds = [Outline(feed=f"https://{n}.example/", title=f"No {n}", folders=(f"F{n % 50}",)) for n in range(10_000)]
    found = opml.read(opml.write(feeds, title="All", now=NOW))
    assert set(found.feeds) == set(feeds)


_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn")), max_size=20).map(
    lambda text: " ".join(text.split())
)


@given(
    st.lists(
        st.builds(
            Outline,
            feed=st.integers(0, 99).map("https://{}.example/?a=1&b=2".format),
            title=_TEXT.filter(bool),
            site=st.sampled_from(["", "https://site.example/"]),
            folders=st.lists(_TEXT.filter(bool), max_size=3).map(tuple),
        ),
        max_size=8,
        unique_by=lambda outline: outline.feed,
    )
)
def test_what_is_written_is_read_back(feeds: list[Outline]) -> None:
    assert set(opml.read(opml.write(feeds, title="t", now=NOW)).feeds) == set(feeds)
