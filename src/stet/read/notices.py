"""Publishers' own notices: corrections, clarifications, updates of substance and retractions."""

import re
from collections.abc import Iterable

from stet.news import Span

_LONGEST = 1_500  # characters; a notice is shorter, and a longer paragraph is an article about corrections


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_NAMED = _any(
    r"^\W*(?:an? |important |this is an? )?"
    r"(?:corrections?|clarifications?|retractions?|errat(?:um|a)|corrigendum|withdrawal)(?: (?:and|&) clarifications?)?"
    r"(?:\s*[:\-–—(.]|\s+(?:appended|notice|issued|made|on\b|to\b|\d)|\s*$)",
    r"^\W*(?:berichtigung|korrektur|richtigstellung|rectificatif|rectificación|corrección|fe de erratas?|rettifica)"
    r"\s*[:\-–—(]",
    r"^\W*(?:correctie|rectificatie|errata|correção|sprostowanie|исправление|уточнение)\s*[:\-–—(]",
)
_WIRE = _any(
    r"^\W*(?:corrects?|corrected|refiles?|recasts?|clarifies|removes?|updates? to correct)\b[^.]{0,160}"
    r"(?:para(?:graph)?|headline|lead|spelling|name|date|figure|title|attribution|to (?:say|show|read))\b",
)
_ITSELF = r"(?:article|story|report|post|piece|headline|column|item|page|caption|interview|version|video|transcript)"
_WRONG = r"(?:incorrectly|mistakenly|erroneously|wrongly|inaccurately)"
_SAYS = _any(
    r"\b(?:an?|the|our) (?:earlier|previous|original|initial|prior|first|print) (?:version|edition|report)s?\b.{0,80}"
    rf"\b(?:misstated|misidentified|misspelled|misquoted|omitted|said|stated|gave|contained|{_WRONG})",
    rf"\b(?:this|the) {_ITSELF}(?: above)? (?:has been|was|is being) (?:\w+ ){{0,2}}"
    r"(?:corrected|amended|clarified|retracted|withdrawn|removed|taken down)",
    rf"\b(?:this|the) {_ITSELF}(?: above)? (?:has been|was) updated to (?:correct|clarify|reflect that|remove|fix)",
    rf"\b(?:this|our|the) {_ITSELF} (?:\w+ ){{0,3}}{_WRONG} (?:stated|said|reported|identified|described|gave|listed)",
    rf"\b(?:this|our|the) {_ITSELF} (?:\w+ ){{0,3}}(?:misstated|misidentified|misspelled|misquoted)",
    r"\bwe (?:have )?(?:retracted|withdrawn|corrected) (?:this|the)\b",
    r"\bwe (?:regret|apologi[sz]e for) (?:the|this|any|our) (?:error|mistake|confusion)",
    r"\b(?:the post|the times|the [A-Z]\w+) regrets the error",
    r"\b(?:this|the) (?:article|story|headline|report|post) was (?:corrected|amended|updated) (?:on|at) .{0,60}"
    r"\b(?:to correct|to clarify|because|to say|to remove|to reflect)",
    r"\bin einer früheren (?:version|fassung)\b.{0,120}|\bin einer ersten version\b",
    r"\bune (?:première|précédente) version\b|\buna versión (?:anterior|previa)\b",
)
_TAKES_BACK = _any(r"\b(?:retract(?:ed|ion|s)|withdrawn|withdrawal|taken down|zurückgezogen|removed from)\b")
_QUOTE = re.compile(r"^\W*[\"“„«]")


def notices(text: str, paragraphs: Iterable[Span]) -> tuple[Span, ...]:
    """Return the paragraphs in which the publisher corrects, clarifies or withdraws its own article.

    A report about somebody else's correction is none: the paragraph must open as a notice, or say in so many words
    that this article or an earlier version of it was wrong.
    """
    return tuple(p for p in paragraphs if is_notice(p.of(text)))


def is_notice(paragraph: str) -> bool:
    """Say whether one paragraph is such a notice."""
    if len(paragraph) > _LONGEST or _QUOTE.match(paragraph):
        return False
    if _NAMED.match(paragraph) or _WIRE.match(paragraph):
        return True
    return bool(_SAYS.search(paragraph))


def is_retraction(paragraph: str) -> bool:
    """Say whether a notice takes the whole article back."""
    return is_notice(paragraph) and bool(_TAKES_BACK.search(paragraph))
