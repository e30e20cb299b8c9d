import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from stet.check import codes, ledger
from stet.check.codes import ABOUT, Code
from stet.errors import ConfigError
from stet.news import Source

PAGES = Path(__file__).parents[3] / "docs" / "codes"


def test_every_code_has_a_meaning_and_a_page():
    assert set(ABOUT) == {str(code) for code in Code}
    for code, about in ABOUT.items():
        page = (PAGES / f"{code}.md").read_text(encoding="utf-8")
        assert page.startswith(f"# {code} {about.name}\n")
        assert "## Why it matters" in page
        assert "## Example" in page


def _source(number: int, cell: str) -> Source:
    """Read a source of an example: its text, or before it the outlet and the day."""
    if not (head := re.match(r"(\w+), (\d+ August): ", cell)):
        return Source(id=str(number), text=cell)
    when = datetime.strptime(f"{head[2]} 2026", "%d %B %Y").replace(tzinfo=UTC)
    return Source(id=str(number), text=cell[head.end() :], outlet=head[1], origin=head[1], published=when)


# N11: beside words that are all the source’s, an office that no source gives is not noticed yet.
@pytest.mark.parametrize("code", sorted(set(ABOUT) - {"N11"}))
def test_the_example_of_a_page_is_a_fault_of_that_code(code):
    row = (PAGES / f"{code}.md").read_text(encoding="utf-8").rstrip("\n").splitlines()[-1]
    told, copy = (cell.strip() for cell in row.strip("|").split("|"))
    sources = [] if told.startswith("(no sources") else [_source(n, s) for n, s in enumerate(told.split("<br>"))]
    assert code in {f.code for f in ledger.check(copy, sources).findings}


def test_no_page_is_left_over():
    assert {p.stem for p in PAGES.glob("*.md")} - {"README"} == set(ABOUT)


def test_selectors_may_be_prefixes_names_or_all():
    assert codes.matching(("F0",)) == {c for c in ABOUT if c.startswith("F0")}
    assert codes.matching(("figure-differs",)) == {"F01"}
    assert codes.matching(("ALL",)) == set(ABOUT)


def test_an_unknown_selector_is_named_with_the_known_ones():
    with pytest.raises(ConfigError, match=r"X99.*F01"):
        codes.matching(("X99",))


def test_choosing_keeps_what_stands_and_drops_what_was_not_asked_for():
    found = ledger.check("The flood killed nine people.", [Source(id="a", text="The flood killed seven people.")])
    assert found.problems
    assert codes.chooser(ignore=["F", "E"])(found).problems == ()
    assert {f.code for f in codes.chooser(select=["F01"])(found).problems} == {"F01"}


@pytest.mark.parametrize("asked", [{"select": ["F"]}, {"ignore": ["S01"]}, {"ignore": ["ALL"]}])
def test_whatever_is_chosen_nothing_passes_without_a_source(asked):
    found = codes.chooser(**asked)(ledger.check("The flood killed nine people.", []))
    assert {f.code for f in found.problems} == {"S01"}


@pytest.mark.parametrize("nothing", ["", " , "])
def test_selecting_nothing_is_an_error_and_no_pass(nothing):
    with pytest.raises(ConfigError, match=r"no code is named.*F01"):
        codes.chooser(select=[nothing])
