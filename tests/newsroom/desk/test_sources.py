"""The page of sources: what is said of each, and what editors may do."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from newsroom.archive import placing
from newsroom.archive.models import Article, Item, Source, SourceFeed
from newsroom.wire import icons, intake
from stet import news


@pytest.fixture
def post(cast):
    """Follow a source whose feed fails."""
    source = Source.objects.create(slug="harl-post", name="Harl Post", home="https://harlpost.example/")
    SourceFeed.objects.create(
        source=source,
        url="https://harlpost.example/feed",
        host="harlpost.example",
        last_poll=timezone.now(),
        last_success=timezone.now(),
        cause="not_found",
        problem="it answered 404",
        advice="Search the source's site for its feed's new address",
    )
    return source


def signed_in(member):
    client = Client()
    client.force_login(member.user)
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


def test_the_page_says_what_is_wrong_with_a_source_and_what_to_do(cast, post):
    said = signed_in(cast["Ada"]).get(reverse("desk:sources")).content.decode()
    assert "Harl Post" in said
    assert "it answered 404" in said
    assert "new address" in said
    assert "Follow another" not in said  # a reporter looks, and does not change who is followed


def test_an_editor_pauses_removes_and_takes_back(cast, post):
    client = signed_in(cast["Eli"])
    for act, state in (("pause", "paused"), ("remove", "removed"), ("restore", "paused"), ("resume", "active")):
        answer = client.post(reverse("desk:source-act", args=["harl-post", act]), follow=True)
        post.refresh_from_db()
        assert post.state == state
        assert f'<span class="state {"active" if state == "active" else state}">' in answer.content.decode()
    assert client.post(reverse("desk:source-act", args=["harl-post", "burn"])).status_code == 404


def test_an_exception_for_a_broken_certificate_is_shown(cast, post):
    answer = signed_in(cast["Eli"]).post(reverse("desk:source-act", args=["harl-post", "trust"]), follow=True)
    assert "not verified" in answer.content.decode()
    assert post.feeds.get().trust_tls


def test_held_items_are_listed_and_let_in(cast, post):
    feed = post.feeds.get()
    flood = [news.Item(id=f"n{n}", link=f"https://harlpost.example/{n}", title=f"Report {n}") for n in range(103)]
    intake.take_in(flood, source=post, feed=feed, now=timezone.now())
    client = signed_in(cast["Eli"])
    page = client.get(reverse("desk:source", args=["harl-post"])).content.decode()
    assert "Report 102" in page

    ticked = Item.objects.filter(state=Item.State.HELD).values_list("pk", flat=True)[:2]
    client.post(reverse("desk:source-held", args=["harl-post"]), {"act": "let in", "item": list(ticked)})
    assert Item.objects.filter(state=Item.State.HELD).count() == 1
    client.post(reverse("desk:source-held", args=["harl-post"]), {"act": "drop", "all": "on"})
    assert Item.objects.filter(state=Item.State.DROPPED).count() == 1


def test_an_address_that_may_not_be_asked_is_refused_with_its_reason(cast):
    answer = signed_in(cast["Eli"]).post(reverse("desk:source-add"), {"url": "http://127.0.0.1/feed"})
    assert answer.status_code == 422
    assert "loopback" in answer.content.decode()


def test_lists_of_feeds_go_out_and_come_in(cast, post):
    client = signed_in(cast["Eli"])
    listed = client.get(reverse("desk:opml")).content
    assert b"https://harlpost.example/feed" in listed


def test_an_icon_is_drawn_anew_and_what_is_no_picture_is_none(cast, post):
    with pytest.raises(ValueError, match="no picture"):
        icons.drawn(b"<svg onload=alert(1)>")
    dot = bytes.fromhex("47494638396101000100800000ff0000ffffff2c00000000010001000002024401003b")
    post.icon = icons.drawn(dot)
    post.save()
    answer = signed_in(cast["Ada"]).get(reverse("desk:source-icon", args=["harl-post"]))
    assert answer.content.startswith(b"\x89PNG")
    assert answer["Content-Type"] == "image/png"


def test_outlets_that_an_editor_gives_one_owner_no_longer_confirm_each_other(cast, post):
    other = Source.objects.create(slug="vale-echo", name="Vale Echo")
    now = timezone.now()
    articles = [
        Article.objects.create(source=one, key=one.slug, title="Dyke fails", arrived=now, published=now)
        for one in (post, other)
    ]
    story = placing.open_story(articles[0])
    for article in articles:
        placing.put(article, story, now, "the same event")
    placing.settle([story.pk])
    story.refresh_from_db()
    assert story.origins == 2

    client = signed_in(cast["Eli"])
    for one in (post, other):
        said = {"owner": " Vale  Media ", "kind": "newspaper", "country": "nl", "rights": "CC BY 4.0", "standing": "1"}
        client.post(reverse("desk:source-describe", args=[one.slug]), said)

    story.refresh_from_db()
    post.refresh_from_db()
    assert story.origins == 1
    assert (str(post.owner), post.kind, post.standing) == ("Vale Media", "newspaper", 1)
    assert (post.country, post.rights) == ("NL", "CC BY 4.0")
    assert "Vale Media" in client.get(reverse("desk:source", args=[other.slug])).content.decode()


def test_a_standing_or_a_country_that_there_is_not_changes_nothing(cast, post):
    client = signed_in(cast["Eli"])
    for wrong in ({"standing": "3"}, {"standing": "much"}, {"country": "Holland"}):
        said = {"owner": "Vale Media", "kind": "newspaper", "standing": "1", **wrong}
        assert client.post(reverse("desk:source-describe", args=[post.slug]), said).status_code == 422
    post.refresh_from_db()
    assert post.owner is None
