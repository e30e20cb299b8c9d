"""kill -9 at random moments of gathering, storing and reading: nothing acknowledged is lost, nothing is doubled.

``python -m bench.gather_kill [--kills 500]``. Publishers of our own publish all the time; a gatherer and a reader, each
a process of its own on one database and one archive, are killed together and started again. Acknowledged is what the
database has committed: after each kill everything that stood there before must stand there still, and the archive must
give the very bytes of each new row. At the end the two run to their end, and then: every item that was published is
there once, with one capture of its page and one article of one revision, and `newsroom verify-archive` is content.

The processes are forked from one that has loaded the house, so that a life is spent at work and not at starting; what
is killed is a whole process, with its connections, threads and locks.
"""

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench import _publishers

HERE = Path(__file__).resolve().parents[1]
FEEDS, GAP, SEED = 100, 40.0, 11  # feeds, seconds between the items of each: under the flood brake for hours
LIFE = 2.0  # the longest life, in the time that one takes to store something: kills fall before, in and after it
ANEW = 50  # kills after which that time is measured anew, for the machine may be busier or calmer now
BARREN = 6  # lives in a row that stored nothing, after which it is too

Row = tuple[int, str, str, str, int, int]


def main(words: Sequence[str]) -> int:
    """Kill, check after each, and check the whole at the end; exit code 1 when anything was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--feeds", type=int, default=FEEDS)
    parser.add_argument("--minutes", type=float, default=600, help="kill no longer than this")
    told = parser.parse_args(words)
    begun, length = time.time(), told.kills * 20.0 + 600
    world = _publishers.world(told.feeds, SEED, begun, length, GAP)
    command = [sys.executable, "-m", "bench._publishers", *map(str, (told.feeds, SEED, begun, length, GAP))]
    server = subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, text=True)
    with tempfile.TemporaryDirectory(prefix="gather-kill-") as home:
        try:
            assert server.stdout
            port = int(server.stdout.readline())
            open_house(home, world, port)
            faults = killed(Path(home), told.kills, told.minutes * 60, random.Random(SEED))
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/quiet"):
                quiet = time.time()
            finish(Path(home))
            faults += whole(Path(home), world, port, quiet)
        finally:
            server.kill()
            server.wait()
    for fault in faults[:20]:
        print(f"  {fault}")
    return int(bool(faults))


def open_house(home: str, world: Sequence[_publishers.Publisher], port: int) -> None:
    """Load Django on an empty folder and follow every feed; no connection stays open, for processes are forked."""
    os.environ |= {"STET_HOME": home, "DJANGO_SETTINGS_MODULE": "bench._gather_settings", "OMP_NUM_THREADS": "1"}
    listed = "".join(
        f'<outline type="rss" text="{one.host}{one.path}" xmlUrl="http://{one.host}:{port}{one.path}"/>'
        for one in world
    )
    from newsroom.cli.opening import ready

    ready()
    from django.db import connections

    import stet.read  # noqa: F401 - loaded once, not in every life
    from newsroom.wire import gathering, outlines, reading, run  # noqa: F401 - the same

    outlines.bring_in(f'<opml version="2.0"><body>{listed}</body></opml>'.encode())
    connections.close_all()


def killed(home: Path, kills: int, most: float, chance: random.Random) -> list[str]:
    """Start and kill again and again; return what was lost or is not what it was."""
    faults, held, lives, fruitful, barren = list[str](), dict[int, Row](), list[float](), 0, 0
    longest, end = LIFE * until_stored(home), time.monotonic() + most
    for number in range(kills):
        parts = [life(gather), life(read)]
        lives.append(chance.uniform(0.02, longest))
        time.sleep(lives[-1])
        for pid in chance.sample(parts, 2):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        now = captures(home)
        faults += [
            f"kill {number}: capture {row[1]} is gone or changed" for pk, row in held.items() if now.get(pk) != row
        ]
        faults += [f"kill {number}: {why}" for pk, row in now.items() if pk not in held and (why := unkept(home, row))]
        fruitful += len(now) > len(held)
        barren = barren + 1 if len(now) == len(held) else 0
        held = now
        if barren == BARREN or number % ANEW == ANEW - 1:
            longest, barren = LIFE * until_stored(home), 0
        late = time.monotonic() > end
        if late or number % 50 == 49 or number == kills - 1:
            span = f"{min(lives):.2f} to {max(lives):.2f} s"
            print(f"{number + 1} kills after {span}, {fruitful} after storing: {len(held):,} captures", flush=True)
        if late:
            break
    return faults


def until_stored(home: Path) -> float:
    """Let a gatherer live until it has stored something, on this machine as busy as it is; return the seconds."""
    begun, pid, before = time.monotonic(), life(gather), len(captures(home))
    while len(captures(home)) == before and time.monotonic() < begun + 60:
        time.sleep(0.02)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return time.monotonic() - begun


def finish(home: Path) -> None:
    """Look at every feed once more and do all that waits, unkilled; on a busy machine some pages take a second try."""
    for _ in range(5):
        with opened(home) as db:
            db.execute("update archive_sourcefeed set next_poll = '2000-01-01' where not paused")
            db.execute("update archive_item set next_try = null, attempts = 0 where state = 'waiting'")
        os.waitpid(life(lambda: gather(once=True)), 0)
        os.waitpid(life(lambda: read(once=True)), 0)
        with opened(home) as db:
            states = dict(db.execute("select state, count(*) from archive_item group by state"))
            why = db.execute(
                "select problem, count(*) from archive_item where problem != '' group by problem"
            ).fetchall()
        print(f"unkilled: {states} {why[:3]}", flush=True)
        if states.keys() == {"captured"}:
            return


def whole(home: Path, world: Sequence[_publishers.Publisher], port: int, until: float) -> list[str]:
    """Compare what is kept with what was published, and verify the archive."""
    out = {
        f"http://{one.host}:{port}{one.path}/{n}"
        for one in world
        if one.manner in _publishers.PUBLISHING
        for n, at in enumerate(one.moments)
        if at <= until
    }
    faults = list[str]()
    with opened(home) as db:
        for what, query in {
            "items": "select link from archive_item",
            "captures of pages": "select url from archive_capture where item_id is not null",
            "articles": "select url from archive_article",
            "revisions": "select a.url from archive_revision r join archive_article a on a.id = r.article_id",
        }.items():
            found = [url for (url,) in db.execute(query)]
            print(f"{what}: {len(found):,}, of {len(set(found) & out):,} of the {len(out):,} published addresses")
            faults += [f"{what}: {len(out - set(found))} lost"] if out - set(found) else []
            faults += [f"{what}: {len(found) - len(set(found))} doubled"] if len(found) != len(set(found)) else []
        twice = db.execute(
            "select count(*) from (select feed_id, sha256 from archive_capture where feed_id is not null "
            "group by feed_id, sha256 having count(*) > 1)"
        ).fetchone()[0]
        faults += [f"feed documents: {twice} stored twice"] if twice else []
    check = subprocess.run(
        [sys.executable, "-m", "newsroom", "verify-archive"], check=False, capture_output=True, text=True
    )
    print(check.stdout.strip())
    return [*faults, *(["the archive does not verify"] if check.returncode else [])]


def life(act: Callable[[], None]) -> int:
    """Fork a process that acts; return its id."""
    sys.stdout.flush()
    if pid := os.fork():
        return pid
    try:
        act()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(0)


def gather(*, once: bool = False) -> None:
    """Gather, as `newsroom gather` does."""
    from newsroom.wire import gathering

    gathering.gather(once=once)


def read(*, once: bool = False) -> None:
    """Read what is captured, as `newsroom work` does."""
    from django.utils import timezone

    from newsroom.wire import run

    while run.batch("read", timezone.now()).total or not once:
        time.sleep(0.02)


@contextmanager
def opened(home: Path) -> Iterator[sqlite3.Connection]:
    """Open the database for a moment: a connection that is open at a fork would share its locks."""
    db = sqlite3.connect(home / "newsroom.sqlite3", timeout=60)
    try:
        with db:
            yield db
    finally:
        db.close()


def captures(home: Path) -> dict[int, Row]:
    """Return what is acknowledged of captures."""
    with opened(home) as db:
        rows = db.execute('select id, url, sha256, file, "offset", length from archive_capture')
        return {row[0]: row for row in rows}


def unkept(home: Path, row: Row) -> str:
    """Return what is wrong with the bytes of a row, read as the archive stands after the kill."""
    from stet.errors import ArchiveError
    from stet.gather.warc import Locator, WarcStore

    try:
        capture = WarcStore(home / "archive").read(Locator(file=row[3], offset=row[4], length=row[5]))
    except ArchiveError as error:
        return f"{row[1]}: {error}"
    return "" if capture.sha256 == row[2] else f"{row[1]}: other bytes than were captured"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
