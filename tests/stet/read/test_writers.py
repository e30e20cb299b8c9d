"""Who wrote a page, from what it records and what it shows; nobody rather than a button."""

import json

import pytest

from stet.read import read

PROSE = "".join(
    f"<p>In ward {n} of Tessen the council counted {n * 100} votes for the bridge, its clerk said on Monday, "
    "and those who had waited outside in the rain went home for the night.</p>"
    for n in range(3, 8)
)


def writers(*, head: str = "", below: str = "", above: str = "", end: str = "", url: str = "") -> tuple[str, ...]:
    html = (
        f"<html><head><title>Votes for the bridge</title>{head}</head><body>{above}<article>"
        f"<h1>Votes for the bridge</h1>{below}{PROSE}</article>{end}</body></html>"
    )
    return read(html, url=url).byline


MENU = "".join(f"<li><a href=/{n}>Section {n}</a></li>" for n in range(400))
RECORD = json.dumps({"@type": "NewsArticle", "headline": "Votes for the bridge", "author": {"name": "Ines Kalder"}})


@pytest.mark.parametrize(
    "where",
    [
        {"head": f'<script type="application/ld+json">{RECORD}</script>'},
        {"head": '<meta name="author" content="By Ines Kalder, Staff Writer">'},
        {"below": '<a rel="author" href="/ines">Ines Kalder</a>'},
        {"below": '<span class="byline">Von Ines Kalder am 4. März 2025</span>'},
        {"above": f"<ul>{MENU}</ul>", "below": "<div>von Ines Kalder</div>"},
        {"below": "<div>Ines Kalder | 4 March 2025, 10:15</div>"},
        {"below": "<div>Ines Kalder</div><div>4. März 2025</div>"},
        {"end": "<div>By Ines Kalder</div>"},
    ],
)
def test_a_writer_is_found_where_pages_put_the_name(where: dict[str, str]) -> None:
    assert writers(**where) == ("Ines Kalder",)


@pytest.mark.parametrize(
    "where",
    [
        {"below": "<div>Local News</div>"},
        {"below": "<div>By subscribing: terms apply</div>"},
        {"below": '<span class="author">Thursday</span>'},
        {"above": "<div>von wegen Entspannung: Teuerung kostet Sparer viel Geld</div>"},
        {"below": "<h2>Harbour Opens Today</h2>"},
        {"below": '<meta name="author" content="admin">'},
    ],
)
def test_what_is_no_name_is_nobody(where: dict[str, str]) -> None:
    assert writers(**where) == ()


def test_a_page_of_one_line_has_no_writer() -> None:
    assert read("<html><body><h1>Votes</h1></body></html>").byline == ()
