"""Units and currencies that follow or precede a number: which one a text names, and what it is worth in its base.

The tables are data (units.toml, currencies.toml); this module finds a name at an offset and converts exactly.
"""

import re
import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A unit of measure: `factor` and `offset` turn an amount into the base unit: (amount + offset) x factor."""

    name: str
    dimension: str
    base: str
    factor: Fraction
    offset: Fraction = Fraction(0)

    def to_base(self, amount: Fraction) -> Fraction:
        """Return `amount` of this unit in the dimension's base unit."""
        return (amount + self.offset) * self.factor


@dataclass(frozen=True, kw_only=True, slots=True)
class Currency:
    """A currency: `share` is 1/100 for its small coin; `open` says the words fit other countries' money as well."""

    code: str
    name: str
    share: Fraction = Fraction(1)
    open: bool = False


def unit_at(text: str, at: int) -> tuple[Unit, int] | None:
    """Return the unit whose name starts at `at` and where the name ends."""
    names = _units()
    found = _unit_pattern().match(text, at)
    if not found:
        return None
    unit = names.get(found[0]) or names.get(re.sub(r"[\s-]+", " ", found[0].lower()))
    return (unit, found.end()) if unit else None


def unit_named(name: str) -> Unit | None:
    """Return the unit with this standard name, such as ``mile``."""
    return _by_name().get(name)


def currency_at(text: str, at: int) -> tuple[Currency, int] | None:
    """Return the currency whose name or sign starts at `at` and where it ends."""
    found = _currency_patterns()[0].match(text, at)
    return (_currency(found[0]), found.end()) if found else None


def currency_before(text: str, at: int) -> tuple[Currency, int] | None:
    """Return the currency whose sign or code ends just before `at`, and where it starts."""
    window = max(0, at - 8)
    found = _currency_patterns()[1].search(text[window:at])
    return (_currency(found[1]), window + found.start(1)) if found else None


def _currency(written: str) -> Currency:
    table = _currencies()
    return table.get(written) or table[re.sub(r"[\s-]+", " ", written.lower())]


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((files("stet.check") / name).read_text(encoding="utf-8"))


@cache
def _units() -> dict[str, Unit]:
    table: dict[str, Unit] = {}
    for unit, row in _rows():
        for symbol in row.get("symbols", ()):
            table[symbol] = unit
        for written in row.get("names", ()):
            for form in _forms(written):
                table[form.replace("-", " ")] = unit
    return table


@cache
def _by_name() -> dict[str, Unit]:
    return {unit.name: unit for unit, _ in _rows()}


@cache
def _rows() -> tuple[tuple[Unit, dict[str, Any]], ...]:
    rows = []
    for dimension, units in _load("units.toml").items():
        base = units.pop("base")
        for name, row in units.items():
            offset = Fraction(row.get("offset", "0"))
            unit = Unit(name=name, dimension=dimension, base=base, factor=Fraction(row["factor"]), offset=offset)
            rows.append((unit, row))
    return tuple(rows)


@cache
def _currencies() -> dict[str, Currency]:
    raw = _load("currencies.toml")
    cents = raw.pop("cents")
    table: dict[str, Currency] = {}
    for code, row in raw.items():
        plain = Currency(code=code, name=row["name"])
        table |= dict.fromkeys(row["symbols"], plain)
        table |= {form: plain for name in row["names"] for form in _forms(name)}
        loose = Currency(code=code, name=row["name"], open=True)
        table |= {form: loose for name in row.get("bare", ()) for form in _forms(name)}
    for row in cents.values():
        small = Currency(code=row["of"], name=raw[row["of"]]["name"], share=Fraction(1, 100), open=True)
        table |= dict.fromkeys(row.get("symbols", ()), small)
        table |= {form: small for name in row["names"] for form in _forms(name)}
    return table


def _forms(name: str) -> tuple[str, ...]:
    return (name, f"{name}s") if name.isalpha() or " " in name or "-" in name else (name,)


@cache
def _unit_pattern() -> re.Pattern[str]:
    symbols = [s for _, row in _rows() for s in row.get("symbols", ())]
    names = [f for _, row in _rows() for n in row.get("names", ()) for f in _forms(n)]
    return re.compile(rf"(?:{_any(symbols)}|(?i:{_any(names, spaces=True)}))(?![\w²³/])")


@cache
def _currency_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the pattern for a currency that follows, and for a sign or code that precedes an amount."""
    raw = _load("currencies.toml")
    cents = raw.pop("cents")
    rows = [*raw.values(), *cents.values()]
    symbols = [
        s for row in rows for s in [*row.get("symbols", ()), *row.get("bare", ())] if not s.islower() or s == "c $"
    ]
    letters = [s for row in cents.values() for s in row.get("symbols", ()) if s.islower()]
    names = [f for row in rows for n in [*row["names"], *row.get("bare", ())] if n.islower() for f in _forms(n)]
    before = [s for s in symbols if s != "¢"]
    return (
        re.compile(rf"(?:{_any([*symbols, *letters])}|(?i:{_any(names, spaces=True)}))(?!\w)"),
        re.compile(rf"(?<![A-Za-z])({_any(before)}|sen)[ \u00a0]?$"),
    )


def _any(written: list[str], *, spaces: bool = False) -> str:
    escaped = (re.escape(w) for w in sorted(set(written), key=lambda w: (-len(w), w)))
    return "|".join(e.replace(r"\ ", r"[\s-]").replace(r"\-", r"[\s-]") if spaces else e for e in escaped)
