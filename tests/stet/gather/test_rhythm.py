"""When a source is looked at again: by its own rhythm, as it asks, and never all at once."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stet.gather import failures, rhythm
from stet.gather.failures import Cause, Next
from stet.gather.rhythm import Look, budget, next_look
from stet.news import Capture

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def arrivals(gap: timedelta, n: int = 50) -> list[datetime]:
    return [NOW - gap * k for k in range(n)]


def wait(look: Look, past: list[datetime], chance: float = 0.0) -> timedelta:
    turn = next_look(look, past, chance=chance)
    assert turn.at
    return turn.at - look.at


def test_a_busy_source_is_looked_at_often_and_a_sleepy_one_seldom() -> None:
    look = Look(at=NOW)
    assert wait(look, arrivals(timedelta(minutes=2))) == rhythm.SHORTEST
    assert timedelta(minutes=2) < wait(look, arrivals(HOUR)) < timedelta(minutes=5)
    assert HOUR < wait(look, arrivals(timedelta(hours=49))) < 4 * HOUR
    assert wait(look, arrivals(timedelta(hours=2161))) == rhythm.LONGEST


def test_a_source_without_a_past_gets_the_usual_interval() -> None:
    assert wait(Look(at=NOW), []) == rhythm.UNKNOWN


def test_a_source_that_slows_down_is_looked_at_less() -> None:
    past = arrivals(timedelta(minutes=10))
    later = Look(at=NOW + timedelta(days=2))
    assert wait(later, past) > 3 * wait(Look(at=NOW), past)


def test_quiet_hours_are_looked_at_less() -> None:
    past = [NOW - timedelta(days=d) + timedelta(hours=h) for d in range(1, 14) for h in range(-5, 8)]
    assert wait(Look(at=NOW + timedelta(hours=14)), past) > 3 * wait(Look(at=NOW), past)


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"max_age": timedelta(minutes=30)}, "Cache-Control"),
        ({"ttl": timedelta(minutes=20)}, "ttl"),
        ({"retry_after": timedelta(hours=3)}, "Retry-After"),
        ({"pushed": True}, "hub"),
    ],
)
def test_what_the_source_asks_for_is_honoured(asked: dict[str, timedelta], why: str) -> None:
    past = arrivals(timedelta(minutes=5))
    turn = next_look(Look(at=NOW, **asked), past, chance=0.0)  # type: ignore[arg-type]
    assert turn.at
    assert turn.at - NOW > wait(Look(at=NOW), past)
    assert why in turn.why


def test_failures_are_tried_again_with_growing_gaps() -> None:
    failure = failures.of(Cause.TIMED_OUT)
    waits = [wait(Look(at=NOW, failure=failure, failures=n), []) for n in range(1, 20)]
    assert waits == sorted(waits)
    assert waits[0] == rhythm.FIRST_RETRY
    assert waits[-1] == rhythm.LONGEST


def test_what_is_gone_is_left_to_a_person() -> None:
    turn = next_look(Look(at=NOW, failure=failures.of(Cause.GONE), failures=1), [], chance=0.5)
    assert turn.at is None
    assert "Remove" in turn.why


@given(st.floats(0, 1), st.integers(1, 86_400))
def test_asked_to_wait_we_never_come_sooner(chance: float, seconds: int) -> None:
    look = Look(at=NOW, failure=failures.of(Cause.TOO_MANY), failures=1, retry_after=timedelta(seconds=seconds))
    assert wait(look, [], chance) >= timedelta(seconds=seconds)


@given(st.floats(0, 1), st.lists(st.integers(-10_000_000, 10_000_000), max_size=50), st.integers(0, 50))
def test_every_turn_lies_between_the_shortest_and_the_longest(chance: float, past: list[int], failed: int) -> None:
    failure = failures.of(Cause.BROKEN) if failed else None
    look = Look(at=NOW, failure=failure, failures=failed)
    gap = wait(look, [NOW - timedelta(seconds=s) for s in past], chance)
    assert rhythm.SHORTEST <= gap <= rhythm.LONGEST * 1.2


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("120", timedelta(minutes=2)),
        (" 5 ", timedelta(seconds=5)),
        ("Mon, 02 Mar 2026 12:10:00 GMT", timedelta(minutes=10)),
        ("Mon, 02 Mar 2026 11:00:00 GMT", timedelta()),
        ("99999999999999999999", rhythm.WAIT_CAP),
        ("-5", timedelta()),
        ("soon", timedelta()),
        ("", timedelta()),
        ("١٢", timedelta()),
    ],
)
def test_retry_after_is_seconds_or_a_date(said: str, means: timedelta) -> None:
    assert rhythm.retry_after(said, NOW) == means


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("max-age=300", 300),
        ("public, Max-Age=60", 60),
        ('max-age="90"', 90),
        ("no-cache", 0),
        ("max-age=x", 0),
        ("s-maxage=9", 0),
        ("max-age=99999999999", 86_400),
    ],
)
def test_cache_control_gives_a_floor(said: str, seconds: int) -> None:
    assert rhythm.max_age(said) == timedelta(seconds=seconds)


def test_an_answer_says_what_it_asks_for() -> None:
    capture = Capture(
        url="u", final_url="u", arrived=NOW, status=200, body=b"", sha256="",
        headers=(("Cache-Control", "max-age=60"), ("Retry-After", "30")),
    )  # fmt: skip
    look = rhythm.asked(capture, 15)
    assert (look.max_age, look.retry_after, look.ttl) == (
        timedelta(minutes=1), timedelta(seconds=30), timedelta(minutes=15),
    )  # fmt: skip


def test_a_host_is_asked_no_more_than_its_budget_across_all_its_feeds() -> None:
    held, made = budget(NOW, per_minute=30), 0
    for second in range(600):
        for _ in range(5):
            held, pause = held.spend(NOW + timedelta(seconds=second))
            made += not pause
    assert 300 <= made <= 311


def test_a_crawl_delay_is_kept() -> None:
    held, first = budget(NOW, delay=10).spend(NOW)
    held, second = held.spend(NOW + timedelta(seconds=1))
    assert first == timedelta()
    assert second == timedelta(seconds=9)
    assert held.spend(NOW + timedelta(seconds=10))[1] == timedelta()


def test_every_cause_has_a_next_step_and_words_for_everyone() -> None:
    assert len(Cause) >= 12
    for cause in Cause:
        said = failures.of(cause)
        assert said.next in Next
        assert said.advice
        assert said.readers.endswith(".")
