"""Make up the page of what an outlet changed in an article after its first capture.

Readers see the words that changed and those around them, never the whole of either text: the rights in it are the
outlet's. What is shown of one revision stays within the share that an article's own page shows.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from newsroom.archive.models import Article, Revision
from newsroom.press import addresses
from newsroom.press.makeup import marking
from newsroom.press.seen import Alteration, Link, RevisionPage
from stet.news import Span

Change = Revision.Change
CHANGES = {
    Change.FIRST: "as it was first captured",
    Change.TYPO: "spelling or punctuation was mended",
    Change.WORDING: "something was said in other words",
    Change.ADDITION: "something was added",
    Change.HEADLINE: "the headline was changed",
    Change.FACT: "a fact was changed",
    Change.DELETION: "something was taken out",
    Change.CORRECTION: "the outlet corrected it",
    Change.RETRACTION: "the outlet took it back",
    Change.REPLACED: "something else stood in its place; what we hold was kept",
    Change.OTHER: "it was reworded",
}
GRAVITY = ("retraction", "correction", "deletion", "fact", "headline", "addition", "wording", "typo")
REACH = 80
LONGEST = 400
"""Characters shown of one stretch that went or came: as much as an excerpt."""


def page(article: Article, number: int) -> RevisionPage | None:
    """Make up the page of one revision; None where there is no such revision."""
    return next((seen for seen in pages(article) if seen.number == number), None)


def pages(article: Article) -> list[RevisionPage]:
    """Make up the page of every revision, the first capture included."""
    rows = list(article.revisions.order_by("number"))
    found, stood = [], None
    for row in rows:
        found.append(_page(article, stood, row, len(rows)))
        stood = row if stood is None or row.change != Change.REPLACED else stood
    return found


def _page(article: Article, before: Revision | None, row: Revision, of: int) -> RevisionPage:
    shown, more = alterations(row, before) if before and row.change != Change.REPLACED else ((), 0)
    return RevisionPage(
        article=Link(label=row.title.strip() or "(no headline)", href=addresses.article(article.pk)),
        outlet=Link(label=article.source.name, href=addresses.source(article.source.slug)),
        href=addresses.revision(article.pk, row.number),
        original=article.url if article.url.startswith(("http://", "https://")) else article.source.home,
        number=row.number,
        of=of,
        what=CHANGES[Change(row.change)],
        at=row.arrived,
        since=before.arrived if before else None,
        language=article.language or "en",
        alterations=shown,
        more=more,
        notices=tuple(Span(start=start, end=end).of(row.text)[:LONGEST] for start, end in row.notices),
    )


def alterations(row: Revision, before: Revision) -> tuple[tuple[Alteration, ...], int]:
    """Return the gravest changes that may be shown, and how many are left."""
    edits = ordered(row.diff)
    left = min(marking.MOST, round(max(len(row.text), len(before.text)) * marking.SHARE))
    shown = []
    for edit in edits:
        found = _alteration(edit, row, before)
        left -= sum(len(part) for part in (found.before, found.gone, found.new, found.after))
        if shown and left < 0:
            break
        shown.append(found)
    return tuple(shown), len(edits) - len(shown)


def ordered(diff: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the edits of a stored difference, the gravest first and otherwise as they stand in the text."""
    places = {kind: n for n, kind in enumerate(GRAVITY)}
    return sorted(diff, key=lambda edit: places.get(edit.get("kind", ""), len(GRAVITY)))


def _alteration(edit: Mapping[str, Any], row: Revision, before: Revision) -> Alteration:
    headline = edit["in"] == "headline"
    place, text = Span(start=edit["new"][0], end=edit["new"][1]), row.title if headline else row.text
    if not edit["after"]:
        place, text = Span(start=edit["old"][0], end=edit["old"][1]), before.title if headline else before.text
    sooner, _, later = marking.around(text, place, REACH)
    return Alteration(
        kind=edit["kind"],
        headline=headline,
        gone=_cut(edit["before"]),
        new=_cut(edit["after"]),
        before=sooner,
        after=later,
    )


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " …"
