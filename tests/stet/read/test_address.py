"""The address of an article: what a page may say of itself, and what caches wrap around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stet.read import read
from stet.read.address import address, site, unwrapped

HERE = "https://www.example.org/news/bridge"


@pytest.mark.parametrize(
    ("url", "claimed", "wanted"),
    [
        ("https://example.org/amp/bridge", "https://example.org/bridge", "https://example.org/bridge"),
        ("https://m.example.co.uk/bridge?x=1", "https://www.example.co.uk/bridge", "https://www.example.co.uk/bridge"),
        (HERE + "?ref=front#top", "/news/bridge", HERE),
        ("", "https://example.org/bridge", "https://example.org/bridge"),
        ("https://example.org/", "https://www.example.org/", "https://www.example.org/"),
        (HERE, "", HERE),
    ],
)
def test_a_page_is_known_by_its_canonical_address(url: str, claimed: str, wanted: str) -> None:
    assert address(url, claimed) == wanted


@pytest.mark.parametrize(
    "claimed",
    [
        "https://other.example/bridge", "https://www.example.org/", "/", "javascript:alert(1)", "file:///etc/passwd",
        "https://example.org@other.example/bridge", "https://user@www.example.org/a", "http://[broken", "data:a,b",
    ],
)  # fmt: skip
def test_another_sites_address_a_front_page_and_what_is_no_address_are_not_believed(claimed: str) -> None:
    assert address(HERE, claimed) == HERE


def test_one_publisher_of_a_country_cannot_speak_for_another() -> None:
    assert address("https://one.co.uk/a", "https://two.co.uk/b") == "https://one.co.uk/a"
    assert (site("m.example.co.uk"), site("a.b.example.com")) == ("example.co.uk", "example.com")


@pytest.mark.parametrize(
    "url",
    [
        "https://www-example-org.cdn.ampproject.org/c/s/www.example.org/news/bridge",
        "https://www-example-org.cdn.ampproject.org/v/s/www.example.org/news/bridge",
        "https://www.google.com/amp/s/www.example.org/news/bridge",
        "https://www-example-org.bing-amp.com/c/s/www.example.org/news/bridge",
    ],
)
def test_an_amp_cache_is_unwrapped(url: str) -> None:
    assert unwrapped(url) == HERE
    assert address(url, "https://www.example.org/news/bridge") == HERE


def test_the_articles_address_is_the_canonical_one() -> None:
    html = "<html><head><link rel=canonical href=/bridge></head><body><p>The council of Tessen voted.</p></body></html>"
    assert read(html, url="https://example.org/amp/bridge").url == "https://example.org/bridge"


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_for_an_address_is_survived(url: str, claimed: str) -> None:
    assert isinstance(address(url, claimed), str)
