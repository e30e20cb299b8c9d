"""What the sample wire once got wrong: cases met when whole stories were compared, kept so that they stay right."""

from datetime import UTC, datetime

import pytest

from stet.check.facts import facts
from stet.check.ledger import check
from stet.news import Kind, Source, Verdict

FRIDAY = datetime(2025, 8, 15, 23, 40, tzinfo=UTC)


def verdicts(text: str, *sources: str) -> dict[str, Verdict]:
    against = [
        Source(id=f"s{n}", text=said, published=FRIDAY, outlet=f"Outlet {n}", origin=f"o{n}")
        for n, said in enumerate(sources)
    ]
    return {f.fact.text: f.verdict for f in check(text, against, published=FRIDAY).findings}


def test_the_dash_of_a_dateline_is_no_minus():
    figures = [f for f in facts("BRENWICK - Fourteen people have died in the floods.") if f.kind is Kind.FIGURE]
    assert [(f.text, f.value["number"]) for f in figures] == [("Fourteen", 14)]


@pytest.mark.parametrize("speaker", ["Trump said", "the U.S. president said", "Donald Trump told reporters"])
def test_the_same_words_are_not_disputed_for_how_their_speaker_is_called(speaker):
    text = f"Trump met Putin on Friday. \"There's no deal until there's a deal,\" {speaker}."
    said = (
        "Donald Trump met Russian President Vladimir Putin. \"There's no deal until there's a deal,\" Trump said.",
        "Donald Trump left on Friday night. \"There's no deal until there's a deal,\" the U.S. president said.",
    )
    found = verdicts(text, *said)
    quoted = [v for t, v in found.items() if t.startswith('"There')]
    assert quoted
    assert not {Verdict.DISPUTED, Verdict.CONTRADICTED} & set(quoted)


def test_people_in_shelters_do_not_dispute_people_who_died():
    text = "About 2,400 people are in shelters, the civil protection office said."
    found = verdicts(text, "At least four people are dead and about 900 were taken to schools, the office said.")
    assert Verdict.DISPUTED not in found.values()
    assert Verdict.CONTRADICTED not in found.values()


def test_a_toll_that_differs_at_the_same_hour_is_seen():
    text = "The death toll in the Ostra floods stands at 11, the civil protection office said on Thursday."
    found = verdicts(text, "Fourteen people have died in the Ostra floods, the rescue service said on Thursday.")
    assert found["11"] in {Verdict.CONTRADICTED, Verdict.DISPUTED}


def test_a_place_that_is_not_the_sources_place_is_named_as_wrong():
    text = "The meeting between Trump and Putin, which will take place in Geneva, aims to address security."
    found = verdicts(text, "Trump and Putin will meet in Anchorage, Alaska, on Friday.")
    assert found["Geneva"] in {Verdict.CONTRADICTED, Verdict.UNSUPPORTED}


def test_an_event_of_november_is_not_an_event_of_august():
    text = "Leaders from Russia and the United States are set to meet in a summit in November 2023."
    said = "U.S. President Donald Trump and Russian President Vladimir Putin met on Friday, August 15, 2025, in Alaska."
    assert verdicts(text, said)["November 2023"] in {Verdict.CONTRADICTED, Verdict.UNSUPPORTED}
