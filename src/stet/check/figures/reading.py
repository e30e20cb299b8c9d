"""Read the figure around a number: sign and currency before it; percent, unit, money, age or the other end after it."""

import re
from dataclasses import replace
from fractions import Fraction

from stet.check import numerals, units
from stet.check.figures import doubtful
from stet.check.figures.quantity import Measure, Quantity
from stet.check.numerals import Numeral
from stet.check.units import Currency

_MEASURES = {"cardinal": Measure.COUNT, "ordinal": Measure.ORDINAL, "fraction": Measure.FRACTION}
_SIGN = re.compile(r"(?:(?<![\w)\]%.,–−-])[-−–]|(?:^|\n)\s*[-−]\s|\b(?:minus|negative)\s)$", re.IGNORECASE)
_PERCENT = re.compile(
    r"\s?(?:(?P<points>(?:percentage|per\s?cent(?:age)?|%)[\s-]points?|pp\b|ppts?\b|pct\.?\s?pts?\b)"
    r"|(?P<basis>basis[\s-]points?\b|bps?\b)"
    r"|(?P<percent>%|٪|[\s-]?(?:per\s?cents?|percents?|pct|percentage)\b))",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"[\s-]{0,2}(?P<unit>years?|months?|weeks?|days?|yr|y)[\s/.-]?(?:olds?\b|of[\s-]age\b|o\b)|[\s-]?"
    r"(?:yo|y/o|y\.o\.)\b",
    re.IGNORECASE,
)
_AGED = re.compile(r"\b(?:aged?|at\s(?:the\s)?age(?:\sof)?|age\sof|turn(?:s|ed|ing)|ages)\s$", re.IGNORECASE)
_NAMED = re.compile(r"\b[A-Z][\w’'-]+(?:\s(?:Jr|Sr|II|III|IV)\.?)?,\s$")
_MULTIPLE = re.compile(
    r"(?:\stimes(?=\s(?:the|as|more|less|higher|larger|greater|bigger|faster|that|its|their|his|her|what|over|average)\b)"
    r"|[\s-]?fold\b|x\b)"
)
_RANGE = re.compile(
    r"\s?(?:[-–—‐‑]|(?<=\s)(?:to|and|or)(?=\s)|-to-)\s?(?=[\d$€£¥₹.]|[A-Za-z]{1,3}[$€£¥₹]|[a-z]{3})", re.IGNORECASE
)
_BETWEEN = re.compile(r"\bbetween\s$", re.IGNORECASE)
_SIGN_AHEAD = re.compile(r"[A-Za-z]{0,3}[^\w\s,.;:!?()'\"’”-]\s?(?=\d)")
_COINS = re.compile(r"\s(?:and\s)?(?=\w)", re.IGNORECASE)
_GAPS = frozenset(" -\u00a0\u202f")


def read(text: str, at: int) -> Quantity | None:
    """Read the figure whose number starts at `at`, or nothing."""
    number = numerals.read(text, at)
    if number is None:
        return None
    first = _single(text, number)
    return _range(text, first) or first


def _single(text: str, number: Numeral) -> Quantity:
    measure = Measure.COUNT if number.kind == "fraction" and number.value >= 1 else _MEASURES[number.kind]
    quantity = Quantity(
        start=number.start, end=number.end, measure=measure, low=number.value, high=number.value, step=number.step,
        form=number.form, scale=number.scale, vague=number.vague, comma=number.comma,
    )  # fmt: skip
    quantity = _signed(text, quantity)
    return quantity if number.kind == "ordinal" else _unit(text, quantity)


def _signed(text: str, quantity: Quantity) -> Quantity:
    """Take in a currency sign and a minus in front ("-$5", "minus 5")."""
    if found := units.currency_before(text, quantity.start):
        quantity = replace(quantity, start=found[1], currency=found[0], measure=Measure.MONEY)
    at = quantity.start
    if sign := _SIGN.search(text, max(0, at - 9), at):
        begin = sign.start() + len(sign[0]) - len(sign[0].lstrip())
        quantity = replace(quantity, start=begin, low=-quantity.low, high=-quantity.high)
    return quantity


def _unit(text: str, quantity: Quantity) -> Quantity:
    """Take in what the number counts, where it is a unit of some kind."""
    if quantity.currency:
        percent = _PERCENT.match(text, quantity.end)
        return _percent(replace(quantity, currency=None), percent) if percent else quantity
    if age := _age(text, quantity):
        return age
    if percent := _PERCENT.match(text, quantity.end):
        return _percent(quantity, percent)
    after = quantity.end + (text[quantity.end : quantity.end + 1] in _GAPS)
    if (money := units.currency_at(text, after)) and doubtful.is_money(text, quantity, after, money[1]):
        return _money(text, quantity, money)
    if (unit := units.unit_at(text, after)) and doubtful.is_unit(text, quantity, after, unit[1]):
        return replace(quantity, end=unit[1], unit=unit[0], measure=Measure.UNIT)
    if multiple := _MULTIPLE.match(text, quantity.end):
        return replace(quantity, end=multiple.end(), measure=Measure.MULTIPLE)
    return quantity


def _percent(quantity: Quantity, found: re.Match[str]) -> Quantity:
    if found["percent"]:
        return replace(quantity, end=found.end(), measure=Measure.PERCENT)
    return _shared(quantity, found.end(), Measure.POINTS, Fraction(1, 100) if found["basis"] else Fraction(1))


def _shared(quantity: Quantity, end: int, measure: Measure, share: Fraction) -> Quantity:
    """Turn an amount in small coin or basis points into the large unit, keeping what was written."""
    said = quantity.low if share != 1 else None
    return replace(
        quantity, end=end, measure=measure, said=said, low=quantity.low * share, high=quantity.high * share,
        step=quantity.step * share,
    )  # fmt: skip


def _money(text: str, quantity: Quantity, money: tuple[Currency, int]) -> Quantity:
    """Take in a currency name, and the small coin said after it ("thirteen dollars and forty-five cents")."""
    currency, end = money
    amount = replace(_shared(quantity, end, Measure.MONEY, currency.share), currency=currency)
    gap = _COINS.match(text, end) if currency.share == 1 else None
    small = numerals.read(text, gap.end()) if gap else None
    if not small or small.kind != "cardinal" or not 0 < small.value < 100 or small.step != 1:
        return amount
    named = units.currency_at(text, small.end + 1)
    if named and named[0].share != 1:
        coins, end = small.value * named[0].share, named[1]
    elif quantity.form == small.form == "words" and not re.match(r"\s\w", text[small.end : small.end + 2]):
        coins, end = small.value / 100, small.end
    else:
        return amount
    return replace(amount, end=end, low=amount.low + coins, high=amount.high + coins, step=Fraction(1, 100))


def _age(text: str, quantity: Quantity) -> Quantity | None:
    """Read "45-year-old", "aged 45", "Smith, 45, said"."""
    if quantity.low < 0 or quantity.measure not in (Measure.COUNT, Measure.FRACTION):
        return None
    if age := _AGE.match(text, quantity.end):
        unit = (age["unit"] or "year").lower().removesuffix("s")
        return replace(quantity, end=age.end(), measure=Measure.AGE, unit_name="year" if unit in ("y", "yr") else unit)
    if quantity.low > 120 or quantity.low.denominator != 1 or _PERCENT.match(text, quantity.end):
        return None
    before = text[max(0, quantity.start - 30) : quantity.start]
    apposed = (
        quantity.form == "digits" and text[quantity.end : quantity.end + 1] in {",", ")"} and _NAMED.search(before)
    )
    if _AGED.search(before) or (apposed and quantity.low > 3):
        return replace(quantity, measure=Measure.AGE, unit_name="year")
    return None


# --- ranges -----------------------------------------------------------------------------------------------------------


def _range(text: str, first: Quantity) -> Quantity | None:
    """Read the other end of "10-15 %", "$5 to $7 million", "between 10 and 15", "two or three"."""
    link = _RANGE.match(text, first.end)
    if not link or first.measure in (Measure.ORDINAL, Measure.MULTIPLE):
        return None
    word = link[0].strip().lower()
    if word == "and" and not _BETWEEN.search(text, max(0, first.start - 9), first.start):
        return None
    at = link.end()
    if sign := _SIGN_AHEAD.match(text, at):
        at = sign.end()
    other = numerals.read(text, at)
    if not other or other.kind == "ordinal":
        return None
    second = _single(text, other)
    return _joined(first, replace(second, low=abs(second.low), high=abs(second.high)), word)


def _joined(first: Quantity, second: Quantity, word: str) -> Quantity | None:
    bare = first.measure is Measure.COUNT
    if not bare and second.measure not in (first.measure, Measure.COUNT):
        return None
    if not bare and first.measure is not Measure.MONEY and second.measure is Measure.COUNT:
        return None
    share = _lent_scale(first, second)
    if bare and second.said is not None and second.said:
        share *= second.low / second.said
    low, step = first.low * share, first.step * share
    if low >= second.low or (word == "or" and not (bare and second.low - low <= second.step)):
        return None
    if first.currency and second.currency and first.currency.code != second.currency.code:
        return None
    currency = first.currency or second.currency
    return replace(
        second, start=first.start, low=low, step=min(step, second.step), currency=currency, said=None,
        measure=Measure.MONEY if currency else second.measure,
        form=first.form if first.form == second.form else "mixed",
    )  # fmt: skip


def _lent_scale(first: Quantity, second: Quantity) -> Fraction:
    """Return the scale that the second number lends the first: "$5 to $7 million" speaks of millions twice."""
    if not second.scale or first.scale or first.low >= 1000 or first.measure not in (Measure.COUNT, Measure.MONEY):
        return Fraction(1)
    return Fraction(numerals.scale(second.scale))
