"""Gathering: from an address to articles, as little as possible asked, and every failure told apart."""

from datetime import timedelta

import pytest
from django.utils import timezone

from newsroom.archive.models import Article, Capture, Item, Problem, Source, SourceFeed
from newsroom.wire import budgets, following, gathering, listening, outlines, run
from stet.errors import NotAFeed

CRACK = "The Harl bridge was closed on Monday after inspectors found a crack 40 centimetres long in its main girder. "
REPAIR = "About 12,000 cars cross the bridge each day, and the repair will take three weeks, the roads office said. "
MORE = "Ferries carry people on foot from Tuesday, and the school bus leaves an hour earlier, the town hall said. "


@pytest.fixture
def followed(db, home, publisher):
    """Follow the publisher, which has one article."""
    publisher.article("bridge", "Harl bridge closes", CRACK, REPAIR, MORE)
    publisher.feed(("bridge", "Harl bridge closes", "The bridge is shut."))
    return following.follow(publisher.address + "/")


def gather():
    """Poll and fetch what is due, then read it."""
    SourceFeed.objects.update(next_poll=timezone.now())
    budgets.forget()
    gathering.gather(once=True)
    run.batch("read", timezone.now())


def test_a_site_is_followed_by_its_feed_and_its_article_arrives(followed):
    gather()

    assert followed.name == "Harl Post"
    article = Article.objects.get()
    assert article.title == "Harl bridge closes"
    assert "40 centimetres" in article.current.text
    assert "All rights reserved" not in article.current.text
    assert Capture.objects.filter(feed=None).get().item == Item.objects.get()


def test_an_idle_feed_costs_one_request_and_nothing_else(followed, publisher):
    gather()
    publisher.asked.clear()
    kept = Capture.objects.count()

    gather()

    assert publisher.asked == ["/feed.xml"]
    assert Capture.objects.count() == kept
    assert SourceFeed.objects.get().failures == 0


def test_a_feed_that_fails_keeps_its_cause_and_its_turn_and_the_others_go_on(followed, publisher):
    gone = SourceFeed.objects.create(source=followed, url=f"{publisher.address}/gone.xml", host="127.0.0.1")
    gather()

    gone.refresh_from_db()
    assert (gone.cause, gone.failures) == ("not_found", 1)
    assert gone.advice
    assert gone.next_poll > timezone.now() + timedelta(hours=1)
    assert Article.objects.count() == 1
    assert Problem.objects.get(stage="gather").subject == gone.url


def test_where_a_page_may_not_be_had_the_words_of_the_feed_serve(followed, publisher):
    words = CRACK + REPAIR + MORE
    publisher.feed(("missing", "Second crack found", words))
    gather()

    article = Article.objects.get(title="Second crack found")
    assert "40 centimetres" in article.current.text


def test_an_entry_whose_guid_and_link_change_is_not_taken_twice(followed, publisher):
    gather()
    publisher.feed(("bridge?utm_source=feed", "Harl bridge closes", "The bridge is shut."))
    gather()

    assert Item.objects.count() == 1
    assert Article.objects.count() == 1


def test_a_cited_article_is_read_again_and_its_change_is_a_revision_of_its_kind(followed, publisher):
    gather()
    early = timezone.now() - timedelta(hours=2)
    Article.objects.update(cited_at=early, arrived=early)
    publisher.article("bridge", "Harl bridge closes", CRACK.replace("40", "60"), REPAIR, MORE)
    budgets.forget()

    gathering.gather(once=True)
    run.batch("read", timezone.now())

    article = Article.objects.get()
    assert article.current.number == 2
    assert article.current.change == "fact"
    assert [(edit["before"], edit["after"]) for edit in article.current.diff] == [("40", "60")]
    assert article.revisions.get(number=1).text.count("40 centimetres") == 1


def test_a_paused_source_is_not_asked_and_a_removed_one_can_be_taken_back(followed, publisher):
    following.pause(followed)
    publisher.asked.clear()
    gather()
    assert publisher.asked == []

    following.remove(followed)
    assert following.restore(followed).state == Source.State.PAUSED
    following.resume(followed)
    gather()
    assert "/feed.xml" in publisher.asked


def test_an_address_without_any_feed_says_so(db, home, publisher):
    publisher.pages["/"] = (200, "text/html", "<html><title>Nothing</title><p>Nothing to follow here.</p></html>")
    with pytest.raises(NotAFeed, match="no feed or news sitemap"):
        following.follow(publisher.address + "/")
    assert not Source.objects.exists()


def test_a_source_that_falls_quiet_is_named_even_if_an_item_claims_to_be_of_tomorrow(followed):
    now = timezone.now()
    feed = SourceFeed.objects.get()
    feed.arrivals = [(now - timedelta(hours=hours)).timestamp() for hours in range(200, 40, -1)]
    feed.save()
    Item.objects.create(
        source=followed,
        key="tomorrow",
        title="Tomorrow",
        arrived=now,
        published=now + timedelta(days=1),
        state="failed",
    )

    listening.listen(now)

    followed.refresh_from_db()
    assert followed.silent_since is not None
    assert "nothing since" in followed.silence


def test_lists_of_feeds_go_out_and_come_in_again(followed):
    listed = outlines.take_out()
    Source.objects.all().delete()

    assert outlines.bring_in(listed).done == 1
    assert outlines.bring_in(listed).done == 0
    assert SourceFeed.objects.get().url.endswith("/feed.xml")
