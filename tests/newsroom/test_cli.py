"""The site's commands as a person types them: what they print, and with which exit code they end."""

import json

import pytest
from django.utils import timezone
from typer.testing import CliRunner

from newsroom.archive.models import Source, SourceFeed, Story
from newsroom.cli import app, main, opening
from newsroom.desk import audit
from newsroom.wire import intake
from newsroom.wire.tally import Tally
from stet import news
from stet.cli import app as stet
from stet.errors import InputError

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsroom(home):
    """Give a function that runs a command in this test's database and folder; returns its result."""
    opening.ready.cache_clear()
    yield lambda *words, **kept: CliRunner().invoke(app, [str(word) for word in words], **kept)
    opening.ready.cache_clear()


@pytest.fixture
def file(home, dispatches):
    """Write a small wire with one line that is no JSON, and one without text."""
    path = home / "wire.jsonl"
    lines = [json.dumps({**said, "date": f"2026-03-02T1{n}:00:00Z"}) for n, said in enumerate(dispatches.all)]
    path.write_text("\n".join([*lines, "{not json", '{"title": "No text"}']))
    return path


def test_the_version_is_an_option(newsroom):
    said = newsroom("--version")
    assert said.exit_code == 0
    assert said.stdout.startswith("newsroom 0.")


def test_a_file_is_loaded_with_its_bad_lines_counted_and_a_second_load_adds_nothing(newsroom, file):
    first = newsroom("load", file)
    assert first.exit_code == 0, first.output
    assert f"{file.name}: 4 new, 2 could not be read" in first.stderr

    again = newsroom("load", file)
    assert f"{file.name}: 0 new, 2 could not be read" in again.stderr


def test_an_edition_is_the_same_bytes_each_time_and_says_why(newsroom, file):
    newsroom("load", file)
    one, two = (newsroom("edition", "--at", "2026-03-02T18:00Z", "-f", "json") for _ in range(2))
    assert one.exit_code == 0, one.output
    assert one.stdout_bytes == two.stdout_bytes
    assert json.loads(one.stdout)

    text = newsroom("edition", "--at", "2026-03-02T18:00Z").stdout
    assert "Harl bridge" in text
    assert "3 outlets, 2 origins" in text
    assert "origins +" in text


def test_an_edition_before_anything_arrived_and_a_moment_that_is_none_are_refused_with_advice(newsroom, file):
    newsroom("load", file)
    for moment in ("1999-01-01T00:00Z", "next Tuesday"):
        refused = newsroom("edition", "--at", moment)
        assert refused.exit_code != 0
        assert refused.exception is not None
        assert moment.split("T")[0] in str(refused.exception)


def test_what_the_archive_holds_on_a_draft_is_what_the_linter_checks_it_against(newsroom, file, home):
    newsroom("load", file)
    told = json.loads(file.read_text().splitlines()[0])["text"]
    draft, sources = home / "draft.md", home / "sources.jsonl"
    draft.write_text(told.split("\n")[0], encoding="utf-8")
    found = newsroom("evidence", draft)
    assert found.exit_code == 0, found.output
    assert told in [json.loads(line)["text"] for line in found.stdout.splitlines()]
    (home / "drafts").mkdir()
    (home / "drafts" / "one.md").write_text(draft.read_text(encoding="utf-8"), encoding="utf-8")
    assert newsroom("evidence", home / "drafts").stdout == found.stdout

    sources.write_text(found.stdout, encoding="utf-8")
    ledger = CliRunner().invoke(stet, ["check", str(draft), "--source", str(sources), "--strict"])
    assert ledger.exit_code == 0, ledger.output


def test_evidence_is_given_by_story_and_its_lack_is_exit_code_1(newsroom, file, home):
    newsroom("load", file)
    story = Story.objects.order_by("-reports").first()
    assert len(newsroom("evidence", "--story", story.key).stdout.splitlines()) == story.reports > 1

    draft = home / "draft.md"
    draft.write_text("Zyzzyva quokkas hummed.", encoding="utf-8")
    found = newsroom("evidence", draft)
    assert (found.exit_code, found.stdout) == (1, "")
    assert "no such story" in str(newsroom("evidence", "--story", "nobody").exception)
    assert "nothing was asked" in str(newsroom("evidence").exception)


def test_the_archive_verifies_until_a_byte_is_changed(newsroom, file, home):
    newsroom("load", file)
    assert newsroom("verify-archive").exit_code == 0

    warc = max((home / "archive").iterdir(), key=lambda path: path.stat().st_size)
    damaged = bytearray(warc.read_bytes())
    damaged[len(damaged) // 2] ^= 0xFF
    warc.write_bytes(damaged)
    found = newsroom("verify-archive")
    assert found.exit_code == 1
    assert warc.name.removesuffix(".open") in found.output


def test_an_audit_log_verifies_here_and_elsewhere_until_a_line_is_changed(newsroom, home):
    for what in ("post flood", "post ferry"):
        audit.record("mira", "publish", what)
    assert "2 entries" in newsroom("verify-audit").output

    log = home / "audit.jsonl"
    log.write_text("".join(audit.export()), encoding="utf-8")
    assert newsroom("verify-audit", log).exit_code == 0
    log.write_text(log.read_text(encoding="utf-8").replace("ferry", "bridge"), encoding="utf-8")
    found = newsroom("verify-audit", log)
    assert (found.exit_code, found.stdout) == (1, "Entry 2 was altered.\n")
    log.write_text("no log\n", encoding="utf-8")
    assert "no audit log" in str(newsroom("verify-audit", log).exception)


def test_nothing_wrong_is_said_when_nothing_is(newsroom, file):
    assert "Nothing is wrong" in newsroom("problems").output


def test_an_account_is_made_once_and_a_weak_password_is_refused(newsroom):
    made = newsroom("createuser", "mara", "--role", "reporter", input="a long enough one\n" * 2)
    assert made.exit_code == 0, made.output
    assert "mara may sign in as mara" in made.output

    twice = newsroom("createuser", "mara", "--password", "another long enough")
    weak = newsroom("createuser", "ilse", "--password", "short")
    assert "mara" in str(twice.exception)
    assert "ilse" in str(weak.exception)


def test_what_we_know_to_be_wrong_is_one_line_and_exit_code_2(monkeypatch, capsys, home):
    monkeypatch.setattr("sys.argv", ["newsroom", "load", str(home / "missing.jsonl")])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert "missing.jsonl" in said
    assert "Traceback" not in said


def test_a_public_site_is_baked_and_a_second_time_writes_nothing(newsroom, file, home):
    newsroom("load", file)
    first = newsroom("bake", home / "public")
    assert first.exit_code == 0, first.output
    assert "Harl bridge" in (home / "public" / "index.html").read_text()
    assert " 0 files written, 0 deleted" in newsroom("bake", home / "public").output


def test_sources_are_listed_held_items_let_in_and_an_exception_made(newsroom, monkeypatch):
    monkeypatch.setattr(opening.out, "width", 300)
    now = timezone.now()
    source = Source.objects.create(slug="harl-post", name="Harl Post")
    feed = SourceFeed.objects.create(source=source, url="https://harlpost.example/f", host="harlpost.example")
    feed.cause, feed.problem, feed.advice, feed.last_success = "gone", "it answered 410", "Remove the source", now
    feed.save()
    flood = [news.Item(id=f"n{n}", link=f"https://harlpost.example/{n}", title=f"Report {n}") for n in range(102)]
    intake.take_in(flood, source=source, feed=feed, now=now)

    listed = newsroom("held").stdout
    assert "Report 101" in listed
    assert "2 items held." in listed
    assert "certificate" in newsroom("trust", "harl-post").stdout
    said = newsroom("sources", "harl", env={"TERM": "xterm"}).stdout
    assert "it answered 410" in said
    assert "not verified" in said
    assert "1 item of Harl Post let in" in newsroom("held", "harl-post", "--let-in", "--only", listed.split()[0]).stdout
    assert "1 item of Harl Post dropped" in newsroom("held", "harl-post", "--drop").stdout
    assert "Nothing is held." in newsroom("held").stdout
    assert newsroom("held", "--drop").exit_code != 0
    assert newsroom("held", "harl-post", "--only", "1").exit_code != 0


def test_gathering_once_says_what_came_of_it(newsroom, monkeypatch):
    for tally, said in (
        (Tally(done=3, failed=1), "3 answers stored"),
        (Tally(done=3, failed=1), "1 could not be had; `newsroom sources`"),
        (Tally(), "Nothing was due"),
    ):
        monkeypatch.setattr("newsroom.wire.gathering.gather", lambda once, tally=tally: tally)
        assert said in " ".join(newsroom("gather", "--once").stderr.split())


def test_square_brackets_in_the_words_of_a_source_are_printed_as_they_are(newsroom, monkeypatch):
    monkeypatch.setattr(opening.out, "width", 300)
    source = Source.objects.create(slug="harl-post", name="Harl [red]Post [/b]", home="https://harlpost.example/")
    SourceFeed.objects.create(source=source, url="https://harlpost.example/f?a[/b]=1", host="harlpost.example")
    for verb in (
        ("add", "https://harlpost.example/f?a[/b]=1"),
        ("sources",),
        ("pause", "harl-post"),
        ("trust", "harl-post"),
    ):
        said = newsroom(*verb)
        assert said.exit_code == 0, said.output
        assert "Harl [red]Post [/b]" in said.stdout


def test_a_list_of_feeds_names_what_it_leaves_out_and_a_missing_one_is_an_error_of_ours(newsroom, home):
    path = home / "feeds.opml"
    path.write_text('<opml><body><outline xmlUrl="http://10.0.0.1/[x]"/></body></opml>')
    said = newsroom("opml", "in", path)
    assert "http://10.0.0.1/[x] is not followed: 10.0.0.1 is private" in said.stderr
    missing = newsroom("opml", "in", home / "nothing.opml")
    assert isinstance(missing.exception, InputError)


def test_one_file_that_is_no_archive_keeps_no_other_from_coming_in(newsroom, home):
    (home / "notes.txt").write_text("hello")
    said = newsroom("import", home / "notes.txt", home / "nothing.warc")
    assert said.exit_code == 2
    assert "notes.txt: it is no WARC file" in said.stderr
    assert "nothing.warc: there is no such file" in said.stderr
