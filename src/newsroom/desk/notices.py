"""Tasks that open by themselves: a cited source changed, somebody was mentioned, a draft was handed over."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone

from newsroom.archive.models import Edition, Evidence, Revision, Story
from newsroom.desk import checking
from newsroom.desk.models import Citation, Comment, Draft, Member, Notice, Version
from newsroom.desk.states import PUBLIC, State

# A mended typing error leaves the fact as it was; a wall in the place of a text says nothing about the text.
IDLE = frozenset({Revision.Change.FIRST, Revision.Change.TYPO, Revision.Change.REPLACED})
TAKEN_BACK = frozenset({Revision.Change.RETRACTION, Revision.Change.CORRECTION})
MOST = 20  # facts of a story that a task lists: it says where to look, the story's page has them all


def source_changed(revision: Revision) -> Notice | None:
    """Open a task when a revision takes away a passage that we stand on; called each time the revision is saved.

    The task lists the posts and open drafts that cite the passage, with their facts, and the stories whose facts rest
    on it, with the places they hold on the front page. Where a source takes a report back and no post cites it, a task
    opens all the same if the front page shows its story.
    """
    if revision.change in IDLE and not revision.notices:
        return None
    ours = [*_posts(revision), *_drafts(revision)]
    stories = _stories(revision)
    ranked = revision.change in TAKEN_BACK and any(row["place"] for row in stories)
    if not ours and not ranked:
        return None
    count = sum(len(row["facts"]) for row in ours)
    cites = (
        f"We cite it for {count} fact{'s' * (count != 1)}." if ours else "We do not cite it; the front page shows it."
    )
    return Notice.objects.get_or_create(
        key=f"source:{revision.pk}",
        defaults={
            "about": Notice.About.SOURCE,
            "title": f"{revision.article.source.name} {_done(revision)} “{revision.title}”"[:300],
            "text": cites,
            "revision": revision,
            "touched": [*ours, *stories],
        },
    )[0]


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
                "touched": [_draft(comment.draft)],
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
            "touched": [_draft(draft)],
            "whom": member.user,
            "closed": None,
        },
    )
    return notice


def close(notice: Notice, outcome: str) -> None:
    """Close a task and keep what came of it."""
    notice.closed, notice.outcome = timezone.now(), outcome[:300]
    notice.save(update_fields=["closed", "outcome"])


# --- what a changed source touches ------------------------------------------------------------------------------------


def _posts(revision: Revision) -> Iterable[dict[str, Any]]:
    """Yield the posts whose current version cites a passage that is gone, with the facts that stood on it."""
    states = [state.value for state in (*PUBLIC, State.LEGAL_HOLD)]
    current = Q(version__current_of__isnull=False, version__post__draft__state__in=states)
    rows = Citation.objects.filter(current, revision__article=revision.article).select_related("version__post")
    touched: dict[Version, dict[int, str]] = defaultdict(dict)
    for row in rows.select_related("revision"):
        if _gone(revision, row.revision.text[row.start : row.end]):
            touched[row.version][row.fact] = row.version.findings[row.fact]["text"]
    for version, facts in touched.items():
        yield {
            "what": "post",
            "key": version.post.slug,
            "title": version.headline,
            "facts": list(dict.fromkeys(facts.values())),
        }


def _drafts(revision: Revision) -> Iterable[dict[str, Any]]:
    """Yield the copy on its way to readers whose last check cites a passage that is gone."""
    held = dict(revision.article.revisions.exclude(pk=revision.pk).values_list("pk", "text"))
    states = [state.value for state in (State.DRAFT, State.IN_REVIEW, State.CHECKED, State.SCHEDULED)]
    for draft in Draft.objects.filter(state__in=states):
        check = checking.latest(draft)
        facts = [
            finding["text"]
            for finding in (checking.ledger(draft, check) if check else ())
            for place in checking.places(finding)
            if place["revision"] in held and _gone(revision, held[place["revision"]][place["start"] : place["end"]])
        ]
        if facts:
            yield {**_draft(draft), "facts": list(dict.fromkeys(facts))}


def _stories(revision: Revision) -> list[dict[str, Any]]:
    """Return the stories that count the article or have facts that rest on what is gone, with their places now."""
    rows = Evidence.objects.filter(revision__article=revision.article).exclude(revision=revision)
    facts: dict[Story, list[str]] = defaultdict(list)
    if revision.article.story:
        facts[revision.article.story] = []
    for row in rows.select_related("finding__story", "finding__fact"):
        if row.finding.story and _gone(revision, row.text):
            facts[row.finding.story].append(row.finding.fact.text)
    places = _places() if facts else {}
    return [
        {
            "what": "story",
            "key": story.key,
            "title": story.title,
            "facts": list(dict.fromkeys(said))[:MOST],
            "place": places.get(story.key),
        }
        for story, said in facts.items()
    ]


def _places() -> dict[str, int]:
    """Return the place of each story on the front page now."""
    edition = Edition.objects.filter(live=True).order_by("-moment").first()
    return {card["story"]: card["place"] for card in json.loads(edition.content)["top"]} if edition else {}


def _gone(revision: Revision, passage: str) -> bool:
    """Say whether a revision takes a passage away: its words no longer stand there, or the publisher took it back."""
    return revision.change in TAKEN_BACK or " ".join(passage.split()) not in " ".join(revision.text.split())


def _draft(draft: Draft) -> dict[str, Any]:
    return {"what": "draft", "key": draft.pk, "title": str(draft), "facts": []}


def _done(revision: Revision) -> str:
    said = {Revision.Change.RETRACTION: "took back", Revision.Change.CORRECTION: "corrected"}
    return said.get(Revision.Change(revision.change), "changed")
