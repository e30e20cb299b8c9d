"""The qualifier of a figure: about, at least, at most, more than, less than, nearly, up to, exactly."""

import re

_BEFORE_WORDS = (
    ("at most", r"at\s(?:the\s)?most|(?:no|not)\smore\sthan|a\smaximum\sof|maximum|≤"),
    ("at least", r"at\s(?:the\svery\s)?least|(?:no|not)\s(?:fewer|less)\sthan|a\sminimum\sof|minimum|≥"),
    ("exactly", r"exactly|precisely"),
    ("up to", r"up\sto|as\s(?:many|much|high|far|few|little)\sas"),
    ("more than",
        r"(?:slightly\s|just\s|far\s|well\s)?(?:more|greater|higher|larger|better)\sthan|over|above"
        r"|in\sexcess\sof"
                  r"|upwards?\sof|north\sof|exceed(?:s|ed|ing)?|topp(?:ed|ing)|surpass(?:ed|es|ing)|(?<!\S)>"),
    ("less than", r"(?:less|fewer|lower|smaller)\sthan|under|below|(?<!\S)<"),
    ("nearly", r"nearly|almost|just\s(?:under|short\sof|below|shy\sof)|close\sto|approaching|not\squite"),
    ("about", r"about|around|approximately|approx\.?|roughly|some|an?\sestimated|estimated|circa|(?<!\w)c\.|~|≈"
              r"|in\sthe\sregion\sof|something\slike|a\sreported"),
)  # fmt: skip
_BEFORE = re.compile(
    r"(?:^|(?<=[\s(“\"~≈≥≤<>—–-]))(?:"
    + "|".join(f"(?P<q{i}>{words})" for i, (_, words) in enumerate(_BEFORE_WORDS))
    + r")\s?(?:a\s|an\s|the\s|another\s)?$",
    re.IGNORECASE,
)
# What the last word before a figure is, its article aside, where it has a qualifier: most figures have none.
_LAST = frozenset(
    """most than of maximum least minimum exactly precisely to as over above exceed exceeds exceeded exceeding topped
    topping surpass surpassed surpasses surpassing under below nearly almost shy approaching quite about around
    approximately approx roughly some estimated circa like reported""".split()
)
_LAST_WORD = re.compile(r"[a-z]+$")
_ARTICLES = frozenset({"a", "an", "the", "another"})
_AFTER = re.compile(
    r"(?:(?:\s[a-z]+){1,3}(?=\sor\s(?:more|fewer|less)\b(?!\sthan)))?\s?(?:(?P<least>\+|or\s(?:more|higher|above|over|greater)\b|and\s(?:over|above|up)\b|at\sleast\b|plus\b)"
    r"|(?P<most>or\s(?:less|fewer|lower|below|under)\b|at\smost\b)|(?P<about>or\sso\b|or\sthereabouts\b))",
    re.IGNORECASE,
)
_WINDOW = 45


def qualifier(left: str, right: str) -> str:
    """Return the qualifier that the words before or after a figure give it, or nothing."""
    if _may_end(left) and (found := _BEFORE.search(left[-_WINDOW:])):
        return next(name for i, (name, _) in enumerate(_BEFORE_WORDS) if found[f"q{i}"])
    if found := _AFTER.match(right):
        return "at least" if found["least"] else "at most" if found["most"] else "about"
    return ""


def _may_end(left: str) -> bool:
    """Say at little cost whether the words before a figure can end in a qualifier; signs ("~", "c.") always may."""
    words = left[-_WINDOW:].lower().split()
    last = words[-2] if len(words) > 1 and words[-1] in _ARTICLES else words[-1] if words else ""
    word = _LAST_WORD.search(last)
    return word is None or word[0] in _LAST
