"""An entry, or the head of a feed, while its elements arrive: which of them wins, and how it becomes an item."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from html import escape

from stet.gather import links
from stet.gather.moments import moment
from stet.gather.plain import Form, plain
from stet.gather.vocabulary import Says
from stet.news import Item

MAX_TITLE = 2_000  # characters; what is longer is cut, since the archive has the whole
MAX_SUMMARY = 100_000
MAX_CONTENT = 2_000_000
MAX_TAGS = 100
MADE_UP = "urn:sha256:"  # begins the id of an entry that came without one


class Draft:
    """What has been said so far. Deeper elements never overrule shallower ones; of equals, the first title and the
    last of everything else wins."""

    __slots__ = (
        "_levels",
        "alternate",
        "author",
        "content",
        "dates",
        "hub",
        "id",
        "image",
        "rights",
        "source",
        "source_url",
        "subtitle",
        "summary",
        "tags",
        "title",
        "ttl",
    )

    def __init__(self) -> None:
        self.id = self.title = self.alternate = self.author = self.summary = self.content = self.hub = ""
        self.image = self.rights = self.source = self.source_url = self.subtitle = ""
        self.tags: list[str] = []
        self.dates: dict[Says, datetime | None] = {}
        self.ttl: int | None = None
        self._levels: dict[Says, int] = {}

    def put(
        self, what: Says, text: str, form: Form, level: int, *, base: str = "", attributes: Mapping[str, str]
    ) -> None:
        """Take an element's text, unless a better place has spoken."""
        held = self._levels.get(what, level)
        if level > held or (what is Says.TITLE and level == held and self.title):
            return
        if text or what is not Says.TITLE:
            self._levels[what] = level
        match what:
            case Says.TITLE:
                self.title = plain(text[: MAX_TITLE * 4], form)[:MAX_TITLE] or self.title
            case Says.LINK if attributes.get("rel", "alternate") != "alternate":
                return
            case Says.LINK:
                self.alternate = links.followed(text, base) or self.alternate
            case Says.ID:
                self._identify(text, base, attributes)
            case Says.SUMMARY if self.summary and not self.content:
                self._contain(text, form, base)
            case Says.SUMMARY:
                self.summary = plain(text[: MAX_SUMMARY * 2], form)[:MAX_SUMMARY]
            case Says.CONTENT:
                self._contain(text, form, base)
            case Says.TTL:
                self.ttl = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None
            case Says.RIGHTS:
                self.rights = plain(text[: MAX_TITLE * 4], form)[:MAX_TITLE]
            case Says.SUBTITLE:
                self.subtitle = plain(text[: MAX_TITLE * 4], form)[:MAX_TITLE]
            case Says.PICTURE:
                self.image = links.followed(attributes.get("href") or text, base) or self.image
            case _:
                self.dates[what] = moment(text)

    def _identify(self, text: str, base: str, attributes: Mapping[str, str]) -> None:
        """Take an id, which is also the link when it is an address, says nothing else, and no link has come."""
        self.id = text[: links.LONGEST]
        permanent = attributes.get("isPermaLink", attributes.get("ispermalink", "true")) == "true"
        if permanent and not self.alternate and text.startswith(("http://", "https://", "/")):
            self.alternate = links.followed(text, base)

    def _contain(self, text: str, form: Form, base: str) -> None:
        """Keep content as markup; plain text is escaped, so that nobody mistakes one for the other."""
        text = text[:MAX_CONTENT]
        markup = links.rebase(text, base) if form is not Form.TEXT else escape(text, quote=False)
        self.content = self.content or markup
        self.summary = self.summary or plain(text[: MAX_SUMMARY * 2], form)[:MAX_SUMMARY]

    def link(self, attributes: Mapping[str, str], base: str) -> None:
        """Take a link element that carries its address in an attribute."""
        address = attributes.get("href") or attributes.get("url") or ""
        relation = attributes.get("rel", "alternate")
        kind = attributes.get("type", "text/html").lower()
        if relation == "hub":
            self.hub = self.hub or links.followed(address, base)
        elif relation == "alternate" and kind in ("text/html", "html", "application/xhtml+xml", "xhtml"):
            self.alternate = links.followed(address, base) or self.alternate

    def person(self, name: str, email: str) -> None:
        """Take an author given in parts."""
        self.author = f"{name} ({email})" if name and email else name or email

    def tag(self, term: str) -> None:
        """Take a subject; each is kept once."""
        if term and term not in self.tags and len(self.tags) < MAX_TAGS:
            self.tags.append(term[:200])

    def item(self) -> Item:
        """Return the item; one without an id is known by its link, one without a link by the digest of its words."""
        return Item(
            id=self.id or self.alternate or MADE_UP + self._digest(),
            title=self.title,
            link=self.alternate,
            published=self.dates.get(Says.PUBLISHED) or self.dates.get(Says.CREATED),
            updated=self.dates.get(Says.UPDATED),
            author=self.author[:500],
            summary=self.summary,
            content=self.content,
            tags=tuple(self.tags),
            source=self.source,
            source_url=self.source_url,
        )

    def _digest(self) -> str:
        return hashlib.sha256(
            "\n".join((self.title, self.summary or self.content)).encode(errors="replace")
        ).hexdigest()
