"""How two figures stand to each other: the same, the same under a named rule, or different, and in what.

Pure: only the JSON values and the qualifiers of their frames are looked at. What is measured is for the caller to
align; this module speaks of amounts. Rules are named so that a reader can look them up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from stet.check import units

Value = Mapping[str, Any]
Bounds = tuple[Fraction, Fraction]

# Within what share of the source's figure a loose word still holds. "About" in news copy is seldom used for more than a
# tenth; converted units are rounded to two digits, at most a fortieth off ("30 miles", "48 km"); "more than 60" is said
# of 64, hardly of 90.
_ABOUT = Fraction(1, 10)
_CONVERTED = Fraction(1, 40)
_BOUND = Fraction(1, 4)
_SHARE_ROUNDED = Fraction(1, 2)  # percentage points between "two-thirds" and "67 %"

_SHARES = frozenset({"percent", "fraction", "ratio"})
_FLOORS, _CEILINGS = frozenset({"at least", "more than"}), frozenset({"at most", "less than", "up to"})
_LOOSE, _FIRM = frozenset({"about", "nearly"}), frozenset({"", "exactly"})
_NEVER_ROUNDED = frozenset({"ordinal", "age", "score", "label", "fraction", "ratio", "multiple"})


class Relation(StrEnum):
    """The closed set of answers."""

    SAME = "same"
    EQUIVALENT = "equivalent"
    QUALIFIER_DIFFERS = "qualifier differs"
    FINER = "finer"
    COARSER = "coarser"
    UNIT_DIFFERS = "unit differs"
    CURRENCY_DIFFERS = "currency differs"
    MEASURE_DIFFERS = "measure differs"
    VALUE_DIFFERS = "value differs"
    AMBIGUOUS = "ambiguous"

    @property
    def agrees(self) -> bool:
        """Say whether the claim may stand on the source."""
        return self in {Relation.SAME, Relation.EQUIVALENT, Relation.COARSER}

    @property
    def differs(self) -> bool:
        """Say whether the two cannot both be true of one thing."""
        return self in {
            Relation.UNIT_DIFFERS,
            Relation.CURRENCY_DIFFERS,
            Relation.MEASURE_DIFFERS,
            Relation.VALUE_DIFFERS,
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """The relation of a claimed figure to a source's, the rule that gave it, and a phrase for a reader."""

    relation: Relation
    rule: str
    phrase: str


def compare(claim: Value, source: Value, *, qualifier: str = "", source_qualifier: str = "") -> Comparison:
    """Say how the claimed figure stands to the source's figure.

    `claim` and `source` are the JSON values of two figures, `qualifier` and `source_qualifier` the closed values of
    their frames' slot. The order matters: "about 7" may be said of 7.04, not 7.04 of "about 7".
    """
    if problem := _kinds(claim, source):
        return problem
    if "sides" in claim or "sides" in source:
        return _sides(claim, source)
    if bool(claim.get("vague")) != bool(source.get("vague")):
        return _sizes(claim, source)
    ours, theirs = _amounts(claim, source)
    if ours == theirs:
        return _qualified(claim, source, qualifier, source_qualifier)
    return _near(claim, source, ours, theirs, qualifier, source_qualifier)


def said(value: Value) -> str:
    """Write the amount of a figure for a reader: "1,200,000", "5 to 7"."""
    low, high = value["low"], value["high"]
    return f"{low:,}" if high is None or low == high else f"{low:,} to {high:,}"


def _answer(relation: Relation, rule: str, phrase: str) -> Comparison:
    return Comparison(relation=relation, rule=rule, phrase=phrase)


def _differ(claim: Value, source: Value, rule: str = "value") -> Comparison:
    return _answer(Relation.VALUE_DIFFERS, rule, f"{said(claim)}, where the source has {said(source)}")


# --- kinds of figure --------------------------------------------------------------------------------------------------


def _kinds(claim: Value, source: Value) -> Comparison | None:
    a, b = claim["measure"], source["measure"]
    if a == b == "money":
        return _currencies(claim, source)
    if a == b == "measure" and claim["dimension"] != source["dimension"]:
        return _units(claim, source)
    if a == b and a in ("age", "label") and claim.get("unit") != source.get("unit"):
        return _units(claim, source)
    if a == b or {a, b} <= _SHARES or {a, b} == {"count", "age"}:
        return None
    phrase = f"{_sort(claim)}, where the source has {_sort(source)}"
    return _answer(Relation.MEASURE_DIFFERS, "measure", phrase)


_SORTS = {
    "count": "a plain number",
    "money": "an amount of money",
    "percent": "a percentage",
    "points": "percentage points",
    "age": "an age",
    "ordinal": "a rank",
    "fraction": "a share",
    "multiple": "a multiple",
    "ratio": "a share",
    "score": "a score",
    "label": "a number that names",
}


def _sort(value: Value) -> str:
    return _SORTS.get(value["measure"]) or f"an amount in {value.get('unit', 'units')}s"


def _currencies(claim: Value, source: Value) -> Comparison | None:
    if claim["currency"] == source["currency"]:
        return None
    family = str(claim["unit"]).lower().split()[-1] == str(source["unit"]).lower().split()[-1]
    if family and (claim.get("currency_open") or source.get("currency_open")):
        phrase = f"{claim['unit']}, where the source may mean {source['unit']}"
        return _answer(Relation.AMBIGUOUS, "currency not named", phrase)
    return _answer(Relation.CURRENCY_DIFFERS, "currency", f"{claim['unit']}, where the source has {source['unit']}")


def _units(claim: Value, source: Value) -> Comparison:
    return _answer(Relation.UNIT_DIFFERS, "unit", f"{claim.get('unit')}, where the source has {source.get('unit')}")


def _sides(claim: Value, source: Value) -> Comparison:
    ours, theirs = list(claim.get("sides", ())), list(source.get("sides", ()))
    if ours == theirs:
        return _answer(Relation.SAME, "same figure", "the same score")
    if sorted(ours) == sorted(theirs):
        return _answer(Relation.AMBIGUOUS, "score turned round", "the same score the other way round")
    return _answer(Relation.VALUE_DIFFERS, "score", f"{_dashed(ours)}, where the source has {_dashed(theirs)}")


def _dashed(sides: list[int]) -> str:
    return "-".join(map(str, sides)) or "no score"


def _sizes(claim: Value, source: Value) -> Comparison:
    """Compare "dozens" with a number: from twice the size up to a hundred times it."""
    size, number = (
        (_bounds(claim)[0], _bounds(source)[0]) if claim.get("vague") else (_bounds(source)[0], _bounds(claim)[0])
    )
    if not size <= number < size * 100:
        return _differ(claim, source, "round number")
    if claim.get("vague"):
        return _answer(Relation.COARSER, "round number", "a round number for the source's figure")
    return _answer(Relation.FINER, "round number", "an exact figure, where the source has a round one")


# --- amounts ----------------------------------------------------------------------------------------------------------


def _exact(number: float | None) -> Fraction:
    """Return a JSON number as it was written: 0.1 is a tenth, 0.6666666666666666 two thirds."""
    if isinstance(number, float):
        return Fraction(str(number)).limit_denominator(10**6)
    return Fraction(number or 0)


def _bounds(value: Value) -> Bounds:
    low = _exact(value["low"])
    return low, (low if value["high"] is None else _exact(value["high"]))


def _amounts(claim: Value, source: Value) -> tuple[Bounds, Bounds]:
    """Return both amounts in one unit: shares in percent, measures of two units in their base."""
    ours, theirs = _bounds(claim), _bounds(source)
    if claim["measure"] != source["measure"] and {claim["measure"], source["measure"]} <= _SHARES:
        return _percent(ours, claim), _percent(theirs, source)
    if _converted(claim, source):
        return _in_base(ours, claim), _in_base(theirs, source)
    return ours, theirs


def _percent(bounds: Bounds, value: Value) -> Bounds:
    factor = 1 if value["measure"] == "percent" else 100
    return bounds[0] * factor, bounds[1] * factor


def _converted(claim: Value, source: Value) -> bool:
    return bool(claim["measure"] == source["measure"] == "measure" and claim["unit"] != source["unit"])


def _in_base(bounds: Bounds, value: Value) -> Bounds:
    unit = units.unit_named(value["unit"])
    return (unit.to_base(bounds[0]), unit.to_base(bounds[1])) if unit else bounds


# --- the same amount --------------------------------------------------------------------------------------------------


def _qualified(claim: Value, source: Value, ours: str, theirs: str) -> Comparison:
    """Compare the qualifiers of two figures with the same amount."""
    if ours == theirs or (not ours and theirs == "exactly"):
        return _same(claim, source)
    if ours == "exactly" and not theirs:
        return _answer(Relation.EQUIVALENT, "exactly", "the source gives the figure without a qualifier")
    if theirs in _FIRM and ours in _LOOSE | {"at least", "at most", "up to"}:
        return _answer(Relation.COARSER, "looser qualifier", f"“{ours}”, where the source gives the figure itself")
    phrase = f"“{ours}”, which the source does not say" if ours else f"the source says “{theirs}”"
    if ours and theirs:
        phrase = f"“{ours}” where the source says “{theirs}”"
    return _answer(Relation.QUALIFIER_DIFFERS, "qualifier", phrase)


def _same(claim: Value, source: Value) -> Comparison:
    if claim["measure"] != source["measure"] and "age" not in (claim["measure"], source["measure"]):
        return _answer(Relation.EQUIVALENT, "share", "the same share in other words")
    if _converted(claim, source):
        return _answer(Relation.EQUIVALENT, "unit conversion", f"the same amount in {claim['unit']}s")
    if claim.get("form") != source.get("form") or claim.get("scale") != source.get("scale"):
        return _answer(Relation.EQUIVALENT, "number written differently", "the same number, written differently")
    return _answer(Relation.SAME, "same figure", "the same figure")


# --- other amounts ----------------------------------------------------------------------------------------------------


def _near(claim: Value, source: Value, ours: Bounds, theirs: Bounds, said_as: str, source_as: str) -> Comparison:
    """Compare amounts that are not equal: ranges, bounds, conversion, rounding, loose words."""
    if found := _ranges(ours, theirs):
        return found
    if source_as in _FIRM | _LOOSE and _bounded(ours[0], theirs, said_as):
        return _answer(Relation.COARSER, "bound", f"“{said_as}” holds for the source's figure")
    if _converted(claim, source) and _within(ours[0], theirs[0], _CONVERTED):
        return _answer(Relation.EQUIVALENT, "unit conversion, rounded", f"the same amount in {claim['unit']}s, rounded")
    if claim["measure"] != source["measure"] and abs(ours[0] - theirs[0]) <= _SHARE_ROUNDED:
        return _answer(Relation.COARSER, "share, rounded", "the same share, rounded")
    if _rounds(claim, source, ours, theirs):
        return _answer(Relation.COARSER, "rounding", "the source's figure, rounded")
    if said_as in _LOOSE and ours[0] == ours[1] and _within(ours[0], theirs[0], _ABOUT):
        return _loosely(ours[0], theirs[0], said_as)
    if _converted(claim, source) and claim["low"] == source["low"]:
        return _units(claim, source)
    return _differ(claim, source)


def _ranges(ours: Bounds, theirs: Bounds) -> Comparison | None:
    if ours[0] <= theirs[0] and theirs[1] <= ours[1] and ours[0] < ours[1]:
        return _answer(Relation.COARSER, "inside the range", "a range that holds the source's figure")
    if theirs[0] <= ours[0] and ours[1] <= theirs[1] and theirs[0] < theirs[1]:
        return _answer(Relation.FINER, "inside the range", "one value out of the source's range")
    return None


def _bounded(ours: Fraction, theirs: Bounds, qualifier: str) -> bool:
    holds = (qualifier in _FLOORS and ours < theirs[0]) or (qualifier in _CEILINGS and ours > theirs[1])
    return holds and _within(ours, theirs[0], _BOUND)


def _loosely(ours: Fraction, theirs: Fraction, qualifier: str) -> Comparison:
    if qualifier == "nearly" and theirs > ours:
        return _answer(Relation.VALUE_DIFFERS, "nearly", "“nearly”, but the source's figure is higher")
    return _answer(Relation.COARSER, "about", f"“{qualifier}” is near the source's figure")


def _rounds(claim: Value, source: Value, ours: Bounds, theirs: Bounds) -> bool:
    """Say whether the claim is the source's figure rounded to the claim's own last digit, and really coarser."""
    if claim["measure"] != source["measure"] or claim["measure"] in _NEVER_ROUNDED or _converted(claim, source):
        return False
    step, finer = _exact(claim["step"]), _exact(source["step"])
    return finer < step and ours[0] == ours[1] and theirs[0] == theirs[1] and abs(ours[0] - theirs[0]) * 2 <= step


def _within(a: Fraction, b: Fraction, share: Fraction) -> bool:
    return abs(a - b) <= share * abs(b)
