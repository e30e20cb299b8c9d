"""How two dates stand to each other: the same day under other words, one holding the other, or different.

Pure: only the JSON values are looked at, each resolved from its own text's date.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


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


def compare(claim: Mapping[str, Any], source: Mapping[str, Any]) -> Comparison:
    """Say how the claimed date stands to the source's: "in March" may be said of 4 March, not the other way round."""
    a, b = _sort(claim), _sort(source)
    if a != b:
        return _answer(Relation.TYPE_DIFFERS, "type", f"{_ARTICLE[a]}, where the source has {_ARTICLE[b]}")
    if claim.get("bound", "") != source.get("bound", ""):
        return _bounds(claim, source)
    if claim["value"] == source["value"]:
        if claim.get("edge", "") != source.get("edge", ""):
            return _edges(claim, source)
        return _same(claim, source)
    if a in ("duration", "set"):
        return _lengths(claim, source)
    return _placed(claim, source)


def _answer(relation: Relation, rule: str, phrase: str) -> Comparison:
    return Comparison(relation=relation, rule=rule, phrase=phrase)


_ARTICLE = {"moment": "a date", "duration": "a length of time", "set": "a repetition", "clock": "a time of day"}


def _sort(value: Mapping[str, Any]) -> str:
    if value["type"] in ("duration", "set"):
        return str(value["type"])
    return "clock" if str(value["value"]).startswith("T") else "moment"


def _same(claim: Mapping[str, Any], source: Mapping[str, Any]) -> Comparison:
    if claim["timex"] == source["timex"]:
        return _answer(Relation.SAME, "same date", "the same time")
    return _answer(Relation.EQUIVALENT, "resolved from the text's date", f"both are {claim['value']}")


def _lengths(claim: Mapping[str, Any], source: Mapping[str, Any]) -> Comparison:
    a, b = claim.get("seconds"), source.get("seconds")
    if a is not None and a == b:
        return _answer(Relation.EQUIVALENT, "same length", "the same length of time")
    if claim.get("vague") or source.get("vague"):
        return _answer(Relation.AMBIGUOUS, "vague length", "a vague length of time")
    return _differ(claim, source, "length" if claim["type"] == "duration" else "repetition")


def _differ(claim: Mapping[str, Any], source: Mapping[str, Any], rule: str) -> Comparison:
    return _answer(Relation.DIFFERS, rule, f"{claim['value']}, where the source has {source['value']}")


def _bounds(claim: Mapping[str, Any], source: Mapping[str, Any]) -> Comparison:
    """Compare "before 1 May" with "on 1 May", "since March" with "in March"."""
    a, b = claim.get("bound", ""), source.get("bound", "")
    if claim["value"] != source["value"] and not _meet(claim, source):
        return _differ(claim, source, "value")
    loose = {"since", "until", ""}
    if {a, b} <= loose:
        return _answer(Relation.OVERLAPS, "bound", f"“{a or 'on'}”, where the source says “{b or 'on'}”")
    return _answer(Relation.DIFFERS, "bound", f"“{a or 'on'}”, where the source says “{b or 'on'}”")


def _edges(claim: Mapping[str, Any], source: Mapping[str, Any]) -> Comparison:
    a, b = claim.get("edge", ""), source.get("edge", "")
    if not a:
        return _answer(Relation.COARSER, "part of the period", f"the period whose {b} the source names")
    if not b:
        return _answer(Relation.FINER, "part of the period", f"the {a} of the period, which the source does not say")
    return _differ(claim, source, "part of the period")


def _placed(claim: Mapping[str, Any], source: Mapping[str, Any]) -> Comparison:
    if _readings(claim) & _readings(source) and (claim.get("ambiguous") or source.get("ambiguous")):
        return _answer(
            Relation.AMBIGUOUS, "day and month may change places", f"{claim['value']} may be read as {source['value']}"
        )
    if not _span(claim) or not _span(source):
        return _open(claim, source)
    (a0, a1), (b0, b1) = _span(claim), _span(source)  # type: ignore[misc]
    if (a0, a1) == (b0, b1):
        return _same({**claim, "timex": "a"}, {**source, "timex": "b"})
    if a0 <= b0 and b1 <= a1:
        return _answer(Relation.COARSER, "less exact", f"{claim['value']} holds {source['value']}")
    if b0 <= a0 and a1 <= b1:
        return _answer(Relation.FINER, "more exact", f"{claim['value']} is more exact than {source['value']}")
    if a0 < b1 and b0 < a1:
        return _answer(Relation.OVERLAPS, "overlapping periods", f"{claim['value']} and {source['value']} overlap")
    if _others(claim) & {str(source["value"])} or _others(source) & {str(claim["value"])}:
        return _answer(
            Relation.AMBIGUOUS, "another reading", f"{claim['value']}, which may also be read as {source['value']}"
        )
    return _differ(claim, source, "value")


def _open(claim: Mapping[str, Any], source: Mapping[str, Any]) -> Comparison:
    """Compare dates of which one is not resolved: what both say must agree, place by place."""
    a, b = re.split(r"[-T]", str(claim["timex"])), re.split(r"[-T]", str(source["timex"]))
    if len(a) == len(b) and all(x == y or x.startswith("X") or y.startswith("X") for x, y in zip(a, b, strict=True)):
        return _answer(Relation.AMBIGUOUS, "not resolved", f"{claim['value']} may be {source['value']}")
    if (_WEEKDAY in str(claim["timex"])) != (_WEEKDAY in str(source["timex"])):
        return _answer(Relation.AMBIGUOUS, "not resolved", f"{claim['value']} may be {source['value']}")
    return _differ(claim, source, "value")


_WEEKDAY = "WXX"


def _meet(claim: Mapping[str, Any], source: Mapping[str, Any]) -> bool:
    a, b = _loose(claim), _loose(source)
    return a[0] <= b[1] and b[0] <= a[1]


def _loose(value: Mapping[str, Any]) -> tuple[str, str]:
    return str(value.get("start", "")), str(value.get("end", "9999-12-31"))


def _span(value: Mapping[str, Any]) -> tuple[str, str] | None:
    start, end = value.get("start"), value.get("end")
    if start is None and end is None:
        return None
    return _full(str(start or "0000-00-00")), _full(str(end or "9999-12-31"))


def _full(written: str) -> str:
    return written if "T" in written else f"{written}T00:00:00"


def _others(value: Mapping[str, Any]) -> set[str]:
    return {str(o["value"]) for o in value.get("others", ())}


def _readings(value: Mapping[str, Any]) -> set[str]:
    return {str(value["value"])} | _others(value)
