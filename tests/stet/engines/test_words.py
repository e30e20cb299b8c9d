"""Words are those of spaCy's tokenizer, whatever was cut before."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from stet.engines.words import Words

TOKENIZER = spacy.blank("en").tokenizer
CUT = Words(TOKENIZER)


def spacys(text: str) -> tuple[list[str], list[bool]]:
    found = TOKENIZER(text)
    return [t.text for t in found], [bool(t.whitespace_) for t in found]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "Two boats sank.",
        ' \n\n The minister  said\t"no" .\n',
        "He can't come (he didn't say why), i.e. at 8a.m.—or $5m-plus/10km.",
        "an unbroken\u00a0blank and a trailing one ",
        "\u2003An em space",
    ],
)
def test_words_and_blanks_are_spacys(text: str) -> None:
    assert CUT(text) == spacys(text)
    assert CUT(text) == spacys(text), "the second time from memory"


@given(st.text(alphabet="ab.,'’\"-–()$5 \n\t\u00a0", max_size=40))
def test_any_text_is_cut_as_spacy_cuts_it(text: str) -> None:
    assert CUT(text) == spacys(text)


@given(st.text(max_size=40))
def test_put_together_they_are_the_text(text: str) -> None:
    words, blanks = CUT(text)
    assert "".join(word + " " * blank for word, blank in zip(words, blanks, strict=True)) == text
