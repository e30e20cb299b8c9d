"""What a figure is about: qualifier, direction, role, and what is measured, by light rules on the words around it.

The rules look at most 100 characters to each side and never past the end of the sentence. They need no tagger, so that
they hold on any machine; a slot that they are unsure of stays empty.
"""

import re
from typing import Any

from stet.check.figures.quantity import Measure, Quantity

_LEFT, _RIGHT = 100, 100

_QUALIFIERS_BEFORE = (
    ("at most", r"at\s(?:the\s)?most|(?:no|not)\smore\sthan|a\smaximum\sof|maximum|≤"),
    ("at least", r"at\s(?:the\svery\s)?least|(?:no|not)\s(?:fewer|less)\sthan|a\sminimum\sof|minimum|≥"),
    ("exactly", r"exactly|precisely"),
    ("up to", r"up\sto|as\s(?:many|much|high|far)\sas"),
    ("more than", r"(?:slightly\s|just\s|far\s|well\s)?(?:more|greater|higher|larger)\sthan|over|above|in\sexcess\sof"
                  r"|upwards?\sof|north\sof|exceed(?:s|ed|ing)?|topp(?:ed|ing)|surpass(?:ed|es|ing)|(?<!\S)>"),
    ("less than", r"(?:less|fewer|lower|smaller)\sthan|under|below|(?<!\S)<"),
    ("nearly", r"nearly|almost|just\s(?:under|short\sof|below|shy\sof)|close\sto|approaching|not\squite"),
    ("about", r"about|around|approximately|approx\.?|roughly|some|an?\sestimated|estimated|circa|(?<!\w)c\.|~|≈"
              r"|in\sthe\sregion\sof|something\slike|or\sso|a\sreported"),
)  # fmt: skip
_BEFORE = re.compile(
    r"(?:^|(?<=[\s(“\"~≈≥≤<>—–-]))(?:"
    + "|".join(f"(?P<q{i}>{words})" for i, (_, words) in enumerate(_QUALIFIERS_BEFORE))
    + r")\s?(?:a\s|an\s|the\s|another\s)?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s?(?:(?P<least>\+|or\s(?:more|higher|above|over|greater)\b|and\s(?:over|above|up)\b|at\sleast\b|plus\b)"
    r"|(?P<most>or\s(?:less|fewer|lower|below|under)\b|at\smost\b)|(?P<about>or\sso\b|or\sthereabouts\b))",
    re.IGNORECASE,
)

_UP = (
    r"r(?:ose|isen|ise|ises|ising)|increas\w+|grew|grown?|grows|growing|growth|gain(?:s|ed|ing)?|climb(?:s|ed|ing)?|jump(?:s|ed|ing)?"
    r"|surg(?:e|es|ed|ing)|soar(?:s|ed|ing)?|up|higher|rall(?:y|ied|ies)|add(?:s|ed|ing)|advanc(?:e|es|ed|ing)|rais(?:e|es|ed|ing)|spik(?:e|es|ed|ing)"
    r"|hik(?:e|es|ed|ing)|rebound(?:s|ed|ing)?|swell(?:s|ed|ing)?|expand(?:s|ed|ing)?|accelerat(?:e|es|ed|ing)|doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)"
    r"|quadrupl(?:e|es|ed|ing)|widen(?:s|ed|ing)?|more"
)
_DOWN = (
    r"f(?:ell|all|alls|allen|alling)|drop(?:s|ped|ping)?|declin\w+|decreas\w+|los(?:s|t|e|es|ing)|sank|sunk|sink(?:s|ing)?|slump(?:s|ed|ing)?"
    r"|plung(?:e|es|ed|ing)|tumbl(?:e|es|ed|ing)|slip(?:s|ped|ping)?|slid(?:e|es|ing)?|shrank|shrunk|shrink(?:s|ing)?|down|lower(?:ed|s|ing)?|cut(?:s|ting)?|reduc\w+"
    r"|contract(?:s|ed|ion|ing)|dip(?:s|ped|ping)?|plummet(?:s|ed|ing)?|halv(?:e|es|ed|ing)|shed(?:s|ding)?|eas(?:e|es|ed|ing)|retreat(?:s|ed|ing)?|narrow(?:s|ed|ing)?"
    r"|slash(?:es|ed|ing)?|less|fewer"
)
_FLAT = r"unchanged|steady|flat|held|hold(?:s|ing)?|remain(?:s|ed|ing)?|stay(?:s|ed|ing)?"
_CHANGE = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<flat>{_FLAT}))\b", re.IGNORECASE)
_COMPARING = re.compile(
    r"\b(?:more|less|fewer|lower|higher)\s+than\s*$|\bup\s+to\s*$|\b(?:no|not)\s+(?:more|less|fewer)\b", re.IGNORECASE
)
_CHANGE_AFTER = re.compile(
    rf"[\s-]{{1,2}}(?:(?:[a-z]+-on-[a-z]+|annual|quarterly|monthly|overall|sharp|pay|price|rate|percent)\s)?"
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b(?!\s+than\s+(?:a|one)\s(?:hundred|thousand|million))",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?P<role>by|to|from|at|of)\s(?:(?:a|an|the|its|about|around|nearly|almost|some|just|over|under|up)\s|(?:more|less|fewer)\sthan\s|at\s(?:least|most)\s){0,2}$",
    re.IGNORECASE,
)

_WORD = re.compile(r"(?P<gap>[\s-]{1,2}|\s?/\s?)(?P<word>[^\W\d_](?:[\w’'.&-]*\w)?)")
_SKIP = frozenset(
    "more other additional further new of the a an all these those its their his her our your such same".split()
)
_STOP = frozenset(
    """in on at by to from for with as and or but that which who whom whose than when while after before since until
    during over under between among into out off up down is are was were be been being has have had will would may might
    can could should must do does did not said says say told it he she they we you i this there where if because so
    per each about around against through within without across near toward towards amid despite via because although
    ago later earlier old yesterday today tomorrow monday tuesday wednesday thursday friday saturday sunday""".split()
)
_PARTICIPLES = frozenset(
    """killed injured wounded dead died missing arrested displaced evacuated rescued hurt hospitalised hospitalized
    infected detained charged convicted sentenced elected released freed captured abducted kidnapped trapped stranded
    destroyed damaged burned burnt closed lost sold built vaccinated tested confirmed recovered suspended fired jailed
    executed shot stabbed drowned starved deported homeless unemployed""".split()
)
_ACTION = re.compile(
    r"(?:\s[a-z’'-]+){0,3}?\s(?:(?:were|was|are|is|been|have\sbeen|had\sbeen|has\sbeen|being|be)\s(?:also\s|reportedly\s|believed\s)?)"
    r"(?P<participle>[a-z]+(?:ed|en|wn|ne|ung|ught|ead|urt|ing|hot|ost|uilt|old|ut))\b"
    r"|(?:\s[a-z’'-]+){0,2}?\s(?P<verb>died|drowned|perished|fled|voted|survived|gathered|attended|marched|protested)\b"
)
_SUBJECT = re.compile(
    r"(?P<phrase>(?:[^\W\d_][\w’'-]*\s+){0,4}[^\W\d_][\w’'-]*)\s*(?:(?:has|have|had|was|were|is|are|also|sharply|slightly|will|would)\s+){0,2}$"
)


def frame(text: str, quantity: Quantity) -> dict[str, Any]:
    """Return the frame of one figure: only the slots that the words around it fill."""
    start, end = _sentence(text, quantity)
    left, right = text[start : quantity.start], text[quantity.end : end]
    slots: dict[str, Any] = {}
    if word := qualifier(left, right):
        slots["qualifier"] = word
    if quantity.measure is not Measure.AGE:
        slots |= _change(left, right, start, quantity)
    if quantity.measure is not Measure.SCORE and (about := _measured(text, quantity, end, slots, start)):
        slots["measured"] = about
    if quantity.measure in (Measure.COUNT, Measure.FRACTION, Measure.PERCENT) and (
        act := _ACTION.match(text, quantity.end, end)
    ):
        slots["action"] = _slot(text, *act.span("participle" if act["participle"] else "verb"))
    slots.pop("_verb", None)
    if quantity.unit:
        slots["unit"] = quantity.unit.name
    return slots


def qualifier(left: str, right: str) -> str:
    """Return the qualifier that the words before or after a figure give it, or nothing."""
    if found := _BEFORE.search(left[-45:]):
        return next(name for i, (name, _) in enumerate(_QUALIFIERS_BEFORE) if found[f"q{i}"])
    if found := _AFTER.match(right):
        return "at least" if found["least"] else "at most" if found["most"] else "about"
    return ""


def _sentence(text: str, quantity: Quantity) -> tuple[int, int]:
    left = max(0, quantity.start - _LEFT)
    stop = max((m.end() for m in re.finditer(r"[.!?;]\s+|\n", text[left : quantity.start])), default=0)
    right = re.search(r"[.!?;](?:\s|$)|\n", text[quantity.end : quantity.end + _RIGHT])
    return left + stop, quantity.end + (right.start() if right else min(_RIGHT, len(text) - quantity.end))


def _change(left: str, right: str, start: int, quantity: Quantity) -> dict[str, Any]:
    """Find the word of change nearest to the figure, and whether the figure is the step, the new or the old level."""
    slots: dict[str, Any] = {}
    role = _ROLE.search(left[-40:])
    if role and role["role"].lower() in ("by", "to", "from"):
        slots["role"] = role["role"].lower()
    if after := _CHANGE_AFTER.match(right):
        return slots | {"direction": "up" if after["up"] else "down", "role": slots.get("role", "by")}
    nearest = None
    for found in _CHANGE.finditer(left[-60:]):
        if not _COMPARING.search(left[-60:][: found.end() + 6].rstrip() + " ") and not left[-60:][
            found.end() :
        ].lstrip().startswith("than"):
            nearest = found
    if nearest and not re.search(r"[;:—]|,\s(?:but|and|while|with)\b", left[-60:][nearest.end() :]):
        slots["direction"] = "up" if nearest["up"] else "down" if nearest["down"] else "flat"
        slots["_verb"] = start + len(left[:-60] if len(left) > 60 else "") + nearest.start()
    return slots


def _measured(text: str, quantity: Quantity, end: int, slots: dict[str, Any], start: int) -> dict[str, Any] | None:
    if after := _noun_after(text, quantity.end, end):
        return after
    if "_verb" in slots and (subject := _SUBJECT.search(text, start, slots["_verb"])):
        return _subject(text, subject)
    return None


def _noun_after(text: str, at: int, end: int) -> dict[str, Any] | None:
    """Return the noun phrase that follows, without leading "of the" and the like: "people", "mobile homes"."""
    first = last = None
    for _ in range(6):
        word = _WORD.match(text, at, end)
        if not word:
            break
        lower = word["word"].lower()
        if first is None and lower in _SKIP:
            at = word.end()
            continue
        if lower in _STOP or (_CHANGE.fullmatch(lower) and first is None):
            break
        if first is not None and (lower in _PARTICIPLES or lower.endswith("ly") or lower in _SKIP):
            break
        first = word.start("word") if first is None else first
        last, at = word.end(), word.end()
        if lower in _PARTICIPLES:
            break
    return _slot(text, first, last) if first is not None and last is not None else None


def _subject(text: str, found: re.Match[str]) -> dict[str, Any] | None:
    words = list(re.finditer(r"[^\W\d_][\w’'-]*", found["phrase"]))
    kept = [w for w in words if w[0].lower() not in _SKIP]
    for i in range(len(kept) - 1, -1, -1):
        if kept[i][0].lower() in _STOP:
            kept = kept[i + 1 :]
            break
    if not kept:
        return None
    return _slot(text, found.start("phrase") + kept[0].start(), found.start("phrase") + kept[-1].end())


def _slot(text: str, start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "text": text[start:end]}
