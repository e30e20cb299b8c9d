"""Places: one country under many forms, and forms that are sometimes something else."""

import pytest

from stet.check.places import entry, gazetteer, places, standing


def found(text: str) -> list[tuple[str, str]]:
    return [(f.text, f.value["country"]) for f in places(text)]


@pytest.mark.parametrize("form", ["U.K.", "UK", "Britain", "British", "the United Kingdom"])
def test_one_country_under_its_forms(form: str) -> None:
    (fact,) = places(f"Ships of {form} sailed.")
    assert (fact.value["canonical"], fact.value["country"]) == ("United Kingdom", "GB")


@pytest.mark.parametrize("form", ["U.S.", "US", "the United States", "America", "American"])
def test_the_united_states_under_their_forms(form: str) -> None:
    assert [f.value["country"] for f in places(f"Ships of {form} sailed.")] == ["US"]


def test_a_people_is_marked_as_such() -> None:
    british, britain = places("British ships left Britain.")
    assert (british.value["form"], britain.value["form"]) == ("people", "name")


def test_the_pronoun_us_is_no_country() -> None:
    assert found("He told us to go.") == []


def test_an_ordinary_word_at_the_start_of_a_sentence_is_no_place() -> None:
    assert found("Nice work. Reading helps. Turkey is eaten cold.") == []
    assert found("He flew to Nice and back.") == [("Nice", "FR")]


def test_part_of_a_name_is_no_place() -> None:
    assert found("Michael Jordan spoke.") == []


def test_a_form_that_two_places_share_names_no_country() -> None:
    assert found("He lives in Georgia now.") == [("Georgia", "")]


def test_the_longer_form_wins() -> None:
    assert [t for t, _ in found("They met in New York City, South Korea and Washington, D.C.")] == [
        "New York City",
        "South Korea",
        "Washington, D.C.",
    ]


def test_two_peoples_joined_by_a_hyphen_are_two_places() -> None:
    assert [c for _, c in found("The Franco-German and Israeli-Palestinian talks")] == ["DE", "IL", "PS"]


def test_every_country_of_the_gazetteer_finds_itself() -> None:
    for form, known in gazetteer().items():
        if known.kind == "country" and not known.people and entry(form) is known:
            assert form in {f.value["place"] for f in places(f"They flew to {form} yesterday.")} or form == "Georgia"


def test_a_region_is_longer_than_the_country_it_is_called_after() -> None:
    assert [t for t, _ in found("They hold town meetings in New England.")] == ["New England"]


def test_a_union_of_states_is_no_place() -> None:
    assert found("The EU agreed with the European Union.") == [("European", "")]


def test_money_is_no_country() -> None:
    assert found("It cost US$ 10.") == []


def test_a_form_stands_where_it_is_a_whole_word_and_the_longest() -> None:
    text = "Ash Bay, @Ash, Ashes, Ash-grey, Ash_1. Ash"
    assert list(standing(text, ["Ash", "Ash Bay"])) == [(0, "Ash Bay"), (22, "Ash"), (39, "Ash")]
    assert list(standing(text, [])) == []
