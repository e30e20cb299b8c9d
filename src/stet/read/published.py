"""When a page says it was published and last changed, with where it says so.

The page's own records come first (JSON-LD, OpenGraph, the meta tags that mean nothing else), then elements that are
marked as the article's own time, then what a reader sees beside the headline, the vaguer meta tags, the address, a line
with little but a day, and htmldate's search of the whole page.

Records are often kept in UTC: where the page elsewhere gives the same moment with its local offset, or the day before
or after, the local day is kept, since "yesterday" in the text counts from there.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from lxml.html import HtmlElement

from stet.news import Claimed, Precision
from stet.read import beside, shown, times
from stet.read.blocks import Block
from stet.read.claims import Claims, text_of

_META = """datepublished publishdate publish-date publish_date pubdate pub_date publication_date published_date
publicationdate parsely-pub-date sailthru.date article.published originalpublicationdate date.created datecreated
article_date_original og:published_time ptime og:article:published_time rnews:datepublished
cxenseparse:recs:publishtime lp.article:published_time dc.date.created dcterms.created""".split()
# Those that some systems set to the last change, and others to the day of publication.
_VAGUE_META = "date dc.date dc.date.issued dcterms.date dcterms.issued".split()
_URL_DAY = re.compile(
    r"[/_=-]((?:19|20)\d\d)(?:([/_-])(1[0-2]|0?[1-9])\2(3[01]|[12]\d|0?[1-9])|(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9]))(?!\d)"
)
_MARKED = re.compile(
    r"publish|posted|entry-date|post-date|article-date|dateline|pubdate|datum|timestamp|created", re.IGNORECASE
)
_OWN_FOOT = re.compile(r"\b(?:post|entry|article)-footer", re.IGNORECASE)
_LATE, _EARLY = 14, 12  # hours in UTC at which New Zealand has the next day, and Hawaii still the day before
_SAME = timedelta(seconds=90)
_MOVED = timedelta(days=30)  # after the day in its address a page's record is of a move to another system


def published(
    said: Claims, tree: HtmlElement, found: Sequence[Block], title: str, url: str = "", arrived: datetime | None = None
) -> Claimed | None:
    """Return the time of publication as claimed, or None where there is no sign of one.

    `found` are the blocks of the page: beside its headline a date in words may stand, or "3 hours ago" before
    `arrived`.
    """
    month_first = _writes_month_first(said.language, url)
    near = beside.beside(found, title)
    records = list(_records(said, _RECORDS, month_first))
    timed = list(_elements(tree))
    marked = [c for c, is_marked in timed if is_marked]
    seen = shown.beside_headline(near, month_first)
    changed = list(shown.of_change(near, month_first))
    if records:
        best = _believed(records, seen, updated(said, tree), _url_day(url))
        return _local(best, [*(r for r in records if r is not best), *marked], [*seen, *changed], tree, url)
    return (
        _agreed(marked)
        or _agreed(shown.labelled(found, month_first))
        or next(iter(seen), None)
        or shown.opening(found, month_first)
        or next(iter(changed), None)
        or next(_records(said, _VAGUE_RECORDS, month_first), None)
        or _agreed(c for c, _ in timed)
        or _url_day(url)
        or shown.ago(near, arrived)
        or _agreed(shown.beside_headline(beside.elsewhere(found, title), month_first))
        or _agreed(shown.dated(found, month_first))
        or next(shown.alone(found, month_first), None)
        or _searched(tree, url)
    )


def _agreed(found: Iterable[Claimed]) -> Claimed | None:
    """Return the first where all name one day: many days are those of teasers."""
    claims = list(found)
    return claims[0] if claims and len({c.value.date() for c in claims}) == 1 else None


def updated(said: Claims, tree: HtmlElement, near: Sequence[Block] = (), url: str = "") -> Claimed | None:
    """Return the time of the last change as claimed in a record, or in a line `near` the headline, or None."""
    marked = tree.xpath("//*[@itemprop='dateModified']")
    values = [
        ("json-ld", text_of(said.linked.get("dateModified"))),
        ("opengraph", said.meta.get("article:modified_time", "") or said.meta.get("og:updated_time", "")),
        ("meta", said.meta.get("datemodified", "") or said.meta.get("last-modified", "")),
        *(("time", e.get("datetime") or e.get("content") or "") for e in marked[:1]),
    ]
    recorded = (times.from_machine(value, source) for source, value in values if value)
    seen = shown.of_change(near, _writes_month_first(said.language, url))
    return next((r for r in recorded if r), None) or next(seen, None)


# --- what the page's records say --------------------------------------------------------------------------------------

_VAGUE = {Precision.YEAR, Precision.MONTH}
_RECORDS = (
    ("json-ld", "datePublished"),
    ("json-ld", "dateCreated"),
    ("opengraph", "article:published_time"),
    *[("meta", name) for name in _META],
)
_VAGUE_RECORDS = tuple(("meta", name) for name in _VAGUE_META)


def _records(said: Claims, named: Iterable[tuple[str, str]], month_first: bool) -> Iterator[Claimed]:
    for source, name in named:
        value = text_of(said.linked.get(name)) if source == "json-ld" else said.meta.get(name, "")
        found = times.from_machine(value, source, month_first=month_first) if value else None
        if found and found.precision not in _VAGUE and found.value >= shown.OLDEST:
            yield found


def _elements(tree: HtmlElement) -> Iterator[tuple[Claimed, bool]]:
    """Yield the times of elements outside comments and boxes, and whether they are marked as the article's own."""
    for element in tree.iter("time", "abbr", "span", "meta"):
        value = element.get("title" if element.tag == "abbr" else "datetime") or element.get("content") or ""
        if not re.search(r"\d", value):
            continue
        marks = " ".join(element.get(k) or "" for k in ("class", "itemprop", "property"))
        sure = "datePublished" in marks or element.get("pubdate") is not None
        named = element.tag in ("time", "abbr") and not shown.NOT_IT.search(marks)
        around = _OWN_FOOT.sub("", " ".join(e.get("class") or "" for e in list(element.iterancestors())[:5]))
        found = times.from_machine(value, "time") if (sure or named) and not shown.NOT_IT.search(around) else None
        if found and found.precision not in _VAGUE and found.value >= shown.OLDEST:
            yield found, sure or bool(_MARKED.search(marks))


def _writes_month_first(language: str, url: str) -> bool:
    """Say whether a page writes 3/4/2025 for 4 March: American English, and English on a host of no other country."""
    spoken = language.lower().replace("_", "-")
    if not spoken.startswith("en"):
        return False
    host = re.match(r"[a-z]+://[^/]*?\.([a-z]+)(?:[:/]|$)", url.lower())
    return spoken in ("en-us", "en-ph") or (spoken == "en" and (not host or len(host[1]) > 2 or host[1] == "us"))


# --- which record, and whose day --------------------------------------------------------------------------------------


def _believed(
    records: Sequence[Claimed], seen: Sequence[Claimed], changed: Claimed | None, named: Claimed | None
) -> Claimed:
    """Return the first record, unless the page itself speaks against it.

    A record long after the day in the address is that of a move to another system, unless readers are told the same.
    One after the last change, or one that another record contradicts, is given up for the day that a reader has `seen`
    beside the headline.
    """
    first, days = records[0], [c.value.date() for c in seen]
    if any(_may_be(first.value.date(), day) for day in days):
        return first
    if named and first.value - named.value > _MOVED:
        return named
    if not days:
        return first
    last = changed.value.date() if changed else None
    if changed and changed.precision is not Precision.DAY and first.value > changed.value and days[0] != last:
        return seen[0]
    others = (r for r in records if abs(r.value - first.value) > _SAME and r.value.date() in days)
    return next((r for r in others if r.value.date() != last), first)


def _may_be(day: date, seen: date) -> bool:
    """Say whether `seen` is `day`, or would be if it had been written with month and day the other way round."""
    return day == seen or (day.year, day.month, day.day) == (seen.year, seen.day, seen.month)


def _local(record: Claimed, others: list[Claimed], seen: list[Claimed], tree: HtmlElement, url: str) -> Claimed:
    """Return `record` as its newsroom's clock shows it, as far as the page tells."""
    if record.precision is Precision.DAY or record.value.utcoffset():
        return record
    for other in others:
        if other.value.utcoffset() and abs(other.value - record.value) <= _SAME:
            return other
    # Evening in UTC may be the next day in the east, morning the day before in the Americas: only then look further.
    step = 1 if record.value.hour >= _LATE else -1 if record.value.hour < _EARLY else 0
    if not step or any(c.value.date() == record.value.date() for c in seen):
        return record
    local = (record.value + timedelta(days=step)).date()
    nearby = (_url_day(url), *seen, *(o for o in others if o.precision is Precision.DAY), _searched(tree, url))
    return next((c for c in nearby if c and c.value.date() == local), record)


def _url_day(url: str) -> Claimed | None:
    found = _URL_DAY.search(url)
    if not found:
        return None
    return times.from_machine(f"{found[1]}-{int(found[3] or found[5]):02}-{int(found[4] or found[6]):02}", "url")


def _searched(tree: HtmlElement, url: str) -> Claimed | None:
    from htmldate import extractors, find_date

    # For lines that it cannot read itself htmldate asks dateparser, which compiles two hundred languages: four seconds
    # for the first line. Our own reading of words does as well (372 pages: one better, one worse, twice as fast).
    theirs = extractors._external_date
    extractors._external_date = _in_words
    try:
        guess = find_date(tree, original_date=True, url=url or None, outputformat="%Y-%m-%d")
    finally:
        extractors._external_date = theirs
    if not guess:
        return None
    day = _url_day(url)
    return times.from_machine(guess, "url" if day and day.value.strftime("%Y-%m-%d") == guess else "text")


def _in_words(string: str) -> datetime | None:
    found = times.from_words(string, "text")
    return found.value.replace(tzinfo=None) if found else None
