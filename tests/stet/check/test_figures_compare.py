"""Two figures side by side: what must be told apart, and what must be seen as the same."""

import pytest

from stet.check.figures import Relation, compare, figures
from stet.news import Fact


def first(text: str) -> Fact:
    return figures(text)[0]


def compared(claim: str, source: str) -> Relation:
    ours, theirs = first(claim), first(source)
    return compare(
        ours.value,
        theirs.value,
        qualifier=ours.frame.get("qualifier", ""),
        source_qualifier=theirs.frame.get("qualifier", ""),
    ).relation


@pytest.mark.parametrize(
    ("claim", "source", "relation"),
    [
        ("30 miles", "30 km", Relation.UNIT_DIFFERS),
        ("30 miles of road", "48 km of road", Relation.EQUIVALENT),
        ("$50m was paid", "€50m was paid", Relation.CURRENCY_DIFFERS),
        ("exactly 9 boats", "at least 9 boats", Relation.QUALIFIER_DIFFERS),
        ("exactly 9 boats", "more than 9 boats", Relation.QUALIFIER_DIFFERS),
        ("rose 2 percent", "rose 2 percentage points", Relation.MEASURE_DIFFERS),
        ("1,5 million homes", "15 million homes", Relation.VALUE_DIFFERS),
        ("a 5kg bag", "a 2kg bag", Relation.VALUE_DIFFERS),
        ("a 45-year-old man", "a 54-year-old man", Relation.VALUE_DIFFERS),
        ("a third of voters", "a quarter of voters", Relation.VALUE_DIFFERS),
        ("$1.2bn in aid", "$9.9bn in aid", Relation.VALUE_DIFFERS),
        ("the 2nd place", "the 3rd place", Relation.VALUE_DIFFERS),
        ("five goals", "six goals", Relation.VALUE_DIFFERS),
        ("a 3-1 win", "a 3-2 win", Relation.VALUE_DIFFERS),
        ("nearly 50 people", "53 people", Relation.VALUE_DIFFERS),
        ("about 7 percent", "9 percent", Relation.VALUE_DIFFERS),
        ("Article 5", "Article 6", Relation.VALUE_DIFFERS),
        ("A$5m", "€5m", Relation.CURRENCY_DIFFERS),
        ("5 degrees Celsius", "5 degrees Fahrenheit", Relation.UNIT_DIFFERS),
        ("$1.2 million", "$1.2 billion", Relation.VALUE_DIFFERS),
    ],
)
def test_what_differs_is_told_apart(claim: str, source: str, relation: Relation) -> None:
    assert compared(claim, source) is relation


@pytest.mark.parametrize(
    ("claim", "source", "relation"),
    [
        ("1.2 million people", "1,200,000 people", Relation.EQUIVALENT),
        ("a dozen boats", "12 boats", Relation.EQUIVALENT),
        ("half of voters", "50 % of voters", Relation.EQUIVALENT),
        ("one in four voters", "25 percent of voters", Relation.EQUIVALENT),
        ("two-thirds of voters", "67 % of voters", Relation.COARSER),
        ("about 7 percent", "7.04 percent", Relation.COARSER),
        ("7 percent", "7.04 percent", Relation.COARSER),
        ("about 7 boats", "7 boats", Relation.COARSER),
        ("at least 9 boats", "9 boats", Relation.COARSER),
        ("more than 60 people", "64 people", Relation.COARSER),
        ("nearly 50 people", "48 people", Relation.COARSER),
        ("10 to 15 people", "12 people", Relation.COARSER),
        ("12 people", "10 to 15 people", Relation.FINER),
        ("dozens of people", "43 people", Relation.COARSER),
        ("43 people", "dozens of people", Relation.FINER),
        ("seven people", "7 people", Relation.EQUIVALENT),
        ("£2.1bn", "£2.1 billion", Relation.SAME),
        ("0 degrees Celsius", "32 degrees Fahrenheit", Relation.EQUIVALENT),
        ("50 basis points", "0.5 percentage points", Relation.SAME),
        ("470 pence", "£4.70", Relation.SAME),
        ("Smith, 45, said", "a 45-year-old driver", Relation.SAME),
    ],
)
def test_what_says_the_same_is_seen_as_the_same(claim: str, source: str, relation: Relation) -> None:
    assert compared(claim, source) is relation


def test_a_bare_dollar_may_be_another_countrys_dollar() -> None:
    assert compared("$5m was paid", "A$5m was paid") is Relation.AMBIGUOUS


def test_a_score_turned_round_is_left_to_the_reader() -> None:
    assert compared("they lost 1-3", "they won 3-1") is Relation.AMBIGUOUS


def test_an_answer_names_its_rule_and_says_it_in_words() -> None:
    answer = compare(first("30 miles").value, first("30 km").value)
    assert answer.rule == "unit"
    assert answer.phrase == "mile, where the source has kilometre"


def test_only_agreement_lets_a_claim_stand() -> None:
    assert {r for r in Relation if r.agrees} == {Relation.SAME, Relation.EQUIVALENT, Relation.COARSER}
    assert not {r for r in Relation if r.agrees and r.differs}
