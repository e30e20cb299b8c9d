"""All that a feed says of itself or of an entry, from its elements: the fine print that gathering does without.

Names are those of RSS, Atom, Dublin Core, Media RSS, iTunes and their like brought to one; what is left stands under
its own name as it came. Where an element comes twice the first title, the last date and the last of any other text
count, as with the fields of an item.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from stet.gather import links, persons, places, podcast
from stet.gather.elements import Element
from stet.gather.entry import MAX_CONTENT, MAX_SUMMARY, MAX_TAGS
from stet.gather.field import Field
from stet.gather.moments import moment
from stet.gather.plain import Form, looks_marked_up, plain
from stet.gather.vocabulary import Says, says
from stet.news import Link, Particulars, Person, Said, Tag, Wording

MAX_EACH = 200  # links, people, and elements of one name that are kept
MAX_DEPTH = 6  # elements inside each other of what stands as it came
_FRAMES = {"rss", "feed", "rdf:rdf", "channel", "redirect", "media:group"}  # what is in them is said of their owner
_OF_HEAD = {"description", "abstract", "dc:description"}  # in the head of a feed this is its subtitle
_DATES = {
    Says.PUBLISHED: "published",
    Says.UPDATED: "updated",
    Says.CREATED: "created",
}
_PEOPLE = {
    **dict.fromkeys(("contributor", "dc:contributor"), "contributor"),
    **dict.fromkeys(("publisher", "dc:publisher", "webmaster", "itunes:owner"), "publisher"),
}
# The lists that tags are from where they do not say.
_SCHEMES = {
    "itunes:category": "http://www.itunes.com/",
    "media:category": "http://search.yahoo.com/mrss/category_schema",
}
_LICENCES = {"cc:license", "creativecommons:license"}
_ADDRESSES = {"comments", "docs", "icon", "logo", "url", "link", "wfw:comment", "wfw:commentrss", "newlocation"}
_ADDRESSES |= {"itunes:new-feed-url"}
_TYPES = {"text": "text/plain", "plain": "text/plain", "html": "text/html", "xhtml": "application/xhtml+xml"}
_DEFAULT_TYPES = {"alternate": "text/html", "related": "text/html", "self": "application/atom+xml"}
_VALID = re.compile(r"\b(start|end)\s*=\s*([^;]{1,60})")


def of(element: Element, *, atom: bool = False, head: bool = False) -> Particulars:
    """Return the particulars of an entry, or with `head` those of a feed, from the element it is."""
    found = _Found(atom, head)
    for child in _children(element):
        found.take(child)
    place, chapters = places.of(element), element.first("psc:chapters")
    return Particulars(
        id=found.id,
        language=found.language or element.language.replace("_", "-"),
        texts=found.texts,
        people={role: tuple(people[:MAX_EACH]) for role, people in found.people.items()},
        dates=found.dates,
        links=tuple(found.links[:MAX_EACH]),
        tags=tuple(found.tags),
        flags=found.flags,
        place=place,
        chapters=podcast.chapters(chapters) if chapters else (),
        source=found.source,
        said={name: tuple(said[:MAX_EACH]) for name, said in found.said.items()},
    )


def _children(element: Element) -> Iterator[Element]:
    for child in element.children():
        if child.name in _FRAMES:
            yield from _children(child)
        else:
            yield child


class _Found:
    """What the elements of one owner have said so far."""

    def __init__(self, atom: bool, head: bool) -> None:
        self.atom, self.head = atom, head
        self.id = self.language = ""
        self.texts: dict[str, Wording] = {}
        self.people: dict[str, list[Person]] = defaultdict(list)
        self.dates: dict[str, datetime] = {}
        self.links: list[Link] = []
        self.tags: list[Tag] = []
        self.flags: dict[str, bool | None] = {}
        self.source: Particulars | None = None
        self.said: dict[str, list[Said]] = defaultdict(list)

    def take(self, element: Element) -> None:
        """Take one element under what it says."""
        name, what = element.name, says(element.spelled)
        if self._text(name, what, element) or self._date(name, what, element):
            return
        if what is Says.AUTHOR or name in _PEOPLE:
            if person := persons.of(element):
                self.people[_PEOPLE.get(name, "author")].append(person)
        elif what is Says.LINK or name in _LICENCES or name == "enclosure":
            self._link(name, element)
        elif what is Says.TAG:
            self._tag(element)
        elif what is Says.ID:
            self.id = element.text()[: links.LONGEST]
        elif what is Says.LANGUAGE:
            self.language = element.text()[:35]
        elif name == "source":
            self.source = _source(element, self.atom)
        elif name in podcast.FLAGS:
            self.flags.update([podcast.flag(element)])
        elif not name.startswith(("georss:", "gml:", "psc:")):
            self.said[name[:200]].append(_said(element))

    def _text(self, name: str, what: Says | None, element: Element) -> bool:
        match what:
            case Says.TITLE:
                slot = "title"
            case Says.CONTENT:
                slot = "content"
            case Says.SUMMARY:
                slot = "subtitle" if self.head and name in _OF_HEAD else "summary"
            case Says.RIGHTS:
                slot = "rights"
            case Says.SUBTITLE:
                slot = "subtitle"
            case _:
                slot = "info" if name == "info" else ""
        if not slot:
            return False
        if slot not in ("title", "content") or not self.texts.get(slot):
            self.texts[slot] = wording(element, self.atom)
        return True

    def _date(self, name: str, what: Says | None, element: Element) -> bool:
        if what in _DATES:
            said = [(_DATES[what], element.text())]
        elif name == "expirationdate":
            said = [("expired", element.text())]
        elif name == "dcterms:valid":
            said = [(f"valid_{'from' if k == 'start' else 'until'}", v) for k, v in _VALID.findall(element.text())]
        else:
            return False
        self.dates.update({slot: when for slot, text in said if (when := moment(text))})
        return True

    def _link(self, name: str, element: Element) -> None:
        at = element.attributes
        address = at.get("href") or at.get("url") or at.get("resource") or element.text()
        if not address and "href" in at:
            address = element.base  # this very document (RFC 3986, 4.4)
        rel = "license" if name in _LICENCES else "enclosure" if name == "enclosure" else at.get("rel", "alternate")
        if href := links.followed(address, element.base):
            self.links.append(
                Link(
                    href=href,
                    rel=rel,
                    type=at.get("type") or _DEFAULT_TYPES.get(rel, ""),
                    title=plain(at.get("title", "")),
                    language=at.get("hreflang", ""),
                    length=at.get("length", ""),
                )
            )

    def _tag(self, element: Element) -> None:
        at, text = element.attributes, plain(element.text())
        terms = re.split(r"[,;]", text) if element.name in ("keywords", "itunes:keywords") else [text]
        for term in (at.get("term") or at.get("text") or part.strip() or at.get("label", "") for part in terms):
            scheme = at.get("scheme") or at.get("domain") or _SCHEMES.get(element.name, "")
            tag = Tag(term=term[:200], scheme=scheme, label=at.get("label", ""))
            if term and tag not in self.tags and len(self.tags) < MAX_TAGS:
                self.tags.append(tag)
        for inner in element.children():
            if says(inner.spelled) is Says.TAG:
                self._tag(inner)


def wording(element: Element, atom: bool) -> Wording:
    """Return a text with how it was given."""
    field = Field(Says.CONTENT, element.name, element.attributes, 0, element.base, atom)
    _replay(element, field)
    text, kind = field.text()[: MAX_CONTENT if element.name.startswith("content") else MAX_SUMMARY], field.form
    given = element.attributes.get("type", "").lower()
    if kind is Form.GUESS:
        kind = Form.HTML if looks_marked_up(text) else Form.TEXT
    return Wording(
        text=plain(text, kind),
        type=_TYPES.get(given, given) or _type(kind, field.inline),
        language=element.language.replace("_", "-"),
        base=element.base,
        src=links.followed(element.attributes.get("src", ""), element.base),
    )


def _type(form: Form, inline: bool) -> str:
    if form is Form.HTML:
        return "application/xhtml+xml" if inline else "text/html"
    return "text/plain"


def _replay(element: Element, field: Field) -> None:
    for part in element.parts:
        if isinstance(part, str):
            field.add(part)
        else:
            field.open(part.spelled, part.attributes)
            _replay(part, field)
            field.close(part.spelled)


def _source(element: Element, atom: bool) -> Particulars:
    """Return the feed an entry was taken from: Atom gives its head, RSS its name and address."""
    if any(element.children()):
        return of(element, atom=atom, head=True)
    href = links.followed(element.attributes.get("url", ""), element.base)
    return Particulars(
        texts={"title": wording(element, atom)},
        links=(Link(href=href, rel="self"),) if href else (),
    )


def _said(element: Element, depth: int = 0) -> Said:
    """Return an element as it stands; an address is absolute, and empty where nobody should follow it."""
    text = plain(element.text()[:MAX_SUMMARY])
    parts: dict[str, list[Said]] = defaultdict(list)
    for child in element.children() if depth < MAX_DEPTH else ():
        parts[child.name[:200]].append(_said(child, depth + 1))
    return Said(
        text=links.followed(text, element.base) if element.name in _ADDRESSES else text,
        attributes={
            key: links.followed(value, element.base) if key in ("href", "url") else value[: links.LONGEST]
            for key, value in element.attributes.items()
        },
        parts={name: tuple(said[:MAX_EACH]) for name, said in parts.items()},
    )
