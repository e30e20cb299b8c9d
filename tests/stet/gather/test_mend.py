"""The usual damage of feeds, mended; and damage without end, which costs no more than its length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stet.errors import InputError
from stet.gather import feeds, mend
from stet.gather.walk import NotWellFormed, Walker


def titles(body: str) -> list[str]:
    feed = feeds.parse(f"<rss><channel>{body}</channel></rss>".encode())
    assert "not well-formed" in feed.problems[0]
    return [item.title for item in feed.items]


@pytest.mark.parametrize(
    ("body", "means"),
    [
        ("<item><title>Rain & wind</title></item>", ["Rain & wind"]),
        ("<item><title>R&D&nbsp;up</title></item>", ["R&D up"]),
        ("<item><title>a\x0bb\x00</title></item>", ["ab"]),
        ("<item><title>bad &#0;&#x110000; ref &#X41;</title></item>", ["bad ref A"]),
        ("<item><title>one</item><item><title>two</title></item>", ["one", "two"]),
        ("<item><title>one</title></item></item><item><title>two</title></item>", ["one", "two"]),
        ("<item><title>x</title><dc:creator>Ann</dc:creator></item>", ["x"]),
        ("<item><title type=plain>x</title></item>", ["x"]),
        ("<item><title>3 < 4 and 5</title></item>", ["3 < 4 and 5"]),
        ("<item><title><![CDATA[kept <b>whole</b>]]></title></link></item>", ["kept whole"]),
    ],
)
def test_damage_that_people_make_by_hand_is_mended(body: str, means: list[str]) -> None:
    assert titles(body) == means


def test_an_undeclared_prefix_means_what_it_usually_means() -> None:
    body = b"<rss><channel><item><title>x</title><dc:creator>Ann</dc:creator></item></channel></rss>"
    assert feeds.parse(body).items[0].author == "Ann"


@pytest.mark.parametrize("around", ["<br />Warning: x on line 3\n{}", "{}junk behind", "\n\n<!-- a -->{}</html>"])
def test_what_stands_around_a_feed_is_left_and_named(around: str) -> None:
    whole = "<rss><channel><item><title>a</title></item></channel></rss>"
    feed = feeds.parse(around.format(whole).encode())
    assert [i.title for i in feed.items] == ["a"]
    assert feed.problems


ENDLESS = [
    *"< & <!-- <![CDATA[ <? <! <item/a=' </x> <a> a = </b> &a <a:b> <item><title>a</item> <p>x href=' xmlns:".split(),
    "<a b ",
    '<a "',
    "<a " + "b" * 5000 + ">",
]


@pytest.mark.parametrize("piece", ENDLESS)
def test_endless_damage_costs_no_more_than_its_length(piece: str) -> None:
    """Twice a quarter of a megabyte; were any step quadratic, this would take minutes and be noticed."""
    body = f"<rss><channel><item><description>{piece * (250_000 // len(piece))}"
    for text in (body, body.replace("<item><description>", "")):
        try:
            feeds.parse(text.encode())
        except InputError as error:
            assert error.advice  # noqa: PT017 - either outcome is right


_PIECES = st.sampled_from(
    "<a>|</a>|<b c=d>|<b c='<'>|</b>|x|&amp;|<![CDATA[y]]>|<!--z-->|<?p q?>|<a/>|<|>|]]>|\"".split("|")
)


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_mended_tags_are_well_formed(damaged: str) -> None:
    mended = mend.tags(mend.spelling(f"<root>{damaged}</root>"))
    try:
        Walker().walk(mended)
    except NotWellFormed as error:
        pytest.fail(f"{error}: {mended}")
