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
    ],
)
def test_whether_it_happened(text: str, polarity: str, modality: str) -> None:
    (event,) = told(text)
    assert (event["polarity"], event["modality"]) == (polarity, modality)


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
