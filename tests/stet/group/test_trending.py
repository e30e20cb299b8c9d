"""Trending: a subject against its own habit, by newsrooms that are independent."""

import random
from datetime import UTC, datetime, timedelta

from stet.group.trending import Mention, trending

NOW = datetime(2026, 3, 30, 12, tzinfo=UTC)


def mention(subject: str, hours: float, n: int = 0, *, owner: str = "", origin: str = "") -> Mention:
    who = owner or f"Owner {n % 7}"
    return Mention(
        subject=subject,
        at=NOW - timedelta(hours=hours),
        origin=origin or f"{subject}-{hours}-{n}",
        owner=who,
        story=f"story of {subject}",
    )


def quiet() -> list[Mention]:
    """Four weeks in which the parliament is named twice an hour of daylight, and Orla once a week."""
    days = [mention("parliament", 24 * d + h / 2, h) for d in range(28) for h in range(24)]
    return [*days, *(mention("Orla", 168 * w + 100) for w in range(4))]


def subjects(found) -> list[str]:
    return [t.subject for t in found]


def test_a_rare_name_that_many_newsrooms_take_up_trends_and_an_everyday_name_does_not() -> None:
    burst = [mention("Orla", 0.5 + n / 2, n) for n in range(8)]
    (trend,) = trending([*quiet(), *burst], NOW)
    assert (trend.subject, trend.seen, trend.owners) == ("Orla", 8, 7)
    assert trend.stories == ("story of Orla",)


def test_one_newsroom_alone_starts_no_trend() -> None:
    burst = [mention("Orla", n / 100, n, owner="Loud") for n in range(1, 500)]
    assert trending([*quiet(), *burst], NOW) == ()


def test_copies_of_one_text_count_once() -> None:
    copies = [mention("Orla", 1 + n / 10, n, origin="agency") for n in range(30)]
    assert trending([*quiet(), *copies], NOW) == ()


def test_what_comes_back_every_week_at_this_hour_is_no_trend() -> None:
    weekly = [mention("Sunday mass", 168 * w + n / 2 + 0.2, n) for w in range(5) for n in range(8)]
    assert trending([*quiet(), *weekly], NOW) == ()


def test_the_plot_reads_as_characters_and_as_words() -> None:
    burst = [mention("Orla", 0.5, n) for n in range(4)] + [mention("Orla", 3.5 + n / 9, n) for n in range(4)]
    (trend,) = trending([*quiet(), *burst], NOW)
    assert len(trend.line) == 24
    assert trend.line.endswith("█")
    assert trend.words.startswith("8 reports by 4 newsrooms, usually 0.")


def test_nothing_gives_nothing_and_a_stream_without_history_still_answers() -> None:
    assert trending([], NOW) == ()
    assert subjects(trending([mention("Orla", n / 10, n) for n in range(20)], NOW)) == ["Orla"]


def test_shuffled_streams_raise_next_to_no_alarms() -> None:
    r = random.Random(5)
    alarms = asked = 0
    for _ in range(20):
        rates = [r.choice([0.2, 1, 3, 10]) for _ in range(40)]
        mentions = [
            mention(f"s{at}", r.uniform(0, 24 * 28), n) for at, rate in enumerate(rates) for n in range(int(rate * 28))
        ]
        alarms += len(trending(mentions, NOW))
        asked += len(rates)
    assert asked == 800
    assert alarms / asked < 0.01


def test_the_order_of_mentions_does_not_matter() -> None:
    burst = [mention("Orla", 0.5 + n / 2, n) for n in range(8)]
    assert trending([*quiet(), *burst], NOW) == trending([*burst, *quiet()][::-1], NOW)
