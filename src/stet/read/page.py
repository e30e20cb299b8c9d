"""An article out of an HTML page."""

import re
from datetime import datetime, timedelta

from lxml.html import HtmlElement

from stet.news import Article, Claimed
from stet.read import body, claims, dateline, genre, headline, language, markup, notices, times, writers
from stet.read.article import assemble

_AHEAD = timedelta(days=1)


def read(text: str, *, url: str = "", arrived: datetime | None = None, by: body.Judging | None = None) -> Article:
    """Read a page. Raises `NotText` where there is no element in it."""
    tree = markup.parse(text, url)
    said = claims.gather(tree)
    title = headline.headline(said, url)
    address = said.canonical if said.canonical.startswith("http") else url
    when = published(said, tree, url)
    paragraphs = body.paragraphs(tree, said, title=title, url=url, by=by)
    whole, spans = assemble(paragraphs)
    return Article(
        title=title,
        text=whole,
        paragraphs=spans,
        byline=writers.writers(said, tree),
        dateline=dateline.dateline(whole),
        published=when,
        updated=_updated(said),
        language=language.language(whole, said.language),
        site=_site(said),
        url=address or url,
        genre=genre.of_page(said, title=title, url=url or address, text=whole, around=_around(tree)),
        notices=notices.notices(whole, spans),
    )


def published(said: claims.Claims, tree: HtmlElement, url: str) -> Claimed | None:
    for source, value in (
        ("json-ld", claims.text_of(said.linked.get("datePublished"))),
        ("opengraph", said.meta.get("article:published_time", "")),
        ("meta", said.meta.get("datepublished", "") or said.meta.get("date", "") or said.meta.get("dc.date", "")),
    ):
        if value and (found := times.from_machine(value, source)):
            return found
    from htmldate import find_date

    guess = find_date(tree, original_date=True, url=url or None, outputformat="%Y-%m-%d")
    return times.from_machine(guess, "text") if guess else None


def _updated(said: claims.Claims) -> Claimed | None:
    for source, value in (
        ("json-ld", claims.text_of(said.linked.get("dateModified"))),
        ("opengraph", said.meta.get("article:modified_time", "") or said.meta.get("og:updated_time", "")),
    ):
        if value and (found := times.from_machine(value, source)):
            return found
    return None


def _site(said: claims.Claims) -> str:
    return (
        claims.text_of(said.linked.get("publisher"))
        or said.meta.get("og:site_name", "")
        or said.meta.get("application-name", "")
    )


def _around(tree: HtmlElement) -> str:
    return " ".join(tree.xpath("//body//text()[not(ancestor::script or ancestor::style)]"))[:20_000]
