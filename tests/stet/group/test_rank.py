"""Top Stories: every place has its reasons, and a flood moves nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from stet.group.rank import Candidate, Entry, leaning, rank

NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)


def entry(id: str, outlet: str, hours: float = 1, **more) -> Entry:
    return Entry(id=id, outlet=outlet, arrived=NOW - timedelta(hours=hours), origin=more.pop("origin", id), **more)


def story(name: str, outlets: list[str], hours: float = 1, **more) -> Candidate:
    return Candidate(story=name, entries=tuple(entry(f"{name}-{o}", o, hours) for o in outlets), **more)


def order(page) -> list[str]:
    return [r.story for r in page]


def test_the_parts_sum_to_the_score_and_each_says_why() -> None:
    page = rank([story("a", ["X", "Y"], new_facts=3), story("b", ["X"])], NOW)
    for card in page:
        assert sum(p.points for p in card.parts) == pytest.approx(card.score)
        assert all(p.why for p in card.parts)


def test_three_newsrooms_stand_above_twelve_outlets_with_one_text() -> None:
    copied = Candidate(story="copied", entries=tuple(entry(f"c{n}", f"P{n}", origin="c0") for n in range(12)))
    assert order(rank([copied, story("own", ["X", "Y", "Z"])], NOW)) == ["own", "copied"]


def test_outlets_of_one_owner_count_once() -> None:
    family = Candidate(story="family", entries=tuple(entry(f"f{n}", f"P{n}", owner="House") for n in range(6)))
    assert order(rank([family, story("two", ["X", "Y"])], NOW)) == ["two", "family"]


def test_a_thousand_items_of_one_publisher_move_nothing_into_the_top_ten() -> None:
    field = [story(f"s{n}", ["X", "Y", "Z"][: 1 + n % 3], hours=1 + n) for n in range(14)]
    before = order(rank(field, NOW))[:10]
    flood = [story(f"flood{n}", ["Loud"], hours=0.1) for n in range(1000)]
    assert order(rank([*field, *flood], NOW))[:10] == before


def test_a_thousand_items_of_one_publisher_lift_no_story_they_join() -> None:
    field = [story(f"s{n:02}", ["X", "Y"], hours=1 + n) for n in range(12)]
    before = order(rank(field, NOW))
    joined = [
        Candidate(story=c.story, entries=(*c.entries, *(entry(f"{c.story}-{k}", "Loud", 0.1) for k in range(500))))
        if c.story in ("s10", "s11")
        else c
        for c in field
    ]
    assert order(rank(joined, NOW)) == before


def test_an_agency_that_always_posts_much_is_no_flood() -> None:
    wire = [story(f"w{n}", ["Wire"], hours=1) for n in range(200)]
    quiet = rank([*wire, story("x", ["X"], hours=9)], NOW, usual={"Wire": 200})
    assert order(quiet)[-1] == "x"


def test_one_outlet_that_posts_again_and_again_does_not_keep_a_story_fresh() -> None:
    old = Candidate(story="old", entries=(entry("o1", "X", 30), *(entry(f"o{n}", "X", 0.1 * n) for n in range(2, 9))))
    assert order(rank([old, story("newer", ["Y"], hours=8)], NOW)) == ["newer", "old"]


def test_a_course_of_events_has_one_card_with_its_chapters_on_it() -> None:
    chapters = [story(f"c{n}", ["X", "Y", "Z"], thread="flood") for n in range(3)]
    others = [story(f"o{n}", ["X", "Y"]) for n in range(2)]
    page = rank([*chapters, *others], NOW)
    assert [(card.story, card.chapters) for card in page] == [("c0", ("c1", "c2")), ("o0", ()), ("o1", ())]
    assert leaning([*chapters, *others], NOW, "c0") == (("X", 1), ("Y", 1), ("Z", 1))


def test_a_chapter_that_an_editor_gave_a_place_keeps_it() -> None:
    chapters = [story("c0", ["X", "Y", "Z"], thread="flood"), story("c1", ["X"], thread="flood", pin=2)]
    page = rank([*chapters, story("o", ["X", "Y"])], NOW)
    assert [(card.story, card.chapters) for card in page] == [("c0", ()), ("c1", ()), ("o", ())]


def test_a_pin_gives_the_place_and_says_who_gave_it() -> None:
    page = rank([story("a", ["X", "Y", "Z"]), story("b", ["X"], pin=1), story("c", ["X", "Y"])], NOW)
    assert order(page) == ["b", "a", "c"]
    assert page[0].parts[-1].why == "an editor put it in place 1"


def test_a_muted_story_is_left_out() -> None:
    assert order(rank([story("a", ["X"], muted=True), story("b", ["Y"])], NOW)) == ["b"]


def test_what_has_not_arrived_yet_is_not_on_the_page() -> None:
    assert rank([story("later", ["X"], hours=-1)], NOW) == ()


def test_a_place_says_on_which_outlet_it_leans() -> None:
    field = [story(f"s{n:02}", ["X", "Y"], hours=2) for n in range(10)]
    top = story("top", ["Z", "W"], hours=1)
    assert order(rank([*field, top], NOW))[0] == "top"
    assert leaning([*field, top], NOW, "top") == (("W", 11), ("Z", 11))


def test_the_page_does_not_depend_on_the_order_of_the_input() -> None:
    field = [story(f"s{n}", ["X", "Y", "Z"][: 1 + n % 3], hours=1 + n % 4) for n in range(14)]
    assert rank(field, NOW) == rank(field[::-1], NOW)
