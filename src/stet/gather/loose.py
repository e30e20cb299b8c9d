"""The loosest reader: feedparser, for what no mending makes well-formed, and for kinds that nobody publishes any more.

It makes sense of nearly anything, at about a thousand entries a second; the two limits keep a hostile document from
holding a worker with it. It is given a stream, never an address, so it opens no connection; its own sanitiser stays
off, since what it gives goes through the same plain-text and link rules as everything else.
"""

import io
import itertools
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import feedparser
from feedparser.api import SUPPORTED_VERSIONS

from stet.errors import NotAFeed
from stet.gather import links
from stet.gather.entry import MAX_SUMMARY, MAX_TAGS, MAX_TITLE, Draft
from stet.gather.moments import from_parts
from stet.gather.plain import Form, plain
from stet.gather.vocabulary import Says
from stet.gather.walk import entities
from stet.news import Feed, Item, Link, Particulars, Person, Tag, Wording

MAX_CHARACTERS = 1 << 20  # and
MAX_ITEMS = 2000  # entries: feedparser takes up to two seconds for so much, whatever is in it
ENTRY = re.compile(r"<(?:item|entry)[\s>]", re.IGNORECASE)
HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(r"<!\s*ENTITY", re.IGNORECASE)
_ADVICE = "Look at the address in a browser"
_TEXTS = {slot: f"{slot}_detail" for slot in ("title", "subtitle", "summary", "info", "rights")}
_DATES = {name: name for name in ("published", "updated", "created", "expired")}
_DATES |= {"valid_from": "validity_start", "valid_until": "validity_end"}
_PEOPLE = {
    "author": ("authors", "author_detail"),
    "contributor": ("contributors", ""),
    "publisher": ("publishers", "publisher_detail"),
}


def read(text: str, *, url: str = "", why: str = "", known: bool = False, whole: bool = False) -> Feed:
    """Read with feedparser alone; `known`: it surely is a feed, even without entries."""
    refuse(text)
    starts = [entry.start() for entry in itertools.islice(ENTRY.finditer(text), MAX_ITEMS + 1)]
    cut = min(MAX_CHARACTERS, starts[MAX_ITEMS] if len(starts) > MAX_ITEMS else MAX_CHARACTERS)
    found = _parsed(text[:cut], url)
    problems = [why] if why else []
    if cut < len(text):
        problems.append(f"only the first {cut:,} characters were read")
    if not known and not found.get("version") and not found.get("entries"):
        raise NotAFeed(f"no feed was found in it{f' ({why})' if why else ''}", advice=_ADVICE)
    head = found.get("feed", {})
    ttl = str(head.get("ttl", ""))
    return Feed(
        title=plain(_text(head, "title")),
        items=tuple(_item(entry, url, whole) for entry in found.get("entries", [])),
        problems=tuple(problems),
        link=links.followed(_text(head, "link"), url),
        language=_text(head, "language")[:35],
        hub=next((links.followed(_text(x, "href"), url) for x in head.get("links", []) if x.get("rel") == "hub"), ""),
        ttl_minutes=int(ttl) if ttl.isascii() and ttl.isdigit() and len(ttl) < 7 else None,
        subtitle=plain(_text(head, "subtitle"), _form(head.get("subtitle_detail")))[:MAX_SUMMARY],
        author=plain(_text(head, "author"))[:500],
        rights=plain(_text(head, "rights"), _form(head.get("rights_detail")))[:MAX_TITLE],
        image=links.followed(_text(head.get("image") or {}, "href"), url),
        updated=_moment(head, "updated"),
        format=SUPPORTED_VERSIONS.get(found.get("version", ""), ""),
        more=_particulars(head, url) if whole else None,
    )


def refuse(text: str) -> None:
    """Raise `NotAFeed` for what is not looked at any further: declared entities, and web pages."""
    if _ENTITY.search(text):
        raise entities()
    if HTML.match(text[:4000]):
        raise NotAFeed("it is a web page", advice="Search the page for its feeds and add one of them")


def _parsed(text: str, url: str) -> Mapping[str, Any]:
    headers = {"content-type": "application/xml; charset=utf-8", **({"content-location": url} if url else {})}
    stream = io.BytesIO(text.encode("utf-8", "replace"))
    try:
        parsed: Mapping[str, Any] = feedparser.parse(
            stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except (Exception, RecursionError) as error:
        raise NotAFeed(f"it is too damaged to read: {error}", advice=_ADVICE) from error
    return parsed


def _item(entry: Mapping[str, Any], url: str, whole: bool) -> Item:
    draft = Draft()
    draft.id = _text(entry, "id")[: links.LONGEST]
    draft.alternate = links.followed(_text(entry, "link"), url)
    draft.title = plain(_text(entry, "title"), _form(entry.get("title_detail")))[:2000]
    draft.author = plain(_text(entry, "author"))
    for content in entry.get("content") or ():
        draft.put(Says.CONTENT, _text(content, "value"), _form(content), 1, base=url, attributes={})
    draft.summary = plain(_text(entry, "summary"), _form(entry.get("summary_detail")))
    draft.dates = {
        Says.PUBLISHED: _moment(entry, "published"),
        Says.CREATED: _moment(entry, "created"),
        Says.UPDATED: _moment(entry, "updated"),
    }
    for tag in entry.get("tags") or ():
        draft.tag(plain(_text(tag, "term")))
    return replace(draft.item(), more=_particulars(entry, url) if whole else None)


def _moment(record: Mapping[str, Any], name: str) -> datetime | None:
    key = f"{name}_parsed"
    return from_parts(record[key] if key in record else None)  # noqa: SIM401 - its get() substitutes one for another


def _particulars(record: Mapping[str, Any], url: str) -> Particulars:
    """Return what feedparser found beyond the fields of an item; what has no name there is left out."""
    dates = {name: _moment(record, key) for name, key in _DATES.items()}
    texts = {slot: _wording(record[key]) for slot, key in _TEXTS.items() if record.get(key)}
    if contents := record.get("content"):
        texts["content"] = _wording(contents[0])
    people = {role: _people(record, plural, one) for role, (plural, one) in _PEOPLE.items()}
    source = record.get("source")
    return Particulars(
        id=_text(record, "id")[: links.LONGEST],
        language=_text(record, "language")[:35],
        texts=texts,
        people={role: who for role, who in people.items() if who},
        dates={name: when for name, when in dates.items() if when},
        links=tuple(link for one in record.get("links") or () if (link := _link(one, url))),
        tags=tuple(
            Tag(term=plain(_text(t, "term"))[:200], scheme=_text(t, "scheme"), label=_text(t, "label"))
            for t in (record.get("tags") or ())[:MAX_TAGS]
        ),
        source=_particulars(source, url) if isinstance(source, Mapping) else None,
    )


def _wording(detail: Mapping[str, Any]) -> Wording:
    return Wording(
        text=plain(_text(detail, "value"), _form(detail))[:MAX_SUMMARY],
        type=_text(detail, "type"),
        language=_text(detail, "language"),
        base=_text(detail, "base"),
    )


def _people(record: Mapping[str, Any], plural: str, one: str) -> tuple[Person, ...]:
    found = record.get(plural) or [record[one]] if record.get(plural) or record.get(one) else []
    return tuple(
        Person(name=_text(p, "name")[:500], email=_text(p, "email")[:500], url=links.followed(_text(p, "href")))
        for p in found
        if p
    )


def _link(record: Mapping[str, Any], url: str) -> Link | None:
    href = links.followed(_text(record, "href"), url)
    said = {key: _text(record, key) for key in ("rel", "type", "title", "length") if _text(record, key)}
    return Link(href=href, **said) if href else None


def _form(detail: Mapping[str, Any] | None) -> Form:
    kind = (detail or {}).get("type", "")
    return Form.HTML if "html" in kind else Form.GUESS


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    return value if isinstance(value, str) else ""
