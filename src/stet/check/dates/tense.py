"""What the words around a time expression say of it: whether it lies ahead, and with which qualifier."""

import re

from stet.check.dates.expression import Expression, Sort

_FUTURE = re.compile(
    r"\b(?:will|shall|won[’']t|would|(?:is|are)\sto|due|scheduled|expected|plan(?:s|ned|ning)?\sto"
    r"|going\sto|set\s(?:to|for)|upcoming|slated|[’']ll|begins?|starts?|opens?|faces|holds|meets|votes"
    r"|reports|resumes|returns|hosts|visits|plays|convenes|(?:is|are)(?=\s(?:on|at)\b))\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:said|was|were|had|told|went|came|saw|took|made|began|became|died|held|won|lost|met|left"
    r"|fell|rose|shot|struck|hit|led|found|wrote|spoke|did"
    r"|(?!(?:need|speed|hundred|united|red|bed|feed|schedul|expect|plann|slat)ed?\b)\w{2,}ed)\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?]\s|\n")


def ahead(text: str, e: Expression) -> bool | None:
    """Say whether the words around speak of what is to come; None where they do not tell.

    The nearest verb before decides, else the first after. "Since" looks back whatever the verb.
    """
    if e.bound == "since":
        return False
    left = _STOP.split(text[max(0, e.start - 90) : e.start])[-1]
    cues = [(m.end(), True) for m in _FUTURE.finditer(left)] + [(m.end(), False) for m in _PAST.finditer(left)]
    if cues:
        return max(cues)[1]
    right = _STOP.split(text[e.end : e.end + 60])[0]
    cues = [(m.start(), True) for m in _FUTURE.finditer(right)] + [(m.start(), False) for m in _PAST.finditer(right)]
    return min(cues)[1] if cues else None


_QUALIFIERS = (
    ("more than", r"(?:more|longer|greater|older)\sthan|over|upwards?\sof"),
    ("less than", r"(?:less|fewer|shorter|younger)\sthan|under|within"),
    ("at least", r"at\sleast|no\sless\sthan"),
    ("at most", r"at\smost|no\smore\sthan"),
    ("up to", r"up\sto|as\s(?:long|much|many)\sas"),
    ("nearly", r"nearly|almost|just\sunder|close\sto"),
    ("exactly", r"exactly|precisely"),
    ("about", r"about|around|some|roughly|approximately|circa"),
)
_QUALIFIED = re.compile(
    r"\b(?:" + "|".join(f"(?P<q{i}>{words})" for i, (_, words) in enumerate(_QUALIFIERS)) + r")\s(?:the\s|a\s|an\s)?$",
    re.IGNORECASE,
)


def qualifier(text: str, e: Expression) -> str:
    """Return the qualifier before a time expression, or nothing: "more than three hours"."""
    found = _QUALIFIED.search(text, max(0, e.start - 24), e.start)
    if not found or e.sort is Sort.SET:
        return ""
    return next(name for i, (name, _) in enumerate(_QUALIFIERS) if found[f"q{i}"])
