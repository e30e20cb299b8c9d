"""Findings in a page lead to the lines of its file, and never to a wrong one."""

import json
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stet.cli import located
from stet.read import read
from stet.text import joined

PAGE = """<!doctype html>
<html><head><title>Flood kills seven</title>
<script>var teaser = "The flood killed nine people in Norhavn on Sunday.";</script></head>
<body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article>
<h1>Flood kills seven</h1>
<p>The river rose on Saturday night, &amp; the mayor&rsquo;s office sent boats to the harbour.</p>
<!-- The flood killed nine people in Norhavn on Sunday. -->
<p>The flood killed
   <b data-note="a > b">nine</b> people in
   <a href="/norhavn">Norhavn</a> on Sunday, the town said.</p>
<p>The town&#8217;s  schools stay closed until the water has gone, and no boat may sail before that.</p>
</article>
</body></html>
"""


def stet(*words, folder):
    command = [sys.executable, "-c", "from stet.cli import main; main()", *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)


def places(text, paragraphs, page):
    whole, spans = joined(paragraphs or [text])
    return whole, located.places(whole, spans, page)


def test_every_word_of_an_article_is_found_in_its_page():
    article = read(PAGE)
    where = located.places(article.text, article.paragraphs, PAGE)
    lines = PAGE.split("\n")
    for word, line in (("river", 8), ("office", 8), ("nine", 11), ("Norhavn", 12), ("schools", 13)):
        at = article.text.index(word)
        assert where.place(at)[0] == line
        assert lines[line - 1][where.place(at)[1] - 1 :].startswith(word)


def test_an_entity_stands_where_it_begins():
    whole, where = places("the mayor’s office", [], "<p>the mayor&rsquo;s\noffice</p>")
    assert where.place(whole.index("’")) == (1, 13)
    assert where.place(whole.index("s office")) == (1, 20)
    assert where.place(whole.index("office")) == (2, 1)


@pytest.mark.parametrize(
    "page",
    [
        "<p>It rained.</p>\n<p>It rained.</p>",
        "<script>It rained.</script>",
        "<!-- It rained. -->",
        "<p>It rained.s</p><p>xIt rained.</p>" * 30,
        "",
    ],
    ids=["twice", "script", "comment", "often", "nowhere"],
)
def test_no_place_is_given_to_words_that_stand_twice_or_where_nobody_reads(page):
    whole, where = places("It rained.", [], page)
    assert {where.place(at) for at in range(len(whole))} == {(1, 0)}


def test_words_that_stand_twice_are_placed_by_their_neighbours():
    page = "<p>It rained.</p>\n<p>Boats sailed at six.</p>\n<p>It rained.</p>\n<p>The town slept.</p>"
    whole, where = places("", ["Boats sailed at six.", "It rained.", "The town slept."], page)
    assert where.place(whole.index("It")) == (3, 4)


def test_a_paragraph_that_was_read_otherwise_is_placed_sentence_by_sentence():
    page = "<p>Boats sailed at six. [ad]</p>\n<p>The town slept.</p>"
    whole, where = places("Boats sailed at six. The town slept.", [], page)
    assert where.place(whole.index("Boats")) == (1, 4)
    assert where.place(whole.index("town")) == (2, 8)


def test_a_word_is_not_found_inside_another():
    _, where = places("Yes", [], "<p>Yesterday</p>")
    assert where.place(0) == (1, 0)


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "It", " rained. ", "<b", ">", '"', "<!--", "-->", "&amp;", "<script>", "\n"])
    )
)
def test_a_place_is_always_that_of_the_same_letter(pieces):
    page = "".join(pieces)
    whole, where = places("", ["It rained.", "It & it rained."], page)
    rows = page.split("\n")
    for at, char in enumerate(whole):
        line, column = where.place(at)
        assert not column or rows[line - 1][column - 1] in {char, "&"}


def test_a_hostile_page_costs_no_more_than_its_length():
    start = time.perf_counter()
    for page in (
        "<script>" * 40_000,
        '<a title="' * 40_000,
        "<!--" * 40_000,
        "<p>It rained.</p>" * 20_000,
        "&" * 200_000,
    ):
        places("", ["It rained.", "Boats sailed."] * 50, page)
    assert time.perf_counter() - start < 10


@pytest.fixture
def project(tmp_path):
    (tmp_path / "radio.txt").write_text(
        "The river rose on Saturday night, and the mayor’s office sent boats to the harbour. The flood killed "
        "seven people in Norhavn on Sunday, the town said. The town’s schools stay closed until the water has gone.\n",
        encoding="utf-8",
    )
    (tmp_path / "draft.html").write_text(PAGE, encoding="utf-8")
    return tmp_path


def test_every_report_of_a_page_names_the_line_of_its_file(project):
    def report(format):
        return stet("check", "draft.html", "-s", "radio.txt", "-f", format, folder=project).stdout

    assert "draft.html:11:25: F01 contradicted" in report("text")
    assert "::error file=draft.html,line=11,col=25" in report("github")
    figure = next(r for r in json.loads(report("sarif"))["runs"][0]["results"] if r["ruleId"] == "F01")
    region = {"startLine": 11, "startColumn": 25, "endLine": 11, "endColumn": 29}
    assert figure["locations"][0]["physicalLocation"]["region"] == region
    fact = next(f for f in json.loads(report("json"))["facts"] if f["code"] == "F01")
    assert (fact["line"], fact["column"]) == (11, 25)
    assert "draft.html:11:25: figure 'nine'" in stet("facts", "draft.html", folder=project).stdout


def test_what_has_no_place_in_the_page_stands_in_line_1_and_says_so(project):
    twice = "<p>The flood killed nine people in Norhavn on Sunday.</p>\n"
    page = f"<!doctype html><html><body><article>\n{twice}{twice}</article></body></html>"
    (project / "draft.html").write_text(page, encoding="utf-8")

    def report(format):
        return stet("check", "draft.html", "-s", "radio.txt", "-f", format, folder=project).stdout

    assert "draft.html:1: F01 contradicted" in report("text")
    assert "could not be placed in the page: they stand in its line 1 here." in report("text")
    assert "::error file=draft.html,line=1,title=F01" in report("github")
    found = json.loads(report("sarif"))["runs"][0]["results"]
    assert {str(r["locations"][0]["physicalLocation"]["region"]) for r in found} == {"{'startLine': 1}"}
    assert {f["line"] for f in json.loads(report("json"))["facts"]} == {None}
