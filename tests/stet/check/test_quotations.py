"""Quoted words: where they start and end, and whose they are."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stet.check.facts import facts
from stet.check.quotations import quoted
from stet.news import Fact, Kind


def inner(text: str) -> list[str]:
    return [q.inner.of(text) for q in quoted(text)]


def quotations(text: str) -> list[Fact]:
    return [f for f in facts(text) if f.kind is Kind.QUOTATION]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('The mayor said: "The bridge is closed."', ["The bridge is closed."]),
        ("The mayor said: “The bridge is closed.”", ["The bridge is closed."]),
        ("«The bridge is closed», the mayor said.", ["The bridge is closed"]),
        ("„The bridge is closed“, the mayor said.", ["The bridge is closed"]),
        ("``The bridge is closed,'' the mayor said.", ["The bridge is closed,"]),
        ("‘The bridge is closed,’ the mayor said.", ["The bridge is closed,"]),
        ("'The bridge is closed,' the mayor said.", ["The bridge is closed,"]),
    ],
)
def test_every_kind_of_mark_opens_and_closes(text: str, words: list[str]) -> None:
    assert inner(text) == words


def test_an_apostrophe_opens_and_closes_nothing() -> None:
    assert inner("It's the workers' right, she'd say, and it's been so since the '90s. Don't give 'em up.") == []


def test_a_plural_possessive_inside_single_marks_does_not_close_them() -> None:
    assert inner("‘The workers’ rights come first,’ she said.") == ["The workers’ rights come first,"]


def test_feet_and_inches_are_no_quotation() -> None:
    assert inner("The door is 6'2\" high and 3' wide.") == []


def test_a_quotation_over_paragraphs_opens_each_and_closes_once() -> None:
    text = "“We counted twice,” said the mayor, Ann Lee. “We counted well.\n\n“And we will count again.”"
    found = quoted(text)
    assert [q.part for q in found] == [0, 0, 1]
    assert [q.closed for q in found] == [True, False, True]


def test_the_speaker_of_a_quotation_over_paragraphs_stays_the_speaker() -> None:
    text = "Mayor Ann Lee said: “We counted well.\n\n“And we will count again.”"
    assert [q.value["speaker"] for q in quotations(text)] == ["Ann Lee", "Ann Lee"]


def test_a_mark_that_never_closes_holds_one_sentence_at_most() -> None:
    text = "She said: “We will count again. The council meets on Monday.\n\nNothing else is planned."
    assert inner(text) == ["We will count again."]
    assert not quoted(text)[0].closed


def test_a_page_of_marks_that_never_close_is_read_in_one_pass() -> None:
    assert len(quoted("'a " * 20_000)) == 0
    assert len(quoted("“go " * 20_000)) <= 1


def test_a_pronoun_is_the_one_who_spoke_last() -> None:
    text = "Oleg Brandt opened the meeting. “The dam holds,” Mr. Brandt said. “It was checked twice,” he added."
    assert [q.value.get("speaker") for q in quotations(text)] == ["Oleg Brandt", "Oleg Brandt"]


def test_a_bare_role_is_the_person_who_was_given_it() -> None:
    text = "The defence minister, Oleg Brandt, arrived late. “The dam holds,” the minister said."
    assert [q.value.get("speaker") for q in quotations(text)] == ["Oleg Brandt"]


def test_words_in_marks_that_nobody_is_said_to_have_said_have_no_speaker() -> None:
    (only,) = quotations("The film “Winter Harbour” opens in March.")
    assert only.value["form"] == "words"
    assert "speaker" not in only.frame


def test_the_quote_is_kept_under_the_published_normalisation() -> None:
    (only,) = quotations("“The dam\u200b  holds,” said Ann Lee.")
    assert only.value["quote"] == "The dam holds,"


@given(st.text(alphabet="ab .,\n'\"“”‘’«»„x", max_size=200))
def test_spans_lie_inside_the_text_and_in_order(text: str) -> None:
    found = quoted(text)
    for one in found:
        assert 0 <= one.span.start <= one.inner.start <= one.inner.end <= one.span.end <= len(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


def test_a_quotation_may_run_over_lines_that_were_broken_by_width() -> None:
    text = (
        "The rescue service spoke to the people of Velm on Monday\n"
        "and Anna Berg said: “We will rebuild every house that\n"
        "was lost. Nobody will be left behind in the valley.” The\n"
        "work begins in May.\n"
    )
    (quoted,) = [f for f in facts(text) if f.kind is Kind.QUOTATION]
    assert quoted.text.endswith("in the valley.”")


def test_a_line_may_go_a_little_over_its_column() -> None:
    sample = Path(__file__).parents[3] / "sample" / "evidence" / "summit.md"
    quotes = [f for f in facts(sample.read_text(encoding="utf-8")) if f.kind is Kind.QUOTATION]
    assert all(f.value["closed"] for f in quotes)
    assert len(quotes) == 2
