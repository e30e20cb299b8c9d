"""What changed between two captures of one article, and of what kind the change is.

A publisher mends a comma in silence and should; a figure, a name or a denial that changes in silence is news. So every
edit is classed by the words that changed, and the gravest class names the revision. The classes fail towards gravity:
a name that is spelled differently is a change of fact, since another spelling may be another person.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache

from stet import text as texts
from stet.news import Article, Genre, Span
from stet.read import notices


class ChangeKind(StrEnum):
    """What a change is; in the order of gravity, least first."""

    NONE = "none"
    TYPO = "typo"  # spelling, punctuation, spacing
    WORDING = "wording"  # other words for the same thing, as far as words can tell
    ADDITION = "addition"  # sentences that are new
    HEADLINE = "headline"
    FACT = "fact"  # a figure, date, name, negation, qualifier, direction or modality
    DELETION = "deletion"  # sentences that are gone
    CORRECTION = "correction"  # the publisher says that it was wrong
    RETRACTION = "retraction"  # the publisher takes the article back
    REPLACED = "replaced"  # a wall, a stub or another text stands in its place

    @property
    def gravity(self) -> int:
        """Return the place in the order of gravity."""
        return list(ChangeKind).index(self)


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """One stretch of words that changed: where it stood, where it stands, and what kind of change it is.

    `old` is a place in the old text and `new` in the new one (for a headline, in the titles); an insertion has an
    empty `old`, a deletion an empty `new`.
    """

    kind: ChangeKind
    old: Span
    new: Span
    before: str
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """The change from one capture to the next. `notices` are the publisher's own, where they are new."""

    kind: ChangeKind
    edits: tuple[Edit, ...] = ()
    headline: tuple[Edit, ...] = ()
    notices: tuple[Span, ...] = ()

    @property
    def kinds(self) -> frozenset[ChangeKind]:
        """Return every kind of change there is."""
        named = {self.kind, *(e.kind for e in self.edits)} | ({ChangeKind.HEADLINE} if self.headline else set())
        return frozenset(named if named == {ChangeKind.NONE} else named - {ChangeKind.NONE})


_SAME_TEXT = 0.25  # of the words of the shorter text; two texts of one event share more names than that
_MOST_WORDS = 4_000  # of one stretch; beyond it the stretch is shown whole, since the comparison is quadratic
_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|\w+(?:['’-]\w+)*|[^\w\s]")
_NUMBER = re.compile(r"\d")
_WEIGHTY = frozenset(
    """no not never none nobody nothing neither nor without cannot can't won't isn't aren't wasn't weren't didn't
    doesn't don't hasn't haven't hadn't couldn't wouldn't shouldn't denied denies deny refused failed one two
    three four five six seven eight nine ten eleven twelve dozen dozens twenty thirty forty fifty sixty seventy
    eighty ninety hundred hundreds thousand thousands million millions billion billions trillion half third
    quarter twice double triple first second fourth fifth january february march april may june july august
    september october november december monday tuesday wednesday thursday friday saturday sunday today yesterday
    tomorrow about at least most more less than nearly almost exactly up over under around fewer only rose fell
    rise fall increased decreased increase decrease gained lost grew shrank higher lower up down won win dead
    killed injured wounded missing arrested charged convicted acquitted guilty innocent all some every many few
    several most any alleged allegedly reportedly suspected accused claimed may might could will would planned
    expected likely former acting deputy vice president minister chief percent per cent dollars euros pounds km
    kilometres kilometers miles metres meters feet tonnes tons kg degrees""".split()
)


def compare(old: Article, new: Article) -> Change:
    """Class the change from `old` to `new` and give its word diff.

    Spelling of quotation marks, dashes and spaces is no change. Both must be captures of one address: two articles
    come back as `REPLACED`.
    """
    fresh = _new_notices(old, new)
    headline = tuple(_edits(old.title, new.title, _whole(old.title), _whole(new.title)))
    if _is_replaced(old, new):
        return Change(kind=ChangeKind.REPLACED, headline=headline, notices=fresh)
    edits = tuple(_by_paragraph(old, new))
    kinds = [e.kind for e in edits]
    if headline:
        kinds.append(ChangeKind.HEADLINE)
    if fresh:
        back = any(notices.is_retraction(n.of(new.text)) for n in fresh)
        kinds.append(ChangeKind.RETRACTION if back else ChangeKind.CORRECTION)
    gravest = max(kinds, key=lambda k: k.gravity, default=ChangeKind.NONE)
    return Change(kind=gravest, edits=edits, headline=headline, notices=fresh)


def _whole(text: str) -> Span:
    return Span(start=0, end=len(text))


def _new_notices(old: Article, new: Article) -> tuple[Span, ...]:
    known = {_plain(n.of(old.text)) for n in old.notices}
    return tuple(n for n in new.notices if _plain(n.of(new.text)) not in known)


def _is_replaced(old: Article, new: Article) -> bool:
    shut = {Genre.WALL, Genre.STUB}
    if new.genre in shut and old.genre not in shut:
        return True
    before, after = set(_plain(old.text).split()), set(_plain(new.text).split())
    smaller = min(len(before), len(after))
    return smaller >= 20 and len(before & after) < _SAME_TEXT * smaller


@cache
def _plain(text: str) -> str:
    return texts.normalise(text).text.strip()


# --- the diff ---------------------------------------------------------------------------------------------------------


def _by_paragraph(old: Article, new: Article) -> Iterator[Edit]:
    """Compare paragraph by paragraph, and words only inside what differs."""
    before = [_plain(p.of(old.text)) for p in old.paragraphs]
    after = [_plain(p.of(new.text)) for p in new.paragraphs]
    for op, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            continue
        left = _cover(old.paragraphs, i1, i2)
        right = _cover(new.paragraphs, j1, j2)
        if op == "replace":
            yield from _edits(old.text, new.text, left, right)
        else:
            yield _edit(old.text, new.text, left, right)


def _cover(paragraphs: Sequence[Span], first: int, last: int) -> Span:
    if first < last:
        return Span(start=paragraphs[first].start, end=paragraphs[last - 1].end)
    at = paragraphs[first].start if first < len(paragraphs) else (paragraphs[-1].end if paragraphs else 0)
    return Span(start=at, end=at)


def _edits(old: str, new: str, left: Span, right: Span) -> Iterator[Edit]:
    before, after = _tokens(old, left), _tokens(new, right)
    if max(len(before), len(after)) > _MOST_WORDS:
        if _plain(left.of(old)) != _plain(right.of(new)):
            yield _edit(old, new, left, right)
        return
    words = [[_plain(s.of(t)) for s in side] for t, side in ((old, before), (new, after))]
    for op, i1, i2, j1, j2 in SequenceMatcher(None, words[0], words[1], autojunk=False).get_opcodes():
        if op != "equal":
            yield _edit(old, new, _cover_words(before, i1, i2, left), _cover_words(after, j1, j2, right))


def _tokens(text: str, within: Span) -> list[Span]:
    return [Span(start=m.start(), end=m.end()) for m in _TOKEN.finditer(text, within.start, within.end)]


def _cover_words(tokens: Sequence[Span], first: int, last: int, within: Span) -> Span:
    if first < last:
        return Span(start=tokens[first].start, end=tokens[last - 1].end)
    at = tokens[first - 1].end if first else within.start
    return Span(start=at, end=at)


# --- the class of an edit ---------------------------------------------------------------------------------------------


def _edit(old: str, new: str, left: Span, right: Span) -> Edit:
    before, after = left.of(old), right.of(new)
    opens = _opens_sentence(old, left) and _opens_sentence(new, right)
    return Edit(kind=_class(before, after, opens), old=left, new=right, before=before, after=after)


def _class(before: str, after: str, opens: bool) -> ChangeKind:
    gone, come = _TOKEN.findall(before), _TOKEN.findall(after)
    if _is_sentence(before) and not come:
        return ChangeKind.DELETION
    if _is_sentence(after) and not gone:
        return ChangeKind.ADDITION
    if _letters(before) == _letters(after):
        return ChangeKind.TYPO
    if _facts(gone, opens) != _facts(come, opens):
        return ChangeKind.FACT
    return ChangeKind.TYPO if _is_respelling(gone, come) else ChangeKind.WORDING


def _is_sentence(text: str) -> bool:
    return len(text.split()) >= 4 and bool(re.search(r"[.!?…。][\"'”’)]*\s*$", text))


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w+", text.lower())) if not _NUMBER.search(text) else text


def _facts(tokens: Sequence[str], opens: bool) -> tuple[str, ...]:
    """Return the tokens that carry fact: figures, weighty words, and capitals that no start of a sentence explains."""
    found = []
    for at, word in enumerate(tokens):
        plain = word.lower().replace("’", "'")
        name = word[0].isupper() and not (at == 0 and opens)
        if _NUMBER.search(word) or plain in _WEIGHTY or name or word in "%$€£¥":
            found.append(plain)
    return tuple(found)


def _opens_sentence(text: str, span: Span) -> bool:
    before = text[: span.start].rstrip(" \n\"'“‘(")
    return not before or before[-1] in ".!?…:" or "\n\n" in text[len(before) : span.start]


def _is_respelling(gone: Sequence[str], come: Sequence[str]) -> bool:
    """Say whether each word only lost, gained or swapped a letter or two, or one small word was doubled or dropped."""
    if len(gone) == len(come):
        return all(a == b or _near(a.lower(), b.lower()) for a, b in zip(gone, come, strict=True))
    small = {"a", "an", "the", "of", "to", "in", "and", "that", "is", "was"}
    return {w.lower() for w in (*gone, *come)} <= small and len(gone) + len(come) == 1


def _near(a: str, b: str) -> bool:
    if min(len(a), len(b)) < 3 and sorted(a) != sorted(b):
        return False
    if sorted(a) == sorted(b):
        return True
    limit = 1 if max(len(a), len(b)) < 6 else 2
    return abs(len(a) - len(b)) <= limit and _distance(a, b) <= limit


def _distance(a: str, b: str) -> int:
    """Return the Levenshtein distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1]
