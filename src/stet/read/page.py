"""An article out of an HTML page."""

from datetime import datetime

from stet.news import Article
from stet.read import (
    address,
    beside,
    blocks,
    body,
    claims,
    dateline,
    genre,
    headline,
    language,
    markup,
    notices,
    published,
    writers,
)
from stet.text import joined


def read(text: str, *, url: str = "", arrived: datetime | None = None, by: body.Judging | None = None) -> Article:
    """Read a page. Raises `NotText` where there is no element in it."""
    tree = markup.parse(text, url)
    said = claims.gather(tree)
    title = headline.headline(said, url)
    known = address.address(url, said.canonical)
    found = blocks.blocks(tree)
    when = published.published(said, tree, found, title, url, arrived)
    kept = body.paragraphs(tree, found, said, title=title, url=url, by=by)
    whole, spans = joined(kept)
    return Article(
        title=title,
        text=whole,
        paragraphs=spans,
        byline=writers.writers(said, tree, found, title, url),
        dateline=dateline.dateline(whole),
        published=when,
        updated=published.updated(said, tree, beside.beside(found, title), url),
        language=language.language(whole, said.language),
        site=_site(said),
        url=known,
        genre=genre.of_page(said, title=title, url=url or known, text=whole, around="\n".join(b.text for b in found)),
        notices=notices.notices(whole, spans),
    )


def _site(said: claims.Claims) -> str:
    return (
        claims.text_of(said.linked.get("publisher"))
        or said.meta.get("og:site_name", "")
        or said.meta.get("application-name", "")
    )
