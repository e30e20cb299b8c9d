"""The editor's hand on stories: merge, split, move, pin, mute, name, file. Each act has a reason, an audit and an undo.

An act is a `Decision` that is never changed, only marked as undone; what stands follows from those that are not.
The machine places new articles where the neighbours are now, so it follows the hand and never undoes it. Whoever calls
these has made sure that the editor may.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from newsroom.archive import placing, sections
from newsroom.archive.models import Article, Decision, Membership, Redirect, Story
from stet.errors import InputError

Act = Decision.Act
HAND = Membership.By.EDITOR


@transaction.atomic
def merge(story: Story, into: Story, *, editor: AbstractBaseUser | None, reason: str, now: datetime) -> Decision:
    """Make two stories one: the articles of `story` go to `into`, and its address leads there."""
    if story.pk == into.pk or story.merged_into_id:
        raise InputError("a story cannot be merged with itself or twice", subject=story.key, advice="Choose another.")
    if into.merged_into_id:
        raise InputError("it was merged itself", subject=into.key, advice="Choose the story that it is part of now.")
    moved = list(Article.objects.filter(story=story))
    done = _note(Act.MERGE, story, editor, reason, now, other=into, before={"articles": [one.pk for one in moved]})
    _move(moved, into, now, reason)
    Story.objects.filter(pk=story.pk).update(merged_into=into)
    Redirect.objects.update_or_create(old=story.key, defaults={"story": into})
    placing.settle([story.pk, into.pk])
    return done


@transaction.atomic
def split(
    story: Story, articles: Sequence[Article], *, editor: AbstractBaseUser | None, reason: str, now: datetime
) -> Decision:
    """Take articles out of a story into a new one."""
    inside = sorted((one for one in articles if one.story_id == story.pk), key=lambda one: (one.arrived, one.pk))
    if not inside or len(inside) == story.articles.count():
        raise InputError("some of its articles must go and some stay", subject=story.key, advice="Choose among them.")
    made = placing.open_story(inside[0], key=placing.free_key(inside[0]))
    done = _note(Act.SPLIT, story, editor, reason, now, other=made, before={"articles": [one.pk for one in inside]})
    _move(inside, made, now, reason)
    placing.settle([story.pk, made.pk])
    return done


@transaction.atomic
def move(article: Article, to: Story, *, editor: AbstractBaseUser | None, reason: str, now: datetime) -> Decision:
    """Move one article to another story."""
    if article.story is None or article.story_id == to.pk or to.merged_into_id:
        raise InputError("it can only move to another story that stands", subject=to.key, advice="Choose another.")
    left = article.story
    done = _note(Act.MOVE, left, editor, reason, now, other=to, article=article, before={"articles": [article.pk]})
    _move([article], to, now, reason)
    placing.settle([left.pk, to.pk])
    return done


def pin(story: Story, place: int, *, editor: AbstractBaseUser | None, reason: str, now: datetime) -> Decision:
    """Give a story a place on the front page, 1 being the top."""
    if not 1 <= place <= 20:
        raise InputError("a place is 1 to 20", subject=str(place), advice="Give the place it should have.")
    return _say(Act.PIN, story, editor, reason, now, {"pinned": place})


def unpin(story: Story, *, editor: AbstractBaseUser | None, reason: str, now: datetime) -> Decision:
    """Let a story stand where its rank puts it."""
    return _say(Act.UNPIN, story, editor, reason, now, {"pinned": None})


def mute(story: Story, *, editor: AbstractBaseUser | None, reason: str, now: datetime) -> Decision:
    """Keep a story off the front page; its own page stays."""
    return _say(Act.MUTE, story, editor, reason, now, {"muted": True})


def unmute(story: Story, *, editor: AbstractBaseUser | None, reason: str, now: datetime) -> Decision:
    """Let a story be ranked again."""
    return _say(Act.UNMUTE, story, editor, reason, now, {"muted": False})


def name(story: Story, title: str, *, editor: AbstractBaseUser | None, reason: str, now: datetime) -> Decision:
    """Give a story a headline of ours; an empty one lets its sources' headline stand again."""
    return _say(Act.TITLE, story, editor, reason, now, {"title": " ".join(title.split())[:1000]})


def file(story: Story, section: str, *, editor: AbstractBaseUser | None, reason: str, now: datetime) -> Decision:
    """File a story under a section; an empty one lets its sources decide again."""
    if section and section not in sections.SECTIONS:
        raise InputError("no such section", subject=section, advice=f"Choose among {', '.join(sections.SECTIONS)}.")
    return _say(Act.SECTION, story, editor, reason, now, {"section": section})


@transaction.atomic
def undo(decision: Decision, *, editor: AbstractBaseUser | None, now: datetime) -> Decision:
    """Take a decision back. Articles that were moved on since stay where they were moved to."""
    if decision.undone_at:
        raise InputError("it is undone already", subject=str(decision), advice="Nothing to do.")
    decision.undone_at, decision.undone_by = now, editor
    decision.save(update_fields=["undone_at", "undone_by"])
    if decision.act in (Act.MERGE, Act.SPLIT, Act.MOVE):
        _move_back(decision, now)
    placing.settle([pk for pk in (decision.story_id, decision.other_id) if pk])
    return decision


def _move_back(decision: Decision, now: datetime) -> None:
    story, other = decision.story, decision.other
    if decision.act == Act.MERGE:
        Story.objects.filter(pk=story.pk).update(merged_into=None)
        Redirect.objects.filter(old=story.key).delete()
    rows = Article.objects.filter(pk__in=decision.before["articles"], story=other)
    _move(list(rows), story, now, f"undone: {decision.reason}")
    if decision.act == Act.SPLIT and other and not other.articles.exists():
        # The story that the split made is empty again; whoever has its address is led back.
        Story.objects.filter(pk=other.pk).update(merged_into=story)
        Redirect.objects.update_or_create(old=other.key, defaults={"story": story})


def _move(articles: Iterable[Article], to: Story, now: datetime, reason: str) -> None:
    for article in articles:
        placing.put(article, to, now, reason, by=HAND)


def _say(
    act: str, story: Story, editor: AbstractBaseUser | None, reason: str, now: datetime, after: dict[str, Any]
) -> Decision:
    with transaction.atomic():
        before = {key: getattr(story, key) for key in after}
        done = _note(act, story, editor, reason, now, before=before, after=after)
        placing.settle([story.pk])
        story.refresh_from_db()
    return done


def _note(
    act: str,
    story: Story,
    editor: AbstractBaseUser | None,
    reason: str,
    now: datetime,
    *,
    other: Story | None = None,
    article: Article | None = None,
    before: dict[str, Any],
    after: dict[str, Any] | None = None,
) -> Decision:
    if not reason.strip():
        raise InputError("a decision needs a reason", subject=story.key, advice="Say why in a sentence.")
    return Decision.objects.create(
        act=act,
        story=story,
        other=other,
        article=article,
        editor=editor,
        reason=reason.strip()[:500],
        before=before,
        after=after or {},
        at=now,
    )
