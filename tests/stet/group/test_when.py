"""When: the weekday that a report names first, the months, and whether its headline looks ahead."""

from dataclasses import replace
from datetime import timedelta

import pytest

from stet.group.stories import group
from stet.group.when import between, other_day, other_month, when

from .conftest import START


def day(text: str):
    return when("", text)


def test_reports_that_name_no_common_weekday_differ_and_those_of_one_day_do_not() -> None:
    assert other_day(day("The council voted on Tuesday."), day("The mayor signed it on Wednesday.")) == 1
    assert other_day(day("The council voted on Tuesday."), day("On Tues. the council voted.")) == 0


def test_a_follow_up_that_recalls_the_first_day_differs_by_half() -> None:
    first, later = day("The council voted on Tuesday."), day("It was signed on Friday; the vote was on Tuesday.")
    assert other_day(first, later) == other_day(later, first) == 0.5


def test_a_report_without_a_weekday_differs_from_none() -> None:
    assert other_day(day("The council voted."), day("The mayor signed it on Wednesday.")) == 0
    assert day("The monkey sat in the sun; a wedding was friendly.").first is None


def test_figures_for_different_months_are_told_apart_and_those_for_one_are_not() -> None:
    may, october = day("Norvia added 4,000 jobs in May."), day("October's jobs report beat forecasts.")
    assert other_month(may, october)
    assert not other_month(may, day("After a weak April, 4,000 jobs were added in May."))


@pytest.mark.parametrize(
    "text",
    ["The mayor may resign.", "The vote was on October 4.", "She was born in Sept. 1950.", "They march in step."],
)
def test_a_verb_or_a_date_of_its_own_is_no_month_that_a_report_is_for(text: str) -> None:
    assert not day(text).months


@pytest.mark.parametrize(
    "headline",
    ["Council to vote on harbour levy", "Mayor plans new harbour", "Levy would double", "Strike looms at the harbour"],
)
def test_headlines_of_plans_look_ahead(headline: str) -> None:
    assert when(headline, "").ahead


@pytest.mark.parametrize(
    "headline", ["Council votes for harbour levy", "Prices rise to 4 percent", "Exports jump to record high"]
)
def test_headlines_of_what_was_done_do_not_nor_does_a_way_to_an_amount(headline: str) -> None:
    assert not when(headline, "").ahead


def test_a_difference_counts_for_more_the_further_apart_two_reports_arrived() -> None:
    assert between(START, START) == 0
    assert between(START, START + timedelta(hours=6)) == between(START + timedelta(hours=6), START) == 0.5
    assert between(START, START + timedelta(days=2)) == 1


def test_the_budget_that_is_planned_and_the_budget_that_was_presented_are_two_events(write) -> None:
    reports = [
        write(
            "plan",
            "Brandt to present a budget for harbours",
            "Finance minister Ida Brandt of Norvia will ask for more money for harbours on Friday, two aides said. "
            "Unions were told of the plan at a closed meeting.",
        ),
        write(
            "aides",
            "Norvia plans to spend more on harbours",
            "Harbours are to get more money under a plan that finance minister Ida Brandt of Norvia will lay before "
            "parliament on Friday, according to aides.",
            hours=1,
        ),
        write(
            "done",
            "Norvia's Brandt presents budget with 3 billion for schools",
            "Finance minister Ida Brandt presented a budget on Thursday, a day early, that gives schools in Norvia 3 "
            "billion more. The opposition called it reckless.",
            hours=22,
        ),
    ]
    at = {placed.id: placed.story for placed in group(reports)}
    assert at["plan"] == at["aides"] != at["done"]
    same_day = replace(reports[2], arrived=reports[1].arrived)
    assert {placed.story for placed in group([*reports[:2], same_day])} == {"plan"}
