"""Trending: does it stay silent where nothing happens, and speak where something does?

    python -m gates.stories_trending [--streams 5]

The articles of 2011 to 2020 are dealt at random over five weeks, with the rhythm of days and weeks that a newsroom has:
whoever trends in such a stream is a false alarm, for nothing happened. Counted over pages six hours apart in the last
week, by subject that was named at all and by page. Then a burst of reports by as many owners is put into the last six
hours of one page for names of every frequency: how many reports does it take to be seen? Subjects here are topics as
the site finds them, and names as the grammar of capitals finds them; the site takes those from the facts. Alarms of
topics are counted apart, too.
"""

import argparse
import json
import lzma
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from stet.group.topics import topics
from stet.group.trending import Mention, trending

DATA = Path(os.environ.get("STET_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
SKIPPED = 77
START = datetime(2026, 1, 5, tzinfo=UTC)
WEEKS, EVERY = 5, timedelta(hours=6)
ALARMS = 0.05  # false alarms a page at most
SEEN = 0.95  # of bursts of ten reports by ten owners
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+(?: [A-Z][a-z]+)*")
# Reports of an hour: a newsroom sleeps little and works less on the days of rest.
_HOURS = [1, 1, 1, 1, 1, 2, 3, 5, 7, 8, 8, 8, 7, 7, 8, 8, 8, 7, 6, 5, 4, 3, 2, 1]
_DAYS = [5, 5, 5, 5, 5, 3, 2]

Article = tuple[str, str, frozenset[str]]


def articles() -> list[Article]:
    """Return id, outlet, and the names and topics of each article's opening."""
    found = []
    with lzma.open(DATA / "articles/news-2011-2020.jsonl.xz", "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            title, text = row["title"] or "", row["text"] or ""
            names = frozenset((*_NAME.findall(text[:1500]), *topics(title, text)))
            found.append((row["id"], row["outlet"] or "?", names))
    return found


def dealt(rows: Sequence[Article], r: random.Random) -> list[Mention]:
    """Deal articles at random over the weeks, by the rhythm of days and hours."""
    hours = [_DAYS[at // 24 % 7] * _HOURS[at % 24] for at in range(WEEKS * 168)]
    moments = r.choices(range(len(hours)), weights=hours, k=len(rows))
    return [
        Mention(subject=name, at=START + timedelta(hours=at + r.random()), origin=id, owner=outlet)
        for (id, outlet, names), at in zip(rows, moments, strict=True)
        for name in sorted(names)
    ]


def false_alarms(rows: Sequence[Article], streams: int) -> tuple[int, int, int, int]:
    """Return how often a subject trended in shuffled streams, how often a topic, pages, and how many were named."""
    alarms = of_topics = pages = asked = 0
    for seed in range(streams):
        mentions = dealt(rows, random.Random(seed))
        for at in range(28):
            now = START + timedelta(weeks=WEEKS - 1) + (at + 1) * EVERY
            pages += 1
            asked += len({m.subject for m in mentions if now - EVERY < m.at <= now})
            found = [trend.subject for trend in trending(mentions, now)]
            alarms += len(found)
            of_topics += sum(is_topic(subject) for subject in found)
    return alarms, of_topics, pages, asked


def is_topic(subject: str) -> bool:
    """Say whether a subject is a topic: those are written small."""
    return subject.islower()


def seen(rows: Sequence[Article], reports: int, *, of_topics: bool) -> tuple[int, int]:
    """Return how many of a hundred names or topics are seen when so many owners tell them in six hours, of how many."""
    r = random.Random(7)
    mentions = dealt(rows, r)
    now = START + timedelta(weeks=WEEKS) - timedelta(hours=9)
    often = Counter(m.subject for m in mentions)
    names = r.sample(sorted(name for name in often if is_topic(name) is of_topics), 100)
    burst = [
        Mention(subject=name, at=now - timedelta(hours=6 * r.random()), origin=f"{name} {n}", owner=f"owner {n}")
        for name in names
        for n in range(reports)
    ]
    found = {trend.subject for trend in trending([*mentions, *burst], now)}
    return sum(name in found for name in names), len(names)


def main() -> int:
    """Measure, and hold the floors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--streams", type=int, default=5)
    options = parser.parse_args()
    if not (DATA / "articles").is_dir():
        print(f"gates.stories_trending: not measured, there is no {DATA / 'articles'}. Set STET_DATA.")
        return SKIPPED
    rows = articles()
    alarms, of_topics, pages, asked = false_alarms(rows, options.streams)
    # Three events at most where none was seen, else about two standard deviations up (Poisson).
    most = max(3.0, alarms + 2 * alarms**0.5 + 1)
    print(
        f"shuffled streams: {alarms} false alarms ({of_topics} of them topics) on {pages} pages "
        f"({alarms / pages:.3f} a page, under "
        f"{most / pages:.3f} with 95 %), of {asked:,} subjects named in their window ({alarms / asked:.1e})"
    )
    shares = {}
    for reports in (3, 5, 8, 10, 15):
        (names, of), (phrases, _) = (seen(rows, reports, of_topics=said) for said in (False, True))
        shares[reports] = min(names, phrases) / of
        print(f"a burst of {reports:2} reports by as many owners is seen for {names} of {of} names, {phrases} topics")
    held = alarms / pages <= ALARMS and shares[10] >= SEEN and asked > 0
    print("floors: held" if held else "floors: NOT HELD")
    return int(not held)


if __name__ == "__main__":
    sys.exit(main())
