"""Articles through the whole pipeline, and the front page that comes out: speed by stage, memory, p95 of the page.

``python -m bench.pipeline [--n 10000] [--jobs 2]`` in a data folder of its own. The set holds 7,579 articles of ten
years; beyond that it is gone through again ten years later. Exit code 77 says that the set is missing.
"""

import argparse
import json
import lzma
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

SET = Path(os.environ.get("STET_DATA", "../shared/data")) / "articles" / "news-2011-2020.jsonl.xz"
REQUESTS, READERS = 400, 4


def main() -> int:
    """Measure, and print the table for bench/README.md."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--n", type=int, default=10_000)
    asked.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked.add_argument("--keep", type=Path, help="use this data folder, and leave it")
    options = asked.parse_args()
    if not SET.exists():
        print(f"bench.pipeline: SKIPPED, there is no {SET}; set STET_DATA")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        home = options.keep or Path(folder)
        os.environ |= {
            "STET_HOME": str(home),
            "STET_JOBS": str(options.jobs),
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        }
        rows = measured(home, options.n)
        page = front(home)
    if not rows or not page:
        print("bench.pipeline: measured nothing")
        return 1
    print(table(rows, page, options))
    return 0


def articles(n: int) -> Iterator[bytes]:
    """Yield `n` articles as lines, in the set's order; a second pass is dated ten years later."""
    for later in range(0, 100, 10):
        with lzma.open(SET) as file:
            for raw in file:
                if n <= 0:
                    return
                n -= 1
                if later:
                    said = json.loads(raw)
                    day = date.fromisoformat(said["date"])
                    raw = (
                        json.dumps({**said, "date": f"{day.year + later}-{day:%m}-{min(day.day, 28):02}"}).encode()
                        + b"\n"
                    )
                yield raw


def measured(home: Path, n: int) -> list[tuple[str, int, float, float]]:
    """Take articles through every stage; return name, count, wall and processor seconds of each."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from newsroom.wire import loading, run

    call_command("migrate", verbosity=0)
    source = home / "articles.jsonl"
    source.write_bytes(b"".join(articles(n)))
    rows = []

    def timed(name, work):
        wall, cpu = time.perf_counter(), processor()
        count = work()
        rows.append((name, count, time.perf_counter() - wall, processor() - cpu))
        print(
            f"  {name:<8} {count:>7,}  {rows[-1][2]:8.1f} s {rows[-1][3]:8.1f} s of processor",
            file=sys.stderr,
            flush=True,
        )

    def stage(name):
        total, more = 0, True
        while more:
            tally = run.batch(name, timezone.now())
            total, more = total + tally.total, tally.more
        return total

    timed("keep", lambda: loading.load(source, now=timezone.now()).done)
    for name in run.STAGES:
        timed(name, lambda name=name: stage(name))
    return rows


def processor() -> float:
    """Return the processor seconds of this process and of helpers that have ended; living ones are read from /proc."""
    ours = resource.getrusage(resource.RUSAGE_SELF)
    return ours.ru_utime + ours.ru_stime + sum(living().values())


def living() -> dict[int, float]:
    """Return the processor seconds of the processes below this one."""
    tick, seconds = os.sysconf("SC_CLK_TCK"), {}
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        parents[int(folder.name)] = int(fields[1])
        seconds[int(folder.name)] = (int(fields[11]) + int(fields[12])) / tick
    below = {pid for pid in parents if _under(pid, parents)}
    return {pid: seconds[pid] for pid in below}


def _under(pid: int, parents: dict[int, int]) -> bool:
    while (pid := parents.get(pid, 0)) > 1:
        if pid == os.getpid():
            return True
    return False


def front(home: Path) -> dict[str, float]:
    """Serve the front page with gunicorn and ask for it; return milliseconds and requests a second."""
    import httpx

    from newsroom import supervise

    port = supervise.free_port("127.0.0.1", 0)
    web = supervise.parts("127.0.0.1", port, 8)[0]
    server = subprocess.Popen(web.command)
    taken: list[float] = []
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=60) as client:
            for _ in range(100):
                try:
                    if client.get("/").status_code == 200:
                        break
                except httpx.HTTPError:
                    time.sleep(0.2)

            def read():
                for _ in range(REQUESTS // READERS):
                    start = time.perf_counter()
                    assert client.get("/").status_code == 200
                    taken.append(1000 * (time.perf_counter() - start))

            start = time.perf_counter()
            threads = [threading.Thread(target=read) for _ in range(READERS)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            wall = time.perf_counter() - start
    finally:
        server.terminate()
        server.wait(10)
    taken.sort()
    return {
        "p50": taken[len(taken) // 2],
        "p95": taken[int(len(taken) * 0.95)],
        "rate": len(taken) / wall,
        "n": len(taken),
    }


def table(rows: list[tuple[str, int, float, float]], page: dict[str, float], options: argparse.Namespace) -> str:
    """Return what was measured as Markdown."""
    articles = rows[0][1]
    wall, cpu = sum(row[2] for row in rows), sum(row[3] for row in rows)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    helper = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    lines = ["| stage | done | seconds | per second | processor ms each |", "| --- | ---: | ---: | ---: | ---: |"]
    lines += [
        f"| {name} | {count:,} | {spent:,.1f} | {count / max(spent, 1e-9):,.1f} | {1000 * used / max(count, 1):,.1f} |"
        for name, count, spent, used in rows
    ]
    lines += [
        f"| **whole** | {articles:,} | {wall:,.1f} | {articles / wall:,.1f} | {1000 * cpu / articles:,.1f} |",
        "",
        f"Processes beside: {options.jobs}. Memory: {memory:,.0f} MB at most (largest child {helper:,.0f} MB).",
        f"Front page: p50 {page['p50']:.1f} ms, p95 {page['p95']:.1f} ms, {page['rate']:.0f} requests/s "
        f"({page['n']} requests, {READERS} readers at once, gunicorn with 8 threads).",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
