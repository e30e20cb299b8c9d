"""The five-minute edition as a page: what the edition told, sentence by sentence, and then an end."""

from datetime import timedelta

from newsroom.archive.models import Story
from newsroom.press.makeup import five, front
from newsroom.wire import editions

from .cast import NOON


def test_the_page_tells_what_the_edition_holds_and_ends(cast, client) -> None:
    edition = editions.make(NOON)
    seen = five.page(edition, NOON)
    texts = {article.current.text for article in cast.articles}

    assert seen.told
    assert all(any(line.text in text for text in texts) for one in seen.told for line in one.lines)
    assert seen.words <= 1150
    page = client.get("/five/").content.decode()
    assert "You are up to date." in page


def test_stories_come_in_the_order_of_the_front_page(cast) -> None:
    edition = editions.make(NOON)
    places = [card.id for card in front.page(edition, NOON).cards]
    told = [one.card.id for one in five.page(edition, NOON).told]
    assert told == sorted(told, key=places.index)


def test_a_reader_who_comes_back_is_told_only_what_is_new_and_then_it_ends(cast, client) -> None:
    edition = editions.make(NOON)
    whole = five.page(edition, NOON)
    before = min(Story.objects.values_list("first", flat=True)) - timedelta(hours=1)
    fresh = five.news(whole, before)
    assert fresh.told
    assert fresh.words == sum(len(line.text.split()) for one in fresh.told for line in one.lines)
    assert {one.card.id for one in fresh.told} <= {one.card.id for one in whole.told}

    last = max(Story.objects.values_list("last", flat=True)) + timedelta(minutes=1)
    assert five.news(whole, last).told == ()
    page = client.get("/five/", {"since": f"{last:%Y-%m-%dT%H:%MZ}"}).content.decode()
    assert "Nothing new since" in page
    assert "You are up to date." in page
    assert "Nothing new since" not in client.get("/five/", {"since": "yesterday"}).content.decode()
