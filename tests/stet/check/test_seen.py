"""Facts as readers see them: invisible characters and look-alike letters hide nothing, and spans stay exact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stet.check.facts import facts
from stet.check.seen import seen
from stet.news import Kind


@pytest.mark.parametrize(
    "text",
    ["S\u0435ven people died.", "Sev\u200ben people died.", "7\u200b people died.", "\u2067Seven\u2069 people died."],
)
def test_a_hidden_figure_is_found(text: str) -> None:
    (figure,) = [f for f in facts(text) if f.kind is Kind.FIGURE]
    assert figure.value["number"] == 7
    assert figure.text == figure.span.of(text)


def test_a_name_with_a_borrowed_letter_is_a_name() -> None:
    text = "Mr. \u041cerkel spoke to Mr. Merkel."
    assert [f.value["name"] for f in facts(text) if f.kind is Kind.NAME] == ["Merkel", "Merkel"]


@pytest.mark.parametrize("text", ["", "Seven people died.", "Ангела Меркель приехала.", "Café Müller, 7 €."])
def test_a_text_that_is_what_it_looks_like_is_left_alone(text: str) -> None:
    assert seen(text) is None


@given(st.text(alphabet="Sеvn7 \u200b\u00ad.,“”aА", max_size=40))
def test_every_span_leads_back(text: str) -> None:
    for fact in facts(text):
        assert fact.span.of(text) == fact.text
