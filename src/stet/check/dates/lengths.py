"""Rules for lengths of time and what is counted in them: "three hours", "two days ago", "every Monday"."""

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from stet.check import numerals
from stet.check.dates.expression import Expression, Sort, Unit
from stet.check.dates.rules import DIGIT, Rule, amount, before, made, rule
from stet.check.dates.vocabulary import (
    MONTH,
    MONTHS,
    NUMBERS,
    PART,
    PARTS,
    UNIT,
    UNITS,
    WEEKDAY,
    WEEKDAYS,
    either,
    pointing,
)
from stet.check.numerals.numeral import SHORT_SCALES, WORDS

# How many a loose word stands for, as the recognisers of the field read it; `vague` is set for all but one.
_LOOSE: dict[str, int | Fraction] = {
    "a few": 3, "few": 3, "several": 3, "some": 3, "many": 3, "a couple of": 2, "couple of": 2, "a couple": 2,
    "couple": 2, "a number of": 3,
    "a": 1, "an": 1, "another": 1, "a single": 1,
    **{f"{part} {article}": share for article in ("a", "an") for part, share in (
        ("half", Fraction(1, 2)), ("a quarter of", Fraction(1, 4)), ("three quarters of", Fraction(3, 4)))},
    "dozens of": 36, "hundreds of": 300, "thousands of": 3_000, "tens of thousands of": 30_000,
    "hundreds of thousands of": 300_000, "millions of": 3_000_000,
}  # fmt: skip
_LOOSE_WORD = re.compile(rf"(?:{either(_LOOSE)})(?=[\s-](?:of\s)?(?:(?:full|whole|more)\s)?{UNIT}\b)", re.IGNORECASE)
_UNIT_AFTER = re.compile(
    rf"(?:\s?|-|\sof\s|\s(?:full|whole|more|long|straight|consecutive|calendar|working)\s)"
    rf"(?P<unit>{UNIT}|(?<=\d)[hY](?!\w))\b"
    r"(?![-\s](?:olds?\b|of[\s-]age)|/)",
    re.IGNORECASE,
)
_AND_PART = re.compile(r"\sand\s(?:an?\s)?(?P<part>half|quarter)\b", re.IGNORECASE)
_AND = re.compile(r"(?:\s?,\s|\s)(?:and\s)?(?=[\da-z])", re.IGNORECASE)
_DIRECTION = re.compile(
    r"\s(?P<word>ago|earlier|before(?!\s(?:the|a|his|her|their|its|last|this|he|she|they|I|it"
    r"|being)\b)|previously|from\s(?:now|today)|later|hence)\b",
    re.IGNORECASE,
)
_TO = re.compile(r"\s?[-–]\s?(?=\d)|\s(?:to|or)\s(?=[\da-z])", re.IGNORECASE)
_BETWEEN = re.compile(r"\sand\s(?=[\da-z])", re.IGNORECASE)
# Counted from what was told before, not from the text's own date: "two days later".
_IN_THE_TALE = frozenset({"earlier", "before", "previously", "later"})
_SINGLE = frozenset({"a", "an", "another", "a single", "half a"})
_OVER = re.compile(r"\b(?:last|past|next|coming|previous|first|final|following)\s$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """One number with its unit: "two hours", "8-10 years" (`most` is 10)."""

    amount: Fraction
    unit: Unit
    end: int
    loose: bool = False
    most: Fraction | None = None


def counted(text: str, at: int) -> Expression | None:
    """Read "two days", "3h", "one and a half hours", "8-10 years", "two hours and ten minutes", "two days ago"."""
    parts: list[_Part] = []
    follow = at
    while len(parts) < 4 and (part := _part(text, follow)):
        if parts and _ORDER.index(part.unit) <= _ORDER.index(parts[-1].unit):
            break
        parts.append(part)
        gap = _AND.match(text, part.end)
        follow = gap.end() if gap else len(text)
    if not parts:
        return None
    end = parts[-1].end
    length = Expression(
        start=at, end=end, sort=Sort.DURATION, amounts=tuple((p.amount, p.unit) for p in parts), amount=parts[0].amount,
        unit=parts[0].unit, vague=any(p.loose for p in parts), most=parts[0].most if len(parts) == 1 else None,
    )  # fmt: skip
    found = None if _OVER.search(text, max(0, at - 12), at) else _DIRECTION.match(text, end)
    if not found:
        return length
    word = found["word"].lower()
    near = -1 if word in ("ago", "earlier", "before", "previously") else 1
    return replace(length, end=found.end(), sort=Sort.DATE, near=near, exact=True, told=word in _IN_THE_TALE)


_ORDER = list(Unit)


def _part(text: str, at: int) -> _Part | None:
    loose = _LOOSE_WORD.match(text, at)
    return _loose(text, loose) if loose else _numbered(text, at)


def _loose(text: str, found: re.Match[str]) -> _Part | None:
    word = re.sub(r"\s+", " ", found[0].lower())
    unit = _UNIT_AFTER.match(text, found.end())
    kind = UNITS.get(unit["unit"].lower()) if unit else None
    if not unit or not kind or (word in _SINGLE and kind in (Unit.SECOND, Unit.QUARTER)):
        return None
    amount = Fraction(_LOOSE[word])
    return _with_half(text, _Part(amount=amount, unit=kind, end=unit.end(), loose=_LOOSE[word] > 1))


def _numbered(text: str, at: int) -> _Part | None:
    number = numerals.read(text, at)
    if not number or number.kind == "ordinal" or number.vague:
        return None
    link = (_BETWEEN if text[max(0, at - 8) : at].lower() == "between " else _TO).match(text, number.end)
    upper = numerals.read(text, link.end()) if link else None
    if upper and (upper.kind == "ordinal" or upper.value <= number.value):
        upper = None
    unit = _UNIT_AFTER.match(text, upper.end if upper else number.end)
    if not unit:
        return None
    kind = {"h": Unit.HOUR, "Y": Unit.YEAR}.get(unit["unit"]) or UNITS.get(unit["unit"].lower())
    # "the World Cup 2018 day five": a number like a year counts no singular.
    if kind is None or (1900 <= number.value <= 2100 and unit[0] == f" {kind.value}"):
        return None
    return _with_half(text, _Part(amount=number.value, unit=kind, end=unit.end(), most=upper.value if upper else None))


def _with_half(text: str, part: _Part) -> _Part:
    """Add "and a half" said after the unit: "one hour and a half"."""
    found = _AND_PART.match(text, part.end)
    if not found:
        return part
    return replace(part, amount=part.amount + Fraction(1, 2 if found["part"].lower() == "half" else 4), end=found.end())


_GOING_ON = frozenset({
    *WORDS, *SHORT_SCALES, *UNITS,
    *"to or of full whole more long straight consecutive calendar working h y few couple number single".split(),
})  # fmt: skip


def _counted(found: re.Match[str]) -> Expression | None:
    """Read a length where the word after the first number can go on with it or be its unit: most numbers end there."""
    return counted(found.string, found.start()) if found["next"].lower() in _GOING_ON else None


_PER = re.compile(r"\s(?:a|per|each|every)\s(?:day|week|month|year|hour|minute|second|night)\b", re.IGNORECASE)
_TIME = re.compile(r"[’']s?\stime\b", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:was|were|had|took|done|finished|built|first|time|highest|lowest|worst|best|biggest|largest"
    r"|most|only|twice|once|[a-z]{3,}est)\s(?:[\w’']+\s){0,4}$",
    re.IGNORECASE,
)


def _ahead(found: re.Match[str]) -> Expression | None:
    """Read "in two days", "within three weeks" as a moment ahead, unless it says how long something took."""
    inner = counted(found.string, found.end())
    if not inner or inner.sort is not Sort.DURATION or _PER.match(found.string, inner.end):
        return None
    if timed := _TIME.match(found.string, inner.end):
        return replace(inner, end=timed.end(), sort=Sort.DATE, near=1, exact=True)
    if before(found, _DONE, window=40):
        return None
    return replace(
        inner, sort=Sort.DATE, near=1, exact=True, lead=True, bound="within" if found[0].lower()[0] == "w" else ""
    )


_LASTS = re.compile(r"\b(?:will|would|could|can|may|might|should|must|to|not|did|does|do)\s$", re.IGNORECASE)


def _stretch(found: re.Match[str]) -> Expression | None:
    """Read "the past three years", "the next two days" as a stretch up to or from the text's date."""
    if before(found, _LASTS):
        return None  # "will last three weeks"
    inner = counted(found.string, found.end())
    if not inner or inner.sort is not Sort.DURATION:
        return None
    return replace(inner, start=found.start(), sort=Sort.RANGE, near=pointing(found["which"]), exact=True)


def _edge_of(found: re.Match[str]) -> Expression | None:
    """Read "the first few days", "the final two weeks": a length, and which end of something longer it is."""
    inner = counted(found.string, found.end())
    if not inner or inner.sort is not Sort.DURATION:
        return None
    edge = "start" if found["which"].lower() in ("first", "opening") else "end"
    return replace(inner, start=found.start(), edge=edge)


def _further(found: re.Match[str]) -> Expression | None:
    """Read "another 30 days", "a further two weeks": what comes on top is part of what was said."""
    inner = counted(found.string, found.end())
    return replace(inner, start=found.start()) if inner and inner.sort is Sort.DURATION else None


def _whole(found: re.Match[str]) -> Expression | None:
    unit = UNITS[found["unit"].lower()]
    return made(found, sort=Sort.DURATION, amounts=((Fraction(1), unit),), amount=Fraction(1), unit=unit)


_SEVERAL = Fraction(3)


def _recent(found: re.Match[str]) -> Expression | None:
    """Read "recent weeks", "the coming days" as a stretch of unknown length."""
    unit = UNITS[found["unit"].lower()]
    near = -1 if found["which"].lower() in ("recent", "past", "last", "previous") else 1
    return made(
        found,
        sort=Sort.RANGE,
        near=near,
        exact=True,
        amounts=((_SEVERAL, unit),),
        amount=_SEVERAL,
        unit=unit,
        vague=True,
    )


def _some_ago(found: re.Match[str]) -> Expression | None:
    """Read "days later", "decades ago" as a moment at an unknown distance."""
    unit = UNITS[found["unit"].lower()]
    word = found["word"].lower()
    length = made(found, amounts=((_SEVERAL, unit),), amount=_SEVERAL, unit=unit, vague=True, exact=True)
    return replace(length, near=-1 if word in ("ago", "earlier", "before") else 1, told=word in _IN_THE_TALE)


def _many(found: re.Match[str]) -> Expression | None:
    """Read "hours", "for decades", "weeks of": a length without a number."""
    unit = UNITS[found["unit"].lower()]
    return made(found, sort=Sort.DURATION, amounts=((Fraction(2), unit),), unit=unit, vague=True)


# --- repetition -------------------------------------------------------------------------------------------------------

_ADVERBS = {
    "daily": Unit.DAY, "everyday": Unit.DAY, "nightly": Unit.DAY, "weekly": Unit.WEEK, "monthly": Unit.MONTH,
    "quarterly": Unit.QUARTER,
    "yearly": Unit.YEAR, "annually": Unit.YEAR, "hourly": Unit.HOUR, "biweekly": Unit.FORTNIGHT,
    "fortnightly": Unit.FORTNIGHT,
}  # fmt: skip


def _adverb(found: re.Match[str]) -> Expression | None:
    """Read "daily", "weekly"; capitalised inside a sentence they name a newspaper."""
    if found[0] == "Everyday":
        return None
    if (
        found[0][0].isupper()
        and found.start()
        and found.string[found.start() - 1] == " "
        and found.string[found.start() - 2] not in ".!?\n"
    ):
        return None
    return made(found, sort=Sort.SET, unit=_ADVERBS[found[0].lower()], amount=Fraction(1), every=True)


def _every(found: re.Match[str]) -> Expression | None:
    word = found["what"].lower()
    step = (amount(found["n"]) if found["n"] else None) or Fraction(
        2 if found["other"] and found["other"].lower() != "single" else 1
    )
    if word.rstrip("s") in WEEKDAYS:
        return made(found, sort=Sort.SET, weekday=WEEKDAYS[word.rstrip("s")], amount=step, every=True)
    if word in PARTS:
        return made(found, sort=Sort.SET, part=PARTS[word], unit=Unit.DAY, amount=Fraction(1), every=True)
    if word in MONTHS:
        return made(found, sort=Sort.SET, month=MONTHS[word], amount=step, every=True)
    return made(found, sort=Sort.SET, unit=UNITS[word], amount=step, every=True)


def _weekdays(found: re.Match[str]) -> Expression | None:
    part = PARTS.get((found["part"] or "").lower(), "")
    return made(
        found, sort=Sort.SET, weekday=WEEKDAYS[found["weekday"].lower()], part=part, amount=Fraction(1), every=True
    )


def _rate(found: re.Match[str]) -> Expression | None:
    return made(found, sort=Sort.SET, unit=UNITS[found["unit"].lower()], amount=Fraction(1), every=True)


_NUMBER_STARTS = [DIGIT, *NUMBERS, "a", "an", "another", "few", "several", "some", "many", "couple", "half",
                  "dozens", "tens", "hundreds", "thousands", "millions"]  # fmt: skip
_HOW_MANY = either([*NUMBERS, "few", "several", "couple", "half"])
_NUMERALS = either("two three four five six seven eight nine ten twelve".split())

RULES: list[Rule] = [
    rule(_NUMBER_STARTS, r"[a-z]*[^A-Za-z]{1,40}(?P<next>[A-Za-z]+)", _counted),
    rule(["in", "within"],
        rf"(?:with)?in\s(?:about\s|just\s|under\s|less\sthan\s|more\sthan\s|around\s)?(?=\d|"
        rf"(?:{either([*NUMBERS, 'a', 'an', 'several', 'half'])})\b)", _ahead),
    rule(["this", "last", "past", "next", "previous", "coming", "following"],
         r"(?P<which>(?:this\s)?(?:last|past|next|previous|coming|following))\s(?=\d|[a-z]+[\s-])", _stretch),
    rule(["first", "opening", "final", "closing"],
         rf"(?P<which>first|opening|final|closing)\s(?=\d|(?:{_HOW_MANY})\b)", _edge_of),
    rule(["another", "a", "an"],
         rf"(?:another|an?\s(?:further|additional|extra|good))\s(?=\d|(?:{_HOW_MANY})\b)", _further),
    rule(["all", "whole", "entire", "full"],
        r"(?:all|(?<=the\s)whole|(?<=the\s)entire|(?<=a\s)full|(?<=a\s)whole|(?<=an\s)entire)\s"
        r"(?P<unit>day|week|weekend|month|year|night)\b", _whole),
    rule(["every", "each", "any"],
         rf"(?:every|each|any)\s(?:(?P<other>other|second|single)\s)?(?:(?P<n>\d+|{_NUMERALS})\s)?"
         rf"(?P<what>{WEEKDAY}|{MONTH}|{UNIT}|{PART})\b", _every),
    rule(_ADVERBS, f"(?:{either(_ADVERBS)})\\b", _adverb),
    rule(["once", "twice", "one", "three", "four", "several", "many"],
         rf"(?:once|twice|one|three\stimes|four\stimes|several\stimes|many\stimes)\s(?:a|an|per|every"
         rf"|each)\s(?P<unit>{UNIT})\b", _rate),
    rule([f"{w}s" for w in WEEKDAYS if w.endswith("day")],
         rf"(?P<weekday>{WEEKDAY})s(?:\s(?P<part>mornings?|afternoons?|evenings?|nights?))?\b(?![’'])", _weekdays),
    rule(WEEKDAYS, rf"(?P<weekday>{WEEKDAY})\s(?P<part>mornings|afternoons|evenings|nights)\b", _weekdays),
    rule(["recent", "past", "coming", "last", "previous", "next"],
         r"(?P<which>recent|past|coming|last|previous|next)\s(?P<unit>hours|days|weeks|months|years"
         r"|decades)\b", _recent),
    rule(["decades", "centuries", "years", "months", "weeks", "days", "hours", "minutes", "moments"],
         r"(?P<unit>decades|centuries|years|months|weeks|days|hours|minutes)\s(?P<word>ago|later"
         r"|earlier|before(?!\s\w+ing))\b", _some_ago),
    rule(["decades", "centuries", "years", "months", "weeks", "days", "hours", "minutes"],
         r"(?:(?<=for\s)|(?<=over\s)|(?<=after\s)|(?<=took\s)|(?<=in\s)|(?<=take\s)|(?<=takes\s)|(?<=taken\s)|(?<=spent\s)"
         r"|(?<=lasted\s)|(?<=within\s)|(?<=matter\sof\s))(?P<unit>decades|centuries"
         r"|years|months|weeks|days|hours|minutes)\b(?!-)", _many),
]  # fmt: skip
