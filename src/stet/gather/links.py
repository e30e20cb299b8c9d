"""Addresses as feeds and pages write them: made absolute, and only those that a reader may safely follow."""

import re
from urllib.parse import urljoin, urlsplit

LONGEST = 4096  # characters; longer ones are data, not addresses
_FOLLOWED = frozenset(("http", "https"))
_ORDINARY = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]{1,5})?(?:[/?#][!-~]*)?")  # nothing to do
_PATH = re.compile(r"/(?!/)|[^:/?#]+(?:[/?#]|$)")
_BLANK = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")
_REFERENCES = re.compile(r"""(?<=[\s"'])(href|src|poster|cite)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')""", re.IGNORECASE)


def absolute(reference: str, base: str) -> str:
    """Return `reference` made absolute against `base`, or itself where that makes no sense."""
    reference = _BLANK.sub(" ", reference).strip()
    if not base or len(reference) > LONGEST:
        return reference
    try:
        return urljoin(base, reference)
    except ValueError:
        return reference


def followed(reference: str, base: str = "") -> str:
    """Return an absolute http or https address, or "" for anything else: `javascript:`, `data:`, broken ones, nothing.

    Without a base a relative path stays as the source says it. Nothing is not the base: an entry without a link would
    otherwise link to its own feed.
    """
    if not reference.strip():
        return ""
    if len(reference) <= LONGEST and _ORDINARY.fullmatch(reference):
        return reference
    address = absolute(reference, base).replace(" ", "%20")
    if not address or len(address) > LONGEST:
        return ""
    if not base and _PATH.match(address):
        return address
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in _FOLLOWED and parts.hostname else ""


def rebase(markup: str, base: str) -> str:
    """Return `markup` with its relative references made absolute."""
    if not base or "=" not in markup:
        return markup
    return _REFERENCES.sub(lambda m: f'{m[1]}="{absolute(m[2] if m[2] is not None else m[3], base)}"', markup)
