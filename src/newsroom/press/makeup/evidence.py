"""Make up the page that shows the evidence for one fact."""

from collections.abc import Iterable

from newsroom.archive.models import Evidence, Fact, Revision
from newsroom.press import addresses
from newsroom.press.makeup import articles, marking
from newsroom.press.pages import stamp
from newsroom.press.seen import EvidencePage, Link, Proof
from stet.news import Span, Verdict

ALONE = "reported by one origin only"
ALONE_REASON = "No other origin in the archive mentions this. It stands or falls with the report that carries it."
UNGROUPED_REASON = "This report is not part of a story, so there is nothing to compare it with."


ARTICLE = ("article__source", "article__current")
rows = Fact.objects.select_related("finding", *(f"revision__{one}" for one in ARTICLE)).prefetch_related(
    *(f"finding__evidence__revision__{one}" for one in ARTICLE)
)


def get(pk: int) -> Fact:
    """Return a fact with all that its page needs. Raises `Fact.DoesNotExist`."""
    return rows.get(pk=pk)


def page(fact: Fact) -> EvidencePage:
    """Make up the page of a fact: its verdict, every passage that bears on it, and the passage in which it stands."""
    found = articles.finding(fact)
    alone = ALONE_REASON if fact.revision.article.story_id else UNGROUPED_REASON
    return EvidencePage(
        mark=articles.mark(fact),
        words=fact.text,
        verdict=Verdict(found.verdict).value if found else ALONE,
        reason=found.reason if found else alone,
        rule=found.rule if found else "",
        origins=found.origins if found else 0,
        proofs=tuple(proof(row) for row in found.evidence.all()) if found else (),
        own=passage(fact.revision, Span(start=fact.start, end=fact.end), anchor=f"f{fact.pk}"),
    )


def leans(facts: Iterable[Fact]) -> tuple[int, ...]:
    """Return the revisions of other articles whose passages the pages of these facts show."""
    found = [made for fact in facts if (made := articles.finding(fact))]
    return tuple(sorted({row.revision_id for made in found for row in made.evidence.all()}))


def proof(row: Evidence) -> Proof:
    """Return a passage that bears on a fact."""
    return passage(row.revision, Span(start=row.start, end=row.end))


def passage(revision: Revision, span: Span, anchor: str = "") -> Proof:
    """Return characters of an archived text in their context, with outlet, time and the way to the live page."""
    article = revision.article
    before, words, after = marking.around(revision.text, span)
    return Proof(
        outlet=article.source.name,
        headline=revision.title.strip() or "(no headline)",
        href=addresses.article(article.pk) + (f"#{anchor}" if anchor else f"#s{span.start}"),
        arrived=revision.arrived,
        published=article.published,
        before=before,
        passage=words,
        after=after,
        live=addresses.at_outlet(article.url, words),
        changed=changed(revision, words),
        language=article.language or "en",
    )


def changed(revision: Revision, words: str) -> Link | None:
    """Say that the outlet changed the article after this passage was archived, and whether the passage still stands."""
    current = revision.article.current
    if current is None or current.number <= revision.number:
        return None
    said = f"the article was changed ({stamp(current.arrived)})"
    fate = "still stand" if words in current.text else "are gone"
    return Link(
        label=f"Changed since: {said}; these words {fate}.",
        href=addresses.revision(revision.article_id, current.number),
    )
