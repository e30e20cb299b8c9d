"""Stories: one event together, two events apart, the same stream twice the same."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from stet.group.likeness import Mix
from stet.group.stories import Stories, group
from stet.news import Genre, Report


def stories_of(placements) -> dict[str, str]:
    return {p.id: p.story for p in placements}


def test_one_event_told_by_three_newsrooms_is_one_story_and_another_event_is_not(flood, bank) -> None:
    got = stories_of(group([*flood, *bank]))
    assert got["river"] == got["vale"] == got["boats"]
    assert got["rate"] == got["brandt"] != got["river"]


def test_placements_come_in_order_of_arrival_whatever_the_order_of_the_input(flood, bank) -> None:
    forwards, backwards = list(group([*flood, *bank])), list(group([*bank, *flood][::-1]))
    assert forwards == backwards
    assert [p.id for p in forwards] == ["river", "rate", "vale", "boats", "brandt"]


def test_a_copy_goes_where_its_origin_is_and_says_so(flood, write) -> None:
    copy = write("echo", "Residents flee", flood[0].text + " Subscribe to our letter.", hours=5)
    placed = {p.id: p for p in group([*flood, copy])}
    assert placed["echo"].copy_of == placed["echo"].origin == "river"
    assert placed["echo"].story == placed["river"].story
    assert "of the text of river" in placed["echo"].reason


def test_the_same_words_a_month_later_are_another_event(flood) -> None:
    again = flood[1]
    later = Report(id="later", title=again.title, text=again.text, arrived=again.arrived + timedelta(days=30))
    got = stories_of(group([*flood, later]))
    assert got["later"] == "later"


def test_a_live_blog_stays_by_itself(flood, write) -> None:
    live = write("live", "Live: flood in Tarnow Vale, Orla dyke fails", flood[2].text[40:], hours=4, genre=Genre.LIVE)
    assert stories_of(group([*flood, live]))["live"] == "live"


def test_a_live_blog_draws_no_report_to_itself(flood, write) -> None:
    minutes = "08:10 The Orla is rising in Tarnow Vale. 08:40 The dyke gives way. 09:00 Mayor Horvat asks for boats."
    live = write("live", "Live: flood in Tarnow Vale, Orla dyke fails", minutes, hours=-1, genre=Genre.LIVE)
    got = stories_of(group([live, *flood]))
    assert got["live"] == "live"
    assert {got[one.id] for one in flood} == {"river"}


def test_the_same_event_in_two_languages_is_two_stories_until_an_editor_says_otherwise(flood, write) -> None:
    german = [
        write(
            "deich",
            "Deichbruch an der Orla: Hunderte fliehen aus Tarnow Vale",
            "Mehr als 400 Menschen haben am Montag Tarnow Vale verlassen, nachdem die Orla einen Deich durchbrach.",
            hours=1,
            language="de",
        ),
        write(
            "boote",
            "Tarnow Vale nach Deichbruch an der Orla geräumt",
            "Helfer haben am Montag Familien in Booten aus Tarnow Vale gebracht; ein Deich an der Orla war gebrochen.",
            hours=2,
            language="de",
        ),
    ]
    got = stories_of(group([*flood, *german]))
    assert got["deich"] == got["boote"] == "deich"
    assert {got[one.id] for one in flood} == {"river"}


def test_an_empty_report_founds_a_story_of_its_own(flood, write) -> None:
    assert stories_of(group([*flood, write("blank", "", ""), write("blank2", "", "", hours=1)]))["blank2"] == "blank2"


def test_a_story_is_named_after_its_first_report(flood) -> None:
    stories = Stories()
    assert {stories.place(r).story for r in flood} == {"river"}


def test_a_report_that_came_too_early_is_moved_when_others_show_where_it_belongs(flood, write) -> None:
    early = write("early", "Mayor Horvat to speak", "The mayor of Tarnow Vale, Lena Horvat, will speak.", hours=-1)
    last = {p.id: p.story for p in group([early, *flood])}
    stories = Stories()
    seen: dict[str, str] = {}
    for report in [early, *flood]:
        seen[report.id] = stories.place(report).story
        seen.update((moved.id, moved.story) for moved in stories.moved())
    assert seen == last


def test_opinion_follows_a_story_and_never_draws_one(flood, write) -> None:
    column = write("column", "The flood in Tarnow Vale was foreseen", flood[1].text, hours=2.5, genre=Genre.OPINION)
    far = write("far", "On patience", "Patience is a virtue that our age has lost.", genre=Genre.OPINION)
    got = stories_of(group([*flood, column, far]))
    assert got["column"] == "river"
    assert got["far"] == "far"


def test_a_follow_up_after_the_story_was_closed_is_its_next_chapter(flood, write) -> None:
    later = write(
        "inquiry",
        "Inquiry blames neglect for dyke failure in Tarnow Vale",
        "The dyke on the Orla whose failure flooded Tarnow Vale had not been inspected for years, an inquiry found. "
        "Mayor Lena Horvat announced repairs.",
        hours=24 * 8,
    )
    placed = {p.id: p for p in group([*flood, later])}
    assert placed["inquiry"].story == "inquiry"
    assert placed["inquiry"].chapter_of == "river"
    assert placed["river"].chapter_of == ""


def test_a_chapter_follows_from_what_a_story_came_to_and_not_only_from_its_first_hour(flood, write) -> None:
    first = write("gauge", "Orla rises after two days of rain", "The river Orla stood at 3.9 metres in Tarnow Vale.")
    later = write(
        "return",
        "First families return to Tarnow Vale behind mended dyke",
        "Some of the 400 people who were brought out when the dyke gave way are home in Tarnow Vale, where soldiers "
        "had filled sandbags and Mayor Lena Horvat opened the two bridges again.",
        hours=24 * 9,
    )
    chained = {p.id: p.chapter_of for p in group([first, *flood, later])}
    assert chained["return"] == "gauge"
    alone = {p.id: p.chapter_of for p in group([first, later])}
    assert alone["return"] == ""


def test_reports_in_different_languages_are_not_compared(flood, write) -> None:
    other = write("de", flood[1].title, "", hours=4, language="de")
    assert stories_of(group([*flood, other]))["de"] == "de"


def test_three_hundred_copies_stay_one_story_with_one_origin(flood, write) -> None:
    copies = [write(f"c{n:04}", "Copied", flood[0].text, hours=3 + n / 1000) for n in range(300)]
    placed = list(group([*flood, *copies]))
    assert {p.story for p in placed} == {"river"}
    assert {p.origin for p in placed if p.id.startswith("c")} == {"river"}


def test_what_is_long_past_is_forgotten(write) -> None:
    stories = Stories()
    for day in range(60):
        stories.place(write(str(day), f"Event {day}", f"Something numbered {day} happened.", hours=24 * day))
    assert len(stories) <= 15


def test_headlines_alone_are_told_apart_by_what_they_mean(write) -> None:
    said = [
        "Icahn presses Orlabay to sell its payment arm",
        "Orlabay turns down Icahn over payment arm",
        "Rain in the Vale",
    ]
    got = stories_of(group([write(f"h{at}", title, hours=at / 10) for at, title in enumerate(said)]))
    assert got["h0"] == got["h1"] != got["h2"]


def test_a_story_of_two_thousand_reports_stays_one_and_is_counted_once_per_origin(flood, write) -> None:
    many = [
        write(f"m{n:04}", flood[n % 3].title, f"{flood[n % 3].text} Desk note {n}.", hours=4 + n / 500, outlet=f"O{n}")
        for n in range(2000)
    ]
    placed = {p.id: p for p in group([*flood, *many])}
    assert {p.story for p in placed.values()} == {"river"}
    assert {p.origin for p in placed.values()} == {"river", "vale", "boats"}


class Pointing:
    """An encoder that knows where each report of a test points, by the last word of its text."""

    def __init__(self, **places: tuple[float, float, float]) -> None:
        self.places = places

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        rows = np.array([self.places[text.split()[-1]] for text in texts], dtype=np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_when_two_stories_turn_out_to_be_one_the_larger_keeps_its_name(write) -> None:
    meaning = Mix(meaning=1, words=0, headline_words=0)
    encoder = Pointing(early=(1, 0, 0), first=(0.25, 1, 0), second=(0.25, 1, 0.1), bridge=(1, 1.2, 0))
    stories = Stories(embed=encoder, mix=meaning)
    said = "The river Orla and its valley, as it was told"
    placed = {
        id: stories.place(write(id, "Orla", f"{said} by {id}", hours=at))
        for at, id in enumerate(("early", "first", "second"))
    }
    assert [placed[id].story for id in placed] == ["early", "first", "first"]
    assert stories.place(write("bridge", "Orla", f"{said} by bridge", hours=3)).story == "first"
    assert [(moved.id, moved.story) for moved in stories.moved()] == [("early", "first")]
