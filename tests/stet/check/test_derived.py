"""A figure that follows from the source's own is carried, and one that does not is not."""

import pytest

from stet.check import ledger
from stet.news import Kind, Source, Verdict


def verdict(copy, report):
    found = ledger.check(copy, [Source(id="report", text=report)])
    figures = [f for f in found.findings if f.fact.kind is Kind.FIGURE]
    return figures[0].verdict, figures[0].rule, figures[0].reason


@pytest.mark.parametrize(
    ("copy", "report", "rule"),
    [
        (
            "Seven people were killed.",
            "Three people were killed in Ostra and four people were killed in Velm.",
            "sum",
        ),
        ("Seven people were killed.", "Three people were killed in Ostra and four in Velm.", "sum"),
        ("Exports rose $1 billion.", "Exports rose to $6 billion from $5 billion.", "difference"),
        ("Exports rose 20 percent.", "Exports rose to $6 billion from $5 billion.", "percentage"),
        ("The fund grew by 20 percent.", "The fund grew from 50 million dollars to 60 million dollars.", "percentage"),
        ("The payroll fell by 100 jobs.", "The payroll fell from 400 jobs to 300 jobs in May.", "difference"),
        ("The payroll fell by 25 percent.", "The payroll fell from 400 jobs to 300 jobs in May.", "percentage"),
    ],
)
def test_what_follows_is_carried_and_the_reason_says_how(copy, report, rule):
    said = verdict(copy, report)
    assert said[:2] == (Verdict.EQUIVALENT, rule)
    assert said[2].startswith("It follows from the source's “")


@pytest.mark.parametrize(
    ("copy", "report"),
    [
        ("Eight people were killed.", "Three people were killed in Ostra and four people were killed in Velm."),
        ("Seven people were injured.", "Three people were killed in Ostra and four people were killed in Velm."),
        ("Seven people were killed.", "Three people were killed and four people were injured in Velm."),
        ("Seven people were killed.", "At least three people were killed in Ostra and four people in Velm."),
        ("Seven people were killed.", "Three people, four people and five people were killed in the three towns."),
        ("Seven people were killed.", "Three people were killed and four cars burned in Velm."),
        ("Exports fell $1 billion.", "Exports rose to $6 billion from $5 billion."),
        ("Exports rose to $1 billion.", "Exports rose to $6 billion from $5 billion."),
        ("Exports rose €1 billion.", "Exports rose to $6 billion from $5 billion."),
        ("Exports rose 17 percent.", "Exports rose to $6 billion from $5 billion."),
    ],
)
def test_what_does_not_follow_is_not_carried(copy, report):
    assert verdict(copy, report)[0] in {Verdict.UNSUPPORTED, Verdict.CONTRADICTED}


def test_a_source_that_has_the_figure_itself_is_quoted_with_it():
    report = "Seven people were killed. Three people were killed in Ostra and four people were killed in Velm."
    assert verdict("Seven people were killed.", report)[:2] == (Verdict.VERBATIM, "same-figure")
