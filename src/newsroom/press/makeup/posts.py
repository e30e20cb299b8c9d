"""Make up the pages of what our own editors wrote: posts, their versions, their evidence, their authors."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from newsroom.archive.models import Revision
from newsroom.desk.models import Correction, Post, Version
from newsroom.press import addresses
from newsroom.press.makeup import evidence, marking
from newsroom.press.makeup.stories import headline, related, section
from newsroom.press.seen import (
    Change,
    EvidencePage,
    Link,
    Mark,
    Piece,
    PostPage,
    Proof,
    VersionPage,
)
from newsroom.press.weaving import Woven, weave
from stet.news import Span, Verdict

GROUNDS = {
    "passage": "An editor bound it to the passage below.",
    "observation": "We saw it ourselves.",
    "interview": "We were told so in an interview.",
    "override": "An editor let it stand against the checker.",
}
SORTS = {"correction": "Correction", "update": "Update", "retraction": "Retraction"}
AT_THE_TOP = ("correction", "retraction")

rows = Post.objects.select_related("current", "draft__story", "draft__author__member")


def public(now: datetime) -> Iterable[Post]:
    """Return the posts that readers may see, the latest first."""
    return rows.filter(pk__in=Post.objects.public(now).values("pk")).order_by("-published", "-id")


def find(slug: str, now: datetime) -> Post | None:
    """Return a post that is public, or one that was withdrawn: its address tells why."""
    shown = Post.objects.public(now) | Post.objects.withdrawn()
    return rows.filter(pk__in=shown.values("pk"), slug=slug).first()


def page(post: Post) -> PostPage:
    """Make up a post. A withdrawn one keeps its headline and says why it is gone; its words are gone."""
    version = post.current
    assert version is not None
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
        corrections=tuple(_change(row) for row in post.corrections.order_by("at", "id")),
        sources=() if gone else sources(version),
        story=Link(label=headline(story), href=addresses.story(story.key)) if story else None,
        related=related(story, version.at) if story else (),
        following=following(post),
        withdrawn=post.notice,
        about=about(post),
        digest=version.digest,
        engine=version.engine,
    )


def author(name: str) -> Link:
    """Return the way to an author's page."""
    return Link(label=name, href=addresses.author(name))


def about(post: Post) -> str:
    """Return what the house says of the author, where the byline is the author's own."""
    member = getattr(post.draft.author, "member", None)
    return member.about if member and post.current and post.current.byline == member.name else ""


def following(post: Post) -> Link | None:
    """Return the post published before this one: what to read next."""
    before = Post.objects.public(post.published).filter(published__lt=post.published).select_related("current").first()
    if before is None or before.current is None:
        return None
    return Link(label=before.current.headline, href=addresses.post(before.slug))


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
    by_hand = {b["text"] for b in version.bindings}
    found = []
    for number, fact in enumerate(version.findings):
        verdict = Verdict(fact["verdict"])
        stands = fact["text"] in by_hand and not verdict.stands and verdict is not Verdict.DISPUTED
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
        Woven(start=f.span.start - start, words=f.span.of(whole(version)), mark=f.mark)
        for f in marking.apart(facts)
        if f.span.start >= start
    ]
    return weave(version.html, version.body, woven)


def plain(markdown: str) -> str:
    """Return words without the signs of Markdown, for showing what stands around a fact."""
    return re.sub(r"\]\([^)\s]*\)|[*_#>`\[\]]+ ?", "", markdown)


def whole(version: Version) -> str:
    """Return the checked text: headline, standfirst and body, as the desk joins them."""
    return "\n\n".join(part for part in (version.headline, version.standfirst, version.body) if part.strip())


def _after(part: str) -> int:
    return len(part) + 2 if part.strip() else 0


def fact(post: Post, number: int) -> EvidencePage | None:
    """Make up the page of one fact of a post's current version."""
    found = facts(post, only=number)
    return found[0] if found else None


def facts(post: Post, only: int | None = None, held: Mapping[int, Revision] | None = None) -> list[EvidencePage]:
    """Make up the pages of a post’s facts, or of one; a withdrawn post has none. `held` is what `cited` gave."""
    version = post.current
    if version is None or post.notice:
        return []
    marks = marked(post, version)
    numbers = range(len(marks)) if only is None else [n for n in (only,) if 0 <= n < len(marks)]
    text = whole(version)
    held = cited(version) if held is None else held
    return [_fact(post, version, number, marks[number].mark, text, held) for number in numbers]


def cited(version: Version) -> dict[int, Revision]:
    """Return the revisions that a version's evidence stands in."""
    wanted = {int(e["source"].removeprefix("r")) for f in version.findings for e in f.get("evidence", ())}
    wanted |= {int(b["revision"]) for b in version.bindings if b.get("revision")}
    return Revision.objects.select_related("article__source", "article__current", "capture").in_bulk(wanted)


def _fact(
    post: Post, version: Version, number: int, mark: Mark, text: str, held: Mapping[int, Revision]
) -> EvidencePage:
    said = version.findings[number]
    hand = next((b for b in version.bindings if b["text"] == said["text"]), None)
    before, words, after = marking.around(text, Span(start=said["start"], end=said["end"]))
    return EvidencePage(
        mark=mark,
        words=said["text"],
        verdict=said["verdict"] if hand is None else f"{said['verdict']}, and vouched for by an editor",
        reason=said["reason"] if hand is None else f"{GROUNDS.get(hand['ground'], '')} {hand['note']}".strip(),
        rule=said["rule"],
        origins=said["origins"],
        proofs=proofs(said, hand, held),
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


def proofs(said: Mapping[str, Any], hand: Mapping[str, Any] | None, held: Mapping[int, Revision]) -> tuple[Proof, ...]:
    """Return the passages that bear on a fact of a post: the one bound by hand, then those the checker found."""
    places = [(int(e["source"].removeprefix("r")), e["start"], e["end"]) for e in said.get("evidence", ())]
    if hand and hand.get("revision") and hand.get("start") is not None:
        places.insert(0, (int(hand["revision"]), hand["start"], hand["end"]))
    return tuple(evidence.passage(held[pk], Span(start=start, end=end)) for pk, start, end in places if pk in held)


# --- versions, corrections, authors -----------------------------------------------------------------------------------


def version_page(post: Post, number: int) -> VersionPage | None:
    """Make up one version with its difference from the one before."""
    return next((seen for seen in versions(post) if seen.number == number), None)


def versions(post: Post) -> list[VersionPage]:
    """Make up every version of a post, the first first; a withdrawn post shows none."""
    found = [] if post.notice else list(post.versions.order_by("number"))
    return [
        VersionPage(
            post=Link(label=shown.headline, href=addresses.post(post.slug)),
            number=shown.number,
            of=len(found),
            at=shown.at,
            difference=difference(whole(before), whole(shown)),
            digest=shown.digest,
        )
        for before, shown in zip([*found[:1], *found], found, strict=False)
    ]


def difference(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Return the text as runs of words that are the ``same``, ``gone`` or ``new``."""
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


def corrections(now: datetime, most: int = 200) -> tuple[Change, ...]:
    """Return what we corrected, updated or withdrew, the latest first."""
    shown = Post.objects.public(now) | Post.objects.withdrawn()
    found = (
        Correction.objects.filter(post__in=shown.values("pk")).select_related("post__current").order_by("-at", "-id")
    )
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
