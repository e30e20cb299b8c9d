"""Grouping: the same stream gives the same stories, whoever is stopped, started or comes late."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from newsroom.archive import hand
from newsroom.archive.models import Article, Membership, Redirect, Story
from newsroom.wire import checkpoint, grouping, reading

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=2)


def places():
    return dict(Membership.objects.filter(until=None).values_list("article__key", "story__key"))


def read_all():
    while reading.read(LATER).more:
        pass


def test_a_new_process_goes_on_from_the_checkpoint_as_if_nothing_had_happened(wire, dispatches, home):
    wire(*dispatches.all)
    whole = places()
    Membership.objects.all().delete()
    Story.objects.all().delete()
    Article.objects.update(grouped_at=None, copy_of=None, origin=None, story=None)
    grouping.forget()

    for _ in range(4):
        grouping.group(LATER, limit=1)
        grouping.keep()
        grouping.forget()

    assert (home / checkpoint.NAME).exists()
    assert places() == whole


def test_without_a_checkpoint_the_days_that_count_are_replayed(wire, dispatches, home):
    wire(*dispatches.all)
    whole = places()
    Membership.objects.all().delete()
    Story.objects.all().delete()
    Article.objects.update(grouped_at=None, copy_of=None, origin=None, story=None)

    for _ in range(4):
        grouping.forget()
        (home / checkpoint.NAME).unlink(missing_ok=True)
        grouping.group(LATER, limit=1)

    assert places() == whole


def test_a_damaged_checkpoint_is_not_used(wire, dispatches, home):
    wire(dispatches.bridge)
    (home / checkpoint.NAME).write_bytes(checkpoint.fingerprint().encode() + b"\x80\x05broken")
    grouping.forget()

    wire(dispatches.copy)

    assert Story.objects.get(reports=2)


def test_a_copy_that_is_loaded_late_finds_its_story_among_what_had_arrived_by_then(wire, dispatches):
    wire(dispatches.bridge, {**dispatches.bakery, "after": 60 * 24})

    wire(dispatches.copy)

    assert Story.objects.get(reports=2).articles.filter(source__name="The Ledger").exists()


def test_a_new_report_goes_where_the_editor_moved_its_neighbours(wire, dispatches):
    wire(dispatches.bridge, dispatches.bakery)
    bridge, bakery = Article.objects.get(title__contains="bridge"), Article.objects.get(title__contains="bakery")
    hand.move(bridge, bakery.story, editor=None, reason="one report on the valley", now=LATER)

    wire(dispatches.copy)

    assert Article.objects.get(source__name="The Ledger").story == Story.objects.get(reports=3)


def test_a_page_that_says_nothing_is_in_no_story(wire, dispatches):
    wire({**dispatches.bridge, "genre": "wall"})

    article = Article.objects.get()
    assert article.story is None
    assert article.grouped_at == LATER


def joined(monkeypatch, article):
    """Let the index find, when The Ledger's copy comes, that an earlier article belongs to the same story after all."""
    real = grouping.Index.place

    def place(self, new):
        placed = real(self, new)
        if new.source.name == "The Ledger":
            going = replace(placed.placement, id=str(article.pk), copy_of="", reason="one event after all")
            placed = replace(placed, moves=(self._move(going.story, [going]),))
        return placed

    monkeypatch.setattr(grouping.Index, "place", place)


def test_stories_that_turn_out_to_be_one_keep_both_addresses(wire, dispatches, monkeypatch):
    wire(dispatches.bridge, {**dispatches.bakery, "after": 10})
    bakery = Article.objects.get(title__contains="bakery")
    old = bakery.story
    joined(monkeypatch, bakery)

    wire(dispatches.copy)

    assert Story.objects.get(reports=3).absorbed.get() == old
    assert Redirect.objects.get(old=old.key).story == Story.objects.get(reports=3)


def test_the_machine_moves_nothing_that_an_editor_put_where_it_is(wire, dispatches, monkeypatch):
    wire(dispatches.bridge, {**dispatches.bakery, "after": 10}, {**dispatches.bakery, "after": 15, "outlet": "C"})
    bakery = Article.objects.get(source__name="Radio Harl")
    hand.split(bakery.story, [bakery], editor=None, reason="another bakery", now=LATER)
    apart = Article.objects.get(source__name="Radio Harl").story
    joined(monkeypatch, bakery)

    wire(dispatches.copy)

    assert Article.objects.get(source__name="Radio Harl").story == apart
