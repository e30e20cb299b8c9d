"""Loading: lines as they come, in time order, and every line that cannot be read named with its place."""

import gzip
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsroom.archive.models import Article, Item, Problem
from newsroom.wire import lines, loading, run
from stet.errors import InputError, NotText

NOW = datetime(2026, 3, 4, tzinfo=UTC)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_lines_that_cannot_be_read_are_named_and_the_rest_is_kept(db, home, dispatches):
    path = home / "wire.jsonl.gz"
    good = json.dumps({**dispatches.bridge, "date": "2026-03-02"})
    bad = ["not json", "[1, 2]", '{"title": "no text"}', json.dumps({**dispatches.bakery, "date": "next week"})]
    with gzip.open(path, "wt") as file:
        file.write("\n".join([bad[0], bad[1], "", good, bad[2], bad[3]]))

    tally = loading.load(path, now=NOW)

    assert (tally.done, tally.failed) == (1, 4)
    assert set(Problem.objects.values_list("subject", flat=True)) == {f"wire.jsonl.gz:{n}" for n in (1, 2, 5, 6)}
    assert all(row.advice for row in Problem.objects.all())


def test_articles_arrive_in_the_order_of_their_dates_whatever_the_order_of_the_file(db, home, dispatches):
    path = home / "wire.jsonl"
    days = ["2026-03-03", "2026-03-01", "2026-03-02"]
    said = [{**dispatches.bridge, "date": day, "url": f"https://coast.example/{day}"} for day in days]
    path.write_text("\n".join(json.dumps(one) for one in said))

    loading.load(path, now=NOW)
    run.batch("read", NOW)

    assert [f"{one.arrived:%Y-%m-%d}" for one in Article.objects.order_by("pk")] == sorted(days)


def test_an_article_without_an_address_is_read_like_any_other(db, home, dispatches):
    path = home / "wire.jsonl"
    path.write_text(json.dumps({**dispatches.bridge, "url": ""}))

    loading.load(path, now=NOW)
    run.batch("read", NOW)

    assert Article.objects.get().title == dispatches.bridge["title"]
    assert not Problem.objects.exists()


def test_a_file_that_is_missing_or_no_archive_is_one_clear_error(db, home):
    with pytest.raises(NotText, match="cannot be read"):
        loading.load(home / "nowhere.jsonl", now=NOW)
    (home / "torn.jsonl.gz").write_bytes(b"\x1f\x8b\x08torn")
    with pytest.raises(NotText, match="cannot be read"):
        loading.load(home / "torn.jsonl.gz", now=NOW)
    assert not Item.objects.exists()


def test_a_claim_ahead_of_its_arrival_is_flagged_and_hides_nothing(wire, dispatches):
    wire({**dispatches.bridge, "after": 60 * 24 * 300})
    wire(dispatches.bakery)

    bridge = Article.objects.get(title__contains="bridge")
    assert bridge.ahead
    assert bridge.arrived == NOON + timedelta(days=2)
    assert bridge.published > bridge.arrived
    assert Article.objects.get(title__contains="bakery").story is not None


@given(
    st.binary(max_size=300)
    | st.dictionaries(st.text(max_size=8), st.text() | st.integers() | st.none()).map(
        lambda said: json.dumps(said).encode()
    )
)
@example(b'{"title": "One", "text": 1}')
@example(b"[" * 100_000)
def test_any_line_is_an_article_or_an_error_of_ours(raw):
    try:
        line = lines.parse(raw)
    except InputError:
        return
    article = lines.article(line)
    assert all(span.of(article.text).strip() for span in article.paragraphs)
