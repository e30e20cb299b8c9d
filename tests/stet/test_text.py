"""Text with places: words, sentences, paragraphs, and the published normalisation."""

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stet import text
from stet.news import Span


def cut(spans: list[Span], whole: str) -> list[str]:
    return [span.of(whole) for span in spans]


@pytest.mark.parametrize(
    ("whole", "sentences"),
    [
        ("It rained. It stopped.", ["It rained.", "It stopped."]),
        ("Dr. Lee met Mr. Poe. They spoke.", ["Dr. Lee met Mr. Poe.", "They spoke."]),
        ("Prices rose 2.5 percent. Wages fell.", ["Prices rose 2.5 percent.", "Wages fell."]),
        ("He lives in the U.S. The house is old.", ["He lives in the U.S.", "The house is old."]),
        ("The U.S. Senate voted.", ["The U.S. Senate voted."]),
        ("“It rained.” She left.", ["“It rained.”", "She left."]),
        ("Did it rain? Yes!", ["Did it rain?", "Yes!"]),
        ("“Stop!” he said.", ["“Stop!” he said."]),
        ("A headline\n\nA sentence.", ["A headline", "A sentence."]),
        ("They said no. He sat. The sun rose.", ["They said no.", "He sat.", "The sun rose."]),
        ("It came on Sat. No. 10 was shut.", ["It came on Sat. No. 10 was shut."]),
        ("J. R. Smith won.", ["J. R. Smith won."]),
        ("It opens at 9 a.m. on Monday.", ["It opens at 9 a.m. on Monday."]),
        ("It rained … and stopped.", ["It rained … and stopped."]),
        ("", []),
    ],
)
def test_a_stop_ends_a_sentence_only_where_a_reader_would_stop(whole: str, sentences: list[str]) -> None:
    assert cut(text.sentences(whole), whole) == sentences


def test_words_keep_their_apostrophes_hyphens_and_points() -> None:
    whole = "The U.S.-led group’s 45-year-old chief won't go."
    assert cut(text.words(whole), whole) == ["The", "U.S", "led", "group’s", "45-year-old", "chief", "won't", "go"]


def test_paragraphs_are_what_stands_between_blank_lines() -> None:
    whole = "  One\ntwo \n \n\nthree\n"
    assert cut(text.paragraphs(whole), whole) == ["One\ntwo", "three"]


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("“It’s”", '"It\'s"'),
        ("a – b — c", "a - b - c"),
        ("wait…", "wait..."),
        ("a \n\t b", "a b"),
        ("zero\u200bwidth", "zerowidth"),
        ("ﬁne", "fine"),
        ("No", "No"),
    ],
)
def test_the_published_normalisation_makes_only_typography_equal(written: str, published: str) -> None:
    assert text.normalise(written).text == published


@given(st.text(max_size=200))
def test_the_normalisation_keeps_the_way_back(whole: str) -> None:
    found = text.normalise(whole)
    assert len(found.text) == len(found.origin)
    assert list(found.origin) == sorted(found.origin)
    assert all(0 <= at < len(whole) for at in found.origin)
    assert not any(unicodedata.category(c) == "Cf" for c in found.text)


@given(st.text(max_size=200))
def test_the_normalisation_is_stable(whole: str) -> None:
    once = text.normalise(whole).text
    assert text.normalise(once).text == once


PIECES = st.sampled_from(
    ["It", " rained", ".", "!", "?", "…", " ", "\n", "\n\n", "U.S.", "“", "”", "9", "a.m.", "é", "。", ")"]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_sentences_hold_every_character_but_white_space_once(whole: str) -> None:
    covered = sorted(at for span in text.sentences(whole) for at in range(span.start, span.end))
    assert len(covered) == len(set(covered))
    assert all(whole[at].isspace() for at in range(len(whole)) if at not in set(covered))


@given(st.text(max_size=100))
def test_words_and_paragraphs_are_ordered_and_apart(whole: str) -> None:
    for spans in (text.words(whole), text.paragraphs(whole)):
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


def test_a_megabyte_of_stops_ends() -> None:
    assert len(text.sentences("." * 1_000_000)) == 1
    assert len(text.sentences("." * 1_000_000 + "a")) == 1


@given(st.text(max_size=50))
def test_letters_that_patterns_mistake_are_replaced_in_place(whole: str) -> None:
    assert len(text.unfolded(whole)) == len(whole)
    assert not {*"ſİı\u212a"} & {*text.unfolded(whole)}


@pytest.mark.parametrize(
    ("said", "place", "rest"),
    [
        ("TARNOW VALE, Norvia (Northlight) - The dyke broke.", "TARNOW VALE, Norvia", "The dyke broke."),
        ("Tarnow Vale, March 2 (Northlight) – The dyke broke.", "Tarnow Vale", "The dyke broke."),
        ("OSTRA, 3 March (Northlight) — The dyke broke.", "OSTRA", "The dyke broke."),
        ("OSTRA, 3 March 2026 — The dyke broke.", "OSTRA", "The dyke broke."),
        ("Tarnow Vale - a town of old mills - is flooded.", "", "Tarnow Vale - a town of old mills - is flooded."),
        ("", "", ""),
    ],
)
def test_a_dateline_is_the_place_and_where_what_is_told_begins(said: str, place: str, rest: str) -> None:
    found, start = text.dateline(said)
    assert (found, said[start:]) == (place, rest)
