"""Topics: what a report comes back to, in the words it uses, and neither names nor verbs."""

from stet.group.topics import MOST, topics

LEVY = (
    "The court voided the fuel levy on Friday. Drivers had fought the fuel levy for two years, and the finance "
    "ministry said that Lena Horvat would answer. Lena Horvat said nothing. Parliament "
    "voted narrowly, and voted narrowly again."
)


def test_a_phrase_that_is_repeated_is_a_topic_and_names_and_verbs_are_none() -> None:
    assert topics("Court rules", LEVY) == ("fuel levy",)


def test_a_phrase_that_the_headline_shares_with_the_text_is_one_too() -> None:
    assert topics("Finance ministry to answer", LEVY) == ("fuel levy", "finance ministry")


def test_the_longer_phrase_stands_for_its_parts_unless_those_are_told_more() -> None:
    told = "A key interest rate rose. The key interest rate may rise. "
    assert topics("", told) == ("key interest rate",)
    assert topics("", told + "An interest rate is a price.") == ("interest rate", "key interest rate")


def test_what_is_loose_or_broken_by_a_stop_is_no_phrase() -> None:
    assert topics("", "Last year was dry. Last year was hot. The bank. Rate of the bank. Rate.") == ()
    assert topics("", "") == ()


def test_a_text_has_few_topics() -> None:
    words = "dyke mill river valley bridge town".split()
    told = " ".join(f"The {one} {other}." for one in words for other in words if one != other)
    assert len(topics("", told + told)) == MOST
