"""The editor's hand: obeyed, written down, undone on request, and never undone by the machine."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stet.errors import InputError
from stet.group.hand import Act, Order
from stet.group.stories import Stories


@pytest.fixture
def placed(flood, bank) -> Stories:
    stories = Stories()
    for report in sorted([*flood, *bank], key=lambda r: r.arrived):
        stories.place(report)
    return stories


def test_a_merge_moves_all_reports_and_says_who_and_why(placed) -> None:
    moved = placed.obey(Order(id="1", act=Act.MERGE, story="rate", into="river", by="Alice", why="one crisis"))
    assert {p.id: p.story for p in moved} == {"rate": "river", "brandt": "river"}
    assert moved[0].reason == "Alice merged the stories: one crisis"
    assert set(placed.moved()) == set(moved)


def test_the_machine_does_not_take_back_a_merge(placed, write, bank) -> None:
    placed.obey(Order(id="1", act=Act.MERGE, story="rate", into="river"))
    more = write("more", bank[0].title, bank[1].text + " Markets had expected it.", hours=6)
    placed.place(more)
    assert not [p for p in placed.moved() if p.id in ("rate", "brandt") and p.story != "river"]


def test_a_split_stands_although_the_reports_are_alike(placed, write, flood) -> None:
    (split,) = placed.obey(Order(id="1", act=Act.SPLIT, story="river", reports=("boats",)))
    assert split.story == "boats"
    placed.moved()
    again = write("again", flood[2].title, "Soldiers in Tarnow Vale filled sandbags at the dyke on the Orla.", hours=7)
    placed.place(again)
    assert all(p.id != "boats" and p.id != "river" for p in placed.moved())


def test_a_move_can_be_undone(placed) -> None:
    placed.obey(Order(id="1", act=Act.MOVE, story="river", into="rate", reports=("vale",)))
    (back,) = placed.undo("1")
    assert (back.id, back.story) == ("vale", "river")
    assert back.reason.startswith("undone: ")


def test_an_undone_merge_gives_both_stories_back_under_their_names(placed) -> None:
    placed.obey(Order(id="1", act=Act.MERGE, story="rate", into="river"))
    assert {p.id: p.story for p in placed.undo("1")} == {"rate": "rate", "brandt": "rate"}


@pytest.mark.parametrize(
    "order",
    [
        Order(id="1", act=Act.MERGE, story="rate", into="nowhere"),
        Order(id="1", act=Act.MERGE, story="rate"),
        Order(id="1", act=Act.SPLIT, story="rate", into="river", reports=("rate",)),
        Order(id="1", act=Act.MOVE, story="rate", into="river", reports=("boats",)),
        Order(id="1", act=Act.SPLIT, story="river"),
    ],
)
def test_an_order_that_makes_no_sense_is_refused_and_changes_nothing(placed, order) -> None:
    with pytest.raises(InputError):
        placed.obey(order)
    assert placed.moved() == ()


def test_what_was_not_ordered_cannot_be_undone(placed) -> None:
    with pytest.raises(InputError, match="no such order"):
        placed.undo("7")


class Flat:
    """An encoder that finds everything alike: the words decide."""

    def embed(self, texts):
        import numpy as np

        return np.full((len(texts), 4), 0.5, dtype=np.float32)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_orders_and_their_undoing_lose_no_report(data) -> None:
    from datetime import UTC, datetime, timedelta

    from stet.news import Report

    start = datetime(2026, 3, 2, tzinfo=UTC)
    subjects = ["dyke river Orla flood", "bank rate inflation Norvia", "court ruling minister appeal"]
    stories, where = Stories(embed=Flat()), {}
    for n in range(9):
        text = f"{subjects[n % 3]} {subjects[n % 3]} news number {n}"
        placement = stories.place(Report(id=str(n), title=text, text="", arrived=start + timedelta(hours=n)))
        where[placement.id] = placement.story
        where.update({p.id: p.story for p in stories.moved()})
    first = dict(where)
    names = sorted(set(where.values()))
    done = []
    for n in range(data.draw(st.integers(1, 3))):
        story, into = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(names))
        own = sorted(r for r, s in where.items() if s == story)
        if own and story != into and into in where.values():
            stories.obey(Order(id=str(n), act=Act.MOVE, story=story, into=into, reports=tuple(own[:2])))
            done.append(str(n))
            where.update({p.id: p.story for p in stories.moved()})
            assert len(where) == 9
    for id in reversed(done):
        stories.undo(id)
    where.update({p.id: p.story for p in stories.moved()})
    assert where == first
