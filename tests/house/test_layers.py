"""The house keeps its shape: imports only go down."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_import_contracts_hold():
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_nothing_names_a_package_index():
    locks = [*ROOT.glob("*.lock"), ROOT / "pyproject.toml", ROOT / "Makefile"]
    assert len(locks) >= 3
    for path in locks:
        text = path.read_text(encoding="utf-8")
        assert "index" + "-url" not in text, path
        assert "find" + "-links" not in text, path


def test_every_pinned_package_carries_a_hash():
    for lock in ROOT.glob("*.lock"):
        pins = lock.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
        named = [line for line in pins if "==" in line]
        assert len(named) > 20
        assert all("--hash=sha256:" in line for line in named), lock
