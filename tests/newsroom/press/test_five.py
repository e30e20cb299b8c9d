"""The five-minute edition as a page: what the edition told, sentence by sentence, and then an end."""

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
