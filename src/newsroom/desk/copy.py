"""Turn an editor's Markdown into the HTML that readers get, and pasted HTML into Markdown's plain parts."""

import re
from functools import cache

import nh3
from markdown_it import MarkdownIt

TAGS = {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "em", "strong", "a", "br", "hr", "code", "pre", "table",
        "thead", "tbody", "tr", "th", "td"}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "th": {"scope"}}
PASTED = TAGS - {"table", "thead", "tbody", "tr", "th", "td"} | {"b", "i"}
EMPHASIS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
LONGEST = 500_000
_NOT_BOLD = re.compile(r"<b\b[^>]*font-weight:\s*normal[^>]*>", re.IGNORECASE)  # some editors wrap all they copy in it


def html(markdown: str) -> str:
    """Render the body. Raw HTML in it is shown as text, and the result is cleaned all the same: two locks."""
    made = _markdown().render(markdown[:LONGEST])
    return nh3.clean(
        made, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel="nofollow"
    )


def pasted(rich: str) -> str:
    """Return the words of HTML pasted from a word processor: paragraphs and emphasis stay, everything else goes."""
    import lxml.html

    clean = nh3.clean(_NOT_BOLD.sub("", rich[:LONGEST]), tags=PASTED, attributes={"a": {"href"}})
    if not clean.strip():
        return ""
    tree = lxml.html.fragment_fromstring(clean, create_parent="div")
    for el in tree.iter():
        mark = EMPHASIS.get(str(el.tag), "")
        before = {"li": "- ", "h2": "## ", "h3": "### ", "blockquote": "> "}.get(str(el.tag), mark)
        after = {"p": "\n\n", "li": "\n", "h2": "\n\n", "h3": "\n\n", "br": "\n", "blockquote": "\n\n"}.get(
            str(el.tag), mark
        )
        el.text = before + (el.text or "")
        if len(el):
            el[-1].tail = (el[-1].tail or "") + after
        else:
            el.text += after
    lines = [" ".join(line.split()) for line in str(tree.text_content()).splitlines()]
    return "\n".join(lines).strip() + "\n"


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False}).enable("table")
