"""What is a fault and what is only asked: a change in copy that follows its source, against a rewrite's own words."""

import pytest

from stet.check import ledger
from stet.news import Source, Verdict

REPORT = (
    "The city council of Norhavn voted on Tuesday to close the old harbour bridge for two years. "
    "Engineers had found cracks in four of its pillars, Mayor Anna Berg told reporters. "
    "The repair will cost 12 million crowns and is due to begin in March. "
    "Anna Berg, 61, a grandmother-of-three, was first elected in 2014."
)
ELSEWHERE = "A trawler sank off Grimsey in a storm, and the coast guard is looking for its crew of five."


def check(copy, source=REPORT):
    return ledger.check(copy, [Source(id="report", text=source)])


def codes(findings):
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    "copy",
    [
        "A bridge in the harbour is unsafe, so councillors are shutting it while it is mended.",
        "Norhavn shuts harbour bridge: cracks found",
        "Anna Berg, 61, first won office in 2014.",
        "Councillors in Norhavn are going to spend 12 million crowns on mending a cracked bridge.",
    ],
    ids=["own words", "headline", "age after a name", "aggregated"],
)
def test_a_faithful_rewrite_has_no_fault(copy):
    assert check(copy).problems == ()


def test_what_a_rewrite_adds_is_asked_and_does_not_stand():
    copy = (
        "Norhavn's council is closing the old bridge. Life gets harder for 900 shopkeepers who wait for visitors there."
    )
    found = check(copy)
    assert found.problems == ()
    assert "F10" in codes(found.questions)
    assert all(f.verdict is Verdict.UNSUPPORTED for f in found.questions)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ("Engineers had found cracks in nine of its pillars, Mayor Anna Berg told reporters.", "F01"),
        ("Engineers had found cracks in four of its pillars, Mayor Carl Holm told reporters.", "N01"),
        ("Engineers had not found cracks in four of its pillars, Mayor Anna Berg told reporters.", "E01"),
        ("The repair may cost 12 million crowns and is due to begin in March.", "E02"),
        ("The repair will cost 12 million crowns and is due to begin in June.", "D01"),
    ],
)
def test_one_change_in_copy_that_follows_its_source_is_a_fault(changed, code):
    assert code in codes(check(changed).problems)


def test_copy_of_which_nothing_is_told_anywhere_is_a_fault_and_no_question():
    found = check("Two brothers opened a bakery beside the railway station in Lund.", ELSEWHERE)
    assert "E10" in codes(found.problems)
    assert found.questions == ()


def test_a_word_left_out_by_a_machine_or_a_desk_is_asked_about_and_never_called_another_name():
    found = check("Engineers had found cracks in four of its pillars, Mayor UNK told reporters.")
    assert found.problems == ()


def test_a_headline_may_set_a_quotation_in_capitals():
    source = "“We will never leave this valley,” Anna Berg said."
    assert check("Berg: ‘We Will Never Leave This Valley’", source).problems == ()
    assert "Q01" in codes(check("Berg: ‘We Will Never Love This Valley’", source).problems)


def test_a_figure_beside_the_same_name_is_that_name():
    source = "The guide covers the Championship, League One and League Two. Two clubs may go up."
    assert check("The guide is good for League One, too.", source).problems == ()


def test_a_parent_of_three_says_nothing_against_an_age():
    assert check("Anna Berg, 61, a grandmother, was first elected in 2014.").problems == ()


def test_another_currency_is_a_fault_even_where_the_sum_is_a_round_word():
    source = "The campaign spent millions of dollars on radio spots in the last week before the vote."
    found = check("The campaign spent millions of euros on radio spots in the last week before the vote.", source)
    assert "F03" in codes(found.problems)


@pytest.mark.parametrize(
    ("copy", "source"),
    [
        (
            "Order any of our plans within ten days and receive a discount for the first half year.",
            "Order any of our plans within ten days, and you receive a discount for the first half year.",
        ),
        (
            "The striker could move to Porto at the end of the long season, his club said.",
            "The club said that he waits for a big money move to Porto at the end of the long season.",
        ),
        (
            "He spent a season on loan at Derby County in 2010.",
            "He is well known to those who follow Derby County from the stands, in good years and in bad ones. "
            "He left his club in 2009 and spent a season at Derby before he ended up on loan in Spain in 2010.",
        ),
        (
            "It is no great secret that the mayor opposes the new ring road.",
            "It is a somewhat better kept secret that the mayor opposes the new ring road.",
        ),
        (
            "Lights went out in the old town for alleged safety faults, the operator said.",
            "Lights went out in the old town due to alleged safety faults, the operator said.",
        ),
    ],
    ids=["comma", "noun", "short name", "reworded", "due to"],
)
def test_other_words_for_the_same_are_no_fault(copy, source):
    assert check(copy, source).problems == ()


def test_a_lower_bound_is_not_against_a_higher_one():
    found = check(
        "The novel has been put into over 250 languages.", "The novel has been put into more than 300 languages."
    )
    assert Verdict.CONTRADICTED not in [finding.verdict for finding in found.findings]


def test_a_modal_put_before_a_plain_verb_is_still_a_fault():
    source = "The ministers meet in Norhavn on Friday to agree on the price of the bridge."
    copy = source.replace("ministers meet", "ministers may meet")
    assert "E02" in codes(check(copy, source).problems)


def test_a_date_of_the_writing_is_only_asked_about_when_nobody_said_when_it_was_written():
    source = "The festival will mark the end of the long siege of the islands with boats and music."
    copy = "This year the festival will mark the end of the long siege of the islands with boats and music."
    assert "D10" in codes(check(copy, source).questions)
    assert check(copy, source).problems == ()


def test_a_headline_that_ends_with_a_stop_makes_no_names_of_its_verbs():
    source = "The High Court on Monday ruled that Minister Berg cannot be asked under oath about the census question."
    copy = "High Court Halts Minister Berg's Hearing About Census Question Before Vote. Here Is Why."
    assert "N01" not in codes(check(copy, source).problems)


@pytest.mark.parametrize(
    ("copy", "source"),
    [
        (
            "The navy will stop any Norse gunboats harassing UK ships, the minister said.",
            "The U.K. navy will stop any Norse gunboats harassing British ships, the minister said.",
        ),
        (
            "Norhavn reporter hit by bottle during protests",
            "A reporter in Norhavn was recovering after being hit by a bottle during the protests.",
        ),
        ("White House gun plan: an end run around the lobby", "W.H. gun plan: an end run around the lobby"),
    ],
    ids=["one nation twice", "passive without a verb", "initials"],
)
def test_house_style_is_no_fault(copy, source):
    assert check(copy, source).problems == ()


def test_a_name_inside_the_quotation_does_not_say_it():
    source = "“Berg and Holm must go, and the old bridge with them,” the councillor for the harbour told reporters."
    found = check("Dahl: “the old bridge with them”", source)
    assert "Q02" not in codes(found.problems)


@pytest.mark.parametrize(
    ("copy", "source"),
    [
        (
            "The council pays families a credit of at least 2,500 crowns for each child under seven.",
            "The council pays families a credit of up to 2,500 crowns for each child under seven.",
        ),
        (
            "Those who have been out of work for exactly 26 weeks get a letter from the office.",
            "Those who have been out of work for at least 26 weeks get a letter from the office.",
        ),
    ],
    ids=["money", "time"],
)
def test_another_bound_is_a_fault(copy, source):
    assert "F07" in codes(check(copy, source).problems)
