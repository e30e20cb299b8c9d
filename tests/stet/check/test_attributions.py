"""Attributions: source, cue and content of what somebody is said to have said or thought."""

import pytest

from stet.check.attributions import attributions
from stet.check.facts import facts
from stet.check.names import mentions
from stet.check.references import People
from stet.engines.tagger import shipped
from stet.news import Fact, Kind, Span


def said(text: str) -> list[tuple[str, str, str]]:
    found = [f for f in facts(text) if f.kind is Kind.ATTRIBUTION]
    return [tuple(f.frame.get(k, {}).get("text", "") for k in ("source", "cue", "content")) for f in found]  # type: ignore[misc]


def only(text: str) -> Fact:
    (fact,) = [f for f in facts(text) if f.kind is Kind.ATTRIBUTION]
    return fact


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Officials said the dam had failed.", "Officials", "said", "the dam had failed"),
        ("The bank announced that it would close.", "The bank", "announced", "that it would close"),
        ("The dam had failed, officials said.", "officials", "said", "The dam had failed"),
        ("According to the river board, the dam had failed.", "the river board", "According to", "the dam had failed"),
        ("The dam had failed, according to the river board.", "the river board", "according to", "The dam had failed"),
        ("The union called for a strike.", "The union", "called for", "a strike"),
        ("The minister denied the report.", "The minister", "denied", "the report"),
    ],
)
def test_source_cue_and_content_are_told_apart(text: str, source: str, cue: str, content: str) -> None:
    assert said(text) == [(source, cue, content)]


def test_a_quotation_before_an_inverted_verb_belongs_to_whoever_follows_it() -> None:
    fact = only("“The dam has failed,” said Ann Lee, who runs the river board.")
    assert fact.value["source"] == "Ann Lee"
    assert "The dam has failed" in fact.frame["content"]["text"]


def test_a_parenthetical_cue_leaves_its_content_on_both_sides() -> None:
    fact = only("The dam, officials said, had failed.")
    assert [p["text"] for p in fact.frame["parts"]] == ["The dam", "had failed"]


def test_a_chain_keeps_the_inner_report_inside_the_outer() -> None:
    fact = only("Officials say the police believe the driver was asleep.")
    assert fact.frame["source"]["text"] == "Officials"
    assert [c["source"]["text"] for c in fact.frame["chain"]] == ["the police"]


def test_a_participle_after_a_comma_stands_beside_the_report_before_it() -> None:
    found = said("Ann Lee criticised the plan, saying it would cost too much.")
    assert {cue: content for _, cue, content in found} == {
        "criticised": "the plan",
        "saying": "it would cost too much",
    }


def test_turns_of_a_transcript_belong_to_the_name_before_the_colon() -> None:
    assert said("LEE: The dam has failed.")[0][:2] == ("LEE", ":")


def test_a_label_of_the_page_is_no_speaker() -> None:
    assert said("Photo: The dam at night.") == []


@pytest.mark.parametrize("text", ["Officials said the dam had failed.", "The dam had failed, officials said."])
def test_plain_reports_are_found_without_the_tagger(text: str) -> None:
    (found,) = attributions(text)
    assert found.source is not None
    assert found.source.of(text).lower() == "officials"
    assert "dam had failed" in found.content[0].of(text)


def test_facts_inside_a_report_name_its_speaker() -> None:
    figures = [f for f in facts("Officials said 40 houses were flooded.") if f.kind is Kind.FIGURE]
    assert [f.frame["speaker"]["text"] for f in figures] == ["Officials"]


def test_the_tagger_is_shipped() -> None:
    assert shipped() is not None


def speakers(text: str) -> list[str]:
    return [str(f.value.get("speaker", "")) for f in facts(text) if f.kind is Kind.QUOTATION]


def test_a_quotation_belongs_to_the_sentence_it_stands_in() -> None:
    text = 'The minister, Leila Haddad, promised a report "within 30 days". Her rival, Omar Farah, said it was late.'
    assert speakers(text) == ["Leila Haddad"]


def test_who_is_named_inside_a_source_is_not_the_source() -> None:
    text = "Rebels loyal to General Peter Karim denied it."
    people = People(text, mentions(text))
    assert people.meant_by(Span(start=0, end=text.index(" denied"))) is None
    assert people.meant_by(Span(start=text.index("General"), end=text.index(" denied"))) is not None
