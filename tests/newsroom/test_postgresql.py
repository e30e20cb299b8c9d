"""The sample wire on PostgreSQL: a server of its own, the same front page to the byte as on SQLite."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, as Debian lays them or on the path."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = str(debian[-1]) if debian else shutil.which("initdb")
    return Path(found).parent if found else None


def owner() -> str | None:
    """Return who must own the server: root may not."""
    if os.geteuid() != 0:
        return None
    return next((user.pw_name for user in pwd.getpwall() if user.pw_name == "postgres"), "nobody")


@pytest.fixture(scope="module")
def server():
    """Start a server on a free port; yields the address of an empty database."""
    if (folder := programs()) is None:
        pytest.skip("PostgreSQL's server is not installed (Debian: apt-get install postgresql)")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    user = owner()
    # Not in pytest's own folder: the server's user may not enter it.
    home = Path(tempfile.mkdtemp(prefix="postgresql-"))
    if user:
        shutil.chown(home, user)

    def call(program, *words):
        subprocess.run([folder / program, *words], user=user, cwd=home, check=True, stdout=subprocess.DEVNULL)

    call("initdb", "-D", home / "data", "-U", "stet", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 -c fsync=off"
    call("pg_ctl", "-D", home / "data", "-o", options, "-l", home / "log", "-w", "start")
    try:
        call("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "stet", "news")
        yield f"postgresql://stet@127.0.0.1:{port}/news"
    finally:
        call("pg_ctl", "-D", home / "data", "-m", "immediate", "stop")
        shutil.rmtree(home)


def newsroom(home, address, *words):
    """Run a command of the site; returns what it printed."""
    told = {**os.environ, "STET_HOME": str(home), "STET_JOBS": "1", "STET_DATABASE_URL": address}
    done = subprocess.run(
        [sys.executable, "-m", "newsroom", *words], env=told, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_sample_wire_makes_the_same_front_page_as_on_sqlite(server, tmp_path):
    pages = {}
    for name, address in (("postgresql", server), ("sqlite", "")):
        home = tmp_path / name
        home.mkdir()
        newsroom(home, address, "sample")
        pages[name] = newsroom(home, address, "edition", "--format", "json")

    assert not (tmp_path / "postgresql" / "newsroom.sqlite3").exists()
    assert pages["postgresql"] == pages["sqlite"]
    assert "All are what they were" in newsroom(tmp_path / "postgresql", server, "verify-archive")
