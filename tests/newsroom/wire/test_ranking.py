"""When a front page is made: something arrived, an editor decided, or today's has grown old."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from newsroom.archive import hand
from newsroom.archive.models import Article, Edition, Story
from newsroom.wire import ranking


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


@pytest.fixture
def noon(wire, dispatches):
    """Return a moment at which the front page was just made, of today."""
    wire(*dispatches.all)
    Edition.objects.all().delete()
    last = Article.objects.order_by("-arrived").values_list("arrived", flat=True)[0]
    moment = (last + minutes(1)).astimezone(UTC)
    assert ranking.rank(moment).done == 1
    assert ranking.rank(moment + minutes(1)).done == 0
    return moment


def shown() -> datetime:
    return Edition.objects.filter(live=True).order_by("-moment")[0].moment


def places(moment: datetime) -> list[str]:
    return [card["story"] for card in json.loads(Edition.objects.get(moment=moment, live=True).content)["top"]]


def test_what_an_editor_decides_or_takes_back_shows_with_the_next_nudge(noon):
    story = Story.objects.first()
    muted = hand.mute(story, editor=None, reason="no news", now=noon + minutes(2))
    assert ranking.due(noon + minutes(3))
    assert ranking.rank(noon + minutes(3)).done == 1
    assert story.key not in places(noon + minutes(3))
    hand.undo(muted, editor=None, now=noon + minutes(4))
    assert ranking.rank(noon + minutes(5)).done == 1
    assert story.key in places(noon + minutes(5))
    assert not ranking.due(noon + minutes(6))


def test_a_page_of_today_is_made_again_when_it_has_grown_old(noon):
    late = noon + minutes(11) + timedelta(microseconds=5)
    assert ranking.rank(late).done == 1
    assert shown() == late.replace(microsecond=0)


def test_a_page_of_the_past_is_left_as_it_is(noon):
    hand.mute(Story.objects.first(), editor=None, reason="no news", now=noon + timedelta(days=3))
    assert not ranking.due(noon + timedelta(days=3, minutes=1))
    assert shown() == noon
