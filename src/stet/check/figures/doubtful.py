"""Words that are units or money only in some company: "won", "pounds", "degrees", "Rand", "stone"."""

import re

from stet.check.figures.quantity import Quantity

_WEIGHING = re.compile(
    r"\b(?:weigh\w*|weight|los[te]|losing|lost|gain\w*|lift\w*|shed|heav\w+|pack\w*|seiz\w+|carr\w+"
    r"|catch|caught)\b[^.!?]*$",
    re.IGNORECASE,
)
_OF_STUFF = re.compile(
    r"\s(?:of\s(?!aid|debt|cash|savings|damage|fines?|tax\w*|invest\w+|fund\w+|cuts?)[a-z]|per\ssquare)"
)
_WON_WHAT = re.compile(
    r"\s(?:the|a|an|his|her|their|its|re-?elections?|races?|seats?|against|over|by|in|first|second"
    r"|more|support|awards?|gold)\b",
    re.IGNORECASE,
)
_NAME_AFTER = re.compile(r"\s[A-Z]")
_TEMPERATURE = re.compile(
    r"\s(?:of\swarm|warm|above|below|cool|cold|hott|north|south|east|west|latitude|longitude)|[.,;)]|$", re.IGNORECASE
)
_FEWEST_WON, _FEWEST_DEGREES = 100, 5
_WINDOW = 40


def is_money(text: str, quantity: Quantity, start: int, end: int) -> bool:
    """Say whether a word that may be a currency is one here."""
    word = text[start:end]
    lower = word.lower()
    if word[0].isupper() and word.isalpha() and not word.isupper() and _NAME_AFTER.match(text, end):
        return False
    if lower == "won":
        return quantity.low >= _FEWEST_WON and not _WON_WHAT.match(text, end)
    if lower in ("pound", "pounds"):
        return not _weighs(text, quantity, start, end)
    return True


def _weighs(text: str, quantity: Quantity, start: int, end: int) -> bool:
    """Say whether pounds are weight: "a 5-pound baby", "lost 20 pounds", "30 pounds of meat"."""
    if quantity.scale in ("million", "billion", "trillion"):
        return False
    if text[start - 1 : start] == "-" or _OF_STUFF.match(text, end):
        return True
    return bool(_WEIGHING.search(text, max(0, quantity.start - _WINDOW), quantity.start))


def is_unit(text: str, quantity: Quantity, start: int, end: int) -> bool:
    """Say whether a word that may be a unit is one here: "two degrees" are rather diplomas, "stone walls" no weight."""
    lower = text[start:end].lower()
    if lower in ("degree", "degrees") and quantity.low.denominator == 1 and 0 <= quantity.low < _FEWEST_DEGREES:
        return bool(_TEMPERATURE.match(text, end)) and text[end : end + 1] == " "
    if lower == "stone":
        return not re.match(r"\s[a-z]{3,}s\b", text[end : end + 16])
    return True
