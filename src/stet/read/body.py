"""The body of a page: its paragraphs, lists and quotations, without what stands around them."""

import copy

from lxml.html import HtmlElement

from stet.read.claims import Claims


def paragraphs(tree: HtmlElement, url: str, said: Claims) -> list[str]:
    """Return the paragraphs of the article in `tree`, in order."""
    import trafilatura

    text = (
        trafilatura.extract(copy.deepcopy(tree), url=url or None, fast=True, favor_recall=True, include_comments=False)
        or ""
    )
    return [p for p in (line.strip() for line in text.split("\n")) if p]
