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


THURSDAY, FRIDAY = datetime(2025, 8, 14, 11, tzinfo=UTC), datetime(2025, 8, 15, 9, tzinfo=UTC)
EVENING = datetime(2025, 8, 14, 16, tzinfo=UTC)


def beside(copy, published, *others):
    sources = [Source(id=f"s{n}", text=text, published=when, outlet=who) for n, (who, when, text) in enumerate(others)]
    return check(copy, sources, published=published).findings


def test_what_an_office_says_again_the_next_day_outdates_no_date():
    said = "Floods have killed 11 people in Brenwick, the civil protection office said on {}."
    found = beside(
        said.format("Thursday"),
        THURSDAY,
        ("Kestrel", THURSDAY, said.format("Thursday")),
        ("Meridian", FRIDAY, said.format("Friday")),
    )
    dates = [f for f in found if f.fact.kind is Kind.DATE]
    assert dates
    assert all(f.verdict.stands for f in dates)


def test_by_how_much_a_rate_was_cut_is_not_where_it_stands():
    found = beside(
        "The bank cut its policy rate by a quarter of a percentage point to 4.25 percent.",
        THURSDAY,
        ("Veld", THURSDAY, "The bank lowered its rate by a quarter point to 4.25 percent."),
        ("Northlight", FRIDAY, "The bank cut its policy rate to 4.25 percent."),
    )
    assert not [f for f in found if f.code in {"F20", "F21"}]


def test_a_figure_that_came_before_is_no_dispute_and_one_that_came_after_outdates_however_it_is_written():
    tolls = (
        ("Northlight", THURSDAY, "Floods have killed 11 people in Brenwick."),
        ("Meridian", FRIDAY, "Floods have killed nineteen people in Brenwick."),
        ("Capital", FRIDAY, "Floods have killed 19 people in Brenwick."),
    )
    [old] = [
        f for f in beside("Floods have killed 11 people in Brenwick.", EVENING, *tolls) if f.fact.kind is Kind.FIGURE
    ]
    [new] = [
        f for f in beside("Floods have killed 19 people in Brenwick.", FRIDAY, *tolls) if f.fact.kind is Kind.FIGURE
    ]
    assert (old.verdict, old.code) == (Verdict.OUTDATED, "F21")
    assert new.verdict is Verdict.CORROBORATED


def test_a_dispute_says_who_says_what_since_when():
    found = beside(
        "Floods have killed 11 people in Brenwick.",
        EVENING,
        ("Northlight", THURSDAY, "Floods have killed 11 people in Brenwick."),
        ("Kestrel", EVENING, "Floods have killed eleven people in Brenwick."),
        ("Meridian", EVENING, "Floods have killed 14 people in Brenwick."),
    )
    [toll] = [f for f in found if f.fact.kind is Kind.FIGURE]
    assert toll.verdict is Verdict.DISPUTED
    assert "Northlight, Kestrel say “11” (since 14 August 2025, 11:00)" in toll.reason
    assert "Meridian says “14” (since 14 August 2025, 16:00)" in toll.reason


def test_a_figure_that_a_source_could_not_confirm_is_not_its_figure():
    copy = "Fourteen people have died in the floods in Brenwick."
    source = "The toll of the floods in Brenwick stands at 11. The office could not confirm that 14 people had died."
    [toll] = [f for f in beside(copy, EVENING, ("Kestrel", EVENING, source)) if f.fact.kind is Kind.FIGURE]
    assert not toll.verdict.stands


def test_what_had_begun_by_noon_may_have_ended_by_night():
    copy = "The leaders began talks in Norhavn on Friday."
    found = beside(
        copy,
        FRIDAY,
        ("Harbour", FRIDAY, "The leaders have begun talks in Norhavn."),
        ("Kestrel", FRIDAY.replace(hour=22), "The leaders ended talks in Norhavn on Friday."),
    )
    assert not [f for f in found if f.verdict is Verdict.DISPUTED]


def test_a_day_is_nobody_who_says_it():
    text = "Nineteen people died in the floods along the Ostra, Velmora's rescue service said on Friday."
    said = (
        "Nineteen people died in the floods along the Ostra, the Velmora rescue service said.",
        "Nineteen people are known to have died in the floods along the Ostra, the service said on Friday.",
    )
    assert Verdict.DISPUTED not in verdicts(text, *said).values()


def test_who_tells_of_the_same_place_in_other_words_is_no_second_voice_for_what_happened_there():
    copy = "Sixty houses in Lower Ostra were destroyed."
    of_the_dead = "Seven of the dead were in Brenwick and four in the village of Lower Ostra, the office said."
    alone, both = verdicts(copy, copy, of_the_dead), verdicts(copy, copy, "Floods destroyed 60 houses in Lower Ostra.")
    event = copy.removesuffix(".")
    assert alone[event] is Verdict.VERBATIM
    assert both[event] is Verdict.CORROBORATED
