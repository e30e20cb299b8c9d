"""kill -9 at random moments of gathering and reading: a few here, hundreds in bench/gather_kill.py."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_what_a_killed_gatherer_acknowledged_is_kept_and_nothing_is_doubled():
    told = {**os.environ, "PYTHONPATH": "src"}
    command = [sys.executable, "-m", "bench.gather_kill", "--kills", "5", "--feeds", "10"]
    done = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, check=False, timeout=300)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "captures of pages: " in done.stdout
    assert "All are what they were" in done.stdout
