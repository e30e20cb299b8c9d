"""How two dates stand to each other: the same day under other words, one holding the other, or different.

Pure: only the JSON values are looked at, each resolved from its own text's date, and the qualifiers of their frames.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

Value = Mapping[str, Any]

# "About three hours" holds a tenth to either side; "more than three hours" up to a half more.
_ABOUT, _BOUND = 0.1, 0.5
_FLOORS, _CEILINGS = frozenset({"at least", "more than"}), frozenset({"at most", "less than", "up to"})
_CLOCKED = frozenset({"hour", "minute"})  # "3pm" and "15:00" are one time
_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)$")


class Relation(StrEnum):
    """The closed set of answers."""

    SAME = "same"
    EQUIVALENT = "equivalent"
    COARSER = "coarser"
    FINER = "finer"
    OVERLAPS = "overlaps"
    AMBIGUOUS = "ambiguous"
    TYPE_DIFFERS = "type differs"
    DIFFERS = "differs"

    @property
    def agrees(self) -> bool:
        """Say whether the claim may stand on the source."""
        return self in {Relation.SAME, Relation.EQUIVALENT, Relation.COARSER}

    @property
    def differs(self) -> bool:
        """Say whether the two cannot both be true of one thing."""
        return self is Relation.DIFFERS


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """The relation of a claimed date to a source's, the rule that gave it, and a phrase for a reader."""

    relation: Relation
    rule: str
    phrase: str


def compare(claim: Value, source: Value, *, qualifier: str = "", source_qualifier: str = "") -> Comparison:
    """Say how the claimed date stands to the source's: "in March" may be said of 4 March, not the other way round."""
    a, b = _sort(claim), _sort(source)
    if a != b:
        return _answer(Relation.TYPE_DIFFERS, "type", f"{_ARTICLE[a]}, where the source has {_ARTICLE[b]}")
    if claim.get("bound", "") != source.get("bound", ""):
        return _bounds(claim, source)
    if bool(claim.get("ambiguous")) != bool(source.get("ambiguous")) and _readings(claim) & _readings(source):
        phrase = f"{claim['value']} may be read as {source['value']}"
        return _answer(Relation.AMBIGUOUS, "day and month may change places", phrase)
    if bool(claim.get("vague")) != bool(source.get("vague")) and a == "duration":
        return _vague(claim, source)
    if claim["value"] == source["value"]:
        return _same_value(claim, source, qualifier, source_qualifier)
    if a in ("duration", "set"):
        return _lengths(claim, source, qualifier)
    return _placed(claim, source)


def _answer(relation: Relation, rule: str, phrase: str) -> Comparison:
    return Comparison(relation=relation, rule=rule, phrase=phrase)


def _differ(claim: Value, source: Value, rule: str) -> Comparison:
    return _answer(Relation.DIFFERS, rule, f"{claim['value']}, where the source has {source['value']}")


_ARTICLE = {
    "moment": "a date",
    "duration": "a length of time",
    "set": "a repetition",
    "clock": "a time of day",
}


def _sort(value: Value) -> str:
    if value["type"] in ("duration", "set"):
        return str(value["type"])
    return "clock" if str(value["value"]).startswith("T") else "moment"


# --- the same value ---------------------------------------------------------------------------------------------------


def _same_value(claim: Value, source: Value, ours: str, theirs: str) -> Comparison:
    a, b = claim.get("edge", ""), source.get("edge", "")
    if a != b:
        return _edges(claim, source, a, b)
    if claim["type"] == "duration" and ours != theirs and ours not in ("about", "nearly"):
        return _answer(
            Relation.OVERLAPS, "qualifier", f"“{ours or 'exactly'}”, where the source says “{theirs or 'exactly'}”"
        )
    if claim["timex"] == source["timex"]:
        return _answer(Relation.SAME, "same date", "the same time")
    return _answer(Relation.EQUIVALENT, "resolved from the text's date", f"both are {claim['value']}")


def _edges(claim: Value, source: Value, a: str, b: str) -> Comparison:
    if not a:
        return _answer(Relation.COARSER, "part of the period", f"the period whose {b} the source names")
    if not b:
        return _answer(Relation.FINER, "part of the period", f"the {a} of the period, which the source does not say")
    return _answer(Relation.DIFFERS, "part of the period", f"the {a}, where the source has the {b}")


# --- lengths and bounds -----------------------------------------------------------------------------------------------


def _vague(claim: Value, source: Value) -> Comparison:
    """Compare "several hours" with a number of hours: from half to four times what the loose word is read as."""
    loose, exact = (claim, source) if claim.get("vague") else (source, claim)
    if not loose["seconds"] / 2 <= exact["seconds"] <= loose["seconds"] * 4:
        return _differ(claim, source, "length")
    if claim.get("vague"):
        return _answer(Relation.COARSER, "loose length", "a loose word for the source's length")
    return _answer(Relation.FINER, "loose length", "an exact length, where the source has a loose word")


def _lengths(claim: Value, source: Value, qualifier: str) -> Comparison:
    a, b = claim.get("seconds"), source.get("seconds")
    if a is None or b is None:
        return _differ(claim, source, "repetition")
    upper, most = claim.get("most_seconds", a), source.get("most_seconds", b)
    if (a, upper) == (b, most):
        return _answer(Relation.EQUIVALENT, "same length", "the same length of time")
    if a <= b and most <= upper:
        return _answer(Relation.COARSER, "inside the range", "a range that holds the source's length")
    if b <= a and upper <= most:
        return _answer(Relation.FINER, "inside the range", "one length out of the source's range")
    if qualifier in ("about", "nearly") and abs(a - b) <= _ABOUT * b:
        return _answer(Relation.COARSER, "about", f"“{qualifier}” is near the source's length")
    held = (qualifier in _FLOORS and a < b) or (qualifier in _CEILINGS and a > b)
    if held and abs(a - b) <= _BOUND * b:
        return _answer(Relation.COARSER, "bound", f"“{qualifier}” holds for the source's length")
    return _differ(claim, source, "length")


def _bounds(claim: Value, source: Value) -> Comparison:
    """Compare "before 1 May" with "on 1 May", "since March" with "in March"."""
    a, b = claim.get("bound", ""), source.get("bound", "")
    if claim["value"] != source["value"] and not _meet(claim, source):
        return _differ(claim, source, "value")
    phrase = f"“{a or 'on'}”, where the source says “{b or 'on'}”"
    loose = {a, b} <= {"since", "until", "within", ""}
    return _answer(Relation.OVERLAPS if loose else Relation.DIFFERS, "bound", phrase)


def _meet(claim: Value, source: Value) -> bool:
    ours, theirs = _span(claim), _span(source)
    return not ours or not theirs or (ours[0] <= theirs[1] and theirs[0] <= ours[1])


# --- places on the calendar -------------------------------------------------------------------------------------------


def _placed(claim: Value, source: Value) -> Comparison:
    ours, theirs = _span(claim), _span(source)
    if not ours or not theirs:
        return _open(claim, source)
    if ours == theirs or (ours[0] == theirs[0] and {claim["granularity"], source["granularity"]} <= _CLOCKED):
        return _answer(Relation.EQUIVALENT, "same period", f"{claim['value']} is {source['value']}")
    if ours[0] <= theirs[0] and theirs[1] <= ours[1]:
        return _answer(Relation.COARSER, "less exact", f"{claim['value']} holds {source['value']}")
    if theirs[0] <= ours[0] and ours[1] <= theirs[1]:
        return _answer(Relation.FINER, "more exact", f"{claim['value']} is more exact than {source['value']}")
    if ours[0] < theirs[1] and theirs[0] < ours[1]:
        return _answer(Relation.OVERLAPS, "overlapping periods", f"{claim['value']} and {source['value']} overlap")
    if str(source["value"]) in _readings(claim) or str(claim["value"]) in _readings(source):
        phrase = f"{claim['value']}, which may also be read as {source['value']}"
        return _answer(Relation.AMBIGUOUS, "another reading", phrase)
    return _differ(claim, source, "value")


def _open(claim: Value, source: Value) -> Comparison:
    """Compare dates of which one is not resolved: what both say must agree, place by place."""
    told = [str(value["timex"]).startswith("P") for value in (claim, source)]  # "two days later": from what was told
    if any(told):
        return _differ(claim, source, "step") if all(told) else _unresolved(claim, source)
    weekdays = _weekday(claim), _weekday(source)
    if all(weekdays):
        if weekdays[0] != weekdays[1]:
            return _differ(claim, source, "weekday")
        return _unresolved(claim, source)
    a, b = (re.split(r"[-T:]", str(value["timex"])) for value in (claim, source))
    shared = list(zip(a, b, strict=False))
    if any(x != y and not x.startswith(("X", "W")) and not y.startswith(("X", "W")) for x, y in shared):
        return _differ(claim, source, "value")
    return _unresolved(claim, source)


def _unresolved(claim: Value, source: Value) -> Comparison:
    return _answer(Relation.AMBIGUOUS, "not resolved", f"{claim['value']} may be {source['value']}")


def _weekday(value: Value) -> int:
    """Return the day of the week that a date names or falls on, or 0."""
    if named := _WEEKDAY.match(str(value["timex"])):
        return int(named[1])
    try:
        day = _DAY.match(str(value["value"]))
        return date(int(day[1]), int(day[2]), int(day[3])).isoweekday() if day else 0
    except ValueError:
        return 0


def _span(value: Value) -> tuple[str, str] | None:
    start, end = value.get("start"), value.get("end")
    if start is None and end is None:
        return None
    return _full(str(start or "0000-00-00")), _full(str(end or "9999-12-31"))


def _full(written: str) -> str:
    return written if "T" in written or ":" in written else f"{written}T00:00:00"


def _readings(value: Value) -> set[str]:
    return {str(value["value"]), *(str(other["value"]) for other in value.get("others", ()))}
