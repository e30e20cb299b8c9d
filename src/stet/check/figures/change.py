"""Direction and role: whether a figure tells of a rise or a fall, and whether it is the step, the new or old level."""

import re
from dataclasses import dataclass

_ENDINGS = {"": "", "s": "s|ed|ing", "e": "es|ed|ing", "ped": "s|ped|ping", "ted": "s|ted|ting"}


def _verbs(regular: str, ending: str) -> str:
    return "|".join(
        f"{stem.removesuffix('e') if ending == 'e' else stem}(?:{'e|' if ending == 'e' else ''}{_ENDINGS[ending]})"
        + ("?" if ending != "e" else "")
        for stem in regular.split()
    )


_UP = "|".join(
    (
        _verbs("gain climb jump soar rebound swell expand add", "s"),
        _verbs("surge advance raise spike hike accelerate double triple quadruple", "e"),
        r"r(?:ose|isen?|ises|ising)|increas\w+|gr(?:ew|own?|ows|owing|owth)|widen(?:s|ed|ing)?|rall"
        r"(?:y|ied|ies)|up|higher|more",
    )
)
_DOWN = "|".join(
    (
        _verbs("slump plummet narrow retreat shed contract lower", "s"),
        _verbs("decline decrease plunge tumble reduce halve ease", "e"),
        _verbs("drop slip dip", "ped"),
        r"f(?:ell|alls?|allen|alling)|los(?:s|t|e|es|ing)|s(?:ank|unk|inks?|inking)|slid(?:e|es|ing)?"
        r"|shr(?:ank|unk|inks?|inking)"
        r"|reduction|contraction|slash(?:es|ed|ing)?|cut(?:s|ting)?|down|less|fewer",
    )
)
_FLAT = r"unchanged|steady|flat|held|hold(?:s|ing)?|remain(?:s|ed|ing)?|stay(?:s|ed|ing)?"
CHANGE = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<flat>{_FLAT}))\b", re.IGNORECASE)
# Words of change that only compare or belong to a qualifier: "more than", "up to", "no less".
_COMPARES = re.compile(r"\s+than\b|(?<=\bup)\s+to\s*$", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:no|not|any)\s$", re.IGNORECASE)
_BREAK = re.compile(r"[;:—]|,\s(?:but|and|while|with)\b|\s(?:and|but|while)\s(?=\w+\s*$)")
_AFTER = re.compile(
    rf"[\s-]{{1,2}}(?:(?:[a-z]+-on-[a-z]+|annual|quarterly|monthly|overall|sharp|pay|price|rate)\s)?(?:"
    rf"(?P<up>{_UP})|(?P<down>{_DOWN}))\b"
    r"(?!\s+than\s+(?:a|one)\s(?:hundred|thousand|million))",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?P<role>by|to|from)\s(?:(?:a|an|the|its|about|around|nearly|almost|some|just|over|under|up)\s"
    r"|(?:more|less|fewer)\sthan\s"
    r"|at\s(?:least|most)\s){0,2}$",
    re.IGNORECASE,
)
_WINDOW = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A word of change near a figure: `verb` is where it starts in the text before, or -1 if it stands after."""

    direction: str = ""
    role: str = ""
    verb: int = -1


def change(left: str, right: str) -> Change:
    """Find the change that a figure tells of, from the words of its sentence before and after it."""
    role = _ROLE.search(left[-40:])
    said = role["role"].lower() if role else ""
    if after := _AFTER.match(right):
        return Change(direction="up" if after["up"] else "down", role=said or "by")
    base = max(0, len(left) - _WINDOW)
    nearest = None
    for found in CHANGE.finditer(left, base):
        if not _COMPARES.match(left, found.end()) and not _NEGATED.search(left, base, found.start()):
            nearest = found
    if nearest is None or _BREAK.search(left, nearest.end()):
        return Change(role=said)
    direction = "up" if nearest["up"] else "down" if nearest["down"] else "flat"
    return Change(direction=direction, role=said, verb=nearest.start())
