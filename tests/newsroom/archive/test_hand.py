"""The editor's hand: merge, split, move, pin, mute; with a reason, undone at will, and never by the machine."""

from datetime import UTC, datetime, timedelta

import pytest

from newsroom.archive import hand, past, placing
from newsroom.archive.models import Article, Decision, Redirect, Story
from stet.errors import InputError

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=1)
WHY = {"editor": None, "reason": "one event", "now": LATER}


@pytest.fixture
def two(wire, dispatches):
    """Return the story of the bridge and that of the bakery."""
    wire(*dispatches.all)
    return Story.objects.get(reports=3), Story.objects.get(reports=1)


def test_merged_stories_are_one_and_the_old_address_leads_there(two):
    bridge, bakery = two

    hand.merge(bakery, bridge, **WHY)

    bridge.refresh_from_db()
    assert bridge.reports == 4
    assert Redirect.objects.get(old=bakery.key).story == bridge


def test_an_undone_merge_leaves_everything_as_it_was(two):
    bridge, bakery = two
    before = list(Story.objects.order_by("pk").values("key", "title", "reports", "outlets", "origins", "merged_into"))

    hand.undo(hand.merge(bakery, bridge, **WHY), editor=None, now=LATER + timedelta(minutes=1))

    assert before == list(
        Story.objects.order_by("pk").values("key", "title", "reports", "outlets", "origins", "merged_into")
    )
    assert not Redirect.objects.exists()


def test_a_split_opens_a_story_with_a_name_of_its_own_and_its_undo_leads_back(two):
    bridge, _ = two
    radio = Article.objects.get(source__name="Radio Harl", story=bridge)

    done = hand.split(bridge, [radio], **WHY)
    radio.refresh_from_db()
    made = radio.story
    assert made != bridge
    assert made.key != bridge.key

    hand.undo(done, editor=None, now=LATER + timedelta(minutes=1))
    radio.refresh_from_db()
    assert radio.story == bridge
    assert Redirect.objects.get(old=made.key).story == bridge


def test_an_article_that_was_moved_on_stays_when_the_first_move_is_undone(two):
    bridge, bakery = two
    radio = Article.objects.get(source__name="Radio Harl", story=bridge)
    first = hand.move(radio, bakery, **WHY)
    radio.refresh_from_db()
    hand.split(bakery, [radio], **{**WHY, "now": LATER + timedelta(minutes=1)})

    hand.undo(first, editor=None, now=LATER + timedelta(minutes=2))

    radio.refresh_from_db()
    assert radio.story not in (bridge, bakery)


def test_a_page_of_the_past_knows_nothing_of_what_editors_did_later(two):
    bridge, bakery = two
    hand.merge(bakery, bridge, **WHY)
    hand.pin(bridge, 1, **WHY)

    before = {one.key: one for one in past.stories(LATER - timedelta(minutes=1))}
    after = {one.key: one for one in past.stories(LATER)}

    assert set(before) == {bridge.key, bakery.key}
    assert before[bridge.key].pinned is None
    assert set(after) == {bridge.key}
    assert after[bridge.key].pinned == 1


def test_settling_a_story_keeps_what_an_editor_said_of_it(two):
    bridge, _ = two
    hand.pin(bridge, 3, **WHY)
    hand.name(bridge, "The bridge", **WHY)
    hand.mute(bridge, **WHY)

    placing.settle([bridge.pk])

    bridge.refresh_from_db()
    assert (bridge.pinned, bridge.title, bridge.muted) == (3, "The bridge", True)


def test_undone_decisions_stay_on_record_and_cannot_be_undone_twice(two):
    done = hand.mute(two[0], **WHY)
    hand.undo(done, editor=None, now=LATER)

    assert Decision.objects.get().undone_at == LATER
    assert Story.objects.get(pk=two[0].pk).muted is False
    with pytest.raises(InputError, match="undone already"):
        hand.undo(done, editor=None, now=LATER)


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_decision_without_a_reason_is_refused(two, reason):
    with pytest.raises(InputError, match="reason"):
        hand.mute(two[0], editor=None, reason=reason, now=LATER)
    assert not Decision.objects.exists()
