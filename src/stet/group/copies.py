"""Copies: which reports carry another's text, and whose text it is.

Candidates come from winnowed fingerprints (Schleimer, Wilkerson and Aiken, 2003): any run of `RUN` shared words is
seen, wherever it stands, so a copy that was cut at either end, embedded in boilerplate or merged is found as surely as
a whole one. Each candidate is then checked exactly: how many of the shorter text's words stand in stretches that both
share.
"""

import re
import zlib
from collections import Counter, deque
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from stet.news import Genre, Report

_WORD = re.compile(r"\w+")
SHINGLE = 3  # words in a shingle of the exact check
FINGER = 5  # words under one fingerprint
WINDOW = 8  # fingerprints of which the least is kept
RUN = FINGER + WINDOW - 1
Hashes = NDArray[np.uint64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Whose text a report carries: itself, or the report it copies and the first of that family.

    `share` is how much of the shorter of the two texts both have.
    """

    id: str
    origin: str
    copy_of: str = ""
    share: float = 0.0


@dataclass(slots=True)
class _Held:
    id: str
    origin: str
    arrived: datetime
    family: str
    release: bool
    shingles: Hashes
    prints: Hashes


class Copies:
    """The texts of the last days, by their fingerprints."""

    # Of the shorter text's words. Calibrated by gates/copies.py on edited copies against reports of one topic and day.
    SHARE = 0.5
    # Of a press release: what is left of it after a rewrite still is the office's word and not the newsroom's.
    RELEASED = 0.3
    # Of a text by the same owner: an update that keeps its background is new, only a second posting is a copy.
    REPEATED = 0.8
    # Fewer words prove nothing: a headline and a stock sentence are alike by chance.
    WORDS = 20
    # A fingerprint that more families of copies carry is a stock phrase or an outlet's boilerplate.
    COMMON = 60

    def __init__(self, *, days: float = 7) -> None:
        self.keeps = timedelta(days=days)
        self._held: dict[int, _Held] = {}
        self._order: deque[int] = deque()
        # By fingerprint: of each family of copies, the first that has it. Nine in ten fingerprints have one carrier,
        # and a dict for each of those would weigh more than all the rest.
        self._carriers: dict[int, int | dict[str, int]] = {}
        self._next = 0

    def __len__(self) -> int:
        return len(self._held)

    def place(self, report: Report) -> Origin:
        """Say whose text `report` carries, and remember it. Reports must come in order of arrival."""
        self._forget(report.arrived - self.keeps)
        hashed = _hashes(report.text)
        shingles, prints = _shingles(hashed, SHINGLE), _winnowed(hashed)
        best: tuple[float, int] | None = None
        if len(hashed) >= self.WORDS:
            best = self._best(shingles, prints, _family(report))
        found = Origin(id=report.id, origin=report.id)
        if best:
            other = self._held[best[1]]
            found = Origin(id=report.id, origin=other.origin, copy_of=other.id, share=best[0])
        release = report.genre is Genre.RELEASE
        self._hold(_Held(report.id, found.origin, report.arrived, _family(report), release, shingles, prints))
        return found

    def _best(self, shingles: Hashes, prints: Hashes, family: str) -> tuple[float, int] | None:
        votes: Counter[int] = Counter()
        for fingerprint in prints.tolist():
            carriers = self._carriers.get(fingerprint, {})
            if isinstance(carriers, int):
                votes[carriers] += 1
            elif len(carriers) <= self.COMMON:
                votes.update(carriers.values())
        ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:8]
        shares = [(shared(shingles, self._held[number].shingles), -number) for number, _ in ranked]
        enough = [(share, at) for share, at in shares if share >= self._needed(self._held[-at], family)]
        if not enough:
            return None
        share, at = max(enough)
        return share, -at

    def _needed(self, held: _Held, family: str) -> float:
        if family and held.family == family:
            return self.REPEATED
        return self.RELEASED if held.release else self.SHARE

    def _hold(self, held: _Held) -> None:
        number, self._next = self._next, self._next + 1
        self._held[number] = held
        self._order.append(number)
        for fingerprint in held.prints.tolist():
            carriers = self._carriers.setdefault(fingerprint, number)
            if isinstance(carriers, dict):
                carriers.setdefault(held.origin, number)
            elif (first := self._held[carriers].origin) != held.origin:
                self._carriers[fingerprint] = {first: carriers, held.origin: number}

    def _forget(self, before: datetime) -> None:
        while self._order and self._held[self._order[0]].arrived < before:
            number = self._order.popleft()
            held = self._held.pop(number)
            for fingerprint in held.prints.tolist():
                carriers = self._carriers.get(fingerprint)
                if isinstance(carriers, dict) and carriers.get(held.origin) == number:
                    del carriers[held.origin]
                if carriers == number or carriers == {}:
                    del self._carriers[fingerprint]


def _family(report: Report) -> str:
    return report.owner or report.outlet


def shared(a: Hashes, b: Hashes) -> float:
    """Return the part of the shorter text's words that stand in shingles which both have, 0 to 1."""
    if len(a) > len(b):
        a, b = b, a
    if not len(a):
        return 0.0
    hits = np.isin(a, b)
    covered = np.zeros(len(a) + SHINGLE - 1, dtype=bool)
    for step in range(SHINGLE):
        covered[step : step + len(a)] |= hits
    return float(covered.mean())


def shingles_of(text: str) -> Hashes:
    """Return the hashed runs of `SHINGLE` words of `text`, in order."""
    return _shingles(_hashes(text), SHINGLE)


def _hashes(text: str) -> Hashes:
    return np.fromiter(map(zlib.crc32, map(str.encode, _WORD.findall(text.lower()))), dtype=np.uint64)


def _shingles(words: Hashes, size: int) -> Hashes:
    if len(words) < size:
        return np.zeros(0, dtype=np.uint64)
    out = np.zeros(len(words) - size + 1, dtype=np.uint64)
    for step in range(size):
        out = out * np.uint64(0x9E3779B97F4A7C15) + words[step : step + len(out)]
    return out ^ (out >> np.uint64(29))


def _winnowed(words: Hashes) -> Hashes:
    prints = _shingles(words, FINGER)
    if len(prints) <= WINDOW:
        return np.unique(prints)[:1]
    windows = np.lib.stride_tricks.sliding_window_view(prints, WINDOW)
    return np.unique(windows.min(axis=1))
