"""Publishers' own notices: corrections, clarifications, updates of substance and retractions."""

import re
from collections.abc import Iterable

from stet.news import Span

_OPENING = re.compile(
    r"^\W*(?:(?:an? |important |this is a )?(?:correction|clarification|retraction|erratum|corrigendum|withdrawal)s?\b(?: (?:and|&) clarifications?)?\s*(?:\W|\(|[A-Z]|appended|made|on\b|to\b|notice|issued|\d)"
    r"|(?:editor['’]?s?['’]? ?note|note (?:from|by) the editors?|note to readers|amendment|amended on|this (?:article|story|report|post|piece|item|page) was amended|footnote)\b"
    r"|(?:berichtigung|korrektur|richtigstellung|rectificatif|correction|rectificación|corrección|fe de errata?s?|rettifica|correctie|rectificatie|errata)\s*[:\-–—(])",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?:(?:an? |the )?(?:earlier|previous|original|initial|prior|first|print) (?:version|edition|report)s? (?:of|misstated|incorrectly|said|stated|gave|misidentified|misspelled|carried|contained|wrongly)"
    r"|(?:this|the) (?:article|story|report|post|piece|headline|column|item|page|caption)(?: above)? (?:has been|was|is being) (?:\w+ ){0,2}(?:corrected|amended|clarified|retracted|withdrawn|removed|updated to (?:correct|clarify|reflect that|remove))"
    r"|(?:has|have|was|were) (?:been )?(?:retracted|withdrawn)(?: by)? (?:by|because|after|at|from)?"
    r"|we (?:regret|apologi[sz]e for) (?:the|this|any) (?:error|mistake|confusion)|(?:incorrectly|mistakenly|erroneously|wrongly) (?:stated|said|reported|identified|described|referred to|gave|listed|attributed|named)"
    r"|updates? to correct|corrects? (?:the )?(?:spelling|name|title|date|figure|age|number|location|attribution|headline|paragraph|day|in (?:paragraph|headline)))\b",
    re.IGNORECASE,
)
_ABOUT_ITSELF = re.compile(
    r"\b(?:this|the|our) (?:article|story|report|post|piece|column|headline|caption|item|page|version)\b|\b(?:earlier|previous|original) version\b|\bwe (?:regret|apologi)",
    re.IGNORECASE,
)
_WIRE = re.compile(
    r"^\W*\(?(?:corrects?|corrected|refiles?|recasts?|adds? dropped|clarifies|removes?|updates? to correct)\b[^.]{0,160}(?:para(?:graph)?|headline|lead|spelling|name|date|figure|title|to (?:say|show|read))",
    re.IGNORECASE,
)


def notices(text: str, paragraphs: Iterable[Span]) -> tuple[Span, ...]:
    """Return the paragraphs in which the publisher corrects, clarifies or withdraws its own article.

    A report about somebody else's correction is none: the paragraph must open as a notice and speak of this article,
    or say in so many words that an earlier version was wrong.
    """
    return tuple(p for p in paragraphs if is_notice(p.of(text)))


def is_notice(paragraph: str) -> bool:
    """Say whether one paragraph is such a notice."""
    if len(paragraph) > 1500:
        return False
    if _WIRE.match(paragraph):
        return True
    if _OPENING.match(paragraph):
        short = len(paragraph) < 400
        note = re.match(r"\W*(?:editor|note|footnote)", paragraph, re.IGNORECASE)
        return bool(_SAYS.search(paragraph)) or (short and not note)
    return (
        bool(_SAYS.search(paragraph)) and bool(_ABOUT_ITSELF.search(paragraph)) and not re.search(r"[\"“”]", paragraph)
    )


def is_retraction(paragraph: str) -> bool:
    """Say whether a notice takes the whole article back."""
    return is_notice(paragraph) and bool(
        re.search(r"\b(?:retract(?:ed|ion|s)|withdrawn|withdrawal|taken down)\b", paragraph, re.IGNORECASE)
    )
