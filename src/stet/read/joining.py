"""One article out of the pages that it was cut into."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from stet.news import Article, Genre, Span
from stet.read import notices
from stet.read.language import language
from stet.read.pages import MOST, wholes
from stet.text import joined, sentences

_PAGE_WORDS = re.compile(
    r"\W*\b(?:page|seite|part|teil|página|pagina|strona)\s*\d+(?:\s*(?:of|von|de|di|/)\s*\d+)?\W*$", re.I
)
_LEAST = 15  # letters: "He said no." may be said twice


def join(articles: Sequence[Article]) -> Article:
    """Return the pages of one article, first page first, as one article without any sentence twice.

    A page of another article, under another headline, or behind a wall ends the joining: neither it nor what comes
    after is taken in. Claims (writers, times) are the first page's. `pages` of the result has a span for each page.

    Raises:
        ValueError: there is no page.
    """
    if not articles:
        raise ValueError("there is no page to join: hand in at least the first")
    kept: list[list[str]] = []
    said: set[str] = set()
    for article in articles[:MOST]:
        if kept and (article.genre is Genre.WALL or not _same(articles[0], article)):
            break
        told = [s.of(article.text) for s in article.paragraphs]
        kept.append([p for p in (_unsaid(paragraph, said) for paragraph in told) if p])
        said.update(_key(s.of(paragraph)) for paragraph in told for s in sentences(paragraph))
    if len(kept) == 1:
        return articles[0]
    text, spans = joined(p for page in kept for p in page)
    return replace(
        articles[0],
        text=text,
        paragraphs=spans,
        language=articles[0].language or language(text),
        pages=_marks([len(page) for page in kept], spans),
        genre=next((a.genre for a in articles[: len(kept)] if a.genre is not Genre.STUB), Genre.STUB),
        notices=notices.notices(text, spans),
    )


def _same(first: Article, other: Article) -> bool:
    """Say whether a page goes on with the article: its address is the same but for the number, or its headline is."""
    if first.url and other.url and wholes(first.url) & wholes(other.url):
        return True
    titles = [set(re.findall(r"\w+", _PAGE_WORDS.sub("", a.title).casefold())) for a in (first, other)]
    shared = len(titles[0] & titles[1])
    return shared > 0 and shared * 4 >= 3 * max(map(len, titles))


def _unsaid(paragraph: str, said: Collection[str]) -> str:
    """Return a paragraph without the sentences that stand on an earlier page."""
    spoken = [s.of(paragraph) for s in sentences(paragraph)]
    fresh = [s for s in spoken if _key(s) not in said]
    if not any(_key(s) for s in fresh):
        return ""
    # A short one may be meant to be said twice, unless the whole paragraph is.
    kept = [s for s in spoken if _key(s) not in said or len(_key(s)) < _LEAST]
    return paragraph if len(kept) == len(spoken) else " ".join(kept)


def _key(sentence: str) -> str:
    return "".join(re.findall(r"\w+", sentence.casefold()))


def _marks(sizes: Sequence[int], spans: Sequence[Span]) -> tuple[Span, ...]:
    marks, at, end = [], 0, 0
    for size in sizes:
        inside = spans[at : at + size]
        start, end = (inside[0].start, inside[-1].end) if inside else (end, end)
        marks.append(Span(start=start, end=end))
        at += size
    return tuple(marks)
