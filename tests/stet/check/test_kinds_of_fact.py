"""Each kind of fact that Stet lists, once: what it is, what stands in its frame, and where it stands.

Read from a text of Thursday 4 March 2027. A frame's slot is compared by its text.
"""

from datetime import UTC, datetime
from typing import Any

import pytest

from stet.check.facts import facts
from stet.news import Fact

PUBLISHED = datetime(2027, 3, 4, 9, 0, tzinfo=UTC)
TWO_PARAGRAPHS = "“We will rebuild,” Ann Lee said.\n\n“It takes time.\n\n“It takes money,” she added."
CHAIN = "Officials say the bridge will close, the Post reported."


def plain(slots: dict[str, Any]) -> dict[str, Any]:
    return {k: v.get("resolved", v["text"]) if isinstance(v, dict) else v for k, v in slots.items()}


def one(text: str, kind: str, words: str) -> Fact:
    found = facts(text, published=PUBLISHED)
    assert all(f.span.of(text) == f.text for f in found)
    here = [f for f in found if f.kind.value == kind and f.text == words]
    assert len(here) == 1, [(f.kind.value, f.text) for f in found]
    return here[0]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        (
            "The bank lent $2.5 billion.",
            "$2.5 billion",
            {"number": 2_500_000_000, "currency": "USD", "scale": "billion"},
        ),
        ("Between 10 and 15 people came.", "10 and 15", {"low": 10, "high": 15, "measured": "people"}),
        ("Two thirds of voters agreed.", "Two thirds", {"measure": "fraction", "measured": "voters"}),
        ("She was third in the race.", "third", {"measure": "ordinal", "number": 3}),
        ("Rates rose by 2 percentage points.", "2 percentage points", {"measure": "points", "role": "by"}),
        ("Rates rose 2 percent.", "2 percent", {"measure": "percent", "direction": "up"}),
        ("The 45-year-old driver fled.", "45-year-old", {"measure": "age", "number": 45, "measured": "driver"}),
        ("About 300 people marched.", "300", {"qualifier": "about", "measured": "people"}),
        ("At least nine died.", "nine", {"qualifier": "at least", "number": 9}),
        ("Nearly half the seats are empty.", "half", {"qualifier": "nearly", "number": 0.5}),
        ("Prices fell 3 percent to 40 euros.", "40 euros", {"direction": "down", "role": "to", "measured": "Prices"}),
    ],
)
def test_a_figure_says_how_much_of_what_and_how_firmly(text: str, words: str, value: dict[str, Any]) -> None:
    fact = one(text, "figure", words)
    assert value.items() <= {**fact.value, **plain(fact.frame)}.items()


@pytest.mark.parametrize(
    ("text", "words", "start", "granularity"),
    [
        ("It ran from 3 to 7 May 2026.", "3 to 7 May 2026", "2026-05-03", "day"),
        ("It opened in spring 2026.", "spring 2026", "2026-03-01", "season"),
        ("They met last Friday at 3pm.", "last Friday at 3pm", "2027-02-26T15:00:00", "hour"),
        ("It fell in the third quarter of 2026.", "the third quarter of 2026", "2026-07-01", "quarter"),
        ("They met in the 1990s.", "the 1990s", "1990-01-01", "decade"),
        ("It lasted three weeks.", "three weeks", None, "week"),
    ],
)
def test_a_date_says_from_when_and_how_finely(text: str, words: str, start: str | None, granularity: str) -> None:
    fact = one(text, "date", words)
    assert (fact.value.get("start"), fact.value["granularity"]) == (start, granularity)


def test_a_length_is_no_day() -> None:
    assert one("It lasted three weeks.", "date", "three weeks").value["length"] == "P3W"


@pytest.mark.parametrize(
    ("text", "name", "role", "status"),
    [
        ("Former president Ann Lee spoke.", "Ann Lee", "president", "former"),
        ("Acting mayor Tom Birch spoke.", "Tom Birch", "mayor", "acting"),
        ("The late Senator John Hale was praised.", "John Hale", "senator", "late"),
    ],
)
def test_a_name_says_which_office_and_whether_it_is_held(text: str, name: str, role: str, status: str) -> None:
    value = one(text, "name", name).value
    assert (value["role"], value["status"]) == (role, status)


def test_a_short_form_means_the_full_name_before_it() -> None:
    text = "Ann Lee, the finance minister, spoke. Ms. Lee then left."
    assert one(text, "name", "Lee").value["canonical"] == "Ann Lee"
    assert one(text, "name", "Lee").value["role"] == "finance minister"


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (TWO_PARAGRAPHS, "“We will rebuild,”", "Ann Lee"),
        (TWO_PARAGRAPHS, "“It takes time.", "Ann Lee"),
        (TWO_PARAGRAPHS, "“It takes money,”", "Ann Lee"),
        ("Tom Birch, the interior minister, came. “It is over,” the minister said.", "“It is over,”", "Tom Birch"),
    ],
)
def test_a_quotation_has_its_speaker_across_paragraphs_and_by_office(text: str, words: str, speaker: str) -> None:
    assert one(text, "quotation", words).value["speaker"] == speaker


def test_who_says_that_who_says_is_a_chain() -> None:
    fact = one(CHAIN, "attribution", CHAIN[:-1])
    assert fact.value["source"] == "Post"
    assert [link["source"]["text"] for link in fact.frame["chain"]] == ["Officials"]


@pytest.mark.parametrize(
    ("text", "agent", "patient", "polarity", "modality"),
    [
        ("Russia attacked Ukraine.", "Russia", "Ukraine", "positive", "actual"),
        ("Ukraine was attacked by Russia.", "Russia", "Ukraine", "positive", "actual"),
        ("The court did not convict Ann Lee.", "The court", "Ann Lee", "negative", "actual"),
        ("The council may sell the park.", "The council", "the park", "positive", "may"),
        ("The council will sell the park.", "The council", "the park", "positive", "will"),
        ("The firm refused to pay Tom Birch.", "The firm", "Tom Birch", "negative", "actual"),
    ],
)
def test_an_event_says_who_did_what_to_whom(text: str, agent: str, patient: str, polarity: str, modality: str) -> None:
    value = plain(dict(one(text, "event", text[:-1]).value))
    assert (value["agent"], value["patient"], value["polarity"], value["modality"]) == (
        agent, patient, polarity, modality,
    )  # fmt: skip


def test_two_events_of_one_sentence_keep_their_own_direction() -> None:
    text = "Exports rose while imports fell."
    ways = [one(text, "event", words).value["direction"] for words in ("Exports rose", "imports fell")]
    assert ways == ["up", "down"]
