"""Times as pages claim them: machine forms, dates in words of many languages, and "3 hours ago"."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stet.news import Precision
from stet.read.times import from_ago, from_machine, from_words

ARRIVED = datetime(2025, 3, 4, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "4 March 2025", "4th of March 2025", "March 4, 2025", "Mar. 4th 2025", "4-Mar-2025", "2025 March 4",
        "4. März 2025", "4. Mrz. 2025", "4 mars 2025", "4 de marzo de 2025", "4 marzo 2025", "4 de março de 2025",
        "4 maart 2025", "4 marca 2025", "4. března 2025", "4. maaliskuuta 2025", "4. mars 2025", "4 martie 2025",
        "2025. március 4.", "4 марта 2025", "4 березня 2025", "4 март 2025", "4 Μαρτίου 2025", "4 Mart 2025",
        "4 maret 2025", "2025 m. kovo 4 d.", "2025. gada 4. marts", "4. märts 2025", "٤ مارس 2025", "4 במרץ 2025",
        "4 मार्च 2025", "2025年3月4日", "2025년 3월 4일", "ngày 4 tháng 3 năm 2025", "2025. 3. 4.", "4.3.2025",
        "04.03.25", "04/03/2025", "2025/03/04", "Tuesday, 4 March, 2025", "Di., 04.03.2025", "Mardi 4 mars 2025",
    ],
)  # fmt: skip
def test_a_date_in_words_is_read_whatever_the_language(text: str) -> None:
    found = from_words(f"Tessen Mail | {text}", "text")
    assert found is not None
    assert (found.value.date().isoformat(), found.precision) == ("2025-03-04", Precision.DAY)


@pytest.mark.parametrize(
    ("text", "first", "wanted"),
    [
        ("3/4/2025", True, "2025-03-04"),
        ("3/4/2025", False, "2025-04-03"),
        ("3/14/2025", False, "2025-03-14"),
        ("14/3/2025", True, "2025-03-14"),
        ("3.4.2025", True, "2025-04-03"),
    ],
)
def test_what_comes_first_in_figures_is_for_the_caller_to_say(text: str, first: bool, wanted: str) -> None:
    found = from_words(text, "text", month_first=first)
    assert found is not None
    assert found.value.date().isoformat() == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("March 4, 2025 at 3:15 PM EST", "2025-03-04T15:15:00-05:00"),
        ("4. März 2025, 10:15 Uhr", "2025-03-04T10:15:00+00:00"),
        ("4.3.2025 klo 14.00", "2025-03-04T14:00:00+00:00"),
        ("4 mars 2025 à 14h30", "2025-03-04T14:30:00+00:00"),
        ("Tue Mar 04 2025 01:00:00 GMT+0100 (Central European Time)", "2025-03-04T01:00:00+01:00"),
        ("04.03.2025 | 12:00 a.m.", "2025-03-04T00:00:00+00:00"),
    ],
)
def test_the_clock_after_a_date_is_read_with_its_zone(text: str, wanted: str) -> None:
    found = from_words(text, "text")
    assert found is not None
    assert (found.value.isoformat(), found.precision) == (wanted, Precision.MINUTE)


@pytest.mark.parametrize(
    ("value", "wanted", "precision"),
    [
        ("2025-03-04T10:15:30.5+01:00", "2025-03-04T10:15:30+01:00", Precision.SECOND),
        ("2025-03-04 10:15", "2025-03-04T10:15:00+00:00", Precision.MINUTE),
        ("20250304", "2025-03-04T00:00:00+00:00", Precision.DAY),
        ("2025/03/04 10:15:30", "2025-03-04T10:15:30+00:00", Precision.SECOND),
        ("2025-03", "2025-03-01T00:00:00+00:00", Precision.MONTH),
        ("2025", "2025-01-01T00:00:00+00:00", Precision.YEAR),
        ("1741083330", "2025-03-04T10:15:30+00:00", Precision.SECOND),
        ("1741083330000", "2025-03-04T10:15:30+00:00", Precision.SECOND),
        ("Tue, 04 Mar 2025 10:15:00 GMT", "2025-03-04T10:15:00+00:00", Precision.MINUTE),
        ("04/03/2025 05:22 pm", "2025-03-04T17:22:00+00:00", Precision.MINUTE),
    ],
)
def test_a_machines_time_keeps_the_precision_it_was_written_with(value: str, wanted: str, precision: Precision) -> None:
    found = from_machine(value, "meta")
    assert found is not None
    assert (found.value.isoformat(), found.precision) == (wanted, precision)


@pytest.mark.parametrize("value", ["", "0000-00-00", "2025-13-01", "2025-02-30", "soon", "12 of 20201", "iOS 13 2020"])
def test_what_is_no_date_is_none(value: str) -> None:
    assert from_machine(value, "meta") is None


@pytest.mark.parametrize(
    ("text", "ago"),
    [
        ("3 hours ago", timedelta(hours=3)), ("an hour ago", timedelta(hours=1)), ("2 min ago", timedelta(minutes=2)),
        ("vor 4 Stunden", timedelta(hours=4)), ("vor einem Tag", timedelta(days=1)), ("hace 2 días", timedelta(days=2)),
        ("il y a 5 heures", timedelta(hours=5)), ("3 uur geleden", timedelta(hours=3)),
        ("há 3 horas", timedelta(hours=3)), ("2 часа назад", timedelta(hours=2)),
        ("3 timmar sedan", timedelta(hours=3)), ("5 ore fa", timedelta(hours=5)),
    ],
)  # fmt: skip
def test_time_ago_counts_back_from_the_arrival(text: str, ago: timedelta) -> None:
    found = from_ago(f"Updated {text} by Ines Moor", ARRIVED)
    assert found is not None
    assert found.value == ARRIVED - ago


@pytest.mark.parametrize("text", ["for 3 days", "5 minutes to read", "3 hours of rain", "12 min read"])
def test_a_stretch_of_time_is_no_time_ago(text: str) -> None:
    assert from_ago(text, ARRIVED) is None


@given(st.text(max_size=120), st.booleans())
def test_any_text_gives_an_aware_time_or_none(text: str, first: bool) -> None:
    for found in (from_machine(text, "x"), from_words(text, "x", month_first=first), from_ago(text, ARRIVED)):
        assert found is None or found.value.tzinfo is not None


@given(st.dates(min_value=datetime(1970, 1, 1).date(), max_value=datetime(2099, 12, 31).date()))
def test_every_day_is_read_as_it_was_written(day: object) -> None:
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y", "%d/%b/%Y", "%Y年%m月%d日"):
        found = from_words(day.strftime(form), "x")  # type: ignore[attr-defined]
        assert found is not None
        assert found.value.date() == day
