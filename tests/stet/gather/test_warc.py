"""Captures kept: what was acknowledged is there, whole and unchanged, whatever happens to the process."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from stet.errors import ArchiveError
from stet.gather.warc import Locator, WarcStore
from stet.news import Capture


def capture(n: int = 1, body: bytes | None = None, **said: object) -> Capture:
    body = body if body is not None else f"<p>Bulletin {n}</p>".encode() * 50
    fields = {
        "url": f"https://post.example/{n}",
        "final_url": f"https://www.post.example/{n}",
        "arrived": datetime(2026, 3, 1, 12, tzinfo=UTC) + timedelta(microseconds=n),
        "status": 200,
        "headers": (("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("ETag", '"a"')),
        "body": body,
        "sha256": hashlib.sha256(body).hexdigest(),
    }
    return Capture(**{**fields, **said})  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[WarcStore]:
    with WarcStore(tmp_path / "archive") as opened:
        yield opened


def test_what_is_kept_is_read_back_as_it_was(store: WarcStore) -> None:
    kept = [capture(n) for n in range(20)]
    places = store.append_all(kept)
    assert [store.read(p) for p in places] == kept
    assert [c for _, c in store.captures()] == kept


def test_what_has_a_name_and_no_web_address_is_read_back_as_it_was(store: WarcStore) -> None:
    kept = capture(url="urn:sha256:0a1b", final_url="urn:sha256:0a1b")
    assert store.read(store.append(kept)) == kept
    assert not store.verify().faults


@settings(max_examples=50)
@given(
    body=st.binary(max_size=3000),
    url=st.text(max_size=60),
    value=st.text(st.characters(max_codepoint=255), max_size=60),
    status=st.integers(100, 599),
)
def test_any_bytes_and_headers_come_back(
    tmp_path_factory: pytest.TempPathFactory, body: bytes, url: str, value: str, status: int
) -> None:
    with WarcStore(tmp_path_factory.mktemp("any")) as store:
        kept = capture(body=body, status=status, headers=(("X-Said", value),), url=f"https://x.example/{url}")
        place = store.append(kept)
        back = store.read(place)
        assert (back.body, back.status, back.sha256, back.arrived) == (body, status, kept.sha256, kept.arrived)
        assert store.verify().faults == ()


def test_other_tools_read_the_files(store: WarcStore) -> None:
    store.append(capture(7))
    store.close()
    (path,) = store.folder.glob("*.warc.gz.open")
    with path.open("rb") as file:
        (record,) = list(ArchiveIterator(file, check_digests="raise"))
        assert record.rec_headers.get_header("WARC-Target-URI") == "https://www.post.example/7"
        assert record.rec_headers.get_header("WARC-Payload-Digest")


def test_a_full_file_is_closed_and_the_next_begun(tmp_path: Path) -> None:
    with WarcStore(tmp_path, max_file=2000) as store:
        noise = random.Random(1)
        kept = [capture(n, body=noise.randbytes(600)) for n in range(10)]
        places = store.append_all(kept)
        assert len(store.files()) >= 4
        assert [store.read(p) for p in places] == kept
        assert all(path.stat().st_size <= 2000 for path in tmp_path.glob("*.warc.gz*") if "mark" not in path.name)
        assert store.verify().records == 10


def test_the_next_writer_goes_on_with_an_unfinished_file(tmp_path: Path) -> None:
    with WarcStore(tmp_path) as first:
        one = first.append(capture(1))
    with WarcStore(tmp_path) as second:
        two = second.append(capture(2))
        assert two.file == one.file
        assert two.offset == one.offset + one.length
        assert second.read(one) == capture(1)


def test_two_writers_never_share_a_file(tmp_path: Path) -> None:
    with WarcStore(tmp_path) as first, WarcStore(tmp_path) as second:
        places = [first.append(capture(1)), second.append(capture(2)), first.append(capture(3))]
        assert places[0].file == places[2].file != places[1].file
        assert first.verify().records == 3


@pytest.mark.parametrize("cut", [1, 7, 100, 200])
def test_a_torn_end_is_cut_and_nothing_before_it_is_touched(tmp_path: Path, cut: int) -> None:
    with WarcStore(tmp_path) as store:
        whole = store.append(capture(1))
        torn = store.append(capture(2))
    path = tmp_path / f"{whole.file}.open"
    (tmp_path / f"{whole.file}.open.mark").write_bytes(whole.length.to_bytes(8, "big"))
    os.truncate(path, torn.offset + torn.length - cut)
    with WarcStore(tmp_path) as after:
        again = after.append(capture(3))
        assert again.offset == whole.length
        assert [c for _, c in after.captures()] == [capture(1), capture(3)]
        assert after.verify().faults == ()


@pytest.mark.parametrize("mark", [b"", b"\x00", (10**9).to_bytes(8, "big")])
def test_without_a_usable_mark_whole_records_are_found_by_reading(tmp_path: Path, mark: bytes) -> None:
    with WarcStore(tmp_path) as store:
        place = store.append(capture(1))
    (tmp_path / f"{place.file}.open.mark").write_bytes(mark)
    with WarcStore(tmp_path) as after:
        after.append(capture(2))
        assert after.verify().records == 2


def test_a_whole_record_that_nobody_was_told_of_is_kept_only_after_a_crash_of_the_machine(tmp_path: Path) -> None:
    with WarcStore(tmp_path) as store:
        first, second = store.append(capture(1)), store.append(capture(2))
    path, mark = tmp_path / f"{first.file}.open", tmp_path / f"{first.file}.open.mark"
    this_boot = mark.read_bytes()[8:]
    mark.write_bytes(first.length.to_bytes(8, "big") + b"another boot")
    with WarcStore(tmp_path) as after_power_cut:
        assert after_power_cut.append(capture(3)).offset == second.offset + second.length
    os.truncate(path, second.offset + second.length)
    mark.write_bytes(first.length.to_bytes(8, "big") + this_boot)
    with WarcStore(tmp_path) as after_kill:
        assert after_kill.append(capture(3)).offset == (first.length if this_boot else second.offset + second.length)


def test_a_flipped_bit_is_found_by_the_check_and_refused_by_the_reader(store: WarcStore) -> None:
    places = store.append_all([capture(n, body=random.Random(n).randbytes(5000)) for n in range(3)])
    store.close()
    path = store.folder / f"{places[1].file}.open"
    content = bytearray(path.read_bytes())
    content[places[1].offset + places[1].length // 2] ^= 1
    path.write_bytes(content)
    assert store.verify().faults[0].offset == places[1].offset
    with pytest.raises(ArchiveError) as caught:
        store.read(places[1])
    assert caught.value.advice
    assert store.read(places[0]).sha256


@pytest.mark.parametrize("name", ["../../etc/passwd", "missing.warc.gz", ".hidden", ""])
def test_a_place_that_is_not_in_the_archive_is_named(store: WarcStore, name: str) -> None:
    with pytest.raises(ArchiveError):
        store.read(Locator(file=name, offset=0, length=10))


def test_a_check_that_measured_nothing_says_so(store: WarcStore) -> None:
    assert store.verify().records == 0


WRITER = """
import hashlib, sys
from datetime import UTC, datetime
from pathlib import Path
from stet.gather.warc import WarcStore
from stet.news import Capture

store = WarcStore(Path(sys.argv[1]), max_file=40_000)
n = int(sys.argv[2])
while True:
    body = hashlib.sha512(str(n).encode()).digest() * (n % 90 + 1)
    url = f"https://post.example/{n}"
    place = store.append(Capture(url=url, final_url=url, arrived=datetime.now(UTC), status=200, headers=(), body=body,
                                 sha256=hashlib.sha256(body).hexdigest()))
    print(n, place.file, place.offset, place.length, flush=True)
    n += 1
"""


def killed_at_random_moments(folder: Path, kills: int, seed: int) -> tuple[int, WarcStore]:
    """Kill a writer again and again; return how many captures it acknowledged, and the store it leaves."""
    moments, acknowledged, n = random.Random(seed), dict[int, Locator](), 0
    for _ in range(kills):
        with subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(WRITER), str(folder), str(n)], stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout
            lines = [writer.stdout.readline()]
            time.sleep(moments.random() * 0.05)
            writer.send_signal(signal.SIGKILL)
            lines += writer.stdout.readlines()
        for line in lines:
            if line.endswith("\n"):
                number, file, offset, length = line.split()
                assert int(number) not in acknowledged
                acknowledged[int(number)] = Locator(file=file, offset=int(offset), length=int(length))
        n = max(acknowledged) + 1
    store = WarcStore(folder, max_file=40_000)
    for number, place in acknowledged.items():
        assert store.read(place).url == f"https://post.example/{number}"
    return len(acknowledged), store


def test_a_writer_killed_at_random_moments_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    acknowledged, store = killed_at_random_moments(tmp_path, kills=8, seed=1)
    with store:
        store.append(capture(1))  # takes over what the last one left, and cuts its torn end
        found = store.verify()
        assert found.faults == ()
        assert found.records >= acknowledged + 1 >= 9
        # A kill between the last write and the message about it may leave one record that nobody was told of.
        urls = [kept.url for _, kept in store.captures()]
        assert len(urls) - len(set(urls)) <= 8
