"""`stet check` in a project: settings, exclusions, strictness, Markdown and HTML drafts, the hook before a commit."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HOOKS = Path(__file__).parents[3] / ".pre-commit-hooks.yaml"
SOURCE = "---\noutlet: Kestrel Radio\npublished: 2025-05-04\n---\nThe flood killed seven people in Norhavn on Sunday.\n"
WRONG = "# Flood\n\nThe flood killed **nine** people in [Norhavn](https://example.org/norhavn) on Sunday.\n"
ADDED = "A flood took lives in Norhavn. The mayor opened 14 shelters.\n"


def stet(*words, folder):
    return subprocess.run(
        [sys.executable, "-c", "from stet.cli import main; main()", *map(str, words)],
        capture_output=True, text=True, cwd=folder, check=False,
    )  # fmt: skip


@pytest.fixture
def project(tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "radio.txt").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "flood.md").write_text(WRONG, encoding="utf-8")
    (tmp_path / "stet.toml").write_text('sources = ["notes"]\n', encoding="utf-8")
    return tmp_path


def test_settings_name_sources_from_their_own_folder_wherever_one_stands(project):
    done = stet("check", "flood.md", folder=project / "drafts")
    assert done.returncode == 1
    assert "flood.md:3:20: F01 contradicted" in done.stdout
    assert "Kestrel Radio" in done.stdout


def test_the_format_of_the_settings_is_used_and_the_command_line_wins(project):
    (project / "stet.toml").write_text('sources = ["notes"]\nformat = "json"\n', encoding="utf-8")
    assert json.loads(stet("check", "drafts/flood.md", folder=project).stdout)["problems"] >= 1
    assert (
        "::error file=drafts/flood.md,line=3,col=20"
        in stet("check", "-f", "github", "drafts/flood.md", folder=project).stdout
    )


def test_excluded_drafts_are_not_checked(project):
    (project / "stet.toml").write_text('sources = ["notes"]\nexclude = ["drafts/*.md"]\n', encoding="utf-8")
    done = stet("check", "drafts/flood.md", folder=project)
    assert (done.returncode, done.stdout) == (0, "")
    assert "nothing was checked" in done.stderr
    assert "stet.toml excludes drafts/flood.md" in done.stderr


@pytest.mark.parametrize("format", ["sarif", "json", "jsonl", "github", "html"])
def test_where_every_draft_is_excluded_each_format_writes_a_report_of_nothing(project, format):
    (project / "drafts" / "second.md").write_text("It rained.\n", encoding="utf-8")
    (project / "stet.toml").write_text('sources = ["notes"]\nexclude = ["drafts/*.md"]\n', encoding="utf-8")
    done = stet("check", "drafts", "-f", format, folder=project)
    assert done.returncode == 0
    assert "nothing was checked" in done.stderr
    match format:
        case "sarif":
            assert json.loads(done.stdout)["runs"][0]["results"] == []
        case "json":
            assert json.loads(done.stdout) == []
        case "html":
            assert done.stdout.startswith("<!doctype html>")
            assert "excludes drafts/flood.md" in done.stdout
        case _:
            assert done.stdout == ""


def test_an_html_report_of_the_one_draft_that_is_not_excluded_is_written(project):
    (project / "drafts" / "second.md").write_text("It rained.\n", encoding="utf-8")
    (project / "stet.toml").write_text('sources = ["notes"]\nexclude = ["drafts/second.md"]\n', encoding="utf-8")
    done = stet("check", "drafts", "-f", "html", folder=project)
    assert (done.returncode, done.stderr) == (1, "")
    assert "drafts/flood.md" in done.stdout


def test_what_was_not_selected_is_not_called_nothing(project):
    draft = project / "drafts" / "flood.md"
    draft.write_text("The flood killed nine people.\n", encoding="utf-8")
    told = stet("check", "drafts", "--select", "Q", folder=project).stdout
    assert "no checkable fact" not in told
    assert "not selected" in told
    ledger = json.loads(stet("check", "drafts", "--select", "Q", "-f", "json", folder=project).stdout)
    assert ledger["problems"] == 0
    assert ledger["unselected"] >= 1
    draft.write_text("Well, well.\n", encoding="utf-8")
    assert "not selected" not in stet("check", "drafts", "--select", "Q", folder=project).stdout


def test_two_sources_of_one_name_are_both_heard_and_told_apart(project):
    text = "The flood killed {} people in Norhavn on Sunday."
    rows = [{"id": "r7", "text": text.format(number)} for number in ("eight", "nine", "eight")]
    (project / "archive.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (project / "drafts" / "flood.md").write_text(text.format("nine") + "\n", encoding="utf-8")
    done = stet("check", "drafts", "-s", "archive.jsonl", "-f", "json", folder=project)
    ledger = json.loads(done.stdout)
    assert ledger["notices"] == ["2 different sources are called r7: the later ones are r7 (2) here."]
    figure = next(fact for fact in ledger["facts"] if fact["kind"] == "figure")
    assert {passage["source"]: passage["text"] for passage in figure["evidence"]}["r7 (2)"] == text.format("nine")
    assert figure["origins"] == 1
    line = json.dumps({"id": 1, "text": text.format("nine"), "sources": rows})
    (project / "lines.jsonl").write_text(line, encoding="utf-8")
    assert json.loads(stet("check", "--batch", "lines.jsonl", folder=project).stdout)["notices"] == ledger["notices"]


def test_questions_pass_unless_strict(project):
    (project / "drafts" / "flood.md").write_text(ADDED, encoding="utf-8")
    lax, strict = (stet("check", *more, "drafts/flood.md", folder=project) for more in ((), ("--strict",)))
    assert (lax.returncode, strict.returncode) == (0, 1)
    assert "asks" in lax.stdout
    (project / "pyproject.toml").write_text('[tool.stet]\nsources = ["notes"]\nstrict = true\n', encoding="utf-8")
    (project / "stet.toml").unlink()
    assert stet("check", "drafts/flood.md", folder=project).returncode == 1


def test_an_html_draft_is_read_as_the_page_it_is(project):
    page = "<!doctype html><html><head><title>Flood</title></head><body><article><p>{}</p></article></body></html>"
    draft = project / "drafts" / "flood.html"
    draft.write_text(page.format("The flood killed nine people in Norhavn on Sunday. " * 2), encoding="utf-8")
    assert "F01" in stet("check", "drafts/flood.html", folder=project).stdout
    draft.write_text(page.format("The flood killed seven people in Norhavn on Sunday. " * 2), encoding="utf-8")
    assert stet("check", "drafts/flood.html", folder=project).returncode == 0


def test_sources_may_be_lines_of_an_archive(project):
    row = {"id": "r7", "text": "The flood killed nine people in Norhavn on Sunday.", "outlet": "Capital Dispatch"}
    (project / "archive.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (project / "drafts" / "flood.md").write_text(
        "The flood killed nine people in Norhavn on Sunday.\n", encoding="utf-8"
    )
    done = stet("check", "drafts/flood.md", "-s", "archive.jsonl", folder=project)
    assert done.returncode == 0, done.stdout


def test_the_hook_runs_the_command_that_there_is():
    said = HOOKS.read_text(encoding="utf-8")
    assert "id: stet" in said
    assert "entry: stet check" in said
    assert "language: python" in said


def test_a_hook_hands_over_files_and_gets_one_code_for_all(project):
    good = project / "drafts" / "good.md"
    good.write_text("The flood killed seven people in Norhavn on Sunday.\n", encoding="utf-8")
    assert stet("check", "drafts/good.md", folder=project).returncode == 0
    done = stet("check", "drafts/good.md", "drafts/flood.md", folder=project)
    assert done.returncode == 1
    assert "good.md" in done.stdout
    assert "flood.md" in done.stdout


def _two_drafts(project):
    (project / "drafts" / "second.md").write_text(
        "The flood killed eight people in Norhavn on Sunday.\n", encoding="utf-8"
    )
    return project


def test_a_folder_in_sarif_is_one_log_with_one_run(project):
    done = stet("check", "drafts", "--format", "sarif", folder=_two_drafts(project))
    log = json.loads(done.stdout)
    assert len(log["runs"]) == 1
    places = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in log["runs"][0]["results"]]
    assert places == ["drafts/flood.md", "drafts/second.md"]
    assert [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]] == ["F01"]


def test_a_folder_in_json_is_one_list(project):
    done = stet("check", "drafts", "--format", "json", folder=_two_drafts(project))
    assert [ledger["path"] for ledger in json.loads(done.stdout)] == ["drafts/flood.md", "drafts/second.md"]
    lost = stet("check", "drafts/flood.md", "drafts/lost.md", "--format", "json", folder=project)
    assert lost.returncode == 2
    assert [ledger["path"] for ledger in json.loads(lost.stdout)] == ["drafts/flood.md"]


def test_an_html_report_of_several_drafts_is_refused_with_what_to_do(project):
    done = stet("check", "drafts", "--format", "html", folder=_two_drafts(project))
    assert (done.returncode, done.stdout) == (2, "")
    assert "one file at a time" in done.stderr


def test_codes_may_be_named_in_one_list_with_commas(project):
    assert "F01" in stet("check", "drafts", "--select", "F,D", folder=project).stdout
    assert stet("check", "drafts", "--ignore", "D,F01", folder=project).returncode == 0


def test_without_a_source_it_says_how_to_name_one(project):
    (project / "stet.toml").write_text("sources = []\n", encoding="utf-8")
    done = stet("check", "drafts", folder=project)
    assert done.returncode == 1
    assert "--source" in done.stderr


def test_without_a_source_nothing_passes_whatever_codes_are_asked_for(project):
    (project / "stet.toml").write_text('select = ["D"]\n', encoding="utf-8")
    done = stet("check", "drafts/flood.md", folder=project)
    assert done.returncode == 1
    assert "S01 unsupported: There was nothing to check against." in done.stdout


def test_a_run_whose_canary_lived_is_no_pass(project):
    (project / "drafts" / "flood.md").write_text(SOURCE, encoding="utf-8")
    dead = "import sys, stet.check.ledger as l, stet.cli; l.canary_rejected = lambda: False; stet.cli.main()"
    done = subprocess.run(
        [sys.executable, "-c", dead, "check", "drafts/flood.md"],
        capture_output=True,
        text=True,
        cwd=project,
        check=False,
    )
    assert done.returncode == 2
    assert "drafts/flood.md: the canary was not rejected. Do not trust this run" in done.stderr
    row = json.dumps({"id": 1, "text": "It rained.", "sources": [{"id": "a", "text": "It rained."}]})
    batch = subprocess.run(
        [sys.executable, "-c", dead, "check", "--batch"], capture_output=True, text=True, input=row, check=False
    )
    assert batch.returncode == 1


@pytest.mark.parametrize(
    ("name", "held", "told"),
    [
        ("a.json", "[1, 2]", "a.json, object 1: a source is no JSON object"),
        ("a.json", "3", "a.json: a source is no JSON object"),
        ("a.json", "[" * 100_000, "a.json: it cannot be read as JSON"),
        ("a.jsonl", '{"id": "a", "text": "x"}\n{"id":', "a.jsonl: line 2 is not JSON"),
        ("a.jsonl", '\n{"id": "a"}', 'a.jsonl, line 2: "text" is missing'),
        ("a.pdf", "%PDF-1.4 broken", "a.pdf: this PDF is damaged"),
    ],
)
def test_a_source_that_cannot_be_used_is_named_with_the_line(project, name, held, told):
    (project / name).write_text(held, encoding="utf-8")
    done = stet("check", "drafts/flood.md", "--source", name, folder=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"stet: {told}")


def test_half_a_character_is_no_reason_to_stop(project):
    (project / "a.json").write_text(r'{"id": "a", "text": "The \ud800 flood killed seven people."}', encoding="utf-8")
    assert stet("check", "drafts/flood.md", "--source", "a.json", folder=project).returncode == 1
    lines = r'{"id": "\ud800", "text": "It rained.", "sources": [3]}' + "\n" + '{"id": 2, "text": "It.", "sources": []}'
    (project / "lines.jsonl").write_text(lines, encoding="utf-8")
    first, second = map(json.loads, stet("check", "--batch", "lines.jsonl", folder=project).stdout.splitlines())
    assert (first["id"], second["id"]) == ("\ud800", 2)
    assert first["error"].startswith("a source is no JSON object")


def test_a_source_that_is_named_twice_is_one(project):
    once = stet("check", "drafts/flood.md", "-f", "json", "-s", "notes", folder=project)
    again = ("-s", "notes", "-s", "notes/radio.txt", "-s", "./notes")
    assert stet("check", "drafts/flood.md", "-f", "json", *again, folder=project).stdout == once.stdout


def test_a_draft_of_spaces_that_nobody_sees_is_refused(project):
    (project / "drafts" / "flood.md").write_text("\u200b\u200b\u2060\n", encoding="utf-8")
    assert stet("check", "drafts", folder=project).returncode == 2


def test_a_short_source_in_another_language_lets_nothing_pass(project):
    german = "Die Flut tötete am Sonntag sieben Menschen in Norhavn, und der Schaden ist hoch.\n"
    (project / "notes" / "radio.txt").write_text(german, encoding="utf-8")
    done = stet("check", "drafts", folder=project)
    assert done.returncode == 1
    assert "not in English" in done.stdout
    assert "asks" not in done.stdout


def test_facts_and_changes_are_listed_with_their_places_in_plain_words(project):
    assert "agent The flood" in stet("facts", "drafts", folder=project).stdout
    assert "drafts/flood.md:3:20: figure: 'nine'" in stet("mutate", "drafts", folder=project).stdout
