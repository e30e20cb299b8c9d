"""The headline: what a reader sees above the text, without topic and outlet."""

import pytest

from stet.read import read

TITLE = "Council of Tessen votes on the bridge"
PROSE = "".join(
    f"<p>In ward {n} of Tessen the council counted {n * 100} votes for the bridge, its clerk said on Monday, "
    "and those who had waited outside in the rain went home for the night.</p>"
    for n in range(3, 8)
)


def title(top: str, *, page: str = f"{TITLE} | The Tessen Mail", head: str = "", url: str = "") -> str:
    html = f"<html><head><title>{page}</title>{head}</head><body>{top}<article>{PROSE}</article></body></html>"
    return read(html, url=url).title


SIGN = "<h1><a href='/'>The Tessen Mail</a></h1>"


@pytest.mark.parametrize(
    "top",
    [
        f"<h1>{TITLE}</h1>",
        f"<h1><span class=kicker>Bridges</span> {TITLE}</h1>",
        f"<h1><span class='article__roofline'>Bridges: </span><span class=headline>{TITLE}</span></h1>",
        f"<h1><div class=topic-label>Valley</div>{TITLE}</h1>",
        f"<h1><span>{TITLE}</span><span class=visually-hidden> (opens in a new window)</span></h1>",
        f"{SIGN}<h2>{TITLE}</h2>",
        f"{SIGN}<h1>{TITLE}</h1><h1>Most read</h1>",
        f"<h1><a href='https://web.archive.org/web/2014/http://mail.example/'>The Mail</a></h1><h3>{TITLE}</h3>",
        f"<h1>{TITLE} | The Tessen Mail</h1>",
        f"<h1>Trending</h1><h1>Weather</h1><h2>{TITLE}</h2>",
        "",
    ],
)
def test_topic_and_outlet_are_left_out(top: str) -> None:
    assert title(top, head=f'<meta property="og:title" content="{TITLE}">') == TITLE


def test_a_dash_inside_a_headline_is_no_outlet() -> None:
    whole = "Office of the mayor – part three – the end"
    head = f'<meta property="og:title" content="{whole}">'
    assert title("", page=f"{whole} | The Mail", head=head) == whole


def test_a_name_before_a_colon_stays_since_it_says_who_speaks() -> None:
    said = "the bridge will be built by autumn"
    heading = f"<h1>Kalder: {said}</h1>"
    assert title(heading, head=f'<meta property="og:title" content="{said}">') == f"Kalder: {said}"


def test_writing_without_spaces_has_its_outlet_after_a_bare_dash() -> None:
    assert title("", page="桥梁议会投票通过决议-特森日报") == "桥梁议会投票通过决议"


def test_a_heading_that_is_all_topic_is_still_a_heading() -> None:
    assert title("<h1><span class=kicker>Bridge vote</span></h1>", page="Bridge vote") == "Bridge vote"


def test_the_headline_above_the_text_is_not_its_first_paragraph() -> None:
    html = (
        f"<html><head><title>{TITLE}</title></head><body><article><h1><span class=kicker>Valley</span> {TITLE}</h1>"
        f"{PROSE}</article></body></html>"
    )
    assert read(html).text.startswith("In ward 3")


def test_the_reading_aids_over_characters_are_not_read_twice() -> None:
    ruby = "<ruby>橋<rt>はし</rt></ruby>の<ruby>投票<rp>(</rp><rt>とうひょう</rt><rp>)</rp></ruby>"
    html = f"<html lang=ja><head><title>橋の投票</title></head><body><article><h1>{ruby}</h1><p>{ruby}がありました。"
    found = read(html + "</p></article></body></html>")
    assert found.title == "橋の投票"
    assert found.text == "橋の投票がありました。"
