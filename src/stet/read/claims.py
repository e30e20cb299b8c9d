"""What a page claims of itself: headline, writers, times, outlet, address; JSON-LD first, then OpenGraph, then tags."""

import html as entities
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

from stet.read.blocks import clean

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Posting|Report|Review|Story|Recipe|Chapter|WebPage|NewsItem)$")
_LEAST_SURE = "WebPage"
_MOST_JSON = 2_000_000  # characters of one script; more is program state
_MOST_SCRIPTS = 50
_DEEPEST = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Claims:
    """What was said, as it was said; an empty string where nothing was."""

    linked: dict[str, Any] = field(default_factory=dict)  # the JSON-LD record of the article
    known: dict[str, Any] = field(default_factory=dict)  # every JSON-LD record that has an @id and a name
    meta: dict[str, str] = field(default_factory=dict)  # name or property, lower case -> content
    title: str = ""
    headings: tuple[str, ...] = ()
    canonical: str = ""
    language: str = ""


def gather(tree: HtmlElement) -> Claims:
    """Collect the claims of a page."""
    scripts = _scripts(tree)
    return Claims(
        linked=_best(scripts),
        known=_known(scripts),
        meta=_meta(tree),
        title=_line(" ".join(tree.xpath("(//head/title|//title)[1]//text()")[:3])),
        headings=tuple(h for h in (_line(_shown(e)) for e in tree.iter("h1")) if h)[:6],
        canonical=next(iter(tree.xpath("//link[@rel='canonical']/@href")), "").strip(),
        language=str(tree.get("lang") or tree.get("xml:lang") or ""),
    )


def text_of(value: Any) -> str:
    """Return a JSON-LD value as one line: a string, the name of an object, or the first of a list."""
    for _ in range(_DEEPEST):
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, dict):
            value = value.get("name") or value.get("@value") or value.get("@id") or ""
        else:
            break
    return _line(str(value)) if isinstance(value, (str, int)) else ""


def _line(text: str) -> str:
    return clean(re.sub(r"\s+", " ", entities.unescape(text)))


def _shown(element: HtmlElement) -> str:
    """Return the text of an element without the style and script inside it."""
    return "".join(element.xpath(".//text()[not(parent::style or parent::script or parent::noscript)]"))


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        content = _line(element.get("content") or "")
        if name and content and name not in found:
            found[name] = content[:2000]
    return found


def _scripts(tree: HtmlElement) -> list[Any]:
    """Return the JSON-LD of the page, parsed; what is no JSON is left out."""
    found = [s for s in tree.iter("script") if "ld+json" in (s.get("type") or "").lower()]
    return [parsed for s in found[:_MOST_SCRIPTS] if (parsed := _loads(s.text or "")) is not None]


def _best(scripts: list[Any]) -> dict[str, Any]:
    records = [r for s in scripts for r in _records(s, 0)]
    return max(records, key=_sureness, default={})


def _known(scripts: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for script in scripts:
        entries = script.get("@graph", [script]) if isinstance(script, dict) else script
        for entry in entries if isinstance(entries, list) else []:
            if isinstance(entry, dict) and entry.get("@id") and entry.get("name"):
                found[str(entry["@id"])] = entry
    return found


def _loads(text: str) -> Any:
    text = (
        re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$", "", text[:_MOST_JSON])
        .strip()
        .rstrip(";")
    )
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    try:  # trailing commas are the commonest fault
        return json.loads(re.sub(r",\s*([}\]])", r"\1", text), strict=False)
    except (ValueError, RecursionError):
        return None


def _records(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for entry in value[:200]:
            yield from _records(entry, depth + 1)
    elif isinstance(value, dict):
        if any(_ARTICLE.search(t) for t in types(value)):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            yield from _records(value.get(key), depth + 1)


def types(record: dict[str, Any]) -> tuple[str, ...]:
    """Return the schema.org types of a record."""
    given = record.get("@type")
    return tuple(str(t) for t in (given if isinstance(given, list) else [given]) if t)


def _sureness(record: dict[str, Any]) -> int:
    if not record:
        return -1
    kinds = types(record)
    said = sum(bool(record.get(k)) for k in ("headline", "datePublished", "author", "articleBody"))
    return said + (0 if _LEAST_SURE in kinds else 4)
