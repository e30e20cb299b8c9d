from hypothesis import given
from hypothesis import strategies as st

from stet.check.evidence import MAX_SENTENCE, MAX_SOURCE, shelve
from stet.check.wording import words
from stet.news import Source


def test_the_passage_that_shares_most_comes_first():
    shelf = shelve(
        [
            Source(id="a", text="The council met. The flood killed seven people in Norhavn. It rained."),
            Source(id="b", text="A flood of letters reached the paper."),
        ]
    )
    best = shelf.bearing_on(words("Seven people died in the Norhavn flood."))[0]
    assert best.text == "The flood killed seven people in Norhavn."


def test_hundreds_of_sources_are_searched_and_silence_is_an_empty_list():
    shelf = shelve([Source(id=str(n), text=f"Report number {n} speaks of the harbour.") for n in range(300)])
    assert len(shelf.bearing_on(words("The harbour is busy."), limit=5)) == 5
    assert shelf.bearing_on(words("Quarks decay.")) == []


def test_text_without_stops_is_cut_into_pieces_and_a_long_source_is_named():
    shelf = shelve([Source(id="a", text="7" * (MAX_SOURCE + 10))])
    assert all(len(p.text) <= MAX_SENTENCE for p in shelf.passages)
    assert shelf.cut == ("a",)


@given(st.lists(st.text(max_size=200), max_size=4))
def test_passages_are_always_the_characters_they_claim(texts):
    sources = [Source(id=str(n), text=text) for n, text in enumerate(texts)]
    for passage in shelve(sources).passages:
        assert passage.span.of(passage.source.text) == passage.text
        for word in passage.words:
            assert passage.source.text[word.start : word.end] == word.text
