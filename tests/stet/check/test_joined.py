"""Copy whose marks were set apart is read as its sources write it, and findings point into the copy as it is."""

from hypothesis import given
from hypothesis import strategies as st

from stet.check import joined, ledger
from stet.news import Fact, Finding, Kind, Source, Span, Verdict

SOURCE = Source(id="s", text="The 40-year-old striker of Port-Vale scored in the semi-final, which ended 2-1.")


def test_ages_come_together_wherever_and_other_words_where_a_source_has_them_so():
    assert joined.join("A 33 - year - old man", [SOURCE]).text == "A 33-year-old man"
    assert joined.join("the semi - final ended 2 - 1", [SOURCE]).text == "the semi-final ended 2-1"


def test_a_dash_between_words_that_no_source_joins_stays_a_dash():
    copy = "The mayor - a doctor - spoke."
    assert joined.join(copy, [SOURCE]).text == copy


def test_findings_point_at_the_characters_of_the_copy_and_their_frames_do_too():
    copy = "The 40 - year - old striker scored in the semi - final."
    found = ledger.check(copy, [SOURCE])
    assert found.problems == ()
    assert any(finding.fact.text.startswith("40 - year - old") for finding in found.findings)
    for finding in found.findings:
        assert finding.fact.span.of(copy) == finding.fact.text
        for slot in finding.fact.frame.values():
            if isinstance(slot, dict) and "start" in slot:
                assert copy[slot["start"] : slot["end"]] == slot["text"]


@given(
    st.lists(st.sampled_from(["semi", "final", "2", "1", "Port", "Vale", "-", "–", "'s"]), max_size=14).map(" ".join)
)
def test_only_spaces_go_and_every_place_has_a_way_back(copy):
    made = joined.join(copy, [SOURCE])
    assert made.text.replace(" ", "") == copy.replace(" ", "")
    if made.text:
        span = Span(start=0, end=len(made.text))
        fact = Fact(kind=Kind.EVENT, span=span, text=made.text)
        back = made.back(Finding(fact=fact, verdict=Verdict.UNSUPPORTED, rule="r", reason="."))
        assert back.fact.text == copy[: back.fact.span.end]
