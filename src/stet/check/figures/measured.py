"""What a figure measures: the noun phrase after it, or the subject of the change that it tells of."""

import re

from stet.check.figures.change import is_change

_WORD = re.compile(r"(?P<gap>[\s-]{1,2})(?P<word>[^\W\d_](?:[\w’'.&-]*\w)?\.?)")
_SKIP = frozenset(
    """
    more most other additional further new of the a an all these those its their his her our your such same
    extra""".split()
)
_STOP = frozenset(
    """
    in on at by to from for with as and or but that which who whom whose than when while after before since until
    during over under between among into out off up down is are was were be been being has have had will would may
    might can could should must do does did not said says say told it he she they we you i this there where if
    because so per each about around against through within without across near toward towards amid despite via
    although ago later earlier old yesterday today tomorrow monday tuesday wednesday thursday friday saturday sunday
    worth compared versus vs then just also only still even yet now once again a.m p.m inside outside behind along what
    came apiece closer each""".split()
)
PARTICIPLES = frozenset(
    """killed injured wounded dead died missing arrested displaced evacuated rescued hurt hospitalised hospitalized
    infected detained charged convicted sentenced elected released freed captured abducted kidnapped trapped stranded
    destroyed damaged burned burnt closed lost sold built vaccinated tested confirmed recovered suspended fired jailed
    executed shot stabbed drowned starved deported homeless unemployed""".split()
)
_PLURALS = frozenset("people men women children police troops families cattle fish".split())
_VERBAL = re.compile(r"[a-z]{2,}(?:ed|ing)$|[a-z]+ly$|(?:went|came|took|made|showed|left|had|says?|said)$")
_ACTION = re.compile(
    r"(?:\s[a-z’'-]+){0,3}?\s(?:were|was|are|is|been|have\sbeen|had\sbeen|has\sbeen|being|be)\s"
    r"(?:also\s|reportedly\s|believed\s|feared\s|still\s|reported\s|confirmed\s(?=dead|killed)|left\s)?"
    r"(?P<participle>[a-z]+(?:ed|en|wn|ung|ught|urt|hot|ost|uilt|ut)|dead|missing)\b"
    r"|(?:\s[a-z’'-]+){0,2}?\s(?P<verb>died|drowned|perished|fled|voted|survived|gathered|attended|marched|protested)\b"
)
_SUBJECT = re.compile(
    r"(?P<phrase>(?:[^\W\d_][\w’'-]*\s+){0,4}[^\W\d_][\w’'-]*)\s*"
    r"(?:(?:has|have|had|was|were|is|are|also|sharply|slightly|will|would|been)\s+){0,2}$"
)
_MOST_WORDS = 6


def after(text: str, at: int, end: int) -> tuple[int, int] | None:
    """Return the noun phrase that follows a figure, without a leading "of the": "people", "mobile homes"."""
    first = last = None
    for _ in range(_MOST_WORDS):
        word = _WORD.match(text, at, end)
        if not word:
            break
        lower = word["word"].lower()
        at = word.end()
        if first is None and lower in _SKIP and word["word"].islower():
            continue
        if _ends(lower, started=first is not None):
            break
        if lower.endswith(("’s", "'s", "s’")):
            first = last = None
            continue
        first, last = word.start("word") if first is None else first, _without_stop(text, word)
        if lower in PARTICIPLES or (_is_plural(lower) and word["word"].islower()) or lower.endswith("."):
            break
    if first is None or last is None:
        return None
    final = text[first:last].lower().split()[-1]
    return None if _VERBAL.fullmatch(final) and final not in PARTICIPLES else (first, last)


def _ends(word: str, *, started: bool) -> bool:
    """Say whether a word cannot belong to the noun phrase."""
    if word.rstrip(".") in _STOP or (not started and is_change(word)):
        return True
    return started and (word in PARTICIPLES or word in _SKIP or bool(_VERBAL.fullmatch(word)))


def _is_plural(word: str) -> bool:
    return word in _PLURALS or (
        word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 and "." not in word
    )


def _without_stop(text: str, word: re.Match[str]) -> int:
    """Return the end of a word: its full stop stays only after single letters ("U.S.")."""
    abbreviated = re.fullmatch(r"(?:[A-Za-z]\.)+", word["word"])
    return word.end() if abbreviated else word.end() - word["word"].endswith(".")


def subject(text: str, start: int, verb: int) -> tuple[int, int] | None:
    """Return the noun phrase before a word of change: "inflation" rose."""
    found = _SUBJECT.search(text, start, verb)
    if not found:
        return None
    words = list(re.finditer(r"[^\W\d_][\w’'-]*", found["phrase"]))
    kept: list[re.Match[str]] = []
    for word in words:
        kept = [] if word[0].lower() in _STOP else [*kept, word] if kept or word[0].lower() not in _SKIP else kept
    if not kept:
        return None
    return found.start("phrase") + kept[0].start(), found.start("phrase") + kept[-1].end()


def action(text: str, at: int, end: int) -> tuple[int, int] | None:
    """Return what happened to those counted: "killed" in "40 people were killed"."""
    found = _ACTION.match(text, at, end)
    return found.span("participle" if found["participle"] else "verb") if found else None
