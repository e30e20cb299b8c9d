"""kill -9 at random moments of a load: nothing acknowledged is lost, nothing is doubled, the archive verifies."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

KILLS = 4


@pytest.fixture
def file(tmp_path, dispatches):
    """Write twenty-four articles about six bridges and six bakeries, each told twice."""
    path = tmp_path / "wire.jsonl"
    lines = []
    for number in range(24):
        said = dispatches.all[number % 4]
        town = ["Oss", "Harl", "Venn", "Kolm", "Brae", "Lund"][number // 4]
        moment = f"2026-03-{2 + number // 4:02}T{8 + number % 4:02}:00:00Z"
        words = said["text"].replace("Harl", town).replace("12,000", f"{number // 4 + 3},500")
        title = said["title"].replace("Harl", town)
        lines.append({**said, "title": title, "text": words, "date": moment, "url": f"{said['url']}/{number}"})
    path.write_text("\n".join(json.dumps(line) for line in lines))
    return path


def newsroom(home, *words):
    """Start a command of the site in a data folder of its own."""
    told = {**os.environ, "STET_HOME": str(home), "STET_JOBS": "1", "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    command = [sys.executable, "-m", "newsroom", *words]
    return subprocess.Popen(command, env=told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def state(home):
    """Return what is in the tables, without ids and moments of the machine."""
    with sqlite3.connect(home / "newsroom.sqlite3") as db:
        asked = {
            "captures": "select url, sha256 from archive_capture where read_at is not null order by url",
            "items": "select key from archive_item order by key",
            "articles": "select a.key, a.title, s.key from archive_article a join archive_story s on s.id = a.story_id "
            "where a.checked_at > '' and a.compared_at > '' and a.indexed_at > '' order by a.key",
            "stories": "select key, title, reports, outlets, origins, stale from archive_story order by key",
            "facts": "select a.key, f.kind, f.start, f.end from archive_fact f join archive_revision r on r.id = "
            "f.revision_id join archive_article a on a.id = r.article_id order by a.key, f.start, f.end, f.kind",
            "findings": "select f.text, v.verdict, v.origins from archive_finding v join archive_fact f on "
            "f.id = v.fact_id order by f.text, v.verdict, v.origins",
        }
        return {name: db.execute(query).fetchall() for name, query in asked.items()}


def test_a_load_that_is_killed_again_and_again_ends_as_one_that_was_not(tmp_path, file):
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    whole.mkdir()
    killed.mkdir()
    start = time.monotonic()
    assert newsroom(whole, "load", str(file)).wait() == 0
    length = time.monotonic() - start

    chance = random.Random(7)
    for _ in range(KILLS):
        running = newsroom(killed, "load", str(file))
        try:
            running.wait(chance.uniform(0.3, 0.95) * length)
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGKILL)
            running.wait()
    assert newsroom(killed, "load", str(file)).wait() == 0

    assert state(killed) == state(whole)
    assert len(state(killed)["articles"]) == 24
    assert newsroom(killed, "verify-archive").wait() == 0
