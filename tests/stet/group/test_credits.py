"""Credits: whose news a report says it tells."""

from dataclasses import replace

import pytest

from stet.group.credits import credited, name
from stet.group.stories import Stories

OUTLETS = ("Vale Courier", "The Harbour Times (Online)")


@pytest.mark.parametrize(
    ("text", "newsroom"),
    [
        ("LONDON (Reuters) - Shares fell on Monday.", "Reuters"),
        ("The minister will resign, AP reported on Monday.", "Associated Press"),
        ("The minister will resign, according to the Vale Courier.", "Vale Courier"),
        ("The Harbour Times first reported that the minister will resign.", "Harbour Times"),
        ('"I will go," he told the Harbour Times.', "Harbour Times"),
        ("The minister of the Vale will resign, he told reporters.", ""),
        ("The Vale Courier building burned down.", ""),
        ("He fell asleep. " * 40 + "Reuters reported that the minister will resign.", ""),
    ],
)
def test_a_credit_in_the_opening_names_the_newsroom(write, text: str, newsroom: str) -> None:
    assert credited(write("x", "Minister resigns", text), OUTLETS) == newsroom


def test_a_newsroom_does_not_credit_itself(write) -> None:
    report = write("x", "Minister resigns", "He told the Vale Courier that he would go.", outlet="Vale Courier")
    assert credited(report, OUTLETS) == ""


def test_an_aggregator_credits_whom_its_feed_names(write) -> None:
    report = write("x", "Minister resigns", "He goes.", outlet="All the News", credit="The Harbour Times")
    assert credited(report, OUTLETS) == "Harbour Times"
    assert credited(replace(report, outlet="Harbour Times"), OUTLETS) == ""


def test_what_an_aggregator_took_from_a_newsroom_has_the_origin_of_that_newsroom(write) -> None:
    first = "The minister of transport will resign on Friday after the bridge collapse, his office said in Vale."
    again = "After the collapse of the bridge, the transport minister resigns on Friday, his office in Vale announced."
    stories = Stories()
    own = stories.place(write("own", "Transport minister to resign over bridge", first, outlet="Harbour Times"))
    more = {"outlet": "All the News", "credit": "Harbour Times", "hours": 0.1}
    placed = stories.place(write("taken", "Transport minister to resign over bridge", again, **more))
    assert (placed.story, placed.origin) == (own.story, "own")


def test_a_name_is_as_texts_say_it() -> None:
    assert [name(n) for n in ("The Guardian", "CNN (Online News)", "AP", "")] == [
        "Guardian",
        "CNN",
        "Associated Press",
        "",
    ]


def test_a_report_that_credits_another_is_no_second_origin(flood, write) -> None:
    text = "The river Orla has flooded Tarnow Vale and 400 people left their homes, the Vale Courier reported."
    first = [write(r.id, r.title, r.text, outlet=o) for r, o in zip(flood[:1], ["Vale Courier"], strict=True)]
    stories = Stories()
    placed = [stories.place(r) for r in [*first, write("echo", "Flood in Tarnow Vale", text, hours=2)]]
    assert placed[1].story == "river"
    assert (placed[1].origin, placed[1].copy_of) == ("river", "")
    assert placed[1].reason.endswith("it credits Vale Courier")


def test_two_reports_that_credit_an_agency_we_do_not_have_are_one_origin(flood, write) -> None:
    credit = "TARNOW VALE (Reuters) - "
    stories = Stories()
    one = stories.place(write("one", flood[0].title, credit + flood[0].text))
    two = stories.place(write("two", flood[1].title, credit + flood[1].text, hours=1))
    own = stories.place(write("own", flood[2].title, flood[2].text, hours=2))
    assert one.story == two.story == own.story
    assert (one.origin, two.origin, own.origin) == ("one", "one", "own")


@pytest.mark.parametrize(
    "opening",
    [
        "The dyke will be rebuilt, the Vale Post has learned.",
        "The dyke will be rebuilt, reports the Vale Post.",
        "In an interview with the Vale Post, the mayor promised a new dyke.",
        "The Vale Post was the first to report that the dyke will be rebuilt.",
        "An investigation by the Vale Post found that the dyke was weak.",
    ],
)
def test_news_that_another_newsroom_found_out_is_its_news(write, opening: str) -> None:
    assert credited(write("a", "A new dyke", opening), ["The Vale Post"]) == "Vale Post"


@pytest.mark.parametrize(
    "opening",
    [
        "The Vale Post said it would move to a new building.",
        "Shares of the owner of the Vale Post fell.",
        "The prize went to the Vale Post.",
    ],
)
def test_a_newsroom_that_the_news_is_about_is_not_credited(write, opening: str) -> None:
    assert credited(write("a", "A new building", opening), ["The Vale Post"]) == ""
