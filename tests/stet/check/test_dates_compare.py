"""Two dates side by side, each read from its own text's date."""

from datetime import UTC, datetime

import pytest

from stet.check.dates import Relation, compare, dates
from stet.news import Fact

FRIDAY = datetime(2025, 8, 15, tzinfo=UTC)
SUNDAY = datetime(2025, 8, 17, tzinfo=UTC)


def first(text: str, published: datetime | None = SUNDAY) -> Fact:
    return dates(text, published)[0]


def compared(claim: str, source: str, *, claimed: datetime | None = SUNDAY, told: datetime | None = SUNDAY) -> Relation:
    ours, theirs = first(claim, claimed), first(source, told)
    return compare(ours.value, theirs.value, qualifier=str(ours.frame.get("qualifier", ""))).relation


@pytest.mark.parametrize(
    ("claim", "source", "relation"),
    [
        ("met last Friday", "met on 15 August", Relation.EQUIVALENT),
        ("met on Friday", "met on August 15, 2025", Relation.EQUIVALENT),
        ("met on Tuesday", "met on Wednesday", Relation.DIFFERS),
        ("met on 4 March", "met on 5 March", Relation.DIFFERS),
        ("met in March", "met on 4 March", Relation.COARSER),
        ("met on 4 March", "met in March", Relation.FINER),
        ("met in 2024", "met on 4 March 2024", Relation.COARSER),
        ("met in early March", "met in March", Relation.FINER),
        ("met in early March", "met in late March", Relation.DIFFERS),
        ("met on 03/04/2025", "met on 4 March 2025", Relation.AMBIGUOUS),
        ("met on 03/04/2025", "met on 3 April 2025", Relation.AMBIGUOUS),
        ("met on 03/04/2025", "met on 5 April 2025", Relation.DIFFERS),
        ("met for two weeks", "met for 14 days", Relation.EQUIVALENT),
        ("met for two weeks", "met for three weeks", Relation.DIFFERS),
        ("met for more than three hours", "met for four hours", Relation.COARSER),
        ("met for about three hours", "met for three hours and ten minutes", Relation.COARSER),
        ("met for several hours", "met for three hours", Relation.COARSER),
        ("met for three hours", "met for several hours", Relation.FINER),
        ("met before 1 May 2025", "met on 1 May 2025", Relation.DIFFERS),
        ("met at 3pm", "met at 4pm", Relation.DIFFERS),
        ("met at 3pm", "met at 15:00", Relation.EQUIVALENT),
        ("met for a week", "met last week", Relation.TYPE_DIFFERS),
        ("met every Monday", "met every Tuesday", Relation.DIFFERS),
        ("met in July 2025", "met last month", Relation.SAME),
    ],
)
def test_each_pair_gets_its_relation(claim: str, source: str, relation: Relation) -> None:
    assert compared(claim, source) is relation


def test_a_step_in_a_tale_is_left_to_the_reader() -> None:
    assert compared("met two days later", "met on 4 March") is Relation.AMBIGUOUS
    assert compared("met two days later", "met three days later") is Relation.DIFFERS
    assert compared("met two days later", "met two days later", told=FRIDAY) is Relation.SAME


def test_relative_days_are_resolved_from_each_texts_own_date() -> None:
    assert compared("met today", "met on Friday", claimed=FRIDAY, told=SUNDAY) is Relation.EQUIVALENT
    assert compared("met today", "met today", claimed=FRIDAY, told=SUNDAY) is Relation.DIFFERS


def test_a_weekday_in_an_undated_text_must_fit_the_date() -> None:
    assert compared("met on Friday", "met on August 15, 2025", claimed=None) is Relation.AMBIGUOUS
    assert compared("met on Monday", "met on August 15, 2025", claimed=None) is Relation.DIFFERS
    assert compared("met on Monday", "met on Tuesday", claimed=None, told=None) is Relation.DIFFERS
