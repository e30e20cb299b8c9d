"""JSON lines in, JSON lines out: one line per line, in order, whatever happens to any of them."""

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

from stet.errors import StetError

Row = dict[str, Any]
Answer = Callable[[Row], Row]


def rows(stream: Iterator[bytes]) -> Iterator[tuple[int, Row | StetError]]:
    """Yield each line with its number; a line that cannot be read is yielded as the error."""
    for number, raw in enumerate(stream, 1):
        if not raw.strip():
            continue
        try:
            row = json.loads(raw)
            if not isinstance(row, dict):
                raise TypeError("a line must be an object")
            yield number, row
        except (ValueError, TypeError, RecursionError) as cause:
            yield number, StetError(f"line {number} is no JSON object: {cause}", advice='Write {"id": …, "text": …}')


def run(
    answer: Answer, stream: Iterator[bytes], *, jobs: int = 1, faulty: Callable[[Row], bool] = lambda row: False
) -> int:
    """Answer every line of `stream` on standard output and return the exit code: 0, or 1 if a line failed.

    A line in whose page nothing was found has failed too: zero output is an alarm. So has one that is `faulty`.
    """
    failed = 0
    for line in _answers(answer, stream, jobs):
        failed += "error" in line or line.get("state") == "empty" or faulty(line)
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return 1 if failed else 0


def _answers(answer: Answer, stream: Iterator[bytes], jobs: int) -> Iterator[Row]:
    each = _One(answer)
    if jobs <= 1:
        yield from map(each, rows(stream))
        return
    import multiprocessing

    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap(each, rows(stream), chunksize=4)


class _One:
    """Answer one line; picklable, so that worker processes can hold it."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, numbered: tuple[int, Row | StetError]) -> Row:
        number, row = numbered
        if isinstance(row, StetError):
            return {"id": None, "line": number, "error": str(row)}
        try:
            return {"id": row.get("id"), **self.answer(row)}
        except StetError as error:
            return {"id": row.get("id"), "line": number, "error": str(error)}
        except Exception as error:
            # One bad document never stops the run: even a fault of ours is an answer to its own line only.
            return {"id": row.get("id"), "line": number, "error": f"{type(error).__name__}: {error}"}
