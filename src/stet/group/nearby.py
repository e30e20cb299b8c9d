"""Which recent reports could be about the same event: an inverted index with a bounded cost per question.

The rarest words of a report are looked up, newest carriers first, and no word gives more than `DEPTH` of them. So the
cost of a question does not grow with the number of reports. Two reports of one event nearly always share a rare word;
the vectors only judge among those. Pairs of words are not looked up: most are carried by one report alone, and to hold
them all took nine tenths of the memory.
"""

from array import array
from datetime import datetime, timedelta

import numpy as np

from stet.group.likeness import Sketch


class Nearby:
    """The reports of the last days, by their words. Each has the number of its arrival."""

    TERMS = 40  # of the new report's words, heaviest first
    DEPTH = 300  # carriers looked at per word
    FOUND = 24  # reports that are worth an exact look

    def __init__(self, *, days: float) -> None:
        self._keep = timedelta(days=days)
        self._rows: dict[int, Sketch] = {}
        self._first = 0  # the number of the oldest report that is held
        self._carriers: dict[int, array[int]] = {}  # by word: who carries it, in order of arrival

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, row: Sketch) -> None:
        """Remember a report. Reports must come in order of arrival."""
        number = self._first + len(self._rows)
        self._rows[number] = row
        for word, _ in row.words.heaviest(self.TERMS):
            self._carriers.setdefault(word, array("Q")).append(number)

    def forget(self, now: datetime) -> None:
        """Drop what arrived too long before `now`."""
        while self._rows and self._rows[self._first].arrived < now - self._keep:
            gone = self._rows.pop(self._first)
            self._first += 1
            for word, _ in gone.words.heaviest(self.TERMS):
                carriers = self._carriers[word]
                carriers.pop(0)
                if not carriers:
                    del self._carriers[word]

    def like(self, row: Sketch) -> list[Sketch]:
        """Return the reports that share the most weight of rare words with `row`, most first."""
        looked = [
            (self._carriers[word][-self.DEPTH :], weight)
            for word, weight in row.words.heaviest(self.TERMS)
            if word in self._carriers
        ]
        if not looked:
            return []
        weights = np.repeat([weight**2 for _, weight in looked], [len(carriers) for carriers, _ in looked])
        numbers, at = np.unique(np.concatenate([carriers for carriers, _ in looked]), return_inverse=True)
        shared = np.bincount(at, weights)
        best = np.lexsort((numbers, -shared))[: self.FOUND]
        return [self._rows[number] for number in numbers[best].tolist()]
