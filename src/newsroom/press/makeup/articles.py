"""Make up the page of an article: what the public may see of it, with its facts marked."""

from collections.abc import Iterable, Sequence

from newsroom.archive import records
from newsroom.archive.models import Article, Evidence, Fact, Finding, Revision
from newsroom.press import addresses
from newsroom.press.makeup import briefs, marking
from newsroom.press.makeup.revisions import CHANGES
from newsroom.press.makeup.stories import headline
from newsroom.press.seen import ArticlePage, Link, Mark
from stet import text as texts
from stet.news import Span, Verdict

rows = Article.objects.select_related("source", "current", "story", "origin__source")


def page(article: Article, *, whole: bool = False) -> ArticlePage:
    """Make up an article's page; `whole` shows a signed-in editor all of the archived text."""
    revision = article.current
    text = revision.text if revision else ""
    facts = marks(revision) if revision else []
    passages = cited(article)
    sentences = tuple(texts.sentences(text)) if whole else marking.shown(text, passages)
    paragraphs = marking.lay(text, records.spans(revision.paragraphs) if revision else (), sentences, facts)
    places = {(span.start, f"s{span.start}") for span in (*passages, *texts.told_sentences(text))}
    places |= {(one.span.start, f"f{one.mark.id}") for one in facts}
    laid, after = marking.anchored(paragraphs, sentences, places)
    origin = article.origin
    return ArticlePage(
        id=str(article.pk),
        href=addresses.article(article.pk),
        headline=article.title.strip() or "(no headline)",
        outlet=Link(label=article.source.name, href=addresses.source(article.source.slug)),
        original=article.url if article.url.startswith(("http://", "https://")) else article.source.home,
        arrived=article.arrived,
        published=article.published,
        byline=tuple(map(str, article.byline)),
        language=article.language or "en",
        genre=article.genre,
        paragraphs=laid,
        anchors=after,
        story=Link(label=headline(article.story), href=addresses.story(article.story.key)) if article.story else None,
        carries=_carries(article) if origin and origin.pk != article.pk else None,
        notices=tuple(Span(start=s, end=e).of(text) for s, e in (revision.notices if revision else ())),
        revisions=revisions(article),
        withheld=0 if whole else marking.withheld(text, sentences),
        whole=whole,
    )


def _carries(article: Article) -> Link:
    origin = article.origin
    assert origin is not None
    return Link(label=f"{origin.source.name}: {origin.title}", href=addresses.article(origin.pk))


def marks(revision: Revision) -> list[marking.Marked]:
    """Return every fact of a revision with its mark."""
    rows = Fact.objects.filter(revision=revision).select_related("finding").order_by("start", "end")
    return [marking.Marked(span=Span(start=row.start, end=row.end), mark=mark(row)) for row in rows]


def mark(fact: Fact) -> Mark:
    """Return the mark of a fact: its verdict, or none where no other origin mentions it."""
    found = finding(fact)
    return Mark(
        id=str(fact.pk),
        kind=fact.kind,
        href=addresses.evidence(fact.pk),
        verdict=Verdict(found.verdict) if found else None,
    )


def finding(fact: Fact) -> Finding | None:
    """Return what other origins say of a fact, if any does."""
    return getattr(fact, "finding", None)


def cited(article: Article) -> list[Span]:
    """Return the passages of the current revision that are cited: by findings, and by the brief of its story."""
    if not article.current:
        return []
    rows: Iterable[tuple[int, int]] = Evidence.objects.filter(revision=article.current).values_list("start", "end")
    spans = [Span(start=start, end=end) for start, end in rows]
    if article.story:
        spans += [
            Span(start=s, end=e) for source, s, e in briefs.cited(article.story.brief) if source == str(article.pk)
        ]
    return spans


def revisions(article: Article) -> tuple[Link, ...]:
    """Return what the outlet changed after the first capture, the latest first."""
    rows = article.revisions.filter(number__gt=1).order_by("-number")
    return tuple(
        Link(
            label=f"Revision {row.number}: {CHANGES.get(Revision.Change(row.change), row.change)}",
            href=addresses.revision(article.pk, row.number),
            note=f"arrived {row.arrived:%d %b %Y, %H:%M} UTC",
        )
        for row in rows
    )


def many(pks: Sequence[int]) -> list[Article]:
    """Return articles with all that their pages need, in the order of their numbers."""
    return list(rows.filter(pk__in=pks).order_by("pk"))


def get(pk: int) -> Article:
    """Return an article with all that its page needs. Raises `Article.DoesNotExist`."""
    return rows.get(pk=pk)
