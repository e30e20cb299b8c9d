"""What people do to copy, each act once, in one transaction: role, state, gate, change, audit.

Views call these and nothing else writes drafts or posts.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from newsroom.archive.models import Article
from newsroom.desk import audit, checking, copy, gate
from newsroom.desk.models import Check, Citation, Correction, Draft, Member, Post, Saved, Version
from newsroom.desk.states import GATED, Act, Refusal, Refused, Role, State, after

FIELDS = ("headline", "standfirst", "body")
PARTICULARS = ("byline", "section", "tags")


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What became of a save: in the line as `number`, or `aside` because somebody else had saved since."""

    number: int
    aside: bool
    state: State


def start(member: Member, **fields: object) -> Draft:
    """Begin a draft, empty or with `fields`, and keep its first save."""
    _refuse(after(Act.SAVE, State.DRAFT, Role(member.role)))
    with transaction.atomic():
        draft = Draft.objects.create(author=member.user, number=1, **fields)
        Saved.objects.create(draft=draft, number=1, editor=member.user, **{f: getattr(draft, f) for f in FIELDS})
        audit.record(member.name, "start", f"draft {draft.pk}")
    return draft


def save(pk: int, member: Member, *, base: int, why: str = "", **fields: object) -> Kept:
    """Save over save number `base`. Where somebody saved since, the text is kept aside and the line stays as it is.

    Raises `Refused` when copy in this state cannot be edited; even then the text is kept aside.
    """
    text = {f: str(fields[f]) for f in FIELDS if f in fields}
    with transaction.atomic():
        draft = Draft.objects.select_for_update().get(pk=pk)
        to = after(Act.SAVE, State(draft.state), Role(member.role))
        if isinstance(to, Refusal) and Role(member.role) is Role.ADMINISTRATOR:
            raise Refused(to.reason)
        aside = isinstance(to, Refusal) or base != draft.number
        number = base if aside else draft.number + 1
        whole = {f: text.get(f, getattr(draft, f)) for f in FIELDS}
        if not aside and all(getattr(draft, f) == v for f, v in whole.items()) and not set(fields) - set(FIELDS):
            return Kept(number=draft.number, aside=False, state=State(draft.state))
        Saved.objects.create(draft=draft, number=number, editor=member.user, why=why, aside=aside, **whole)
        if aside:
            return Kept(number=draft.number, aside=True, state=State(draft.state))
        changed = any(getattr(draft, f) != v for f, v in whole.items())
        for name, value in {**whole, **{p: fields[p] for p in PARTICULARS if p in fields}}.items():
            setattr(draft, name, value)
        draft.number, draft.saved = number, timezone.now()
        if changed and draft.state != to:
            audit.record(member.name, "save", f"draft {pk}", sent_back_from=draft.state)
            draft.state = to
        draft.save()
    return Kept(number=number, aside=False, state=State(draft.state))


def do(act: Act, pk: int, member: Member, *, reason: str = "", at: datetime | None = None) -> Draft:
    """Do one of the acts that change only a draft's state (and publish it, where the act says so).

    Raises `Refused` with every reason at once, so that people mend all of them in one go.
    """
    with transaction.atomic():
        draft = Draft.objects.select_for_update().get(pk=pk)
        to = _refuse(after(act, State(draft.state), Role(member.role), held_from=_held(draft)))
        if act in GATED and (open_points := gate.refusals(checking.standing(draft))):
            raise Refused(*open_points)
        if act in (Act.HOLD, Act.WITHDRAW) and not reason.strip():
            raise Refused(
                f"Say why: to {act} takes a reason" + (" that readers will see." if act is Act.WITHDRAW else ".")
            )
        _apply(act, draft, to, reason=reason, at=at, member=member)
        audit.record(member.name, str(act), f"draft {pk}", state=str(to), reason=reason, version=draft.version)
    return draft


def correct(
    post: Post,
    member: Member,
    *,
    wrong: str,
    right: str,
    cause: str,
    sort: Correction.Sort = Correction.Sort.CORRECTION,
) -> Correction:
    """Change what a post says, in public: `wrong` becomes `right` wherever it stands; readers see both and the cause.

    The corrector is the second reader and may not have written the text; the checker must pass the new version.
    """
    act = Act.CORRECT if sort is Correction.Sort.CORRECTION else Act.UPDATE
    if not cause.strip():
        raise Refused("Say what caused it: readers are told.")
    with transaction.atomic():
        draft = Draft.objects.select_for_update().get(pk=post.draft_id)
        to = _refuse(after(act, State(draft.state), Role(member.role)))
        if not wrong or wrong not in draft.text:
            raise Refused("Those words are not in the post. Copy what was wrong exactly as it stands there.")
        if wrong == right:
            raise Refused("What is right is what was wrong: nothing would change.")
        for field in FIELDS:
            setattr(draft, field, getattr(draft, field).replace(wrong, right))
        draft.number, draft.saved, draft.state = draft.number + 1, timezone.now(), to
        draft.save()
        Saved.objects.create(
            draft=draft,
            number=draft.number,
            editor=None,
            why=f"{sort} by {member.name}",
            **{f: getattr(draft, f) for f in FIELDS},
        )
        check = checking.run(draft)
        if open_points := gate.refusals(checking.standing(draft, second_reader=member.user_id)):
            raise Refused(*open_points)
        before = post.current
        after_ = _version(post, draft, check, timezone.now())
        made = Correction.objects.create(
            post=post,
            sort=sort,
            wrong=wrong,
            right=right,
            cause=cause,
            before=before,
            after=after_,
            by=member.user,
            at=after_.at,
        )
        audit.record(member.name, str(act), f"post {post.slug}", wrong=wrong, right=right, cause=cause)
    return made


def sharing(wrong: str, *, besides: Post | None = None) -> list[Post]:
    """Return the other posts with the same mistake: those with its words, and those that say the same in others.

    A fact is the same where it has the kind and value of a fact inside the wrong words and stands on the same article:
    "2.4 million crowns" and "2,400,000 crowns" of one report, but not every 2.4 million there is.
    """
    if not wrong.strip():
        return []
    holds = Q(current__headline__contains=wrong) | Q(current__standfirst__contains=wrong)
    found = Post.objects.filter(holds | Q(current__body__contains=wrong)).exclude(pk=besides.pk if besides else None)
    same = _saying_the_same(besides.current, wrong) if besides and besides.current else []
    return list({post.pk: post for post in [*found, *same]}.values())


def _saying_the_same(version: Version, wrong: str) -> list[Post]:
    spans = [m.span() for m in re.finditer(re.escape(wrong), version.text)]
    facts = [f for f in version.findings if any(start <= f["start"] and f["end"] <= end for start, end in spans)]
    revisions = {place["revision"] for fact in facts for place in checking.places(fact)}
    articles = Article.objects.filter(revisions__in=revisions)
    others = Post.objects.filter(current__citations__revision__article__in=articles).exclude(pk=version.post_id)
    said = [(f["kind"], f["value"]) for f in facts if f.get("value")]
    return [
        post
        for post in others.distinct().select_related("current")
        if any((f["kind"], f.get("value")) in said for f in post.current.findings)
    ]


def publish_due(now: datetime) -> list[Draft]:
    """Publish scheduled copy whose hour has come and whose gate is still open; what is refused stays and is noted."""
    published = []
    for pk in Draft.objects.filter(state=State.SCHEDULED.value, embargo__lte=now).values_list("pk", flat=True):
        with transaction.atomic():
            draft = Draft.objects.select_for_update().get(pk=pk)
            if draft.state != State.SCHEDULED.value:
                continue
            if points := gate.refusals(checking.standing(draft)):
                audit.record("the clock", "refused", f"draft {pk}", reasons=list(points))
                draft.state = State.CHECKED.value
                draft.save(update_fields=["state"])
                continue
            _apply(Act.PUBLISH, draft, State.PUBLISHED, reason="", at=now, member=None)
            audit.record("the clock", str(Act.PUBLISH), f"draft {pk}", version=draft.version)
            published.append(draft)
    return published


def _apply(act: Act, draft: Draft, to: State, *, reason: str, at: datetime | None, member: Member | None) -> None:
    now = timezone.now()
    if act is Act.SCHEDULE:
        if at is None or at <= now:
            raise Refused("Choose an hour that is still to come.")
        draft.embargo = at
    if act is Act.HOLD:
        draft.held_from = draft.state
    if act is Act.PUBLISH:
        if member is not None and draft.embargo and draft.embargo > now:
            raise Refused(
                f"It is under embargo until {draft.embargo:%d %B %Y, %H:%M} UTC. Schedule it, or lift the embargo."
            )
        _publish(draft, now)
    if act is Act.WITHDRAW:
        post = draft.post
        post.notice, post.updated = reason, now
        post.save(update_fields=["notice", "updated"])
        by = member.user if member else None
        Correction.objects.create(
            post=post, sort=Correction.Sort.RETRACTION, cause=reason, before=post.current, by=by, at=now
        )
    draft.state = to
    draft.save()


def _publish(draft: Draft, now: datetime) -> Post:
    check = checking.latest(draft)
    if check is None:
        raise Refused("The checker has not run on this version. Run the check.")
    post = Post(draft=draft, slug=_slug(draft.headline), published=now, updated=now)
    post.save()
    _version(post, draft, check, now)
    return post


def _version(post: Post, draft: Draft, check: Check, now: datetime) -> Version:
    made = Version.objects.create(
        post=post,
        number=post.versions.count() + 1,
        at=now,
        headline=draft.headline,
        standfirst=draft.standfirst,
        body=draft.body,
        html=copy.html(draft.body),
        byline=draft.byline or draft.author.member.name,
        section=draft.section,
        tags=draft.tags,
        picture=draft.picture.name or "",
        picture_alt=draft.picture_alt,
        picture_credit=draft.picture_credit,
        findings=checking.ledger(draft, check),
        sources=check.sources,
        engine=check.engine,
        digest=draft.version,
    )
    post.current, post.updated = made, now
    post.save()
    _cite(made, now)
    return made


def _cite(version: Version, now: datetime) -> None:
    """Write down the passages that a version stands on, and that their articles are to be read again."""
    cited = [
        Citation(version=version, fact=number, revision_id=place["revision"], start=place["start"], end=place["end"])
        for number, finding in enumerate(version.findings)
        for place in checking.places(finding)
    ]
    Citation.objects.bulk_create(cited)
    revisions = {one.revision_id for one in cited}
    Article.objects.filter(revisions__in=revisions).update(cited_at=now)


def _slug(headline: str) -> str:
    base = slugify(headline)[:70].strip("-") or "post"
    taken = set(Post.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(s for s in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if s not in taken)


def _held(draft: Draft) -> State | None:
    return State(draft.held_from) if draft.held_from else None


def _refuse(outcome: State | Refusal) -> State:
    if isinstance(outcome, Refusal):
        raise Refused(outcome.reason)
    return outcome
