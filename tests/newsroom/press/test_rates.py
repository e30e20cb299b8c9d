"""Readers are told how often the checker is wrong, by the file that the measurements wrote."""

import importlib.util
import json
import sys
from pathlib import Path

import cast as troupe
import pytest

from newsroom.desk.models import Reading
from newsroom.press import rates

GATES = Path(__file__).parents[3] / "gates"


@pytest.fixture
def published():
    spec = importlib.util.spec_from_file_location("published", GATES / "_published.py")
    module = sys.modules["published"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_a_gate_wrote_is_what_readers_see(client, db, published, tmp_path, monkeypatch):
    file = tmp_path / "rates.json"
    monkeypatch.setenv("STET_RATES", str(file))
    published.publish("one", [published.Rate(what="Changed copy", measure="not noticed", wrong=3, n=100)])
    published.publish("two", [published.Rate(what="True copy", measure="false alarm", wrong=0, n=50)])
    published.publish("one", [published.Rate(what="Changed copy", measure="not noticed", wrong=2, n=100)])
    monkeypatch.setattr(rates, "FILE", file)
    monkeypatch.setattr(rates.read, "__defaults__", (file,))
    page = troupe.words_of(client.get("/verdicts/"))
    assert "Changed copy not noticed 2.0 % (0.6 to 7.0) 100" in page
    assert "True copy false alarm 0.0 % (0.0 to 7.1) 50" in page


def test_a_gate_that_is_run_by_hand_on_a_part_writes_nothing(published, tmp_path, monkeypatch):
    monkeypatch.delenv("STET_RATES", raising=False)
    monkeypatch.chdir(tmp_path)
    published.publish("one", [published.Rate(what="Changed copy", measure="not noticed", wrong=2, n=100)])
    assert list(tmp_path.iterdir()) == []


def test_a_measurement_of_a_handful_is_not_published(published, tmp_path, monkeypatch):
    monkeypatch.setenv("STET_RATES", str(tmp_path / "rates.json"))
    published.publish("one", [published.Rate(what="Changed copy", measure="not noticed", wrong=0, n=29)])
    assert json.loads((tmp_path / "rates.json").read_text())["rates"] == []


def test_without_measurements_the_page_says_that_the_checker_is_unmeasured(client, db, tmp_path, monkeypatch):
    monkeypatch.setattr(rates.read, "__defaults__", (tmp_path / "none.json",))
    assert "This installation has no measurement of its checker" in troupe.words_of(client.get("/verdicts/"))


def test_the_figures_that_are_shipped_name_their_cases_and_their_interval():
    shipped = rates.read()
    assert shipped
    assert all(rate.n >= 30 and " to " in rate.value for rate in shipped)


def test_the_rate_at_which_second_readers_differ_is_published(client, cast):
    assert "No second reader has judged a fact here yet" in troupe.words_of(client.get("/verdicts/"))
    post = troupe.publish(cast)
    Reading.objects.create(
        draft=post.draft, reader=post.draft.author, version="x", sample=[0], asked=40, differed=3, done=cast.now
    )
    assert "They differed on 3 facts of 40: 7.5 percent." in troupe.words_of(client.get("/verdicts/"))
