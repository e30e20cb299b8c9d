"""What can be measured of a block: its words, its links, its place, its kin, and who else vouches for it.

The measures follow C. Kohlschütter et al., "Boilerplate Detection using Shallow Text Features" (WSDM 2010) for text and
links, and T. Vogels et al., "Web2Text" (ECIR 2018) for neighbours; class names, templates and witnesses are ours.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

from stet.read import furniture
from stet.read.blocks import Block

_GOOD = re.compile(
    r"(?:article|story|post|entry|main|content|body)-?_?(?:body|text|content|copy|main|entry)"
    r"|articlebody|rich-?text|td-post-content|wysiwyg|prose|paragraph|article__",
    re.IGNORECASE,
)
_FAIR = re.compile(r"article|story|post|entry|content|text|body|main|copy|recipe|chapter", re.IGNORECASE)
_OTHER_NAMES = r"""
    nav navi navigation menu foot(?:er)? sidebar side aside related recommend\w* promo\w* teaser\w* share sharing
    social\w* comments? disqus respond reply replies advert\w* ads? banner sponsor\w* newsletter subscri\w* signup
    sign-up login register cookies? consent gdpr modal popup overlay breadcrumbs? byline author\w* bio meta metadata
    info tags? tagged keywords? topics? categor\w* dateline timestamp date time caption\w* credits? copyright legal
    disclaimer toolbar tools? utility widget\w* trending popular most latest more next prev\w* pagination pager
    outbrain taboola partner\w* print masthead header head topbar rating feedback search toc gallery slideshow
    carousel slider video player media image figure thumb\w* hidden skip jump correction source read-?more kicker
    eyebrow paywall offer product price shop buy donat\w* support
"""
_BAD = re.compile(rf"(?:^|[\s_-])(?:{'|'.join(_OTHER_NAMES.split())})(?:$|[\s_-])", re.IGNORECASE)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_END = re.compile(r"[.!?…:;。！？]['\"”’»)\]]*$")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_REGIONS = (
    "article",
    "main",
    "nav",
    "aside",
    "footer",
    "header",
    "form",
    "figure",
    "table",
    "ul",
    "ol",
    "blockquote",
    "section",
    "dl",
)
_REGION_AT = {name: at for at, name in enumerate(_REGIONS)}
_NOWHERE = (0.0,) * len(_REGIONS)
_NAMELESS = (False, False, False)
_KINDS: tuple[frozenset[str], ...] = tuple(
    map(
        frozenset,
        (
            ("p",),
            ("li",),
            ("h1",),
            ("h2", "h3"),
            ("h4", "h5", "h6"),
            ("td", "th"),
            ("blockquote",),
            ("figcaption", "caption"),
            ("pre", "code"),
            ("dt", "dd"),
            ("div", "section", "article"),
        ),
    )
)
_KIND: defaultdict[str, tuple[bool, ...]] = defaultdict(lambda: (False,) * len(_KINDS))
_KIND.update({tag: tuple(tag in kind for kind in _KINDS) for kinds in _KINDS for tag in kinds})
WINDOW = 4
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=10_000)
def letters(text: str) -> str:
    """Return the letters and figures of `text`, lower case: two extracts may differ in spacing.

    Kept, for the lines of a page are compared with its headline, its witness and its record, one after the other.
    """
    return "".join(_WORD.findall(text.lower()))


@dataclass(slots=True)
class Around:
    """What the names of an element and of the elements around it say; made once for each element of a page."""

    element: HtmlElement
    above: "Around | None"
    depth: int
    sign: str
    named: tuple[bool, ...]  # good, fair, bad
    near: tuple[bool, ...]  # the same of it and the two elements around it
    any_good: bool
    bads: int
    hidden: bool
    regions: tuple[float, ...]
    size: float = 0.0  # characters
    links: float = 0.0  # characters in links
    prose: float = 0.0  # characters in paragraphs of prose


@lru_cache(maxsize=30_000)
def _named(name: str) -> tuple[bool, ...]:
    """Say whether the names of an element promise the article, may promise it, or promise something else."""
    return bool(_GOOD.search(name)), bool(_FAIR.search(name)), bool(_BAD.search(_CAMEL.sub("-", name)))


class Surroundings:
    """The `Around` of every element that was asked for, outer ones before inner ones."""

    def __init__(self) -> None:
        self.known: dict[HtmlElement, Around] = {}

    def of(self, element: HtmlElement) -> Around:
        """Return the surroundings of an element, made from its parent's."""
        known = self.known.get(element)
        if known is not None:
            return known
        missing = []
        at: HtmlElement | None = element
        while at is not None and at not in self.known:
            missing.append(at)
            at = at.getparent()
        above = self.known[at] if at is not None else None
        for each in reversed(missing):
            above = self.known[each] = self._made(each, above)
        return self.known[element]

    def _made(self, element: HtmlElement, above: Around | None) -> Around:
        given = element.attrib
        get = given.get
        named: tuple[bool, ...] = _NAMELESS
        if given:
            name = f"{get('class', '')} {get('id', '')} {get('itemprop', '')} {get('role', '')}"[:300].strip()
            named = _named(name) if name else _NAMELESS
        hidden = bool(given) and (
            "hidden" in given or get("aria-hidden") == "true" or bool(_HIDING.search(get("style", "")[:500]))
        )
        sign = f"{element.tag}.{get('class', '')}"
        at = _REGION_AT.get(element.tag)
        if above is None:
            return Around(element, None, 0, sign, named, named, named[0], named[2], hidden, _in_region(_NOWHERE, at))
        over = above.above.named if above.above else _NAMELESS
        near = tuple([own or one or two for own, one, two in zip(named, above.named, over, strict=True)])
        return Around(
            element, above, above.depth + 1, sign, named, near, named[0] or above.any_good, named[2] + above.bads,
            hidden or above.hidden, _in_region(above.regions, at),
        )  # fmt: skip


def _in_region(regions: tuple[float, ...], at: int | None) -> tuple[float, ...]:
    return regions if at is None or regions[at] else (*regions[:at], 1.0, *regions[at + 1 :])


def table(found: Sequence[Block], *, title: str, witness: str, linked: str, deck: str) -> list[list[float]]:
    """Return one row of measures for each block.

    `witness` is another extractor's text of the page, `linked` the JSON-LD body, `deck` the page's own description;
    each may be empty.
    """
    if not found:
        return []
    own = [_own(b) for b in found]
    shape = _Shape(found, [o[10] > 0 for o in own], [o[0] for o in own])
    voted = _votes(found, witness)
    spoken = _votes(found, linked)
    plain = [letters(b.text) for b in found]
    counts = Counter(plain)
    titles = letters(title)
    decks = letters(deck)
    rows = []
    firsts = [i for i, v in enumerate(voted) if v > 0.5]
    low, high = (firsts[0], firsts[-1]) if firsts else (0, len(found))
    heading = next((i for i, b in enumerate(found) if b.tag == "h1"), -1)
    nobody = [(-1.0,) * 5] * 2
    beside = [*nobody, *((o[0], o[2], o[3], o[7], o[8]) for o in own), *nobody]
    prose = [o[10] for o in own]
    for i in range(len(found)):
        around = [
            float(bool(titles) and plain[i] == titles),
            float(bool(titles) and len(plain[i]) > 12 and (plain[i] in titles or titles in plain[i])),
            float(bool(decks) and len(plain[i]) > 20 and (plain[i] in decks or decks in plain[i])),
            float(counts[plain[i]] > 1),
            i / len(found),
            min(i, 50) / 50,
            float(i > heading >= 0),
            min(abs(i - heading), 60) / 60 if heading >= 0 else -1.0,
            voted[i],
            float(bool(witness)),
            sum(voted[max(0, i - WINDOW) : i]) / WINDOW,
            sum(voted[i + 1 : i + 1 + WINDOW]) / WINDOW,
            float(low <= i <= high),
            max(-20, min(20, i - high)) / 20,
            max(-20, min(20, low - i)) / 20,
            spoken[i] if linked else -1.0,
            (sum(spoken[max(0, i - WINDOW) : i]) + sum(spoken[i + 1 : i + 1 + WINDOW])) / (2 * WINDOW)
            if linked
            else -1.0,
        ]
        near = (*beside[i], *beside[i + 1], *beside[i + 3], *beside[i + 4])
        wide = prose[max(0, i - 6) : i + 7]
        rows.append([*own[i], *shape.of(i), *around, *near, sum(wide) / len(wide)])
    return rows


def _own(block: Block) -> list[float]:
    text = block.text
    words = text.split()
    count, size = len(words), len(text)
    density = block.linked / size
    return [
        math.log1p(count),
        math.log1p(size),
        density,
        float(bool(_END.search(text))),
        min(1.0, (text.count(",") + text.count(". ") + text.count("，") + text.count("。")) / count),
        sum([w[0].isupper() for w in words]) / count,
        sum(map(str.isdigit, text)) / size,
        *furniture.known(text),
        float(count > 6 and (furniture.is_law(text) or furniture.is_about_ourselves(text))),
        float(count >= 12 and density < 0.4 and bool(_END.search(text))),
        size / count,
        float(text.isupper()),
        float(text[:1] in "\"“„«‘'"),
        float("|" in text or "›" in text or "»" in text[:3] or "©" in text),
        *_KIND[block.tag],
    ]


def _votes(found: Sequence[Block], witness: str) -> list[float]:
    """Return for each block how much of it stands in `witness`: 1 whole, between for a part of its words."""
    if not witness:
        return [0.0] * len(found)
    said = letters(witness)
    words = set(_WORD.findall(witness.lower()))
    out = []
    for block in found:
        plain = letters(block.text)
        if plain and plain in said:
            out.append(1.0)
        elif len(plain) > 40:
            own = _WORD.findall(block.text.lower())
            pieces = [letters(block.text[k : k + 30]) for k in range(0, len(block.text) - 29, 30)]
            out.append(
                0.9 * sum(p in said for p in pieces) / max(1, len(pieces)) if any(w in words for w in own) else 0.0
            )
        else:
            out.append(0.0)
    return out


class _Shape:
    """The containers of the blocks and the templates they are made from."""

    def __init__(self, found: Sequence[Block], prose: Sequence[bool], words: Sequence[float]) -> None:
        surroundings = Surroundings()
        self.places = [surroundings.of(block.element) for block in found]
        self.total = 1.0
        for block, here, is_prose in zip(found, self.places, prose, strict=True):
            here.size += len(block.text)
            here.links += block.linked
            if is_prose:
                here.prose += len(block.text)
                self.total += len(block.text)
        elements = list(surroundings.known.values())
        for each in reversed(elements):  # inner ones before outer ones
            if each.above is not None:
                each.above.size += each.size
                each.above.links += each.links
                each.above.prose += each.prose
        self.main = self._main(elements)
        inside = [i for i, told in enumerate(prose) if told and self._in_main(self.places[i])]
        self.first, self.last = (inside[0], inside[-1]) if inside else (0, len(found))
        self.kinship = self._kinship(found, prose, words)

    def _main(self, elements: Sequence[Around]) -> Around:
        """Return the deepest element that holds 60 % of the prose."""
        holding = [e for e in elements if e.prose and e.prose >= 0.6 * (self.total - 1)]
        return max(holding, key=lambda e: e.depth, default=elements[0])

    def _in_main(self, place: Around) -> bool:
        at: Around | None = place
        while at is not None and at.depth > self.main.depth:
            at = at.above
        return at is self.main

    def _kinship(self, found: Sequence[Block], prose: Sequence[bool], words: Sequence[float]) -> list[list[float]]:
        """Return for each block how many share its template, how long they are, and how much of the prose they hold."""
        kin: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for i, here in enumerate(self.places):
            one = here.above
            two = one.above if one else None
            kin[here.sign, one.sign if one else "", two.sign if two else ""].append(i)
        told: list[list[float]] = [[]] * len(found)
        for members in kin.values():
            share = sum([len(found[m].text) for m in members if prose[m]]) / self.total
            row = [math.log1p(len(members)), sum([words[m] for m in members]) / len(members), share]
            for m in members:
                told[m] = row
        return told

    def of(self, i: int) -> list[float]:
        """Return the measures of block `i`."""
        here = self.places[i]
        one = here.above or here
        two = one.above or one
        three = two.above or two
        four = three.above or three
        main = self._in_main(here)
        return [
            *here.regions,
            here.near[0],
            here.any_good,
            here.near[1],
            here.named[2],
            here.near[2],
            min(here.bads, 6),
            here.bads > 0,
            here.hidden,
            one.prose / self.total,
            two.prose / self.total,
            three.prose / self.total,
            four.prose / self.total,
            one.links / one.size,
            two.links / two.size,
            three.links / three.size,
            math.log1p(one.size),
            math.log1p(two.size),
            one.prose / one.size,
            two.prose / two.size,
            main,
            min(here.depth - self.main.depth, 8) if main else -1.0,
            i < self.first,
            i > self.last,
            max(-20, min(20, i - self.last)) / 20,
            here.depth / 20,
            *self.kinship[i],
        ]
