"""Topics: the phrases that a report comes back to, for trending beside names and places.

Two or three small words that a text repeats together are nearly always a term for what it is about: "fuel levy", "key
interest rate" (Justeson and Katz, 1995, who keep repeated phrases of nouns and adjectives; endings stand in for a
tagger here). Names are found elsewhere, and a topic counts in the form in which it is written most often.
"""

import re
from collections import Counter

from stet.group.words import STOP

OPENING = 3000  # characters: what a report is about, it names early
MOST = 6  # topics of one report
LONGEST = 3  # words
_RUN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*(?: [^\W\d_]+(?:['’-][^\W\d_]+)*)*")
# What ends so is mostly done, being done, or how; a phrase for a thing ends in none of them.
_NO_THING = re.compile(r"(?:ed|ing|ly|ould|n['’]t)$")
# Words of time, number and manner that repeat with anything.
_LOOSE = frozenset(
    """last next past this year years month months week weeks day days today time times first second one two three four
    five six seven eight nine ten many much people person man men woman women including according told asked made make
    take took taken get got give given come came go going went see seen know known think like want need still even back
    well way part while since without within among across against around during percent per cent million billion
    thousand number early late later earlier ago yet also much really very added statement news report reports reported
    read click here photo image video caption toggle""".split()
)


def topics(title: str, text: str) -> tuple[str, ...]:
    """Return the phrases that a report repeats or that its headline shares with its text, most often first.

    English; in other languages little is found, for endings and loose words are those of English.
    """
    counts = Counter(phrase for run in _RUN.findall(text[:OPENING]) for phrase in _phrases(run.split()))
    headline = title.casefold()
    kept = {p: n for p, n in counts.items() if n > 1 or p in headline}
    # "central bank" inside "central bank governor" told as often is only a part of it.
    whole = [p for p, n in kept.items() if not any(p != q and f" {p} " in f" {q} " and kept[q] >= n for q in kept)]
    return tuple(sorted(whole, key=lambda p: (-kept[p], p))[:MOST])


def _phrases(words: list[str]) -> list[str]:
    return [
        " ".join(words[at : at + size])
        for size in range(2, LONGEST + 1)
        for at in range(len(words) - size + 1)
        if all(map(_fits, words[at : at + size])) and not _NO_THING.search(words[at + size - 1])
    ]


def _fits(word: str) -> bool:
    return word.islower() and len(word) > 2 and word not in STOP and word not in _LOOSE
