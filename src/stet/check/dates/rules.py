"""The shape of a rule of the grammar: which words it starts with, its pattern, and what it makes of a match.

Rules are looked up by the first word at an offset, so that most words of a text cost one look into a dictionary.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from stet.check import numerals
from stet.check.dates.expression import Expression

DIGIT = "0"  # stands for any digit in `starts`

Reader = Callable[[re.Match[str]], Expression | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One way to say a time: `read` returns nothing where the words around make it mean something else."""

    starts: frozenset[str]
    pattern: re.Pattern[str]
    read: Reader


def rule(starts: Iterable[str], pattern: str, read: Reader) -> Rule:
    """Make a rule; `starts` are the lower-case words, or :data:`DIGIT`, that it may begin with."""
    return Rule(starts=frozenset(starts), pattern=re.compile(pattern, re.IGNORECASE), read=read)


def made(found: re.Match[str], **fields: Any) -> Expression:
    """Make an expression that covers the match."""
    return Expression(start=found.start(), end=found.end(), **fields)


def before(found: re.Match[str], pattern: re.Pattern[str], *, window: int = 20) -> bool:
    """Say whether the words before a match end in `pattern` (which carries its own ``$``)."""
    return bool(pattern.search(found.string, max(0, found.start() - window), found.start()))


def after(found: re.Match[str], pattern: re.Pattern[str]) -> bool:
    """Say whether the words after a match start with `pattern`."""
    return bool(pattern.match(found.string, found.end()))


def count(words: str) -> int | None:
    """Return the whole number that digits or words say, ordinals included: "4th", "twenty-second", "nine"."""
    leading = re.match(r"\d+", words)
    if leading:
        return int(leading[0]) if len(leading[0]) < 10 else None
    number = numerals.read(re.sub(r"\s+", "-", words.strip()), 0)
    return int(number.value) if number and number.value.denominator == 1 else None


def amount(words: str) -> Fraction | None:
    """Return the number that words say, or nothing."""
    number = numerals.read(words, 0)
    return number.value if number else None
