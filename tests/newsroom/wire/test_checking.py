"""What an article is about: names, places and topics, for subjects and trending."""

from datetime import timedelta

from newsroom.archive.models import Article, Mention, Revision
from newsroom.wire import checking


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


def test_what_a_later_revision_names_no_more_is_a_subject_until_then(wire, dispatches):
    wire(dispatches.bakery)
    article = Article.objects.get()
    later = article.arrived + timedelta(hours=1)
    text = "A bakery in Little Oss won the prize. The baker, Jan Toller, said she would go on."
    article.current = Revision.objects.create(article=article, number=2, arrived=later, title="Prize", text=text)
    article.checked_at = None
    article.save()
    checking.check(later)
    checking.check(later)  # with nothing to do

    told = {key: (since, until) for key, since, until in Mention.objects.values_list("subject__key", "since", "until")}
    assert told["ilse kern"] == (article.arrived, later)
    assert told["jan toller"] == (later, None)
    assert told["little oss"] == (article.arrived, None)

    Article.objects.update(checked_at=None)
    checking.check(later)
    assert Mention.objects.count() == len(told)
