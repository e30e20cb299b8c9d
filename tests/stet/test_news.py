"""The nouns refuse what would poison everything behind them."""

from dataclasses import FrozenInstanceError
from datetime import UTC, datetime

import pytest

from stet.news import Claimed, Fact, Finding, Item, Kind, Ledger, Precision, Report, Span, Verdict


def a_finding(verdict: Verdict) -> Finding:
    fact = Fact(kind=Kind.FIGURE, span=Span(start=0, end=1), text="9")
    return Finding(fact=fact, verdict=verdict, rule="r", reason="r")


def test_a_span_cannot_run_backwards():
    with pytest.raises(ValueError, match="forwards"):
        Span(start=3, end=2)


def test_a_span_cannot_start_before_the_text():
    with pytest.raises(ValueError, match="forwards"):
        Span(start=-1, end=2)


def test_touching_spans_do_not_overlap():
    assert not Span(start=0, end=2).overlaps(Span(start=2, end=4))
    assert Span(start=0, end=3).overlaps(Span(start=2, end=4))


def test_a_span_holds_itself_and_what_lies_inside():
    whole = Span(start=1, end=9)
    assert whole.holds(whole)
    assert whole.holds(Span(start=2, end=3))
    assert not whole.holds(Span(start=0, end=3))


@pytest.mark.parametrize(
    "make",
    [
        lambda naive: Item(id="1", published=naive),
        lambda naive: Claimed(value=naive, precision=Precision.DAY, source="feed"),
        lambda naive: Report(id="1", title="", text="", arrived=naive),
    ],
)
def test_a_time_without_a_zone_is_refused(make):
    with pytest.raises(ValueError, match="time zone"):
        make(datetime(2025, 8, 15))


def test_records_are_frozen():
    with pytest.raises((FrozenInstanceError, TypeError, AttributeError)):
        Item(id="1", published=datetime(2025, 8, 15, tzinfo=UTC)).id = "2"


def test_only_verdicts_that_stand_let_copy_pass():
    standing = {v for v in Verdict if v.stands}
    assert standing == {Verdict.VERBATIM, Verdict.EQUIVALENT, Verdict.CORROBORATED, Verdict.NOT_CHECKABLE}
    ledger = Ledger(findings=tuple(a_finding(v) for v in Verdict), support=0.5)
    assert {f.verdict for f in ledger.problems} == set(Verdict) - standing
