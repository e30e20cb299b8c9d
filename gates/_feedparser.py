"""Our feed under the names that feedparser has for things, so that its own suite can be asked of it.

Nothing is read or mended here: values only change their name and container. A text compares equal to markup that reads
the same, a time to any writing of the same moment, an encoding to its other names.
"""

import codecs
from datetime import datetime, timedelta
from typing import Any

from stet.gather.moments import moment
from stet.gather.plain import Form, plain
from stet.news import Feed, Item, Link, Particulars, Person, Place, Said, Tag, Wording

View = dict[str, Any]
_OTHER = {"subtitle": "tagline", "rights": "copyright", "summary": "description"}  # names of earlier formats
_DATES = {
    **{name: name for name in ("published", "updated", "created", "expired")},
    "valid_from": "validity_start",
    "valid_until": "validity_end",
}
# Encodings and the smaller sets inside them, whose labels mean the larger (WHATWG Encoding Standard, section 4.2).
_LABELS = {"cp949": "euc_kr", "cp932": "shift_jis", "cp874": "tis-620", "gb18030": "gb2312"}
_LISTS = ("media:credit", "media:thumbnail", "media:content")
# What may be missing in a feed: an expectation about it fails then. Any other name is one that Stet does not give.
NAMES = {
    *_DATES.values(),
    *(f"{name}_parsed" for name in _DATES.values()),
    *(f"{slot}{end}" for slot in ("title", *_OTHER, *_OTHER.values(), "info") for end in ("", "_detail")),
    *("author", "author_detail", "publisher", "publisher_detail", "generator", "generator_detail", "image", "license"),
    *("href", "rel", "type", "length", "hreflang", "name", "email", "term", "scheme", "label", "source", "category"),
    *("itunes_block", "itunes_explicit", "base", "src", "link", "language", "width"),
}


class Text(str):
    """A plain text, equal to any markup that reads the same."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, str):
            return False
        return any(str(self) == " ".join(x.split()) for x in (other, plain(other, Form.HTML), plain(other, Form.GUESS)))

    __hash__ = str.__hash__


class Time(str):
    """A time, equal to any text that says the same moment."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and (moment(other) == moment(str(self)))

    __hash__ = str.__hash__


class Encoding(str):
    """The name of an encoding, equal to its other names and to those that the web uses for it (`_LABELS`)."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        try:
            names = [codecs.lookup(name).name for name in (str(self), str(other))]
        except LookupError:
            return False
        return names[0] == names[1] or _LABELS.get(names[0]) == names[1]

    __hash__ = str.__hash__


def view(feed: Feed) -> View:
    """Return a feed under the names that expectations use."""
    more = feed.more or Particulars()
    head = {**_particulars(more), "title": Text(feed.title), "link": feed.link}
    if language := feed.language or more.language:
        head["language"] = language
    head["subtitle"] = head["tagline"] = head["description"] = Text(feed.subtitle)
    head["ttl"] = str(feed.ttl_minutes or "")
    if feed.author:
        head["author"] = Text(feed.author)
    version = feed.format.lower().replace(" ", "").replace(".", "")
    return {
        "bozo": bool(feed.problems),
        "encoding": Encoding(feed.encoding),
        "version": version,
        "feed": head,
        "entries": [entry(item) for item in feed.items],
    }


def entry(item: Item) -> View:
    """Return an item under the names that expectations use."""
    more = item.more or Particulars()
    content = Text(plain(item.content, Form.HTML))
    seen = {
        "title_detail": {"value": Text(item.title)},
        "summary_detail": {"value": Text(item.summary)},
        **_particulars(more),
        "title": Text(item.title),
        "id": item.id,
        "guid": item.id,
        "guidislink": item.link == item.id and not any(link.rel == "alternate" for link in more.links),
        "author": Text(item.author),
        "summary": Text(item.summary),
        "description": Text(item.summary),
        "content": [{**_wording(more.texts["content"]), "value": content}] if "content" in more.texts else [],
    }
    if item.link:
        seen["link"] = item.link
    if not more.tags:
        seen |= _tags(tuple(Tag(term=term) for term in item.tags))
    if item.content and not seen["content"]:
        seen["content"] = [{"value": content}]
    for name, value in (("published", item.published), ("updated", item.updated), ("created", item.published)):
        if value:
            seen |= _date(name, value)
    return seen


def _particulars(more: Particulars) -> View:
    seen: View = {name.replace(":", "_"): _list(name, said) for name, said in more.said.items()}
    for slot, wording in more.texts.items():
        for name in (slot, _OTHER.get(slot, slot)):
            seen |= {name: Text(wording.text), f"{name}_detail": _wording(wording)}
    for role, people in more.people.items():
        seen |= {role: Text(_line(people[-1])), f"{role}_detail": _person(people[-1])}
        seen[f"{role}s"] = [_person(person) for person in people]
    for name, when in more.dates.items():
        seen |= _date(_DATES[name], when)
    seen |= {"id": more.id, "guid": more.id} | _tags(more.tags)
    if more.language:
        seen["language"] = more.language
    seen["links"] = [_link(link) for link in more.links]
    seen["enclosures"] = [_enclosure(link) for link in more.links if link.rel == "enclosure"]
    if licences := [link.href for link in more.links if link.rel == "license"]:
        seen["license"] = licences[0]
    if "block" in more.flags:
        seen["itunes_block"] = bool(more.flags["block"])
    if "explicit" in more.flags:
        seen["itunes_explicit"] = more.flags["explicit"]
    if generators := more.said.get("generator"):
        named = generators[-1].attributes
        seen["generator"] = Text(generators[-1].text)
        seen["generator_detail"] = {
            "name": Text(generators[-1].text),
            "href": named.get("uri") or named.get("url", ""),
            "version": named.get("version"),
        }
    if pictures := more.said.get("image") or more.said.get("itunes:image"):
        seen["image"] = _image(pictures[-1])
    if more.source:
        source = _particulars(more.source)
        for link in more.source.links:
            source |= {"href": link.href} | ({"link": link.href} if link.rel == "alternate" else {})
        seen["source"] = source
    seen["where"] = _where(more.place) if more.place else {}
    if more.chapters:
        chapters = [
            {"title": c.title, "start_parsed": timedelta(seconds=c.start), "href": c.url, "image": c.image}
            for c in more.chapters
        ]
        seen["psc_chapters"] = {"chapters": chapters}
    return seen


def _list(name: str, said: tuple[Said, ...]) -> Any:
    return [_said(one) for one in said] if name in _LISTS else _said(said[-1])


def _said(one: Said) -> Any:
    if not one.attributes and not one.parts:
        return Text(one.text)
    parts = {name.replace(":", "_"): _said(parts[-1]) for name, parts in one.parts.items()}
    return {**one.attributes, **parts, "content": Text(one.text)}


def _image(one: Said) -> Any:
    seen = _said(one)
    return {k: int(v) if k in ("width", "height") else v for k, v in {**seen, "href": _href(seen)}.items()}


def _href(seen: View) -> str:
    return str(seen.get("href") or seen.get("url") or "")


def _wording(wording: Wording) -> View:
    return {
        "value": Text(wording.text),
        "type": wording.type,
        "language": wording.language or None,
        "base": wording.base,
        "src": wording.src,
    }


def _person(person: Person) -> View:
    named = {"name": person.name, "email": person.email, "href": person.url}
    return {key: value for key, value in named.items() if value}


def _line(person: Person) -> str:
    return f"{person.name} ({person.email})" if person.name and person.email else person.name or person.email


def _date(name: str, when: datetime) -> View:
    return {name: Time(when.isoformat()), f"{name}_parsed": (*tuple(when.timetuple()[:8]), 0)}


def _tags(tags: tuple[Tag, ...]) -> View:
    seen: View = {"tags": [{"term": Text(t.term), "scheme": t.scheme, "label": Text(t.label)} for t in tags]}
    return seen | {"category": Text(tags[0].term)} if tags else seen


def _link(link: Link) -> View:
    named = {"rel": link.rel, "type": link.type, "href": link.href, "title": link.title}
    named |= {"hreflang": link.language, "length": link.length}
    return {key: value for key, value in named.items() if value}


def _enclosure(link: Link) -> View:
    return {key: value for key, value in _link(link).items() if key != "rel"}


def _where(place: Place) -> View:
    points = place.coordinates
    at: Any = points[0] if place.shape == "Point" else (points,) if place.shape == "Polygon" else points
    return {"type": place.shape, "coordinates": at}
