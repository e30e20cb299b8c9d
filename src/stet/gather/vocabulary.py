"""The element names of RSS, Atom, RDF and their extensions, and what each says about a feed or an entry."""

from enum import IntEnum, auto
from functools import lru_cache

from stet.gather.plain import Form

# Namespaces under which the plain names live; compared in lower case, since feeds spell them in every way.
_PLAIN = frozenset(
    """http://www.w3.org/2005/atom https://www.w3.org/2005/atom http://purl.org/atom/ns# http://purl.org/rss/1.0/
    http://my.netscape.com/rdf/simple/0.9/ http://channel.netscape.com/rdf/simple/0.9/ http://purl.org/net/rss1.1#
    http://blogs.law.harvard.edu/tech/rss http://example.com/newformat# http://example.com/necho http://purl.org/echo/
    uri/of/echo/namespace# http://purl.org/pie/ http://purl.org/rss/1.0/modules/rss091#""".split()
)
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/elements/1.0/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://example.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/xml/1998/namespace": "xml",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.georss.org/georss": "georss",
    "http://www.opengis.net/gml": "gml",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
    "http://podlove.org/simple-chapters": "psc",
    "http://podlove.org/simple-chapters/": "psc",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://wellformedweb.org/commentapi/": "wfw",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://web.resource.org/cc/": "cc",
    "http://backend.userland.com/creativecommonsrssmodule": "creativecommons",
    "https://podcastindex.org/namespace/1.0": "podcast",
}


class Says(IntEnum):
    """What an element says. Integers, since they are looked up for every element and hash at the speed of C."""

    ENTRY = auto()
    TITLE = auto()
    LINK = auto()
    ID = auto()
    PUBLISHED = auto()
    UPDATED = auto()
    CREATED = auto()
    SUMMARY = auto()
    CONTENT = auto()
    AUTHOR = auto()
    NAME = auto()
    EMAIL = auto()
    TAG = auto()
    LANGUAGE = auto()
    TTL = auto()
    RIGHTS = auto()
    SUBTITLE = auto()
    PICTURE = auto()
    ASIDE = auto()  # a picture, a search box, another feed, a contributor: its title and link are not the feed's


ELEMENTS: dict[str, Says] = {
    **dict.fromkeys(("item", "entry"), Says.ENTRY),
    **dict.fromkeys(("title", "dc:title", "media:title"), Says.TITLE),
    "link": Says.LINK,
    **dict.fromkeys(("guid", "id"), Says.ID),
    **dict.fromkeys(("published", "pubdate", "issued", "dcterms:issued"), Says.PUBLISHED),
    **dict.fromkeys(("updated", "modified", "lastbuilddate", "dc:date", "dcterms:modified"), Says.UPDATED),
    **dict.fromkeys(("created", "dcterms:created"), Says.CREATED),
    **dict.fromkeys(("description", "abstract", "summary", "dc:description"), Says.SUMMARY),
    **dict.fromkeys(("itunes:summary", "media:description"), Says.SUMMARY),
    **dict.fromkeys(("content", "content:encoded", "xhtml:body", "body", "fullitem"), Says.CONTENT),
    **dict.fromkeys(("author", "managingeditor", "dc:author", "dc:creator", "itunes:author"), Says.AUTHOR),
    "name": Says.NAME,
    "email": Says.EMAIL,
    **dict.fromkeys(
        ("category", "keywords", "dc:subject", "media:category", "itunes:category", "itunes:keywords"), Says.TAG
    ),
    **dict.fromkeys(("language", "dc:language"), Says.LANGUAGE),
    "ttl": Says.TTL,
    **dict.fromkeys(("rights", "copyright", "dc:rights"), Says.RIGHTS),
    **dict.fromkeys(("subtitle", "tagline", "itunes:subtitle"), Says.SUBTITLE),
    **dict.fromkeys(("logo", "itunes:image"), Says.PICTURE),
    **dict.fromkeys(("image", "textinput", "source", "contributor", "dc:contributor", "cloud"), Says.ASIDE),
    **dict.fromkeys(("itunes:owner", "media:credit"), Says.ASIDE),
}

# The form of a field that does not say which it has.
FORMS = {
    "description": Form.HTML,
    "dc:description": Form.HTML,
    "content:encoded": Form.HTML,
    "fullitem": Form.HTML,
    "xhtml:body": Form.HTML,
    "body": Form.HTML,
}


@lru_cache(maxsize=4096)
def canonical(name: str) -> str:
    """Return an expat name (``uri local``, or ``local``) as ``prefix:local`` in lower case, plain where it is a feed's.

    Unknown namespaces keep their URI, so that nothing in them is taken for a feed's own element.
    """
    uri, _, local = name.rpartition(" ")
    local = local.lower()
    uri = uri.lower()
    if not uri or uri in _PLAIN or "backend.userland.com/rss" in uri:
        return local
    return f"{_PREFIXES.get(uri, uri)}:{local}"


@lru_cache(maxsize=4096)
def says(name: str) -> Says | None:
    """Return what an expat name says, or None."""
    return ELEMENTS.get(canonical(name))
