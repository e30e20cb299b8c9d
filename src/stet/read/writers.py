"""Who wrote a page: JSON-LD with its references followed, then the head, then what stands near the headline."""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from stet.read import beside, byline, times
from stet.read.blocks import Block
from stet.read.claims import Claims, text_of

_MARKED = re.compile(
    r"(?:^|[\s_-])(?:authors?|byline|by-line|autor(?:en|in|es)?|auteurs?|writers?|verfasser(?:in)?|redakteur(?:in)?"
    r"|contributors?|journalist|fn|reporter)(?:$|[\s_-])|authorname|bylinename|posted-?by",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"comment|related|sidebar|footer|recent|widget|teaser|avatar|bio\b|description|recommend", re.IGNORECASE
)
_DATED = re.compile(r"\s*(?:[|,·•–-]|\b(?:am|on|le|el|il|vom)\b)?\s*(?:\w{2,12}[,.]\s+)?\d.*$", re.DOTALL)
_MOST_WRITERS = 12
_LONGEST = 120  # characters; a longer element holds the author's life
_TOP = 300  # blocks: menus run to about 200
_NOBODY = frozenset(
    """admin administrator author autor guest user root webmaster none null unknown anonymous by von par por
    phd md dr mba rn jd msc ma ba""".split()
)


def writers(
    said: Claims, tree: HtmlElement, found: Sequence[Block] = (), title: str = "", url: str = ""
) -> tuple[str, ...]:
    """Return the names of the writers, in the order of the page; an outlet counts only where no person is named.

    `found` are the page's blocks: where nothing is marked, a line beside the headline `title` that is a name is
    believed, then one anywhere that opens with "By" and a name.
    """
    host = (urlsplit(url).hostname or "").removeprefix("www.").split(".")[0]
    names = (said.meta.get("og:site_name", ""), text_of(said.linked.get("publisher")), host)
    outlets = {_letters(n) for n in names if n}
    fallback: tuple[str, ...] = ()
    for named in _places(said, tree, found, title):
        people = tuple(dict.fromkeys(n for n in named if _is_somebody(n)))[:_MOST_WRITERS]
        if people and not all(_letters(p) in outlets for p in people):
            return people
        fallback = fallback or people
    return fallback


def _places(said: Claims, tree: HtmlElement, found: Sequence[Block], title: str) -> Iterator[list[str]]:
    """Yield what each place says, the surest first; a place is only looked at when those before it said nothing."""
    yield _linked(said)
    yield _meta(said)
    yield _near_headline(tree)
    near = [b.text for b in beside.beside(found, title) if len(b.text) <= _LONGEST]
    yield _in_words(near) or _bare(near)
    yield _in_words([b.text for b in found[:_TOP]])


def _linked(said: Claims) -> list[str]:
    given = said.linked.get("author") or said.linked.get("creator")
    found: list[str] = []
    for entry in given if isinstance(given, list) else [given]:
        found.extend(byline.names(text_of(_followed(entry, said))))
    return found


def _followed(entry: Any, said: Claims) -> Any:
    """Return the record that a bare reference (``{"@id": …}``) points to, elsewhere in the page's JSON-LD."""
    if isinstance(entry, dict) and not entry.get("name") and entry.get("@id"):
        return said.known.get(str(entry["@id"]), "")
    return entry


def _meta(said: Claims) -> list[str]:
    for name in ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator"):
        if found := byline.names(said.meta.get(name, "")):
            return list(found)
    return []


def _near_headline(tree: HtmlElement) -> list[str]:
    """Return the first names in an element that is marked as a byline, outside comments and boxes."""
    for element in _marked(tree):
        text = re.sub(r"\s+", " ", " ".join(element.itertext())).strip()
        if text and len(text) <= _LONGEST and (found := byline.names(text)):
            good = [n for n in found if byline.could_be_name(n)]
            if good:
                return good
    return []


def _in_words(lines: Sequence[str]) -> list[str]:
    """Return the names of the first line that opens with "By"."""
    for line in lines:
        if len(line) <= _LONGEST and byline.is_byline(line):
            good = [n for n in byline.names(line) if byline.could_be_name(n)]
            if good:
                return good
    return []


def _bare(lines: Sequence[str]) -> list[str]:
    """Return the names of the first line that is a name and a date, or a name with a date in the line after it.

    Without a date beside it a line of two capitalised words may be anything: a section, a button, an advertisement.
    """
    for line, after in zip(lines, [*lines, ""][1:], strict=True):
        name = _DATED.sub("", line).strip(" |,·•–-")
        if byline.is_name(name) and (times.from_words(line, "") or times.from_words(after[:40], "")):
            return [n for n in byline.names(name) if byline.could_be_name(n)]
    return []


def _marked(tree: HtmlElement) -> Iterator[HtmlElement]:
    certain, likely = [], []
    for element in tree.iter(
        "a", "span", "div", "p", "li", "address", "h3", "h4", "h5", "h6", "strong", "cite", "em", "td"
    ):
        if element.get("rel") == "author" or element.get("itemprop") == "author":
            certain.append(element)
        else:
            name = f"{element.get('class') or ''} {element.get('id') or ''}"
            if len(name) > 3 and _MARKED.search(name):
                likely.append(element)
    for element in (*certain, *likely[:60]):
        around = " ".join(e.get("class") or "" for e in (element, *list(element.iterancestors())[:6]))
        if not _ELSEWHERE.search(around):
            yield element


def _is_somebody(name: str) -> bool:
    plain = name.casefold()
    address = "http" in plain or "#" in plain or "@" in plain or re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,6}", plain)
    return not address and plain not in _NOBODY


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w+", text.casefold()))
