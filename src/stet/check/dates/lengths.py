"""Rules for lengths of time and what is counted in them: "three hours", "two days ago", "every Monday"."""

import re
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

# How many a loose word stands for, as the recognisers of the field read it; `vague` is set for all but one.
_LOOSE = {
    "a few": 3, "few": 3, "several": 3, "some": 3, "many": 3, "a couple of": 2, "couple of": 2, "a couple": 2,
    "a": 1, "an": 1,
    "another": 1, "a single": 1, "half a": 0, "half an": 0,
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
_OVER = re.compile(r"\b(?:last|past|next|coming|previous|first|final|following)\s$", re.IGNORECASE)


def counted(text: str, at: int) -> Expression | None:
    """Read "two days", "3h", "one and a half hours", "two hours and ten minutes", "two days ago"."""
    amounts: list[tuple[Fraction, Unit]] = []
    end, vague, follow = at, False, at
    while len(amounts) < 4 and (one := _one(text, follow)):
        if amounts and _rank(one[1]) <= _rank(amounts[-1][1]):
            break
        amounts.append((one[0], one[1]))
        end, vague = one[2], vague or one[3]
        gap = _AND.match(text, end)
        follow = gap.end() if gap else len(text)
    if not amounts:
        return None
    fields = {"start": at, "amounts": tuple(amounts), "amount": amounts[0][0], "unit": amounts[0][1], "vague": vague}
    if not _OVER.search(text, max(0, at - 12), at) and (found := _DIRECTION.match(text, end)):
        back = found["word"].lower() in ("ago", "earlier", "before", "previously")
        return Expression(end=found.end(), near=-1 if back else 1, exact=True, **fields)  # type: ignore[arg-type]
    return Expression(end=end, sort=Sort.DURATION, **fields)  # type: ignore[arg-type]


_ORDER = list(Unit)


def _rank(unit: Unit) -> int:
    return _ORDER.index(unit)


def _one(text: str, at: int) -> tuple[Fraction, Unit, int, bool] | None:
    """Read one number with its unit: the amount, the unit, where it ends, and whether the number is loose."""
    loose = _LOOSE_WORD.match(text, at)
    number = None if loose else numerals.read(text, at)
    if not loose and (not number or number.kind == "ordinal" or number.vague):
        return None
    end = loose.end() if loose else number.end if number else at
    unit = _UNIT_AFTER.match(text, end)
    if not unit:
        return None
    kind = {"h": Unit.HOUR, "Y": Unit.YEAR}.get(unit["unit"]) or UNITS[unit["unit"].lower()]
    word = re.sub(r"\s+", " ", loose[0].lower()) if loose else ""
    if word in ("a", "an", "another", "a single", "half a") and kind in (Unit.SECOND, Unit.QUARTER):
        return None
    value = number.value if number else Fraction(_LOOSE[word]) or Fraction(1, 2)
    end = unit.end()
    if part := _AND_PART.match(text, end):
        value, end = value + Fraction(1, 2 if part["part"].lower() == "half" else 4), part.end()
    return value, kind, end, _LOOSE.get(word, 0) > 1


def _counted(found: re.Match[str]) -> Expression | None:
    return counted(found.string, found.start())


_PER = re.compile(r"\s(?:a|per|each|every)\s(?:day|week|month|year|hour|minute|second|night)\b", re.IGNORECASE)
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
    if before(found, _DONE, window=40):
        return None
    return Expression(
        start=found.start(), end=inner.end, near=1, exact=True, amounts=inner.amounts, amount=inner.amount,
        unit=inner.unit,
        vague=inner.vague, bound="within" if found[0].lower().startswith("within") else "",
    )  # fmt: skip


def _stretch(found: re.Match[str]) -> Expression | None:
    """Read "the past three years", "the next two days" as a stretch up to or from the text's date."""
    inner = counted(found.string, found.end())
    if not inner or inner.sort is not Sort.DURATION:
        return None
    return Expression(
        start=found.start(), end=inner.end, sort=Sort.RANGE, near=pointing(found["which"]), exact=True,
        amounts=inner.amounts,
        amount=inner.amount, unit=inner.unit, vague=inner.vague,
    )  # fmt: skip


def _whole(found: re.Match[str]) -> Expression | None:
    unit = UNITS[found["unit"].lower()]
    return made(found, sort=Sort.DURATION, amounts=((Fraction(1), unit),), amount=Fraction(1), unit=unit)


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


_NUMBER_STARTS = [DIGIT, *NUMBERS, "a", "an", "another", "few", "several", "some", "many", "couple", "half"]
_NUMERALS = either("two three four five six seven eight nine ten twelve".split())

RULES: list[Rule] = [
    rule(_NUMBER_STARTS, r"(?=[\da-z½¼¾])", _counted),
    rule(["in", "within"],
        rf"(?:with)?in\s(?:about\s|just\s|under\s|less\sthan\s|more\sthan\s|around\s)?(?=\d|"
        rf"(?:{either([*NUMBERS, 'a', 'an', 'several', 'half'])})\b)", _ahead),
    rule(["this", "last", "past", "next", "previous", "coming", "following"],
         r"(?P<which>(?:this\s)?(?:last|past|next|previous|coming|following))\s(?=\d|[a-z]+[\s-])", _stretch),
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
    rule([f"{w}s" for w in WEEKDAYS],
         rf"(?P<weekday>{WEEKDAY})s(?:\s(?P<part>mornings?|afternoons?|evenings?|nights?))?\b(?![’'])", _weekdays),
    rule(WEEKDAYS, rf"(?P<weekday>{WEEKDAY})\s(?P<part>mornings|afternoons|evenings|nights)\b", _weekdays),
    rule(["decades", "centuries", "years", "months", "weeks", "days", "hours", "minutes"],
         r"(?:(?<=for\s)|(?<=over\s)|(?<=after\s)|(?<=took\s)|(?<=in\s))(?P<unit>decades|centuries"
         r"|years|months|weeks|days|hours|minutes)\b(?!-)", _many),
]  # fmt: skip
