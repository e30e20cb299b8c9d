"""Words: stems and pairs, the rare ones heavier, and a memory with an end."""

import pytest

from stet.group.words import Rarity, number, stems, terms


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
    assert counts == numbered({"orla": 3, "flood": 2, "orla flood": 2, "vale": 2, "rose": 1, "orla rose": 1})


def numbered(counts: dict[str, int]) -> dict[int, int]:
    return {number(term): count for term, count in counts.items()}


def learned(rarity: Rarity, documents: int) -> None:
    for at in range(documents):
        rarity.learn(numbered({"minister": 1, f"name{at}": 1}))


def weight(rarity: Rarity, counts: dict[str, int], term: str) -> float:
    made = rarity.weigh(numbered(counts))
    return float(made.weights[made.numbers == number(term)][0])


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    rarity, counts = Rarity(), {"minister": 1, "name7": 1}
    learned(rarity, 50)
    common, rare = weight(rarity, counts, "minister"), weight(rarity, counts, "name7")
    assert rare > common
    assert common**2 + rare**2 == pytest.approx(1)


def test_counts_fade_and_what_is_common_stays_so(monkeypatch) -> None:
    monkeypatch.setattr(Rarity, "FADES", 100)
    rarity, counts = Rarity(), {"minister": 1, "name7": 1}
    learned(rarity, 1000)
    assert weight(rarity, counts, "name7") > 2 * weight(rarity, counts, "minister")


def test_in_a_crowded_table_a_common_word_still_weighs_less(monkeypatch) -> None:
    monkeypatch.setattr(Rarity, "PLACES", 1 << 10)
    rarity, counts = Rarity(), {"minister": 1, "name7": 1}
    learned(rarity, 3000)
    assert weight(rarity, counts, "name7") > 1.5 * weight(rarity, counts, "minister")


def test_shared_words_are_multiplied_and_the_same_report_is_wholly_like_itself() -> None:
    rarity = Rarity()
    one, other = (
        rarity.weigh(numbered(said)) for said in ({"orla": 2, "flood": 1}, {"flood": 1, "vale": 1, "orla flood": 1})
    )
    nothing = rarity.weigh({})
    assert one.shared([one, nothing, other]).tolist() == pytest.approx(
        [
            1,
            0,
            weight(rarity, {"orla": 2, "flood": 1}, "flood")
            * float(other.weights[other.numbers == number("flood")][0]),
        ]
    )
    assert nothing.shared([one, nothing]).tolist() == [0, 0]
    assert one.shared([]).tolist() == []


def test_only_single_words_are_among_the_heaviest() -> None:
    made = Rarity().weigh(numbered({"orla": 3, "flood": 1, "orla flood": 3}))
    assert [term for term, _ in made.heaviest(5)] == [number("orla"), number("flood")]
    assert len(made.heaviest(1)) == 1
