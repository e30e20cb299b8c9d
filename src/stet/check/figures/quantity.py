"""One figure as it stands in a text: what a number is with its unit, money, percent, age."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from stet.check.units import Currency, Unit


class Measure(StrEnum):
    """What sort of figure it is: two figures of different sorts hardly ever say the same."""

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
    LABEL = "label"


_FLAGGED = frozenset({Measure.PERCENT, Measure.POINTS, Measure.ORDINAL, Measure.AGE, Measure.FRACTION})


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """A figure with its span. `low` and `high` are equal unless it is a range; `step` is the precision it was given in.

    `vague` says that only a size was given ("dozens"); `said` is the number as written, where a small coin or a basis
    point made the amount another; `sides` are those of a score or vote.
    """

    start: int
    end: int
    measure: Measure
    low: Fraction
    high: Fraction
    step: Fraction = Fraction(1)
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
    def single(self) -> bool:
        """Say whether it is one number, and not a range, a score or a mere size."""
        return self.low == self.high and not self.vague and not self.sides

    @property
    def value(self) -> dict[str, Any]:
        """Return the JSON value (docs/json.md): `low`, `high` and `number` as numbers, `decimal` to 15 digits."""
        out: dict[str, Any] = {
            "measure": str(self.measure),
            "number": plain(self.low) if self.single else None,
            "decimal": decimal(self.low) if self.single else None,
            "low": plain(self.low),
            "high": None if self.vague else plain(self.high),
            "step": plain(self.step),
            "as_written": decimal(self.low if self.said is None else self.said),
            "form": self.form,
        }
        told = {"scale": self.scale, "vague": self.vague, "decimal_comma": self.comma}
        out |= {key: said for key, said in told.items() if said}
        if self.measure in _FLAGGED:
            out[str(self.measure)] = True
        if self.sides:
            out["sides"] = list(self.sides)
        return out | self._unit()

    def _unit(self) -> dict[str, Any]:
        if self.currency:
            unit: dict[str, Any] = {"currency": self.currency.code, "unit": self.currency.name}
            return unit | ({"currency_open": True} if self.currency.open else {})
        if self.unit:
            return {"unit": self.unit.name, "dimension": self.unit.dimension}
        return {"unit": self.unit_name} if self.unit_name else {}


def plain(value: Fraction) -> int | float:
    """Return a number for JSON: whole ones exactly."""
    return value.numerator if value.denominator == 1 else float(value)


def decimal(value: Fraction) -> str:
    """Write a number in full up to 15 digits, else with 15 significant ones: "1.232E+15"."""
    if value.denominator == 1 and abs(value.numerator) < 10**15:
        return str(value.numerator)
    return f"{float(value):.15G}"
