"""HTML to a tree of bounded size and depth, whatever was sent.

Nesting, attribute length and page length are cut before the tree is built, so that no later stage needs to fear
recursion or memory. Nothing in a page is run, and no address in it is opened.
"""

import re

from lxml import etree, html

from stet.errors import NotText

MOST_CHARACTERS = 8_000_000  # of 404 measured pages none has over 1.5 million; a page over this is read to here
DEEPEST = 200  # levels; of 404 measured pages none has over 43. libxml2 itself gives up at 256
_LONGEST_ATTRIBUTE = 20_000  # characters; longer ones hold pictures and program state, never text
_ATTRIBUTE = re.compile(rf"""=\s*(?:"[^"<>]{{{_LONGEST_ATTRIBUTE},}}"|'[^'<>]{{{_LONGEST_ATTRIBUTE},}}')""")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
# Elements that hold nothing, and those that the next of their kind closes: an open one is no level.
_FLAT = frozenset(
    """area base br col embed hr img input link meta param source track wbr p li dd dt tr td th thead tbody option
    script style""".split()
)
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
    """Drop tags below `DEEPEST` levels with their closing tags; the text between them stays."""
    if text.count("<") <= DEEPEST:
        return text
    depth = dropped = at = 0
    out: list[str] = []
    for tag in _TAG.finditer(text):
        if tag[2].lower() in _FLAT:
            continue
        if tag[1]:
            drop, dropped = dropped > 0, max(0, dropped - 1)
            depth -= not drop and depth > 0
        else:
            drop = depth >= DEEPEST
            dropped += drop
            depth += not drop
        if drop and tag.start() >= at:
            out.append(text[at : tag.start()])
            at = text.find(">", tag.end()) + 1 or len(text)
    return "".join([*out, text[at:]]) if out else text
