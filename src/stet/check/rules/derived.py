"""A figure that follows from what a source says: a sum, the step between two levels, its share, how often.

"Three were killed in Ostra and four in Velm" carries "seven were killed"; "from $5 billion to $6 billion" carries "rose
$1 billion" and "rose 20 percent"; "in 2011 and 2015" carries "twice". Only one sentence's figures are reckoned with, or
for a sum those of two in a row that tell of the same happening, all of one kind together and never a choice among
them: of many figures, some two always make the third.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from stet.check.alignment import Weigh, align, fit, within
from stet.check.evidence import Passage
from stet.check.rules.dates import years
from stet.check.rules.figures import CARRIES, DENIES, qualifier
from stet.check.verdicts import Ruling, Stance
from stet.check.wording import AGREE, Sort, Word, relation
from stet.engines import thesaurus
from stet.news import Fact

_MOST = 4  # parts of a sum: longer lists in one sentence are seldom parts of one whole

Figures = Sequence[tuple[Passage, Sequence[Fact]]]


def rule(
    copy: Fact, sentence: Sequence[Word], passages: Figures, weigh: Weigh, rulings: Sequence[Ruling]
) -> list[Ruling]:
    """Return `rulings` with those sources that do not carry the figure itself, but what it follows from, set right."""
    carried = {r.source.id for r in rulings if r.stance is Stance.CARRIES}
    followed: dict[str, Ruling] = {}
    for passage, facts in passages:
        name = passage.source.id
        if name not in carried and name not in followed and (found := _follows(copy, sentence, passage, facts, weigh)):
            followed[name] = found
    for (passage, facts), (_, more) in _in_a_row(passages):
        name = passage.source.id
        if name not in carried and name not in followed and (parts := _told_in_two(copy, facts, more)):
            followed[name] = _ruling(copy, "sum", parts, passage, CARRIES)
    return [*(r for r in rulings if r.source.id not in followed), *followed.values()]


def _follows(
    copy: Fact, sentence: Sequence[Word], passage: Passage, facts: Sequence[Fact], weigh: Weigh
) -> Ruling | None:
    if qualifier(copy):
        return None  # "at least seven" was counted by somebody else
    if (often := _often(copy, passage)) and (alike := _share(sentence, passage, weigh)) >= DENIES:
        return _ruling(copy, "counted", often, passage, alike)
    stepped = _step(copy, facts)
    if stepped:
        name, parts, bar = *stepped, CARRIES
    else:
        name, parts, bar = "sum", _parts(copy, passage, facts), DENIES
    if not parts:
        return None
    at = within(sentence, copy.span.start, copy.span.end)
    alike = max(fit(sentence, at, passage.words, within(passage.words, p.span.start, p.span.end), weigh) for p in parts)
    if alike < bar:
        return None
    return _ruling(copy, name, [part.text for part in parts], passage, alike)


def _ruling(copy: Fact, name: str, parts: Sequence[str], passage: Passage, alike: float) -> Ruling:
    said = " and ".join(f"“{part}”" for part in parts)
    return Ruling(
        stance=Stance.CARRIES,
        rule=name,
        reason=f"It follows from the source's {said} ({name}).",
        source=passage.source,
        span=passage.span,
        fit=alike,
        says=said,
        answer=f"{copy.value.get('low')} {copy.value.get('high')} {copy.value.get('measure')}",
    )


# --- a step between two levels ----------------------------------------------------------------------------------------


def _step(copy: Fact, facts: Sequence[Fact]) -> tuple[str, list[Fact]] | None:
    """Return the two levels whose difference, or its share of the first, the copy's rise or fall is."""
    way = copy.frame.get("direction")
    if way not in {"up", "down"} or copy.frame.get("role") in {"to", "from"} or not (levels := _levels(facts)):
        return None
    before, after, parts = levels
    step = after - before
    if (step > 0) is not (way == "up") or any(part.frame.get("direction") not in {way, None} for part in parts):
        return None
    amount = _low(copy)
    if copy.value["measure"] == "percent" and before > 0:
        return ("percentage", parts) if abs(abs(step) / before * 100 - amount) <= _rounding(copy) else None
    return ("difference", parts) if _same_kind(copy, parts[0]) and abs(step) == amount else None


def _levels(facts: Sequence[Fact]) -> tuple[Fraction, Fraction, list[Fact]] | None:
    """Return from where to where a sentence says that something went; None where it tells of several things."""
    first = [f for f in facts if f.frame.get("role") == "from"]
    last = [f for f in facts if f.frame.get("role") == "to"]
    if len(first) != 1 or len(last) > 1:
        return None
    if last:
        return (_low(first[0]), _low(last[0]), [first[0], last[0]]) if _same_kind(first[0], last[0]) else None
    low, high = _low(first[0]), Fraction(str(first[0].value.get("high") or 0))
    way = first[0].frame.get("direction")
    if low >= high or way not in {"up", "down"}:
        return None
    return (low, high, first) if way == "up" else (high, low, first)


def _rounding(copy: Fact) -> Fraction:
    return Fraction(str(copy.value.get("step") or 0)) / 2


# --- how often --------------------------------------------------------------------------------------------------------

_TIMES = re.compile(r"(?:twice|\w+ times)", re.IGNORECASE)


def _often(copy: Fact, passage: Passage) -> list[str]:
    """Return the years that a passage gives, where there are as many of them as the copy says times."""
    if not _TIMES.fullmatch(copy.text) or copy.value.get("measure") not in {"count", "multiple"}:
        return []
    told = sorted(years(passage.words))
    return told if len(told) == _low(copy) > 1 else []


def _share(sentence: Sequence[Word], passage: Passage, weigh: Weigh) -> float:
    return align(sentence, passage.words, weigh).cover


# --- a sum ------------------------------------------------------------------------------------------------------------


def _parts(copy: Fact, passage: Passage, facts: Sequence[Fact]) -> list[Fact]:
    """Return the figures that count what the copy counts, where they make its figure together."""
    counted = _slot(copy, "measured")
    if copy.value.get("measure") != "count" or not counted:
        return []
    named = [f for f in facts if _same_kind(copy, f) and _alike(counted, _slot(f, "measured"))]
    bare = [f for f in facts if _same_kind(copy, f) and _counts_nothing_else(f, passage)]
    parts = sorted({f.span.start: f for f in (*named, *bare)}.values(), key=lambda f: f.span.start)
    done, does = _slot(copy, "action"), [_slot(f, "action") for f in parts]
    if not named or not 2 <= len(parts) <= _MOST or any(done and told and not _alike(done, told) for told in does):
        return []
    exact = all(not qualifier(f) and not f.value.get("vague") and f.value["low"] == f.value["high"] for f in parts)
    return parts if exact and sum(map(_low, parts)) == _low(copy) else []


def _in_a_row(passages: Figures) -> Iterator[tuple[tuple[Passage, Sequence[Fact]], tuple[Passage, Sequence[Fact]]]]:
    """Yield each two of the passages that follow one another in their source."""
    for one, two in pairwise(sorted(passages, key=lambda pair: pair[0].number)):
        if one[0].source is two[0].source and two[0].number == one[0].number + 1:
            yield one, two


def _told_in_two(copy: Fact, first: Sequence[Fact], second: Sequence[Fact]) -> list[str]:
    """Return the two figures of two sentences that make the copy's together.

    Each must be alone of its kind, count what the copy counts, and have the same done to it: the second sentence may as
    well begin the count anew.
    """
    parts = [f for facts in (first, second) for f in _own(copy, facts)]
    if copy.value.get("measure") != "count" or qualifier(copy) or len(parts) != 2:
        return []
    for slot in ("measured", "action"):
        if not all(_alike(_slot(copy, slot), _slot(part, slot)) for part in parts):
            return []
    exact = not any(qualifier(part) for part in parts)
    return [part.text for part in parts] if exact and sum(map(_low, parts)) == _low(copy) else []


def _own(copy: Fact, facts: Sequence[Fact]) -> list[Fact]:
    """Return the one figure of a sentence that is of the copy's kind; none where there are several."""
    found = [fact for fact in facts if _same_kind(copy, fact) and not fact.value.get("vague")]
    return found if len(found) == 1 else []


def _counts_nothing_else(part: Fact, passage: Passage) -> bool:
    """Say whether no noun follows: "four in Velm" counts what was counted before."""
    at = within(passage.words, part.span.start, part.span.end)
    after = passage.words[at[1]] if at[1] < len(passage.words) else None
    return not _slot(part, "measured") and (after is None or after.sort is not Sort.CONTENT)


def _alike(one: str, other: str) -> bool:
    return bool(one and other) and relation(one, other) in AGREE


def _slot(fact: Fact, name: str) -> str:
    slot = fact.frame.get(name)
    return thesaurus.base(str(slot.get("text", "")).split()[-1].lower()) if isinstance(slot, dict) else ""


def _same_kind(one: Fact, other: Fact) -> bool:
    return all(one.value.get(key) == other.value.get(key) for key in ("measure", "currency", "dimension", "unit"))


def _low(fact: Fact) -> Fraction:
    return Fraction(str(fact.value.get("low") or 0))
