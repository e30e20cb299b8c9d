"""The JSON that commands speak says no more and no less than the nouns."""

from datetime import UTC, datetime

import pytest

from stet import documents
from stet.errors import InputError
from stet.news import Article, Claimed, Fact, Finding, Kind, Ledger, Precision, Span, Verdict

NOON = datetime(2025, 8, 15, 12, 0, tzinfo=UTC)


def a_quotation() -> Fact:
    slot = {"start": 0, "end": 5, "text": "Vance"}
    return Fact(kind=Kind.QUOTATION, span=Span(start=6, end=9), text='"x"', frame={"speaker": slot, "cue": slot})


@pytest.mark.parametrize(
    ("precision", "written"),
    [
        (Precision.YEAR, "2025"),
        (Precision.MONTH, "2025-08"),
        (Precision.DAY, "2025-08-15"),
        (Precision.MINUTE, "2025-08-15T12:00:00+00:00"),
    ],
)
def test_a_claimed_time_is_written_with_no_more_than_was_claimed(precision, written):
    claimed = Claimed(value=NOON, precision=precision, source="meta")
    assert documents.of_claimed(claimed) == {"value": written, "precision": str(precision), "from": "meta"}


def test_an_article_lists_its_paragraphs_as_spans_of_its_text():
    text = "One.\n\nTwo."
    document = documents.of_article(
        Article(title="T", text=text, paragraphs=(Span(start=0, end=4), Span(start=6, end=10)))
    )
    assert [text[p["start"] : p["end"]] for p in document["paragraphs"]] == ["One.", "Two."]
    assert document["published"] is None


def test_a_quotation_carries_its_spans_at_its_top():
    document = documents.of_fact(a_quotation())
    assert document["speaker"]["text"] == "Vance"
    assert "content" not in document


def test_a_ledger_counts_only_what_does_not_stand():
    findings = tuple(Finding(fact=a_quotation(), verdict=v, rule="r", reason="why") for v in Verdict)
    document = documents.of_ledger(Ledger(findings=findings, support=0.25))
    assert document["problems"] == 4
    assert len(document["facts"]) == len(Verdict)


def test_a_time_without_an_offset_is_utc():
    assert documents.to_moment("2025-08-15") == datetime(2025, 8, 15, tzinfo=UTC)
    assert documents.to_moment("2025-08-15T12:00:00Z") == NOON
    assert documents.to_moment(None) is None


def test_a_time_that_is_none_says_what_to_write():
    with pytest.raises(InputError, match="Write it as 2025-08-15"):
        documents.to_moment("last Tuesday")


def test_a_source_without_text_is_refused_by_name():
    with pytest.raises(InputError, match='"text" is missing'):
        documents.to_source({"id": "a"})


def test_a_report_orders_by_arrival_and_falls_back_to_its_own_date():
    report = documents.to_report({"id": 7, "title": "T", "published": "2025-08-15T12:00Z"})
    assert (report.id, report.arrived, report.published) == ("7", NOON, NOON)
    with pytest.raises(InputError, match="there is no time"):
        documents.to_report({"id": "7"})
