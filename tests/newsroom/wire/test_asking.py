"""Requests under way: whoever is slow holds up nobody else, and no host is asked too much."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from newsroom.wire import budgets
from newsroom.wire.asking import PER_HOST, Asking

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def full_budgets():
    budgets.forget()


def test_an_answer_that_takes_long_does_not_keep_the_others_waiting():
    late = threading.Event()
    with Asking(threads=4) as asking:
        asking.ask("slow", "slow.example", lambda: late.wait(30) and "late")
        for number in range(3):
            asking.ask(number, f"post{number}.example", lambda number=number: number)
        came = []
        while len(came) < 3:
            came += asking.came(5.0, 0.01)
        assert sorted(came) == [0, 1, 2]
        assert "slow" in asking
        late.set()
        assert asking.came(5.0, 0.0) == ["late"]
        assert "slow" not in asking


def test_nothing_is_asked_twice_at_once_and_a_host_only_so_often_at_once():
    wait = threading.Event()
    with Asking(threads=8) as asking:
        for number in range(PER_HOST):
            assert asking.may(number, "post.example", NOW)
            asking.ask(number, "post.example", wait.wait, 30)
        assert not asking.may("another", "post.example", NOW)
        assert not asking.may(0, "elsewhere.example", NOW)
        assert asking.may("another", "elsewhere.example", NOW)
        wait.set()


def test_places_for_feeds_are_left_when_pages_are_many():
    with Asking(threads=8) as asking:
        assert asking.room(0.75) < asking.room()


def test_a_host_that_asks_for_a_pace_gets_it_from_then_on():
    assert budgets.may_ask("post.example", NOW)
    assert budgets.may_ask("post.example", NOW, 10.0)
    assert not budgets.may_ask("post.example", NOW + timedelta(seconds=9), 10.0)
    assert budgets.may_ask("post.example", NOW + timedelta(seconds=11), 10.0)
