"""Feeds that are no well-formed XML, and old kinds.

Three attempts, each slower and looser: mend the spelling, recover the tags, and at last feedparser (loose.py).
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from stet.errors import TooLarge
from stet.gather import loose, mend, xmlfeed
from stet.gather.walk import NotWellFormed
from stet.news import Feed

_ENOUGH = 0.9  # of the entries that seem to begin in the document; fewer, and the next attempt is made
_START = re.compile(r"<\?xml\b|<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")


def read(text: str, *, url: str = "", why: str, whole: bool = False) -> Feed:
    """Read what can be read; `why` (what is damaged) becomes the feed's problem.

    Raises:
        NotAFeed: nothing like a feed is in it, or it declares entities.
        TooLarge: it is nested too deep, or beyond mending and over what the loosest reader takes.
    """
    loose.refuse(text)
    start = _START.search(text[:8192])
    text = _DECLARATION.sub("", text[start.start() :] if start else text, count=1)
    expected, best = len(loose.ENTRY.findall(text)), None
    for feed in _mended(text, url, whole):
        if best is None or len(feed.items) > len(best.items):
            best = feed
        if len(best.items) >= expected * _ENOUGH:
            return replace(best, problems=(why, *best.problems))
    if len(text) <= loose.MAX_CHARACTERS:
        return loose.read(text, url=url, why=why, whole=whole)
    if best and best.items:
        return replace(best, problems=(why, f"{expected - len(best.items)} entries could not be read", *best.problems))
    raise TooLarge(f"it is too damaged ({why}) for its size", advice="Ask the source to mend it")


def begins_late(text: str) -> bool:
    """Say whether a feed begins behind something else, such as a server's warning."""
    return not loose.HTML.match(text[:4000]) and re.search(r"<(?:rss|feed|rdf:RDF)\b", text[:8192]) is not None


def _mended(text: str, url: str, whole: bool) -> Iterator[Feed]:
    spelled = mend.spelling(text)
    for recover in (False, True):
        try:
            yield xmlfeed.read(mend.tags(spelled) if recover else spelled, url=url, whole=whole)
        except (NotWellFormed, TooLarge, xmlfeed.OtherKind):
            continue
