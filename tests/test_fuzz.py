"""The targets of `fuzz`, with the bytes that Hypothesis thinks of: noise, and good input that was damaged."""

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from fuzz.targets import SEEDS, TARGETS

PIECES = st.sampled_from(
    [
        *(b"<", b">", b"</", b"<![CDATA[", b"]]>", b"<!--", b"&lt;", b"&#0;", b"\x00", b"\xff", b"<!DOCTYPE a ["),
        *(b"<svg onload=", b"javascript:", b"<script>", b"\xe2\x80\xae", b"9" * 40, b'"', b"'", b"\xef\xbb\xbf"),
        *(b"<a b=", b"{", b"}", b"T25:61Z"),
    ]
)


@st.composite
def damaged(draw: st.DrawFn, seeds: tuple[bytes, ...]) -> bytes:
    """Give a good input with a few places cut out, put in, or said twice."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.integers(0, 30)))
        data = data[:at] + draw(st.one_of(PIECES, st.binary(max_size=12), st.just(data[at:end] * 3))) + data[end:]
    return data


@pytest.mark.parametrize("name", list(TARGETS))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_nothing_that_strangers_send_breaks_a_reader(name: str, data: st.DataObject) -> None:
    TARGETS[name](data.draw(st.one_of(st.binary(max_size=200), damaged(SEEDS[name]))))


def test_each_target_reads_its_own_seeds() -> None:
    assert SEEDS.keys() == TARGETS.keys()
    for name, seeds in SEEDS.items():
        for seed in seeds:
            TARGETS[name](seed)
