"""What can be measured of a block: its words, its links, its place, its kin, and who else vouches for it.

The measures follow C. Kohlschütter et al., "Boilerplate Detection using Shallow Text Features" (WSDM 2010) for text and
links, and T. Vogels et al., "Web2Text" (ECIR 2018) for neighbours; class names, templates and witnesses are ours.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

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
_REGION_BITS = {name: 1 << at for at, name in enumerate(_REGIONS)}
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
WINDOW = 4
_WORD = re.compile(r"\w+")


def letters(text: str) -> str:
    """Return the letters and figures of `text`, lower case: two extracts may differ in spacing."""
    return "".join(_WORD.findall(text.lower()))


@dataclass(slots=True)
class Around:
    """What the names of an element and of the elements around it say; made once for each element of a page."""

    good: bool
    fair: bool
    bad: bool
    any_good: bool
    bads: int
    hidden: bool
    regions: int
    depth: int


class Surroundings:
    """The `Around` of every element that was asked for."""

    def __init__(self) -> None:
        self.known: dict[HtmlElement, Around] = {}

    def of(self, element: HtmlElement) -> Around:
        """Return the surroundings of an element, made from its parent's."""
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
        name = " ".join([element.get(k) or "" for k in ("class", "id", "itemprop", "role")])[:300].strip()
        style = element.get("style")
        hidden = bool(style and _HIDING.search(style[:500])) or element.get("hidden") is not None
        hidden = hidden or element.get("aria-hidden") == "true"
        good = bool(name and _GOOD.search(name))
        bad = bool(name and _BAD.search(_CAMEL.sub("-", name)))
        here = _REGION_BITS.get(element.tag, 0)
        if above is None:
            return Around(good, bool(name and _FAIR.search(name)), bad, good, int(bad), hidden, here, 0)
        return Around(
            good=good,
            fair=bool(name and _FAIR.search(name)),
            bad=bad,
            any_good=good or above.any_good,
            bads=bad + above.bads,
            hidden=hidden or above.hidden,
            regions=here | above.regions,
            depth=above.depth + 1,
        )


def table(found: Sequence[Block], *, title: str, witness: str, linked: str, deck: str) -> list[list[float]]:
    """Return one row of measures for each block.

    `witness` is another extractor's text of the page, `linked` the JSON-LD body, `deck` the page's own description;
    each may be empty.
    """
    if not found:
        return []
    own = [_own(b) for b in found]
    shape = _Shape(found, own)
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
        near: list[float] = []
        for step in (-2, -1, 1, 2):
            j = i + step
            near.extend(own[j][k] if 0 <= j < len(found) else -1.0 for k in (0, 2, 3, 7, 8))
        wide = own[max(0, i - 6) : i + 7]
        near.append(sum(o[10] for o in wide) / len(wide))
        rows.append([*own[i], *shape.of(i), *around, *near])
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
        sum(w[0].isupper() for w in words) / count,
        sum(c.isdigit() for c in text) / size,
        float(furniture.is_furniture(text)),
        float(size < 80 and furniture.opens_other(text)),
        float(count > 6 and (furniture.is_law(text) or furniture.is_about_ourselves(text))),
        float(count >= 12 and density < 0.4 and bool(_END.search(text))),
        size / count,
        float(text.isupper()),
        float(text[:1] in "\"“„«‘'"),
        float("|" in text or "›" in text or "»" in text[:3] or "©" in text),
        *[float(block.tag in kind) for kind in _KINDS],
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

    def __init__(self, found: Sequence[Block], own: Sequence[Sequence[float]]) -> None:
        self.found, self.own = found, own
        self.around = Surroundings()
        self.chains: list[list[HtmlElement]] = []
        self.size: dict[HtmlElement, float] = defaultdict(float)
        self.links: dict[HtmlElement, float] = defaultdict(float)
        self.prose: dict[HtmlElement, float] = defaultdict(float)
        self.kin: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self.signs: list[tuple[str, ...]] = []
        self.total = 1.0
        for i, block in enumerate(found):
            chain = [block.element, *block.element.iterancestors()]
            self.chains.append(chain)
            size, prose = len(block.text), len(block.text) * own[i][10]
            self.total += prose
            for element in chain:
                self.size[element] += size
                self.links[element] += block.linked
                if prose:
                    self.prose[element] += prose
            sign = tuple(f"{e.tag}.{e.get('class') or ''}" for e in chain[:3])
            self.signs.append(sign)
            self.kin[sign].append(i)
        self.main, self.level = self._main()
        inside = [i for i in range(len(found)) if self.main in self.chains[i] and own[i][10]]
        self.first, self.last = (inside[0], inside[-1]) if inside else (0, len(found))
        self.kinship = {s: self._kinship(members) for s, members in self.kin.items()}

    def _main(self) -> tuple[HtmlElement, int]:
        """Return the deepest element that holds 60 % of the prose, and its depth."""
        best, level = self.chains[0][-1], 0
        for element, prose in self.prose.items():
            if prose >= 0.6 * (self.total - 1) and (depth := self.around.of(element).depth) >= level:
                best, level = element, depth
        return best, level

    def _kinship(self, members: Sequence[int]) -> tuple[float, float, float]:
        rows = [self.own[m] for m in members]
        return (
            math.log1p(len(members)),
            sum(r[0] for r in rows) / len(rows),
            sum(len(self.found[m].text) * self.own[m][10] for m in members) / self.total,
        )

    def of(self, i: int) -> list[float]:
        """Return the measures of block `i`."""
        chain = self.chains[i]
        here = self.around.of(chain[0])
        near = [here, *[self.around.of(e) for e in chain[1:3]]]
        holders = [*chain[1:5], *([chain[-1]] * 4)][:4]
        main = self.main in chain[:40]
        return [
            *[float(bool(here.regions & bit)) for bit in _REGION_BITS.values()],
            float(any(n.good for n in near)),
            float(here.any_good),
            float(any(n.fair for n in near)),
            float(here.bad),
            float(any(n.bad for n in near)),
            float(min(here.bads, 6)),
            float(here.bads > 0),
            float(here.hidden),
            *[self.prose[h] / self.total for h in holders],
            *[self.links[h] / self.size[h] for h in holders[:3]],
            math.log1p(self.size[holders[0]]),
            math.log1p(self.size[holders[1]]),
            self.prose[holders[0]] / self.size[holders[0]],
            self.prose[holders[1]] / self.size[holders[1]],
            float(main),
            float(min(here.depth - self.level, 8)) if main else -1.0,
            float(i < self.first),
            float(i > self.last),
            max(-20, min(20, i - self.last)) / 20,
            here.depth / 20,
            *self.kinship[self.signs[i]],
        ]
