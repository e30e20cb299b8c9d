"""Feeds of every kind from bytes: RSS, Atom, RDF, JSON Feed, and what is left of damaged ones. Nothing is fetched."""

from dataclasses import replace

from stet.errors import InputError, NotAFeed, TooLarge
from stet.gather import charsets, damaged, jsonfeed, loose, xmlfeed
from stet.gather.walk import NotWellFormed
from stet.news import Feed

MAX_BYTES = 32 << 20  # decoded; the largest real feed seen has 6 MiB


def parse(body: bytes, *, url: str = "", content_type: str = "", whole: bool = False) -> Feed:
    """Read a feed; `url` is where it came from, for the links in it, and `content_type` the HTTP header.

    With `whole`, the feed and its items have their particulars in `more`, which takes about three times as long.

    A feed with something wrong in it still gives its entries, with the wrongs in `problems`. Content is markup as the
    source wrote it: whoever shows it sanitises it.

    Raises:
        NotAFeed: empty, a web page, binary, or anything else without a feed in it; or it declares entities.
        TooLarge: more bytes than `MAX_BYTES`, or elements nested deeper than any feed needs.
    """
    try:
        return _parse(body, url, content_type, whole)
    except InputError as error:
        error.subject = error.subject or url
        raise


def _parse(body: bytes, url: str, content_type: str, whole: bool) -> Feed:
    if len(body) > MAX_BYTES:
        raise TooLarge(f"it has {len(body):,} bytes, over {MAX_BYTES:,}", advice="Ask the source for a shorter feed")
    decoded = charsets.decode(body, content_type)
    text = decoded.text.lstrip("\ufeff \t\r\n\x00")
    if not text:
        raise NotAFeed("it is empty", advice="Try again later; a source that stays empty needs a look")
    if text[0] in "{[":
        feed = jsonfeed.read(text, url=url, whole=whole)
    elif "<" not in text[:4096]:
        raise NotAFeed("it is neither XML nor JSON", advice="Give the address of a feed")
    else:
        feed = _xml(text, url, whole)
    problems = (decoded.problem,) if decoded.problem else ()
    return replace(feed, encoding=decoded.encoding, problems=(*problems, *feed.problems))


def _xml(text: str, url: str, whole: bool) -> Feed:
    try:
        return xmlfeed.read(text, url=url, whole=whole)
    except NotWellFormed as error:
        return damaged.read(text, url=url, why=str(error), whole=whole)
    except xmlfeed.OtherKind as kind:
        if damaged.begins_late(text):
            return damaged.read(text, url=url, why=f"something stands before its root: <{kind}>", whole=whole)
        # A bare <channel> is CDF, or RSS that lost its frame.
        return loose.read(text, url=url, known=str(kind) == "channel", whole=whole)
