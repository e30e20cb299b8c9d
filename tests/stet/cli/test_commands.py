"""The commands as people and machines call them: in processes of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).resolve().parents[3] / "sample"
BEACON = SAMPLE / "wire" / "beacon" / "summit-end-beacon.html"
EVIDENCE = SAMPLE / "evidence"
MAIN = "from stet.cli import main; main()"


def stet(*words: str, stdin: str | bytes = "", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    given = stdin.encode() if isinstance(stdin, str) else stdin
    command = [sys.executable, "-c", MAIN, *map(str, words)]
    done = subprocess.run(command, input=given, capture_output=True, check=False, cwd=cwd)
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


def lines(done: subprocess.CompletedProcess[str]) -> list[dict]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("verb", ["read", "feed", "facts", "check", "group", "mutate"])
def test_every_verb_explains_itself(verb):
    done = stet(verb, "--help")
    assert done.returncode == 0
    assert "--batch" in done.stdout


def test_an_unknown_option_is_wrong_use():
    assert stet("read", "--nope").returncode == 2


@pytest.mark.parametrize("verb", ["read", "feed", "facts", "check", "mutate"])
def test_a_missing_file_is_named_with_what_to_do(verb):
    done = stet(verb, "no-such-file.txt")
    assert done.returncode == 2
    assert "no-such-file.txt" in done.stderr
    assert "Traceback" not in done.stderr


def test_one_missing_file_does_not_stop_the_others(tmp_path):
    (tmp_path / "a.txt").write_text("Nine people left on Friday.")
    done = stet("facts", "no-such-file.txt", tmp_path / "a.txt")
    assert done.returncode == 2
    assert "Nine" in done.stdout


def test_binary_text_is_refused_in_words(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\x00\x01\xff\xfe" * 50)
    done = stet("facts", tmp_path / "a.txt")
    assert done.returncode == 2
    assert "a.txt" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("verb", ["read", "feed", "facts", "check", "group", "mutate"])
def test_nothing_handed_in_is_never_passed(verb):
    done = stet(verb, stdin="\n \n")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("stet: ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
@pytest.mark.parametrize("format", ["text", "json"])
def test_an_answer_that_cannot_be_written_is_no_finding(tmp_path, format):
    (tmp_path / "a.txt").write_text("Nine people left on Friday.")
    command = [sys.executable, "-c", MAIN, "check", str(tmp_path / "a.txt"), "-f", format]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert "could not be written" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("sentences", [1, 2000])
def test_a_reader_who_has_seen_enough_gets_neither_findings_nor_a_pass(tmp_path, sentences):
    (tmp_path / "a.txt").write_text("Nine people left on Friday. " * sentences)
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-c", MAIN, "facts", str(tmp_path / "a.txt")],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_fault_of_ours_is_no_finding(tmp_path):
    (tmp_path / "a.txt").write_text("Nine people left on Friday.")
    broken = "import stet.cli, stet.cli.files; stet.cli.files.draft = lambda path: 1 / 0; stet.cli.main()"
    done = subprocess.run([sys.executable, "-c", broken, "facts", str(tmp_path / "a.txt")], capture_output=True)
    assert done.returncode == 2
    assert b"ZeroDivisionError" in done.stderr


EMPTY = "<html><head><title>Votes for the bridge</title></head><body></body></html>"


@pytest.mark.parametrize("page", [EMPTY, "<html><body></body></html>"])
def test_a_page_without_any_text_is_a_finding_and_says_so(page):
    told = stet("read", stdin=page)
    assert (told.returncode, told.stderr) == (1, "")
    assert "empty: no text of an article" in told.stdout
    for form in ("json", "jsonl"):
        done = stet("read", "--format", form, stdin=page)
        assert done.returncode == 1
        assert (json.loads(done.stdout)["state"], json.loads(done.stdout)["text"]) == ("empty", "")


def test_a_batch_with_a_page_without_any_text_answers_every_line_and_is_no_success():
    given = [{"id": "a", "html": EMPTY}, {"id": "b", "text": "Nine people left Tessen on Friday."}]
    done = stet("read", "--batch", stdin="\n".join(map(json.dumps, given)))
    assert done.returncode == 1
    assert [(line["id"], line["state"]) for line in lines(done)] == [("a", "empty"), ("b", "read")]


def test_a_page_that_is_no_report_says_what_it_is():
    page = f"<html><body><h1>Votes</h1><p>{'Subscribe to continue reading this article. ' * 2}</p></body></html>"
    assert "wall" in stet("read", stdin=page).stdout.splitlines()[1]


def test_grouping_what_is_no_json_at_all_cannot_run():
    done = stet("group", stdin=b"\xff\xfe\nnot json\n")
    assert done.returncode == 2
    assert [line["line"] for line in lines(done)] == [1, 2]


def test_read_gives_the_article_without_the_page_around_it():
    article = json.loads(stet("read", BEACON, "--format", "json").stdout)
    assert article["title"] == "Alaska shock: summit ends with NO deal"
    assert "took questions" not in article["title"]
    assert "Neither of them took questions" in article["text"]
    for furniture in ("Connect with us", "Continue Reading", "dentists", "All rights reserved"):
        assert furniture not in article["text"]
    for p in article["paragraphs"]:
        assert article["text"][p["start"] : p["end"]].strip()


def test_feed_lists_items_of_every_format():
    for feed in sorted(SAMPLE.glob("wire/*/feed.*")):
        parsed = json.loads(stet("feed", feed, "--format", "json").stdout)
        assert parsed["items"], feed
        assert all(i["link"].startswith("https://") for i in parsed["items"]), feed


def test_feeds_in_a_folder_are_found(tmp_path):
    (tmp_path / "a.xml").write_text('<rss version="2.0"><channel><title>Kestrel</title></channel></rss>')
    (tmp_path / "notes.txt").write_text("No feed.")
    assert stet("feed", tmp_path).stdout.startswith("Kestrel: 0 items")


def test_facts_stand_where_they_say(tmp_path):
    text = 'Mr. Boone said on Friday that "nine ships" cost £2.1bn.'
    (tmp_path / "a.txt").write_text(text)
    facts = json.loads(stet("facts", tmp_path / "a.txt", "--format", "json", "--published", "2025-08-15").stdout)[
        "facts"
    ]
    assert {"figure", "date", "quotation"} <= {f["kind"] for f in facts}
    assert all(text[f["start"] : f["end"]] == f["text"] for f in facts)
    assert any(f["value"].get("value") == "2025-08-15" for f in facts if f["kind"] == "date")


def test_check_exits_0_when_the_copy_stands_and_1_when_it_does_not(tmp_path):
    (tmp_path / "source.txt").write_text("Nineteen people died in the floods on Friday, the rescue service said.")
    (tmp_path / "true.txt").write_text("Nineteen people died in the floods on Friday, the rescue service said.")
    (tmp_path / "false.txt").write_text("Ninety people died in the floods on Friday, the rescue service said.")
    against = ("--source", tmp_path / "source.txt", "--published", "2025-08-15")
    assert stet("check", tmp_path / "true.txt", *against).returncode == 0
    wrong = stet("check", tmp_path / "false.txt", *against)
    assert wrong.returncode == 1
    assert f"{tmp_path}/false.txt:1:1" in wrong.stdout
    assert "Ninety" in wrong.stdout


def test_check_without_any_source_passes_nothing(tmp_path):
    (tmp_path / "a.txt").write_text("Nineteen people died in Brenwick on Friday.")
    done = stet("check", tmp_path / "a.txt", "--format", "json")
    assert done.returncode == 1
    assert {f["verdict"] for f in json.loads(done.stdout)["facts"]} <= {"unsupported", "not checkable"}


def test_a_pasted_page_is_checked_without_its_furniture(tmp_path):
    page = (
        "Sign up for our newsletter\n\nShare\n\nRates fall\n\nBy Ann Ash\n\n"
        "The Bank of Velmora cut its rate to 4.25 percent on "
        "Thursday after months of falling prices, and said that more cuts could follow later in the year.\n\n"
        "The decision takes effect on Monday, the bank said in a statement that it published in Aldmark.\n\n"
        "Related articles\n\n12 shoes under 90 crowns\n\nCopyright 2025 All rights reserved"
    )
    (tmp_path / "a.txt").write_text(page)
    facts = json.loads(stet("check", "-a", tmp_path / "a.txt", "--format", "json").stdout)["facts"]
    assert any("4.25" in f["text"] for f in facts)
    assert not any("90 crowns" in f["text"] for f in facts)
    assert all(page[f["start"] : f["end"]] == f["text"] for f in facts)


@pytest.mark.parametrize("format", ["sarif", "html", "github"])
def test_a_ledger_is_written_for_other_tools_too(tmp_path, format):
    (tmp_path / "a.txt").write_text("Nineteen people died in Brenwick on Friday.")
    done = stet("check", tmp_path / "a.txt", "--format", format)
    assert done.returncode == 1
    assert done.stdout.startswith({"sarif": "{", "html": "<!doctype html>", "github": "::"}[format])


def test_a_batch_answers_line_for_line_whatever_happens_to_any():
    rows = ['{"id": "a", "text": "Nine left."}', "{nope", '{"id": "c"}', "[1]", '{"id": "e", "text": "Ten came."}']
    done = stet("facts", "--batch", stdin="\n".join(rows))
    answers = lines(done)
    assert done.returncode == 1
    assert [a["id"] for a in answers] == ["a", None, "c", None, "e"]
    assert [("error" in a) for a in answers] == [False, True, True, True, False]
    assert answers[1]["line"] == 2


def test_a_batch_in_many_processes_keeps_its_order():
    rows = "\n".join(json.dumps({"id": str(n), "text": f"There were {n + 2} ships."}) for n in range(12))
    answers = lines(stet("facts", "--batch", "--jobs", "2", stdin=rows))
    assert [a["id"] for a in answers] == [str(n) for n in range(12)]
    assert all(str(n + 2) in a["facts"][0]["text"] for n, a in enumerate(answers))


WRONG = {
    "id": "a",
    "text": "Nineteen people died in Brenwick.",
    "sources": [{"id": "s", "text": "Nine people died in Brenwick."}],
}


def test_a_batch_of_drafts_keeps_to_what_was_asked_and_to_the_settings(tmp_path):
    told = stet("check", "--batch", stdin=json.dumps(WRONG))
    assert told.returncode == 1
    assert lines(told)[0]["problems"] == 1
    for how, name in (("--ignore", "F"), ("--select", "E")):
        done = stet("check", "--batch", how, name, stdin=json.dumps(WRONG))
        assert (done.returncode, lines(done)[0]["problems"]) == (0, 0)
    (tmp_path / "stet.toml").write_text('ignore = ["F"]')
    assert stet("check", "--batch", stdin=json.dumps(WRONG), cwd=tmp_path).returncode == 0
    assert stet("check", "--batch", "--select", "nothing", stdin=json.dumps(WRONG)).returncode == 2


def test_a_batch_of_drafts_may_share_its_sources(tmp_path):
    (tmp_path / "notes.txt").write_text("Nine people died in Brenwick.")
    rows = [{"id": n, "text": f"{n} people died in Brenwick."} for n in ("Nine", "Nineteen")]
    rows.append({**WRONG, "sources": [{"id": "s", "text": "Nineteen people died in Brenwick."}]})
    given = "\n".join(map(json.dumps, rows))
    found = lines(stet("check", "--batch", "--jobs", "2", "--source", tmp_path / "notes.txt", stdin=given))
    assert [line["problems"] for line in found] == [0, 1, 0]
    assert ["error" in line for line in lines(stet("check", "--batch", stdin=given))] == [True, True, False]


def test_a_batch_is_strict_when_asked():
    row = {
        "id": "a",
        "text": "The river Ostra rose, and 40 ships left Brenwick.",
        "sources": [{"id": "s", "text": "The river Ostra rose by night, a fisherman in Brenwick said."}],
    }
    done = stet("check", "--batch", stdin=json.dumps(row))
    (line,) = lines(done)
    assert (line["problems"], done.returncode) == (0, 0)
    assert line["questions"]
    assert stet("check", "--batch", "--strict", stdin=json.dumps(row)).returncode == 1


def test_group_answers_in_the_order_of_time_and_names_copies():
    words = (
        "The river Ostra rose to four metres at Brenwick and the mayor asked everyone to leave the town at once. " * 3
    )
    rows = [
        {"id": "late", "title": "River", "text": words, "published": "2025-08-14T12:00Z", "outlet": "B"},
        {"id": "early", "title": "Ostra floods", "text": words, "published": "2025-08-14T08:00Z", "outlet": "A"},
        {"id": "broken", "title": "No date", "text": words},
    ]
    done = stet("group", "--batch", stdin="\n".join(map(json.dumps, rows)))
    answers = lines(done)
    assert [a["id"] for a in answers] == ["early", "late", "broken"]
    assert answers[1]["copy_of"] == "early"
    assert answers[0]["story"] == answers[1]["story"]
    assert "error" in answers[2]
    assert done.returncode == 1


def test_group_reads_the_json_lines_of_a_folder_and_says_where_there_are_none(tmp_path):
    report = {"title": "Flood", "text": "Seven people died.", "published": "2025-05-04", "outlet": "Radio", "url": ""}
    for name in "ab":
        (tmp_path / f"{name}.jsonl").write_text(json.dumps({"id": name, **report}), encoding="utf-8")
    (tmp_path / "empty").mkdir()
    assert [line["id"] for line in lines(stet("group", "-f", "jsonl", tmp_path))] == ["a", "b"]
    none = stet("group", tmp_path / "empty")
    assert none.returncode == 2
    assert "nothing in this folder can be read. Known: .jsonl" in none.stderr


def test_a_batch_reads_the_json_lines_of_a_folder(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": 1, "text": "Nine people left."}', encoding="utf-8")
    assert [line["id"] for line in lines(stet("facts", "--batch", tmp_path))] == [1]


def test_the_version_is_a_verb_and_an_option():
    said = {stet(word).stdout for word in ("version", "--version", "-V")}
    assert len(said) == 1
    assert said.pop().startswith("stet 0.")


def test_mutate_records_each_change():
    text = "Nineteen people died in Brenwick on Friday, Mayor Halina Droste said."
    answers = lines(stet("mutate", "--batch", stdin=json.dumps({"id": "a", "text": text, "published": "2025-08-15"})))
    assert len(answers[0]["mutations"]) > 3
    for m in answers[0]["mutations"]:
        assert text[m["start"] : m["end"]] == m["before"]
        assert m["text"] == text[: m["start"]] + m["after"] + text[m["end"] :]


def test_verify_says_what_is_no_bundle(tmp_path):
    (tmp_path / "a.json").write_text("{}")
    done = stet("verify", tmp_path / "a.json")
    assert done.returncode == 2
    assert "a.json" in done.stderr
    assert "Traceback" not in done.stderr
