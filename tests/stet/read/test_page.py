"""Pages in HTML: what is the article's, where it ends, and what kind of page it is."""

import json

import pytest

from stet.news import Genre, Precision
from stet.read import read


def paragraphs(about: str, count: int = 6) -> str:
    return "".join(
        f"<p>{about} was on the agenda of the council of Tessen for the {n}th time, its speaker said on Monday, "
        f"and {n * 7} members voted for the plan.</p>"
        for n in range(2, 2 + count)
    )


def page(body: str, *, title: str = "Council of Tessen votes on the bridge", head: str = "") -> str:
    return f"<!doctype html><html lang=en><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def linked(**record: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **record})}</script>'


BRIDGE = f"<h1>Council of Tessen votes on the bridge</h1>{paragraphs('The bridge')}"
HARBOUR = f"<h1>Harbour of Lunden gets a new pier</h1>{paragraphs('The pier of Lunden')}"


@pytest.mark.parametrize("holder", ["article", "div", "section"])
def test_an_endless_page_gives_no_sentence_of_the_next_article(holder: str) -> None:
    article = read(page(f"<{holder}>{BRIDGE}</{holder}><{holder}>{HARBOUR}</{holder}>"))
    assert "The bridge was on the agenda of the council of Tessen for the 7th time" in article.text
    assert "Lunden" not in article.text


def test_subheadings_and_a_second_heading_of_the_same_words_do_not_end_an_article() -> None:
    more = f"<h2>What comes next</h2>{paragraphs('The toll')}<h2>The votes</h2>{paragraphs('The road')}"
    text = read(page(f"<article>{BRIDGE}{more}</article>")).text
    assert "The toll was on the agenda" in text
    assert "The road was on the agenda" in text


def test_claims_come_from_the_pages_own_record_with_its_precision() -> None:
    head = linked(
        headline="Council of Tessen votes on the bridge",
        datePublished="2025-03-04T10:15:00+01:00",
        dateModified="2025-03-05",
        author=[{"@type": "Person", "name": "Ines Kalder"}, {"name": "Jonas Weil"}],
        publisher={"name": "The Tessen Mail"},
    )
    article = read(page(f"<article>{BRIDGE}</article>", head=head))
    assert article.byline == ("Ines Kalder", "Jonas Weil")
    assert article.site == "The Tessen Mail"
    assert article.published is not None
    assert (article.published.value.isoformat(), article.published.precision, article.published.source) == (
        "2025-03-04T10:15:00+01:00", Precision.SECOND, "json-ld",
    )  # fmt: skip
    assert article.updated is not None
    assert article.updated.precision is Precision.DAY


def test_a_writer_who_is_only_referred_to_is_looked_up() -> None:
    graph = [
        {"@type": "NewsArticle", "headline": "Council of Tessen votes on the bridge", "author": {"@id": "#7"}},
        {"@type": "Person", "@id": "#7", "name": "Ines Kalder"},
    ]
    head = f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>'
    assert read(page(f"<article>{BRIDGE}</article>", head=head)).byline == ("Ines Kalder",)


def test_a_moment_in_utc_is_given_the_day_that_the_address_names() -> None:
    head = linked(datePublished="2025-03-05T04:30:00Z")
    article = read(page(f"<article>{BRIDGE}</article>", head=head), url="https://example.org/2025/03/04/bridge")
    assert article.published is not None
    assert (article.published.value.date().isoformat(), article.published.precision) == ("2025-03-04", Precision.DAY)


@pytest.mark.parametrize(
    ("body", "genre"),
    [
        ("<h1>Before you continue</h1><p>We value your privacy. We and our partners store cookies.</p>", Genre.WALL),
        ("<h1>Bridge</h1><p>The council voted.</p><div>Subscribe to continue reading. Log in</div>", Genre.WALL),
        ("<h1>Just a moment...</h1><p>Checking your browser. Please enable JavaScript and cookies.</p>", Genre.WALL),
        ("<h1>Log in</h1><form>Forgot your password? <input type=password></form>", Genre.WALL),
        ("<h1>Bridge</h1><p>More soon.</p>", Genre.STUB),
    ],
)  # fmt: skip
def test_walls_and_stubs_are_never_reports(body: str, genre: Genre) -> None:
    assert read(page(body, title="Bridge")).genre is genre


@pytest.mark.parametrize(
    ("url", "head", "genre"),
    [
        ("https://example.org/news/bridge", "", Genre.REPORT),
        ("https://example.org/opinion/bridge", "", Genre.OPINION),
        ("https://example.org/news/live/bridge-vote", "", Genre.LIVE),
        ("https://example.org/news/bridge", linked(**{"@type": "LiveBlogPosting"}), Genre.LIVE),
        ("https://example.org/news/bridge", linked(**{"@type": "OpinionNewsArticle"}), Genre.OPINION),
        ("https://www.prnewswire.com/news-releases/bridge", "", Genre.RELEASE),
    ],
)
def test_the_kind_of_page_is_read_from_its_claims_and_address(url: str, head: str, genre: Genre) -> None:
    assert read(page(f"<article>{BRIDGE}</article>", head=head), url=url).genre is genre


def test_the_publishers_correction_is_marked_in_the_text() -> None:
    note = "Correction, 5 March: An earlier version of this article misstated the number of votes."
    article = read(page(f"<article>{BRIDGE}<p>{note}</p></article>"))
    assert [n.of(article.text) for n in article.notices] == [note]


def test_a_row_of_a_table_stays_one_paragraph() -> None:
    table = "<table><tr><th>Ward</th><th>For</th></tr><tr><td>Upper town</td><td>14</td></tr></table>"
    votes = f"<p>These are the votes of the wards of the town.</p>{table}{paragraphs('The toll')}"
    article = read(page(f"<article>{BRIDGE}{votes}</article>"))
    assert "Upper town | 14" in article.text.split("\n\n")


def test_a_table_that_only_lays_out_the_page_is_told_paragraph_by_paragraph() -> None:
    laid = "".join(f"<p>{p}</p>" for p in ("The vote was on Tuesday.", "Nobody from the town spoke against it."))
    article = read(page(f"<table><tr><td>{BRIDGE}{laid}</td></tr></table>"))
    assert "|" not in article.text
    assert "The vote was on Tuesday." in article.text.split("\n\n")


def test_paragraphs_joined_by_blank_lines_are_the_whole_text() -> None:
    article = read(page(f"<article>{BRIDGE}</article>"))
    assert "\n\n".join(p.of(article.text) for p in article.paragraphs) == article.text
