"""JSON Feed 1.0 and 1.1 (jsonfeed.org), read defensively: any value may be of any type."""

import json
from html import escape
from typing import Any

from stet.errors import NotAFeed, TooLarge
from stet.gather import links
from stet.gather.entry import MAX_CONTENT, MAX_SUMMARY, MAX_TITLE, Draft
from stet.gather.moments import moment
from stet.gather.plain import Form, plain
from stet.gather.vocabulary import Says
from stet.news import Feed, Item

MAX_ITEMS = 50_000
_ADVICE = "Give the address of a feed"


def read(text: str, *, url: str = "") -> Feed:
    """Read a JSON Feed.

    Raises:
        NotAFeed: it is no JSON, or JSON of another kind.
        TooLarge: nested deeper than Python's reader of JSON goes.
    """
    document = _document(text)
    entries = document.get("items")
    if not isinstance(entries, list) or not ("jsonfeed" in str(document.get("version")) or "title" in document):
        raise NotAFeed("it is JSON, but no JSON Feed", advice=_ADVICE)
    usable = [entry for entry in entries[:MAX_ITEMS] if isinstance(entry, dict)]
    problems = [f"{len(entries) - len(usable)} entries were left out: no objects, or too many"]
    hubs = [h for h in _list(document, "hubs") if isinstance(h, dict)]
    return Feed(
        title=plain(_text(document, "title"), Form.TEXT)[:MAX_TITLE],
        items=tuple(_item(entry, url) for entry in usable),
        problems=tuple(problems if len(usable) < len(entries) else ()),
        link=links.followed(_text(document, "home_page_url"), url),
        language=_text(document, "language")[:35],
        hub=next((links.followed(_text(h, "url"), url) for h in hubs if _text(h, "type").lower() == "websub"), ""),
    )


def _document(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except RecursionError:
        raise TooLarge("its JSON is nested too deep", advice="No feed needs that; leave it out") from None
    except ValueError as error:
        raise NotAFeed(f"it begins like JSON, but is none: {error}", advice=_ADVICE) from error
    if not isinstance(document, dict):
        raise NotAFeed("it is JSON, but no object", advice=_ADVICE)
    return document


def _item(entry: dict[str, Any], url: str) -> Item:
    draft = Draft()
    draft.id = _text(entry, "id")[: links.LONGEST]
    draft.title = plain(_text(entry, "title")[: MAX_TITLE * 4], Form.TEXT)[:MAX_TITLE]
    draft.alternate = links.followed(_text(entry, "url"), url) or links.followed(_text(entry, "external_url"), url)
    markup, words = _text(entry, "content_html")[:MAX_CONTENT], _text(entry, "content_text")[:MAX_CONTENT]
    draft.content = links.rebase(markup, url) or escape(words, quote=False)
    own = plain(_text(entry, "summary"), Form.TEXT)
    draft.summary = (own or plain(words, Form.TEXT) or plain(markup, Form.HTML))[:MAX_SUMMARY]
    draft.dates = {
        Says.PUBLISHED: moment(_text(entry, "date_published")),
        Says.UPDATED: moment(_text(entry, "date_modified")),
    }
    people = [*_list(entry, "authors"), entry.get("author")]
    draft.author = next((plain(_text(p, "name"), Form.TEXT) for p in people if isinstance(p, dict)), "")
    for tag in _list(entry, "tags"):
        draft.tag(plain(str(tag), Form.TEXT))
    return draft.item()


def _text(record: dict[str, Any], key: str) -> str:
    """Return a value as text: some feeds number their ids. Lone surrogates, which no text may hold, are replaced."""
    value = record.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).encode("utf-8", "replace").decode("utf-8")


def _list(record: dict[str, Any], key: str) -> list[Any]:
    value = record.get(key)
    return value if isinstance(value, list) else []
