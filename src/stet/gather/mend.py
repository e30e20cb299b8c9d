"""The usual damage of feeds mended, so that the ordinary reader can read them: fast, and with the ordinary limits.

First what people get wrong by hand: characters that XML does not have, bare ampersands, HTML's names for characters,
prefixes that nobody declared. Then, for broken tags, libxml2's recovery. What is mended is read as strictly as ever.
"""

import re
from html.entities import html5

from lxml import etree

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AMPERSAND = re.compile(r"&(?:#(?:[xX][0-9a-fA-F]{1,6}|[0-9]{1,7});|([A-Za-z][A-Za-z0-9]{0,31});)?")
_XML_NAMES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_PREFIX = re.compile(r"</?([A-Za-z_][\w.-]{0,30}):[A-Za-z_]")
_DECLARED = re.compile(r"xmlns:([A-Za-z_][\w.-]{0,30})\s*=")
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]{0,60})(?=[\s/>])")
_KNOWN = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


def spelling(text: str) -> str:
    """Mend characters, ampersands and prefixes; sections of CDATA come out as the same markup."""
    return _prefixes(_AMPERSAND.sub(_reference, _NO_XML.sub("", text)))


def _reference(found: re.Match[str]) -> str:
    whole, name = found[0], found[1]
    if whole == "&":
        return "&amp;"
    if name is None:
        return _character(whole[2:-1])
    if name in _XML_NAMES:
        return whole
    return html5.get(f"{name};", f"&amp;{name};")


def _character(number: str) -> str:
    """Return a decimal or hexadecimal reference as XML has it, or nothing where it names no character of XML."""
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    return f"&#{code};" if code <= 0x10FFFF and not _NO_XML.match(chr(code)) else ""


def _prefixes(text: str) -> str:
    missing = set(_PREFIX.findall(text)) - set(_DECLARED.findall(text)) - {"xml"}
    if not missing:
        return text
    said = "".join(f' xmlns:{prefix}="{_KNOWN.get(prefix, f"urn:undeclared:{prefix}")}"' for prefix in sorted(missing))
    return _ROOT.sub(lambda root: root[0] + said, text, count=1)


def tags(text: str) -> str:
    """Close and cut tags as libxml2 recovers them; "" when nothing is left. It loads nothing and expands nothing."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return ""
    return etree.tostring(root, encoding="unicode") if root is not None else ""
