"""What is kept: bytes that are what they were, and a search that can always be made anew."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest

from newsroom.archive import fixity, search, vault
from newsroom.archive.models import Article, Capture
from newsroom.wire import indexing
from stet.errors import ArchiveError, InputError

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_every_capture_comes_back_byte_for_byte(wire, dispatches):
    wire(*dispatches.all)

    for row in Capture.objects.all():
        assert vault.take(row).sha256 == row.sha256
    report = fixity.verify()
    assert (report.records, report.broken) == (4, ())
    assert Capture.objects.filter(intact=True).exclude(checked_at=None).count() == 4


def test_a_changed_byte_is_found_and_the_row_says_so(wire, dispatches, home):
    wire(*dispatches.all)
    row = Capture.objects.order_by("offset")[1]
    vault.store().close()
    path = next((home / "archive").glob(f"{row.file}*"))
    path = min((home / "archive").glob(f"{row.file}*"), key=lambda one: len(one.name))
    damaged = bytearray(path.read_bytes())
    damaged[row.offset + row.length // 2] ^= 0xFF
    path.write_bytes(bytes(damaged))

    report = fixity.verify()

    assert report.broken
    assert not Capture.objects.get(pk=row.pk).intact
    with pytest.raises(ArchiveError):
        vault.take(row)


def test_search_finds_words_in_their_forms_and_marks_them(wire, dispatches):
    wire(*dispatches.all)

    found = search.search("inspector crack")
    assert found.total >= 2
    hit = found.hits[0]
    assert hit.marks
    assert all(hit.snippet[start:end].strip() for start, end in hit.marks)


def test_search_can_be_narrowed_to_an_outlet_and_a_time(wire, dispatches):
    wire(*dispatches.all)

    assert {hit.article for hit in search.search("bridge", outlet="radio-harl").hits} == {
        Article.objects.get(source__slug="radio-harl", title__contains="bridge").pk
    }
    assert search.search("bridge", since=NOON + timedelta(minutes=60)).total == 1


def test_an_index_that_was_deleted_is_made_anew_from_the_database(wire, dispatches, home):
    wire(*dispatches.all)
    shutil.rmtree(home / "search")

    search.index()
    assert indexing.waiting().count() == 4
    indexing.index(NOON)

    assert search.search("bridge").total == 3


def test_an_empty_question_says_what_to_do(wire):
    with pytest.raises(InputError, match="nothing was asked"):
        search.search("   ")
