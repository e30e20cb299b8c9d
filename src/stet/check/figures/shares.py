"""Shares: fractions in words, told from ranks and from idioms, and ratios ("one in three", "9 out of 10")."""

import re
from dataclasses import replace
from fractions import Fraction

from stet.check import numerals
from stet.check.figures.quantity import Measure, Quantity

# What may follow "a third" where it is a share: anything else makes it a rank ("a third man").
_SHARE_AFTER = re.compile(
    r"$|[^\w\s-]|\s(?:of|more|less|fewer|higher|lower|longer|shorter|larger|smaller"
    r"|bigger|cheaper|dearer|faster|slower|above|below|off|in|to|from|are|is|were|was|say|said|says|had"
    r"|have|has|do|did|as"
    r"|who|and|or|by|on|at|since|between|the|its|that|believe|think|support|would|will|a|an|per|million|billion)\b",
    re.IGNORECASE,
)
_HALF_AFTER = re.compile(
    r"\s(?:of|the|its|their|his|her|our|a|an|that|this|all|as|were|was|are|is|have|had|said|say|in|by|from)\b|[.,;)]|$"
    r"|\s?-?(?:million|billion)",
    re.IGNORECASE,
)
_HALF_BEFORE = re.compile(
    r"\b(?:first|second|other|better|final|opening|latter|former|later|last|top|bottom|and)[\s-]$", re.IGNORECASE
)
_ARTICLE = re.compile(r"(?:a|an)[\s-](?=\w)", re.IGNORECASE)
_RATIO = re.compile(r"\s(?P<word>in|out\sof|over)\s(?:every\s)?(?=[\da-z])", re.IGNORECASE)
_EVERY = re.compile(r"\bevery\s$", re.IGNORECASE)
_CLAUSE_END = re.compile(r"\s*(?:[.,;!?]|$)")
_EARLIEST_YEAR = 1900


def fraction(text: str, at: int, found: Quantity) -> Quantity | None:
    """Decide what a fraction in words is: a share, a rank ("a third man"), or half of an idiom (nothing)."""
    words = text[at : found.end].lower()
    if words in ("half", "a half") and _HALF_BEFORE.search(text, max(0, at - 10), at):
        return None
    if words in ("quarter", "quarters") or (words == "half" and not _HALF_AFTER.match(text, found.end)):
        return None
    article = _ARTICLE.match(text, at)
    if article and not words.endswith(("half", "quarter")) and not _SHARE_AFTER.match(text, found.end):
        rank = Fraction(found.low.denominator)
        return replace(found, start=article.end(), measure=Measure.ORDINAL, low=rank, high=rank, step=Fraction(1))
    return found


def ratio(text: str, first: Quantity) -> Quantity:
    """Read "one in three", "9 out of 10", "every third" as one share; anything else is returned as it came."""
    every = _EVERY.search(text, max(0, first.start - 10), first.start)
    if every and first.measure is Measure.ORDINAL and first.low >= 2:
        share = 1 / first.low
        return replace(first, start=every.start(), measure=Measure.RATIO, low=share, high=share, step=share)
    link = _RATIO.match(text, first.end)
    if not link or first.measure is not Measure.COUNT or not first.single or first.low <= 0:
        return first
    other = numerals.read(text, link.end())
    if (
        not other
        or other.kind != "cardinal"
        or other.step != 1
        or other.value == 0
        or not _fits(text, link, first, other)
    ):
        return first
    value = first.low / other.value
    return replace(
        first, end=other.end, measure=Measure.RATIO, low=value, high=value, step=Fraction(1, int(other.value))
    )


def _fits(text: str, link: re.Match[str], first: Quantity, other: numerals.Numeral) -> bool:
    """Say whether the words between make a share: "3 in 2019" and "5 over 10 years" do not."""
    word = link["word"].lower()
    if word == "over":
        return bool(_CLAUSE_END.match(text, other.end))
    if word == "in":
        return first.low < other.value < _EARLIEST_YEAR and first.low.denominator == 1
    return first.low <= other.value
