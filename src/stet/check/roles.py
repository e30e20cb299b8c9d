"""Roles beside names: what office a person holds, and whether they hold it, held it or will.

`former`, `acting`, `late`, `outgoing`, `incoming` are read off the words and kept apart from the office: "former
president" and "president" are one office and two facts.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

from stet.check.places import entry
from stet.news import Span

DATA = Path(__file__).with_name("data")
STATUS = {
    **dict.fromkeys(("former", "ex-", "one-time", "onetime", "then-", "erstwhile", "retired", "ousted"), "former"),
    **dict.fromkeys(("acting", "interim", "caretaker"), "acting"),
    **dict.fromkeys(("outgoing", "departing"), "outgoing"),
    **dict.fromkeys(("incoming", "designate", "elect"), "incoming"),
    "late": "late",
    "deputy": "deputy",
}
# "deputy" belongs to the office itself; it is kept in the role.
_KEPT_IN_ROLE = frozenset({"deputy"})


@cache
def words(name: str) -> frozenset[str]:
    """Return one list of data/people.toml."""
    return _lists()[name]


@cache
def given() -> frozenset[str]:
    """Return the given names of women and men."""
    return words("male") | words("female")


@cache
def _lists() -> dict[str, frozenset[str]]:
    table = tomllib.loads((DATA / "people.toml").read_text(encoding="utf-8"))
    return {k: frozenset(v.split()) for k, v in table.items()}


def small() -> frozenset[str]:
    """Return the little words that are capitals only because a sentence starts: no part of a name."""
    return words("small")


_W = r"[\w.’'&/-]+"
_GAP = r"[ \u00a0]"
_NO_WORD = re.compile(r"[^\w.’'&/-]")
_BEFORE = re.compile(rf"(?P<role>(?:{_W}{_GAP}){{1,8}})$")
_APPOSED = re.compile(
    r"^,?\s*(?:who (?:is|was|serves as|served as) |who has been )?"
    rf"(?P<role>(?:(?:the|a|an|its|his|her|their)\s)?{_W}(?:{_GAP}{_W}){{0,11}}?)"
    r"(?=[,.;)]|\s(?:who|that|and|said|says|told)\b|$)"
)
_AHEAD = re.compile(
    rf"(?:^|[\s\"“(])(?P<role>(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir){_GAP}(?:{_W}{_GAP}){{0,7}}?{_W}),{_GAP}$"
)


def role(text: str, start: int, end: int) -> tuple[str, str, Span] | None:
    """Return the role beside the name at `start` to `end`: its words, its status, and where it stands.

    Before ("former U.S. President Ann Lee"), ahead ("the minister, Ann Lee,") or after ("Ann Lee, head of the bank,").
    """
    before, after = text[max(0, start - 90) : start], text[end : end + 140]
    return _role_before(before, start) or _role_ahead(before, start) or _role_after(after, end)


def _role_before(before: str, end: int) -> tuple[str, str, Span] | None:
    """Read "former U.S. President " before a name: the longest run back from a word that names an office."""
    line = before.rsplit("\n", 1)[-1]
    if not (beside := line.split()[-1:]) or office(_NO_WORD.split(beside[0])[-1]) is None:
        return None  # as below, for most names at once
    match = _BEFORE.search(line)
    if not match:
        return None
    parts = match["role"].split()
    if office(parts[-1]) is None:
        return None
    first = len(parts) - 1
    while first > 0 and (
        parts[first - 1][0].isupper() or parts[first - 1].lower() in _MODIFIERS or _status_of(parts[first - 1])
    ):
        if parts[first - 1] in small() or _ends_sentence(parts[first - 1]):
            break
        first -= 1
    return _role(" ".join(parts[first:]), end - 1)


def _ends_sentence(word: str) -> bool:
    return word.endswith((".", ",")) and len(word) > 4 and entry(word) is None


def _role_ahead(before: str, end: int) -> tuple[str, str, Span] | None:
    match = _AHEAD.search(before)
    if not match or not any(office(w) for w in match["role"].split()[:9]):
        return None
    return _role(match["role"], end - 2)


def _role_after(after: str, start: int) -> tuple[str, str, Span] | None:
    if not after.startswith((",", " (")):
        return None
    match = _APPOSED.match(after)
    if not match or not any(office(w) for w in match["role"].split()[:7]):
        return None
    return _role(match["role"], start + match.end("role"))


_MODIFIERS = frozenset(
    """prime vice deputy foreign defence defense finance interior home trade health education justice state press
    campaign police army party opposition chief executive managing general senior national security climate human
    rights white house world economy energy environment transport labor labour union head""".split()
)


def office(word: str) -> str | None:
    """Return the plain word for an office, or None for any other word."""
    plain = (
        word.lower()
        .strip(".,’'\"")
        .removeprefix("ex-")
        .removeprefix("then-")
        .removesuffix("-elect")
        .removesuffix("-designate")
    )
    plain = plain.removesuffix("’s").removesuffix("'s")
    return plain if plain in words("roles") else None


def _status_of(word: str) -> str:
    low = word.lower().strip(".,")
    for mark, status in STATUS.items():
        if low == mark or (mark.endswith("-") and low.startswith(mark)) or low.endswith(f"-{mark}"):
            return status
    return ""


def _role(phrase: str, end: int) -> tuple[str, str, Span]:
    """Return the role without article and status, the status, and where the whole phrase stands (it ends at `end`)."""
    status = ""
    kept: list[str] = []
    for word in phrase.split():
        found = _status_of(word)
        status = status or ("" if found in _KEPT_IN_ROLE else found)
        low = word.lower()
        if found and found not in _KEPT_IN_ROLE:
            low = low.removeprefix("ex-").removeprefix("then-").removesuffix("-elect").removesuffix("-designate")
            if low == word.lower():
                continue
        if not (not kept and low in {"the", "a", "an", "its", "his", "her", "their"}):
            kept.append(low)
    return " ".join(kept), status, Span(start=max(0, end - len(phrase)), end=end)
