"""Numbers that count nothing: parts of names ("COVID-19"), labels ("Article 5"), idioms, and "one" as a pronoun."""

import re
from dataclasses import replace

from stet.check.figures.quantity import Measure, Quantity

_JOINED = re.compile(r"[A-Za-z]-$")
_FREE_JOINS = re.compile(r"\b(?:mid|pre|post|non|a|an|under|over|sub|plus|to|top)-$", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.|@)\S*$|[\w-]\.(?:com|org|net|gov|co)/\S*$|[#@]$|[?&\w]=$", re.IGNORECASE)
_BROKEN = re.compile(r"\d[.:]$")
_LABEL = re.compile(
    r"\b(?P<kind>Article|Section|Chapter|Flight|Highway|Route|Interstate|Boeing|Airbus|Resolution"
    r"|Proposition|Prop|Title|Room"
    r"|Apollo|Falcon|Channel|Group|Level|Phase|Category|No\.?|Number|District|Precinct|Form|Rule|Bill"
    r"|Pier|Platform|Gate|Page"
    r"|Part|Volume|Vol\.?|Super\sBowl|Protocol|Amendment|Directive|Order|Case|Exhibit|Count|Unit"
    r"|Engine|Runway|Terminal|Bus"
    r"|HB|SB|Psalm|Season|Episode)\s$"
)
_IDIOM = re.compile(
    r"(?:first\s(?:of\sall|and\sforemost|lady|lad(?:y|ies)|names?|aid|class|person|and\s)|first-"
    r"(?:class|hand|name|person|ever)"
    r"|second\s(?:thoughts?|nature|amendment)|second-(?:hand|guess\w*)|third\sparty|third-party"
    r"|first\sminister|zero\stolerance"
    r"|half-(?!(?:a|of|million|billion)\b)\w+|a\sthousand\swords|one-(?:off|time|sided|on-one))",
    re.IGNORECASE,
)
_AT_FIRST = re.compile(r"\b(?:at|come|came|put|puts|comes)\s$", re.IGNORECASE)
_ONE_COUNTS = re.compile(
    r"\s(?:in|out\sof|over)\s(?:every\s)?(?:\d|(?:two|three|four|five|six|seven|eight|nine|ten|twenty|hundred)\b)"
    r"|[\s-]+(?:hundred|thousand|million|billion|trillion|half|third|quarter|and\sa)\b",
    re.IGNORECASE,
)
_ONE_BEFORE = re.compile(
    r"\b(?:this|that|no|any|every|each|some|which|another|the|only|last|next|good|big|new|such|a|loved"
    r"|number|is|was|as|like"
    r"|not|or|than|other)[\s-]$",
    re.IGNORECASE,
)
_ONE_AFTER = re.compile(
    r"\s(?:another|of|should|must|can|could|would|might|may|has|had|is|was|that|who|which|day|thing"
    r"|knows|in|at|on|from|for"
    r"|with|by|to|and|or|where|when|as|would)\b|\s[a-z]{3,}ed\b|[’'.,;:!?)\"”]|$",
    re.IGNORECASE,
)
# Words before "one" with words after it that make it a pronoun or a set phrase only together: "whom one asks", "what
# can one say", "at one point". What "one" counts is never plural, so that a word in -s after it is a verb.
_ONE_BETWEEN = tuple(
    (re.compile(rf"(?:{before})$", re.IGNORECASE), re.compile(after))
    for before, after in (
        (r"\b(?:whom|if|when|how|where|why|what|whether|unless|once|as|because|so|until)\s",
         r"\s(?!(?:news|series|sports|species|means|sales|arms)\b)[a-z]+(?<![suia])s\b(?!\s[a-z]+s\b)"),
        (r"\b(?:can|could|should|would|must|might|may|does|did|do)\s",
         r"\s(?:say|ask|do|be|make|have|know|expect|explain|find|get|see|tell|think|go|take|even|ever)\b"),
        (r"\bat\s", r"\s(?:point|time|stage)\b"),
        (r"\bon\s", r"\shand\b"),
        (r"\b(?:in|on)-", r"(?!\w)"),
        ("", r"\safter\s(?:another|the\sother)\b|\s(?:never|always)\s"),
    )
)  # fmt: skip
_ORDERS = frozenset("first second third fourth fifth".split())
_OPENING = re.compile(r"(?:^|[.!?;:\n“\"—–-]\s*|\band\s)$", re.IGNORECASE)
_NEGATIVE = re.compile(r"\b(?:minus|negative)\s$", re.IGNORECASE)


def inside_name(text: str, at: int) -> bool:
    """Say whether digits at `at` continue a name, an address or another number."""
    if not at or text[at - 1].isspace():
        return False
    before = text[max(0, at - 60) : at]
    if _JOINED.search(before) and not _FREE_JOINS.search(before):
        return True
    return bool(_ADDRESS.search(before) or _BROKEN.search(before))


def runs_into_name(text: str, found: Quantity) -> bool:
    """Say whether letters go on right after the figure: "5G", "3M", "737MAX" are names."""
    return text[found.end : found.end + 1].isalnum()


def label(text: str, found: Quantity) -> Quantity | None:
    """Read "Article 5", "Flight 370" as a label: a number that names and measures nothing."""
    if found.measure is not Measure.COUNT or not found.single or found.low.denominator != 1:
        return None
    kind = _LABEL.search(text, max(0, found.start - 14), found.start)
    return replace(found, measure=Measure.LABEL, unit_name=kind["kind"].lower().rstrip(".")) if kind else None


def idiom(text: str, at: int) -> bool:
    """Say whether the number word opens a set phrase, or "first" comes after "at"."""
    if _IDIOM.match(text, at):
        return True
    return text[at : at + 5].lower() == "first" and bool(_AT_FIRST.search(text, max(0, at - 6), at))


def listing(text: str, at: int, word: str) -> bool:
    """Say whether an ordinal orders the argument ("First, ..."), or a scale word a rate ("parts per million")."""
    if text[at - 4 : at].lower() == "per ":
        return True
    return (
        word in _ORDERS
        and text[at + len(word) : at + len(word) + 1] in {",", ":"}
        and bool(_OPENING.search(text, max(0, at - 6), at))
    )


def pronoun(text: str, at: int) -> bool:
    """Say whether "one" stands for somebody or something rather than counting."""
    if _ONE_COUNTS.match(text, at + 3) or _NEGATIVE.search(text, max(0, at - 9), at):
        return False
    if _ONE_BEFORE.search(text, max(0, at - 9), at) or _ONE_AFTER.match(text, at + 3):
        return True
    near = text[max(0, at - 9) : at]
    return any(before.search(near) and after.match(text, at + 3) for before, after in _ONE_BETWEEN)
