"""Which recent reports could be about the same event: an inverted index with a bounded cost per question.

The rarest words of a report are looked up, newest carriers first, no word gives more than `DEPTH` of them and all
together hardly more than `LOOKED`. So the cost of a question and the memory of a word do not grow with the number of
reports. Two reports of one event nearly always share a rare word; the vectors only judge among those. Pairs of words
are not looked up: most are carried by one report alone, and to hold them all took nine tenths of the memory.
"""

from array import array
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from stet.group.likeness import Sketch


class Nearby:
    """The reports of the last days, by their words. Each has the number of its arrival."""

    TERMS = 40  # of the new report's words, heaviest first
    DEPTH = 300  # carriers looked at per word
    LOOKED = 3000  # carriers looked at in all: the words after those are the lighter ones
    FOUND = 24  # reports that are worth an exact look

    def __init__(self, *, days: float) -> None:
        self._keep = timedelta(days=days)
        self._rows: dict[int, Sketch] = {}
        self._first = 0  # the number of the oldest report that is held
        # By word: who carries it, in order of arrival, the last `DEPTH` at least. Most words have one carrier, and an
        # array for each of those would weigh more than all the rest.
        self._carriers: dict[int, int | array[int]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, row: Sketch) -> None:
        """Remember a report. Reports must come in order of arrival."""
        number = self._first + len(self._rows)
        self._rows[number] = row
        for word, _ in row.words.heaviest(self.TERMS):
            carriers = self._carriers.setdefault(word, number)
            if isinstance(carriers, array):
                carriers.append(number)
                if len(carriers) >= 2 * self.DEPTH:
                    del carriers[: -self.DEPTH]
            elif carriers != number:
                self._carriers[word] = array("Q", (carriers, number))

    def forget(self, now: datetime) -> None:
        """Drop what arrived too long before `now`."""
        while self._rows and self._rows[self._first].arrived < now - self._keep:
            gone, number = self._rows.pop(self._first), self._first
            self._first += 1
            for word, _ in gone.words.heaviest(self.TERMS):
                carriers = self._carriers.get(word)
                if isinstance(carriers, array) and carriers[0] == number:
                    carriers.pop(0)
                if carriers == number or (isinstance(carriers, array) and not carriers):
                    del self._carriers[word]

    def like(self, row: Sketch) -> list[Sketch]:
        """Return the reports that share the most weight of rare words with `row`, most first."""
        looked = self._looked_up(row)
        if not looked:
            return []
        weights = np.repeat([weight**2 for _, weight in looked], [len(carriers) for carriers, _ in looked])
        numbers, at = np.unique(np.concatenate([carriers for carriers, _ in looked]), return_inverse=True)
        shared = np.bincount(at, weights)
        best = np.lexsort((numbers, -shared))[: self.FOUND]
        return [self._rows[number] for number in numbers[best].tolist()]

    def _looked_up(self, row: Sketch) -> list[tuple[NDArray[np.uint64], float]]:
        found: list[tuple[NDArray[np.uint64], float]] = []
        room = self.LOOKED
        for word, weight in row.words.heaviest(self.TERMS):
            carriers = self._carriers.get(word)
            if carriers is None:
                continue
            numbers = (carriers,) if isinstance(carriers, int) else carriers[-self.DEPTH :]
            found.append((np.array(numbers, dtype=np.uint64), weight))
            room -= len(numbers)
            if room <= 0:
                break
        return found
