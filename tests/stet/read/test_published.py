"""When a page says it was published: which of its claims is believed."""

import json
import subprocess
import sys
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


NINTH = "2025-03-09"


def test_a_record_long_after_the_day_in_the_address_is_that_of_a_move() -> None:
    moved = linked(datePublished="2026-11-02T10:00:00Z")
    assert day(article(head=moved, url="https://example.org/2025/03/04/votes")) == "2025-03-04"
    late = linked(datePublished="2025-03-06T10:00:00Z")
    assert day(article(head=late, url="https://example.org/2025/03/04/votes")) == "2025-03-06"


def test_a_record_after_the_last_change_is_given_up_for_the_day_that_readers_see() -> None:
    built = linked(datePublished="2026-11-02T10:00:01Z", dateModified="2026-11-02T10:00:00Z")
    assert day(article(head=built, below="<div>4 March 2025</div>")) == "2025-03-04"
    assert day(article(head=built)) == "2026-11-02"


def test_an_article_written_before_it_was_published_keeps_its_day_of_publication() -> None:
    planned = linked(datePublished="2025-03-04T05:00:00Z", dateModified="2025-03-01T10:00:00Z")
    assert day(article(head=planned, below="<div>1 March 2025</div>")) == "2025-03-04"


def test_of_two_records_the_one_that_readers_see_is_believed_unless_it_is_the_last_change() -> None:
    first = linked(datePublished=f"{NINTH}T08:00:00Z")
    second = '<meta property="article:published_time" content="2025-03-04T08:00:00">'
    assert day(article(head=first + second, below="<div>4 March 2025</div>")) == "2025-03-04"
    changed = linked(datePublished="2025-03-04T08:00:00Z", dateModified=f"{NINTH}T08:00:00Z")
    second = f'<meta property="article:published_time" content="{NINTH}T08:00:00">'
    assert day(article(head=changed + second, below="<div>9 March 2025</div>")) == "2025-03-04"


def test_a_date_whose_day_and_month_may_be_swapped_speaks_against_no_record() -> None:
    head = linked(datePublished="2025-03-04T05:00:14Z", dateModified="2025-03-04T05:00:00Z")
    assert day(article(head=head, below="<div>03/04/2025</div>", lang="de")) == "2025-03-04"


@pytest.mark.parametrize(
    "opening", ["(4 March 2025) ", "04.03.2025 – ", "4. März 2025. ", "Lunden, 4 March 2025 – ", "[4 March 2025] "]
)
def test_the_day_may_stand_at_the_head_of_the_first_paragraph(opening: str) -> None:
    lead = f"<p>{opening}The council of Tessen said on Monday that the new bridge will be built in the coming year.</p>"
    assert day(article(below=lead)) == "2025-03-04"


def test_a_sentence_that_begins_with_a_date_does_not_date_the_page() -> None:
    lead = (
        "<p>4 March 1998 was the day on which the old bridge of Tessen fell into the river without a warning, and the "
        "ferry that has crossed it since then was only ever meant to run for a year.</p>"
    )
    assert day(article(below=lead, url="https://example.org/2025/03/04/votes")) == "2025-03-04"


def test_a_label_may_stand_in_a_line_above_its_date() -> None:
    assert day(article(end="<div>Erschienen am:</div><div>04.03.2025</div><p>Seite 2</p>", lang="de")) == "2025-03-04"


def test_a_bare_label_is_believed_where_nothing_else_speaks() -> None:
    assert day(article(end="<div>Datum: 04.03.2025</div>", lang="de")) == "2025-03-04"


def test_the_headline_is_the_heading_and_not_the_link_to_it_in_a_list_of_others() -> None:
    menu = "<ul><li>Votes for the bridge</li><li>Harbour of Lunden 09.03.2025</li></ul><h1>The Tessen Post</h1>"
    assert day(article(above=menu, below="<div>04.03.2025</div>", lang="de")) == "2025-03-04"


def test_the_page_may_name_its_day_where_it_says_its_headline_again() -> None:
    assert day(article(above="<p>Votes for the bridge was posted on 4 March 2025 by Ines</p>")) == "2025-03-04"
    teaser = "<ul><li>Votes for the bridge</li><li>4 March 2025</li></ul>"
    assert day(article(end=teaser)) == "2025-03-04"


def test_a_clock_that_style_alone_sets_apart_from_its_date_does_not_make_a_year_of_it() -> None:
    stamp = "<div><span>ines</span><span>04.03.25</span><span>12:44</span></div>"
    assert day(article(below=stamp, lang="de")) == "2025-03-04"


def test_the_foot_of_the_post_itself_may_hold_its_date() -> None:
    stamp = '<abbr class="published" itemprop="datePublished" title="2025-03-04T10:52:00+02:00">10:52</abbr>'
    assert day(article(end=f'<div class="post-footer">{stamp}</div>')) == "2025-03-04"


@pytest.mark.parametrize(
    "where",
    [
        {"head": linked(dateModified=f"{NINTH}T10:00:00Z")},
        {"below": f'<time itemprop="dateModified" datetime="{NINTH}T10:00:00Z">Sunday</time>'},
        {"below": "<div>4 March 2025</div><div>Updated: 9 March 2025</div>"},
        {"below": "<div>Zuletzt aktualisiert am 09.03.2025</div>", "lang": "de"},
    ],
)
def test_the_day_of_the_last_change_is_kept_beside_it(where: dict[str, str]) -> None:
    found = article(**where).updated
    assert found is not None
    assert found.value.date().isoformat() == NINTH


def test_looking_for_a_date_all_over_the_page_compiles_no_two_hundred_languages() -> None:
    lines = "".join(f"<div class=date>{n} tuulikuu 20{n} kello {n}</div>" for n in range(10, 20))
    program = f"from stet.read import read; read({f'<html><body>{lines}{PROSE}</body></html>'!r})"
    loaded = f"{program}; import sys; print('dateparser.data.date_translation_data.en' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", loaded], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"


def test_the_first_line_that_is_nearly_nothing_but_a_day_counts_before_a_search_of_the_whole_page() -> None:
    listed = "<ul><li>01.02.2019</li><li>03.02.2019</li></ul>"
    found = article(end=f"{listed}<div>am 04.03.2025</div>{listed}<div>12.03.2025</div>", lang="de")
    assert day(found) == "2025-03-04"
