"""Numbers in digits and words, read at an offset."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stet.check.numerals import read, scale
from stet.check.numerals.numeral import LARGEST


@pytest.mark.parametrize(
    ("text", "reached", "value"),
    [
        ("seven", "seven", 7),
        ("forty-two", "forty-two", 42),
        ("one hundred and five thousand", "one hundred and five thousand", 105_000),
        ("twelve hundred boats", "twelve hundred", 1200),
        ("a million and a half", "a million and a half", 1_500_000),
        ("three lakh crore", "three lakh crore", 3 * 10**12),
        ("two-thirds", "two-thirds", Fraction(2, 3)),
        ("three quarters of a mile", "three quarters", Fraction(3, 4)),
        ("twenty and three fifths", "twenty and three fifths", Fraction(103, 5)),
        ("nine point nought four", "nine point nought four", Fraction("9.04")),
        ("twenty-first", "twenty-first", 21),
        ("one hundred and fifth", "one hundred and fifth", 105),
        ("1,200,000", "1,200,000", 1_200_000),
        ("12,34,567", "12,34,567", 1_234_567),
        ("1.500.000", "1.500.000", 1_500_000),
        ("40 000", "40 000", 40_000),
        ("1,5 million", "1,5 million", 1_500_000),
        ("2.1bn", "2.1bn", 2_100_000_000),
        ("3 hundred and one", "3 hundred and one", 301),
        ("4 thousand 3 hundred and 21", "4 thousand 3 hundred and 21", 4321),
        ("2 1/4 miles", "2 1/4", Fraction(9, 4)),
        ("3½ miles", "3½", Fraction(7, 2)),
        ("10^6", "10^6", 10**6),
        ("21st", "21st", 21),
        ("22,24,26", "22", 22),
        ("seven and eight", "seven", 7),
        ("nine hundred nine hundred", "nine hundred", 900),
        ("nine hundred and nine hundred", "nine hundred", 900),
        ("nine hundred nine thousand", "nine hundred nine thousand", 909_000),
    ],
)
def test_the_longest_number_is_read(text: str, reached: str, value: Fraction) -> None:
    number = read(text, 0)
    assert number is not None
    assert text[: number.end] == reached
    assert number.value == value


def test_the_step_says_how_finely_a_number_was_given() -> None:
    steps = {text: number.step for text in ("2.1 billion", "7", "7.04", "3 million") if (number := read(text, 0))}
    assert steps == {"2.1 billion": 10**8, "7": 1, "7.04": Fraction(1, 100), "3 million": 10**6}


@pytest.mark.parametrize("text", ["hello", "", "and", "9" * 41, "1e99", "9" * 30])
def test_what_is_no_quantity_is_not_read(text: str) -> None:
    assert read(text, 0) is None


def test_an_unknown_scale_multiplies_by_one() -> None:
    assert (scale("million"), scale("hundred"), scale("furlong")) == (10**6, 100, 1)


@given(st.integers(min_value=0, max_value=10**15), st.integers(min_value=0, max_value=9999))
def test_digits_with_and_without_groups_read_the_same(whole: int, decimals: int) -> None:
    for text in (f"{whole}.{decimals:04d}", f"{whole:,}.{decimals:04d}"):
        number = read(text, 0)
        assert number is not None
        assert number.value == Fraction(f"{whole}.{decimals:04d}")


@given(
    st.lists(st.sampled_from("one two ten twenty third half a and hundred thousand million point of - 5 , .".split()))
)
def test_any_run_of_number_words_is_read_within_bounds(words: list[str]) -> None:
    text = " ".join(words)
    number = read(text, 0)
    if number is not None:
        assert 0 == number.start < number.end <= len(text)
        assert abs(number.value) <= LARGEST
        assert number.step > 0
