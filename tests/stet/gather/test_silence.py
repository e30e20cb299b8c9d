"""A source that falls quiet against its own rhythm is named in time, and one that does not is left in peace."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stet.gather.silence import FLOOR, INTERVALS, silence

START = datetime(2026, 2, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)


def every(gap: timedelta, n: int = 60) -> list[datetime]:
    return [START + gap * k for k in range(n)]


@pytest.mark.parametrize("gap", [timedelta(minutes=20), HOUR, 6 * HOUR, timedelta(days=1), timedelta(days=7)])
def test_a_regular_source_is_silent_within_three_of_its_intervals(gap: timedelta) -> None:
    arrivals = every(gap)
    assert not silence(arrivals, arrivals[-1] + gap * 1.5).silent
    assert silence(arrivals, arrivals[-1] + gap * 3).silent


@pytest.mark.parametrize("seed", range(5))
def test_a_source_with_some_scatter_is_silent_within_three_of_its_mean_intervals(seed: int) -> None:
    noise = random.Random(seed)
    arrivals = [START]
    for _ in range(100):
        arrivals.append(arrivals[-1] + HOUR * noise.uniform(0.5, 1.5))
    assert silence(arrivals, arrivals[-1] + 3 * HOUR).silent
    assert not silence(arrivals, arrivals[-1] + 1.6 * HOUR).silent


def test_a_bursty_source_is_rarely_named_for_its_ordinary_pauses() -> None:
    noise, named, pauses = random.Random(3), 0, 0
    for _ in range(20):
        arrivals = [START]
        for _ in range(200):
            arrivals.append(arrivals[-1] + HOUR * noise.expovariate(1.0))
        for _ in range(20):
            pause = HOUR * noise.expovariate(1.0)
            named += silence(arrivals, arrivals[-1] + pause).silent
            pauses += 1
            arrivals.append(arrivals[-1] + pause)
    assert named / pauses < 0.03


def test_a_night_in_which_it_never_publishes_is_no_silence() -> None:
    arrivals = [START + timedelta(days=d, hours=h) for d in range(14) for h in range(7, 20)]
    evening = arrivals[-1]
    assert not silence(arrivals, evening + 8 * HOUR).silent
    assert silence(arrivals, evening + 14 * HOUR).silent


def test_what_arrives_in_one_look_is_one_arrival() -> None:
    arrivals = [moment for moment in every(6 * HOUR, 20) for _ in range(10)]
    assert not silence(arrivals, arrivals[-1] + 8 * HOUR).silent


def test_arrivals_after_now_hide_nothing() -> None:
    arrivals = [*every(HOUR), datetime(2099, 1, 1, tzinfo=UTC)]
    assert silence(arrivals, arrivals[-2] + 4 * HOUR).silent


def test_while_nobody_looks_nobody_is_silent() -> None:
    arrivals = every(HOUR)
    now = arrivals[-1] + 9 * HOUR
    assert silence(arrivals, now, looked=now).silent
    assert not silence(arrivals, now, looked=arrivals[-1] + HOUR).silent


def test_of_a_source_with_few_items_nothing_is_said() -> None:
    assert not silence(every(HOUR, 5), START + timedelta(days=300)).silent
    assert silence([], START).since is None


def test_the_reason_says_since_when_and_what_is_usual() -> None:
    arrivals = every(HOUR)
    said = silence(arrivals, arrivals[-1] + 5 * HOUR).why
    assert "nothing since 2026-02-04 11:00" in said
    assert "60 minutes" in said


@given(st.lists(st.integers(1, 100_000), min_size=8, max_size=40), st.integers(0, 10_000_000))
def test_silence_once_due_stays_and_is_due_in_time(gaps: list[int], later: int) -> None:
    arrivals = [START]
    for gap in gaps:
        arrivals.append(arrivals[-1] + timedelta(seconds=gap))
    quiet = silence(arrivals, arrivals[-1])
    assert quiet.due
    assert quiet.expected
    assert silence(arrivals, quiet.due + timedelta(seconds=later)).silent
    assert not silence(arrivals, arrivals[-1] + FLOOR / 2).silent
    if arrivals[-1] - arrivals[0] < timedelta(days=3):  # no hours of its own yet: its time is everyone's
        limit = max(quiet.expected * INTERVALS, FLOOR)
        assert quiet.due <= arrivals[-1] + limit + timedelta(seconds=1)
