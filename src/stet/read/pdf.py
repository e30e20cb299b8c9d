"""A PDF as an article: its text in reading order, with a span for each page so that evidence can name the page."""

import io
import logging
import re

from stet.errors import NotText, TooLarge
from stet.news import Article, Claimed, Genre, Precision, Span
from stet.read import language

MOST_PAGES = 2_000
MOST_BYTES = 100_000_000
MOST_TEXT = 20_000_000  # characters over all pages
_HYPHEN = re.compile(r"(?<=[a-zäöüß])-\n(?=[a-zäöüß])")


def read(body: bytes, *, url: str = "") -> Article:
    """Read the text of a PDF.

    Raises:
        TooLarge: over `MOST_BYTES`.
        NotText: damaged, encrypted, or pictures of text only.
    """
    if len(body) > MOST_BYTES:
        raise TooLarge(f"{len(body):,} bytes of PDF", subject=url, advice=f"Split it; the limit is {MOST_BYTES:,}")
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # damaged files speak on every page
    try:
        document = PdfReader(io.BytesIO(body))
        pages = [_page(p.extract_text() or "") for p in document.pages[:MOST_PAGES]]
        info = document.metadata
        title, writer, made = _info(info)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as cause:
        raise NotText(
            "this PDF is damaged or locked", subject=url, advice="Open and save it again, or hand in its text"
        ) from cause
    return _article(pages, title=title, writer=writer, made=made, url=url)


def _info(info: object) -> tuple[str, str, Claimed | None]:
    if info is None:
        return "", "", None
    title, writer = (str(getattr(info, k, None) or "").strip() for k in ("title", "author"))
    try:
        made = info.creation_date  # type: ignore[attr-defined]
    except (ValueError, TypeError, AttributeError):
        made = None
    if made is None:
        return title, writer, None
    from datetime import UTC

    aware = made if made.tzinfo else made.replace(tzinfo=UTC)
    return title, writer, Claimed(value=aware, precision=Precision.SECOND, source="meta")


def _page(text: str) -> list[str]:
    """Return the paragraphs of one page: lines are joined, words that were cut at a line's end are made whole."""
    paragraphs = []
    for block in re.split(r"\n\s*\n", text.replace("\x00", "").replace("\r", "")):
        joined = re.sub(r"\s+", " ", _HYPHEN.sub("", block)).strip()
        if joined:
            paragraphs.append(joined)
    return paragraphs


def _article(pages: list[list[str]], *, title: str, writer: str, made: Claimed | None, url: str) -> Article:
    from stet.text import joined

    text, spans = joined(p for page in pages for p in page)
    if not text:
        raise NotText("this PDF holds no text, only pictures", subject=url, advice="Run it through text recognition")
    marks: list[Span] = []
    at = 0
    for page in pages:
        inside = spans[at : at + len(page)]
        before = marks[-1].end if marks else 0
        marks.append(Span(start=inside[0].start, end=inside[-1].end) if inside else Span(start=before, end=before))
        at += len(page)
    return Article(
        title=title or pages[0][0][:200] if pages and pages[0] else title,
        text=text,
        paragraphs=spans,
        byline=(writer,) if writer else (),
        published=made,
        language=language.language(text),
        url=url,
        genre=Genre.REPORT,
        pages=tuple(marks),
    )
