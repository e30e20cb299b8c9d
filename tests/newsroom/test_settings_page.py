"""The page of settings has every variable that the code reads, and no other."""

import re
from pathlib import Path

HOUSE = Path(__file__).parents[2]
READ = re.compile(r"""(?:environ(?:ment)?(?:\.\w+)?[\[(]|_text\(|setdefault\()\s*["'](STET_[A-Z_]+)""")


def written():
    return set(re.findall(r"^\| `(STET_[A-Z_]+)`", (HOUSE / "docs/settings.md").read_text(), re.MULTILINE))


def read():
    files = [file for folder in ("src", "gates", "bench", "tests/browser") for file in (HOUSE / folder).rglob("*.py")]
    return {name for file in files for name in READ.findall(file.read_text())}


def test_every_setting_that_is_read_is_explained():
    assert read() - written() == set()


def test_no_setting_is_explained_that_nothing_reads():
    assert written() - read() == set()
