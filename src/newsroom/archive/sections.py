"""Sections: from the words under which sources file their own reports."""

import re
from collections import Counter
from collections.abc import Iterable

# What outlets call a section, by the one we file it under; the first words found in 95 real feeds, and their kin.
WORDS = {
    "politics": "politics political government election elections congress parliament senate policy democracy voting",
    "world": "world international foreign global europe asia africa americas war diplomacy middle",
    "business": "business economy economic markets market finance money trade jobs banking companies inflation taxes",
    "science": "science technology tech space climate environment energy weather ai computing",
    "health": "health medicine medical coronavirus covid-19 covid pandemic healthcare",
    "sport": "sport sports football soccer cricket tennis rugby olympics basketball",
    "culture": "culture arts art entertainment film music books media television museum food recipe recipes lifestyle",
    "crime": "crime justice courts court police law legal",
}
SECTIONS = tuple(WORDS)
_BY_WORD = {word: name for name, words in WORDS.items() for word in words.split()}


def section(tags: Iterable[Iterable[str]]) -> str:
    """Return the section most articles are filed under, or "" when none says; ties go by the order of the list."""
    votes: Counter[str] = Counter()
    for filed in tags:
        votes.update({found for tag in filed for found in _of(tag)})
    if not votes:
        return ""
    return min(votes, key=lambda name: (-votes[name], SECTIONS.index(name)))


def _of(tag: str) -> list[str]:
    words = re.findall(r"[a-z][a-z0-9-]*", tag.lower())
    return [_BY_WORD[word] for word in words if word in _BY_WORD]
