"""Gathering: from an address to articles, as little as possible asked, and every failure told apart."""

import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from rich.console import Console

from newsroom.archive import records
from newsroom.archive.models import Article, Capture, Item, Problem, Source, SourceFeed
from newsroom.cli import sources
from newsroom.wire import budgets, editions, following, gathering, listening, outlines, run, standing
from stet.errors import InputError, NotAFeed, StetError, Unreachable
from stet.gather import failures

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


def test_an_entry_without_an_address_is_taken_in_its_own_words_at_once(followed, publisher):
    publisher.feed(("bridge", "Second crack found", CRACK + REPAIR + MORE))
    status, kind, feed = publisher.pages["/feed.xml"]
    link = f"<link>{publisher.address}/bridge</link><guid>bridge</guid>"
    publisher.pages["/feed.xml"] = (status, kind, feed.replace(link, "<link>javascript:alert(1)</link>"))
    gather()

    assert "40 centimetres" in Article.objects.get(title="Second crack found").current.text
    assert not Problem.objects.exists()


def test_a_page_that_is_gone_is_told_with_its_cause_and_with_advice_that_fits_a_page(followed, publisher):
    publisher.pages["/bridge"] = (410, "text/plain", "")
    gather()

    said = Problem.objects.get(stage="fetch")
    assert said.text == "it is gone for good (it answered 410)"
    assert said.advice.startswith("Nothing to do: the source took the page away")


def test_an_outlet_that_an_aggregator_names_is_kept_with_what_it_took_from_there(followed, publisher):
    status, kind, feed = publisher.pages["/feed.xml"]
    named = '<source url="https://vale.example/feed">Vale Courier</source><description>'
    publisher.pages["/feed.xml"] = (status, kind, feed.replace("<description>", named))
    gather()

    article = records.told(Article.objects.all()).get()
    assert records.report(article).credit == "Vale Courier"


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


def test_a_cited_page_that_is_away_is_a_problem_until_it_is_back(followed, publisher):
    gather()
    page = publisher.pages["/bridge"]
    for answer, is_open in (((410, "text/plain", ""), True), (page, False)):
        publisher.pages["/bridge"] = answer
        early = timezone.now() - timedelta(hours=2)
        Article.objects.update(cited_at=early, arrived=early, reread_at=None)
        budgets.forget()
        gathering.gather(once=True)
        said = Problem.objects.get(stage="reread")
        assert (said.resolved is None) is is_open
        assert said.text == "it is gone for good (it answered 410)"
        assert said.advice


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


ADDED = {
    "/wall": ((403, "text/html", ""), r"takes us for a bot \(it answered 403\).*let our User-Agent in"),
    "/empty.xml": ((200, "text/xml", " "), "it is empty"),
    "/bomb.xml": ((200, "text/xml", '<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>'), "declares entities"),
}


@pytest.mark.parametrize("path", ADDED)
def test_what_cannot_be_followed_is_refused_with_its_reason_and_what_to_do(db, home, publisher, path):
    publisher.pages[path], said = ADDED[path]
    with pytest.raises(StetError) as error:
        following.follow(publisher.address + path)
    assert re.search(said, str(error.value))
    assert error.value.advice


def test_an_address_without_a_scheme_is_asked_by_https_and_its_failure_says_how_to_do_without(db, home, publisher):
    asked = publisher.address.removeprefix("http://")
    with pytest.raises(Unreachable, match=f"write http://{asked}"):
        following.follow(asked)


def test_a_kind_or_a_country_that_there_is_not_is_refused_before_anything_is_asked(db, home, publisher):
    for wrong in ({"kind": "newspapr"}, {"country": "Germany"}):
        with pytest.raises(InputError):
            following.follow(publisher.address, **wrong)
    assert publisher.asked == []


def test_feeds_of_two_sites_that_are_called_the_same_are_two_sources(followed, publisher):
    publisher.pages["/more.xml"] = publisher.pages["/feed.xml"]
    assert following.follow(f"{publisher.address}/more.xml") == followed

    Source.objects.update(home="https://harlpost.example/")
    SourceFeed.objects.all().delete()
    other = following.follow(f"{publisher.address}/feed.xml")
    assert (other.slug, other.name) == ("harl-post-127-0-0-1", "Harl Post (127.0.0.1)")
    assert following.follow(f"{publisher.address}/more.xml", name="Harl Post") == followed


def test_a_further_feed_of_a_source_that_was_removed_brings_it_back(followed, publisher):
    following.remove(followed)
    publisher.pages["/more.xml"] = publisher.pages["/feed.xml"]
    assert following.follow(f"{publisher.address}/more.xml").state == Source.State.ACTIVE


def test_a_source_that_falls_quiet_is_named_to_readers_within_three_intervals(followed, publisher, client):
    tomorrow = timezone.now() + timedelta(days=1)
    publisher.feed(("bridge", "Harl bridge closes", "It is shut."), published=tomorrow)
    gather()
    assert Item.objects.filter(published__gt=timezone.now()).exists()

    last = timezone.now() - timedelta(hours=4)
    Article.objects.update(arrived=last)
    feed = SourceFeed.objects.get()
    feed.arrivals = [(last - timedelta(hours=hours)).timestamp() for hours in range(160, -1, -1)]
    feed.save()
    for hours, is_silent in ((1, False), (3, True)):
        now = last + timedelta(hours=hours, minutes=1)
        SourceFeed.objects.update(last_poll=now)
        listening.listen(now)
        editions.make(now)
        followed.refresh_from_db()
        assert bool(followed.silent_since) is is_silent
        front = client.get("/").content.decode()
        assert ("nothing since" in front) is is_silent
    assert "Harl Post" in front[: front.index("nothing since")]
    assert "nothing since" in client.get("/sources/").content.decode()


WALL = "<html><title>Just a moment...</title><script>window._cf_chl_opt</script></html>"
FAILING = {
    "not_found": (404, "text/plain", ""),
    "gone": (410, "text/plain", ""),
    "payment": (402, "text/plain", ""),
    "barred": (451, "text/plain", ""),
    "too_many": (429, "text/plain", ""),
    "busy": (503, "text/plain", ""),
    "broken": (500, "text/plain", ""),
    "bot_wall": (403, "text/html", WALL),
    "login": (200, "text/html", "<html><form><input type='password'></form></html>"),
    "consent": (200, "text/html", "<html><h1>Before you continue</h1></html>"),
    "not_a_feed": (200, "text/html", "<html><h1>About us</h1></html>"),
    "empty": (200, "application/rss+xml", "  "),
}


def test_twelve_ways_to_fail_over_the_network_are_told_apart_each_with_what_to_do(db, home, publisher):
    for cause, answer in FAILING.items():
        publisher.pages[f"/{cause}"] = answer
        source = Source.objects.create(slug=cause, name=cause)
        SourceFeed.objects.create(source=source, url=f"{publisher.address}/{cause}", host=f"{cause}.example")
    gather()

    assert {feed.url.rpartition("/")[2]: feed.cause for feed in SourceFeed.objects.all()} == {c: c for c in FAILING}
    said = {row.name: row for row in standing.rows()}
    assert all(said[cause].problem and said[cause].advice for cause in FAILING)


def test_every_cause_of_failure_is_listed_with_its_next_step_on_the_command_line(db, home, monkeypatch):
    screen = io.StringIO()
    monkeypatch.setattr(sources, "out", Console(file=screen, width=400))
    for cause in failures.Cause:
        told = failures.of(cause)
        source = Source.objects.create(slug=cause.name.lower(), name=cause.name)
        SourceFeed.objects.create(
            source=source,
            url=f"https://{cause.name}.example",
            cause=cause.name,
            problem=told.detail,
            advice=told.advice,
        )
    sources.sources()
    shown = " ".join(screen.getvalue().split())
    assert len(failures.Cause) >= 12
    assert [c for c in failures.Cause if failures.of(c).advice not in shown or failures.of(c).detail not in shown] == []


def test_lists_of_feeds_go_out_and_come_in_again(followed):
    listed = outlines.take_out()
    Source.objects.all().delete()

    assert outlines.bring_in(listed).new == 1
    assert outlines.bring_in(listed) == outlines.Brought(new=0, known=1)
    assert SourceFeed.objects.get().url.endswith("/feed.xml")


INSIDE = (
    "http://192.168.1.1/feed", "http://169.254.169.254/rss", "http://localhost/rss", "http://0x7f.1/rss",
    "http://[::1]/rss", "http://vale.example:22/rss", "http://ann:secret@vale.example/rss",
)  # fmt: skip


def test_private_addresses_in_a_list_are_left_out_and_named_when_it_comes_in(db, home, publisher):
    listed = "".join(f'<outline xmlUrl="{url}"/>' for url in (*INSIDE, f"{publisher.address}/f", "https://a.example/f"))
    brought = outlines.bring_in(f"<opml><body>{listed}</body></opml>".encode())

    # The publisher's is private too, and one that this newsroom allows.
    assert {feed.url for feed in SourceFeed.objects.all()} == {f"{publisher.address}/f", "https://a.example/f"}
    assert len(brought.problems) == len(INSIDE)
    assert brought.problems[0].startswith("http://192.168.1.1/feed is not followed: 192.168.1.1 is private")
    assert "secret" not in " ".join(brought.problems)
