"""The address that an article is known by: its canonical one, without the wrapping of AMP caches.

A page says itself what its address is, and may say anything: a page that names another site's, or the front page for
every article, is not believed. The address decides which captures are one article.
"""

import re
from urllib.parse import SplitResult, urldefrag, urljoin, urlsplit

# https://developers.google.com/amp/cache/overview: /c, /i, /v and /r for documents and parts, /s for https.
_CACHED = re.compile(r"/(?:[cvir]|wp|amp)(?P<secure>/s)?/(?P<rest>[\w-]+(?:\.[\w-]+)+(?:[:/?].*)?)", re.DOTALL)
_CACHES = re.compile(r"(?:.+\.)?(?:cdn\.ampproject\.org|bing-amp\.com)|(?:www\.|amp\.)?google\.[a-z.]{2,6}")
_SECOND_LEVEL = frozenset("co com org net ac gov gob gouv edu ne or go nom in".split())


def address(url: str, *claimed: str) -> str:
    """Return the first of the addresses `claimed` by the page at `url` that can be its own, else `url` unwrapped."""
    here = unwrapped(url)
    for claim in claimed:
        if claim and _is_its_own(found := unwrapped(_resolved(here, claim)), here):
            return found
    return here


def unwrapped(url: str) -> str:
    """Return the publisher's address of a page that is served from an AMP cache; any other stays as it is."""
    parts = _split(url)
    if parts is None or not _CACHES.fullmatch(parts.hostname or ""):
        return url
    inside = _CACHED.fullmatch(parts.path)
    return f"http{'s' if inside['secure'] else ''}://{inside['rest']}" if inside else url


def site(host: str) -> str:
    """Return the part of a host name that one publisher has to itself: "example.co.uk" of "m.example.co.uk"."""
    labels = host.lower().rstrip(".").split(".")
    count = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return ".".join(labels[-count:])


def _resolved(here: str, claim: str) -> str:
    try:
        return urldefrag(urljoin(here, claim.strip()))[0]
    except ValueError:
        return ""


def _is_its_own(claim: str, here: str) -> bool:
    theirs, ours = _split(claim), _split(here)
    if theirs is None or theirs.scheme not in ("http", "https") or not theirs.hostname or theirs.username:
        return False
    if ours is None or not ours.hostname:
        return True
    front = not theirs.path.strip("/") and not theirs.query
    at_front = not ours.path.strip("/") and not ours.query
    return site(theirs.hostname) == site(ours.hostname) and (not front or at_front)


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None
