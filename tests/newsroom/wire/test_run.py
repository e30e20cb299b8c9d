"""The run: what arrives goes through every stage, once, wherever a kill may fall."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.db.models import F

from newsroom.archive import bearing
from newsroom.archive.models import (
    Article,
    Capture,
    Edition,
    Fact,
    Finding,
    Membership,
    Owner,
    Problem,
    Source,
    Story,
)
from newsroom.wire import checking, grouping, reading, run

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=2)


def state():
    """Return everything the stages made, without the ids and moments of the machine."""
    return {
        "articles": list(Article.objects.order_by("key").values_list("key", "title", "copy_of__key", "origin__key")),
        "stories": list(Story.objects.order_by("key").values_list("key", "title", "reports", "outlets", "origins")),
        "places": list(Membership.objects.order_by("article__key").values_list("article__key", "story__key", "since")),
        "facts": list(
            Fact.objects.order_by("revision__article__key", "start", "end", "kind").values_list("text", "kind")
        ),
        "findings": sorted(Finding.objects.values_list("fact__text", "verdict", "origins")),
    }


def test_four_dispatches_become_two_stories_with_facts_and_an_edition(wire, dispatches):
    tally = wire(*dispatches.all)

    assert tally.failed == 0
    bridge = Story.objects.get(reports=3)
    assert (bridge.outlets, bridge.origins) == (3, 2)
    assert Article.objects.get(source__name="The Ledger").copy_of == Article.objects.get(source__name="Coast Agency")
    assert Fact.objects.filter(revision__article__story=bridge, kind="figure").exists()
    assert Edition.objects.get().moment == NOON + timedelta(minutes=120)
    assert not any(run.backlog().values())


def test_a_figure_that_two_origins_carry_is_corroborated_with_a_passage_of_each(wire, dispatches):
    wire(*dispatches.all)

    cars = Finding.objects.get(
        fact__revision__article__source__name="Radio Harl", fact__text__contains="12,000", fact__kind="figure"
    )
    assert cars.verdict == "corroborated"
    assert {one.revision.article.source.name for one in cars.evidence.all()} >= {"Radio Harl", "Coast Agency"}


def test_a_newsrooms_next_report_and_a_copy_of_it_are_one_voice_and_corroborate_nothing(wire, dispatches):
    next_one = {**dispatches.other, "outlet": "Coast Agency", "url": "https://coast.example/harl-bridge-stays-closed"}
    wire(dispatches.bridge, dispatches.copy, next_one)

    assert {(one.reports, one.origins) for one in Story.objects.all()} == {(3, 1)}
    assert not Finding.objects.filter(verdict="corroborated").exists()


def test_no_fact_has_more_origins_than_its_story(wire, dispatches):
    later = {
        "title": "Harl bridge closed for three weeks after crack",
        "text": "HARLMOND (Coast Agency) - Ferries carry people over the river while the Harl bridge is closed.\n\n"
        "The roads office closed the Harl bridge on Monday when a crack was found in its girder. About 12,000 cars "
        "cross the bridge each day, and lorries must now go by way of the motorway, the town hall announced.",
        "outlet": "Coast Agency",
        "url": "https://coast.example/ferries",
        "after": 100,
    }
    wire(*dispatches.all, later)

    corroborated = Finding.objects.filter(verdict="corroborated")
    assert corroborated.exists()
    assert not corroborated.filter(origins__gt=F("story__origins")).exists()


def test_what_an_agency_reports_later_outdates_the_copies_of_its_first_report(wire, dispatches):
    later = {
        "title": "Harl bridge closes for six weeks after crack is found",
        "text": "HARLMOND (Coast Agency) - The crack that inspectors found on Monday in the girder of the Harl bridge "
        "runs deeper than first measured, and the bridge stays closed for longer. The repair will take six weeks and "
        "cost 2.4 million crowns, the roads office said. A second ferry carries lorries from Friday.",
        "outlet": "Coast Agency",
        "url": "https://coast.example/six-weeks",
        "after": 300,
    }
    wire(dispatches.bridge, dispatches.copy, later)

    weeks = Finding.objects.get(fact__text="three weeks", fact__revision__article__source__name="The Ledger")
    assert weeks.verdict == "outdated"
    assert not Finding.objects.filter(verdict="corroborated").exists()


def test_two_outlets_of_one_owner_are_one_source_of_a_check(wire, dispatches):
    wire(*dispatches.all)
    Source.objects.update(owner=Owner.objects.create(name="One House"))

    given = bearing.sources(bearing.of_story(Story.objects.get(reports=3)))

    assert len(given) == 3
    assert {one.origin for one in given} == {"One House"}


def test_evidence_is_the_very_characters_of_the_revision_it_names(wire, dispatches):
    wire(*dispatches.all)

    passages = [one for finding in Finding.objects.all() for one in finding.evidence.all()]
    assert passages
    assert all(one.revision.text[one.start : one.end] == one.text for one in passages)
    assert all(fact.revision.text[fact.start : fact.end] == fact.text for fact in Fact.objects.all())


def test_the_same_wire_loaded_twice_is_there_once(wire, dispatches):
    wire(*dispatches.all)
    before = state()

    wire(*dispatches.all)

    assert state() == before
    assert Capture.objects.count() == 4


class Killed(BaseException):
    """Stands for a kill: nothing in the code may catch it."""


@pytest.mark.parametrize("stage", ["read", "group", "check", "compare", "index"])
@pytest.mark.django_db(transaction=True)
def test_a_stage_that_is_killed_at_the_end_of_its_transaction_is_done_again_with_the_same_result(
    stage, home, dispatches, monkeypatch, wire
):
    wire(*dispatches.all)
    whole = state()
    for model in (Story, Article, Capture, Edition, Problem):
        model.objects.all().delete()
    from newsroom.archive.models import Item

    Item.objects.all().delete()
    grouping.forget()

    wire(*dispatches.all, through=False)
    kills = iter([True])
    real = transaction.Atomic.__exit__

    def exit_(self, kind, value, trace):
        if run_stage["now"] == stage and next(kills, False):
            real(self, Killed, Killed(), None)
            raise Killed
        return real(self, kind, value, trace)

    run_stage = {"now": ""}
    monkeypatch.setattr(transaction.Atomic, "__exit__", exit_)
    for name in run.STAGES:
        run_stage["now"] = name
        try:
            run.batch(name, LATER)
        except Killed:
            grouping.forget()
            run_stage["now"] = ""
            run.batch(name, LATER)
    monkeypatch.undo()
    run.through(LATER)

    assert state() == whole


def test_one_capture_that_breaks_a_parser_is_written_down_and_the_rest_goes_on(wire, dispatches, monkeypatch):
    real = reading.understand

    def understand(row):
        if "coast" in row.url:
            raise RecursionError("nested too deep")
        return real(row)

    monkeypatch.setattr(reading, "understand", understand)
    wire(*dispatches.all)

    assert Article.objects.count() == 3
    problem = Problem.objects.get(stage="read")
    assert problem.subject == "https://coast.example/harl-bridge"
    assert "nested too deep" in problem.text


def test_facts_that_cannot_be_found_in_one_text_leave_the_others_theirs(wire, dispatches, monkeypatch):
    real = checking.engines.facts
    monkeypatch.setattr(
        checking.engines, "facts", lambda job: ValueError("no grammar") if "bakery" in job[0] else real(job)
    )
    wire(*dispatches.all)

    assert not Fact.objects.filter(revision__article__title__contains="bakery").exists()
    assert Fact.objects.filter(revision__article__title__contains="bridge").exists()
    assert Problem.objects.filter(stage="check").count() == 1
