"""On what ground a fact stands that no source carries, and how much of it readers are told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.desk import grounds
from newsroom.desk.gate import Bound
from newsroom.desk.models import Binding
from newsroom.desk.states import Refused, Role

INTERVIEW = {"who": "Mara Venn", "on": "2026-03-04", "note": "By phone, 12 minutes; home number in my book."}


def binding(ground, **more):
    return Binding(text="9", context="9 crowns.", ground=ground, on=date(2026, 3, 4), **more)


def test_an_interview_says_who_and_when_and_keeps_the_note_at_the_desk():
    told = grounds.told(binding(Bound.INTERVIEW, who="Mara Venn", note="Her home number is in my book."))
    assert told["words"] == "Mara Venn told us so in an interview on 4 March 2026."
    assert told["note"] == told["recording"] == ""


def test_readers_get_the_note_and_the_recording_where_the_reporter_says_so():
    told = grounds.told(binding(Bound.INTERVIEW, who="M", note="On the record.", recording="r/a.ogg", shown=True))
    assert (told["note"], told["recording"]) == ("On the record.", "r/a.ogg")


def test_an_override_is_told_with_its_reason_whatever_the_form_said():
    told = grounds.told(binding(Bound.OVERRIDE, note="The ministry confirmed it by letter.", shown=False))
    assert told["note"] == "The ministry confirmed it by letter."
    assert "against the checker" in told["words"]


@given(
    st.sampled_from([b for b in Bound if b is not Bound.OVERRIDE]),
    st.text(min_size=1).filter(
        lambda note: note.strip() and note not in "Somebody told us so in an interview saw it at"
    ),
)
def test_no_note_reaches_readers_unless_it_was_released(ground, note):
    assert grounds.told(binding(ground, who="X", note=note))["note"] == ""


@pytest.mark.parametrize(
    ("ground", "form", "words"),
    [
        (Bound.INTERVIEW, {**INTERVIEW, "who": " "}, "who told you"),
        (Bound.INTERVIEW, {**INTERVIEW, "on": "yesterday"}, "what day"),
        (Bound.INTERVIEW, {**INTERVIEW, "note": ""}, "note or the recording"),
        (Bound.OBSERVATION, {}, "what day"),
        (Bound.OVERRIDE, {"note": "because"}, "reason"),
    ],
)
def test_a_ground_that_is_not_whole_is_refused_with_what_is_missing(ground, form, words):
    with pytest.raises(Refused, match=words):
        grounds.asked(form, ground, Role.PUBLISHER, None)


def test_only_a_publisher_overrides():
    with pytest.raises(Refused, match="Only a publisher"):
        grounds.asked({"note": "A long enough reason."}, Bound.OVERRIDE, Role.EDITOR, None)


def test_a_whole_interview_is_taken_as_it_is():
    said = grounds.asked(INTERVIEW, Bound.INTERVIEW, Role.REPORTER, None)
    assert (said["who"], said["on"], said["shown"]) == ("Mara Venn", date(2026, 3, 4), False)
