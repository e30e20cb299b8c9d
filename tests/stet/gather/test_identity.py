"""One item, one record: no duplicates and no losses, whatever feeds do to guids, links and dates."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stet.gather.identity import Brake, Changed, Held, Known, New, canonical, decide, keys
from stet.news import Item

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
STRIKE = Item(
    id="post-1",
    title="Ferry strike ends after nine days",
    link="https://post.example/ferry-strike",
    published=NOW - timedelta(hours=2),
    summary="Crews return to work on Wednesday after the union accepted the offer.",
)
FLOOD = Item(
    id="post-2",
    title="River rises again in the north",
    link="https://post.example/river",
    published=NOW - timedelta(hours=1),
    summary="Forecasters expect the peak before dawn and closed two bridges.",
)


class Desk:
    """Keeps what decisions say to keep, as the site would."""

    def __init__(self) -> None:
        self.known: dict[str, Known] = {}

    def look(self, *items: Item, now: datetime = NOW, brake: Brake | None = None) -> list[str]:
        """Take a document and say what happened, in short."""
        said = []
        for intent in decide(items, self.known.values(), now, brake=brake):
            match intent:
                case New():
                    self._keep(str(len(self.known)), intent)
                    said.append("new")
                case Changed():
                    self._keep(intent.id, intent)
                    said.append("words" if intent.words else "keys")
                case Held():
                    said.append("held")
        return said

    def _keep(self, number: str, intent: New | Changed) -> None:
        item = intent.item
        self.known[number] = Known(
            id=number,
            keys=intent.keys,
            title=item.title,
            link=item.link,
            digest=intent.digest,
            published=item.published,
        )


@pytest.fixture
def desk() -> Desk:
    opened = Desk()
    assert opened.look(STRIKE, FLOOD) == ["new", "new"]
    return opened


def test_the_same_document_again_changes_nothing(desk: Desk) -> None:
    assert desk.look(STRIKE, FLOOD) == []


@pytest.mark.parametrize(
    "link",
    [
        "http://post.example/ferry-strike",
        "https://www.post.example/ferry-strike/",
        "https://post.example/ferry-strike?utm_source=rss&utm_medium=feed&fbclid=x",
        "https://post.example:443/ferry-strike#comments",
        "https://POST.example/ferry-strike?at_medium=RSS&at_campaign=KARANGA",
        "https://post.example/ferry-strike/index.html",
    ],
)
def test_flips_of_the_link_are_no_news(desk: Desk, link: str) -> None:
    assert "new" not in desk.look(replace(STRIKE, link=link), FLOOD)
    assert "new" not in desk.look(replace(STRIKE, link=link, id=link), FLOOD)


def test_a_changed_guid_is_no_news(desk: Desk) -> None:
    assert desk.look(replace(STRIKE, id="post-1-v2"), FLOOD) == ["keys"]
    assert desk.look(replace(STRIKE, id="post-1-v2"), FLOOD) == []


def test_a_guid_that_is_an_address_may_flip_too(desk: Desk) -> None:
    other = Desk()
    item = replace(STRIKE, id="http://post.example/?p=7", link="")
    assert other.look(item) == ["new"]
    assert other.look(replace(item, id="https://www.post.example/?p=7")) == []


def test_a_reused_guid_with_another_story_is_news(desk: Desk) -> None:
    other = replace(
        FLOOD, id="post-1", title="Mayor opens library", link="https://post.example/library", summary="New."
    )
    assert desk.look(other) == ["new"]
    assert len(desk.known) == 3


def test_a_rewritten_headline_under_a_new_address_is_the_same_item(desk: Desk) -> None:
    rewritten = replace(
        STRIKE, title="Ferry strike is over", link="https://post.example/ferry-strike-over", summary="Done."
    )
    assert desk.look(rewritten) == ["words"]


def test_a_move_of_the_whole_site_is_no_news(desk: Desk) -> None:
    moved = replace(STRIKE, id="9f8e", link="https://harbour.example/2026/03/ferry-strike-ends")
    assert desk.look(moved) == ["keys"]


def test_missing_guids_are_no_obstacle(desk: Desk) -> None:
    bare = Desk()
    strike, flood = (replace(item, id=item.link) for item in (STRIKE, FLOOD))
    assert bare.look(strike, flood) == ["new", "new"]
    assert bare.look(flood, strike) == []


def test_items_without_guid_and_link_are_told_apart_by_their_words() -> None:
    bare = Desk()
    strike, flood = (replace(item, id="urn:sha256:0", link="") for item in (STRIKE, FLOOD))
    assert bare.look(strike, flood) == ["new", "new"]
    assert bare.look(strike, flood) == []


def test_republication_with_a_new_date_is_no_news(desk: Desk) -> None:
    assert desk.look(replace(STRIKE, published=NOW, updated=NOW), FLOOD) == []
    again = replace(STRIKE, published=NOW, id="post-1-again", link="https://post.example/ferry-strike-2")
    assert desk.look(again) == ["keys"]


def test_the_home_page_as_everybodys_link_identifies_nobody() -> None:
    lazy = Desk()
    strike, flood = (replace(item, link="https://post.example/") for item in (STRIKE, FLOOD))
    assert lazy.look(strike, flood) == ["new", "new"]
    third = replace(
        flood, id="post-3", title="Museum thief caught", summary="Police found the painting in a garden shed."
    )
    assert lazy.look(third, strike, flood) == ["new"]


def test_one_item_at_a_time_under_one_link_is_news_each_time() -> None:
    ticker = Desk()
    assert ticker.look(replace(STRIKE, link="https://post.example/ticker")) == ["new"]
    assert ticker.look(replace(FLOOD, link="https://post.example/ticker")) == ["new"]


def test_a_daily_title_is_news_every_day() -> None:
    daily = Desk()
    for day in range(5):
        briefing = Item(
            id=f"b{day}",
            title="Morning briefing",
            link=f"https://post.example/briefing/{day}",
            published=NOW + timedelta(days=day),
        )
        assert daily.look(briefing, now=NOW + timedelta(days=day)) == ["new"]


def test_the_same_entry_twice_in_one_document_is_kept_once() -> None:
    assert Desk().look(STRIKE, STRIKE, replace(STRIKE, id="again")) == ["new"]


def test_a_correction_in_the_words_is_a_change_and_a_tracking_link_is_not(desk: Desk) -> None:
    assert desk.look(replace(STRIKE, summary=STRIKE.summary.replace("Wednesday", "Thursday"))) == ["words"]
    assert desk.look(replace(FLOOD, link=FLOOD.link + "?utm_source=x")) == []


def test_an_item_from_the_future_is_flagged_and_kept() -> None:
    (late, early) = decide([replace(STRIKE, published=datetime(2099, 1, 1, tzinfo=UTC)), FLOOD], [], NOW)
    assert isinstance(late, New)
    assert isinstance(early, New)
    assert (late.ahead, early.ahead) == (True, False)


def test_a_flood_is_held_back_and_comes_through_later() -> None:
    desk = Desk()
    desk.look(STRIKE)
    flood = [replace(FLOOD, id=f"f{n}", link=f"https://post.example/{n}", title=f"Item {n} of many") for n in range(30)]
    first = desk.look(*flood, brake=Brake(lately=0, per_hour=10))
    assert first == ["new"] * 10 + ["held"] * 20
    assert desk.look(*flood, brake=Brake(lately=10, per_hour=10)) == ["held"] * 20
    assert desk.look(*flood, brake=Brake(lately=0, per_hour=100)) == ["new"] * 20


def test_a_first_look_may_bring_a_backlog() -> None:
    many = [replace(FLOOD, id=f"f{n}", link=f"https://post.example/{n}", title=f"Item {n}") for n in range(300)]
    assert Desk().look(*many, brake=Brake(per_hour=10)) == ["new"] * 300


def test_parameters_that_say_what_is_read_stay() -> None:
    assert canonical("https://a.example/story?id=7&utm_source=x") == "a.example/story?id=7"
    assert canonical("https://a.example/story?id=8") != canonical("https://a.example/story?id=7")
    assert canonical("https://a.example/#!/story/1") != canonical("https://a.example/#!/story/2")


_ITEMS = st.builds(
    Item,
    id=st.sampled_from(["a", "b", "c", "http://x.example/1", "urn:sha256:1"]),
    title=st.sampled_from(["One two three", "Four five six", "One two seven", ""]),
    link=st.sampled_from(["", "https://x.example/1", "http://x.example/1?utm_a=b", "https://x.example/2"]),
    summary=st.sampled_from(["", "short", "a summary that is long enough to be somebody's own words"]),
    published=st.sampled_from([None, NOW, NOW - timedelta(days=1)]),
)


@given(st.lists(_ITEMS, max_size=8))
def test_a_document_seen_twice_never_brings_news_the_second_time(items: list[Item]) -> None:
    desk = Desk()
    desk.look(*items)
    assert "new" not in desk.look(*items)


@given(st.lists(_ITEMS, max_size=8))
def test_every_item_of_a_document_is_known_afterwards(items: list[Item]) -> None:
    desk = Desk()
    desk.look(*items)
    held = frozenset[str]().union(*(k.keys for k in desk.known.values())) if desk.known else frozenset()
    assert all(keys(item) & held for item in items if keys(item))
