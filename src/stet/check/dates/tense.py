"""What the words around a time expression say of it: whether it lies ahead, and with which qualifier."""

import re

from stet.check.dates.expression import Expression, Sort

_COMING = frozenset(
    """will shall won't won’t would due scheduled expected upcoming slated begin begins start starts open opens faces
    holds meets votes reports resumes returns hosts visits plays convenes""".split()
)
# Words that look ahead only with the one after them: "is to", "are on Friday", "planned to", "set for".
_COMING_WITH = {
    **dict.fromkeys(("is", "are"), ("to", "on", "at")),
    **dict.fromkeys(("plan", "plans", "planned", "planning", "going"), ("to",)),
    "set": ("to", "for"),
}
_GONE = frozenset(
    """said was were had told went came saw took made began became died held won lost met left fell rose shot struck hit
    led found wrote spoke did""".split()
)
_NOT_GONE = frozenset("need needed speed hundred united feed planned".split())  # end in "ed" and tell of no past
_WORD = re.compile(r"[\w’']+")
_STOP = re.compile(r"[.!?]\s|\n")


def ahead(text: str, e: Expression) -> bool | None:
    """Say whether the words around speak of what is to come; None where they do not tell.

    The nearest verb before decides, else the first after. "Since" looks back whatever the verb.
    """
    if e.bound == "since":
        return False
    before = _STOP.split(text[max(0, e.start - 90) : e.start])[-1]
    after = _STOP.split(text[e.end : e.end + 60], maxsplit=1)[0]
    for side, step in ((before, -1), (after, 1)):
        words = _WORD.findall(side.lower())
        for i in range(len(words))[::step]:
            if (told := _tells(words, i)) is not None:
                return told
    return None


def _tells(words: list[str], i: int) -> bool | None:
    """Say whether a word looks ahead (True) or back (False), or neither."""
    word = words[i].strip("’'")
    if word in _COMING or word.endswith(("’ll", "'ll")):
        return True
    if word in _COMING_WITH and i + 1 < len(words) and words[i + 1] in _COMING_WITH[word]:
        return True
    looks_back = word in _GONE or (len(word) > 3 and word.endswith("ed") and word not in _NOT_GONE)
    return False if looks_back else None


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
