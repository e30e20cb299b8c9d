"""HTML to a tree of bounded size and depth, whatever was sent.

Nesting, attribute length and page length are cut before the tree is built, so that no later stage needs to fear
recursion or memory. Nothing in a page is run, and no address in it is opened.
"""

import re

from lxml import etree, html

from stet.errors import NotText

MOST_CHARACTERS = 8_000_000  # the longest of 1,170 measured pages has 3.4 million; a page over this is read to here
DEEPEST = 200  # levels; the deepest of the measured pages has 60. libxml2 itself gives up at 256
_LONGEST_ATTRIBUTE = 20_000  # characters; longer ones hold pictures and program state, never text
_ATTRIBUTE = re.compile(r"""=\s*(?:"[^"<>]{%d,}"|'[^'<>]{%d,}')""" % (_LONGEST_ATTRIBUTE, _LONGEST_ATTRIBUTE))
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_ENCODING = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")


def parse(text: str, url: str = "") -> html.HtmlElement:
    """Return the tree of a page.

    Raises:
        NotText: there is no element in it.
    """
    clean = _ENCODING.sub("", _CONTROL.sub(" ", text[:MOST_CHARACTERS]))
    clean = _flattened(_ATTRIBUTE.sub('=""', clean))
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8")
    try:
        tree = html.document_fromstring(clean.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as cause:
        raise NotText("there is no readable HTML in it", subject=url, advice="Look at the page itself") from cause
    return tree


def _flattened(text: str) -> str:
    """Drop opening tags below `DEEPEST` levels; their text stays."""
    if text.count("<") <= DEEPEST:
        return text
    depth, out, at = 0, [], 0
    for tag in _TAG.finditer(text):
        if tag[2].lower() in _VOID:
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > DEEPEST * 4:  # unclosed <p> and <li> are no nesting: four times the room, then it is an attack
            out.append(text[at : tag.start()])
            at = text.find(">", tag.end()) + 1 or len(text)
            depth -= 1
    return "".join([*out, text[at:]]) if out else text
