"""A source changes a passage that a post stands on: a revision, and a task on the desk, within five minutes."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from newsroom.archive.models import Article, Capture
from newsroom.desk.models import Citation, Draft, Notice, Post, Version
from newsroom.desk.states import State
from newsroom.wire import budgets, following, gathering, run

CRACK = "The Harl bridge was closed on Monday after inspectors found a crack 40 centimetres long in its main girder. "
REPAIR = "About 12,000 cars cross the bridge each day, and the repair will take three weeks, the roads office said. "
MORE = "Ferries carry people on foot from Tuesday, and the school bus leaves an hour earlier, the town hall said. "


class Clock:
    """The time of the house, which the test sets forward; how long the machine takes does not count."""

    def __init__(self):
        self.now = timezone.now()

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    """Let the house go by a clock of ours."""
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock)
    return clock


def minute(clock):
    """Let a minute pass in which the gatherer asks for what is due and the worker reads what came."""
    clock.now += timedelta(minutes=1)
    budgets.forget()
    gathering.gather(once=True)
    run.batch("read", clock.now)


@pytest.fixture
def post(db, home, publisher, clock):
    """Follow the publisher, gather its article, and publish a post that cites the length of the crack."""
    publisher.article("bridge", "Harl bridge closes", CRACK, REPAIR, MORE)
    publisher.feed(("bridge", "Harl bridge closes", "The bridge is shut."))
    following.follow(publisher.address + "/")
    minute(clock)
    revision = Article.objects.get().current
    start = revision.text.index("crack 40 centimetres")
    author = User.objects.create(username="ada")
    draft = Draft.objects.create(author=author, headline="A crack of 40 centimetres", state=State.PUBLISHED.value)
    post = Post.objects.create(draft=draft, slug="crack", published=clock.now, updated=clock.now)
    post.current = Version.objects.create(
        post=post,
        number=1,
        at=clock.now,
        headline=draft.headline,
        body="",
        html="",
        byline="Ada",
        findings=[{"text": "40 centimetres", "evidence": []}],
        engine="test",
        digest=draft.version,
    )
    post.save()
    Citation.objects.create(version=post.current, fact=0, revision=revision, start=start, end=start + 20)
    return post


def minutes_until_task(clock, most=10):
    """Return how many minutes pass until a task about a source is on the desk."""
    for passed in range(1, most + 1):
        minute(clock)
        if Notice.objects.filter(about=Notice.About.SOURCE, closed=None).exists():
            return passed
    return None


def test_a_changed_passage_is_a_task_on_the_desk_within_five_minutes(post, publisher, clock):
    publisher.article("bridge", "Harl bridge closes", CRACK.replace("40", "60"), REPAIR, MORE)

    assert minutes_until_task(clock) <= 5
    article = Article.objects.get()
    assert article.current.change == "fact"
    assert [(edit["before"], edit["after"]) for edit in article.current.diff] == [("40", "60")]
    task = Notice.objects.get(about=Notice.About.SOURCE)
    assert task.revision == article.current
    assert any("crack" in str(row) for row in task.touched)


def test_it_is_so_half_a_day_later_too_and_pages_that_stay_as_they_are_cost_no_archive(post, publisher, clock):
    for _ in range(3):
        clock.now += timedelta(hours=3, minutes=30)
        minute(clock)
    kept = Capture.objects.count()
    assert publisher.asked.count("/bridge") >= 3
    minute(clock)
    assert Capture.objects.count() == kept

    publisher.article("bridge", "Harl bridge closes", CRACK.replace("40", "60"), REPAIR, MORE)
    assert minutes_until_task(clock) <= 5


def test_a_mended_typing_error_is_a_revision_and_no_task(post, publisher, clock):
    publisher.article("bridge", "Harl bridge closes", CRACK, REPAIR.replace("bridge", "brigde"), MORE)
    assert minutes_until_task(clock, most=6) is None
    assert Article.objects.get().current.change == "typo"
