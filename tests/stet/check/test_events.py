"""Events: who did what to whom, whether it happened, and which way."""

import pytest

from stet.check.events import events
from stet.check.facts import facts
from stet.check.names import mentions
from stet.news import Kind


def told(text: str) -> list[dict[str, str]]:
    found = [f for f in facts(text) if f.kind is Kind.EVENT]
    return [{k: v["text"] if isinstance(v, dict) else v for k, v in f.value.items()} for f in found]


def test_who_did_what_to_whom() -> None:
    (event,) = told("Russia attacked Ukraine.")
    assert (event["agent"], event["predicate"], event["patient"]) == ("Russia", "attack", "Ukraine")


def test_a_passive_turns_agent_and_patient_round() -> None:
    (event,) = told("Ukraine was attacked by Russia.")
    assert (event["agent"], event["predicate"], event["patient"]) == ("Russia", "attack", "Ukraine")


@pytest.mark.parametrize(
    ("text", "polarity", "modality"),
    [
        ("The bank sold houses.", "positive", "actual"),
        ("The bank did not sell houses.", "negative", "actual"),
        ("The bank will sell houses.", "positive", "will"),
        ("The bank may sell houses.", "positive", "may"),
        ("The bank would sell houses.", "positive", "would"),
        ("The bank never sold houses.", "negative", "actual"),
        ("Did the bank sell houses?", "positive", "may"),
    ],
)
def test_whether_it_happened(text: str, polarity: str, modality: str) -> None:
    (event,) = told(text)
    assert (event["polarity"], event["modality"]) == (polarity, modality)


@pytest.mark.parametrize(
    ("text", "predicate", "polarity", "modality"),
    [
        ("The court refused to hear the appeal.", "hear", "negative", "actual"),
        ("The mayor failed to sign the order.", "sign", "negative", "actual"),
        ("They decided against raising the rate.", "raise", "negative", "actual"),
        ("The plan would cut taxes and raise spending.", "raise", "positive", "would"),
        ("Doctors urged the government to ban vapes.", "ban", "positive", "planned"),
    ],
)
def test_what_leads_to_a_verb_says_whether_it_happened(text: str, predicate: str, polarity: str, modality: str) -> None:
    (event,) = [e for e in told(text) if e["predicate"] == predicate]
    assert (event["polarity"], event["modality"]) == (polarity, modality)


@pytest.mark.parametrize("text", ["The bridge was closed by Friday.", "The bridge was closed by August."])
def test_a_time_does_nothing(text: str) -> None:
    assert [e.get("agent") for e in told(text)] == [None]


def test_one_match_is_one_event_from_both_sides() -> None:
    (won,) = told("The Rovers beat the Wanderers on Sunday.")
    (lost,) = told("The Wanderers lost to the Rovers on Sunday.")
    assert (won["predicate"], won["agent"], won["patient"]) == ("beat", "The Rovers", "the Wanderers")
    assert (lost["predicate"], lost["agent"], lost["patient"]) == ("beat", "the Rovers", "The Wanderers")


def test_a_relative_stands_for_its_noun() -> None:
    assert ("The union", "represent") in [
        (e.get("agent"), e["predicate"]) for e in told("The union, which represents drivers, left.")
    ]


def test_a_headline_names_the_victims() -> None:
    (event,) = told("Two men killed in blast")
    assert event["patient"] == "Two men"


@pytest.mark.parametrize(("verb", "way"), [("rose", "up"), ("fell", "down"), ("climbed", "up"), ("dropped", "down")])
def test_rising_and_falling_have_a_direction(verb: str, way: str) -> None:
    assert [e["direction"] for e in told(f"Prices {verb} by 3 percent.")] == [way]


def test_reporting_is_left_to_attributions() -> None:
    assert [e["predicate"] for e in told("The mayor said the storm destroyed the bridge.")] == ["destroy"]


def test_without_a_parse_the_plainest_events_between_two_names_are_seen() -> None:
    text = "Maria Silva defeated Robert Hale."
    (event,) = events(text, None, [], mentions(text))
    assert event.value["predicate"] == "defeat"
    assert event.value["agent"]["text"] == "Maria Silva"
