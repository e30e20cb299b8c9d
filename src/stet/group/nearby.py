"""Which recent reports could be about the same event: an inverted index with a bounded cost per question.

The rarest words of a report are looked up, newest carriers first, and no word gives more than `DEPTH` of them. So the
cost of a question does not grow with the number of reports. Two reports of one event nearly always share a rare word;
the vectors only judge among those.
"""

from collections import defaultdict, deque
from datetime import datetime, timedelta
from itertools import islice

from stet.group.likeness import Sketch


class Nearby:
    """The reports of the last days, by their words."""

    TERMS = 40  # of the new report's words, heaviest first
    DEPTH = 300  # carriers looked at per word
    FOUND = 24  # reports that are worth an exact look

    def __init__(self, *, days: float) -> None:
        self._keep = timedelta(days=days)
        self._rows: deque[Sketch] = deque()
        # Most terms are pairs that one report alone carries: an empty deque would weigh more than all the rest.
        self._carriers: dict[int, Sketch | deque[Sketch]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, row: Sketch) -> None:
        """Remember a report. Reports must come in order of arrival."""
        self._rows.append(row)
        for term in row.words:
            carriers = self._carriers.setdefault(term, row)
            if isinstance(carriers, deque):
                carriers.append(row)
            elif carriers is not row:
                self._carriers[term] = deque((carriers, row))

    def forget(self, now: datetime) -> None:
        """Drop what arrived too long before `now`."""
        while self._rows and self._rows[0].arrived < now - self._keep:
            for term in self._rows.popleft().words:
                carriers = self._carriers[term]
                if isinstance(carriers, deque):
                    carriers.popleft()
                if not isinstance(carriers, deque) or not carriers:
                    del self._carriers[term]

    def like(self, row: Sketch) -> list[Sketch]:
        """Return the reports that share the most weight of rare words with `row`, most first."""
        shared: defaultdict[str, float] = defaultdict(float)
        found: dict[str, Sketch] = {}
        for term, weight in sorted(row.words.items(), key=lambda w: (-w[1], w[0]))[: self.TERMS]:
            carriers = self._carriers.get(term, ())
            for other in islice(reversed(carriers), self.DEPTH) if not isinstance(carriers, Sketch) else (carriers,):
                shared[other.id] += weight * other.words[term]
                found[other.id] = other
        best = sorted(shared.items(), key=lambda s: (-s[1], s[0]))[: self.FOUND]
        return [found[id] for id, _ in best]
