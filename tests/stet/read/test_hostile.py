"""Pages made to hurt: they come out as plain text, or as a named error, in bounded memory."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stet.errors import NotText
from stet.news import Genre
from stet.read import furniture, read
from stet.read.markup import parse

STORY = "".join(
    f"<p>The bridge at Brenn was closed for {n} hours on Monday, the road office of the valley said in a note.</p>"
    for n in range(3, 9)
)
SCRIPT = "<script>alert('stolen')</script>"


def page(body: str, head: str = "<title>Bridge at Brenn closed</title>") -> str:
    return f"<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>"


def test_deep_nesting_neither_breaks_the_reader_nor_hides_the_text() -> None:
    article = read(page("<div>" * 20_000 + f"<article><h1>Bridge at Brenn closed</h1>{STORY}</article>"))
    assert "closed for 3 hours" in article.text


def test_the_tree_is_no_deeper_than_the_limit_allows() -> None:
    depth, element = 0, parse(page("<b>" * 50_000 + "x"))
    while len(element):
        depth, element = depth + 1, element[-1]
    assert depth < 1_000


def test_a_drawing_of_many_empty_elements_is_not_deep_and_hides_no_text() -> None:
    drawing = "<svg>" + "<path d='M0 0'/>" * 400 + "</svg><script>let a = '<div><div>';</script>" * 300
    article = read(page(f"{drawing}<article><h1>Bridge at Brenn closed</h1>{STORY}</article>"))
    assert "closed for 3 hours" in article.text


@pytest.mark.parametrize("piece", ["<script>", "<script <style", "<ul><li>", "<b", "<div/>", "<table><tr><td>"])
def test_many_open_tags_cost_no_more_than_few(piece: str) -> None:
    article = read(page(piece * 20_000 + STORY))
    assert article.text == "" or "closed for" in article.text


def test_a_huge_attribute_is_dropped_before_the_tree_is_built() -> None:
    tree = parse(page(f'<div data-state="{"x" * 3_000_000}">{STORY}</div>'))
    assert max(len(v) for e in tree.iter() for v in e.attrib.values()) < 30_000


def test_a_column_span_of_two_to_the_53_is_only_a_number() -> None:
    table = "<table><tr><td colspan=9007199254740992 rowspan=9007199254740992>Toll</td><td>4</td></tr></table>"
    assert "closed for 8 hours" in read(page(f"<article><h1>Bridge</h1>{STORY}{table}</article>")).text


def test_script_in_every_field_runs_nowhere_and_is_no_text() -> None:
    record = '{"@type":"NewsArticle","headline":"<script>x","author":[[[["A"]]]]}'
    linked = f'<script type="application/ld+json">{record}</script>'
    head = f'<title>{SCRIPT}Bridge</title><meta name=author content="{SCRIPT}"><meta name=date content="2025-99-99">'
    article = read(
        page(f"{SCRIPT}<h1>Bridge {SCRIPT}</h1><article>{STORY}{SCRIPT}</article><svg>{SCRIPT}</svg>", head + linked)
    )
    assert "alert" not in article.text + article.title
    assert "closed for 5 hours" in article.text


@pytest.mark.parametrize(
    "linked", ["[" * 50_000, '{"@graph":' * 5_000 + "1", "null", '"a"', '{"@type":["NewsArticle",7]}']
)
def test_json_ld_of_any_shape_is_survived(linked: str) -> None:
    head = f'<title>Bridge at Brenn closed</title><script type="application/ld+json">{linked}</script>'
    assert "closed for 5 hours" in read(page(f"<article>{STORY}</article>", head)).text


def test_characters_that_nobody_sees_are_left_out_of_the_text() -> None:
    article = read(
        page(
            f"<article><p>The may\u00ador of Br\u200benn, \u202eMs\u202c Dahl, resigned on Monday.</p>{STORY}</article>"
        )
    )
    assert "The mayor of Brenn, Ms Dahl, resigned" in article.text


@pytest.mark.parametrize(
    "body", [b"", b"   \n", bytes(range(256)) * 40, b"\x7fELF\x02\x01\x01" + b"\0\x01\x02\x03" * 500]
)
def test_what_is_no_text_is_refused_by_name(body: bytes) -> None:
    with pytest.raises(NotText):
        read(body, url="https://example.org/x")


@pytest.mark.parametrize(
    ("text", "kind", "what"),
    [
        ("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "image/svg+xml", "a picture"),
        ("<?xml version='1.0'?>\n<!-- drawn --><!-- by us -->\n<svg><text>words</text></svg>", "", "a picture"),
        (f"<?xml version='1.0'?><rss><channel><item>{STORY}</item></channel></rss>", "text/xml", "a feed"),
        ("<urlset><url><loc>https://vale.example/</loc></url></urlset>", "", "a sitemap"),
        ('{"headline": "Bridge at Brenn closed"}', "application/json; charset=utf-8", "application/json"),
        ("alert('stolen');", "text/javascript", "text/javascript"),
    ],
)
def test_what_is_no_page_is_named_and_never_read_as_prose(text: str, kind: str, what: str) -> None:
    with pytest.raises(NotText, match=f"no page, but {what}"):
        read(text.encode(), content_type=kind)


def test_a_page_under_a_wrong_label_is_still_a_page_and_comments_before_nothing_cost_no_time() -> None:
    assert "closed for 3 hours" in read(page(STORY), content_type="application/json").text
    assert read("<!---->" * 1_400 + "The bridge at Brenn is closed.").text


def test_a_page_without_prose_is_a_stub_and_never_a_report() -> None:
    assert read(page("<ul><li><a href=/a>News</a><li><a href=/b>Sport</a></ul>")).genre is Genre.STUB


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<div>",
                "</div>",
                "<p>",
                "<a href=javascript:x>",
                "<table>",
                "<td>",
                "<br>",
                "&#x0;",
                "&",
                "<!--",
                "]]>",
                "Words were said. ",
                "\x00",
                "\ud7ff",
            ]
        ),
        max_size=60,
    )
)
def test_any_soup_of_tags_gives_an_article_or_a_named_error(soup: list[str]) -> None:
    try:
        article = read("<html><body>" + "".join(soup))
    except NotText:
        return
    assert [p.of(article.text) for p in article.paragraphs] == (article.text.split("\n\n") if article.text else [])


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab |•·>›/:-().,0123 \t", max_size=900))
def test_no_line_takes_for_ever_to_be_judged(line: str) -> None:
    furniture.is_furniture(line)
    furniture.is_furniture(line * 3)
