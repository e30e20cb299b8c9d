"""What cannot be read is said in words: a source that is empty, foreign, disguised or cut is never silent."""

import pytest

from stet.check import evidence, ledger
from stet.news import Source, Verdict

COPY = "Seven people died in Moscow on Monday."
ENGLISH = (
    "The mayor of the town said on Monday that the bridge, which had been closed since the flood in May, would open "
    "again before the end of the year, and that the work had cost more than the council had been told it would."
)
SPANISH = (
    "El alcalde de la ciudad dijo el lunes que el puente, cerrado desde las inundaciones de mayo, volverá a abrir "
    "antes de que termine el año, y que las obras han costado más de lo anunciado a los vecinos."
)
RUSSIAN = "Мэр города сообщил в понедельник, что мост, закрытый после наводнения, откроется до конца года."


def notices(*texts):
    return ledger.check(COPY, [Source(id=f"s{n}", text=text) for n, text in enumerate(texts)]).notices


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "s0 is empty: nothing can stand on it."),
        ("\u200b\u200b \u2060", "s0 is empty: nothing can stand on it."),
        (SPANISH, "s0 is not in English: only its figures and names can be compared."),
        (RUSSIAN, "s0 is not in Latin letters: only its figures can be compared."),
        ("Seven people died in М" + "oscow.", "s0 mixes alphabets within a word (“Мoscow”): such words match nothing."),
        (COPY.replace("S", "S\u200b"), "s0 holds characters that nobody sees (in “Seven”): it is read without them."),
    ],
    ids=["empty", "invisible", "Spanish", "Russian", "look-alike letters", "hidden"],
)
def test_a_source_that_cannot_be_read_is_named(text, said):
    assert notices(text) == (said,)


@pytest.mark.parametrize(
    "text",
    [ENGLISH, "Müller beat García in Malmö, 3–1.", "It rained.", "It weighs 5 µg or 5 μg."],
    ids=["news", "accents", "short", "signs"],
)
def test_a_source_that_can_be_read_is_not_mentioned(text):
    assert notices(text) == ()


def test_invisible_sources_are_no_sources():
    found = ledger.check(COPY, [Source(id="blank", text="\u200b")])
    assert {f.code for f in found.problems} == {"S01"}


def test_a_source_over_the_cap_is_named(monkeypatch):
    monkeypatch.setattr(evidence, "MAX_SOURCE", 100)
    evidence.forget()
    assert notices(ENGLISH) == ("s0 is too long: only its beginning was read.",)
    evidence.forget()


def test_copy_in_another_language_is_named_too():
    assert ledger.check(SPANISH, [Source(id="s", text=ENGLISH)]).notices == (
        "The copy is not in English: only its figures and names can be compared.",
    )


def test_sources_that_contradict_each_other_are_both_shown_with_what_they_say():
    sources = [
        Source(id="a", text="The flood killed seven people in Norhavn.", outlet="Kestrel Radio"),
        Source(id="b", text="The flood killed nine people in Norhavn.", outlet="Capital Dispatch"),
    ]
    found = ledger.check("The flood killed seven people in Norhavn.", sources)
    [figure] = [f for f in found.problems if f.code == "F20"]
    assert figure.verdict is Verdict.DISPUTED
    assert "Kestrel Radio says “seven”" in figure.reason
    assert "Capital Dispatch says “nine”" in figure.reason
    assert {e.source for e in figure.evidence} == {"a", "b"}


@pytest.mark.parametrize(
    ("copy", "open_marks"),
    [
        ("“It is over, Anna Berg said. It rained.", ["“It is over, Anna Berg said."]),
        ('"It is over, Anna Berg said.', ['"It is over, Anna Berg said.']),
        ("“It is over,” Anna Berg said.", []),
        ("“It is over.\n\n“We go on,” Anna Berg said.", []),
        ("The pipe is 12\" wide and 'tis enough.", []),
    ],
    ids=["curly", "straight", "closed", "over two paragraphs", "inches and an apostrophe"],
)
def test_a_quotation_that_never_closes_is_a_fault(copy, open_marks):
    source = Source(id="s", text='“It is over. We go on,” Anna Berg said. It rained. The pipe is 12" wide.')
    found = ledger.check(copy, [source])
    assert [f.fact.text for f in found.problems if f.code == "Q03"] == open_marks
