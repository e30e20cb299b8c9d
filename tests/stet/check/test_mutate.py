import pytest
from hypothesis import given
from hypothesis import strategies as st

from stet.check.mutate import Change, mutate

COPY = (
    "At least seven people were killed on Tuesday when a storm hit Norhavn, 30 miles from the border, Prime Minister "
    "Anna Berg said. “We will never abandon the people who live beside the river,” Anna Berg said. Carl Holm told Eva "
    "Lind that exports rose 3% to $1.2 billion in March 2014, and all members voted for it."
)


def test_each_kind_that_has_a_place_is_changed_once():
    kinds = [m.kind for m in mutate(COPY)]
    assert len(kinds) == len(set(kinds))
    assert {Change.VALUE, Change.UNIT, Change.CURRENCY, Change.SCALE, Change.DIRECTION, Change.QUALIFIER} <= set(kinds)
    assert {Change.NEGATION, Change.DATE, Change.WEEKDAY, Change.SWAP, Change.ROLE, Change.QUOTE} <= set(kinds)
    assert {Change.HARM, Change.MODALITY, Change.SCOPE, Change.SPEAKER} <= set(kinds)


def test_the_record_says_exactly_what_was_changed():
    for made in mutate(COPY, per_kind=3):
        assert made.span.of(COPY) == made.before
        assert made.text == COPY[: made.span.start] + made.after + COPY[made.span.end :]
        assert made.text != COPY


def test_the_same_seed_gives_the_same_changes():
    assert mutate(COPY, seed=5) == mutate(COPY, seed=5)


@pytest.mark.parametrize("text", ["", "Rain.", "…", "\n\n"])
def test_a_text_without_facts_is_left_alone(text):
    assert mutate(text) == []


@given(st.text(max_size=300))
def test_any_text_survives(text):
    for made in mutate(text):
        assert made.span.of(text) == made.before


@pytest.mark.parametrize(
    "copy",
    [
        "Unemployment ticked up to 8 percent in March.",
        "The road runs from Anna Berg and from Carl Holm to the sea.",
        "The harbour master's aide Anna Berg, a Carl Holm supporter, spoke.",
    ],
    ids=["up belongs to the verb", "order says nothing", "no other side"],
)
def test_what_changes_no_fact_is_no_change(copy):
    assert not [m for m in mutate(copy) if m.kind in {Change.QUALIFIER, Change.SWAP}]


def test_a_quoted_word_gives_way_to_one_of_its_own_form():
    text = "Farmers met the council. “We must rebuild the bridge before winter,” said Ida Vale."
    changed = next(m for m in mutate(text) if m.kind is Change.QUOTE)
    assert (changed.before, changed.after) == ("bridge", "council")


@pytest.mark.parametrize(
    "copy",
    [
        "He saw a few boats and too many cars.",
        "It was the most daring of voyages, and not all liked it.",
        "The keeper declined to speak.",
        "At first the first lady wept.",
        "Then-President Lund met former Kestrel Gov. Berg and Deputy Mayor Holm.",
    ],
)
def test_a_word_in_a_phrase_of_another_sense_is_left_alone(copy):
    kinds = {Change.SCOPE, Change.DIRECTION, Change.OPPOSITE, Change.ROLE}
    assert not [m.text for m in mutate(copy, per_kind=9) if m.kind in kinds]


@pytest.mark.parametrize(
    ("copy", "changed"),
    [
        ("President Lund left.", "Former President Lund left."),
        ("“It rains.” President Lund left.", "“It rains.” Former President Lund left."),
        ("On Monday Vice President Lund left.", None),
        ("It hurt Vice President Lund.", "It hurt former Vice President Lund."),
        ("It hurt former Vice President Lund.", "It hurt Vice President Lund."),
        ("Former President Lund left.", "President Lund left."),
    ],
)
def test_an_office_becomes_a_former_one_as_an_editor_would_write_it(copy, changed):
    made = [m.text for m in mutate(copy) if m.kind is Change.ROLE]
    assert made == ([changed] if changed else [])


def test_one_who_died_survived():
    assert "Anna Berg survived on Sunday." in {m.text for m in mutate("Anna Berg died on Sunday.")}


def test_only_people_stand_in_for_people():
    text = (
        "Vidar Lund beat Carl Holm on Monday. Aides of the White House told Kestrel Radio so. Wall Street fell, "
        "Ida Vale said. A White House aide thanked Downing Street."
    )
    made = [m for m in mutate(text, per_kind=9) if m.kind in {Change.NAME, Change.SWAP, Change.SPEAKER}]
    assert {m.kind for m in made} == {Change.NAME, Change.SWAP, Change.SPEAKER}
    assert not [m for m in made if {"White", "Radio", "Street"} & {*m.before.split(), *m.after.split()}]
