"""How two figures stand to each other: the same, the same under a named rule, or different, and in what.

Pure: only the JSON values (and, where given, the qualifiers of the frames) are looked at. What is measured is for the
caller to align; this module speaks of amounts. Rules are named so that a reader can look them up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from stet.check import units


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


# A source's figure lends itself to a rounded claim: "about 7" of 7.04, "2 million" of 1.98 million. Conversions between
# units are rounded by newsrooms to two or three digits: 30 miles are "48 km" and also "about 50 km".
_ABOUT = Fraction(1, 10)
_NEARLY = Fraction(1, 10)
_CONVERTED = Fraction(1, 40)


def compare(
    claim: Mapping[str, Any], source: Mapping[str, Any], *, qualifier: str = "", source_qualifier: str = ""
) -> Comparison:
    """Say how the claimed figure stands to the source's figure.

    `claim` and `source` are the JSON values of two figures, `qualifier` and `source_qualifier` the closed values of
    their frames' slot. The order matters: "about 7" may be said of 7.04, not 7.04 of "about 7".
    """
    if problem := _kinds(claim, source):
        return problem
    ours, theirs, converted = _amounts(claim, source)
    if "sides" in claim and "sides" in source:
        return _sides(claim, source)
    if ours == theirs:
        return _qualified(claim, source, qualifier, source_qualifier)
    return _near(claim, source, ours, theirs, qualifier, source_qualifier, converted)


def _answer(relation: Relation, rule: str, phrase: str) -> Comparison:
    return Comparison(relation=relation, rule=rule, phrase=phrase)


# --- kinds ------------------------------------------------------------------------------------------------------------

_SHARES = {"percent", "fraction", "ratio"}


def _kinds(claim: Mapping[str, Any], source: Mapping[str, Any]) -> Comparison | None:
    a, b = claim["measure"], source["measure"]
    if a == b == "money":
        return _currencies(claim, source)
    if a == b == "measure" and claim["unit"] != source["unit"] and claim["dimension"] != source["dimension"]:
        return _unit_problem(claim, source)
    if a == b == "age" and claim.get("unit") != source.get("unit"):
        return _unit_problem(claim, source)
    if a == b or {a, b} <= _SHARES:
        return None
    if {a, b} <= {"fraction", "count", "multiple"} and "fraction" not in {a, b} - {"multiple", "count"}:
        return _answer(Relation.MEASURE_DIFFERS, "measure", f"{_sort(claim)}, where the source has {_sort(source)}")
    if {a, b} == {"count", "age"}:
        return None
    return _answer(Relation.MEASURE_DIFFERS, "measure", f"{_sort(claim)}, where the source has {_sort(source)}")


def _sort(value: Mapping[str, Any]) -> str:
    return {
        "count": "a plain number",
        "money": "an amount of money",
        "percent": "a percentage",
        "points": "percentage points",
        "measure": f"an amount in {value.get('unit', 'units')}",
        "age": "an age",
        "ordinal": "a rank",
        "fraction": "a share",
        "multiple": "a multiple",
        "ratio": "a share",
        "score": "a score",
    }[value["measure"]]


def _currencies(claim: Mapping[str, Any], source: Mapping[str, Any]) -> Comparison | None:
    a, b = claim["currency"], source["currency"]
    if a == b:
        return None
    if _family(claim) == _family(source) and (claim.get("currency_open") or source.get("currency_open")):
        said = f"{claim['unit']}, where the source may mean {source['unit']}"
        return _answer(Relation.AMBIGUOUS, "currency not named", said)
    return _answer(Relation.CURRENCY_DIFFERS, "currency", f"{claim['unit']}, where the source has {source['unit']}")


def _family(value: Mapping[str, Any]) -> str:
    return str(value["unit"]).lower().split()[-1]


def _unit_problem(claim: Mapping[str, Any], source: Mapping[str, Any]) -> Comparison:
    return _answer(Relation.UNIT_DIFFERS, "unit", f"{claim.get('unit')}, where the source has {source.get('unit')}")


# --- amounts ----------------------------------------------------------------------------------------------------------

type_amounts = tuple[Fraction, Fraction]


def _exact(number: float | None) -> Fraction:
    return (
        Fraction(0)
        if number is None
        else Fraction(str(number)).limit_denominator(10**6)
        if isinstance(number, float)
        else Fraction(number)
    )


def _bounds(value: Mapping[str, Any]) -> tuple[Fraction, Fraction]:
    low = _exact(value["low"])
    return low, (low if value["high"] is None else _exact(value["high"]))


def _amounts(
    claim: Mapping[str, Any], source: Mapping[str, Any]
) -> tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction], bool]:
    ours, theirs = _bounds(claim), _bounds(source)
    if claim["measure"] != source["measure"] and {claim["measure"], source["measure"]} <= _SHARES:
        return _share(ours, claim), _share(theirs, source), True
    if claim["measure"] == "measure" and claim["unit"] != source["unit"]:
        a, b = units.unit_named(claim["unit"]), units.unit_named(source["unit"])
        if a and b:
            return (a.to_base(ours[0]), a.to_base(ours[1])), (b.to_base(theirs[0]), b.to_base(theirs[1])), True
    return ours, theirs, False


def _share(bounds: tuple[Fraction, Fraction], value: Mapping[str, Any]) -> tuple[Fraction, Fraction]:
    factor = 1 if value["measure"] == "percent" else 100
    return bounds[0] * factor, bounds[1] * factor


def _sides(claim: Mapping[str, Any], source: Mapping[str, Any]) -> Comparison:
    a, b = list(claim["sides"]), list(source["sides"])
    if a == b:
        return _answer(Relation.SAME, "same figure", "the same score")
    if sorted(a) == sorted(b):
        return _answer(Relation.AMBIGUOUS, "score turned round", "the same score the other way round")
    return _answer(Relation.VALUE_DIFFERS, "score", f"{_dash(a)}, where the source has {_dash(b)}")


def _dash(sides: list[int]) -> str:
    return "-".join(map(str, sides))


# --- qualifiers -------------------------------------------------------------------------------------------------------

_FLOORS, _CEILINGS = {"at least", "more than"}, {"at most", "less than", "up to"}
_LOOSE = {"about", "nearly"}
_FIRM = {"", "exactly"}


def _qualified(claim: Mapping[str, Any], source: Mapping[str, Any], ours: str, theirs: str) -> Comparison:
    """Compare the qualifiers of two figures with the same amount."""
    if bool(claim.get("vague")) != bool(source.get("vague")):
        return _vague(claim)
    said = "" if ours == "over" else ours
    if (
        ours == theirs
        or ({ours, theirs} <= _FIRM and "exactly" not in (ours,))
        or ({ours, theirs} == {"", "exactly"} and not ours)
    ):
        return _same(claim, source)
    if ours == "exactly" and not theirs:
        return _answer(Relation.EQUIVALENT, "exactly", "the source gives the figure without a qualifier")
    if theirs in _FIRM and said in _LOOSE | {"at least", "at most", "up to"}:
        phrase = f"“{said}”, where the source gives the figure itself"
        return _answer(Relation.COARSER, "looser qualifier", phrase)
    return _answer(
        Relation.QUALIFIER_DIFFERS,
        "qualifier",
        f"“{ours}” where the source says “{theirs}”" if ours and theirs
        else f"“{ours}”, which the source does not say" if ours else f"the source says “{theirs}”",
    )  # fmt: skip


def _vague(claim: Mapping[str, Any]) -> Comparison:
    if claim.get("vague"):
        return _answer(Relation.COARSER, "round number", "a round number for the source's figure")
    return _answer(Relation.FINER, "round number", "an exact figure, where the source has a round one")


def _same(claim: Mapping[str, Any], source: Mapping[str, Any]) -> Comparison:
    if claim["measure"] != source["measure"]:
        return _answer(Relation.EQUIVALENT, "share", "the same share in other words")
    if claim.get("unit") != source.get("unit") and claim["measure"] == "measure":
        return _answer(Relation.EQUIVALENT, "unit conversion", f"the same amount in {claim['unit']}s")
    if claim.get("form") != source.get("form") or claim.get("scale") != source.get("scale"):
        return _answer(Relation.EQUIVALENT, "number written differently", "the same number, written differently")
    return _answer(Relation.SAME, "same figure", "the same figure")


# --- near -------------------------------------------------------------------------------------------------------------


def _near(
    claim: Mapping[str, Any], source: Mapping[str, Any], ours: tuple[Fraction, Fraction], theirs: tuple[Fraction,
    Fraction],
    qualifier: str, source_qualifier: str, converted: bool,
) -> Comparison:  # fmt: skip
    """Compare amounts that are not equal: rounding, bounds, ranges, conversion."""
    if claim.get("vague") or source.get("vague"):
        return _round(claim, source, ours, theirs)
    if ours[0] <= theirs[0] and theirs[1] <= ours[1] and ours[0] < ours[1]:
        return _answer(Relation.COARSER, "inside the range", "a range that holds the source's figure")
    if theirs[0] <= ours[0] and ours[1] <= theirs[1] and theirs[0] < theirs[1]:
        return _answer(Relation.FINER, "inside the range", "one value out of the source's range")
    if source_qualifier in _FIRM | _LOOSE and (bound := _bounded(ours[0], theirs, qualifier)):
        return bound
    if converted and claim["measure"] == "measure" and _within(ours[0], theirs[0], _CONVERTED):
        return _answer(Relation.EQUIVALENT, "unit conversion, rounded", f"the same amount in {claim['unit']}s, rounded")
    if _rounds(claim, source, ours, theirs):
        return _answer(Relation.COARSER, "rounding", "the source's figure, rounded")
    if qualifier in _LOOSE and _within(ours[0], theirs[0], _ABOUT) and ours[0] == ours[1]:
        return _loose(ours[0], theirs[0], qualifier)
    if converted and claim["measure"] == "measure" and claim["low"] == source["low"]:
        return _unit_problem(claim, source)
    return _answer(Relation.VALUE_DIFFERS, "value", f"{said(claim)}, where the source has {said(source)}")


def said(value: Mapping[str, Any]) -> str:
    """Write the amount of a figure for a reader: "1,200,000", "5 to 7", "about a third" is its own words' affair."""
    low, high = value["low"], value["high"]
    return f"{low:,}" if high is None or low == high else f"{low:,} to {high:,}"


def _bounded(ours: Fraction, theirs: tuple[Fraction, Fraction], qualifier: str) -> Comparison | None:
    holds = (qualifier in _FLOORS and ours < theirs[0]) or (qualifier in _CEILINGS and ours > theirs[1])
    if holds and _within(ours, theirs[0], Fraction(1, 4)):
        return _answer(Relation.COARSER, "bound", f"“{qualifier}” holds for the source's figure")
    return None


def _loose(ours: Fraction, theirs: Fraction, qualifier: str) -> Comparison:
    if qualifier == "nearly" and theirs > ours:
        return _answer(Relation.VALUE_DIFFERS, "nearly", "“nearly”, but the source's figure is higher")
    return _answer(Relation.COARSER, "about", f"“{qualifier}” is near the source's figure")


def _rounds(
    claim: Mapping[str, Any],
    source: Mapping[str, Any],
    ours: tuple[Fraction, Fraction],
    theirs: tuple[Fraction, Fraction],
) -> bool:
    """Say whether the claim is the source's figure rounded to the claim's own last digit, and really coarser."""
    if claim["measure"] != source["measure"] or claim["measure"] in ("ordinal", "age", "score") or ours[0] != ours[1]:
        return False
    step, finer = _exact(claim["step"]), _exact(source["step"])
    if claim["measure"] == "count" and step == 1 and finer == 1:
        return False
    return finer < step and abs(ours[0] - theirs[0]) * 2 <= step and theirs[0] == theirs[1]


def _round(
    claim: Mapping[str, Any],
    source: Mapping[str, Any],
    ours: tuple[Fraction, Fraction],
    theirs: tuple[Fraction, Fraction],
) -> Comparison:
    if claim.get("vague") and not source.get("vague"):
        if ours[0] * 2 <= theirs[0] < ours[0] * 100:
            return _vague(claim)
        return _answer(Relation.VALUE_DIFFERS, "round number", "a round number that does not fit the source's figure")
    if source.get("vague") and not claim.get("vague") and theirs[0] <= ours[0] < theirs[0] * 100:
        return _vague(claim)
    return _answer(Relation.VALUE_DIFFERS, "value", f"{said(claim)}, where the source has {said(source)}")


def _within(a: Fraction, b: Fraction, share: Fraction) -> bool:
    return abs(a - b) <= share * abs(b)
