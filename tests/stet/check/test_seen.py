"""Facts as readers see them: invisible characters and look-alike letters hide nothing, and spans stay exact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stet.check import ledger
from stet.check.facts import facts
from stet.check.seen import disguised, seen
from stet.news import Kind, Source


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


@pytest.mark.parametrize("word", ["S\u0435ven", "N\u043erhavn", "1\u041e0", "\u03bfften", "\u0430pple"])
def test_a_word_that_looks_like_another_is_disguised(word: str) -> None:
    assert disguised(f"The flood, {word} of it.") == word


@pytest.mark.parametrize(
    "text", ["Café Müller", "5 μg at 3 kΩ", "TNFα and β-carotene", "Ангела Меркель", "Yıldız", "Δt"]
)
def test_other_alphabets_in_words_of_their_own_and_signs_of_science_are_no_disguise(text: str) -> None:
    assert disguised(text) == ""


def test_a_page_of_one_word_is_read_in_one_pass() -> None:
    long = "a" * 300_000
    assert seen(f"{long} S\u0435ven") is not None


SAID = "The flood killed seven people in Norhavn on Sunday, Mayor Anna Brandt said."


@pytest.mark.parametrize(
    ("word", "letter"), [("seven", "s\u0435ven"), ("killed", "k\u0456lled"), ("Anna", "Ann\u0430")]
)
def test_no_fact_with_a_borrowed_letter_stands_or_is_only_asked_about(word: str, letter: str) -> None:
    for source in (SAID, SAID.replace(word, letter)):
        found = ledger.check(SAID.replace(word, letter), [Source(id="a", text=source)])
        assert found.problems
        assert not [f for f in found.findings if letter in f.fact.text and (f.verdict.stands or f.asks)]


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u2060"])
def test_what_nobody_sees_is_no_difference_and_places_stay_exact(unseen: str) -> None:
    hidden = SAID.replace("seven", f"sev{unseen}en").replace("Norhavn", f"Nor{unseen}havn")
    for copy, source in ((SAID, hidden), (hidden, SAID), (hidden, hidden)):
        found = ledger.check(copy, [Source(id="a", text=source)])
        assert not found.problems
        assert not found.questions
        for finding in found.findings:
            assert finding.fact.span.of(copy) == finding.fact.text
            assert all(passage.span.of(source) == passage.text for passage in finding.evidence)


@given(st.text(alphabet="Sеvn7 \u200b\u00ad.,“”aА", max_size=40))
def test_every_span_leads_back(text: str) -> None:
    for fact in facts(text):
        assert fact.span.of(text) == fact.text
