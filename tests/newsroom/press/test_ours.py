"""What we wrote ourselves has its place on every page where a reader would look for it."""

from datetime import timedelta

import cast as troupe
import pytest
from django.utils import timezone

from newsroom.desk.models import Post
from newsroom.press.makeup import front, ours
from newsroom.wire import editions

FLOOD = "Dozens dead after flood in the Veld valley"


@pytest.fixture
def post(cast):
    return troupe.publish(cast)


def words(client, path):
    return troupe.words_of(client.get(path))


def test_a_post_speaks_in_the_place_that_its_story_has_earned(client, cast, post):
    before = front.page(front.latest(), cast.now - timedelta(minutes=1))
    after = front.page(front.latest(), timezone.now())
    assert [card.id for card in after.cards] == [card.id for card in before.cards]
    assert [own.headline for own in after.lead.own] == ["What we know of the flood"]
    assert before.lead.own == ()
    page = words(client, "/")
    assert "What we know of the flood" in page
    assert "The story: At least 41 dead as river Ansel floods the Veld valley" in page
    assert "4 facts bound to evidence" in page


def test_a_post_without_a_story_stands_under_written_here(client, cast, post):
    post.draft.story = None
    post.draft.save()
    seen = front.page(front.latest(), timezone.now())
    assert [own.headline for own in seen.ours] == ["What we know of the flood"]
    assert all(card.own == () for card in seen.cards)


def test_a_post_about_a_merged_story_follows_it(client, cast, post):
    absorbed = cast.story("A name the flood had for an hour")
    absorbed.merged_into = cast.stories[FLOOD]
    absorbed.save()
    post.draft.story = absorbed
    post.draft.save()
    assert front.page(front.latest(), timezone.now()).lead.own
    assert "What we know of the flood" in words(client, f"/story/{cast.stories[FLOOD].key}/")


def test_a_post_leaves_the_front_page_after_two_days_and_stays_in_the_archive(client, cast, post):
    later = cast.now + timedelta(days=3)
    cast.article("Veld Radio", "Trains run again", "The trains run again.", hours=-70, story=cast.stories[FLOOD])
    editions.make(later)
    assert front.page(front.latest(), later).lead.own == ()
    assert "What we know of the flood" in words(client, "/archive/2025/08/15/")
    assert "1 post of ours" in words(client, "/archive/")


def test_an_open_page_learns_of_a_new_post(client, cast):
    before = client.get("/edition.json").json()
    post = troupe.publish(cast)
    published = client.get("/edition.json").json()
    post.updated += timedelta(hours=1)
    post.save()
    assert len({before["edition"], published["edition"], client.get("/edition.json").json()["edition"]}) == 3


def test_a_past_minute_shows_the_words_that_a_post_had_then(client, cast, post):
    post.draft.headline = "What we know of the flood now"
    first, other = cast.articles[0], cast.articles[1]
    troupe.version(cast, post, first, other)
    assert "What we know of the flood Written" not in words(client, "/")
    then = words(client, "/at/2025-08-15T12:30Z/")
    assert "What we know of the flood 41 or 43 dead" in then
    assert "What we know of the flood" not in words(client, "/at/2025-08-15T11:00Z/")


def test_nothing_under_embargo_or_withdrawn_stands_on_any_list(client, cast, post):
    post.draft.embargo = timezone.now() + timedelta(days=1)
    post.draft.save()
    for path in ["/", "/posts/", "/section/world/", "/archive/2025/08/15/", "/search/?q=flood", "/feed.rss"]:
        assert "What we know of the flood" not in client.get(path).content.decode(), path
    assert client.get("/author/ada-ferro/").status_code == 404
    Post.objects.update(notice="wrong")
    post.draft.embargo, post.draft.state = None, "withdrawn"
    post.draft.save()
    assert "What we know of the flood" not in words(client, "/")


def test_a_corrected_post_says_so_wherever_it_is_listed(client, cast, post):
    troupe.correct(cast, post)
    for path in ["/", "/posts/", "/author/ada-ferro/", "/section/world/"]:
        assert f'href="/post/{post.slug}/#corrections"' in client.get(path).content.decode(), path
    assert 'id="corrections"' in client.get(f"/post/{post.slug}/").content.decode()


def test_an_author_has_a_page_with_words_about_the_author(client, cast, post):
    page = words(client, "/author/ada-ferro/")
    assert "Covers rivers." in page
    assert "41 or 43 dead: two counts, side by side." in page


def test_two_spellings_of_one_address_share_a_page(client, cast, post):
    other = troupe.publish(cast, slug="another", headline="Another")
    other.current.byline = "Ada Férro"
    other.current.save()
    page = words(client, "/author/ada-ferro/")
    assert "Another" in page
    assert "What we know of the flood" in page


def test_a_section_that_only_we_write_for_has_a_page(client, cast, post):
    post.current.section = "Rivers"
    post.current.save()
    post.draft.story = None
    post.draft.save()
    assert "What we know of the flood" in words(client, "/section/rivers/")


def test_search_finds_what_we_wrote_by_words_and_phrases_and_days(client, cast, post):
    assert "What we know of the flood" in words(client, "/search/?q=hospitals+office")
    assert "What we know of the flood" in words(client, '/search/?q="hospitals+count"')
    assert "What we know of the flood" not in words(client, '/search/?q="count+hospitals"')
    assert "What we know of the flood" not in words(client, "/search/?q=hospitals&until=2025-08-14")
    assert "What we know of the flood" not in words(client, "/search/?q=hospitals&outlet=veld-radio")
    assert "is not a day" in words(client, "/search/?q=hospitals&since=yesterday")


def test_the_front_feed_tells_our_post_before_the_story_it_tells(client, cast, post):
    titles = [item["title"] for item in client.get("/feed.json").json()["items"]]
    assert titles[:2] == ["What we know of the flood", "At least 41 dead as river Ansel floods the Veld valley"]
    assert client.get("/author/ada-ferro/feed.json").json()["items"][0]["authors"] == [{"name": "Ada Ferro"}]


def test_what_we_publish_changes_the_state_and_nothing_else_does(cast, post):
    now = timezone.now()
    assert ours.state(now) == ours.state(now + timedelta(hours=1))
    cast.article("Veld Radio", "Other news", "Other news.", hours=-1)
    assert ours.state(now) == ours.state(now)
