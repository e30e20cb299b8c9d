"""Nearby: what shares rare words is found, what is old is gone, and memory with it."""

from datetime import UTC, datetime, timedelta

import numpy as np

from stet.group.likeness import Sketch
from stet.group.nearby import Nearby
from stet.group.when import when
from stet.group.words import Weights

START = datetime(2026, 3, 2, tzinfo=UTC)


def row(id: str, words: dict[int, float], *, hours: float = 0) -> Sketch:
    held, none = weights(words), weights({})
    return Sketch(id, START + timedelta(hours=hours), "", "en", np.zeros(3, dtype=np.float32), held, none, when("", ""))


def weights(words: dict[int, float]) -> Weights:
    """Return weights by the number of a word; single words have even numbers."""
    return Weights(np.array([2 * word for word in words], dtype=np.uint32), np.array([*words.values()], np.float32))


def test_reports_that_share_more_weight_come_first() -> None:
    nearby = Nearby(days=3)
    for made in (row("a", {1: 0.2}), row("b", {1: 0.2, 2: 0.9}), row("c", {3: 0.5})):
        nearby.add(made)
    assert [r.id for r in nearby.like(row("x", {1: 0.5, 2: 0.5}))] == ["b", "a"]


def test_only_the_newest_carriers_of_a_common_word_are_looked_at() -> None:
    nearby = Nearby(days=3)
    for at in range(Nearby.DEPTH + 50):
        nearby.add(row(f"{at:04}", {1: 0.5}))
    found = nearby.like(row("x", {1: 0.5}))
    assert len(found) == Nearby.FOUND
    assert min(int(r.id) for r in found) >= 50


def test_what_is_old_is_forgotten_with_its_words() -> None:
    nearby = Nearby(days=1)
    for hours in range(60):
        nearby.add(row(str(hours), {hours: 0.5, 999: 0.5}, hours=hours))
    nearby.forget(START + timedelta(hours=60))
    assert len(nearby) == 24
    assert nearby.like(row("x", {3: 1.0})) == []
    nearby.forget(START + timedelta(days=9))
    assert len(nearby) == 0
    assert nearby.like(row("x", {999: 1.0})) == []


def test_a_common_word_keeps_no_more_carriers_than_are_looked_at_twice_over() -> None:
    nearby = Nearby(days=3)
    for at in range(5 * Nearby.DEPTH):
        nearby.add(row(f"{at:04}", {1: 0.5, 10 + at: 0.1}))
    assert next(r.id for r in nearby.like(row("x", {1: 0.1, 12: 0.5}))) == "0002"
    assert min(int(r.id) for r in nearby.like(row("x", {1: 0.5}))) >= 4 * Nearby.DEPTH
    nearby.forget(START + timedelta(days=9))
    assert nearby.like(row("x", {1: 0.5})) == []


def test_once_enough_carriers_were_looked_at_lighter_words_are_not(monkeypatch) -> None:
    monkeypatch.setattr(Nearby, "LOOKED", 3)
    nearby = Nearby(days=3)
    for made in (*(row(f"heavy {n}", {1: 0.5}) for n in range(3)), row("light", {2: 0.1})):
        nearby.add(made)
    assert "light" not in [r.id for r in nearby.like(row("x", {1: 0.5, 2: 0.4}))]
    assert [r.id for r in nearby.like(row("x", {2: 0.4}))] == ["light"]
