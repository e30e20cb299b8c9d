"""Bake the public site into files that any web server can serve.

A bake makes only what changed, and touches only files whose bytes changed. It is atomic in two steps. First everything
new is written aside, in ``.next/``, and a journal says what goes where; a bake that is killed before that has changed
nothing. Then each file takes its place by a rename, leaves first and the front page last, and what is gone is deleted
after that: no reader meets a page whose links lead nowhere. A bake that is killed here is finished by the next one,
from the journal (docs/decisions/0041-press-bake.md).
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.db import connection

from newsroom.press import house, pages, plan
from newsroom.press.seen import Newsroom
from newsroom.wire import engines
from stet.errors import ConfigError

MANIFEST = ".baked.json"
JOURNAL = ".journal.json"
NEXT = ".next"
BATCH = 250
"""Units made in one go: enough to share queries, few enough that the memory of their pages does not matter."""
MANY = 200
"""From here on other processes help: starting them takes about as long as making this many posts."""
Progress = Callable[[int], None]


@dataclass(kw_only=True, slots=True)
class Baked:
    """What a bake did: pages in the site, made anew, files written, files deleted."""

    units: int = 0
    made: int = 0
    written: int = 0
    deleted: int = 0


@dataclass(kw_only=True, slots=True)
class _Bake:
    folder: Path
    who: Newsroom
    now: datetime
    known: dict[str, list[Any]]
    changed: dict[int, int]
    kept: dict[str, list[Any]] = field(default_factory=dict)
    moves: list[tuple[str, str]] = field(default_factory=list)  # what lies in .next/, and where it goes
    did: Baked = field(default_factory=Baked)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Batch:
    """Units to make in one go, by whichever process: all that it needs, and no more than can be sent to another."""

    folder: Path
    name: str
    who: Newsroom
    now: datetime
    make: Callable[[Newsroom, datetime, Sequence[str]], Iterator[plan.Unit]]
    keys: Sequence[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Written:
    """What became of a unit: its files, the revisions it leans on, and where those that changed lie."""

    key: str
    files: list[str]
    leans: list[int]
    moves: list[tuple[str, str]]


def bake(folder: Path, now: datetime, progress: Progress = lambda made: None) -> Baked:
    """Bake the site as it stands at `now` into `folder`; what is there from an earlier bake is reused.

    Raises `ConfigError` when the folder holds something that no bake put there: nothing of it would be safe.
    """
    folder = folder.resolve()
    _open(folder)
    resume(folder)
    (folder / NEXT).mkdir()
    who = house.newsroom()
    shape = hashlib.sha256(repr((pages.fingerprint(), who)).encode()).hexdigest()[:16]
    state = _manifest(folder)
    known = state["units"] if state["shape"] == shape else {}
    run = _Bake(folder=folder, who=who, now=now, known=known, changed=plan.changed())
    for shelf in plan.shelves(now):
        _fill(run, shelf)
        progress(run.did.units)
    gone = _gone(state["units"], run.kept)
    run.did.deleted = len(gone)
    (folder / NEXT / MANIFEST).write_text(json.dumps({"shape": shape, "units": run.kept}, separators=(",", ":")))
    _commit(folder, [*run.moves, (MANIFEST, MANIFEST)], gone)
    return run.did


def _fill(run: _Bake, shelf: plan.Shelf) -> None:
    """Keep what stands of a shelf and make the rest: a few units here, many at a time where there are many."""
    stale = [key for key, stamp in shelf.stamps.items() if not _keep(run, f"{shelf.name}:{key}", stamp)]
    size = min(BATCH, -(-len(stale) // settings.STET_JOBS) or 1)
    batches = [
        _Batch(
            folder=run.folder, name=f"{shelf.name}-{n}", who=run.who, now=run.now, make=shelf.make,
            keys=stale[n : n + size],
        )
        for n in range(0, len(stale), size)
    ]  # fmt: skip
    run.did.units += len(shelf.stamps)
    run.did.made += len(stale)
    # A transaction of ours is not seen by another process, and starting one takes longer than a few pages.
    here = len(stale) < MANY or connection.in_atomic_block
    for written in map(_write, batches) if here else engines.many(_write, batches):
        for unit in written:
            stamp = shelf.stamps[unit.key]
            leaning = _leaning(unit.leans, run.changed)
            run.kept[f"{shelf.name}:{unit.key}"] = [stamp, unit.files, unit.leans, leaning]
            run.moves += unit.moves
            run.did.written += len(unit.moves)


def _keep(run: _Bake, name: str, stamp: str) -> bool:
    known = run.known.get(name)
    if known is None or known[0] != stamp or known[3] != _leaning(known[2], run.changed):
        return False
    run.kept[name] = known
    return True


def _leaning(leans: Iterable[int], changed: Mapping[int, int]) -> list[int]:
    return [changed[one] for one in leans if one in changed]


def _write(batch: _Batch) -> list[_Written]:
    """Make the pages of a batch, and put those whose bytes differ from what stands aside."""
    return [_aside(batch, number, unit) for number, unit in enumerate(batch.make(batch.who, batch.now, batch.keys))]


def _aside(batch: _Batch, number: int, unit: plan.Unit) -> _Written:
    files, moves = [], []
    for n, (path, body) in enumerate(unit.pages):
        name = place(path)
        files.append(name)
        if _differs(f"{batch.folder}/{name}", body):
            new = f"{batch.name}-{number}-{n}"
            with open(f"{batch.folder}/{NEXT}/{new}", "wb") as file:
                file.write(body)
            moves.append((new, name))
    return _Written(key=unit.key, files=files, leans=list(unit.leans), moves=moves)


def _gone(before: Mapping[str, list[Any]], kept: Mapping[str, list[Any]]) -> list[str]:
    """Return the files of units that are gone or were made anew, where no unit has them now."""
    maybe = {file for name, unit in before.items() if kept.get(name) is not unit for file in unit[1]}
    return sorted(maybe - {file for unit in kept.values() for file in unit[1]}) if maybe else []


def resume(folder: Path) -> bool:
    """Finish a switch that was cut short, or clear what a bake left that never got so far. True if it was a switch."""
    journal = folder / JOURNAL
    if journal.exists():
        said = json.loads(journal.read_text(encoding="utf-8"))
        _switch(folder, said["moves"], said["gone"])
        return True
    shutil.rmtree(folder / NEXT, ignore_errors=True)
    return False


def place(path: str) -> str:
    """Return the file that serves a path: ``/story/x/`` is ``story/x/index.html``.

    Raises `ConfigError` for a path that would lead out of the folder; keys are made from fetched names.
    """
    from urllib.parse import unquote

    said = unquote(path).lstrip("/")
    name = said + "index.html" if not said or said.endswith("/") else said
    if ".." in PurePosixPath(name).parts or name.startswith((".", "/")) or "\0" in name:
        raise ConfigError("would lie outside the site", subject=path)
    return name


def _open(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / MANIFEST).exists() and any(entry.name not in (NEXT, JOURNAL) for entry in folder.iterdir()):
        raise ConfigError(
            "holds files that no bake wrote", subject=str(folder), advice="Give an empty or a new folder."
        )


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        return json.loads((folder / MANIFEST).read_text(encoding="utf-8"))  # type: ignore[no-any-return]
    except FileNotFoundError:
        return {"shape": "", "units": {}}


def _differs(file: str, body: bytes) -> bool:
    try:
        if os.stat(file).st_size != len(body):
            return True
        with open(file, "rb") as standing:
            return standing.read() != body
    except FileNotFoundError:
        return True


def _commit(folder: Path, moves: list[tuple[str, str]], gone: list[str]) -> None:
    """Write the journal, durable before the first rename, and switch."""
    os.sync()
    aside = folder / (JOURNAL + ".new")
    with aside.open("w", encoding="utf-8") as file:
        json.dump({"moves": moves, "gone": gone}, file)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(folder / JOURNAL)
    _switch(folder, moves, gone)


def _switch(folder: Path, moves: Iterable[Sequence[str]], gone: Iterable[str]) -> None:
    for aside, name in moves:
        new, old = folder / NEXT / aside, folder / name
        if new.exists():
            try:
                new.replace(old)
            except FileNotFoundError:
                old.parent.mkdir(parents=True, exist_ok=True)
                new.replace(old)
    for name in gone:
        (folder / name).unlink(missing_ok=True)
        _prune(folder, (folder / name).parent)
    (folder / JOURNAL).unlink()
    shutil.rmtree(folder / NEXT, ignore_errors=True)


def _prune(folder: Path, empty: Path) -> None:
    while empty != folder and empty.is_dir() and not any(empty.iterdir()):
        empty.rmdir()
        empty = empty.parent
