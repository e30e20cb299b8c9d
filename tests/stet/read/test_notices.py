"""Publishers' own notices, and sentences that only look like them."""

import pytest

from stet.read.notices import is_notice, is_retraction

NOTICES = (
    "Correction: The mayor of Brenn is Ines Dahl, not Ines Kalder.",
    "CORRECTION (March 5): An earlier version of this story gave the wrong date.",
    "This article was amended on 5 March 2025 to correct the number of votes.",
    "An earlier version of this article misstated the height of the water.",
    "Clarification: The council has 31 members, of whom 29 were present.",
    "Editor's note: This story has been updated to correct the spelling of a name.",
    "(Corrects paragraph 3 to say million, not billion)",
    "Berichtigung: In einer früheren Version hieß es, der Pegel sei um drei Meter gestiegen.",
)
OTHERS = (
    "The ministry published a correction of its figures on Monday, and the opposition called it late.",
    "“This story was wrong and has been corrected,” the minister said of the report in a rival paper.",
    "Editor's note: Tickets for the reading are sold at the door.",
    "A market correction of ten per cent is overdue, the bank wrote.",
    "The first report of smoke came at noon.",
)


@pytest.mark.parametrize("paragraph", NOTICES)
def test_a_notice_is_recognised(paragraph: str) -> None:
    assert is_notice(paragraph)


@pytest.mark.parametrize("paragraph", OTHERS)
def test_news_about_mistakes_of_others_is_no_notice(paragraph: str) -> None:
    assert not is_notice(paragraph)


def test_a_retraction_is_more_than_a_correction() -> None:
    assert is_retraction("Retraction: This report has been withdrawn because its source could not be confirmed.")
    assert not is_retraction(NOTICES[0])
