"""An article out of text that was pasted with the page around it.

What a browser copies has lost its marks: nothing is left but lines. The article is taken to be the stretch of lines
with most prose and least furniture (a maximum-sum segment: J. Bentley, "Programming Pearls", column 8), after which
the edges are cleaned, and headline, byline and date are looked for between the furniture above and the first prose.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from stet.news import Claimed
from stet.read import byline, furniture, times
from stet.read.lines import Line, Role, classed

_MOST = 60  # words of one line that count: a single long disclaimer must not outweigh an article
_INSERT = -6  # the least weight of a gap that holds buttons, captions, an advertisement: articles go on under those
_END = -30  # the least weight of a gap with what stands under articles: lists of others, comments, rights
_HEAD = 30  # what a byline or a date just above adds to a line of prose
_LONG = 30  # words; a paragraph of these is no teaser
_COST = {Role.SHORT: -1, Role.BYLINE: -4, Role.DATE: -4, Role.FURNITURE: -2, Role.SMALL_PRINT: -4}
_ENDS = {Role.FOLLOW_ON, Role.COMMENTS, Role.ABOUT, Role.RIGHTS}
_SHARE = frozenset("share tweet email print save facebook twitter like bookmark whatsapp reply copy link".split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Pasted:
    """What was found in the paste."""

    title: str
    byline: tuple[str, ...]
    published: Claimed | None
    updated: Claimed | None
    paragraphs: tuple[str, ...]
    around: str


def read(text: str, arrived: datetime | None = None) -> Pasted:
    """Find the article in `text`. Where no furniture is found, every paragraph is kept.

    `arrived` is the moment from which "3 hours ago" beside the headline counts.
    """
    everything = classed(text)
    lines = _before_the_rest(everything)
    start, end = _stretch(lines)
    title = _title(lines, start, end)
    top = title if title is not None else start
    body = _head_end(lines, top if title is None else top + 1, end)
    deck = [x for x in lines[top + (title is not None) : body] if x.role is Role.PROSE]
    kept = _body([*deck, *lines[body:end]], "" if title is None else lines[title].text)
    head = [*lines[max(0, top - 4) : body], *lines[end : end + 2]]
    published, updated = _dates(lines[max(0, top - 4) : body])
    if arrived and not published:
        near = [x.text for x in lines[top:body] if x.role is not Role.PROSE]
        published = next((c for t in near if (c := times.from_ago(t, arrived))), None)
    return Pasted(
        title=_plain_title(lines[title].text) if title is not None else "",
        byline=_byline(head),
        published=published,
        updated=updated,
        paragraphs=tuple(kept),
        around="\n".join(x.text for x in everything if x.text not in kept),
    )


# --- what follows the article -----------------------------------------------------------------------------------------


def _before_the_rest(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines before readers' comments and before a second article."""
    lines = lines[: _comments(lines)]
    return lines[: _second_article(lines)]


def _comments(lines: Sequence[Line]) -> int:
    total = sum(x.words for x in lines if x.role is Role.PROSE)
    seen = prose = 0
    for at, line in enumerate(lines):
        if line.role is Role.COMMENTS and prose >= 2 and seen * 2 >= total and not _in_button_row(lines, at):
            return at
        seen += line.words if line.role is Role.PROSE else 0
        prose += line.role is Role.PROSE
    return _first_reply(lines)


def _in_button_row(lines: Sequence[Line], at: int) -> bool:
    beside = {furniture.key(x.text) for x in (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2])}
    return bool(beside & _SHARE)


def _first_reply(lines: Sequence[Line]) -> int:
    """Return where comments without a heading begin: the entry above the first of two or more "Reply" buttons."""
    replies = [i for i, x in enumerate(lines) if furniture.key(x.text) in ("reply", "report", "upvote", "reply share")]
    prose_before = [i for i, x in enumerate(lines[: replies[0]]) if x.role is Role.PROSE] if replies else []
    if len(replies) < 2 or len(prose_before) < 3:
        return len(lines)
    at = prose_before[-1]
    while at > 0 and lines[at - 1].role not in (Role.PROSE, Role.FOLLOW_ON):
        at -= 1
    return at


def _second_article(lines: Sequence[Line]) -> int:
    """Return where a second article begins: a headline with its own byline or date, after the prose of the first.

    A live blog has many of these and is one article.
    """
    found = []
    prose = 0
    for at, line in enumerate(lines):
        if prose >= 3 and line.role is Role.SHORT and 4 <= line.words <= 25 and _has_head(lines, at):
            found.append(at)
        prose += line.role is Role.PROSE and line.words >= 12
    return found[0] if found and len(found) < 5 else len(lines)


def _has_head(lines: Sequence[Line], at: int) -> bool:
    """Say whether a byline or date follows a headline at once, and prose soon after."""
    below = lines[at + 1 : at + 7]
    first = next((i for i, x in enumerate(below) if x.role is Role.PROSE), None)
    if not first:
        return False
    return any(x.role in (Role.BYLINE, Role.DATE) for x in below[:first])


# --- the stretch ------------------------------------------------------------------------------------------------------


def _stretch(lines: Sequence[Line]) -> tuple[int, int]:
    """Return the stretch of lines with the greatest weight, from its headline's prose on."""
    best, best_sum, start, total = (0, len(lines)), 0, 0, 0
    for at, weight in enumerate(_weights(lines)):
        if total <= 0:
            start, total = at, 0
        total += weight
        if total > best_sum:
            best, best_sum = (start, at + 1), total
    return _from_head(lines, *best), best[1]


def _weights(lines: Sequence[Line]) -> list[int]:
    """Weigh every line: prose by its words, a gap between prose by what stands in it.

    A short paragraph is the article's if the article has not been left since the last one: if it stands beside prose,
    or nothing that ends articles lies between.
    """
    out: list[int] = []
    gap, left = 0, True
    for at, line in enumerate(lines):
        if line.role is Role.PROSE:
            beside = Role.PROSE in [x.role for x in (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2])]
            headed = any(x.role in (Role.BYLINE, Role.DATE) for x in lines[max(0, at - 4) : at])
            left = left and not (beside or headed or line.words >= _LONG)
            words = min(line.words, _MOST)
            out.append(words // 6 if left else words + _HEAD * headed)
            gap = 0
        else:
            left = left or line.role in _ENDS
            cost = max(_COST.get(line.role, -12), (_END if left else _INSERT) - gap)
            gap += cost
            out.append(cost)
    return out


def _from_head(lines: Sequence[Line], start: int, end: int) -> int:
    """Return a later start where a headline with byline or date stands early in the stretch: teasers were above it."""
    total = sum(x.words for x in lines[start:end] if x.role is Role.PROSE)
    before = 0
    for at in range(start, end):
        if before * 4 > total:
            break
        if before and lines[at].role is Role.SHORT and lines[at].words >= 3 and _has_head(lines, at):
            return at
        before += lines[at].words if lines[at].role is Role.PROSE else 0
    return start


# --- the body ---------------------------------------------------------------------------------------------------------


def _body(lines: Sequence[Line], title: str) -> list[str]:
    """Keep the paragraphs of a stretch: prose, and short lines that are no list of other articles."""
    kept: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.role in _ENDS:
            at = _resumes(lines, at)
            continue
        if line.role is Role.PROSE or (line.role is Role.SHORT and _belongs(lines, at)):
            kept.append(line.text)
        at += 1
    kept = _without_repeats(kept, title)
    while len(kept) > 1 and furniture.is_about_ourselves(kept[-1]):
        kept.pop()
    return kept


def _resumes(lines: Sequence[Line], at: int) -> int:
    """Return where the article goes on after a heading over other articles: at prose that is no teaser.

    A teaser is one paragraph under a short line; the article has two in a row, or one after which no short line and
    then prose comes again.
    """
    at += 1
    while at < len(lines):
        if lines[at].role is Role.PROSE:
            after = [x.role for x in lines[at + 1 : at + 3]]
            teaser = lines[at - 1].role is Role.SHORT and (after == [Role.SHORT, Role.PROSE] or not after)
            biography = furniture.is_about_ourselves(lines[at].text)
            if (not teaser and not biography) or after[:1] == [Role.PROSE]:
                return at
        at += 1
    return at


def _belongs(lines: Sequence[Line], at: int) -> bool:
    """Say whether a short line is part of the article: a subheading over prose, or an entry of a list within it."""
    before, after = at - 1, at + 1
    while before >= 0 and lines[before].role is Role.SHORT:
        before -= 1
    while after < len(lines) and lines[after].role is Role.SHORT:
        after += 1
    if after >= len(lines):
        return False
    above = lines[before].role if before >= 0 else Role.PROSE
    below = lines[after].role
    if below is not Role.PROSE:
        return False
    return above is Role.PROSE or (at == after - 1 and lines[at].words <= 8)


def _without_repeats(kept: Sequence[str], title: str) -> list[str]:
    """Drop the headline where it stands again, and pull quotes: lines that stand word for word in a longer one."""
    plain = [_letters(t) for t in kept]
    out = []
    for at, text in enumerate(kept):
        again = plain[at] == _letters(title) or plain[at] in plain[:at]
        inside = len(plain[at]) > 20 and any(plain[at] in p for i, p in enumerate(plain) if i != at and p != plain[at])
        if not again and not inside:
            out.append(text)
    return out


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w+", text.lower()))


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
    if line.role not in (Role.SHORT, Role.PROSE) or not 2 <= line.words <= 35:
        return 0.0
    if byline.is_name(line.text) or line.text.startswith("("):
        return 0.0
    said = _content(line.text)
    if not said:
        return 0.0
    shared = len(said & told) / len(said)
    length = min(line.words, 6) / 6
    near = max(0.0, 1 - (first - at) / 40)
    below = lines[at + 1 : at + 5]
    followed = any(x.role in (Role.BYLINE, Role.DATE) or byline.is_name(x.text) for x in below)
    return length * (shared + 0.3 * near + 0.2 * followed) - (0.2 if line.role is Role.PROSE else 0)


_SMALL = frozenset(
    """the and for with that this from has have had are was were will its his her their after over into amid says say
    said who how why what not but""".split()
)


def _content(text: str) -> frozenset[str]:
    return frozenset(w[:6] for w in re.findall(r"\w{3,}", text.lower()) if w not in _SMALL)


def _plain_title(line: str) -> str:
    return re.sub(r"^#{1,6}\s+|^\*\*|\*\*$", "", line)


def _head_end(lines: Sequence[Line], top: int, end: int) -> int:
    """Return where the body begins: past bylines, dates and buttons, and past a deck that stands above them."""
    first = next((i for i in range(top, end) if lines[i].role is Role.PROSE), top)
    later = [i for i in range(first + 1, min(first + 6, end)) if _is_head(lines[i])]
    if later and sum(x.role is Role.PROSE for x in lines[first : later[-1]]) <= 1:
        return next((i for i in range(later[-1] + 1, end) if lines[i].role is Role.PROSE), first)
    return first


def _is_head(line: Line) -> bool:
    return line.role in (Role.BYLINE, Role.DATE) or (line.role is Role.SHORT and byline.is_name(line.text))


def _byline(lines: Sequence[Line]) -> tuple[str, ...]:
    for before, line in zip([None, *lines], lines, strict=False):
        if line.role is Role.BYLINE:
            return byline.names(line.text)
        labelled = before is not None and furniture.key(before.text) in ("by", "written by", "author", "authors")
        if labelled and line.words <= 8 and line.role is not Role.PROSE:
            return byline.names(line.text)
    for line in lines:
        if line.role is Role.SHORT and byline.is_name(line.text):
            return byline.names(line.text)
    return ()


_CHANGED = re.compile(
    r"\b(?:last )?(?:updated|modified|edited)|\b(?:zuletzt )?(?:aktualisiert|geändert|bearbeitet)|\bactualizado"
    r"|\bmis à jour|\baggiornat[oa]|\b(?:laatst )?(?:bijgewerkt|gewijzigd)|\batualizad[oa]|\bzaktualizowano"
    r"|\b(?:senast )?uppdaterad|\b(?:sist )?oppdatert|\bopdateret|\bpäivitetty|\bобновлено",
    re.IGNORECASE,
)


def _dates(lines: Sequence[Line]) -> tuple[Claimed | None, Claimed | None]:
    published = updated = None
    before = ""
    for line in lines:
        if line.role is not Role.PROSE and re.search(r"\b(?:19|20)\d\d\b", line.text):
            for part in _parts(line.text):
                found = times.from_words(part, "text") or times.from_machine(part, "text")
                if found and (_CHANGED.search(part) or _CHANGED.search(before)):
                    updated = updated or found
                else:
                    published = published or found
        before = line.text if line.words <= 3 else ""
    return published, updated


def _parts(text: str) -> list[str]:
    """Cut a line of dates before each word of change: "Published 4 March 2025, updated 5 March"."""
    cuts = [m.start() for m in _CHANGED.finditer(text) if m.start()]
    return [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
