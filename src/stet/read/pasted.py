"""An article out of text that was pasted with the page around it.

What a browser copies has lost its marks: nothing is left but lines. The article is taken to be the stretch of lines
with most prose and least furniture (a maximum-sum segment, J. Bentley, "Programming Pearls", column 8), after which
the edges are cleaned, and headline, byline and date are looked for between the furniture above and the first prose.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from stet.news import Claimed
from stet.read import byline, furniture, times


class Role(Enum):
    """What a line of a pasted page seems to be."""

    PROSE = auto()  # one or more sentences
    SHORT = auto()  # a few words that no list knows: a headline, a subheading, a list entry, a teaser
    BYLINE = auto()
    DATE = auto()
    FURNITURE = auto()
    FOLLOW_ON = auto()  # heads a list of other articles
    COMMENTS = auto()  # heads what readers wrote
    ABOUT = auto()  # heads a box on the author
    SMALL_PRINT = auto()  # a paragraph of law


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of the paste, trimmed."""

    text: str
    role: Role

    @property
    def words(self) -> int:
        """Count the words."""
        return len(self.text.split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Pasted:
    """What was found in the paste."""

    title: str
    byline: tuple[str, ...]
    published: Claimed | None
    updated: Claimed | None
    paragraphs: tuple[str, ...]


_WEIGHT = {Role.SHORT: -4, Role.BYLINE: -4, Role.DATE: -4, Role.FURNITURE: -6, Role.SMALL_PRINT: -30, Role.ABOUT: -30}
_MOST = 60  # words of one line that count: a single long disclaimer must not outweigh an article
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_DATE_LINE = re.compile(
    r"(?i)^\W*(?:(?:first )?(?:published|posted|updated|last updated|modified|created|date)\b.{0,12})?(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)?(?:day)?[,.]?\s*"
)


def read(text: str, arrived: datetime | None = None) -> Pasted:
    """Find the article in `text`. Where no furniture is found, every paragraph is kept."""
    lines = [_classed(t) for t in _lines(text)]
    lines = lines[: _second_article(lines)]
    start, end = _stretch(lines)
    title_at = _title(lines, start, end)
    start = _after_head(lines, start, title_at)
    kept = _body(lines[start:end])
    head = [*lines[(title_at or 0) : start], *lines[end : end + 3]]
    published, updated = _dates(lines[max(0, (title_at if title_at is not None else start) - 4) : start])
    return Pasted(
        title=lines[title_at].text if title_at is not None else "",
        byline=_byline(head if title_at is not None else lines[:start]),
        published=published,
        updated=updated,
        paragraphs=tuple(kept),
    )


# --- lines ------------------------------------------------------------------------------------------------------------


def _lines(text: str) -> list[str]:
    """Return the trimmed lines; a paragraph that was wrapped at a fixed width becomes one line again."""
    out: list[str] = []
    for block in re.split(r"\n[ \t\u00a0]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        rows = [r.strip(" \t\u00a0\u200b\ufeff") for r in block.split("\n")]
        rows = [r for r in rows if r]
        if _is_wrapped(rows):
            out.append(" ".join(rows))
        else:
            out.extend(rows)
    return out


def _is_wrapped(rows: Sequence[str]) -> bool:
    if len(rows) < 2 or max(map(len, rows)) > 100:
        return False
    broken = sum(not _SENTENCE_END.search(r) for r in rows[:-1])
    inner = [len(r) for r in rows[:-1]]
    return min(inner) >= 45 and max(inner) - min(inner) <= 30 and broken * 2 >= len(inner)


def _classed(text: str) -> Line:
    return Line(text=text, role=_role(text))


def _role(text: str) -> Role:
    if furniture.opens_comments(text):
        return Role.COMMENTS
    if furniture.opens_follow_on(text):
        return Role.FOLLOW_ON
    if furniture.opens_about(text):
        return Role.ABOUT
    if _is_date(text):
        return Role.DATE
    if byline.is_byline(text):
        return Role.BYLINE
    if furniture.is_furniture(text):
        return Role.FURNITURE
    if furniture.is_law(text):
        return Role.SMALL_PRINT
    return Role.PROSE if _is_prose(text) else Role.SHORT


def _is_prose(text: str) -> bool:
    count = len(text.split())
    if count >= 30 or (count < 3 and len(text) >= 40):  # the second for writing without spaces
        return True
    return count >= 6 and bool(_SENTENCE_END.search(text))


def _is_date(text: str) -> bool:
    if (
        len(text) > 90
        or not re.search(r"\d{4}", text)
        or (not times.from_machine(text, "text")
        and not times.from_words(text, "text"))
    ):
        return False
    rest = re.sub(r"[\W\d_]+", " ", _DATE_LINE.sub("", text)).split()
    return len(rest) <= 8 and not _SENTENCE_END.search(text)


# --- the stretch ------------------------------------------------------------------------------------------------------


def _weight(lines: Sequence[Line], at: int) -> int:
    line = lines[at]
    if line.role is Role.PROSE:
        near = [x.role for x in lines[max(0, at - 1) : at + 2]]
        alone = near.count(Role.PROSE) == 1
        return min(line.words, _MOST) // (3 if alone and line.words < 30 else 1)
    return _WEIGHT.get(line.role, -12)


def _stretch(lines: Sequence[Line]) -> tuple[int, int]:
    """Return the stretch of lines with the greatest weight; it ends where comments begin after some prose."""
    best, best_sum, start, total, prose = (0, 0), 0, 0, 0, 0
    for at, line in enumerate(lines):
        if line.role is Role.COMMENTS and prose >= 2 and _nothing_resumes(lines, at):
            break
        if total <= 0:
            start, total, prose = at, 0, 0
        total += _weight(lines, at)
        prose += line.role is Role.PROSE
        if total > best_sum:
            best, best_sum = (start, at + 1), total
    return best


def _nothing_resumes(lines: Sequence[Line], at: int) -> bool:
    """Say whether what follows a comments heading is not simply the article going on under a row of buttons."""
    nearby = [x.role for x in lines[at + 1 : at + 4]]
    return (
        furniture.key(lines[at].text) not in ("comments", "comment", "view comments") or nearby[:2] != [Role.PROSE] * 2
    )


def _second_article(lines: Sequence[Line]) -> int:
    """Return where a second article begins: a headline with its own byline or date, after the prose of the first."""
    prose = 0
    for at, line in enumerate(lines):
        if prose >= 3 and line.role in (Role.BYLINE, Role.DATE) and at and lines[at - 1].role is Role.SHORT:
            follows = [x.role for x in lines[at + 1 : at + 6]]
            if 4 <= lines[at - 1].words <= 25 and Role.PROSE in follows:
                return at - 1
        prose += line.role is Role.PROSE and line.words >= 12
    return len(lines)


def _body(lines: Sequence[Line]) -> list[str]:
    """Keep the paragraphs of a stretch: prose, and short lines that are no list of other articles."""
    kept: list[str] = []
    skipping = False
    for at, line in enumerate(lines):
        if line.role in (Role.FOLLOW_ON, Role.ABOUT, Role.COMMENTS):
            skipping = True
        elif line.role is Role.PROSE:
            follows = lines[at + 1].role if at + 1 < len(lines) else Role.PROSE
            if not skipping or follows is Role.PROSE or line.words >= 30:
                skipping = False
                kept.append(line.text)
        elif line.role is Role.SHORT and not skipping and at + 1 < len(lines):
            kept.append(line.text)
    while kept and (furniture.is_about_ourselves(kept[-1]) or not _is_prose(kept[-1])) and len(kept) > 1:
        kept.pop()
    return kept


# --- the head ---------------------------------------------------------------------------------------------------------


def _title(lines: Sequence[Line], start: int, end: int) -> int | None:
    """Return the line above the first prose that is most like a headline of this prose, if any is."""
    first = next((i for i in range(start, end) if lines[i].role is Role.PROSE), None)
    if first is None:
        return None
    told = _content(" ".join(x.text for x in lines[first:end]))
    best, best_score = None, 0.0
    for at in range(first):
        score = _headline_score(lines, at, first, told)
        if score > best_score + 0.15:  # of two that are much the same, the upper is the headline and the lower its deck
            best, best_score = at, score
    return best


def _headline_score(lines: Sequence[Line], at: int, first: int, told: frozenset[str]) -> float:
    line = lines[at]
    if line.role not in (Role.SHORT, Role.PROSE) or not 2 <= line.words <= 35 or byline.is_name(line.text):
        return 0.0
    said = _content(line.text)
    if not said:
        return 0.0
    shared = len(said & told) / len(said)
    length = min(line.words, 6) / 6
    near = max(0.0, 1 - (first - at) / 40)
    followed = any(x.role in (Role.BYLINE, Role.DATE) or byline.is_name(x.text) for x in lines[at + 1 : at + 5])
    return length * (shared + 0.3 * near + 0.2 * followed) - (0.2 if line.role is Role.PROSE else 0)


def _content(text: str) -> frozenset[str]:
    return frozenset(w[:6] for w in re.findall(r"\w{3,}", text.lower()) if w not in _SMALL)


_SMALL = frozenset(
    "the and for with that this from has have had are was were will its his her their after over into amid says say said who how why what not but".split()
)


def _after_head(lines: Sequence[Line], start: int, title_at: int | None) -> int:
    """Return where the body begins: past headline, byline, date and buttons, at a deck or the first paragraph."""
    at = max(start, title_at + 1 if title_at is not None else start)
    first = next((i for i in range(at, len(lines)) if lines[i].role is Role.PROSE), at)
    return first


def _byline(lines: Sequence[Line]) -> tuple[str, ...]:
    for line in lines:
        if line.role is Role.BYLINE:
            return byline.names(line.text)
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None and furniture.key(before.text) in ("by", "written by", "author") and line.words <= 6:
            return byline.names(line.text)
    for line in lines[1:]:
        if line.role in (Role.SHORT, Role.FURNITURE) and byline.is_name(line.text):
            return byline.names(line.text)
    return ()


def _dates(lines: Sequence[Line]) -> tuple[Claimed | None, Claimed | None]:
    published = updated = None
    before = ""
    for line in lines:
        if line.role is Role.DATE or (line.role is not Role.PROSE and re.search(r"\b(?:19|20)\d\d\b", line.text)):
            for part in re.split(r"(?i)\s*(?=\b(?:last )?(?:updated|modified)\b)|\s[|•·]\s", line.text):
                found = times.from_words(part, "text") or times.from_machine(part, "text")
                changed = re.search(r"(?i)updated|modified", part) or re.search(r"(?i)updated|modified", before)
                if found and changed:
                    updated = updated or found
                elif found:
                    published = published or found
        before = line.text if line.words <= 3 else ""
    return published, updated
