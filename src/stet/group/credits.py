"""Credits: a report that opens with "Reuters reported" tells Reuters' story, whatever its own words are.

Only what stands in the headline or the opening counts: there a credit says where the news comes from, further down it
may add to a newsroom's own work. To call a report dependent that is not costs a corroboration; the other way round a
rumour would confirm itself.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from stet.news import Report

OPENING = 400  # characters of text, about two sentences

# Agencies whose copy is credited everywhere, with the short names they go by.
AGENCIES = {
    "Reuters": ("Thomson Reuters",),
    "Associated Press": ("AP", "AP News"),
    "Agence France-Presse": ("AFP", "Agence France Presse"),
    "Bloomberg": ("Bloomberg News",),
    "Press Association": ("PA", "PA Media"),
    "Deutsche Presse-Agentur": ("dpa",),
    "Xinhua": ("Xinhua News Agency",),
    "Interfax": (),
    "TASS": (),
    "Kyodo": ("Kyodo News",),
    "ANSA": (),
    "EFE": (),
    "United Press International": ("UPI",),
}
_BEFORE = (
    r"(?:according to|citing|told|(?:quoted|cited|obtained|seen|reported|published|revealed|disclosed) (?:by|in)|"
    r"(?:reports?|reporting|inquiry|investigation|analysis|interview) (?:by|in|from|with)|"
    r"(?:speaking|spoke|talking) to|says|said|reports|reported|writes|wrote)"
)
# What a newsroom says of itself ("said it would move") is no news that others have from it.
_AFTER = (
    r"(?:(?:has |had |have |first |also )*(?:reported|reports|revealed|writes|wrote|is reporting|quoted|cited|learned|"
    r"says|said)\b(?! (?:it|its|they|their)\b)|(?:was|were) (?:the )?first to report\b)"
)


def name(outlet: str) -> str:
    """Return an outlet's name as a text would say it: without "The" and without what stands in brackets."""
    said = re.sub(r"\s*\([^)]*\)", "", outlet).strip()
    said = re.sub(r"^the\s+", "", said, flags=re.IGNORECASE)
    return next((agency for agency, short in AGENCIES.items() if said in (agency, *short)), said)


def credited(report: Report, outlets: Iterable[str] = ()) -> str:
    """Return the name of the newsroom that `report` credits with the news, or "".

    An aggregator's feed says so itself. Agencies are known; `outlets` are the others that could be meant. Its own name
    is no credit.
    """
    opening = f"{report.title}\n{report.text[:OPENING]}"
    own, given = name(report.outlet), name(report.credit)
    if given and given != own:
        return given
    for other in sorted({*AGENCIES, *map(name, outlets)} - {own, ""}):
        # Most texts name none: to look for the bare name first is forty times as fast.
        if any(said in opening for said in _names(other)) and _pattern(other).search(opening):
            return other
    return ""


def _names(outlet: str) -> tuple[str, ...]:
    return (outlet, *AGENCIES.get(outlet, ()))


@lru_cache(maxsize=4096)
def _pattern(outlet: str) -> re.Pattern[str]:
    names = "|".join(re.escape(n) for n in _names(outlet))
    said = rf"(?:the |The )?(?:{names})\b"
    return re.compile(rf"\b{_BEFORE}\s+{said}|(?<![\w-]){said}\s+{_AFTER}|\((?:{names})\)\s*[-–—]")
