"""The usual damage of feeds mended, so that the ordinary reader can read them: fast, and with the ordinary limits.

First what people get wrong by hand: characters that XML does not have, bare ampersands, HTML's names for characters,
prefixes that nobody declared. Then tags left open or closed twice. What is mended is read as strictly as ever.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html.entities import html5

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AMPERSAND = re.compile(r"&(?:#(?:[xX][0-9a-fA-F]{1,6}|[0-9]{1,7});|([A-Za-z][A-Za-z0-9]{0,31});)?")
_XML_NAMES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_PREFIX = re.compile(r"</?([A-Za-z_][\w.-]{0,30}):[A-Za-z_]")
_DECLARED = re.compile(r"xmlns:([A-Za-z_][\w.-]{0,30})\s*=")
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]{0,60})(?=[\s/>])")
_TAG = re.compile(r"<(/?)([A-Za-z_][\w.:-]*)[^<>]*>|<![^<>]*>")
_SECTIONS = (("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>"))
_ATTRIBUTE = re.compile(r"(?<![\w.:-])([A-Za-z_][\w.:-]*+)\s*+=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>/]+))")
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
    """Close what was left open and drop ends that end nothing, element by element.

    An end closes everything opened since its beginning, so a title without an end is over where its entry is. libxml2's
    own recovery lets any end close the innermost element, and so puts all later entries inside the first.
    """
    out, opened, standing, at = list[str](), list[str](), Counter[str](), 0
    for start, end, ending, name in _tokens(text):
        out.append(_text(text[at:start]))
        token, at = text[start:end], end
        if not name:
            out.append(token if token.startswith("<![CDATA[") else "")
        elif not ending:
            out.append(_opening(token, name))
            if not token.endswith("/>"):
                opened.append(name)
                standing[name] += 1
        elif standing[name]:
            last = ""
            while last != name:
                last = opened.pop()
                standing[last] -= 1
                out.append(f"</{last}>")
            if not opened:
                break  # what follows the root belongs to nothing
    out += [_text(text[at:]) if opened else "", *(f"</{name}>" for name in reversed(opened))]
    return "".join(out)


def _tokens(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Give start, end, ``/`` of an end, and name of each tag; sections have no name. No character is looked at twice:
    a kind of section of which no end was found is not looked for again."""
    at, endless = 0, set[str]()
    while (start := text.find("<", at)) >= 0:
        at = start + 1
        section = next((s for s in _SECTIONS if s[0] not in endless and text.startswith(s[0], start)), None)
        if section:
            end = text.find(section[1], start + len(section[0]))
            if end < 0:
                endless.add(section[0])
                continue
            at = end + len(section[1])
            yield start, at, "", ""
        elif tag := _TAG.match(text, start):
            at = tag.end()
            yield start, at, tag[1] or "", tag[2] or ""


def _text(text: str) -> str:
    return text.replace("<", "&lt;").replace("]]>", "]]&gt;")


def _opening(tag: str, name: str) -> str:
    """Write a beginning again with every attribute quoted, and each only once."""
    said: dict[str, str] = {}
    for attribute in _ATTRIBUTE.finditer(tag, len(name) + 1):
        said.setdefault(attribute[1], (attribute[2] or attribute[3] or attribute[4] or "").replace("<", "&lt;"))
    attributes = "".join(f' {key}="{value.replace(chr(34), "&quot;")}"' for key, value in said.items())
    return f"<{name}{attributes}{'/' if tag.endswith('/>') else ''}>"
