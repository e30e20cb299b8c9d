"""Weave the marks of facts into a post's HTML, which was rendered and cleaned when it was published."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape, unescape

from newsroom.press.seen import Mark

CONTEXT = 24
_TOKEN = re.compile(r"(<[^>]*>)")
_LETTERS = re.compile(r"\W+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Woven:
    """A fact of a body: where its words start in the Markdown, and its mark."""

    start: int
    words: str
    mark: Mark


def weave(html: str, markdown: str, facts: Iterable[Woven]) -> str:
    """Put each fact's mark around its words in the HTML.

    Offsets count in the Markdown, so the words are found again by the letters that stand before them. A fact whose
    words cross an element (half of it in bold), or stand in a link, is left unmarked.
    """
    tokens = _TOKEN.split(html)
    texts = [unescape(token) if n % 2 == 0 else "" for n, token in enumerate(tokens)]
    cuts: dict[int, list[tuple[int, Woven]]] = {}
    for fact in facts:
        if place := _place(texts, _linked(tokens), markdown, fact):
            token, at = place
            cuts.setdefault(token, []).append((at, fact))
    return "".join(_cut(texts[n], cuts[n]) if n in cuts else token for n, token in enumerate(tokens))


def _linked(tokens: Sequence[str]) -> set[int]:
    inside, found = 0, set()
    for n, token in enumerate(tokens):
        if n % 2:
            inside += token.startswith("<a ") - token.startswith("</a")
        elif inside:
            found.add(n)
    return found


def _place(texts: Sequence[str], linked: set[int], markdown: str, fact: Woven) -> tuple[int, int] | None:
    before = _bare(markdown[max(0, fact.start - 4 * CONTEXT) : fact.start])[-CONTEXT:]
    read = ""
    for n, text in enumerate(texts):
        if n not in linked:
            for found in re.finditer(re.escape(fact.words), text):
                if _bare(read + text[: found.start()]).endswith(before):
                    return n, found.start()
        read = (read + text)[-8 * CONTEXT :]
    return None


def _bare(text: str) -> str:
    return _LETTERS.sub("", re.sub(r"\]\([^)]*\)", "", text))


def _cut(text: str, places: Sequence[tuple[int, Woven]]) -> str:
    woven, at = "", 0
    for start, fact in sorted(places, key=lambda place: place[0]):
        if start < at:
            continue
        woven += escape(text[at:start], quote=False) + _link(fact)
        at = start + len(fact.words)
    return woven + escape(text[at:], quote=False)


def _link(fact: Woven) -> str:
    mark = fact.mark
    flag = f'<span class="flag" aria-hidden="true">{mark.shape}</span>' if mark.warning else ""
    warning = f'<span class="vh"> ({escape(mark.warning)})</span>' if mark.warning else ""
    words = escape(fact.words, quote=False)
    return f'<a class="fact v-{mark.style}" id="f{mark.id}" href="{escape(mark.href)}">{words}{flag}{warning}</a>'
