"""What an article is about: names, places and topics, for subjects and trending."""

from newsroom.archive.models import Mention


def test_topics_are_subjects_and_the_place_of_the_dateline_is_none(wire):
    wire(
        {
            "title": "Court voids the fuel levy",
            "url": "https://radio.example/levy",
            "text": "TESSEN, Norvia (Radio Harl) - The court in Aldmark voided the fuel levy on Friday. "
            "Drivers had fought the fuel levy for two years, Lena Horvat said in Aldmark.",
        }
    )
    subjects = dict(Mention.objects.values_list("subject__key", "subject__kind"))
    assert subjects["fuel levy"] == "topic"
    assert not any("tessen" in key for key in subjects)
