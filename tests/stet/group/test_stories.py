"""Stories: one event together, two events apart, the same stream twice the same."""

from datetime import timedelta

from stet.group.stories import Stories, group
from stet.news import Genre, Report


def stories_of(placements) -> dict[str, str]:
    return {p.id: p.story for p in placements}


def test_one_event_told_by_three_newsrooms_is_one_story_and_another_event_is_not(flood, bank) -> None:
    got = stories_of(group([*flood, *bank]))
    assert got["river"] == got["vale"] == got["boats"]
    assert got["rate"] == got["brandt"] != got["river"]


def test_placements_come_in_order_of_arrival_whatever_the_order_of_the_input(flood, bank) -> None:
    forwards, backwards = list(group([*flood, *bank])), list(group([*bank, *flood][::-1]))
    assert forwards == backwards
    assert [p.id for p in forwards] == ["river", "rate", "vale", "boats", "brandt"]


def test_a_copy_goes_where_its_origin_is_and_says_so(flood, write) -> None:
    copy = write("echo", "Residents flee", flood[0].text + " Subscribe to our letter.", hours=5)
    placed = {p.id: p for p in group([*flood, copy])}
    assert placed["echo"].copy_of == placed["echo"].origin == "river"
    assert placed["echo"].story == placed["river"].story
    assert "of the text of river" in placed["echo"].reason


def test_the_same_words_a_month_later_are_another_event(flood) -> None:
    again = flood[1]
    later = Report(id="later", title=again.title, text=again.text, arrived=again.arrived + timedelta(days=30))
    got = stories_of(group([*flood, later]))
    assert got["later"] == "later"


def test_a_live_blog_stays_by_itself(flood, write) -> None:
    live = write("live", "Live: flood in Tarnow Vale, Orla dyke fails", flood[2].text[40:], hours=4, genre=Genre.LIVE)
    assert stories_of(group([*flood, live]))["live"] == "live"


def test_an_empty_report_founds_a_story_of_its_own(flood, write) -> None:
    assert stories_of(group([*flood, write("blank", "", ""), write("blank2", "", "", hours=1)]))["blank2"] == "blank2"


def test_a_story_is_named_after_its_first_report(flood) -> None:
    stories = Stories()
    assert {stories.place(r).story for r in flood} == {"river"}
