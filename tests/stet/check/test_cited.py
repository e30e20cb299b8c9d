"""Words of others inside our own sentences: one pair of marks, on one line, at a readable length."""

import pytest

from stet.check import ledger
from stet.check.cited import MOST, cited, short
from stet.check.codes import Code
from stet.check.rules.fault import Fault
from stet.news import Source

SAID = "Anna Brandt said: “We will rebuild every house before the winter comes.”"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("nine", "“nine”"),
        ("“It is over.”", "“It is over.”"),
        ('Berg said "it is over" twice', "“Berg said ‘it is over’ twice”"),
        ("so (“they say”)\n it goes", "“so (‘they say’) it goes”"),
    ],
)
def test_there_is_one_pair_of_double_marks(text, shown):
    assert cited(text) == shown


def test_what_is_too_long_to_read_is_cut_behind_a_word():
    assert short("word " * 15) == ("word " * 15).strip()
    cut = short("seven words, and then seven words more, " * 9)
    assert len(cut) <= MOST
    assert cut.endswith("…")
    assert not cut.endswith(" …")
    assert len(short("w" * 500)) == MOST


@pytest.mark.parametrize(
    ("quotation", "told"),
    [
        ("We will rebuild every house after the winter comes.", "has “after” for “before”"),
        ("We will rebuild every single house before the winter comes.", "puts in “single”"),
        ("We will rebuild house before winter comes.", "leaves out “every” and leaves out “the”"),
    ],
)
def test_an_altered_quotation_is_told_word_by_word(quotation, told):
    found = ledger.check(f"Anna Brandt said: “{quotation}”", [Source(id="a", text=SAID)])
    [altered] = [f for f in found.problems if f.code == "Q01"]
    source = "“We will rebuild every house before the winter comes”"
    assert altered.reason == f"The quotation {told}; the source says {source}."


def test_a_quotation_with_other_marks_inside_is_not_said_to_have_other_words():
    found = ledger.check(SAID.replace(" before", ", before"), [Source(id="a", text=SAID)])
    [altered] = [f for f in found.problems if f.code == "Q01"]
    assert altered.reason.startswith("The source has other marks between these words")


def test_no_reason_repeats_the_rest_of_the_text():
    rest = "and we will pay for it whatever the council may say of it in the spring " * 9
    source = Source(id="a", text=f"Anna Brandt said: “We will rebuild every house, {rest}.”")
    for copy in (f"Anna Brandt said: “We will rebuild every home, {rest}", f"“All of it {rest}, Anna Brandt said."):
        assert all(len(f.reason) < 300 for f in ledger.check(copy, [source]).findings)


@pytest.mark.parametrize(
    ("copy", "source", "reason"),
    [
        ("nothing said", "said", "The copy puts “nothing” before “said”; the source does not."),
        ("said", "nothing said", "The source has “nothing” before “said”, which the copy leaves out."),
        ("ten percent more", "ten percent", "The copy puts “more” after “ten percent”; the source does not."),
        ("rose", "fell", "The copy says “rose”; the source says “fell”."),
    ],
)
def test_a_reason_says_what_was_put_in_left_out_or_changed(copy, source, reason):
    assert Fault(word=0, code=Code.NEGATION_DIFFERS, rule="polarity", copy=copy, source=source).reason == reason
