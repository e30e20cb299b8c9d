"""When a page says it was published: which of its claims is believed."""

import json
from datetime import UTC, datetime

import pytest

from stet.news import Article, Precision
from stet.read import read

PROSE = "".join(
    f"<p>In ward {n} of Tessen the council counted {n * 100} votes for the bridge, its clerk said on Monday, "
    "and those who had waited outside in the rain went home for the night.</p>"
    for n in range(3, 8)
)


def article(
    *, head: str = "", above: str = "", below: str = "", end: str = "", url: str = "", lang: str = "en"
) -> Article:
    html = (
        f"<!doctype html><html lang={lang}><head><title>Votes for the bridge</title>{head}</head><body>{above}<article>"
        f"<h1>Votes for the bridge</h1>{below}{PROSE}</article>{end}</body></html>"
    )
    return read(html, url=url, arrived=datetime(2025, 3, 6, 12, tzinfo=UTC))


def day(found: Article) -> str:
    return found.published.value.date().isoformat() if found.published else ""


def linked(**record: str) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **record})}</script>'


MODIFIED = '<meta name="date" content="2025-03-09">'


@pytest.mark.parametrize(
    "where",
    [
        {"head": linked(datePublished="2025-03-04T10:00:00Z")},
        {"head": '<meta property="article:published_time" content="2025-03-04T10:00:00+01:00">'},
        {"head": '<meta name="pubdate" content="20250304">'},
        {"below": '<time itemprop="datePublished" datetime="2025-03-04">Tuesday</time>'},
        {"below": '<time class="entry-date" datetime="2025-03-04T10:00">Tuesday</time>'},
        {"below": "<div>By Ines Moor | 4 March 2025</div>"},
        {"below": "<div>Mardi 4 mars 2025 à 10h</div>", "lang": "fr"},
        {"end": "<p>Veröffentlicht am: 04.03.2025</p>", "lang": "de"},
        {"end": "<div>Opublikowano: 4 marca 2025, 10:00</div>", "lang": "pl"},
        {"url": "https://example.org/2025/03/04/votes"},
        {"above": "<div>4 March 2025</div>"},
        {"below": "<div>2 days ago</div>"},
    ],
)
def test_the_day_is_found_where_pages_put_it(where: dict[str, str]) -> None:
    assert day(article(**where)) == "2025-03-04"


def test_what_a_reader_sees_is_believed_before_a_tag_that_may_mean_the_last_change() -> None:
    assert day(article(head=MODIFIED, below="<div>4 March 2025</div>")) == "2025-03-04"
    assert day(article(head=MODIFIED)) == "2025-03-09"


def test_the_day_of_publication_is_believed_before_that_of_a_change() -> None:
    assert day(article(below="<div>Updated 9 March 2025</div><div>4 March 2025</div>")) == "2025-03-04"


def test_the_date_below_the_headline_counts_and_not_the_pages_own_calendar_above() -> None:
    assert day(article(above="<div>Friday, 7 March 2025</div>", below="<div>4 March 2025</div>")) == "2025-03-04"


def test_a_teasers_date_and_a_readers_sign_up_day_are_not_the_articles() -> None:
    teaser = "<h2>Harbour of Lunden</h2><div>9 March 2025</div>"
    found = article(below=f"<div>Member joined: 2 May 2019</div>{teaser}", url="https://example.org/2025/3/4/v")
    assert day(found) == "2025-03-04"


def test_a_moment_in_utc_keeps_its_day_where_the_page_shows_the_same() -> None:
    head = linked(datePublished="2025-03-04T03:00:00Z") + '<meta name="datepublished" content="2025-03-03">'
    assert day(article(head=head, below="<div>04.03.2025, 05:00 Uhr</div>", lang="de")) == "2025-03-04"


def test_figures_are_read_in_the_order_of_the_pages_country() -> None:
    assert day(article(below="<div>03/04/2025</div>", lang="en-US")) == "2025-03-04"
    assert day(article(below="<div>04/03/2025</div>", lang="en-GB")) == "2025-03-04"
    assert day(article(below="<div>04/03/2025</div>", url="https://example.co.uk/votes")) == "2025-03-04"


def test_hours_ago_are_claimed_by_the_day() -> None:
    found = article(below="<div>5 hours ago</div>").published
    assert found is not None
    assert (found.value.date().isoformat(), found.precision) == ("2025-03-06", Precision.DAY)
