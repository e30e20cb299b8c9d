"""Cited: words of a copy or a source as a sentence of ours shows them, in one pair of marks and at a readable length.

A quotation that never closes runs to the end of its paragraph, and a reason that repeats all of it says nothing.
"""

import re
from datetime import datetime, time

MOST = 80  # characters: a line of a terminal, with the place and the sentence around it
_OUTER = '“”"'


def cited(text: str, most: int = MOST) -> str:
    """Return words between double marks: without marks of their own around them, and with single ones inside."""
    return f"“{_single(short(text, most))}”"


def short(text: str, most: int = MOST) -> str:
    """Return a text on one line, cut behind a word where it is longer than `most`."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    kept = line[: most - 1]
    return (kept[: kept.rfind(" ")] if " " in kept[most // 2 :] else kept).rstrip(" ,;:—–-") + "…"


def day(moment: datetime) -> str:
    """Return a day, and the time where one is known: a source that gives its day alone has midnight for it."""
    return f"{moment:%-d %B %Y}" if moment.time() == time() else f"{moment:%-d %B %Y, %H:%M}"


def _single(shown: str) -> str:
    inner = shown.strip(_OUTER)
    if not any(mark in inner for mark in _OUTER):
        return inner
    return re.sub(r"[”\"]", "’", re.sub(r"“|(?<![^\s(\[—–-])\"", "‘", shown))
