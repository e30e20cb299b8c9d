"""Feeds in three formats from one record: RSS 2.0, Atom 1.0, JSON Feed 1.1.

Pure functions of what a feed says, so that the served and the baked feed are the same bytes.
"""

import json
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from newsroom.press.seen import Entry, Newsroom, Syndicated

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/elements/1.1/"
TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}
register_namespace("atom", ATOM)
register_namespace("dc", DC)


def write(form: str, newsroom: Newsroom, feed: Syndicated) -> bytes:
    """Write a feed as ``rss``, ``atom`` or ``json``."""
    return {"rss": rss, "atom": atom, "json": json_feed}[form](newsroom, feed)


def rss(newsroom: Newsroom, feed: Syndicated) -> bytes:
    """Write RSS 2.0 with an Atom link to itself."""
    root = Element("rss", version="2.0")
    channel = SubElement(root, "channel")
    _add(channel, "title", feed.title)
    _add(channel, "link", newsroom.at(feed.href))
    _add(channel, "description", feed.description or feed.title)
    _add(channel, "language", newsroom.language)
    _add(channel, "lastBuildDate", format_datetime(feed.updated.astimezone(UTC), usegmt=True))
    SubElement(
        channel,
        f"{{{ATOM}}}link",
        rel="self",
        type="application/rss+xml",
        href=newsroom.at(feed.self_href + "feed.rss"),
    )
    for entry in feed.entries:
        item = SubElement(channel, "item")
        _add(item, "title", entry.title)
        _add(item, "link", newsroom.at(entry.href))
        _add(item, "guid", _id(newsroom, entry), isPermaLink="false")
        _add(item, "pubDate", format_datetime(entry.published.astimezone(UTC), usegmt=True))
        _add(item, "description", entry.summary)
        if entry.author:
            _add(item, f"{{{DC}}}creator", entry.author)
        for tag in entry.tags:
            _add(item, "category", tag)
    return _document(root)


def atom(newsroom: Newsroom, feed: Syndicated) -> bytes:
    """Write Atom 1.0 (RFC 4287)."""
    root = Element("feed", xmlns=ATOM)
    root.set("xml:lang", newsroom.language)
    _add(root, "title", feed.title)
    _add(root, "id", newsroom.at(feed.self_href))
    _add(root, "updated", _moment(feed.updated))
    SubElement(root, "link", rel="alternate", type="text/html", href=newsroom.at(feed.href))
    SubElement(root, "link", rel="self", type="application/atom+xml", href=newsroom.at(feed.self_href + "feed.atom"))
    _add(SubElement(root, "author"), "name", newsroom.name)
    if feed.description:
        _add(root, "subtitle", feed.description)
    for entry in feed.entries:
        item = SubElement(root, "entry")
        if entry.language:
            item.set("xml:lang", entry.language)
        _add(item, "title", entry.title)
        _add(item, "id", _id(newsroom, entry))
        SubElement(item, "link", rel="alternate", type="text/html", href=newsroom.at(entry.href))
        _add(item, "published", _moment(entry.published))
        _add(item, "updated", _moment(entry.updated))
        if entry.author:
            _add(SubElement(item, "author"), "name", entry.author)
        for tag in entry.tags:
            SubElement(item, "category", term=tag)
        _add(item, "summary", entry.summary, type="text")
    return _document(root)


def json_feed(newsroom: Newsroom, feed: Syndicated) -> bytes:
    """Write JSON Feed 1.1."""
    said: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": newsroom.at(feed.href),
        "feed_url": newsroom.at(feed.self_href + "feed.json"),
        "language": newsroom.language,
        "authors": [{"name": newsroom.name}],
        "items": [_item(newsroom, entry) for entry in feed.entries],
    }
    if feed.description:
        said["description"] = feed.description
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _item(newsroom: Newsroom, entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": _id(newsroom, entry),
        "url": newsroom.at(entry.href),
        "title": entry.title,
        "content_text": entry.summary or entry.title,
        "date_published": _moment(entry.published),
        "date_modified": _moment(entry.updated),
    }
    if entry.author:
        item["authors"] = [{"name": entry.author}]
    if entry.tags:
        item["tags"] = list(entry.tags)
    if entry.language:
        item["language"] = entry.language
    return item


def _id(newsroom: Newsroom, entry: Entry) -> str:
    return newsroom.at(entry.id)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _add(parent: Element, name: str, text: str, **attributes: str) -> Element:
    child = SubElement(parent, name, attributes)
    child.text = clean(text)
    return child


def clean(text: str) -> str:
    """Drop the characters that XML 1.0 cannot hold: a headline with a stray control code must not break the feed."""
    return "".join(
        char
        for char in text
        if (char >= " " and not "\ud800" <= char <= "\udfff" and char not in "\ufffe\uffff") or char in "\t\n\r"
    )


def _document(root: Element) -> bytes:
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="utf-8") + b"\n"
