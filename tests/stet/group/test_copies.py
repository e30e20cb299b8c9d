"""Copies: found when cut, wrapped and edited; never claimed of two newsrooms that wrote for themselves."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stet.group.copies import Copies, shared, shingles_of
from stet.news import Genre

AGENCY = (
    "The port of Vellin reopened on Wednesday after a strike of nine days, the harbour authority said. Dockers voted "
    "by a narrow majority to accept a rise in pay of six percent over two years. Some forty ships were waiting at "
    "anchor, and officials expected that the queue would take a week to clear. Unions had asked for nine percent. A "
    "spokeswoman for the shipping lines said that delays would cost exporters of fruit most of all, since the season "
    "had begun. "
    "The transport minister thanked both sides and promised a review of the law on strikes in essential services."
)
OWN_WORDS = (
    "Vellin's dockers went back to work on Wednesday. A slim majority had agreed to six percent more pay, spread over "
    "two years, ending a nine-day walkout that left about forty vessels idle outside the harbour. Fruit growers fear "
    "losses because the harvest is under way. The minister for transport wants to look again at strike law."
)


def halves(text: str) -> tuple[str, str]:
    words = text.split()
    return " ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])


@pytest.mark.parametrize(
    "copy",
    [
        AGENCY,
        halves(AGENCY)[0],
        halves(AGENCY)[1],
        "Sign up for our letter. " + AGENCY + " All rights reserved. Follow us for more news from the coast.",
        AGENCY.replace("narrow", "slim").replace("officials", "authorities").replace("cost", "hurt"),
        " ".join(reversed([s + "." for s in AGENCY.rstrip(".").split(". ")])),
        AGENCY.upper(),
    ],
    ids=["whole", "cut at the end", "cut at the start", "in boilerplate", "edited", "sentences moved", "in capitals"],
)
def test_a_copy_is_found(write, copy) -> None:
    copies = Copies()
    copies.place(write("agency", "Vellin port reopens", AGENCY))
    found = copies.place(write("paper", "Dockers back at work", copy, hours=1))
    assert (found.copy_of, found.origin) == ("agency", "agency")
    assert found.share > Copies.SHARE


def test_two_newsrooms_on_one_event_are_two_origins(write) -> None:
    copies = Copies()
    copies.place(write("agency", "Vellin port reopens", AGENCY))
    assert copies.place(write("own", "Dockers return", OWN_WORDS, hours=1)).copy_of == ""


def test_a_copy_of_a_copy_has_the_first_as_origin(write) -> None:
    copies = Copies()
    copies.place(write("agency", "Vellin port reopens", AGENCY))
    copies.place(write("first", "x", halves(AGENCY)[0] + " " + OWN_WORDS, hours=1))
    again = copies.place(write("second", "y", halves(AGENCY)[0] + " " + OWN_WORDS, hours=2))
    assert (again.copy_of, again.origin) == ("first", "agency")


def test_a_text_of_a_few_words_proves_nothing(write) -> None:
    copies = Copies()
    copies.place(write("a", "Rain", "Rain is expected in the north on Sunday."))
    assert copies.place(write("b", "Rain", "Rain is expected in the north on Sunday.")).copy_of == ""


def test_what_is_too_old_is_forgotten(write) -> None:
    copies = Copies(days=2)
    copies.place(write("agency", "Vellin port reopens", AGENCY))
    assert copies.place(write("late", "Vellin port reopens", AGENCY, hours=49)).copy_of == ""


@given(st.text(), st.text())
def test_what_two_texts_share_is_a_part_and_the_same_from_both_sides(one: str, other: str) -> None:
    a, b = shingles_of(one), shingles_of(other)
    assert 0 <= shared(a, b) <= 1
    assert shared(a, a) == (1.0 if len(a) else 0.0)
    if len(a) != len(b):
        assert shared(a, b) == shared(b, a)


def test_memory_is_freed_with_the_text(write) -> None:
    copies = Copies(days=1)
    for at in range(40):
        copies.place(write(str(at), "x", f"{at} ".join(AGENCY.split()), hours=at * 2))
    assert len(copies) <= 13
    assert timedelta(days=1) == copies.keeps


def test_a_rewrite_of_a_press_release_has_the_release_as_origin(write) -> None:
    release = write("office", "Harbour reopens", AGENCY, genre=Genre.RELEASE)
    first, second = AGENCY.split(". ")[:2]
    rewrite = write("paper", "Back to work", f"{first}. {second}. {OWN_WORDS}", hours=1)
    with_release, without = Copies(), Copies()
    with_release.place(release)
    without.place(write("agency", "Harbour reopens", AGENCY))
    assert with_release.place(rewrite).origin == "office"
    assert without.place(rewrite).origin == "paper"


def test_an_update_by_the_same_newsroom_is_new_and_a_second_posting_is_a_copy(write) -> None:
    copies = Copies()
    copies.place(write("agency", "Vellin port reopens", AGENCY, outlet="Agency"))
    update = write("update", "Ships queue", f"{halves(AGENCY)[0]} {OWN_WORDS}", hours=1, outlet="Agency")
    assert copies.place(update).copy_of == ""
    assert copies.place(write("again", "Port reopens", AGENCY, hours=2, outlet="Agency")).copy_of == "agency"
