"""Located: where the words of an article stand in the page that it was read from, so that an editor can go there.

The words are looked for as readers see them: without tags, comments and white space, entities as what they stand for.
A place is given only to words that stand in one place of the page, or in one between their neighbours; a headline that
is also a teaser has two, and no place is better than a wrong one.
"""

import html
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from stet import text as texts
from stet.check.reports.places import Lines, lines
from stet.check.seen import unseen
from stet.news import Span

NOWHERE = -1
MOST = 20  # places tried for one paragraph; a page that repeats it more often is no article
REACH = 20_000  # letters around a paragraph in which its neighbours are looked for
_MARK = re.compile(
    r"""<!--
      | </?(?P<tag>[a-z][\w:-]*) (?>[^<>"']++|"[^"]{0,2000}"|'[^']{0,2000}'|["'])*+> | <[!?][^<>]*>
      | &(?:\#\d{1,7}|\#x[\da-f]{1,6}|[a-z]\w{1,31});?
      | \s+""",
    re.IGNORECASE | re.VERBOSE,
)
_SILENT = frozenset("head title script style noscript template textarea select svg".split())


def places(article: str, paragraphs: Sequence[Span], page: str) -> Lines:
    """Return where each character of `article` stands in `page`, as lines and columns of the page."""
    shown = _shown(page)
    origin = [NOWHERE] * len(article)
    doubtful: list[tuple[Span, list[int]]] = []
    for piece, hits in _pieces(article, paragraphs, shown):
        if len(hits) == 1:
            _settle(origin, article, piece, shown, hits[0])
        elif 1 < len(hits) <= MOST:
            doubtful.append((piece, hits))
    for piece, hits in doubtful:
        low, high = _around(origin, piece, len(page))
        inside = [hit for hit in hits if low < shown.origin[hit] < high]
        if len(inside) == 1:
            _settle(origin, article, piece, shown, inside[0])
    return Lines(starts=lines(page).starts, origin=tuple(origin))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Shown:
    """The letters of a page that a reader may see; `cuts` says before which of them something parts two words."""

    text: str
    origin: Sequence[int]
    cuts: Sequence[int]

    def find(self, wanted: str) -> list[int]:
        """Return where letters stand as words of their own."""
        found: list[int] = []
        at = self.text.find(wanted) if wanted else -1
        while at >= 0 and len(found) <= MOST:
            if self._parted(at) and self._parted(at + len(wanted)):
                found.append(at)
            at = self.text.find(wanted, at + 1)
        return found

    def _parted(self, at: int) -> bool:
        cut = bisect_left(self.cuts, at)
        return (
            self.cuts[cut : cut + 1] == [at]
            or at in (0, len(self.text))
            or not (self.text[at - 1].isalnum() and self.text[at].isalnum())
        )


def _shown(page: str) -> _Shown:
    hidden = unseen(html.unescape(page))
    letters: list[str] = []
    origin: list[int] = []
    cuts: list[int] = []
    for start, said, exact in _stretches(page):
        if not said:
            cuts.append(len(letters))
        for offset, char in enumerate(said):
            if char.isspace():
                cuts.append(len(letters))
            elif char not in hidden:
                letters.append(char)
                origin.append(start + offset if exact else start)
    return _Shown(text="".join(letters), origin=origin, cuts=cuts)


def _stretches(page: str) -> Iterator[tuple[int, str, bool]]:
    """Yield where each stretch starts and what it says: itself, or what an entity stands for; tags say nothing."""
    at = 0
    endless: set[str] = set()  # elements that nothing closes; they are looked for once
    while mark := _MARK.search(page, at):
        if mark.start() > at:
            yield at, page[at : mark.start()], True
        at, tag = mark.end(), (mark["tag"] or "").lower()
        if mark[0].startswith("&"):
            yield mark.start(), html.unescape(mark[0]), False
            continue
        yield mark.start(), "", False
        if mark[0] == "<!--":
            end = page.find("-->", at)
            at = end + 3 if end >= 0 else len(page)
        elif tag in _SILENT - endless and not mark[0].startswith("</"):
            close = re.compile(f"</{tag}", re.IGNORECASE).search(page, at)
            at = close.start() if close else at
            endless |= set() if close else {tag}
    yield at, page[at:], True


def _pieces(article: str, paragraphs: Iterable[Span], shown: _Shown) -> Iterator[tuple[Span, list[int]]]:
    """Yield the paragraphs with the places of their letters, and the sentences of those that the page has nowhere."""
    for paragraph in paragraphs:
        if hits := shown.find(_letters(article, paragraph)[0]):
            yield paragraph, hits
            continue
        for sentence in texts.sentences(paragraph.of(article)):
            piece = Span(start=paragraph.start + sentence.start, end=paragraph.start + sentence.end)
            yield piece, shown.find(_letters(article, piece)[0])


def _letters(article: str, piece: Span) -> tuple[str, list[int]]:
    """Return the letters of a stretch that a reader sees, and where they stand in the article."""
    hidden = unseen(piece.of(article))
    kept = [at for at in range(piece.start, piece.end) if not article[at].isspace() and article[at] not in hidden]
    return "".join(article[at] for at in kept), kept


def _settle(origin: list[int], article: str, piece: Span, shown: _Shown, hit: int) -> None:
    for number, at in enumerate(_letters(article, piece)[1]):
        origin[at] = shown.origin[hit + number]


def _around(origin: Sequence[int], piece: Span, length: int) -> tuple[int, int]:
    """Return the places of the settled letters before and after a stretch."""
    before, behind = origin[max(0, piece.start - REACH) : piece.start], origin[piece.end : piece.end + REACH]
    low = next((place for place in reversed(before) if place != NOWHERE), NOWHERE)
    high = next((place for place in behind if place != NOWHERE), length)
    return low, high
