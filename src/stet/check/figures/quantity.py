"""One figure as it stands in a text: number or range, unit, money, percent, age, multiple.

:func:`read` takes an offset where a number starts and reads the whole quantity around it: the sign and currency before
it, the scale, the unit and the second end of a range after it.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any

from stet.check import numerals, units
from stet.check.numerals import Numeral
from stet.check.units import Currency, Unit


class Measure(StrEnum):
    """What sort of figure it is: two figures of different sorts never say the same."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    POINTS = "points"
    UNIT = "measure"
    AGE = "age"
    ORDINAL = "ordinal"
    FRACTION = "fraction"
    MULTIPLE = "multiple"
    RATIO = "ratio"
    SCORE = "score"


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """A figure with its span. `low` and `high` are equal unless it is a range; `step` is the precision it was given in."""

    start: int
    end: int
    measure: Measure
    low: Fraction
    high: Fraction
    step: Fraction
    form: str = "digits"
    scale: str = ""
    unit: Unit | None = None
    unit_name: str = ""
    currency: Currency | None = None
    vague: bool = False
    comma: bool = False
    sides: tuple[int, ...] = ()
    said: Fraction | None = None

    @property
    def value(self) -> dict[str, Any]:
        """Return the JSON value (docs/json.md): plain numbers, with `decimal` to 15 significant digits as a string."""
        single = self.low == self.high and not self.vague
        out: dict[str, Any] = {
            "measure": str(self.measure),
            "number": _plain(self.low) if single else None,
            "decimal": decimal(self.low) if single else None,
            "low": _plain(self.low),
            "high": None if self.vague else _plain(self.high),
            "step": _plain(self.step),
            "as_written": decimal(self.said if self.said is not None else self.low),
            "form": self.form,
        }
        if not single:
            out["text_low"], out["text_high"] = decimal(self.low), None if self.vague else decimal(self.high)
        if self.scale:
            out["scale"] = self.scale
        if self.vague:
            out["vague"] = True
        if self.comma:
            out["decimal_comma"] = True
        return out | self._unit_value()

    def _unit_value(self) -> dict[str, Any]:
        out: dict[str, Any] = {}
        if self.currency:
            out |= {"currency": self.currency.code, "unit": self.currency.name}
            if self.currency.open:
                out["currency_open"] = True
        elif self.unit:
            out |= {"unit": self.unit.name, "dimension": self.unit.dimension}
        elif self.unit_name:
            out["unit"] = self.unit_name
        if self.measure in (Measure.PERCENT, Measure.POINTS, Measure.ORDINAL, Measure.AGE, Measure.FRACTION):
            out[str(self.measure)] = True
        if self.sides:
            out["sides"] = list(self.sides)
        return out


def _plain(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)


def decimal(value: Fraction) -> str:
    """Write a number in full where it is whole, else to 15 significant digits."""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.15G}"


_SIGN = re.compile(r"(?:(?<![\w)\]%.,])[-−–]\s?|\b(?:minus|negative)\s)$", re.IGNORECASE)
_PERCENT = re.compile(
    r"\s?(?:(?P<points>(?:percentage|per\s?cent(?:age)?|%)[\s-]points?|pp\b|ppts?\b|pct\.?\s?pts?\b)"
    r"|(?P<basis>basis[\s-]points?\b|bps?\b)"
    r"|(?P<percent>%|٪|[\s-]?(?:per\s?cents?|percents?|pct|percentage)\b\.?))",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"[\s-]{0,2}(?P<unit>years?|months?|weeks?|days?|yr|y)[\s/.-]?(?:olds?\b|of[\s-]age\b|o\b)|[\s-]?(?P<yo>yo|y/o|y\.o\.)\b",
    re.IGNORECASE,
)
_AGED = re.compile(r"\b(?:aged?|at\s(?:the\s)?age(?:\sof)?|age\sof|turn(?:s|ed|ing)|ages)\s$", re.IGNORECASE)
_APPOSED = re.compile(r"[A-Z][\w’'-]+,\s$")
_MULTIPLE = re.compile(
    r"(?:\s?times\b(?!\s(?:on|when|in\s(?:the|a)\s(?:past|last)|since|before|this|last))|[\s-]?fold\b|x\b)"
)
_RANGE = re.compile(
    r"\s?(?:[-–—‐‑]|(?<=\s)to(?=\s)|(?<=\s)and(?=\s)|(?<=\s)or(?=\s)|-to-)\s?(?=[\d$€£¥₹.]|[A-Za-z])", re.IGNORECASE
)
_SIGN_AHEAD = re.compile(r"[A-Za-z]{0,3}[^\w\s,.;:!?()'\"’”-]\s?(?=\d)")
_CENTS = re.compile(r"(?:\s(?:and\s)?)(?=[\w])", re.IGNORECASE)


def read(text: str, at: int) -> Quantity | None:
    """Read the figure whose number starts at `at`; sign and currency before the number belong to it."""
    number = numerals.read(text, at)
    if number is None:
        return None
    first = _single(text, number)
    return _range(text, first, number) or first


def _single(text: str, number: Numeral) -> Quantity:
    quantity = Quantity(
        start=number.start,
        end=number.end,
        measure=_MEASURES[number.kind],
        low=number.value,
        high=number.value,
        step=number.step,
        form=number.form,
        scale=number.scale,
        vague=number.vague,
        comma=number.comma,
    )
    quantity = _signed(text, quantity)
    return quantity if number.kind == "ordinal" else _unit(text, quantity)


_MEASURES = {"cardinal": Measure.COUNT, "ordinal": Measure.ORDINAL, "fraction": Measure.FRACTION}


def _signed(text: str, quantity: Quantity) -> Quantity:
    """Take in a currency sign and a minus in front, in either order ("-$5", "$-5")."""
    at = quantity.start
    if found := units.currency_before(text, at):
        currency, at = found
        quantity = replace(quantity, start=at, currency=currency, measure=Measure.MONEY)
    if sign := _SIGN.search(text, max(0, at - 9), at):
        if not _hyphenated(text, sign.start()):
            quantity = replace(quantity, start=sign.start(), low=-quantity.low, high=-quantity.high)
    return quantity


def _hyphenated(text: str, at: int) -> bool:
    return at > 0 and (text[at - 1].isalnum() or text[at - 1 : at] in {*".,)%"})


def _unit(text: str, quantity: Quantity) -> Quantity:
    """Take in what the number counts, where it is a unit of some kind."""
    end = quantity.end
    if quantity.currency is None and (age := _age(text, quantity)):
        return age
    if percent := _PERCENT.match(text, end):
        return _percent(quantity, percent)
    gap = end + 1 if text[end : end + 1] in {*" -\u00a0\u202f"} else end
    if quantity.currency is None and (money := units.currency_at(text, gap)):
        return _money(text, quantity, money)
    if quantity.currency is None and (unit := units.unit_at(text, gap)):
        return replace(quantity, end=unit[1], unit=unit[0], measure=Measure.UNIT)
    if quantity.currency is None and (multiple := _MULTIPLE.match(text, end)):
        return replace(quantity, end=multiple.end(), measure=Measure.MULTIPLE)
    return quantity


def _percent(quantity: Quantity, found: re.Match[str]) -> Quantity:
    if found["percent"]:
        return replace(quantity, end=found.end(), measure=Measure.PERCENT)
    share = Fraction(1, 100) if found["basis"] else Fraction(1)
    return replace(
        quantity,
        end=found.end(),
        measure=Measure.POINTS,
        said=quantity.low,
        low=quantity.low * share,
        high=quantity.high * share,
        step=quantity.step * share,
    )


def _money(text: str, quantity: Quantity, money: tuple[Currency, int]) -> Quantity:
    """Take in a currency name, and the small coin said after it ("thirteen dollars and forty-five cents")."""
    currency, end = money
    amount = replace(
        quantity,
        end=end,
        currency=currency,
        measure=Measure.MONEY,
        said=quantity.low,
        low=quantity.low * currency.share,
        high=quantity.high * currency.share,
        step=quantity.step * currency.share,
    )
    gap = _CENTS.match(text, end)
    small = numerals.read(text, gap.end()) if gap and currency.share == 1 else None
    if not small or small.kind != "cardinal" or not 0 < small.value < 100 or small.step != 1:
        return amount
    named = units.currency_at(text, small.end + 1)
    if not named or named[0].share == 1:
        return amount
    low = amount.low + small.value * named[0].share
    return replace(amount, end=named[1], low=low, high=low, said=low, step=named[0].share)


def _age(text: str, quantity: Quantity) -> Quantity | None:
    if quantity.measure not in (Measure.COUNT, Measure.FRACTION) or quantity.low < 0:
        return None
    if age := _AGE.match(text, quantity.end):
        name = (age["unit"] or "year").lower()
        unit = {"y": "year"}.get(name[:1], name.rstrip("s")) if name in ("y", "yr", "yrs") else name.rstrip("s")
        return replace(quantity, end=age.end(), measure=Measure.AGE, unit_name=unit)
    if quantity.low > 120 or quantity.low.denominator != 1 or text[quantity.end : quantity.end + 1] in {"%", "°"}:
        return None
    before = text[max(0, quantity.start - 30) : quantity.start]
    if _AGED.search(before) and not _PERCENT.match(text, quantity.end):
        return replace(quantity, measure=Measure.AGE, unit_name="year")
    if (
        _APPOSED.search(before)
        and re.match(r",|\)", text[quantity.end : quantity.end + 1])
        and quantity.form == "digits"
    ):
        return replace(quantity, measure=Measure.AGE, unit_name="year")
    return None


def _range(text: str, first: Quantity, number: Numeral) -> Quantity | None:
    """Read the other end of "10-15 %", "$5 to $7 million", "between 10 and 15", "two or three"."""
    link = _RANGE.match(text, first.end)
    if not link or number.kind == "ordinal" or first.measure is Measure.MULTIPLE:
        return None
    word = link[0].strip().lower()
    between = re.search(r"\bbetween\s$", text[max(0, first.start - 9) : first.start], re.IGNORECASE)
    if word == "and" and not between:
        return None
    at = link.end()
    if sign := _SIGN_AHEAD.match(text, at):
        at = sign.end()
    if not (other := numerals.read(text, at)) or other.kind == "ordinal":
        return None
    second = _single(text, other)
    second = replace(second, start=max(second.start, link.end()), low=abs(second.low), high=abs(second.high))
    return _joined(first, second, word)


def _joined(first: Quantity, second: Quantity, word: str) -> Quantity | None:
    low, step = first.low, first.step
    bare = first.measure is Measure.COUNT and not first.unit
    if bare or (first.measure is Measure.MONEY and not first.scale):
        share = _shared_scale(first, second)
        low, step = low * share, step * share
        if bare and second.measure is Measure.POINTS and second.step.denominator > 1 and second.low < low:
            low, step = low / 100, step / 100
    if word == "or" and not (bare and second.low - low in (1, second.step)):
        return None
    if not bare and second.measure is Measure.COUNT and first.measure is not Measure.MONEY:
        return None
    if not bare and second.measure not in (first.measure, Measure.COUNT):
        return None
    if low >= second.low or (first.currency and second.currency and first.currency.code != second.currency.code):
        return None
    return replace(
        second,
        start=first.start,
        low=low,
        step=min(step, second.step),
        currency=first.currency or second.currency,
        measure=Measure.MONEY if first.currency else second.measure,
        form=first.form if first.form == second.form else "mixed",
    )


def _shared_scale(first: Quantity, second: Quantity) -> Fraction:
    """Return the scale that the second number lends the first: "$5 to $7 million" speaks of millions twice."""
    if not second.scale or first.scale or first.low >= 1000:
        return Fraction(1)
    return Fraction(numerals.scale(second.scale))
