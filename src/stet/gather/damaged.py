"""Feeds that are no well-formed XML, and old kinds: feedparser's loose reader makes sense of most of them.

It is given a stream, never an address, so it opens no connection; its own sanitiser stays off, since what it gives
goes through the same plain-text and link rules as everything else. It is slow (about a thousand entries a second), so
`MAX_BYTES` keeps a hostile document from holding a worker.
"""

import io
import re
from collections.abc import Mapping
from typing import Any

import feedparser

from stet.errors import NotAFeed, TooLarge
from stet.gather import links
from stet.gather.entry import Draft
from stet.gather.moments import from_parts
from stet.gather.plain import Form, plain
from stet.gather.vocabulary import Says
from stet.gather.walk import entities
from stet.news import Feed, Item

MAX_BYTES = 8 << 20
_ENTITY = re.compile(r"<!\s*ENTITY", re.IGNORECASE)
_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)


def read(text: str, *, url: str = "", why: str = "", known: bool = False) -> Feed:
    """Read what can be read; `why` (what is damaged) becomes the feed's problem. `known`: it surely is a feed.

    Raises:
        NotAFeed: nothing like a feed is in it, or it declares entities.
        TooLarge: over `MAX_BYTES`.
    """
    if len(text) > MAX_BYTES:
        raise TooLarge(f"it is damaged ({why}) and over {MAX_BYTES >> 20} MiB", advice="Ask the source to mend it")
    if _ENTITY.search(text):
        raise entities()
    if _HTML.match(text[:4000]):
        raise NotAFeed("it is a web page", advice="Search the page for its feeds and add one of them")
    found = _parsed(text, url)
    if not known and not found.get("version") and not found.get("entries"):
        raise NotAFeed(
            f"no feed was found in it{f' ({why})' if why else ''}", advice="Look at the address in a browser"
        )
    head = found.get("feed", {})
    ttl = str(head.get("ttl", ""))
    return Feed(
        title=plain(_text(head, "title")),
        items=tuple(_item(entry, url) for entry in found.get("entries", [])),
        problems=(why,) if why else (),
        link=links.followed(_text(head, "link"), url),
        language=_text(head, "language")[:35],
        hub=next((links.followed(_text(x, "href"), url) for x in head.get("links", []) if x.get("rel") == "hub"), ""),
        ttl_minutes=int(ttl) if ttl.isascii() and ttl.isdigit() and len(ttl) < 7 else None,
    )


def _parsed(text: str, url: str) -> Mapping[str, Any]:
    headers = {"content-type": "application/xml; charset=utf-8", **({"content-location": url} if url else {})}
    stream = io.BytesIO(text.encode("utf-8", "replace"))
    try:
        parsed: Mapping[str, Any] = feedparser.parse(
            stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except (Exception, RecursionError) as error:
        raise NotAFeed(f"it is too damaged to read: {error}", advice="Look at the address in a browser") from error
    return parsed


def _item(entry: Mapping[str, Any], url: str) -> Item:
    draft = Draft()
    draft.id = _text(entry, "id")[: links.LONGEST]
    draft.alternate = links.followed(_text(entry, "link"), url)
    draft.title = plain(_text(entry, "title"), _form(entry.get("title_detail")))[:2000]
    draft.author = plain(_text(entry, "author"))
    for content in entry.get("content") or ():
        draft.put(Says.CONTENT, _text(content, "value"), _form(content), 1, base=url, attributes={})
    draft.summary = plain(_text(entry, "summary"), _form(entry.get("summary_detail")))
    draft.dates = {
        Says.PUBLISHED: from_parts(entry.get("published_parsed")),
        Says.CREATED: from_parts(entry.get("created_parsed")),
        Says.UPDATED: from_parts(entry["updated_parsed"] if "updated_parsed" in entry else None),  # noqa: SIM401 - get() substitutes
    }
    for tag in entry.get("tags") or ():
        draft.tag(plain(_text(tag, "term")))
    return draft.item()


def _form(detail: Mapping[str, Any] | None) -> Form:
    kind = (detail or {}).get("type", "")
    return Form.HTML if "html" in kind else Form.GUESS


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    return value if isinstance(value, str) else ""
