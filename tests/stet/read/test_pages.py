"""Articles cut into pages: where the next one is, and one article out of many pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stet.news import Article, Genre
from stet.read import following, join, read
from stet.text import joined, sentences

FIRST = "https://example.org/news/bridge-vote.html"


def page(links: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>Bridge vote</title>{head}</head><body><p>Text.</p>{links}</body></html>"


@pytest.mark.parametrize(
    ("url", "link", "wanted"),
    [
        (FIRST, '<a href="/news/bridge-vote,2.html">Next page</a>', "https://example.org/news/bridge-vote,2.html"),
        (FIRST, '<a href="bridge-vote-2.html" rel=next>2</a>', "https://example.org/news/bridge-vote-2.html"),
        (FIRST, '<a href="?page=2#top">Nächste Seite »</a>', "https://example.org/news/bridge-vote.html?page=2"),
        (FIRST + "?page=2", '<a href="?page=3">Page suivante</a>', FIRST + "?page=3"),
        (FIRST + "?utm_source=x", '<a href="?seite=2">Página siguiente</a>', FIRST + "?seite=2"),
        ("https://example.org/a/b/", '<a href="2/">Volgende pagina</a>', "https://example.org/a/b/2/"),
        ("https://example.org/a/b/2/", '<a href="../3/">下一页</a>', "https://example.org/a/b/3/"),
        ("https://example.org/a/b", '<a href="/a/b/page/2">Следующая страница</a>', "https://example.org/a/b/page/2"),
        ("https://example.org/a/covid-19", '<a href="/a/covid-19/2">Next Page</a>', "https://example.org/a/covid-19/2"),
        ("https://example.org/a/b", "<ul class=pagination><li><a href=/a/b/2>2</a></ul>", "https://example.org/a/b/2"),
        ("https://example.org/a/b", "<nav class=pager><a href=/a/b/2>›</a></nav>", "https://example.org/a/b/2"),
    ],
)
def test_the_next_page_of_an_article_is_found(url: str, link: str, wanted: str) -> None:
    assert following(page(link), url) == wanted


@pytest.mark.parametrize(
    ("url", "link", "wanted"),
    [
        (FIRST, '<li class="pager"><a href="?page=1">2</a></li>', FIRST + "?page=1"),
        (FIRST, '<a href="?page=1" title="Go to next page">next ›</a>', FIRST + "?page=1"),
        (FIRST, '<a rel="next" href="?page=1">››</a>', FIRST + "?page=1"),
        (FIRST + "?page=0", '<a href="?page=1" rel=next>Next</a>', FIRST + "?page=1"),
        (
            FIRST + "?page=1",
            '<ul class=pager><li><a href="?page=0">1</a><li><a href="?page=2">3</a></ul>',
            FIRST + "?page=2",
        ),
    ],
)
def test_a_pager_may_count_from_zero(url: str, link: str, wanted: str) -> None:
    assert following(page(link), url) == wanted


def test_a_pager_that_counts_from_one_does_not_lead_to_the_page_itself() -> None:
    pager = '<ul class=pager><li><a href="?page=1">1</a><li><a href="?page=2">2</a><li><a href="?page=3">3</a></ul>'
    assert following(page(pager), FIRST) == FIRST + "?page=2"
    assert following(page(pager), FIRST + "?page=3") == ""


def test_pages_that_count_from_zero_are_one_article() -> None:
    whole = join(
        [
            article("The council of Tessen voted for the bridge on Monday.", url=FIRST),
            article("The repair of the bridge takes three weeks, it said.", url=FIRST + "?page=1"),
        ]
    )
    assert len(whole.pages) == 2


def test_a_head_that_names_the_next_page_is_believed() -> None:
    assert following(page("", '<link rel="next" href="/a/b/2">').encode(), "https://example.org/a/b") == (
        "https://example.org/a/b/2"
    )


@pytest.mark.parametrize(
    ("url", "link"),
    [
        (FIRST, '<a rel=next href="/news/harbour-opens.html">Next</a>'),
        (FIRST, '<a href="/news/harbour-opens.html">Next page: harbour opens</a>'),
        (FIRST, '<a href="https://other.example/news/bridge-vote-2.html">Next page</a>'),
        (FIRST, '<a href="bridge-vote-3.html">Next page</a>'),
        (FIRST, "<a href=bridge-vote-2.html>A second vote on the bridge</a>"),
        (FIRST, '<a href="?cpage=2#comments">Next page</a>'),
        (FIRST, '<a href="/news/bridge-vote/comment-page-2">Next page</a>'),
        (FIRST, '<a href="javascript:next(2)" rel=next>Next page</a>'),
        (FIRST, '<a href="http://[broken" rel=next>Next page</a>'),
        ("https://example.org/2025/03/04", "<a rel=next href=/2025/03/05>Next</a>"),
        ("https://example.org/tag/bridges", "<a rel=next href=/tag/bridges/2>Next page</a>"),
        ("https://example.org/", "<a rel=next href=/page/2>Next page</a>"),
        ("https://example.org/?p=12", '<a rel=next href="/?p=13">Next</a>'),
        ("https://example.org/a/4711", "<a rel=next href=/a/4712>Next</a>"),
        (FIRST + "?page=30", '<a href="?page=31">Next page</a>'),
    ],
)
def test_the_next_article_the_next_day_and_older_comments_are_no_next_page(url: str, link: str) -> None:
    assert following(page(link), url) == ""


def test_a_document_without_markup_has_no_next_page() -> None:
    assert following(b"%PDF-1.7 ...", "https://example.org/a.pdf") == ""
    assert following(b"", FIRST) == ""


def article(*paragraphs: str, title: str = "Bridge vote", url: str = FIRST, **more: object) -> Article:
    text, spans = joined(paragraphs)
    return Article(title=title, text=text, paragraphs=spans, url=url, **more)  # type: ignore[arg-type]


DECK = "The council of Tessen voted for the bridge on Monday."


def test_pages_become_one_article_with_a_span_for_each() -> None:
    one = article(DECK, "Fourteen members were for it.", byline=("Ines Kalder",))
    two = article("Six were against it.", "The work begins in April.", url=FIRST + "?page=2")
    whole = join([one, two])
    assert whole.byline == ("Ines Kalder",)
    assert [p.of(whole.text) for p in whole.paragraphs] == [
        DECK, "Fourteen members were for it.", "Six were against it.", "The work begins in April.",
    ]  # fmt: skip
    assert [p.of(whole.text) for p in whole.pages] == [one.text, two.text]


def test_what_every_page_repeats_is_said_once() -> None:
    one = article(DECK, "Fourteen members were for it. Why? Because it is needed.")
    two = article(DECK, "Fourteen members were for it. Why? The road is too narrow.", url=FIRST + "?page=2")
    assert join([one, two]).text == "\n\n".join(
        (DECK, "Fourteen members were for it. Why? Because it is needed.", "Why? The road is too narrow.")
    )


def test_another_article_ends_the_joining() -> None:
    other = article("The pier of Lunden opens.", title="A pier for Lunden", url="https://example.org/news/pier.html")
    back = article("Six were against it.", url=FIRST + "?page=2")
    assert join([article(DECK), other, back]) == article(DECK)


def test_a_page_behind_a_wall_ends_the_joining() -> None:
    wall = article("Subscribe to continue reading.", url=FIRST + "?page=2", genre=Genre.WALL)
    assert join([article(DECK), wall]).text == DECK


def test_pages_that_only_share_a_headline_belong_together() -> None:
    one = article(DECK, url="https://example.org/x1")
    two = article("Six were against it.", title="Bridge vote - Page 2 of 3", url="https://example.org/y2")
    assert "Six were against it." in join([one, two]).text


def test_the_first_page_is_the_article_where_no_page_adds_anything() -> None:
    whole = join([article(DECK), article(DECK, url=FIRST + "?page=2")])
    assert (whole.text, whole.genre) == (DECK, Genre.REPORT)
    assert [p.of(whole.text) for p in whole.pages] == [DECK, ""]


def test_nothing_cannot_be_joined() -> None:
    with pytest.raises(ValueError, match="at least the first"):
        join([])


SENTENCE = st.sampled_from([f"The council counted {n} votes for the bridge over the river." for n in range(40)])


@given(st.lists(st.lists(SENTENCE, min_size=1, max_size=5, unique=True), min_size=1, max_size=6))
def test_no_sentence_is_lost_and_none_comes_twice(told: list[list[str]]) -> None:
    whole = join([article(" ".join(page), url=f"{FIRST}?page={n}") for n, page in enumerate(told, 1)])
    said = [s.of(whole.text) for s in sentences(whole.text)]
    assert len(said) == len(set(said))
    assert set(said) == {s for page in told for s in page}
    assert "\n\n".join(p.of(whole.text) for p in whole.paragraphs) == whole.text


def test_real_pages_of_one_article_are_read_and_joined() -> None:
    def html(n: int) -> str:
        body = "".join(
            f"<p>In ward {n * 10 + k} the council counted {n * 100 + k} votes for the bridge, its clerk said.</p>"
            for k in range(6)
        )
        pager = f'<div class="pagination"><a href="/a/bridge/{n + 1}">Next page</a></div>' if n < 3 else ""
        return (
            f"<html><head><title>Votes for the bridge - Page {n}</title></head><body><article>"
            f"<h1>Votes for the bridge</h1><p class=deck>{DECK} It took all of the night to count.</p>{body}</article>"
            f"{pager}</body></html>"
        )

    url = "https://example.org/a/bridge"
    articles: list[Article] = []
    while url:
        number = len(articles) + 1
        articles.append(read(html(number), url=url))
        url = following(html(number), url)
    whole = join(articles)
    assert len(articles) == 3
    assert whole.text.count("took all of the night") == 1
    assert all(f"In ward {n * 10 + k} " in whole.text for n in (1, 2, 3) for k in range(6))
