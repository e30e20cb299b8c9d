"""Times as feeds write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stet.gather.moments import moment


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Tue, 03 Mar 2026 07:05:09 +0100", datetime(2026, 3, 3, 6, 5, 9, tzinfo=UTC)),
        ("3 March 2026 07:05 GMT", datetime(2026, 3, 3, 7, 5, tzinfo=UTC)),
        ("Tue, 3 Mar 2026 07:05:09 EST", datetime(2026, 3, 3, 12, 5, 9, tzinfo=UTC)),
        ("2026-03-03T07:05:09.123456Z", datetime(2026, 3, 3, 7, 5, 9, tzinfo=UTC)),
        ("2026-03-03T07:05:09-05:30", datetime(2026, 3, 3, 12, 35, 9, tzinfo=UTC)),
        ("2026-03-03 07:05:09+0000", datetime(2026, 3, 3, 7, 5, 9, tzinfo=UTC)),
        ("2026-03-03", datetime(2026, 3, 3, tzinfo=UTC)),
        ("2026-03", datetime(2026, 3, 1, tzinfo=UTC)),
        ("31 Dec 2016 23:59:60 GMT", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("Tue, 31 Feb 2026 07:05:09 GMT", None),
        ("yesterday", None),
        ("", None),
        ("9" * 500, None),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-14:00", None),
    ],
)
def test_a_time_is_read_or_nothing_is(text: str, means: datetime | None) -> None:
    assert moment(text) == means


@given(st.text(max_size=90))
def test_any_text_gives_an_aware_time_or_nothing(text: str) -> None:
    found = moment(text)
    assert found is None or found.tzinfo is UTC


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1)))
def test_what_the_standards_write_is_read_back(when: datetime) -> None:
    when = when.replace(microsecond=0, tzinfo=UTC)
    assert moment(when.isoformat()) == when
    assert moment(when.strftime("%a, %d %b %Y %H:%M:%S GMT")) == when
