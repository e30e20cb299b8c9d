"""JSON Feed 1.0 and 1.1 (jsonfeed.org), read defensively: any value may be of any type."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape
from typing import Any

from stet.errors import NotAFeed, TooLarge
from stet.gather import links
from stet.gather.entry import MAX_CONTENT, MAX_SUMMARY, MAX_TAGS, MAX_TITLE, Draft
from stet.gather.moments import moment
from stet.gather.plain import Form, plain
from stet.gather.vocabulary import Says
from stet.news import Feed, Item, Link, Particulars, Person, Said, Tag, Wording

MAX_ITEMS = 50_000
MAX_EACH = 200  # people or attachments of one item
_HEAD_LINKS = {"home_page_url": "alternate", "feed_url": "self", "next_url": "next"}
_ITEM_LINKS = {"url": "alternate", "external_url": "via"}
_PICTURES = ("icon", "favicon", "image", "banner_image")
_TEXTS = {
    "title": ("title", Form.TEXT),
    "description": ("subtitle", Form.TEXT),
    "summary": ("summary", Form.TEXT),
    "content_text": ("content", Form.TEXT),
    "content_html": ("content", Form.HTML),
}
_ADVICE = "Give the address of a feed"


def read(text: str, *, url: str = "", whole: bool = False) -> Feed:
    """Read a JSON Feed; with `whole`, everything in it.

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
    version = _text(document, "version").rpartition("/")[2]
    hubs = [h for h in _list(document, "hubs") if isinstance(h, dict)]
    return Feed(
        title=plain(_text(document, "title"), Form.TEXT)[:MAX_TITLE],
        items=tuple(_item(entry, url, whole) for entry in usable),
        problems=tuple(problems if len(usable) < len(entries) else ()),
        link=links.followed(_text(document, "home_page_url"), url),
        language=_text(document, "language")[:35],
        hub=next((links.followed(_text(h, "url"), url) for h in hubs if _text(h, "type").lower() == "websub"), ""),
        subtitle=plain(_text(document, "description"), Form.TEXT)[:MAX_SUMMARY],
        author=next((person.name for person in _people(document, url)), ""),
        image=links.followed(_text(document, "icon") or _text(document, "favicon"), url),
        format=f"JSON Feed {version if version[:1].isdigit() else ''}".strip()[:20],
        more=_particulars(document, url, _HEAD_LINKS) if whole else None,
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


def _item(entry: dict[str, Any], url: str, whole: bool) -> Item:
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
    draft.author = next((person.name for person in _people(entry, url)), "")
    for tag in _list(entry, "tags"):
        draft.tag(plain(str(tag), Form.TEXT))
    return replace(draft.item(), more=_particulars(entry, url, _ITEM_LINKS) if whole else None)


def _particulars(record: dict[str, Any], url: str, relations: Mapping[str, str]) -> Particulars:
    """Return what a feed or an item says beyond the fields of ours."""
    language = _text(record, "language")[:35]
    texts = {slot: (said[:MAX_CONTENT], form) for key, (slot, form) in _TEXTS.items() if (said := _text(record, key))}
    dates = {"published": moment(_text(record, "date_published")), "updated": moment(_text(record, "date_modified"))}
    found = [Link(href=_text(record, key), rel=rel) for key, rel in relations.items()]
    found += [
        Link(
            href=_text(a, "url"),
            rel="enclosure",
            type=_text(a, "mime_type"),
            title=plain(_text(a, "title"), Form.TEXT),
            length=_text(a, "size_in_bytes"),
        )
        for a in _list(record, "attachments")[:MAX_EACH]
        if isinstance(a, dict)
    ]
    return Particulars(
        id=_text(record, "id")[: links.LONGEST],
        language=language,
        texts={
            slot: Wording(text=plain(said, form), type=f"text/{form.value}", language=language, base=url)
            for slot, (said, form) in texts.items()
        },
        people={"author": people} if (people := tuple(_people(record, url))) else {},
        dates={name: when for name, when in dates.items() if when},
        links=tuple(replace(one, href=href) for one in found if (href := links.followed(one.href, url))),
        tags=tuple(Tag(term=plain(str(t), Form.TEXT)[:200]) for t in _list(record, "tags")[:MAX_TAGS]),
        said={key: (Said(text=href),) for key in _PICTURES if (href := links.followed(_text(record, key), url))},
    )


def _people(record: dict[str, Any], url: str) -> Iterator[Person]:
    for person in [*_list(record, "authors")[:MAX_EACH], record.get("author")]:
        if isinstance(person, dict) and (name := plain(_text(person, "name"), Form.TEXT)):
            yield Person(name=name, url=links.followed(_text(person, "url"), url))


def _text(record: dict[str, Any], key: str) -> str:
    """Return a value as text: some feeds number their ids. Lone surrogates, which no text may hold, are replaced."""
    value = record.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).encode("utf-8", "replace").decode("utf-8")


def _list(record: dict[str, Any], key: str) -> list[Any]:
    value = record.get(key)
    return value if isinstance(value, list) else []
