"""Feeds that are no well-formed XML, and old kinds.

Three attempts, each slower and looser: mend the spelling, recover the tags, and at last feedparser's loose reader, that
makes sense of nearly anything at about a thousand entries a second; `LOOSE_MAX` keeps a hostile document from holding a
worker with it. It is given a stream, never an address, so it opens no connection; its own sanitiser stays off, since
what it gives goes through the same plain-text and link rules as everything else.
"""

import io
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import feedparser

from stet.errors import NotAFeed, TooLarge
from stet.gather import links, mend, xmlfeed
from stet.gather.entry import Draft
from stet.gather.moments import from_parts
from stet.gather.plain import Form, plain
from stet.gather.vocabulary import Says
from stet.gather.walk import NotWellFormed, entities
from stet.news import Feed, Item

LOOSE_MAX = 1 << 20  # characters, and
LOOSE_ITEMS = 2000  # entries: feedparser takes up to two seconds for so much, whatever is in it
_ENOUGH = 0.9  # of the entries that seem to begin in the document; fewer, and the next attempt is made
_ENTITY = re.compile(r"<!\s*ENTITY", re.IGNORECASE)
_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_START = re.compile(r"<\?xml\b|<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")
_ENTRY = re.compile(r"<(?:item|entry)[\s>]", re.IGNORECASE)
_ADVICE = "Look at the address in a browser"


def read(text: str, *, url: str = "", why: str) -> Feed:
    """Read what can be read; `why` (what is damaged) becomes the feed's problem.

    Raises:
        NotAFeed: nothing like a feed is in it, or it declares entities.
        TooLarge: it is nested too deep, or beyond mending and over `LOOSE_MAX`.
    """
    _refuse(text)
    start = _START.search(text[:8192])
    text = _DECLARATION.sub("", text[start.start() :] if start else text, count=1)
    expected, best = len(_ENTRY.findall(text)), None
    for feed in _mended(text, url):
        if best is None or len(feed.items) > len(best.items):
            best = feed
        if len(best.items) >= expected * _ENOUGH:
            return replace(best, problems=(why, *best.problems))
    if len(text) <= LOOSE_MAX:
        return loose(text, url=url, why=why)
    if best and best.items:
        return replace(best, problems=(why, f"{expected - len(best.items)} entries could not be read", *best.problems))
    raise TooLarge(f"it is too damaged ({why}) for its size", advice="Ask the source to mend it")


def begins_late(text: str) -> bool:
    """Say whether a feed begins behind something else, such as a server's warning."""
    return not _HTML.match(text[:4000]) and re.search(r"<(?:rss|feed|rdf:RDF)\b", text[:8192]) is not None


def _refuse(text: str) -> None:
    if _ENTITY.search(text):
        raise entities()
    if _HTML.match(text[:4000]):
        raise NotAFeed("it is a web page", advice="Search the page for its feeds and add one of them")


def _mended(text: str, url: str) -> Iterator[Feed]:
    spelled = mend.spelling(text)
    for recover in (False, True):
        try:
            yield xmlfeed.read(mend.tags(spelled) if recover else spelled, url=url)
        except (NotWellFormed, TooLarge, xmlfeed.OtherKind):
            continue


def loose(text: str, *, url: str = "", why: str = "", known: bool = False) -> Feed:
    """Read with feedparser alone; `known`: it surely is a feed, even without entries."""
    _refuse(text)
    starts = [entry.start() for entry in itertools.islice(_ENTRY.finditer(text), LOOSE_ITEMS + 1)]
    cut = min(LOOSE_MAX, starts[LOOSE_ITEMS] if len(starts) > LOOSE_ITEMS else LOOSE_MAX)
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
        items=tuple(_item(entry, url) for entry in found.get("entries", [])),
        problems=tuple(problems),
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
        raise NotAFeed(f"it is too damaged to read: {error}", advice=_ADVICE) from error
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
