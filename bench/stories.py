"""What grouping costs as the stream grows: time per report, memory, and what a large story or a flood of copies does.

    python -m bench.stories [--active 10000 100000] [--filled 10000 1000000] [--encoder]

The stream is made here: every event has a handful of names of its own and is told two to six times in sentences drawn
from a common vocabulary with the frequencies of a language. Vectors are made from the event, so that what is timed is
grouping alone; ``--encoder`` adds the shipped encoder's own cost. "Active" is how many reports lie in the three days
that a story stays open; the figures are over the last 1,000 reports of the stream. With ``--filled`` the reports before
those are remembered without being compared, which saves an hour at a million: every one of them is a story of its own
then, so such figures compare with each other only.
"""

import argparse
import itertools
import random
import resource
import statistics
import time
import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from stet.group.likeness import Sketch
from stet.group.nearby import Nearby
from stet.group.stories import Stories
from stet.news import Report

START = datetime(2026, 1, 1, tzinfo=UTC)
TIMED = 1000
LEAD = 70  # words of headline and lead


class Made:
    """Vectors from a report's first word, which names its event: as alike as the shipped encoder finds such reports."""

    SIZE = 384

    def __init__(self) -> None:
        self._drawn = np.random.default_rng(1).standard_normal(1 << 16).astype(np.float32)

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Return unit vectors."""
        rows = np.array([self._of(text.split(maxsplit=1)[0]) + 0.6 * self._of(text) for text in texts])
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def _of(self, said: str) -> np.ndarray:
        at = zlib.crc32(said.encode()) % (len(self._drawn) - self.SIZE)
        return self._drawn[at : at + self.SIZE]


def stream(active: int, total: int) -> Iterator[Report]:
    """Yield `total` reports so spaced that `active` of them fall into three days."""
    r = random.Random(3)
    common = [f"word{n}" for n in range(30_000)]
    weights = list(itertools.accumulate(1 / (n + 10) for n in range(len(common))))
    gap = timedelta(days=3) / active
    open_: list[tuple[str, list[str], int]] = []
    for at in range(total):
        if not open_ or r.random() < 0.3:
            open_.append((f"Event{at}", [f"Name{r.randrange(20 * total)}" for _ in range(6)], r.randint(2, 6)))
        place = r.randrange(max(0, len(open_) - 40), len(open_))
        event, names, left = open_[place]
        told = [*r.sample(names, 4), *r.choices(common, cum_weights=weights, k=LEAD - 5)]
        r.shuffle(told)
        if left == 1:
            open_.pop(place)
        else:
            open_[place] = (event, names, left - 1)
        title, text = f"{event} {' '.join(told[:9])}", " ".join(told[9:])
        yield Report(id=f"r{at:07}", title=title, text=text, arrived=START + at * gap, outlet=f"Outlet {at % 200}")


def measure(active: int, filled: bool) -> float:
    """Print what a report costs among `active` ones and return the mean in milliseconds."""
    stories = Stories(embed=Made())
    encoder = Made()
    took: list[float] = []
    total = active + TIMED
    like = Nearby.like
    for at, report in enumerate(stream(active, total)):
        Nearby.like = _nobody if filled and at < active else like  # type: ignore[method-assign]
        started = time.process_time()
        stories.place(report)
        if at >= total - TIMED:
            made = time.process_time()
            encoder.embed([f"{report.title}. {report.text}"])  # what the stand-in itself costs is taken off
            took.append((made - started - (time.process_time() - made)) * 1000)
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took.sort()
    mean = statistics.fmean(took)
    print(
        f"{active:9,} {'filled' if filled else 'active'}: {mean:6.2f} ms a report, median {took[len(took) // 2]:.2f}, "
        f"99th of 100 {took[int(0.99 * len(took))]:.2f}; {rss:,.0f} MiB at most",
        flush=True,
    )
    return mean


def _nobody(nearby: Nearby, row: Sketch) -> list[Sketch]:
    return []


def one_story(n: int) -> None:
    """Print what the last of `n` reports of one event costs, own words and copies."""
    for label, copied in (("own words", False), ("copies", True)):
        stories, r = Stories(embed=Made()), random.Random(5)
        text = " ".join(f"word{r.randrange(300)}" for _ in range(LEAD))
        took = []
        for at in range(n):
            said = text if copied else " ".join(f"word{r.randrange(300)}" for _ in range(LEAD))
            report = Report(
                id=f"r{at:05}", title="Event1 Orla flood", text=said, arrived=START + at * timedelta(seconds=20)
            )
            started = time.process_time()
            stories.place(report)
            took.append((time.process_time() - started) * 1000)
        print(f"one story of {n:,}, {label}: {statistics.fmean(took[-200:]):.2f} ms a report at the end", flush=True)


def encoder() -> None:
    """Print what the shipped encoder costs per headline and lead."""
    from stet.engines import embed

    model = embed.load()
    text = "The central bank raised its key rate by a quarter of a point, citing stubborn inflation. " * 5
    started = time.process_time()
    for at in range(50):
        model.embed([f"{at} {text}"])
    print(
        f"encoder: {(time.process_time() - started) * 20:.1f} ms of processor time a report ({len(text.split())} words)"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--active", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--filled", type=int, nargs="*", default=[])
    parser.add_argument("--encoder", action="store_true")
    options = parser.parse_args()
    for sizes, filled in ((options.active, False), (options.filled, True)):
        means = [measure(active, filled) for active in sizes]
        if len(means) > 1:
            print(f"cost at {sizes[-1]:,} over cost at {sizes[0]:,}: {means[-1] / means[0]:.2f}", flush=True)
    one_story(2000)
    if options.encoder:
        encoder()


if __name__ == "__main__":
    main()
