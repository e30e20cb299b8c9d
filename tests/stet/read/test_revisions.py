"""Changes of one article, from a comma to a retraction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stet.news import Article
from stet.read.notices import notices
from stet.read.revisions import ChangeKind, compare
from stet.text import joined

PARAGRAPHS = (
    "The river Orla rose by two metres overnight, the water board said on Tuesday.",
    "About 1,200 people were taken to schools and sports halls, Mayor Ines Kalder said.",
    "The board expects the level to fall from Thursday. Trains to Brenn are not running.",
)


def article(*paragraphs: str, title: str = "Orla floods lower Tessen") -> Article:
    text, spans = joined(paragraphs)
    return Article(title=title, text=text, paragraphs=spans, notices=notices(text, spans))


OLD = article(*PARAGRAPHS)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("overnight", "overnigth", ChangeKind.TYPO),
        ("overnight, the", "overnight the", ChangeKind.TYPO),
        ("taken to schools", "brought to schools", ChangeKind.WORDING),
        ("1,200", "1,300", ChangeKind.FACT),
        ("Tuesday", "Wednesday", ChangeKind.FACT),
        ("About 1,200", "At least 1,200", ChangeKind.FACT),
        ("Ines Kalder", "Ines Kaldor", ChangeKind.FACT),
        ("are not running", "are running", ChangeKind.FACT),
        ("rose by", "fell by", ChangeKind.FACT),
        (" Trains to Brenn are not running.", "", ChangeKind.DELETION),
        ("Thursday. Trains", "Thursday. Rain is forecast for Friday. Trains", ChangeKind.ADDITION),
    ],
)
def test_an_edit_is_classed_by_the_words_that_changed(before: str, after: str, kind: ChangeKind) -> None:
    assert before in OLD.text
    new = article(*(p.replace(before, after) for p in PARAGRAPHS))
    change = compare(OLD, new)
    assert change.kind is kind
    assert all(e.old.of(OLD.text) == e.before and e.new.of(new.text) == e.after for e in change.edits)


def test_nothing_changed_where_only_quotation_marks_and_spaces_did() -> None:
    quoted = article("“We are safe,” she said.", "It rained.")
    assert compare(quoted, article('"We are safe," she said.', "It\u00a0rained.")).kind is ChangeKind.NONE


def test_a_new_headline_is_a_change_of_its_own() -> None:
    change = compare(OLD, article(*PARAGRAPHS, title="Orla floods all of Tessen"))
    assert change.kind is ChangeKind.HEADLINE
    assert [(e.before, e.after) for e in change.headline] == [("lower", "all of")]


def test_a_paragraph_that_is_gone_is_a_deletion_beside_the_other_changes() -> None:
    change = compare(OLD, article(PARAGRAPHS[0].replace("two", "three"), PARAGRAPHS[2]))
    assert change.kind is ChangeKind.DELETION
    assert {ChangeKind.FACT, ChangeKind.DELETION} <= change.kinds


def test_the_publishers_own_correction_outranks_the_edit_it_speaks_of() -> None:
    note = "Correction: An earlier version of this article misstated how many people were taken to schools."
    new = article(*(p.replace("1,200", "1,300") for p in PARAGRAPHS), note)
    change = compare(OLD, new)
    assert change.kind is ChangeKind.CORRECTION
    assert [n.of(new.text) for n in change.notices] == [note]
    assert ChangeKind.FACT in change.kinds


def test_a_retraction_is_the_gravest_notice() -> None:
    new = article("This article has been retracted because its figures could not be confirmed.", *PARAGRAPHS)
    assert compare(OLD, new).kind is ChangeKind.RETRACTION


def test_another_text_at_the_same_address_is_a_replacement() -> None:
    other = article(
        "Bakers in Lunden have opened a school for apprentices, with places for forty young people every year.",
        "Lessons begin in autumn; bread, cakes and accounts are on the timetable, its head teacher wrote.",
    )
    assert compare(OLD, other).kind is ChangeKind.REPLACED


@given(st.lists(st.text(alphabet="ab 1.,\u00e9", min_size=1).filter(str.strip), max_size=6), st.data())
def test_every_edit_lies_where_it_says(paragraphs: list[str], data: st.DataObject) -> None:
    old = article(*paragraphs)
    new = article(*data.draw(st.permutations(paragraphs)))
    change = compare(old, new)
    assert all(e.old.of(old.text) == e.before and e.new.of(new.text) == e.after for e in change.edits)
    assert compare(old, old).kind is ChangeKind.NONE
