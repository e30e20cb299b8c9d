"""All facts of a text in one list: exact spans, sensible overlaps, frames, with and without the tagger."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stet.check.facts import facts
from stet.engines import tagger as engine
from stet.errors import TooLarge
from stet.news import Kind

TEXT = (
    "Seven people were killed when the Orla dam failed on Tuesday, the environment minister, Maria Silva, told "
    "reporters.\n\n“We will rebuild it by 2031,” Ms. Silva said. She added that repairs would cost $40 million.\n\n"
    "According to the World Bank, Britain’s economy may grow 3 percent. Officials did not say why."
)
WHEN = datetime(2027, 3, 4, tzinfo=UTC)


def test_every_kind_is_listed() -> None:
    assert {f.kind for f in facts(TEXT, published=WHEN)} == set(Kind)


def test_every_span_and_slot_is_the_characters_it_says() -> None:
    for fact in facts(TEXT, published=WHEN):
        assert fact.span.of(TEXT) == fact.text
        for slot in [*fact.frame.values(), *fact.value.values()]:
            if isinstance(slot, dict) and {"start", "end", "text"} <= set(slot) and fact.value.get("link") is not slot:
                assert TEXT[slot["start"] : slot["end"]] == slot["text"]


def test_facts_come_in_the_order_of_the_text() -> None:
    starts = [f.span.start for f in facts(TEXT, published=WHEN)]
    assert starts == sorted(starts)


def test_a_figure_inside_a_date_is_part_of_the_date() -> None:
    found = facts("The dam was built on 4 March 2019.", published=WHEN)
    assert [f.kind for f in found if f.kind in {Kind.FIGURE, Kind.DATE}] == [Kind.DATE]


def test_frames_say_what_is_counted_whether_it_happened_and_who_says_so() -> None:
    figures = {f.text: f.frame for f in facts(TEXT, published=WHEN) if f.kind is Kind.FIGURE}
    assert figures["Seven"]["measured"]["text"].startswith("people")
    assert figures["3 percent"]["modality"] == "may"
    assert figures["3 percent"]["speaker"]["text"] == "the World Bank"


def test_a_denial_reaches_the_figure_it_denies() -> None:
    (figure,) = [f for f in facts("The bank did not sell 40 houses.") if f.kind is Kind.FIGURE]
    assert figure.frame["polarity"] == "negative"


def test_it_works_without_the_tagger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "shipped", lambda: None)
    found = facts(TEXT, published=WHEN)
    assert {Kind.FIGURE, Kind.DATE, Kind.NAME, Kind.PLACE, Kind.QUOTATION, Kind.ATTRIBUTION} <= {f.kind for f in found}
    assert all(f.span.of(TEXT) == f.text for f in found)


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "\u200b\u202e\u00ad" * 50, "“" * 300, "12345 " * 200, "A" * 3000, "Mr. Lee " * 200, "he said, " * 200]
)  # fmt: skip
def test_hostile_text_gives_exact_spans_or_none(text: str) -> None:
    assert all(f.span.of(text) == f.text for f in facts(text))


PIECES = [*"ab .,\n\t\u00a0\u200b“”\"'’—:;()$%19", "Ann Lee ", "said ", "March ", "UK "]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_text_gives_exact_spans(text: str) -> None:
    assert all(f.span.of(text) == f.text for f in facts(text))


@pytest.mark.parametrize(
    "text",
    ["1" * 10_000_000, "1 " * 60_000, "1," * 60_000, "word " * 400_000],
    ids=["digits", "apart", "together", "words"],
)
def test_a_text_beyond_all_measure_is_refused_in_words(text: str) -> None:
    with pytest.raises(TooLarge, match="over"):
        facts(text)
