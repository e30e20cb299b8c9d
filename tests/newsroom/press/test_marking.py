"""What the public sees of somebody's text begins behind the dateline."""

from newsroom.archive import records
from newsroom.press.makeup import marking
from stet import text as texts
from stet.news import Span

TOLD = "The dyke broke at noon, and the river stood in the streets of the old town by night."
ASKED = "The mayor asked for help."
FILED = f"OSTRA, 3 March (Northlight) — {TOLD} {ASKED} Schools stay shut until Monday."


def asked(text):
    return Span(start=text.index(ASKED), end=text.index(ASKED) + len(ASKED))


def test_a_dateline_is_neither_shown_nor_counted_as_held_back():
    undated = FILED.partition("— ")[2]
    chosen, plain = (marking.shown(text, [asked(text)]) for text in (FILED, undated))
    assert [span.of(FILED) for span in chosen] == [span.of(undated) for span in plain] == [TOLD, ASKED]
    paragraphs = marking.lay(FILED, texts.paragraphs(FILED), chosen, [])
    assert paragraphs[0].skipped == 0
    assert marking.withheld(FILED, chosen) == marking.withheld(undated, plain)


def test_a_link_to_words_that_are_not_shown_leads_to_the_gap_where_they_stand():
    text = "One came. Two went away in the rain. Three stayed.\n\nFour slept. Five did not."
    at = {word: text.index(word) for word in ("One", "Two", "Three", "Four", "Five")}
    shown = [span for span in texts.sentences(text) if span.of(text)[:4] in {"One ", "Four"}]
    laid = marking.lay(text, texts.paragraphs(text), shown, [])
    places = [(start, f"s{start}") for start in at.values()] + [(at["Four"] + 5, "f7")]
    paragraphs, after = marking.anchored(laid, shown, places)
    assert [one.anchors for one in paragraphs] == [(), (f"s{at['Two']}", f"s{at['Three']}", "f7")]
    assert after == (f"s{at['Five']}",)


def test_an_editor_sees_the_whole_text_with_its_dateline():
    paragraphs = marking.lay(FILED, texts.paragraphs(FILED), tuple(texts.sentences(FILED)), [])
    assert "".join(piece.text for s in paragraphs[0].sentences for piece in s.pieces) == FILED


def test_an_excerpt_begins_with_what_is_told():
    assert records.excerpt("Dyke breaks", FILED, texts.paragraphs(FILED)).startswith("The dyke broke at noon")


def test_a_fact_in_the_first_sentence_is_shown_without_the_dateline_before_it():
    text = "OSTRA, Velmora (Northlight) - Two people died on Monday. More later."
    at = text.index("Two people")
    assert marking.sentence(text, Span(start=at, end=at + 3)) == ("", "Two", " people died on Monday.")
    assert marking.sentence(text, Span(start=0, end=5))[1] == "OSTRA"
