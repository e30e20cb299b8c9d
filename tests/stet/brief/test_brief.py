"""The brief: only sentences that somebody wrote, each bound to its place, and no dispute where there is none."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from stet.brief.brief import brief
from stet.brief.daily import END, edition
from stet.check.facts import facts
from stet.news import Brief, Evidence, Finding, Genre, Kind, Line, Report, Span, Verdict

MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)


def report(id: str, text: str, *, hours: float = 0, title: str = "", **more) -> Report:
    arrived = MORNING + timedelta(hours=hours)
    given = {"outlet": f"Outlet {id}", **more}
    return Report(id=id, title=title or f"Flood {id}", text=text, arrived=arrived, published=arrived, **given)


FLOOD = [
    report(
        "river",
        "The river Orla broke through a dyke in Tarnow Vale on Monday and killed 12 people. Mayor Lena Horvat said "
        'that two bridges were closed. "We will rebuild every house in the lower town," Horvat told reporters.',
    ),
    report(
        "vale",
        "A dyke on the river Orla failed in Tarnow Vale on Monday, and 15 people died. The parliament will vote on aid "
        "on Thursday.",
        hours=2,
    ),
    report(
        "boats",
        "The dyke in Tarnow Vale that failed on Monday was built in 1961. The flood of the river Orla killed 12 "
        "people, rescuers said.",
        hours=3,
    ),
]


def told(reports, *, hours: float = 20, **more) -> Brief:
    known = [facts(r.text, published=r.published) for r in reports]
    return brief(reports, known, now=MORNING + timedelta(hours=hours), **more)


def texts(lines) -> list[str]:
    return [line.text for line in lines]


def all_lines(made: Brief) -> list[Line]:
    boards = [line for d in made.disputed for _, lines in d.values for line in lines]
    return [*made.happened, *made.new, *made.known, *made.said, *made.ahead, *made.timeline, *made.corrections, *boards]


def test_every_line_is_a_sentence_of_a_report_at_the_place_it_names() -> None:
    of = {r.id: r.text for r in FLOOD}
    lines = all_lines(told(FLOOD, since=MORNING + timedelta(hours=1)))
    assert len(lines) > 5
    for line in lines:
        assert line.text == line.evidence[0].text
        for evidence in line.evidence:
            assert evidence.span.of(of[evidence.source]) == evidence.text


def test_what_happened_is_told_by_the_sentence_that_the_newsrooms_share() -> None:
    assert "dyke" in texts(told(FLOOD).happened)[0]


def test_what_happened_begins_with_what_holds_now_not_with_the_days_of_waiting() -> None:
    waiting = (
        "Unions and bosses of the Orla ports will meet for talks in Tarnow on Tuesday over the strike of the dockers."
    )
    begun = "Unions and bosses of the Orla ports began talks in Tarnow on Tuesday over the strike of the dockers."
    over = "Talks of unions and bosses of the Orla ports ended in Tarnow on Tuesday without a deal on the strike."
    days = zip((waiting, begun, waiting, begun, over), (0, 26, 1, 27, 40), strict=True)
    talks = [report(f"r{at}", said, hours=hours) for at, (said, hours) in enumerate(days)]
    assert texts(told(talks, hours=48).happened)[0] == over


def test_what_happened_says_each_thing_once() -> None:
    struck = (
        "Velmora's high court voided the levy on fuel on Friday, saying that parliament had skipped a second reading.",
        "The high court struck down the fuel levy that Velmora's parliament passed in March, by seven votes to two.",
        "Seven of nine judges of that high court ruled on Friday the fuel levy was passed without a second reading.",
    )
    more = "Drivers will get back what they paid, the treasury said."
    ruling = [report(f"r{at}", f"{said} {more}" if at else said, hours=at) for at, said in enumerate(struck)]
    assert texts(told(ruling).happened)[1] == more


def test_a_toll_on_which_newsrooms_differ_is_on_the_board_with_who_says_it() -> None:
    (board,) = told(FLOOD).disputed
    assert {value: [e.source for line in lines for e in line.evidence] for value, lines in board.values} == {
        "12": ["river", "boats"],
        "15": ["vale"],
    }


def test_a_value_that_opens_a_sentence_is_written_on_the_board_as_inside_one() -> None:
    first = report("first", "Fourteen people died in the flood in Tarnow Vale, rescuers said.")
    other = report("other", "The flood in Tarnow Vale killed 11 people, the mayor said.", hours=1)
    (board,) = told([first, other]).disputed
    assert {value for value, _ in board.values} == {"fourteen", "11"}


def test_a_newsroom_that_corrects_itself_ends_the_dispute_and_the_figure_is_known() -> None:
    fixed = report(
        "again", "The flood in Tarnow Vale killed 15 people, the mayor said.", hours=9, outlet="Outlet river"
    )
    later = report("later", "The flood in Tarnow Vale killed 15 people, rescuers said.", hours=9, outlet="Outlet boats")
    made = told([*FLOOD, fixed, later])
    assert made.disputed == ()
    assert any("15 people" in line.text and len(line.evidence) == 3 for line in made.known)


def test_copies_of_one_text_corroborate_nothing() -> None:
    copy = report("copy", FLOOD[0].text, hours=1)
    made = told([FLOOD[0], copy], origins={"copy": "river"})
    assert made.known == made.disputed == ()


@pytest.mark.parametrize(("one", "other"), [("at least 12", "15"), ("about 12", "12"), ("more than 12", "14")])
def test_bounds_that_hold_are_no_dispute(one: str, other: str) -> None:
    pair = [
        report("a", f"The flood in the valley killed {one} people on Monday."),
        report("b", f"The flood in the valley killed {other} people on Monday."),
    ]
    assert told(pair).disputed == ()


def test_a_bound_that_both_sides_keep_to_is_on_no_side() -> None:
    early = report("early", "The flood in Tarnow Vale killed at least 4 people, rescuers said.")
    (board,) = told([early, *FLOOD]).disputed
    assert {value for value, _ in board.values} == {"12", "15"}


def test_who_says_what_is_verbatim() -> None:
    assert texts(told(FLOOD).said) == ['"We will rebuild every house in the lower town," Horvat told reporters.']


def test_a_quotation_that_goes_on_in_another_sentence_is_told_with_its_speaker() -> None:
    text = 'Prices fell. "We will wait," said Governor Anselm Pryce. "We will move when the figures allow it."'
    lines = told([report("bank", text)]).said
    assert [(line.text, line.speaker) for line in lines] == [
        ('"We will move when the figures allow it."', "Governor Anselm Pryce")
    ]


def test_a_quotation_whose_speaker_is_only_a_pronoun_elsewhere_is_nobodys() -> None:
    text = (
        'Lena Horvat met Bram Keller. "We will wait until spring," she said. "We will move when the figures allow it."'
    )
    assert texts(told([report("bank", text)]).said) == ['"We will wait until spring," she said.']


def test_what_comes_next_holds_days_ahead_only() -> None:
    assert texts(told(FLOOD).ahead) == ["The parliament will vote on aid on Thursday."]
    assert told(FLOOD, hours=24 * 5).ahead == ()


def test_new_is_what_arrived_since_with_a_fact_that_nobody_had() -> None:
    new = texts(told(FLOOD, since=MORNING + timedelta(hours=2.5)).new)
    assert new == ["The dyke in Tarnow Vale that failed on Monday was built in 1961."]
    assert told(FLOOD).new == ()


def test_nothing_from_after_the_moment_is_told() -> None:
    made = told(FLOOD, hours=1)
    assert {e.source for line in all_lines(made) for e in line.evidence} == {"river"}


def test_a_timeline_has_a_line_a_day() -> None:
    second = report("second", "Soldiers closed the dyke in Tarnow Vale after a night of work.", hours=30)
    days = [line.since.day for line in told([*FLOOD, second], hours=40).timeline if line.since]
    assert days == [2, 3]
    assert told(FLOOD).timeline == ()


def test_what_a_correction_repeats_is_nobodys_word_for_it() -> None:
    wrong = report(
        "wrong", "The flood of the Orla in Tarnow Vale killed 91 people, one hospital said on Monday.", hours=1
    )
    text = "Correction, March 2: An earlier version of this article said that 91 people had died in Tarnow Vale."
    made = told([*FLOOD, wrong, report("beacon", text, hours=9)], since=MORNING + timedelta(hours=8))
    assert texts(made.corrections) == [text]
    assert text not in texts([*made.happened, *made.new, *made.known, *made.timeline])
    assert all(text not in texts(lines) for board in made.disputed for _, lines in board.values)


def test_corrections_are_listed() -> None:
    text = "The dyke was built in 1961. Correction: an earlier version of this report said that it was built in 1951."
    notice = report("notice", "We gave a wrong year for the dyke in Tarnow Vale.", hours=5, genre=Genre.CORRECTION)
    found = texts(told([report("fixed", text), notice]).corrections)
    assert found[0].startswith("Correction: an earlier version")
    assert found[1].startswith("We gave a wrong year")


def test_opinion_tells_nothing() -> None:
    opinion = report("column", "The flood in the valley killed 99 people, and the mayor must go.", genre=Genre.OPINION)
    assert told([opinion]) == Brief()


def test_the_brief_does_not_depend_on_the_order_of_its_reports() -> None:
    assert told(FLOOD) == told(FLOOD[::-1])


def test_the_edition_of_the_day_fits_its_minutes_and_ends() -> None:
    made = told(FLOOD)
    whole = edition([(f"s{n}", made) for n in range(100)], minutes=1)
    assert 0 < whole.words <= 230
    assert whole.left + len(whole.stories) == 100
    assert whole.end == END


def test_an_edition_for_one_who_has_seen_the_page_holds_only_news() -> None:
    seen, fresh = told(FLOOD), told(FLOOD, since=MORNING + timedelta(hours=2.5))
    assert [s for s, _ in edition([("old", seen), ("new", fresh)], known=True).stories] == ["new"]


@pytest.mark.parametrize(
    "opening", ["TARNOW VALE, Norvia (Northlight) - ", "Tarnow Vale, March 2 (Northlight) – ", "TARNOW VALE — "]
)
def test_where_a_report_was_filed_from_is_no_part_of_what_it_tells(opening: str) -> None:
    said = "The river Orla broke through a dyke on Monday and killed 12 people."
    filed = report("river", f"{opening}{said} Two bridges were closed by the mayor's office.")
    lines = told([filed]).happened
    assert lines[0].text == said
    for line in lines:
        assert line.evidence[0].span.of(filed.text) == line.evidence[0].text == line.text


def test_what_an_outlet_says_of_its_owner_is_no_news() -> None:
    text = "Two bridges were closed in Tarnow Vale on Monday. Vale Post is part of Coast Media Group."
    filed = replace(report("one", text), outlet="Vale Post")
    told = [line.text for line in brief([filed], [facts(text, published=MORNING)], now=MORNING).happened]
    assert told == ["Two bridges were closed in Tarnow Vale on Monday."]


@pytest.mark.parametrize("kind", list(Kind))
def test_a_sentence_is_known_by_what_it_says_and_not_by_who_where_or_when(kind) -> None:
    one = report("one", 'On Monday Lena Horvat closed two bridges in Tarnow Vale, and she said: "We will rebuild."')
    fact = next(f for f in facts(FLOOD[0].text, published=MORNING))
    fact = replace(fact, kind=kind, span=Span(start=3, end=9), text="Monday")
    said = Finding(fact=fact, verdict=Verdict.CORROBORATED, rule="same", reason="Two say so.", origins=2)

    known = brief([one], [()], now=MORNING, findings={"one": [said]}).known

    assert bool(known) is (kind in {Kind.FIGURE, Kind.QUOTATION, Kind.EVENT})


def test_what_is_known_stands_once_in_whose_words_ever() -> None:
    said = "Two bridges were closed in Tarnow Vale on Monday.", "Tarnow Vale shut a pair of bridges on Monday."
    reports = [report(id, text, hours=hours) for id, text, hours in (("one", said[0], 0), ("two", said[1], 1))]
    found = {}
    for own, other in (reports, reports[::-1]):
        fact = replace(facts(FLOOD[0].text, published=MORNING)[0], kind=Kind.EVENT, span=Span(start=3, end=9))
        beside = Evidence(source=other.id, span=Span(start=0, end=len(other.text)), text=other.text)
        finding = Finding(
            fact=fact, verdict=Verdict.CORROBORATED, rule="same", reason="Two say so.", origins=2, evidence=(beside,)
        )
        found[own.id] = [finding]
    assert texts(brief(reports, [(), ()], now=MORNING + timedelta(hours=2), findings=found).known) == [said[0]]


def test_no_sentence_on_a_board_nor_another_with_its_value_is_known() -> None:
    doubt = report("office", "The office could not confirm a report that 15 people had died in Tarnow Vale.", hours=4)
    homes = [report(f"homes {n}", f"Some 2,400 people left their homes, office {n} said.", hours=n) for n in (5, 6)]
    both = report("both", "The flood killed 12 people and 2,400 people left their homes.", hours=4.5)
    reports = [*FLOOD, doubt, both, *homes]
    said = {
        r.id: [
            Finding(fact=f, verdict=Verdict.CORROBORATED, rule="same-figure", reason="Two say so.", origins=2)
            for f in facts(r.text, published=r.published)
            if f.kind is Kind.FIGURE
        ]
        for r in reports
    }
    made = told(reports, findings=said)
    assert made.disputed
    assert any("2,400" in line for line in texts(made.known))
    assert not any(value in line for line in texts(made.known) for value in ("12", "15"))
