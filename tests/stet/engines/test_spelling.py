"""Spelling as numbers: small letters and figures alike, shapes cut short, vectors found under other capitals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stet.engines.spelling import ROWS, numbers, shape, vector_row


@pytest.mark.parametrize(
    ("word", "expected"), [("Reuters", "Xxxx"), ("1,250", "d,ddd"), ("U.S.", "X.X."), ("COVID", "XXX")]
)
def test_shapes_keep_kinds_and_cut_runs(word: str, expected: str) -> None:
    assert shape(word) == expected


def test_figures_of_one_length_are_one_word() -> None:
    assert numbers("1914") == numbers("2031")
    assert numbers("1914") != numbers("31")


@given(st.text())
def test_every_number_points_into_its_table(word: str) -> None:
    assert all(0 < n < size for n, size in zip(numbers(word), ROWS, strict=True))


def test_a_vector_is_found_under_other_capitals() -> None:
    rows = {"bank": 1, "Orla": 2}
    assert [vector_row(rows, w) for w in ("Bank", "BANK", "ORLA", "zyx")] == [1, 1, 2, 0]
