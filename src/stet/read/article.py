"""Read anything that may hold an article: a page, a PDF, a pasted text."""

import re
from datetime import datetime

from stet.errors import NotText
from stet.news import Article, Genre
from stet.read import charset, dateline, genre, language, notices, pasted
from stet.text import joined

_MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|main|div|p|h[1-6]|table|section|meta|title|span|script)\b[^<>]*>",
    re.IGNORECASE,
)
# What a document is by its root, where that is no page; what stands before a root in XML is passed over.
_ROOT = re.compile(
    r"\s*(?:(?:<\?[^>]{0,2000}>|<!--(?:(?!-->).){0,2000}-->|<!doctype\s[^>\[]{0,2000}>)\s*)*<(?P<root>[\w:]{1,30})[\s/>]",
    re.IGNORECASE | re.DOTALL,
)
_NO_PAGES = {
    "svg": "a picture",
    "rss": "a feed",
    "feed": "a feed",
    "rdf:rdf": "a feed",
    "opml": "a list of feeds",
    "urlset": "a sitemap",
    "sitemapindex": "a sitemap",
}
# Kinds that hold no prose; a page that is labelled so in error is still a page.
_NO_PROSE = re.compile(
    r"\s*(?:(?:image|audio|video|font)/|(?:text|application)/(?:(?:x-)?javascript|ecmascript|css|json)\b)",
    re.IGNORECASE,
)


def read(source: str | bytes, *, url: str = "", content_type: str = "", arrived: datetime | None = None) -> Article:
    """Give the article in `source`: HTML as bytes or characters, a pasted text, or the bytes of a PDF.

    `content_type` is the header that came with the bytes; `arrived` is the moment from which "3 hours ago" counts.
    Nothing is fetched. A stub, a wall or a page without prose comes back as an `Article` of that genre.

    Raises:
        NotText: the bytes are neither text nor PDF, there is nothing in them, or they are a picture, a feed or data.
    """
    if isinstance(source, bytes) and source[:1024].lstrip().startswith(b"%PDF-"):
        from stet.read import pdf

        return pdf.read(source, url=url)
    text = charset.decode(source, content_type) if isinstance(source, bytes) else source
    _must_be_text(text, url)
    _must_be_prose(text, content_type, url)
    if is_markup(text, content_type):
        from stet.read import page

        return page.read(text, url=url, arrived=arrived)
    return _from_paste(text, url, arrived)


def is_markup(text: str, content_type: str = "") -> bool:
    """Say whether `text` is HTML: by its label, its first characters, or at least two tags of pages near its start."""
    if "html" in content_type.lower() or re.match(r"\s*(?:<!doctype|<html|<\?xml)", text[:400], re.IGNORECASE):
        return True
    return len(_MARKUP.findall(text[:20_000])) >= 2


def _must_be_text(text: str, url: str) -> None:
    if not text.strip():
        raise NotText("there is nothing in it", subject=url, advice="Hand in HTML, a PDF or text")
    sample = text[:4000]
    odd = sum(c == "\ufffd" or (c < " " and c not in "\t\n\r\f\x1b") for c in sample)
    if odd * 10 > len(sample):
        raise NotText("these bytes are no text", subject=url, advice="Hand in HTML, a PDF or text")


def _must_be_prose(text: str, content_type: str, url: str) -> None:
    root = _ROOT.match(text[:10_000])
    what = _NO_PAGES.get(root["root"].lower(), "") if root else ""
    if not what and _NO_PROSE.match(content_type) and not is_markup(text):
        what = content_type.partition(";")[0].strip().lower()
    if what:
        advice = "`stet feed` lists what is in it" if what == "a feed" else "Hand in HTML, a PDF or text"
        raise NotText(f"it is no page, but {what}", subject=url, advice=advice)


def _from_paste(text: str, url: str, arrived: datetime | None) -> Article:
    found = pasted.read(text, arrived)
    body, spans = joined(found.paragraphs)
    return Article(
        title=found.title,
        text=body,
        paragraphs=spans,
        byline=found.byline,
        dateline=dateline.dateline(body),
        published=found.published,
        updated=found.updated,
        language=language.language(body),
        url=url,
        genre=_genre(found, url, body),
        notices=notices.notices(body, spans),
    )


def _genre(found: pasted.Pasted, url: str, body: str) -> Genre:
    if genre.is_wall(found.title, body, found.around):
        return Genre.WALL
    judged = genre.of_words(found.title, url, body)
    # A pasted line or two is what somebody wanted read: there is no page behind it that they are a stub of.
    return Genre.REPORT if judged is Genre.STUB and not found.around else judged
