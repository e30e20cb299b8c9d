"""What a figure is about: qualifier, direction, role, what is measured and what happened to it.

Light rules on the words around, at most 100 characters to each side and never past the sentence. They need no tagger,
so that they hold on any machine; a slot that they are unsure of stays empty.
"""

import re
from typing import Any

from stet.check.figures import measured
from stet.check.figures.change import change
from stet.check.figures.qualifiers import qualifier
from stet.check.figures.quantity import Measure, Quantity

_WINDOW = 100
# Each begins with its few characters and looks back after them, so that the search skips to those at once.
_SENTENCE_START = re.compile(r"[.!?;\n](?:(?<=\n)|(?<![A-Z][.!?;])[\"”’)]*\s+)")
_SENTENCE_END = re.compile(r"[.!?;\n](?:(?<=\n)|(?<![A-Z][.!?;])(?=[\"”’)]*(?:\s|$)))")
_COUNTING = frozenset({Measure.COUNT, Measure.FRACTION, Measure.PERCENT, Measure.RATIO})


def frame(text: str, quantity: Quantity) -> dict[str, Any]:
    """Return the frame of one figure: only the slots that the words around it fill."""
    start, end = _sentence(text, quantity)
    left, right = text[start : quantity.start], text[quantity.end : end]
    slots: dict[str, Any] = {}
    if said := qualifier(left, right):
        slots["qualifier"] = said
    if quantity.unit:
        slots["unit"] = quantity.unit.name
    if quantity.measure in (Measure.AGE, Measure.LABEL, Measure.SCORE):
        return slots
    found = change(left, right)
    slots |= {key: told for key, told in (("direction", found.direction), ("role", found.role)) if told}
    about = measured.after(text, quantity.end, end)
    if about is None and found.verb >= 0:
        about = measured.subject(text, start, start + found.verb)
    if about:
        slots["measured"] = _slot(text, *about)
    if quantity.measure in _COUNTING and (happened := measured.action(text, quantity.end, end)):
        slots["action"] = _slot(text, *happened)
    return slots


def _sentence(text: str, quantity: Quantity) -> tuple[int, int]:
    """Return where the figure's sentence starts and ends, within the window."""
    low, high = max(0, quantity.start - _WINDOW), min(len(text), quantity.end + _WINDOW)
    start = max((stop.end() for stop in _SENTENCE_START.finditer(text, low, quantity.start)), default=low)
    stop = _SENTENCE_END.search(text, quantity.end, high)
    return start, stop.start() if stop else high


def _slot(text: str, start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "text": text[start:end]}
