"""Find the figures of a text, in order, each once; what belongs to a date or time is left to dates."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from stet.check import numerals
from stet.check.figures import quantity as quantities
from stet.check.figures.frame import frame
from stet.check.figures.quantity import Measure, Quantity
from stet.news import Fact, Kind, Span

_NUMBER_WORDS = (
    "zero nought naught one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion "
    "trillion lakh crore dozen half quarter first second third fourth fifth sixth seventh eighth ninth tenth eleventh "
    "twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth "
    "fiftieth sixtieth seventieth eightieth ninetieth hundredth thousandth"
).split()
_VAGUE = re.compile(
    r"(?P<tens>tens\sof\s|hundreds\sof\s|dozens\sof\s)?(?P<word>dozens|scores|hundreds|thousands|millions|billions|trillions)\b",
    re.IGNORECASE,
)
_TIMES_WORDS = {
    "twice": Fraction(2), "thrice": Fraction(3), "doubled": Fraction(2), "doubling": Fraction(2), "doubles": Fraction(2),
    "tripled": Fraction(3), "tripling": Fraction(3), "triples": Fraction(3), "trebled": Fraction(3), "quadrupled": Fraction(4),
    "quintupled": Fraction(5), "halved": Fraction(1, 2), "halving": Fraction(1, 2), "twofold": Fraction(2),
    "threefold": Fraction(3), "fourfold": Fraction(4), "fivefold": Fraction(5), "sixfold": Fraction(6), "tenfold": Fraction(10),
}  # fmt: skip
_TRIGGER = re.compile(
    r"(?<![\w])(?:(?P<digit>\d|\.\d|[½⅓⅔¼¾⅕-⅚⅛-⅞])"
    rf"|(?P<article>an?[\s-](?=(?:{'|'.join(_NUMBER_WORDS)})\b))"
    rf"|(?P<word>(?:{'|'.join(sorted(_NUMBER_WORDS, key=len, reverse=True))})\b)"
    r"|(?P<vague>(?:tens|dozens|scores|hundreds|thousands|millions|billions|trillions)\b)"
    rf"|(?P<times>(?:{'|'.join(_TIMES_WORDS)})\b)"
    r"|(?P<percent>per\s?cent\sof\s(?=\d)))",
    re.IGNORECASE,
)
_SIZES = {
    "dozens": 12,
    "scores": 20,
    "hundreds": 100,
    "thousands": 1000,
    "millions": 10**6,
    "billions": 10**9,
    "trillions": 10**12,
}
_PRONOUN_BEFORE = re.compile(
    r"\b(?:this|that|no|any|every|each|some|which|another|the|only|last|next|good|big|new|such|a|loved|number|day|is|was|as|like|not)[\s-]$",
    re.IGNORECASE,
)
_PRONOUN_AFTER = re.compile(
    r"\s(?:another|of|should|must|can|could|would|might|may|has|is|was|that|who|day|thing|knows)\b|[’'.,;:!?)\"”]|-(?:off|time|sided|on)|$",
    re.IGNORECASE,
)
_FRACTION_AFTER = re.compile(
    r"$|[^\w\s-]|\s(?:of|more|less|fewer|higher|lower|off|in|to|from|are|is|were|was|say|said|says|had|have|has|do|did|as|who|and|or|by|on|at|since|between|the|its|that|believe|think|support|would|will|a|an|per|million|billion|cents?)\b",
    re.IGNORECASE,
)
_HALF_BEFORE = re.compile(r"\b(?:first|second|other|better|final|opening|latter|former|later)[\s-]$", re.IGNORECASE)
_IDIOM = re.compile(
    r"(?:first\s(?:of\sall|and\sforemost|lady|name|aid|class|person)|first-(?:class|hand|name|person)|second\s(?:thoughts?|nature)|third\sparty|second-hand)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[\w.-]*(?:https?://|www\.|@)\S*$", re.IGNORECASE)
_RATIO = re.compile(r"\s(?:in|out\sof|over)\s(?=[\da-z])", re.IGNORECASE)
_CONTEST = re.compile(
    r"\b(?:w[io]n\w*|lost|los[ei]\w*|beat\w*|defeat\w*|dr[ae]w\w*|score\w*|vot\w+|lead\w*|led|victory|match|game|final|half|tie[ds]?|set|sets|series|approved|passed|rejected|ruling|ruled|decision|split|margin|aggregate|level\w*)\b",
    re.IGNORECASE,
)
_SIDES = re.compile(
    r"(?P<a>\d{1,3})\s?[-–—]\s?(?P<b>\d{1,3})(?:\s?[-–—]\s?(?P<c>\d{1,3}))?(?![\w%.,/-]*\d|\s?%|\s?per\s?cent|[-–]|\w)"
)
_VOTES = re.compile(
    r"(?P<a>\d[\d,]*)\s(?:votes?\s)?(?:to|against)\s(?P<b>\d[\d,]*)(?=\s?(?:votes?\b|in\sfavou?r|[.,;)]|$))"
)


def figures(text: str, *, taken: Iterable[Span] | None = None) -> list[Fact]:
    """Return the figures of `text` in order. `taken` are spans already read as dates: by default they are looked up.

    Never fails: what cannot be read as a quantity is left out. Cost grows with the length of the text.
    """
    if taken is None:
        from stet.check.dates import spans  # dates stand on numerals, figures on dates

        taken = spans(text)
    return [_fact(text, q) for q in quantities_of(text, taken)]


def quantities_of(text: str, taken: Iterable[Span]) -> Iterator[Quantity]:
    """Yield the quantities outside `taken`, left to right, never overlapping."""
    blocked = _Blocked(taken)
    done = 0
    for trigger in _TRIGGER.finditer(text):
        at = trigger.start()
        if at < done or blocked.at(at):
            continue
        found = _at(text, at, trigger)
        if not found or found.end <= at:
            done = max(done, _run_end(text, at) if trigger["digit"] else at)
            continue
        if found.start < done:
            found = replace(found, start=at)
        if blocked.any(found.start, found.end):
            found = _cut(text, found, at, blocked)
            if found is None:
                continue
        done = found.end
        yield found


class _Blocked:
    """Spans that are taken, for quick questions in ascending order."""

    def __init__(self, taken: Iterable[Span]) -> None:
        self.spans = sorted(taken)
        self.starts = [s.start for s in self.spans]

    def at(self, at: int) -> bool:
        i = bisect_right(self.starts, at) - 1
        return i >= 0 and self.spans[i].end > at

    def any(self, start: int, end: int) -> bool:
        i = bisect_right(self.starts, end - 1) - 1
        return i >= 0 and self.spans[i].end > start


def _cut(text: str, found: Quantity, at: int, blocked: _Blocked) -> Quantity | None:
    """Read again up to the date that follows: "between 3 and 5 July" leaves the 3 alone."""
    limit = next((s.start for s in blocked.spans if s.start > at), len(text))
    again = quantities.read(text[:limit], at) if limit > at else None
    return again if again and not blocked.any(again.start, again.end) else None


def _run_end(text: str, at: int) -> int:
    run = re.compile(r"[\d.,]+").match(text, at)
    return run.end() if run else at + 1


def _fact(text: str, quantity: Quantity) -> Fact:
    span = Span(start=quantity.start, end=quantity.end)
    return Fact(kind=Kind.FIGURE, span=span, text=span.of(text), value=quantity.value, frame=frame(text, quantity))


def _at(text: str, at: int, trigger: re.Match[str]) -> Quantity | None:
    if trigger["digit"]:
        return _digits(text, at)
    if trigger["vague"]:
        return _vague(text, at)
    if trigger["times"]:
        return _multiple(text, at, trigger["times"])
    if trigger["percent"]:
        number = quantities.read(text, trigger.end())
        return replace(number, start=at, measure=Measure.PERCENT) if number else None
    return _words(text, at)


def _digits(text: str, at: int) -> Quantity | None:
    before = text[max(0, at - 60) : at]
    if re.search(r"[A-Za-z]-$", before) and not re.search(
        r"\b(?:mid|pre|post|non|a|an|under|over|sub|plus|to)-$", before, re.IGNORECASE
    ):
        return None
    if _ADDRESS.search(before) or (re.search(r"\d[.,:]$", before)):
        return None
    if sides := _sides(text, at):
        return sides
    found = quantities.read(text, at)
    return _ratio(text, found) if found else None


def _sides(text: str, at: int) -> Quantity | None:
    """Read "3-1", "52-48" or "220 to 215" as a score or vote, where a range makes no sense or a contest is spoken of."""
    found = _SIDES.match(text, at) or _VOTES.match(text, at)
    if not found:
        return None
    sides = tuple(int(s.replace(",", "")) for s in found.groups() if s)
    around = text[max(0, at - 60) : at] + " " + text[found.end() : found.end() + 40]
    rising = len(sides) == 2 and sides[0] < sides[1]
    if (rising or found.re is _VOTES) and not _CONTEST.search(around):
        return None
    if text[at - 1 : at] in {*"$€£¥-–"} and at:
        return None
    low, high = Fraction(min(sides[:2])), Fraction(max(sides[:2]))
    return Quantity(start=at, end=found.end(), measure=Measure.SCORE, low=low, high=high, step=Fraction(1), sides=sides)


def _ratio(text: str, first: Quantity) -> Quantity:
    """Read "one in three", "9 out of 10"."""
    link = _RATIO.match(text, first.end)
    if not link or first.measure is not Measure.COUNT or first.low != first.high or first.low <= 0:
        return first
    other = numerals.read(text, link.end())
    if not other or other.kind != "cardinal" or other.step != 1 or other.value == 0:
        return first
    word = link[0].strip().lower()
    if word == "in" and (first.low >= other.value or other.value >= 1900 or first.low.denominator != 1):
        return first
    if word == "over" and not re.match(r"\s*(?:[.,;!?]|$)", text[other.end : other.end + 3]):
        return first
    value = first.low / other.value
    return replace(
        first, end=other.end, measure=Measure.RATIO, low=value, high=value, step=Fraction(1, int(other.value))
    )


def _vague(text: str, at: int) -> Quantity | None:
    found = _VAGUE.match(text, at)
    if not found:
        return None
    size = _SIZES[found["word"].lower()]
    tens = (found["tens"] or "").lower()[:3]
    size *= {"ten": 10, "hun": 100, "doz": 12}.get(tens, 1)
    return Quantity(
        start=at, end=found.end(), measure=Measure.COUNT, low=Fraction(size), high=Fraction(size), step=Fraction(size),
        form="words", vague=True,
    )  # fmt: skip


def _multiple(text: str, at: int, word: str) -> Quantity:
    value = _TIMES_WORDS[word.lower()]
    return Quantity(
        start=at, end=at + len(word), measure=Measure.MULTIPLE, low=value, high=value, step=Fraction(1), form="words"
    )


def _words(text: str, at: int) -> Quantity | None:
    if _IDIOM.match(text, at) or _is_pronoun(text, at):
        return None
    found = quantities.read(text, at)
    if found is None:
        return None
    first_word = text[at : at + 7].lower()
    if found.measure is Measure.FRACTION:
        return _fraction(text, at, found)
    if (
        found.measure is Measure.ORDINAL
        and text[at : found.end].lower() == "first"
        and re.search(r"\bat\s$", text[max(0, at - 3) : at], re.IGNORECASE)
    ):
        return None
    if (
        first_word.startswith(("quarter", "hundred", "thousan", "million", "billion", "trillio"))
        and found.measure is Measure.FRACTION
    ):
        return None
    return _ratio(text, found)


def _is_pronoun(text: str, at: int) -> bool:
    """Say whether "one" stands for somebody or something rather than counting."""
    if text[at : at + 3].lower() != "one" or text[at + 3 : at + 4].isalpha():
        return False
    if re.compile(
        r"\s(?:in|out\sof|over)\s(?:\d|[a-z]+)|[\s-]+(?:hundred|thousand|million|billion|trillion|half|third|quarter|and\sa)\b",
        re.IGNORECASE,
    ).match(text, at + 3):
        return bool(re.search(r"\b(?:this|that|no|every|each)\s$", text[max(0, at - 7) : at], re.IGNORECASE))
    return bool(_PRONOUN_BEFORE.search(text[max(0, at - 12) : at]) or _PRONOUN_AFTER.match(text, at + 3))


def _fraction(text: str, at: int, found: Quantity) -> Quantity | None:
    words = text[at : found.end].lower()
    if found.low > 1:
        return found
    if words in ("half", "a half", "quarter") and _HALF_BEFORE.search(text[max(0, at - 10) : at]):
        return None
    if words == "quarter":
        return None
    if words == "half" and not re.match(
        r"\s(?:of|the|its|their|his|her|our|a|an|that|this|all|as|were|was|are|is|have|had|said|say)\b|[.,;]|$|\s?-?(?:million|billion)",
        text[found.end : found.end + 12],
        re.IGNORECASE,
    ):
        return None
    if (
        re.fullmatch(r"(?:a|an)[\s-]\w+(?:-\w+)?", words)
        and "half" not in words
        and not _FRACTION_AFTER.match(text, found.end)
    ):
        number = found.low.denominator
        return replace(
            found,
            start=at + words.index(" ") + 1 if " " in words else at,
            measure=Measure.ORDINAL,
            low=Fraction(number),
            high=Fraction(number),
            step=Fraction(1),
        )
    return found
