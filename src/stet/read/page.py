"""An article out of an HTML page."""

import re
from datetime import datetime, timedelta

from lxml.html import HtmlElement

from stet.news import Article, Claimed
from stet.read import body, byline, claims, dateline, genre, language, markup, notices, times
from stet.read.article import assemble

_AHEAD = timedelta(days=1)


def read(text: str, *, url: str = "", arrived: datetime | None = None) -> Article:
    """Read a page. Raises `NotText` where there is no element in it."""
    tree = markup.parse(text, url)
    said = claims.gather(tree)
    title = _title(said)
    address = said.canonical if said.canonical.startswith("http") else url
    published = _published(said, tree, url)
    paragraphs = body.paragraphs(tree, url, said)
    whole, spans = assemble(paragraphs)
    return Article(
        title=title,
        text=whole,
        paragraphs=spans,
        byline=_byline(said),
        dateline=dateline.dateline(whole),
        published=published,
        updated=_updated(said),
        language=language.language(whole, said.language),
        site=_site(said),
        url=address or url,
        genre=genre.of_page(said, title=title, url=url or address, text=whole, around=_around(tree)),
        notices=notices.notices(whole, spans),
    )


def _title(said: claims.Claims) -> str:
    linked = claims.text_of(said.linked.get("headline"))
    shared = said.meta.get("og:title") or said.meta.get("twitter:title") or ""
    return linked or _without_site(shared or said.title, said) or (said.headings[0] if said.headings else "")


def _without_site(title: str, said: claims.Claims) -> str:
    parts = re.split(r"\s+[|–—·»-]\s+", title)
    if len(parts) > 1 and (len(parts[-1].split()) <= 4) and any(h and title.startswith(h) for h in said.headings):
        return title[: title.rindex(parts[-1])].rstrip(" |–—·»-")
    return title


def _byline(said: claims.Claims) -> tuple[str, ...]:
    given = said.linked.get("author") or said.linked.get("creator")
    found: list[str] = []
    for entry in given if isinstance(given, list) else [given]:
        found.extend(n for n in byline.names(claims.text_of(entry)) if not n.startswith("http"))
    if not found:
        found = list(
            byline.names(
                said.meta.get("author") or said.meta.get("article:author") or said.meta.get("dc.creator") or ""
            )
        )
    return tuple(dict.fromkeys(n for n in found if "http" not in n and "www." not in n))


def _published(said: claims.Claims, tree: HtmlElement, url: str) -> Claimed | None:
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
