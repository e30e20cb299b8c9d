"""Words: stems and pairs, the rare ones heavier, and a memory with an end."""

import pytest

from stet.group.words import Rarity, stems, terms


def test_stems_lose_possessives_plurals_and_endings_and_keep_figures() -> None:
    assert stems("The U.S. mayor's bodies, flooding 1,200 houses") == [
        "the",
        "us",
        "mayor",
        "body",
        "flood",
        "1200",
        "house",
    ]


def test_the_headline_counts_twice_and_function_words_not_at_all() -> None:
    counts = terms(("Orla floods the vale", 2), ("Orla rose", 1))
    assert counts == {"orla": 3, "flood": 2, "orla flood": 2, "vale": 2, "rose": 1, "orla rose": 1}


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    rarity = Rarity()
    for at in range(50):
        rarity.learn({"minister": 1, f"name{at}": 1})
    common, rare = rarity.weigh({"minister": 1, "name7": 1}).values()
    assert rare > common
    assert common**2 + rare**2 == pytest.approx(1)


def test_memory_has_an_end_and_what_is_common_stays(monkeypatch) -> None:
    monkeypatch.setattr(Rarity, "LIMIT", 100)
    rarity = Rarity()
    for at in range(1000):
        rarity.learn({"minister": 1, f"name{at}": 1})
    assert len(rarity) <= 100
    common, rare = rarity.weigh({"minister": 1, "name7": 1}).values()
    assert rare > 2 * common
