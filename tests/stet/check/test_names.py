"""Names: people and organisations, their roles, and the short forms that mean them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stet.check.facts import facts
from stet.check.grammar import Parse
from stet.check.names import Mention, _repeated, mentions, names
from stet.check.places import ordinary
from stet.check.references import People
from stet.engines.tagger import shipped
from stet.news import Kind, Span


def find(text: str) -> dict[str, Mention]:
    return {m.name: m for m in mentions(text)}


@pytest.mark.parametrize(
    ("text", "name", "role", "status"),
    [
        ("Former U.S. President Donald Trump left.", "Donald Trump", "u.s. president", "former"),
        ("President Emmanuel Macron left.", "Emmanuel Macron", "president", ""),
        ("Acting Attorney General Matthew Hill left.", "Matthew Hill", "attorney general", "acting"),
        ("The late Senator John Hale was praised.", "John Hale", "senator", "late"),
        ("ex-Chancellor Angela Brandt left.", "Angela Brandt", "chancellor", "former"),
        ("President-elect Maria Silva spoke.", "Maria Silva", "president", "incoming"),
        ("Maria Silva, head of the river board, spoke.", "Maria Silva", "head of the river board", ""),
        ("The foreign minister, Maria Silva, spoke.", "Maria Silva", "foreign minister", ""),
    ],
)
def test_a_name_carries_its_role_and_whether_it_is_still_held(text: str, name: str, role: str, status: str) -> None:
    found = find(text)[name]
    assert (found.role, found.status) == (role, status)


def test_former_and_present_differ_only_in_status() -> None:
    former, present = find("former President Maria Silva")["Maria Silva"], find("President Maria Silva")["Maria Silva"]
    assert former.role == present.role
    assert former.status != present.status


def test_short_forms_are_linked_to_the_full_name_in_the_text() -> None:
    text = "Maria Silva met Robert Hale. Ms. Silva smiled. Hale did not."
    found = find(text)
    assert found["Silva"].canonical == "Maria Silva"
    assert found["Hale"].canonical == "Robert Hale"


def test_two_of_one_family_are_told_apart_by_who_came_last() -> None:
    text = "Maria Silva arrived. Silva spoke. Then John Silva arrived. Silva left."
    assert [m.canonical for m in mentions(text) if m.name == "Silva"] == ["Maria Silva", "John Silva"]


def test_a_link_points_at_the_first_full_mention() -> None:
    text = "Maria Silva arrived. Ms. Silva spoke."
    linked = names(text)[-1]
    assert linked.value["link"]["text"] == "Maria Silva"
    assert text[linked.value["link"]["start"] : linked.value["link"]["end"]] == "Maria Silva"


def test_organisations_are_known_by_what_they_are_called() -> None:
    found = find("Acme Holdings sued the Northern Rail Union and NATO.")
    assert {n: m.type for n, m in found.items()} == {
        "Acme Holdings": "organisation",
        "Northern Rail Union": "organisation",
        "NATO": "organisation",
    }


def test_titles_articles_and_possessives_stay_outside_a_name() -> None:
    found = mentions("Mr. Trump's lawyer met Dr. Maria Silva.")
    assert [(m.title, m.name) for m in found] == [("Mr.", "Trump"), ("Dr.", "Maria Silva")]


def test_a_place_is_no_person() -> None:
    assert find("France and Germany met in Paris on Monday.") == {}


def test_a_pronoun_between_two_people_of_unknown_gender_means_nobody() -> None:
    text = "Quinn Park met Sasha Orlov. He left."
    people = People(text, mentions(text))
    at = text.index("He left")
    assert people.meant_by(Span(start=at, end=at + 2)) is None


def test_a_pronoun_follows_the_gender_of_a_given_name() -> None:
    text = "Maria Silva met Robert Hale. She left."
    at = text.index("She")
    meant = People(text, mentions(text)).meant_by(Span(start=at, end=at + 3))
    assert meant is not None
    assert meant.canonical == "Maria Silva"


PIECES = [*"ABab .,'’-", "\n", "Mr. ", "Ann ", "Lee ", "Trade Union"]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_spans_are_exact_and_apart(text: str) -> None:
    found = mentions(text)
    assert all(m.span.of(text) == m.name for m in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


def test_an_organisation_keeps_its_of() -> None:
    named = [f.value["name"] for f in facts("The Bank of England met the University of Holm.") if f.kind is Kind.NAME]
    assert named == ["Bank of England", "University of Holm"]


def test_a_storm_is_nobody() -> None:
    text = "Hurricane Marlow hit the coast. Marlow then weakened, Ann Lee said."
    assert [m.name for m in mentions(text)] == ["Ann Lee"]


def test_a_form_is_a_place_where_the_tagger_says_so_more_often_than_people_bear_it() -> None:
    text = "Ann Barrow came. Barrow slept. Barrow, Barrow, Barrow."

    def form(*where: int) -> list[str]:
        one = Mention(span=Span(start=0, end=10), name="Ann Barrow", type="person")
        return [m.name for m in _repeated(text, [one], [Span(start=at, end=at + 6) for at in where])]

    assert (form(31), form(31, 39, 47)) == (["Barrow"] * 4, [])


def test_what_the_lists_call_an_organisation_is_none_that_the_tagger_takes_for_a_place_or_for_nothing() -> None:
    text = "Great Service\n\nWe walked from the Opera House to the river, and Ann Barrow came later."
    assert [m.name for m in mentions(text)] == ["Great Service", "Opera House", "Ann Barrow"]
    tagger = shipped()
    assert tagger is not None
    assert [m.name for m in mentions(text, Parse(text, tagger.tagged(text)))] == ["Ann Barrow"]


def test_names_may_be_small_where_nobody_writes_capitals() -> None:
    shy, plain = "I met ann lee in tampa bay last week.", "The ferry took ann lee to Tampa Bay last week."
    assert [(f.text, f.kind) for f in facts(shy) if f.kind in {Kind.NAME, Kind.PLACE}] == [
        ("ann lee", Kind.NAME), ("tampa bay", Kind.PLACE),
    ]  # fmt: skip
    assert "ann lee" not in [f.text for f in facts(plain)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("He wrote to the Earl of Clare. Ann Barrow read it.", ["Ann Barrow"]),
        ("Ann Barrow [the baker] came. Barrow slept.", ["Ann Barrow", "Barrow"]),
        ("Madam Speaker rose. Neither the Speaker nor Ann Barrow agreed.", ["Ann Barrow"]),
        ("Salt needs iodine to help. Iodine is rare, Ann Barrow said.", ["Ann Barrow"]),
    ],
)
def test_offices_brackets_and_ordinary_words_are_no_part_of_a_name(text: str, named: list[str]) -> None:
    assert [f.text for f in facts(text) if f.kind is Kind.NAME and f.text != "Madam Speaker"] == named


def test_a_word_with_a_capital_only_where_sentences_start_is_ordinary() -> None:
    assert ordinary("Salt needs iodine to help. “Iodine is rare.”", "Iodine")
    assert not ordinary("He saw the brown dog. Then Brown left, and Mr. Brown too.", "Brown")
    assert not ordinary("Write to iodine@ash.example. Iodine is rare.", "Iodine")
