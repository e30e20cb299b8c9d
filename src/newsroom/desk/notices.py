"""Tasks that open by themselves: a cited source changed, a reader reported an error, somebody was mentioned."""

import hashlib
import re

from django.utils import timezone

from newsroom.archive.models import Revision
from newsroom.desk.models import Comment, Draft, Member, Notice, Post

SERIOUS = frozenset("fact headline deletion correction retraction".split())


def source_changed(revision: Revision) -> list[Notice]:
    """Open a task for every post that cites an earlier revision of an article whose facts, headline or text changed."""
    if revision.change not in SERIOUS and not revision.notices:
        return []
    earlier = set(revision.article.revisions.exclude(pk=revision.pk).values_list("pk", flat=True))
    ids = {f"r{pk}" for pk in earlier}
    opened = []
    for post in Post.objects.exclude(current=None).select_related("current"):
        facts = [f["text"] for f in post.current.findings if any(e["source"] in ids for e in f.get("evidence", ()))]
        facts += [b["text"] for b in post.current.bindings if b["revision"] in earlier]
        if facts:
            opened.append(_source_notice(post, revision, facts))
    return opened


def reported(post: Post, sentence: str, what: str) -> Notice:
    """Open a task with the sentence a reader doubts. Nothing about the reader is kept."""
    key = f"reader:{post.pk}:{hashlib.sha256(f'{sentence}|{what}'.encode()).hexdigest()[:32]}"
    notice, _ = Notice.objects.get_or_create(
        key=key,
        defaults={
            "about": Notice.About.READER,
            "title": f"A reader reports an error in “{post.current.headline if post.current else post.slug}”"[:300],
            "text": f"{sentence[:1000]}\n\n{what[:4000]}",
            "post": post,
            "touched": [{"post": post.slug, "facts": [sentence[:300]]}],
        },
    )
    return notice


def mentioned(comment: Comment) -> list[Notice]:
    """Open a task for everybody whose account name stands after an @ in a comment."""
    names = set(re.findall(r"@([\w.+-]+)", comment.text))
    return [
        Notice.objects.get_or_create(
            key=f"mention:{comment.pk}:{member.user_id}",
            defaults={
                "about": Notice.About.MENTION,
                "title": f"You were mentioned on “{comment.draft}”"[:300],
                "text": comment.text,
                "whom": member.user,
            },
        )[0]
        for member in Member.objects.filter(user__username__in=names)
    ]


def assigned(draft: Draft, member: Member) -> Notice:
    """Open a task for whoever a draft was handed to; handing it over again brings the task back."""
    notice, _ = Notice.objects.update_or_create(
        key=f"assigned:{draft.pk}:{member.user_id}",
        defaults={
            "about": Notice.About.ASSIGNED,
            "title": f"“{draft}” is yours"[:300],
            "text": draft.handover,
            "whom": member.user,
            "closed": None,
        },
    )
    return notice


def close(notice: Notice, outcome: str) -> None:
    """Close a task and keep what came of it."""
    notice.closed, notice.outcome = timezone.now(), outcome[:300]
    notice.save(update_fields=["closed", "outcome"])


def _source_notice(post: Post, revision: Revision, facts: list[str]) -> Notice:
    source = revision.article.source.name
    return Notice.objects.get_or_create(
        key=f"source:{revision.pk}:{post.pk}",
        defaults={
            "about": Notice.About.SOURCE,
            "title": f"{source} changed “{revision.title}” ({revision.change})"[:300],
            "text": f"“{post.current.headline}” cites it for {len(facts)} facts.",
            "post": post,
            "touched": [{"post": post.slug, "facts": facts}],
        },
    )[0]
