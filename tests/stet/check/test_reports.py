import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from stet.check import ledger, reports
from stet.errors import ConfigError
from stet.news import Source

FORMATS = ("text", "json", "sarif", "html", "github")
COPY = "It rained.\nThe flood killed nine people <b>in</b> Norhavn."
SOURCES = [Source(id="wire.txt", text="The flood killed seven people in Norhavn.", outlet="Kestrel <Radio>")]


@pytest.fixture(scope="module")
def found():
    return ledger.check(COPY, SOURCES)


def test_text_gives_place_code_difference_and_source(found):
    report = reports.render("text", found, text=COPY, sources=SOURCES, path="draft.md")
    line = next(line for line in report.splitlines() if "F01" in line)
    assert line.startswith("draft.md:2:18: F01 contradicted: ")
    assert "Kestrel <Radio>:1:1: The flood killed seven people in Norhavn." in report


def test_json_is_the_documented_document(found):
    document = json.loads(reports.render("json", found, text=COPY, sources=SOURCES, path="draft.md"))
    assert document["problems"] == len(found.problems)
    assert {"kind", "start", "end", "verdict", "rule", "reason", "evidence", "origins"} <= set(document["facts"][0])


def test_sarif_places_each_result_by_line_and_column(found):
    log = json.loads(reports.render("sarif", found, text=COPY, sources=SOURCES, path="draft.md"))
    [run] = log["runs"]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in run["results"]} <= rules
    figure = next(r for r in run["results"] if r["ruleId"] == "F01")
    region = figure["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (2, 18, 22)


def test_sarif_keeps_to_the_standard():
    """Section numbers are those of SARIF 2.1.0."""
    copy = "It rained 🌧 in Norhavn.\n🌧🌧 The flood killed nine people."
    name = "Kestrel: flood #2?.txt"
    twice = Source(id=name, text="The flood killed seven people.\n\nThe flood killed seven people.")
    log = json.loads(reports.render("sarif", ledger.check(copy, [twice]), text=copy, sources=[twice], path="a b/é.md"))
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))  # 3.19.23
    assert run["columnKind"] == "unicodeCodePoints"  # 3.14.27
    (figure,) = (r for r in run["results"] if r["ruleId"] == "F01")
    assert figure["level"] in {"none", "note", "warning", "error"}  # 3.27.10
    assert figure["message"]["text"]
    (place,) = (where["physicalLocation"] for where in figure["locations"])
    assert place["artifactLocation"]["uri"] == "a%20b/%C3%A9.md"  # 3.4.3: a URI reference
    line = copy.splitlines()[place["region"]["startLine"] - 1]
    assert line[place["region"]["startColumn"] - 1 : place["region"]["endColumn"] - 1] == "nine"  # 3.30.8: exclusive
    related = [json.dumps(where) for where in figure["relatedLocations"]]
    assert len(related) == len(set(related)) > 0  # 3.27.22
    assert all("Kestrel%3A%20flood%20%232%3F.txt" in where for where in related)


def test_github_annotations_escape_what_would_break_them(found):
    report = reports.render("github", found, text=COPY, sources=SOURCES, path="a,b:c.md")
    assert "::error file=a%2Cb%3Ac.md,line=2,col=18," in report
    assert all(line.startswith("::") for line in report.splitlines())


class _Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.ids, self.links, self.tags = set(), set(), set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        values = dict(attrs)
        self.ids |= {values["id"]} if "id" in values else set()
        self.links |= {values["href"]} if "href" in values else set()


def test_the_page_is_self_contained_escaped_and_linked_both_ways(found):
    report = reports.render("html", found, text=COPY, sources=SOURCES, path="draft.md")
    page = _Page()
    page.feed(report)
    assert not {"script", "link", "img", "b"} & page.tags
    assert all(link[1:] in page.ids for link in page.links if link.startswith("#f"))
    assert "&lt;b&gt;" in report
    assert "Kestrel &lt;Radio&gt;" in report
    assert "prefers-color-scheme:dark" in report


def test_the_page_shows_no_holes_where_marks_were_blanked():
    copy = f"          \n\n{COPY}".replace("killed", "killed  ")
    page = reports.render("html", ledger.check(copy, SOURCES), text=copy, sources=SOURCES)
    assert "<div class='copy'><" in page or "<div class='copy'>It" in page
    assert "white-space:pre-line" in page


def test_on_paper_the_page_is_light_and_shows_what_stands():
    paper = reports.nothing("html", "").partition("@media print")[2]
    assert "color-scheme:light" in paper
    assert "details-content" in paper


def test_a_source_that_gives_a_day_alone_is_not_said_to_be_of_midnight():
    days = [datetime(2025, 5, 4, hour, tzinfo=UTC) for hour in (0, 7)]
    for published, said in zip(days, (", 4 May 2025<", ", 4 May 2025, 07:00<"), strict=True):
        sources = [replace(SOURCES[0], published=published)]
        page = reports.render("html", ledger.check(COPY, sources), text=COPY, sources=sources)
        assert said in page


def test_an_unknown_format_lists_the_known_ones(found):
    with pytest.raises(ConfigError, match="sarif"):
        reports.render("pdf", found, text=COPY)


REWRITE = "A flood took lives in Norhavn. The mayor opened 14 shelters."


@pytest.fixture(scope="module")
def asked():
    return ledger.check(REWRITE, SOURCES)


def test_questions_are_told_apart_from_faults_in_every_report(asked):
    assert asked.questions
    assert asked.problems == ()
    made = {how: reports.render(how, asked, text=REWRITE, sources=SOURCES, path="draft.md") for how in FORMATS}
    assert "F10 asks: No source carries “14” here." in made["text"]
    assert f"0 to correct, {len(asked.questions)} to ask about" in made["text"]
    assert {r["level"] for r in json.loads(made["sarif"])["runs"][0]["results"]} == {"note"}
    assert made["github"].startswith("::notice ")
    assert json.loads(made["json"])["questions"] == len(asked.questions)
    assert "To ask about" in made["html"]


def test_what_could_not_be_read_is_said_before_anything_else():
    sources = [*SOURCES, Source(id="blank.txt", text="\u200b \n")]
    found = ledger.check(COPY, sources)
    assert found.notices == ("blank.txt is empty: nothing can stand on it.",)
    assert reports.render("text", found, text=COPY, sources=sources, path="draft.md").startswith(
        "draft.md: blank.txt is "
    )
    assert "class='notice'>blank.txt is empty" in reports.render("html", found, text=COPY, sources=sources)
    log = json.loads(reports.render("sarif", found, text=COPY, sources=sources, path="draft.md"))
    (call,) = log["runs"][0]["invocations"]  # 3.14.11
    assert call["executionSuccessful"] is True
    assert [told["message"]["text"] for told in call["toolExecutionNotifications"]] == list(found.notices)
    first = reports.render("github", found, text=COPY, sources=sources, path="draft.md").splitlines()[0]
    assert first == "::warning file=draft.md,title=on what was read::blank.txt is empty: nothing can stand on it."


def test_every_link_of_the_page_leads_somewhere():
    copy = "The flood killed nine people in Norhavn. “We lost nothing,” said Mayor Ada Brandt."
    sources = [*SOURCES, Source(id="b", text="“We lost everything,” said Mayor Ada Brandt.")]
    page = reports.render("html", ledger.check(copy, sources), text=copy, sources=sources)
    assert set(re.findall(r"href='#(\w+)'", page)) <= set(re.findall(r"id='(\w+)'", page))
