"""HTML to a tree of bounded size and depth, whatever was sent.

Nesting, attribute length and page length are cut before the tree is built, so that no later stage needs to fear
recursion or memory. Nothing in a page is run, and no address in it is opened.
"""

import re
from collections.abc import Iterator

from lxml import etree, html

from stet.errors import NotText

MOST_CHARACTERS = 8_000_000  # of 404 measured pages none has over 1.5 million; a page over this is read to here
DEEPEST = 200  # levels; of 404 measured pages none has over 43. libxml2 itself gives up at 256
_LONGEST_ATTRIBUTE = 20_000  # characters; longer ones hold pictures and program state, never text
_ATTRIBUTE = re.compile(rf"""=\s*(?:"[^"<>]{{{_LONGEST_ATTRIBUTE},}}"|'[^'<>]{{{_LONGEST_ATTRIBUTE},}}')""")
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z][a-z0-9:-]*)(?P<rest>[^<>]*)>?", re.IGNORECASE)
_RAW = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style")}
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
    clean = _ATTRIBUTE.sub('=""', _ENCODING.sub("", _CONTROL.sub(" ", text[:MOST_CHARACTERS])))
    try:
        tree, whole = _parsed(clean)
        tree = tree if whole else _parsed(_flattened(clean), huge=True)[0]
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as cause:
        raise NotText("there is no readable HTML in it", subject=url, advice="Look at the page itself") from cause
    if "<ruby" in clean:
        _unaided(tree)
    return tree


def _unaided(tree: html.HtmlElement) -> None:
    """Take away the readings that stand small over Chinese and Japanese characters, and keep the characters."""
    etree.strip_elements(tree, "rt", "rp", "rtc", with_tail=False)
    etree.strip_tags(tree, "ruby", "rb")


def _parsed(text: str, *, huge: bool = False) -> tuple[html.HtmlElement, bool]:
    """Return the tree, and whether it is whole: libxml2 stops at 256 levels (2,048 if `huge`) and drops the rest."""
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8", huge_tree=huge)
    tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    return tree, not any("depth" in e.message for e in parser.error_log.filter_from_fatals())


def _flattened(text: str) -> str:
    """Drop tags below `DEEPEST` levels with their closing tags; the text between them stays."""
    depth = dropped = at = 0
    out: list[str] = []
    for tag in _tags(text):
        if tag["close"]:
            drop, dropped = dropped > 0, max(0, dropped - 1)
            depth -= not drop and depth > 0
        else:
            drop = depth >= DEEPEST
            dropped += drop
            depth += not drop
        if drop:
            out.append(text[at : tag.start()])
            at = tag.end()
    return "".join([*out, text[at:]])


def _tags(text: str) -> Iterator[re.Match[str]]:
    """Yield the tags that open or close a level; the inside of scripts and styles may look like tags and is none."""
    at = 0
    while tag := _TAG.search(text, at):
        at = tag.end()
        name = tag["name"].lower()
        if name in _RAW and not tag["close"]:
            end = _RAW[name].search(text, at)
            at = end.start() if end else len(text)
        elif name not in _FLAT and not tag["rest"].endswith("/"):
            yield tag
