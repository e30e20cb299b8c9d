from datetime import UTC, datetime

import pytest

from stet.check import ledger
from stet.errors import TooLarge
from stet.news import Kind, Source, Verdict

MORNING = datetime(2025, 5, 4, 8, tzinfo=UTC)
NOON = datetime(2025, 5, 4, 12, tzinfo=UTC)
FLOOD = "The flood killed seven people in Norhavn on Monday, the mayor said."


def source(text, name="one", **more):
    return Source(id=name, text=text, **more)


def verdicts(found, kind):
    return [f.verdict for f in found.findings if f.fact.kind is kind]


def test_a_copy_of_the_source_stands_to_the_letter():
    found = ledger.check(FLOOD, [source(FLOOD)])
    assert found.problems == ()
    assert verdicts(found, Kind.FIGURE) == [Verdict.VERBATIM]


def test_every_finding_points_at_the_characters_it_names():
    copy = "On Monday, the flood killed nine people in Norhavn."
    found = ledger.check(copy, [source(FLOOD)])
    for finding in found.findings:
        assert finding.fact.span.of(copy) == finding.fact.text
        for evidence in finding.evidence:
            assert evidence.span.of(FLOOD) == evidence.text


def test_another_figure_in_the_same_place_is_contradicted_with_its_passage():
    found = ledger.check("The flood killed nine people in Norhavn on Monday.", [source(FLOOD)])
    [figure] = [f for f in found.findings if f.fact.kind is Kind.FIGURE]
    assert (figure.verdict, figure.code) == (Verdict.CONTRADICTED, "F01")
    assert "seven" in figure.reason
    assert figure.evidence[0].text == FLOOD


def test_a_figure_that_differs_is_reported_once():
    found = ledger.check("The flood killed nine people in Norhavn on Monday.", [source(FLOOD)])
    assert [(f.fact.text, f.code) for f in found.findings if not f.verdict.stands] == [("nine", "F01")]


def test_two_origins_corroborate_and_two_copies_of_one_do_not():
    again = "In Norhavn, seven people were killed by the flood on Monday."
    apart = ledger.check("The flood killed seven people.", [source(FLOOD), source(again, "two")])
    copies = ledger.check(
        "The flood killed seven people.", [source(FLOOD, origin="a"), source(FLOOD, "two", origin="a")]
    )
    assert verdicts(apart, Kind.FIGURE) == [Verdict.CORROBORATED]
    assert verdicts(copies, Kind.FIGURE) == [Verdict.VERBATIM]
    assert copies.findings[0].origins == 1


def test_a_newer_source_with_a_higher_toll_outdates_the_copy():
    later = "The flood killed eleven people in Norhavn on Monday, the mayor said."
    found = ledger.check(
        "The flood killed seven people in Norhavn.",
        [source(FLOOD, published=MORNING), source(later, "two", published=NOON)],
    )
    [figure] = [f for f in found.findings if f.fact.kind is Kind.FIGURE]
    assert (figure.verdict, figure.code) == (Verdict.OUTDATED, "F21")
    assert "eleven" in figure.reason


def test_independent_sources_of_one_moment_that_differ_dispute_the_figure():
    other = "The flood killed eleven people in Norhavn on Monday, a hospital said."
    found = ledger.check(
        "The flood killed seven people in Norhavn.",
        [
            source(FLOOD, outlet="Kestrel Radio", published=MORNING),
            source(other, "two", outlet="Capital Dispatch", published=MORNING),
        ],
    )
    [figure] = [f for f in found.findings if f.fact.kind is Kind.FIGURE]
    assert (figure.verdict, figure.code) == (Verdict.DISPUTED, "F20")
    assert "Kestrel Radio" in figure.reason
    assert "Capital Dispatch" in figure.reason


@pytest.mark.parametrize(
    "text",
    ["", " \n\t ", "​‌‍", "9" * 20_000, "Seit Montag sind in Norhavn sieben Menschen gestorben.", "…" * 500],
    ids=["empty", "blank", "invisible", "digits", "another language", "stops"],
)
def test_a_source_that_says_nothing_carries_nothing(text):
    found = ledger.check("The flood killed seven people.", [source(text)])
    assert found.problems
    assert Verdict.CONTRADICTED not in {f.verdict for f in found.findings}


def test_look_alike_letters_in_a_source_do_not_pass_for_the_word():
    disguised = FLOOD.replace("o", "\u043e").replace("e", "\u0435").replace("a", "\u0430")
    assert ledger.check("The flood killed seven people.", [source(disguised)]).problems


def test_copy_without_sources_does_not_stand():
    found = ledger.check(FLOOD, [])
    assert found.problems
    assert {f.code for f in found.problems} == {"S01"}
    assert found.support == 0


def test_a_text_without_words_has_no_findings_and_no_support():
    assert ledger.check(" … \n", [source(FLOOD)]).findings == ()
    assert ledger.check("", [source(FLOOD)]).support == 0


def test_a_text_beyond_the_limit_is_refused_with_advice():
    with pytest.raises(TooLarge, match="limit"):
        ledger.check("a " * ledger.MAX_TEXT, [])


def test_the_canary_is_rejected_on_every_run():
    assert ledger.check(FLOOD, [source(FLOOD)]).canary


def test_a_huge_source_is_read_to_its_cap_and_no_further():
    huge = "Nothing of note happened in the valley. " * 40_000 + FLOOD
    found = ledger.check("The flood killed seven people in Norhavn.", [source(huge)])
    assert found.problems


def test_a_view_or_a_look_ahead_is_not_checkable():
    found = ledger.check("The talks could perhaps bring hope to anglers.", [source(FLOOD)])
    assert [f.verdict for f in found.findings] == [Verdict.NOT_CHECKABLE]


def test_a_credit_to_a_body_that_no_source_names_is_a_problem():
    found = ledger.check("According to the Holm Institute, the flood killed seven people in Norhavn.", [source(FLOOD)])
    assert any("Holm Institute" in f.reason or "Holm Institute" in f.fact.text for f in found.problems)


def test_an_office_called_former_against_the_sources_is_contradicted():
    says = source("Anna Berg, the president of Norland, arrived in Norhavn on Monday.")
    found = ledger.check("Former President Anna Berg arrived in Norhavn on Monday.", [says])
    assert "N03" in {f.code for f in found.problems}


def test_a_summit_of_others_in_a_place_is_no_evidence_for_this_one():
    old = source("President Olsen and Chancellor Maar met in Lakemont in June 2021.")
    new = source("The meeting of Anna Berg and Carl Holm will take place in Anchorage, Alaska.", "two")
    found = ledger.check("The meeting of Anna Berg and Carl Holm will take place in Geneva.", [old, new])
    assert {"P01", "P10"} & {f.code for f in found.problems}


def test_words_that_no_source_has_are_shown_with_marks_that_pair():
    copy = "“We lost nothing,” said Ada Brandt."
    found = ledger.check(copy, [Source(id="a", text="The harbour opened on Monday.")])
    reasons = {str(f.fact.kind): f.reason for f in found.findings if f.code in {"Q10", "A11", "E10"}}
    assert reasons["quotation"] == "No source carries “We lost nothing,” here."
    assert all(said.count("“") == said.count("”") for said in reasons.values())
