"""Dates and times as news writes them, read from a text dated Wednesday 15 June 2016."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stet.check.dates import Relation, compare, dates, spans
from stet.check.dates.holidays import easter, on
from stet.news import Fact, Kind

WEDNESDAY = datetime(2016, 6, 15, 9, 30, tzinfo=UTC)


def only(text: str, published: datetime | None = WEDNESDAY) -> Fact:
    found = dates(text, published)
    assert len(found) == 1, [f.text for f in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("It opened on 4 March 2015.", "4 March 2015", "2015-03-04"),
        ("It opened on March 4, 2015.", "March 4, 2015", "2015-03-04"),
        ("It opened on Aug. 15, 2025.", "Aug. 15, 2025", "2025-08-15"),
        ("It opened on the 4th of March, 2015.", "the 4th of March, 2015", "2015-03-04"),
        ("It opened on 2015-03-04.", "2015-03-04", "2015-03-04"),
        ("It opened on 23.04.2022.", "23.04.2022", "2022-04-23"),
        ("It opened on 23/Sep/2020.", "23/Sep/2020", "2020-09-23"),
        ("It opened in this Feb. 12, 2015, photo.", "Feb. 12, 2015", "2015-02-12"),
        ("It opened in March 2015.", "March 2015", "2015-03"),
        ("It opened in 2014.", "2014", "2014"),
        ("It opened c. 1818.", "1818", "1818"),
        ("It stood (c. 347).", "347", "0347"),
        ("It fell in the year 71.", "71", "0071"),
        ("It opened in AD 842.", "AD 842", "0842"),
        ("It opened in the 1990s.", "the 1990s", "199"),
        ("It opened in the ’90s.", "the ’90s", "199"),
        ("It opened in the 19th century.", "the 19th century", "18"),
        ("It opened in the third quarter of 2019.", "the third quarter of 2019", "2019-Q3"),
        ("It opened in Q3 2019.", "Q3 2019", "2019-Q3"),
        ("It opened in the summer of 2012.", "the summer of 2012", "2012-SU"),
        ("It opened in fiscal year 2019.", "fiscal year 2019", "FY2019"),
        ("It opened on Christmas Day 2014.", "Christmas Day 2014", "2014-12-25"),
        ("It opened yesterday.", "yesterday", "2016-06-14"),
        ("It opened on Tuesday.", "Tuesday", "2016-06-14"),
        ("It opened on Wednesday.", "Wednesday", "2016-06-15"),
        ("It will open on Tuesday.", "Tuesday", "2016-06-21"),
        ("It opened last Friday.", "last Friday", "2016-06-10"),
        ("It opens next week.", "next week", "2016-W25"),
        ("It opened two days ago.", "two days ago", "2016-06-13"),
        ("It opened last month.", "last month", "2016-05"),
        ("It opened in March.", "March", "2016-03"),
        ("It opened in October.", "October", "2015-10"),
        ("It will open in March.", "March", "2017-03"),
        ("It opened on May 9.", "May 9", "2016-05-09"),
        ("It opened in March last year.", "March last year", "2015-03"),
        ("It opened in Northport, Ohio, 1859.", "1859", "1859"),
        ("It opened in the winter of 1776-77.", "the winter of 1776-77", "1776-WI"),
        ("It will open in three years’ time.", "three years’ time", "2019-06-15"),
        ("It opens by year end.", "year end", "2016"),
        ("It stood for a number of years.", "a number of years", "P3Y"),
        ("It was open for another 30 days.", "another 30 days", "P30D"),
        ("It lay open for a further two weeks.", "a further two weeks", "P2W"),
        ("It took weeks.", "weeks", "PXW"),
        ("It opened at 3pm.", "3pm", "T15"),
        ("It opened at 15:30 GMT.", "15:30 GMT", "T15:30Z"),
        ("It opened at noon.", "noon", "T12:00"),
        ("It opened on Tuesday at 3pm.", "Tuesday at 3pm", "2016-06-14T15"),
        ("It opened last night.", "last night", "2016-06-14TNI"),
        ("It took three hours.", "three hours", "PT3H"),
        ("It took 8-10 years.", "8-10 years", "P8Y/P10Y"),
        ("It opened in 508 BC.", "508 BC", "BC0508"),
        ("It was busy in recent weeks.", "recent weeks", "2016-05-25/2016-06-15"),
        ("It opens in two days.", "two days", "2016-06-17"),
        ("It took two weeks and three days.", "two weeks and three days", "P2W3D"),
        ("It meets every Monday.", "every Monday", "XXXX-WXX-1"),
        ("It is printed daily.", "daily", "P1D"),
        ("It ran from 2010 to 2015.", "2010 to 2015", "2010/2015"),
        ("It ran from 2010-15.", "2010-15", "2010/2015"),
        ("It ran from May 3 to May 7, 2015.", "May 3 to May 7, 2015", "2015-05-03/2015-05-07"),
        ("It ran over the past three years.", "the past three years", "2013-06-15/2016-06-15"),
    ],
)  # fmt: skip
def test_a_date_is_read_whole_and_resolved(text: str, span: str, value: str) -> None:
    fact = only(text)
    assert fact.text == span
    assert fact.value["value"] == value


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("It opened in March.", "2016-03-01", "2016-04-01"),
        ("It opened in mid-2014.", "2014-05-02", "2014-09-02"),
        ("It opened in early March 2015.", "2015-03-01", "2015-03-17"),
        ("It opened late in the 1990s.", "1990-01-01", "2000-01-01"),
        ("It opened earlier this month.", "2016-06-01", "2016-06-16"),
        ("It opened in the 19th century.", "1801-01-01", "1901-01-01"),
        ("It opens at 3pm.", "15:00:00", "16:00:00"),
        ("It has been open since March.", "2016-03-01", None),
        ("It must open before 1 May 2017.", None, "2017-05-01"),
        ("It opened on Tuesday.", "2016-06-14", "2016-06-15"),
    ],
)
def test_a_period_is_no_finer_than_the_words(text: str, start: str | None, end: str | None) -> None:
    value = only(text).value
    assert (value.get("start"), value.get("end")) == (start, end)


def test_steps_in_a_tale_are_not_counted_from_the_texts_date() -> None:
    value = only("It closed two days later.").value
    assert value["value"] == "+P2D"
    assert "start" not in value


@pytest.mark.parametrize(
    ("text", "span", "edge"),
    [
        ("He died that year.", "that year", ""),
        ("She married the same week.", "the same week", ""),
        ("Later that day, police returned.", "Later that day", "end"),
        ("He left earlier that same month.", "earlier that same month", "start"),
        ("That year’s harvest failed.", "That year", ""),
    ],
)
def test_a_period_told_of_before_is_listed_and_stays_open(text: str, span: str, edge: str) -> None:
    fact = only(text)
    assert (fact.text, fact.value["timex"], fact.value.get("edge", "")) == (span, "PAST_REF", edge)
    assert "start" not in fact.value


def test_a_period_told_of_before_is_against_no_date_and_no_other_length_is_it() -> None:
    told, other = only("He died that year.").value, only("He died that day.").value
    assert compare(told, only("He died in 2015.").value).relation is Relation.AMBIGUOUS
    assert compare(told, told).relation is Relation.SAME
    assert compare(told, other).relation is Relation.DIFFERS


@pytest.mark.parametrize(
    ("text", "span", "edge"),
    [
        ("The first few days were hard.", "The first few days", "start"),
        ("They lost the final 10 minutes.", "the final 10 minutes", "end"),
    ],
)
def test_which_end_of_a_whole_a_length_is_belongs_to_it(text: str, span: str, edge: str) -> None:
    fact = only(text)
    assert (fact.text, fact.value["type"], fact.value["edge"]) == (span, "duration", edge)


def test_in_before_a_length_looks_ahead_only_where_the_verb_does() -> None:
    assert only("It will open in two days.").value["value"] == "2016-06-17"
    assert only("They closed it in two days.").value["value"] == "P2D"


def test_the_attacks_of_2001_need_no_year() -> None:
    assert only("He has served since 9/11.").value["value"] == "2001-09-11"
    assert only("He recalled the Sept. 11 attacks.").value["value"] == "2001-09-11"


def test_the_stop_of_a_sentence_is_no_part_of_a_date() -> None:
    assert only("It opened on 4 March.").text == "4 March"
    assert only("It opened in the first week of March.").text == "the first week of March"


def test_a_month_keeps_its_granularity() -> None:
    assert only("It opened in March.").value["granularity"] == "month"


def test_a_date_in_figures_that_may_be_read_two_ways_says_so() -> None:
    value = only("It opened on 03/04/2015.").value
    assert value["ambiguous"]
    assert {value["value"], *(o["value"] for o in value["others"])} == {"2015-03-04", "2015-04-03"}


def test_a_date_in_figures_that_has_one_reading_is_not_ambiguous() -> None:
    assert "ambiguous" not in only("It opened on 23/04/2015.").value


def test_without_the_texts_date_what_is_relative_stays_open() -> None:
    assert only("It opened on Friday.", None).value["value"] == "XXXX-WXX-5"
    assert "start" not in only("It opened last week.", None).value


def test_a_day_that_no_calendar_has_is_kept_as_written() -> None:
    value = only("It opened on February 30, 2015.").value
    assert value["value"] == "2015-02-30"
    assert "start" not in value


@pytest.mark.parametrize(
    "text",
    [
        "You may not!",
        "They march on.",
        "The stocks fall.",
        "In the second half they scored.",
        "A spring of water.",
        "Some 2000 people came.",
        "It has 1984 pages.",
        "The sun rose.",
        "She sat down.",
        "an 87-year-old man",
        "One of them came.",
        "thus far",
        "Everyday people came.",
        "the March for Life",
        "It is Democracy Now!",
        "5 to 7 people",
        "The ratio is 4:3 aspect ratio.",
        "Ms April Smith came.",
    ],
)  # fmt: skip
def test_words_that_only_look_like_dates_are_left_alone(text: str) -> None:
    assert [f.text for f in dates(text, WEDNESDAY)] == []


def test_a_qualifier_of_a_length_is_kept() -> None:
    assert only("It took more than three hours.").frame["qualifier"] == "more than"


def test_what_lies_ahead_is_marked_as_planned() -> None:
    assert only("It will open on Friday.").frame["modality"] == "planned"
    assert "modality" not in only("It opened on Friday.").frame


def test_won_t_looks_ahead_and_united_is_no_past() -> None:
    assert only("Friday’s hearing won’t be the end.").frame == {"modality": "planned"}
    assert only("They need 24 seats next year.").frame == {}
    assert only("He will visit the United States on Friday.").value["value"] == "2016-06-17"


def test_a_part_of_the_day_settles_the_half_of_the_clock() -> None:
    assert only("They met on Tuesday at 7 in the evening.").value["value"] == "2016-06-14T19"


@pytest.mark.parametrize(
    ("year", "day"), [(2016, date(2016, 3, 27)), (2024, date(2024, 3, 31)), (1961, date(1961, 4, 2))]
)
def test_easter_falls_where_the_church_says(year: int, day: date) -> None:
    assert easter(year) == day


def test_floating_holidays_fall_on_their_weekday() -> None:
    assert on("thanksgiving", 2016) == date(2016, 11, 24)
    assert on("memorial day", 2016) == date(2016, 5, 30)


def test_hostile_text_ends() -> None:
    for hostile in (
        "1" * 20_000,
        "1/" * 20_000,
        "2016-" * 10_000,
        "May " * 10_000,
        "the last " * 10_000,
        "in " * 20_000,
    ):
        assert isinstance(dates(hostile, WEDNESDAY), list)


WORDS = st.sampled_from(
    "1 4 12 23 2015 1999 99 03/04 15:30 3pm May March Aug. Friday Mon last next this the of in on at to from between "
    "and before since two days weeks years ago later every day week month year morning night today yesterday now 1990s "
    "19th century first quarter early late end - – , . / ’ half past noon Christmas summer".split(" ")
)
MOMENTS = st.datetimes(min_value=datetime(1583, 1, 1), max_value=datetime(9900, 1, 1)).map(
    lambda m: m.replace(tzinfo=UTC)
)


@given(st.lists(WORDS, max_size=14), st.one_of(st.none(), MOMENTS))
def test_spans_are_exact_ordered_and_apart(words: list[str], published: datetime | None) -> None:
    text = " ".join(words)
    done = 0
    for fact in dates(text, published):
        assert fact.kind is Kind.DATE
        assert fact.span.of(text) == fact.text
        assert fact.text
        assert fact.span.start >= done
        done = fact.span.end
        start, end = fact.value.get("start"), fact.value.get("end")
        if start and end and fact.value["type"] == "date":
            assert start <= end
    assert len(spans(text)) >= len(dates(text, published))


@given(st.text(max_size=60), MOMENTS)
def test_no_text_is_too_strange(text: str, published: datetime) -> None:
    assert all(fact.span.of(text) == fact.text for fact in dates(text, published))


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_full_date_reads_back(day: date) -> None:
    for form in (
        f"{day.isoformat()}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%A}, {day.day} {day:%b} {day.year}",
    ):
        assert only(f"It opened on {form}.").value["value"] == day.isoformat()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It lasted a quarter of a century.", "a quarter of a century"),
        ("They lived hundreds of years ago.", "hundreds of years ago"),
        ("It takes between fifty and seventy hours.", "fifty and seventy hours"),
        ("Three quarters of an hour passed.", "Three quarters of an hour"),
    ],
)
def test_lengths_in_parts_and_in_hundreds_are_read_whole(text: str, found: str) -> None:
    assert found in [f.text for f in dates(text, None)]


def test_a_year_counts_no_days() -> None:
    assert [f.text for f in dates("On World Cup 2018 day five it rained.", None)] == ["2018"]


@pytest.mark.parametrize(
    "text",
    [
        "It was her last year in office.",
        "Ann Lee’s last month as mayor went well.",
        "They left on the last day of the trip.",
        "He was player of the ad 15 times.",
        "The year 200 miles were built is open.",
        "He said that day trips were off.",
        "The year-end bonus was paid.",
        "They moved to Sun City.",
        "She hit for District 8-4A.",
    ],
)
def test_a_last_year_in_office_is_not_the_year_before(text: str) -> None:
    assert dates(text, WEDNESDAY) == []


@pytest.mark.parametrize(
    "said",
    [
        "Northfield beat Southam 3-2 on Saturday.",
        "They won 2-1 on Sunday.",
        "The bill lost by a vote of 5-4 on Friday.",
    ],
)
def test_a_score_beside_a_day_is_no_stretch_of_hours(said):
    assert [fact.text.split()[-1] for fact in dates(said)] == [said.split()[-1].rstrip(".")]
    assert all("-" not in fact.text for fact in dates(said))


def test_hours_beside_a_day_are_a_stretch_of_hours():
    assert [fact.text for fact in dates("The shop is open 3-5 on Saturday.")] == ["3-5 on Saturday"]
