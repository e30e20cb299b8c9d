"""The lines of a pasted page, and what each seems to be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

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
    RIGHTS = auto()  # a notice of rights, which stands under everything


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of the paste, trimmed."""

    text: str
    role: Role

    @property
    def words(self) -> int:
        """Count the words."""
        return len(self.text.split())


MOST = 20_000  # lines; no page has more, and what comes after is not looked at
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_DATE_LEAD = re.compile(
    r"^\W*(?:(?:first )?(?:published|posted|updated|last updated|modified|created|date)\b.{0,12}?)?"
    r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b)?[,.]?\s*",
    re.IGNORECASE,
)


def classed(text: str) -> list[Line]:
    """Return the lines of `text` that are not blank, each with its role."""
    return [Line(text=t, role=role(t)) for t in _split(text)[:MOST]]


def is_prose(text: str) -> bool:
    """Say whether a line holds at least a sentence."""
    count = len(text.split())
    if count >= 30 or (count < 3 and len(text) >= 40):  # the second for writing without spaces
        return True
    return count >= 6 and bool(_SENTENCE_END.search(text))


def role(text: str) -> Role:
    """Judge one line by itself."""
    for test, found in (
        (furniture.opens_comments, Role.COMMENTS),
        (furniture.opens_follow_on, Role.FOLLOW_ON),
        (furniture.opens_about, Role.ABOUT),
        (_is_date, Role.DATE),
        (byline.is_byline, Role.BYLINE),
        (furniture.is_rights, Role.RIGHTS),
        (furniture.is_furniture, Role.FURNITURE),
        (furniture.is_law, Role.SMALL_PRINT),
        (is_prose, Role.PROSE),
    ):
        if test(text):
            return found
    return Role.SHORT


def _split(text: str) -> list[str]:
    """Return the trimmed lines; a paragraph that was wrapped at a fixed width becomes one line again."""
    out: list[str] = []
    for block in re.split(r"\n[ \t\u00a0]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        rows = [r for r in (r.strip(" \t\u00a0\u200b\ufeff") for r in block.split("\n")) if r]
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


def _is_date(text: str) -> bool:
    if len(text) > 90 or not re.search(r"\b(?:19|20)\d\d\b", text) or _SENTENCE_END.search(text):
        return False
    if not (times.from_machine(text, "text") or times.from_words(text, "text")):
        return False
    return len(re.sub(r"[\W\d_]+", " ", _DATE_LEAD.sub("", text)).split()) <= 8
