"""What a page claims of itself: headline, writers, times, outlet, address; JSON-LD first, then OpenGraph, then tags."""

import html as entities
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from stet.read.blocks import clean

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Posting|Report|Review|Story|Recipe|Chapter|WebPage|NewsItem)$")
_LEAST_SURE = "WebPage"
_MOST_JSON = 2_000_000  # characters of one script; more is program state
_MOST_SCRIPTS = 50
_DEEPEST = 12
_MOST_HEADINGS = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Claims:
    """What was said, as it was said; an empty string where nothing was."""

    linked: dict[str, Any] = field(default_factory=dict)  # the JSON-LD record of the article
    known: dict[str, Any] = field(default_factory=dict)  # every JSON-LD record that has an @id and a name
    meta: dict[str, str] = field(default_factory=dict)  # name or property, lower case -> content
    title: str = ""
    headings: tuple[str, ...] = ()  # of the first level, without those that are the outlet's sign
    lesser: tuple[str, ...] = ()  # of the second and third
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
        headings=tuple(h for h in (_line(_shown(e)) for e in tree.iter("h1") if not _is_sign(e)) if h)[:6],
        lesser=tuple(h for e in islice(tree.iter("h2", "h3"), _MOST_HEADINGS) if (h := _line(_text(e)))),
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


_KICKER = re.compile(
    r"kicker|roof-?line|over-?line|top-?line|eyebrow|dachzeile|spitzmarke|sub-?title|sub-?head|topic|category|section"
    r"|rubri[ck]|small|surtitre|antetitulo|occhiello|supertitle|pre-?title",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"visually-?hidden|sr-only|screen-?reader", re.IGNORECASE)
_LEAST = 10  # letters; a heading with less left of it was all topic


def _shown(heading: HtmlElement) -> str:
    """Return the text of a heading without style, script, and the topic before it in an element that is named so."""
    topics: set[HtmlElement] = set()
    silent: set[HtmlElement] = set()
    for element in heading.iterdescendants():
        name = element.get("class") or ""
        if element.tag in ("style", "script", "noscript") or element.getparent() in silent or _UNSEEN.search(name):
            silent.add(element)
        elif element.getparent() in topics or _KICKER.search(name):
            topics.add(element)
    told = [(t, _holder(t)) for t in heading.xpath(".//text()")]
    spoken = [(t, holder in topics) for t, holder in told if holder not in silent and t.strip()]
    first = next((i for i, (_, is_topic) in enumerate(spoken) if not is_topic), 0)
    rest = "".join(t for t, _ in spoken[first:])
    return rest if len(re.sub(r"\W", "", rest)) >= _LEAST else "".join(t for t, _ in spoken)


def _holder(text: Any) -> HtmlElement:
    """Return the element that a text node of lxml stands in."""
    above = text.getparent()
    return above.getparent() if text.is_tail else above


_FRONT = re.compile(r"(?:.*/web/\d+/)?(?:(?:https?:)?//[^/?#]+)?/?(?:\?[^/]*|index\.\w+)?|(?:\.\./)+")


def _is_sign(heading: HtmlElement) -> bool:
    """Say whether a heading is the outlet's name over every page: a link to the front page, and nothing else."""
    link = next(heading.iter("a"), None)
    if link is None or re.sub(r"\W", "", _text(link)) != re.sub(r"\W", "", _text(heading)):
        return False
    return bool(_FRONT.fullmatch(link.get("href") or "#"))


def _text(element: HtmlElement) -> str:
    return "".join(element.itertext())


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
