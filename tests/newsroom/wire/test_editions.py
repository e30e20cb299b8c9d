"""Editions: the front page of any moment, the same bytes each time, with nothing in it that came later."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from newsroom.archive import hand, outlets
from newsroom.archive.models import Article, Edition, Revision, Source, Story
from newsroom.wire import checking, editions, printed
from stet.errors import ConfigError

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def page(minutes):
    return json.loads(editions.at(NOON + timedelta(minutes=minutes)).content)


def test_the_same_moment_gives_the_same_bytes_also_when_it_is_made_anew(wire, dispatches):
    wire(*dispatches.all)
    first = editions.at(NOON + timedelta(minutes=100)).content
    Edition.objects.all().delete()

    assert editions.at(NOON + timedelta(minutes=100)).content == first


def test_a_page_of_the_past_is_the_same_whether_or_not_more_came_later(wire, dispatches):
    wire(dispatches.bridge, dispatches.copy)
    before = editions.at(NOON + timedelta(minutes=30)).content
    Edition.objects.all().delete()

    wire(dispatches.other, dispatches.bakery)

    assert editions.at(NOON + timedelta(minutes=30)).content == before


def test_every_card_says_why_it_stands_where_it_stands_and_the_parts_sum_to_its_score(wire, dispatches):
    wire(*dispatches.all)

    for card in page(130)["top"]:
        assert card["score"] == pytest.approx(sum(part["points"] for part in card["parts"]), abs=0.001)
        assert all(part["why"] for part in card["parts"])


def test_outlets_that_carry_anothers_words_count_as_one_origin(wire, dispatches):
    wire(*dispatches.all)

    bridge = next(card for card in page(130)["top"] if card["reports"] == 3)
    assert (bridge["outlets"], bridge["origins"]) == (3, 2)


def test_an_editors_pin_holds_from_its_moment_on(wire, dispatches):
    wire(*dispatches.all)
    bakery = Story.objects.get(reports=1)
    hand.pin(bakery, 1, editor=None, reason="our town", now=NOON + timedelta(minutes=140))

    assert page(139)["top"][0]["story"] != bakery.key
    assert page(140)["top"][0]["story"] == bakery.key


def test_a_chapter_follows_the_story_that_its_earlier_one_was_merged_into_from_that_moment_on(wire, dispatches):
    wire(*dispatches.all)
    bakery, bridge = Story.objects.get(reports=1), Story.objects.get(reports=3)
    hand.split(bridge, bridge.articles.order_by("-id")[:1], editor=None, reason="another day", now=NOON)
    later = Story.objects.exclude(pk__in=(bakery.pk, bridge.pk)).get()
    Story.objects.filter(pk=later.pk).update(chapter_of=bakery)
    before = editions.at(NOON + timedelta(minutes=139)).content
    Edition.objects.all().delete()

    hand.merge(bakery, bridge, editor=None, reason="one affair", now=NOON + timedelta(minutes=140))

    assert editions.at(NOON + timedelta(minutes=139)).content == before
    assert {len(card["chapters"]) for card in page(139)["top"]} == {0, 1}
    (card,) = page(141)["top"]
    assert {card["story"], *(one["story"] for one in card["chapters"])} == {bridge.key, later.key}


def test_a_headline_that_was_changed_later_stands_in_a_page_of_the_past_as_it_was(wire, dispatches):
    wire(*dispatches.all)
    before = editions.at(NOON + timedelta(minutes=139)).content
    Edition.objects.all().delete()

    article = Story.objects.get(reports=1).articles.get()
    said = {"title": "Bakery opens again", "text": "The bakery opened again on Tuesday, its owner said to us."}
    later = Revision.objects.create(article=article, number=2, arrived=NOON + timedelta(minutes=200), **said)
    Article.objects.filter(pk=article.pk).update(title=later.title, excerpt=later.text, current=later)

    assert editions.at(NOON + timedelta(minutes=139)).content == before
    assert "Bakery opens again" in editions.at(NOON + timedelta(minutes=201)).content


def test_a_page_of_the_past_says_of_sources_and_subjects_what_held_then(wire, dispatches):
    towns = "Aldmark", "Tessen", "Velm", "Orlow", "Brack", "Sund", "Kray", "Hollen", "Marn"
    visits = (
        {
            "title": f"{town} welcomes a visitor",
            "text": f"Mara Venn spoke in {town} on Monday before {40 + number} people, its mayor said.",
            "outlet": f"{town} Echo",
            "after": 100 + number if number else -20 * 24 * 60,
        }
        for number, town in enumerate(towns)
    )
    wire(*dispatches.all, *visits)
    Source.objects.update(added=NOON)
    radio, ledger, coast = (Source.objects.get(slug=slug) for slug in ("radio-harl", "the-ledger", "coast-agency"))
    then, later = NOON + timedelta(minutes=139), NOON + timedelta(minutes=200)
    said = {"kind": "other", "country": "", "rights": ""}
    outlets.describe(radio, **said, owner="Harl Media", standing=1, now=NOON + timedelta(minutes=130))
    outlets.change(ledger, NOON, silent_since=NOON - timedelta(hours=5), silence="it speaks every hour")
    before = editions.at(then).content
    told = json.loads(before)
    assert [one["outlet"] for one in told["silent"]] == ["The Ledger"]
    assert [one["subject"] for one in told["trending"]] == ["mara venn"]
    Edition.objects.all().delete()

    outlets.describe(radio, **said, owner="Coast Family", standing=-2, now=later)
    outlets.describe(coast, **said, owner="Coast Family", standing=2, now=later)
    outlets.change(ledger, later, silent_since=None, silence="")
    outlets.change(coast, later, silent_since=NOON, silence="it speaks every hour")
    outlets.change(radio, later, state=Source.State.REMOVED, state_before=radio.state)
    first, *others = Story.objects.filter(articles__mentions__subject__key="mara venn").distinct()
    for other in others:
        hand.merge(other, first, editor=None, reason="one affair", now=later)
    for article in Article.objects.all():
        text = "Nothing is left of what was said, our readers should know."
        row = Revision.objects.create(article=article, number=2, arrived=later, title="x", text=text, genre="opinion")
        Article.objects.filter(pk=article.pk).update(current=row, genre="opinion", language="de", checked_at=None)
    checking.check(later)

    assert editions.at(then).content == before
    now = json.loads(editions.at(later).content)
    assert [one["outlet"] for one in now["silent"]] == ["Coast Agency"]
    assert now["heard"]["of"] == told["heard"]["of"] - 1
    assert now["trending"] == []


def test_the_five_minute_edition_is_made_of_passages_and_ends(wire, dispatches):
    wire(*dispatches.all)

    day = page(130)["day"]
    assert day["stories"]
    assert day["end"] == "You are up to date."
    from newsroom.archive.models import Revision

    for line in (line for story in day["stories"] for line in story["lines"]):
        text = Revision.objects.get(article=line["article"], number=line["revision"]).text
        assert text[line["start"] : line["end"]] == line["text"]


def test_printed_for_people_it_names_the_reasons(wire, dispatches):
    wire(*dispatches.all)

    text = printed.text(editions.latest())
    assert "1. Harl bridge" in text
    assert "3 outlets, 2 origins" in text
    assert "origins +" in text


@pytest.mark.parametrize(("said", "words"), [("2026-03-02T11:00Z", "nothing had arrived"), ("2199-01-01", "not come")])
def test_a_moment_without_a_page_says_so(wire, dispatches, said, words):
    wire(*dispatches.all)
    with pytest.raises(ConfigError, match=words):
        editions.at(editions.moment_of(said))


def test_what_is_no_moment_is_refused():
    with pytest.raises(ConfigError, match="no moment"):
        editions.moment_of("yesterday noonish")
