"""When a page says it was published and last changed, with where it says so.

The page's own records come first, in the order of who maintains them best (JSON-LD, OpenGraph, other meta tags), then
marked elements, then htmldate's search of the visible text. Records are often kept in UTC: where the page elsewhere
gives the same moment with its local offset, or its address names the day before or after, the local day is kept, since
"yesterday" in the text counts from there.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from lxml.html import HtmlElement

from stet.news import Claimed, Precision
from stet.read import times
from stet.read.claims import Claims, text_of

_META = """datepublished date dc.date dc.date.issued dc.date.created dcterms.created dcterms.date dcterms.issued pubdate
publishdate publish-date publish_date parsely-pub-date sailthru.date article.published originalpublicationdate
date.created datecreated article_date_original og:published_time published_date publication_date ptime
og:article:published_time rnews:datepublished cxenseparse:recs:publishtime lp.article:published_time""".split()
_URL_DAY = re.compile(
    r"[/_=-]((?:19|20)\d\d)(?:([/_-])(1[0-2]|0?[1-9])\2(3[01]|[12]\d|0?[1-9])|(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9]))(?!\d)"
)
_MARKED = re.compile(
    r"publish|posted|entry-date|post-date|article-date|dateline|pubdate|datum|timestamp|created", re.IGNORECASE
)
_NOT_IT = re.compile(r"modif|updat|comment|related|sidebar|footer|widget|teaser|aktualis", re.IGNORECASE)
_LATE, _EARLY = 14, 12  # hours in UTC at which New Zealand has the next day, and Hawaii still the day before
_SHORT = 140  # characters; a longer line is prose, and its dates are the event's
_SAME = timedelta(seconds=90)
_OLDEST = datetime(1995, 1, 1, tzinfo=UTC)


def published(
    said: Claims, tree: HtmlElement, url: str = "", top: Sequence[str] = (), arrived: datetime | None = None
) -> Claimed | None:
    """Return the time of publication as claimed, or None where there is no sign of one.

    `top` are the short lines about the headline, where a date in words may stand, or "3 hours ago" before `arrived`.
    """
    records = [c for c in _records(said) if c.value >= _OLDEST]
    if records:
        return _local(records[0], [*records[1:], *_elements(tree)], tree, url)
    marked = [c for c in _elements(tree) if c.value >= _OLDEST]
    if marked and len({c.value.date() for c in marked}) == 1:  # many days are those of teasers
        return marked[0]
    return _url_day(url) or _worded(top) or _ago(top, arrived) or _searched(tree, url)


def updated(said: Claims) -> Claimed | None:
    """Return the time of the last change as claimed, or None."""
    for source, value in (
        ("json-ld", text_of(said.linked.get("dateModified"))),
        ("opengraph", said.meta.get("article:modified_time", "") or said.meta.get("og:updated_time", "")),
        ("meta", said.meta.get("datemodified", "") or said.meta.get("last-modified", "")),
    ):
        if value and (found := times.from_machine(value, source)):
            return found
    return None


def _records(said: Claims) -> Iterator[Claimed]:
    values = [
        ("json-ld", text_of(said.linked.get("datePublished"))),
        ("json-ld", text_of(said.linked.get("dateCreated"))),
        ("opengraph", said.meta.get("article:published_time", "")),
        *[("meta", said.meta.get(name, "")) for name in _META],
    ]
    for source, value in values:
        if value and (found := times.from_machine(value, source)) and found.precision not in _VAGUE:
            yield found


_VAGUE = {Precision.YEAR, Precision.MONTH}


def _elements(tree: HtmlElement) -> Iterator[Claimed]:
    """Yield the times of elements that are marked as the article's own."""
    for element in tree.iter("time", "abbr", "span", "meta"):
        value = element.get("datetime") or element.get("content") or ""
        if element.tag == "abbr":
            value = element.get("title") or ""
        marks = " ".join(element.get(k) or "" for k in ("class", "itemprop", "property"))
        sure = "datePublished" in marks or element.get("pubdate") is not None
        if value and (
            sure or (element.tag in ("time", "abbr") and _MARKED.search(marks) and not _NOT_IT.search(marks))
        ):
            around = " ".join(e.get("class") or "" for e in list(element.iterancestors())[:5])
            found = times.from_machine(value, "time")
            if found and found.precision not in _VAGUE and not _NOT_IT.search(around):
                yield found


def _worded(lines: Sequence[str]) -> Claimed | None:
    """Return the first date that stands in words in a short line, preferring one that is not of a change."""
    dated = [(t, c) for t in lines if len(t) <= _SHORT and (c := times.from_words(t, "text")) and c.value >= _OLDEST]
    first = [c for t, c in dated if not _NOT_IT.search(t)]
    return next(iter(first), dated[0][1] if dated else None)


def _ago(lines: Sequence[str], arrived: datetime | None) -> Claimed | None:
    short = [t for t in lines if len(t) <= _SHORT and not _NOT_IT.search(t)]
    return next((c for t in short if arrived and (c := times.from_ago(t, arrived))), None)


def _local(record: Claimed, others: list[Claimed], tree: HtmlElement, url: str) -> Claimed:
    """Return `record` as its newsroom's clock shows it, as far as the page tells."""
    if record.precision is Precision.DAY or record.value.utcoffset():
        return record
    for other in others:
        if other.value.utcoffset() and abs(other.value - record.value) <= _SAME:
            return other
    # Evening in UTC may be the next day in the east, morning the day before in the Americas: only then look further.
    step = 1 if record.value.hour >= _LATE else -1 if record.value.hour < _EARLY else 0
    if not step:
        return record
    local = (record.value + timedelta(days=step)).date()
    nearby = (_url_day(url), *(o for o in others if o.precision is Precision.DAY), _searched(tree, url))
    return next((c for c in nearby if c and c.value.date() == local), record)


def _url_day(url: str) -> Claimed | None:
    found = _URL_DAY.search(url)
    if not found:
        return None
    return times.from_machine(f"{found[1]}-{int(found[3] or found[5]):02}-{int(found[4] or found[6]):02}", "url")


def _searched(tree: HtmlElement, url: str) -> Claimed | None:
    from htmldate import find_date

    guess = find_date(tree, original_date=True, url=url or None, outputformat="%Y-%m-%d")
    if not guess:
        return None
    day = _url_day(url)
    return times.from_machine(guess, "url" if day and day.value.strftime("%Y-%m-%d") == guess else "text")
