"""Archives that others made: their pages go through the same stages, once."""

import gzip
import re
from datetime import UTC, datetime

import pytest

from newsroom.archive.models import Article, Capture, Problem
from newsroom.wire import importing, run
from newsroom.wire.tally import Tally
from stet import news
from stet.errors import NotText
from stet.gather.warc import WarcStore

MOMENT = datetime(2025, 3, 3, 9, tzinfo=UTC)
TEXT = (
    "The Harl bridge was closed on Monday after inspectors found a crack 40 centimetres long in its main girder.",
    "About 12,000 cars cross the bridge each day, and the repair will take three weeks, the roads office said.",
    "Ferries carry people on foot from Tuesday, and the school bus leaves an hour earlier, the town hall said.",
)


def capture(url, body, kind="text/html; charset=utf-8", status=200):
    return news.Capture(
        url=url, final_url=url, arrived=MOMENT, status=status, headers=(("content-type", kind),), body=body, sha256=""
    )


@pytest.fixture
def foreign(tmp_path):
    """Write an archive elsewhere, with a page, a picture and a page that was not there."""
    said = "".join(f"<p>{sentence}</p>" for sentence in TEXT)
    page = f"<html lang=en><title>Harl bridge closes</title><article><h1>Harl bridge closes</h1>{said}</article></html>"
    with WarcStore(tmp_path / "elsewhere") as store:
        store.append(capture("https://www.harlpost.example/bridge", page.encode()))
        store.append(capture("https://www.harlpost.example/bridge.jpg", b"\xff\xd8", kind="image/jpeg"))
        store.append(capture("https://www.harlpost.example/gone", b"gone", status=404))
        return store.folder / f"{store.files()[0]}.open"  # not finished yet, as its name says


def test_the_pages_of_an_archive_become_articles_of_their_moment_and_only_once(db, home, foreign):
    assert importing.bring_in(foreign).done == 1
    run.batch("read", datetime.now(UTC))

    article = Article.objects.get()
    assert article.arrived == MOMENT
    assert article.source.slug == "harlpost-example"
    assert "40 centimetres" in article.current.text

    assert importing.bring_in(foreign).done == 0
    assert Capture.objects.count() == 1


def cut(number, of, *sentences):
    """Return one page of an article that is cut into several, as their archive holds it."""
    said = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    link = f'<a rel="next" href="/wall?page={number + 1}">Next page</a>' if number < of else ""
    page = f"<html lang=en><title>Wall</title><article><h1>Harl wall rises</h1>{said}</article>{link}</html>"
    return capture("https://www.harlpost.example/wall" + (f"?page={number}" if number > 1 else ""), page.encode())


def test_the_pages_of_an_article_are_joined_wherever_they_lie_in_the_archive(db, home, tmp_path):
    other = capture(
        "https://www.harlpost.example/bakery",
        b"<html><h1>Bakery opens</h1><p>The bakery on Mill Street opens.</p></html>",
    )
    with WarcStore(tmp_path / "elsewhere") as store:
        for one in (cut(3, 3, TEXT[2]), other, cut(1, 3, TEXT[0]), cut(2, 3, TEXT[1])):
            store.append(one)
        path = store.folder / f"{store.files()[0]}.open"

    assert importing.bring_in(path).done == 4
    run.batch("read", datetime.now(UTC))
    wall = Article.objects.get(title="Harl wall rises")
    assert [wall.current.text[start:end] for start, end in wall.current.pages] == list(TEXT)
    assert Article.objects.count() == 2
    assert importing.bring_in(path).done == 0


def test_what_is_torn_off_is_counted_and_what_stands_before_is_kept(db, home, foreign, tmp_path):
    torn = tmp_path / "torn.warc.gz"
    torn.write_bytes(foreign.read_bytes()[:-200])
    tally = importing.bring_in(torn)
    assert tally.done == 1
    assert tally.failed <= 1


@pytest.mark.parametrize("where", [0.3, 0.5, 0.7, None])
def test_a_damaged_record_is_told_with_its_place_and_costs_nobody_else(db, home, tmp_path, where):
    with WarcStore(tmp_path / "elsewhere") as store:
        for number in range(9):
            said = "".join(f"<p>{sentence} {number}</p>" for sentence in TEXT)
            store.append(capture(f"https://www.harlpost.example/{number}", f"<html>{said}</html>".encode()))
        whole = (store.folder / f"{store.files()[0]}.open").read_bytes()
    # Compressed, any byte; plain, one of a page's text.
    body = bytearray(whole if where else gzip.decompress(whole))
    body[int(len(body) * where) if where else body.index(b"Ferries", len(body) // 2)] ^= 0xFF
    damaged = tmp_path / "damaged.warc"
    damaged.write_bytes(bytes(body))

    tally = importing.bring_in(damaged)
    assert (tally.done, tally.failed) == (8, 1)
    problem = Problem.objects.get(stage="import")
    assert "cannot be read" in problem.text
    assert problem.advice


@pytest.mark.parametrize("kind", ["text/html", "image/jpeg"])
def test_a_damaged_length_swallows_no_neighbours(db, home, tmp_path, kind):
    with WarcStore(tmp_path / "elsewhere") as store:
        for number in range(9):
            said = "".join(f"<p>{sentence} {number}</p>" for sentence in TEXT).encode()
            store.append(capture(f"https://www.harlpost.example/{number}", said, kind="text/html" if number else kind))
        plain = gzip.decompress((store.folder / f"{store.files()[0]}.open").read_bytes())
    bare = re.sub(rb"WARC-\w+-Digest: [^\r]+\r\n", b"", plain)  # with digests the damage shows by itself
    damaged = tmp_path / "damaged.warc"
    at = bare.index(b"Content-Length: ", bare.index(b"harlpost.example/0"))
    damaged.write_bytes(bare[:at] + b"Content-Length: 1200\r\n" + bare[bare.index(b"\r\n", at) + 2 :])

    assert importing.bring_in(damaged) == Tally(done=8, failed=1)
    assert "cannot be read" in Problem.objects.get(stage="import").text


def test_a_file_that_is_not_there_is_named(db, home, tmp_path):
    with pytest.raises(NotText, match="no such file"):
        importing.bring_in(tmp_path / "nothing.warc.gz")


BODIES = {"empty": b"", "words": b"hello\n", "packed": gzip.compress(b"hello\n" * 50), "cut": b"\x1f\x8b\x08"}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_file_that_is_no_archive_is_named_as_that_and_not_as_a_damaged_one(db, home, tmp_path, body):
    path = tmp_path / "notes.warc.gz"
    path.write_bytes(body)
    with pytest.raises(NotText, match="no WARC file"):
        importing.bring_in(path)
    assert not Problem.objects.exists()
