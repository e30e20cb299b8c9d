"""Direction and role: whether a figure tells of a rise or a fall, and whether it is the step, the new or old level."""

import re
from dataclasses import dataclass

_UP_STEMS = (
    "gain climb jump soar rebound swell expand add increas+e surg+e advanc+e rais+e spik+e hik+e accelerat+e doubl+e "
    "tripl+e quadrupl+e ris+e grow widen"
)
_DOWN_STEMS = (
    "slump retreat shed contract lower narrow declin+e decreas+e plung+e tumbl+e reduc+e halv+e eas+e slid+e drop*p "
    "slip*p dip*p plummet fall los+e sink shrink slash= cut*t"
)
_FLAT_STEMS = "hold remain stay"
_UP_WORDS = "rose risen grew grown growth up higher more rally rallied rallies rallying swollen"
_DOWN_WORDS = "fell fallen lost loss losses sank sunk slid shrank shrunk reduction contraction down less fewer decline"
_FLAT_WORDS = "unchanged steady flat held"


def _forms(stems: str) -> set[str]:
    """Return the forms of regular verbs: "ris+e" drops its e, "drop*p" doubles its last letter, "slash=" takes es."""
    forms: set[str] = set()
    for stem in stems.split():
        base, mark, letter = re.fullmatch(r"([a-z]+)([+*=]?)([a-z]?)", stem).groups()  # type: ignore[union-attr]
        whole = base + letter if mark == "+" else base
        past = base + letter if mark == "*" else base
        forms |= {whole, whole + ("es" if mark == "=" else "s"), past + "ed", past + "ing"}
    return forms


_WAYS = {
    **dict.fromkeys(_forms(_UP_STEMS) | set(_UP_WORDS.split()), "up"),
    **dict.fromkeys(_forms(_DOWN_STEMS) | set(_DOWN_WORDS.split()), "down"),
    **dict.fromkeys(_forms(_FLAT_STEMS) | set(_FLAT_WORDS.split()), "flat"),
}
_WORD = re.compile(r"[A-Za-z]+")
# Words of change that only compare or belong to a qualifier: "more than", "up to", "no less".
_COMPARES = re.compile(r"\s+than\b|(?<=\bup)\s+to\s*$", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:no|not|any)\s$", re.IGNORECASE)
_BREAK = re.compile(r"[;:—]|,\s(?:but|and|while|with)\b|\s(?:and|but|while)\s(?=\w+\s*$)")
_AFTER = re.compile(
    r"[\s-]{1,2}(?:(?:[a-z]+-on-[a-z]+|annual|quarterly|monthly|overall|sharp|pay|price|rate)\s)?(?P<word>[A-Za-z]+)\b"
    r"(?!\s+than\s+(?:a|one)\s(?:hundred|thousand|million))"
)
_ROLE = re.compile(
    r"\b(?P<role>by|to|from)\s(?:(?:a|an|the|its|about|around|nearly|almost|some|just|over|under|up)\s"
    r"|(?:more|less|fewer)\sthan\s"
    r"|at\s(?:least|most)\s){0,2}$",
    re.IGNORECASE,
)
_WINDOW, _ROLE_WINDOW = 60, 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A word of change near a figure: `verb` is where it starts in the text before, or -1 if it stands after."""

    direction: str = ""
    role: str = ""
    verb: int = -1


def is_change(word: str) -> bool:
    """Say whether a lower-case word tells of a rise, a fall or a standstill."""
    return word in _WAYS


def change(left: str, right: str) -> Change:
    """Find the change that a figure tells of, from the words of its sentence before and after it."""
    after = _AFTER.match(right)
    way = _WAYS.get(after["word"].lower(), "flat") if after else "flat"
    if way != "flat":
        return Change(direction=way, role=_role(left) or "by")
    base = max(0, len(left) - _WINDOW)
    nearest = None
    for word in _WORD.finditer(left, base):
        if word[0].lower() in _WAYS and not _COMPARES.match(left, word.end()):
            nearest = word if not _NEGATED.search(left, base, word.start()) else nearest
    if nearest is None or _BREAK.search(left, nearest.end()):
        return Change()
    return Change(direction=_WAYS[nearest[0].lower()], role=_role(left), verb=nearest.start())


def _role(left: str) -> str:
    found = _ROLE.search(left[-_ROLE_WINDOW:])
    return found["role"].lower() if found else ""
