"""Make up the pages of what our own editors wrote: posts, their versions, their evidence, their authors."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.images import get_image_dimensions
from django.core.files.storage import default_storage

from newsroom.archive.models import Revision, Story
from newsroom.desk import checking
from newsroom.desk.gate import Bound
from newsroom.desk.models import Correction, Post, Version
from newsroom.press import addresses
from newsroom.press.makeup import evidence, marking
from newsroom.press.makeup.stories import begun_by, headline, neighbours, section
from newsroom.press.seen import (
    Change,
    EvidencePage,
    Link,
    Mark,
    Picture,
    Piece,
    PostPage,
    Proof,
    VersionPage,
    Vouched,
)
from newsroom.press.weaving import Woven, weave
from stet.news import Span, Verdict

HANDS = {
    "passage": "bound to a passage by an editor",
    "observation": "seen by our reporter",
    "interview": "told to our reporter",
    "override": "overridden by a publisher",
}
SORTS = {"correction": "Correction", "update": "Update", "retraction": "Retraction"}
AT_THE_TOP = ("correction", "retraction")

rows = Post.objects.select_related("current", "draft__story", "draft__author__member")


def public(now: datetime) -> Iterable[Post]:
    """Return the posts that readers may see, the latest first."""
    return rows.filter(pk__in=Post.objects.public(now).values("pk")).order_by("-published", "-id")


def many(slugs: Sequence[str], now: datetime) -> list[Post]:
    """Return posts that are public or withdrawn, with all that their pages need, in the order they were published."""
    found = rows.filter(pk__in=Post.objects.told(now).values("pk"), slug__in=slugs).order_by("published", "pk")
    return list(found.prefetch_related("versions", "corrections__post__current", "draft__related"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Beside:
    """What the pages of several posts show of other things, fetched once for all of them."""

    revisions: Mapping[int, Revision]
    before: Mapping[int, Link]
    near: Mapping[int, tuple[tuple[datetime, Link], ...]]

    def of(self, post: Post) -> dict[int, Revision]:
        """Return the revisions that a post's evidence stands in; a withdrawn one shows none."""
        wanted = cited_by(post.current) if post.current and not post.notice else ()
        return {pk: self.revisions[pk] for pk in wanted if pk in self.revisions}


def beside(found: Sequence[Post]) -> Beside:
    """Fetch what the pages of these posts show of other things: cited revisions, what to read next, related stories."""
    told = {post.draft.story for post in found if post.draft.story}
    wanted = {pk for post in found if post.current for pk in cited_by(post.current)}
    return Beside(revisions=held(wanted), before=following(found), near={story.pk: neighbours(story) for story in told})


def find(slug: str, now: datetime) -> Post | None:
    """Return a post that is public, or one that was withdrawn: its address tells why."""
    return rows.filter(pk__in=Post.objects.told(now).values("pk"), slug=slug).first()


def page(post: Post, others: Beside | None = None) -> PostPage:
    """Make up a post. A withdrawn one keeps its headline and says why it is gone; its words are gone."""
    version = post.current
    assert version is not None
    others = others or beside([post])
    gone = bool(post.notice)
    facts = marked(post, version)
    story = post.draft.story
    return PostPage(
        id=post.slug,
        href=addresses.post(post.slug),
        headline=version.headline,
        title=tuple(pieces(version.headline, facts, 0)),
        standfirst=() if gone else tuple(pieces(version.standfirst, facts, _after(version.headline))),
        html="" if gone else body(version, facts),
        byline=author(version.byline),
        section=section(version.section),
        published=post.published,
        updated=version.at,
        number=version.number,
        facts=0 if gone else len(facts),
        picture=None if gone else picture(post, version),
        corrections=tuple(_change(row) for row in sorted(post.corrections.all(), key=lambda row: (row.at, row.pk))),
        vouched=() if gone else vouched(post, version),
        sources=() if gone else sources(version),
        story=Link(label=headline(story), href=addresses.story(story.key)) if story else None,
        related=_related(post, version, others),
        following=others.before.get(post.pk),
        withdrawn=post.notice,
        about=about(post),
        digest=version.digest,
        engine=version.engine,
    )


def _related(post: Post, version: Version, others: Beside) -> tuple[Link, ...]:
    """Return the stories that the editor set beside the post, then those that share subjects with its own."""
    chosen = [story for story in post.draft.related.all() if story.merged_into_id is None and not story.muted]
    chosen.sort(key=lambda story: story.last, reverse=True)
    links = [Link(label=headline(story), href=addresses.story(story.key)) for story in chosen]
    links += begun_by(version.at, others.near[post.draft.story_id]) if post.draft.story_id else ()
    own = addresses.story(post.draft.story.key) if post.draft.story else ""
    return tuple({link.href: link for link in links if link.href != own}.values())


def picture(post: Post, version: Version) -> Picture | None:
    """Return the picture of a version, where it has one and its file is there."""
    if not version.picture or not default_storage.exists(version.picture):
        return None
    with default_storage.open(version.picture) as file:
        width, height = get_image_dimensions(file)
    href = addresses.post_picture(post.slug)
    said = {"alt": version.picture_alt, "credit": version.picture_credit}
    return Picture(href=href, file=version.picture, width=width or 0, height=height or 0, **said)


def file(name: str) -> bytes:
    """Return the bytes of a picture or recording."""
    with default_storage.open(name) as opened:
        return opened.read()


def vouched(post: Post, version: Version) -> tuple[Vouched, ...]:
    """Return the facts that a person vouches for without a passage, overrides first: readers are owed their reasons."""
    found = [
        Vouched(
            fact=Link(label=said["text"], href=addresses.post_fact(post.slug, number)),
            words=ground["words"],
            note=ground["note"],
            recording=addresses.post_recording(post.slug, number) if ground["recording"] else "",
            override=ground["ground"] == Bound.OVERRIDE,
        )
        for number, said in enumerate(version.findings)
        if (ground := said.get("ground")) and ground["ground"] != Bound.PASSAGE
    ]
    return tuple(sorted(found, key=lambda one: not one.override))


def recording(post: Post, number: int) -> str:
    """Return the file that a fact of a post stands on, where readers may have it; else nothing."""
    findings = post.current.findings if post.current and not post.notice else []
    ground = findings[number].get("ground") if number < len(findings) else None
    return str(ground["recording"]) if ground else ""


def author(name: str) -> Link:
    """Return the way to an author's page."""
    return Link(label=name, href=addresses.author(name))


def about(post: Post) -> str:
    """Return what the house says of the author, where the byline is the author's own."""
    member = getattr(post.draft.author, "member", None)
    return member.about if member and post.current and post.current.byline == member.name else ""


def following(found: Sequence[Post]) -> dict[int, Link]:
    """Return for each of these posts the one published before it, which is what to read next; the first has none."""
    if not found:
        return {}
    times = [post.published for post in found]
    public = Post.objects.public(max(times)).filter(published__lt=max(times)).exclude(current=None)
    line = public.order_by("-published", "-id").values_list("published", "slug", "current__headline")
    since = list(line.filter(published__gte=min(times))) + list(line.filter(published__lt=min(times))[:1])
    links: dict[int, Link] = {}
    for post in found:
        if before := next((one for one in since if one[0] < post.published), None):
            links[post.pk] = Link(label=before[2], href=addresses.post(before[1]))
    return links


def sources(version: Version) -> tuple[Link, ...]:
    """Return the sources whose passages the post stands on, each once, in the order of their arrival."""
    cited = {e["source"] for finding in version.findings for e in finding.get("evidence", ())}
    return tuple(
        Link(label=f"{row['outlet']}: {row['title']}", href=row["url"], note=row["arrived"][:10])
        for row in version.sources
        if row["id"] in cited and str(row["url"]).startswith(("http://", "https://"))
    )


# --- facts in a post --------------------------------------------------------------------------------------------------


def marked(post: Post, version: Version) -> list[marking.Marked]:
    """Return the facts of a version with their marks; where an editor bound one by hand, it stands."""
    found = []
    for number, fact in enumerate(version.findings):
        verdict = Verdict(fact["verdict"])
        stands = fact.get("ground") and not verdict.stands and verdict is not Verdict.DISPUTED
        mark = Mark(
            id=str(number),
            kind=fact["kind"],
            href=addresses.post_fact(post.slug, number),
            verdict=Verdict.EQUIVALENT if stands else verdict,
        )
        found.append(marking.Marked(span=Span(start=fact["start"], end=fact["end"]), mark=mark))
    return found


def pieces(text: str, facts: Sequence[marking.Marked], start: int) -> Iterable[Piece]:
    """Cut a headline or standfirst, which stands at `start` in the checked text, into facts and what is between."""
    inside = [
        marking.Marked(span=Span(start=f.span.start - start, end=f.span.end - start), mark=f.mark)
        for f in facts
        if start <= f.span.start and f.span.end <= start + len(text)
    ]
    return marking.pieces_of(text, Span(start=0, end=len(text)), marking.apart(inside))


def body(version: Version, facts: Sequence[marking.Marked]) -> str:
    """Return the body's HTML with its facts woven in."""
    start = _after(version.headline) + _after(version.standfirst)
    woven = [
        Woven(start=f.span.start - start, words=f.span.of(version.text), mark=f.mark)
        for f in marking.apart(facts)
        if f.span.start >= start
    ]
    return weave(version.html, version.body, woven)


def plain(markdown: str) -> str:
    """Return words without the signs of Markdown, for showing what stands around a fact."""
    return re.sub(r"\]\([^)\s]*\)|[*_#>`\[\]]+ ?", "", markdown)


def _after(part: str) -> int:
    return len(part) + 2 if part.strip() else 0


def fact(post: Post, number: int) -> EvidencePage | None:
    """Make up the page of one fact of a post's current version."""
    found = facts(post, only=number)
    return found[0] if found else None


def facts(post: Post, only: int | None = None, revisions: Mapping[int, Revision] | None = None) -> list[EvidencePage]:
    """Make up the pages of a post’s facts, or of one; a withdrawn post has none. `revisions` is what `cited` gave."""
    version = post.current
    if version is None or post.notice:
        return []
    marks = marked(post, version)
    numbers = range(len(marks)) if only is None else [n for n in (only,) if 0 <= n < len(marks)]
    text = version.text
    revisions = cited(version) if revisions is None else revisions
    return [_fact(post, version, number, marks[number].mark, text, revisions) for number in numbers]


def cited(version: Version) -> dict[int, Revision]:
    """Return the revisions that a version's evidence stands in."""
    return held(cited_by(version))


def cited_by(version: Version) -> set[int]:
    """Return the numbers of the revisions that a version's evidence stands in."""
    return {place["revision"] for finding in version.findings for place in checking.places(finding)}


def held(wanted: Iterable[int]) -> dict[int, Revision]:
    """Return revisions with all that a page shows of them."""
    return Revision.objects.select_related("article__source", "article__current", "capture").in_bulk(set(wanted))


def _fact(
    post: Post, version: Version, number: int, mark: Mark, text: str, held: Mapping[int, Revision]
) -> EvidencePage:
    said = version.findings[number]
    ground = said.get("ground")
    before, words, after = marking.around(text, Span(start=said["start"], end=said["end"]))
    return EvidencePage(
        mark=mark,
        words=said["text"],
        verdict=f"{said['verdict']}, {HANDS[ground['ground']]}" if ground else said["verdict"],
        reason=f"{ground['words']} {ground['note']}".strip() if ground else said["reason"],
        rule=said["rule"],
        origins=said["origins"],
        proofs=proofs(said, held),
        own=Proof(
            outlet=version.byline,
            headline=version.headline,
            href=f"{addresses.post(post.slug)}#f{number}",
            arrived=version.at,
            before=plain(before),
            passage=words,
            after=plain(after),
        ),
    )


def proofs(said: Mapping[str, Any], held: Mapping[int, Revision]) -> tuple[Proof, ...]:
    """Return the passages that bear on a fact of a post: the one bound by hand, then those the checker found."""
    return tuple(
        evidence.passage(held[place["revision"]], Span(start=place["start"], end=place["end"]))
        for place in checking.places(said)
        if place["revision"] in held
    )


# --- versions, corrections, authors -----------------------------------------------------------------------------------


def version_page(post: Post, number: int) -> VersionPage | None:
    """Make up one version with its difference from the one before."""
    return next((seen for seen in versions(post) if seen.number == number), None)


def versions(post: Post) -> list[VersionPage]:
    """Make up every version of a post, the first first; a withdrawn post shows none."""
    found = [] if post.notice else sorted(post.versions.all(), key=lambda version: version.number)
    return [
        VersionPage(
            post=Link(label=shown.headline, href=addresses.post(post.slug)),
            number=shown.number,
            of=len(found),
            at=shown.at,
            difference=difference(before.text, shown.text),
            digest=shown.digest,
        )
        for before, shown in zip([*found[:1], *found], found, strict=False)
    ]


def difference(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Return the text as runs of words that are the ``same``, ``gone`` or ``new``."""
    if before == after:
        return (("same", after),)
    old, new = before.split(" "), after.split(" ")
    runs: list[tuple[str, str]] = []
    for act, i, j, k, m in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if act == "equal":
            runs.append(("same", " ".join(old[i:j])))
            continue
        runs += [(how, " ".join(words)) for how, words in (("gone", old[i:j]), ("new", new[k:m])) if words]
    return tuple(runs)


def _change(row: Correction) -> Change:
    return Change(
        at=row.at,
        post=Link(label=str(row.post), href=addresses.post(row.post.slug)),
        before=row.wrong,
        after=row.right,
        cause=row.cause,
        kind=SORTS[row.sort],
    )


def corrections(
    now: datetime, *, since: datetime | None = None, story: Story | None = None, most: int = 200
) -> tuple[Change, ...]:
    """Return what we corrected, updated or withdrew after a moment, the latest first; of a story, in what we wrote."""
    found = Correction.objects.public(now).select_related("post__current").order_by("-at", "-id")
    if since:
        found = found.filter(at__gt=since)
    if story:
        found = found.filter(post__draft__story=story)
    return tuple(
        Change(
            at=row.at,
            post=Link(
                label=row.post.current.headline if row.post.current else row.post.slug,
                href=addresses.post(row.post.slug),
            ),
            before=row.wrong,
            after=row.right,
            cause=row.cause,
            kind=SORTS[row.sort],
        )
        for row in found[:most]
    )
