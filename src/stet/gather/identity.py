"""Which items are news and which we have: identity from several keys, decided purely.

Feeds reuse guids, change them, flip between http and https, add tracking to links, leave guids out, and publish again.
No single key survives all of that, so an item is known by any of several (guid, link, words), each of which must be its
own in this document. The shape is that of lemon24/reader's Decider: records and `now` go in, intents come out, and
whoever keeps the records carries them out once.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit

from stet.gather.entry import MADE_UP
from stet.news import Item

# Parameters that say where a reader came from and not what is read.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_[ce]id|_hs(?:enc|mi)|mkt_tok|vero_id|wickedid"
    r"|at_(?:medium|campaign|link_\w+|bbc_team|ptr_name|format)|ns_(?:source|mchannel|campaign|linkname|fee)|cmp(?:id)?"
    r"|ito|ocid|rss(?:_?(?:id|source))?|ftag|src|ref(?:_?src|errer)?|source|partner|partnerid|feed(?:type|name)?|xtor|s?campaign"
    r"|spm|smid|sh|share|guccounter|guce_\w+|wt\.\w+|__twitter_impression|ncid|sr_share|tdsourcetag|_ga|pk_\w+|piwik_\w+",
    re.IGNORECASE,
)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_WORD = re.compile(r"\w+")
AHEAD = timedelta(minutes=10)  # a claimed time further ahead of us than this is flagged


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """An item that we have, as the decision needs it: its own id with us, and what it said last."""

    id: str
    keys: frozenset[str]
    title: str
    link: str
    digest: str
    published: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class New:
    """Keep this item: it is news. `ahead` says that it claims to come from the future."""

    item: Item
    keys: frozenset[str]
    digest: str
    ahead: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Changed:
    """The item `id` says something else now, or goes by further keys; `words` tells whether its words changed."""

    id: str
    item: Item
    keys: frozenset[str]
    digest: str
    words: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """Keep this item aside, to be shown to an operator: the source floods us. It is not lost."""

    item: Item
    keys: frozenset[str]
    digest: str


Intent = New | Changed | Held


@dataclass(frozen=True, kw_only=True, slots=True)
class Brake:
    """How many new items a feed may bring. `lately` counts those of the last hour; None: this is the first look.

    A hundred an hour is four times what the busiest wire in the real feeds publishes; a first look may bring a backlog.
    """

    lately: int | None = None
    per_hour: int = 100
    first: int = 500

    @property
    def room(self) -> int:
        """Return how many more are let through."""
        return self.first if self.lately is None else max(0, self.per_hour - self.lately)


def decide(items: Sequence[Item], known: Iterable[Known], now: datetime, *, brake: Brake | None = None) -> list[Intent]:
    """Decide what to do with the items of a feed document; items that we have unchanged give no intent.

    `known` are the records of the same feed that share a key with any of them (see `keys`), or simply all its latest.
    Held items that nobody keeps come back at each look, until the brake lets them through.
    """
    records = _Records(known, items)
    intents: list[Intent] = []
    fresh: list[New] = []
    for item in items:
        named, digest = records.usable(keys(item)), _digest(item)
        same = records.match(item, named)
        if same is None:
            new = New(item=item, keys=named, digest=digest, ahead=_ahead(item, now))
            fresh.append(new)
            records.add(Known(id="", keys=named, title=item.title, link=item.link, digest=digest))
        elif same.id and (digest != same.digest or not named <= same.keys):
            changed = Changed(id=same.id, item=item, keys=named | same.keys, digest=digest, words=digest != same.digest)
            intents.append(changed)
            records.replace(same, changed)
    return [*_braked(fresh, brake or Brake()), *intents]


def keys(item: Item) -> frozenset[str]:
    """Return the keys an item may be known by: ``guid:``, ``link:``, ``words:``, and ``exact:`` for all at once.

    The last holds the item together in documents where all its other keys are shared.
    """
    guid = "" if item.id.startswith(MADE_UP) else _guid(item.id)
    link = canonical(item.link) if item.link else ""
    exact = hashlib.sha256("\n".join((guid, link, item.title)).encode(errors="replace")).hexdigest()[:32]
    found = {"exact:": exact, "guid:": guid, "link:": link, "words:": _said(item)}
    return frozenset(kind + value for kind, value in found.items() if value)


def _guid(said: str) -> str:
    return canonical(said) if said.startswith(("http://", "https://")) else said.strip()


def canonical(link: str) -> str:
    """Return an address without what does not say what is read: scheme, ``www.``, tracking, fragment, final slash."""
    try:
        parts = urlsplit(link.strip())
        port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    except ValueError:
        return link.strip()
    host = (parts.hostname or "").removeprefix("www.") + port
    query = urlencode(sorted((k, v) for k, v in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(k)))
    path = _INDEX.sub("/", parts.path).rstrip("/")
    place = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""  # pages that a script routes
    return f"{host}{path}{'?' + query if query else ''}{place}"


def _said(item: Item) -> str:
    """Return a digest of the words, where they say enough to be nobody else's: a title with a date or a summary.

    "Morning briefing" alone is no identity: it is published every day.
    """
    title = " ".join(_WORD.findall(item.title.casefold()))
    when = item.published.isoformat() if item.published else ""
    rest = " ".join(_WORD.findall(item.summary.casefold()))[:2000]
    if not title or not (when or len(rest) > 40):
        return hashlib.sha256(rest.encode()).hexdigest()[:32] if len(rest) > 80 else ""
    return hashlib.sha256(f"{title}\n{rest or when}".encode()).hexdigest()[:32]


def _digest(item: Item) -> str:
    """Return a digest of what a reader would see of an item; another link is no other words."""
    words = (item.title, item.summary, item.author, " ".join(_WORD.findall(item.content)))
    return hashlib.sha256("\n".join(words).encode(errors="replace")).hexdigest()


def _ahead(item: Item, now: datetime) -> bool:
    return any(claim is not None and claim - now > AHEAD for claim in (item.published, item.updated))


def _braked(fresh: Sequence[New], brake: Brake) -> list[Intent]:
    """Let the first of the document through, as far as the brake allows: feeds list the latest first."""
    room = brake.room
    return [new if at < room else Held(item=new.item, keys=new.keys, digest=new.digest) for at, new in enumerate(fresh)]


class _Records:
    """What is known of a feed, by key, while a document is gone through."""

    def __init__(self, known: Iterable[Known], items: Sequence[Item]) -> None:
        self._by_key: dict[str, Known] = {}
        for record in known:
            self.add(record)
        # A key that entries with different headlines share in one document (the home page as everyone's link)
        # identifies none of them.
        headlines: dict[str, set[str]] = defaultdict(set)
        for item in items:
            for key in keys(item):
                headlines[key].add(item.title.casefold())
        self._shared = {key for key, said in headlines.items() if len(said) > 1}

    def usable(self, found: frozenset[str]) -> frozenset[str]:
        """Return the keys that are an item's own in this document."""
        return found - self._shared

    def add(self, record: Known) -> None:
        """Know a record; earlier ones keep their keys."""
        for key in record.keys:
            self._by_key.setdefault(key, record)

    def replace(self, old: Known, changed: Changed) -> None:
        """Know a record by what it says now."""
        now = Known(
            id=old.id, keys=changed.keys, title=changed.item.title, link=changed.item.link, digest=changed.digest
        )
        for key in now.keys:
            if self._by_key.get(key, old) is old:
                self._by_key[key] = now

    def match(self, item: Item, named: frozenset[str]) -> Known | None:
        """Return the record of the same item, if there is one.

        Words and link are trusted before the guid. A guid with another link, or a link with another guid, names another
        item when the headline has nothing in common either: both are reused in the wild.
        """
        for kind in ("exact:", "words:", "link:", "guid:"):
            for key in sorted(k for k in named if k.startswith(kind)):
                record = self._by_key.get(key)
                if record and (kind in ("exact:", "words:") or not _reused(kind, item, named, record)):
                    return record
        return None


def _reused(kind: str, item: Item, named: frozenset[str], record: Known) -> bool:
    """Say whether a key that we know now names something else: the other key differs, and so do the words.

    A headline that is rewritten keeps some of its words; the limit, one word in four, was set by hand on rewritten
    headlines and holds the fixtures in tests/stet/gather/test_identity.py.
    """
    other = "link:" if kind == "guid:" else "guid:"
    ours, theirs = ({k for k in keys if k.startswith(other)} for keys in (named, record.keys))
    if not ours or not theirs or ours & theirs:
        return False
    old, new = (set(_WORD.findall(title.casefold())) for title in (record.title, item.title))
    if not old or not new:
        return False
    return len(old & new) / min(len(old), len(new)) < 0.25
