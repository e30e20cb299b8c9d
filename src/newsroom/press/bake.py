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
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from newsroom.press import house, pages, plan
from stet.errors import ConfigError

MANIFEST = ".baked.json"
JOURNAL = ".journal.json"
NEXT = ".next"
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
    known: dict[str, list[Any]]
    kept: dict[str, list[Any]] = field(default_factory=dict)
    moves: list[str] = field(default_factory=list)  # the nth lies in .next/ as n
    did: Baked = field(default_factory=Baked)


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
    run = _Bake(folder=folder, known=state["units"] if state["shape"] == shape else {})
    for unit in plan.units(who, now):
        _take(run, unit)
        progress(run.did.units)
    gone = sorted(_files(state["units"].values()) - _files(run.kept.values()))
    run.did.deleted = len(gone)
    (folder / NEXT / str(len(run.moves))).write_text(json.dumps({"shape": shape, "units": run.kept}))
    _commit(folder, [*run.moves, MANIFEST], gone)
    return run.did


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


def _take(run: _Bake, unit: plan.Unit) -> None:
    run.did.units += 1
    known = run.known.get(unit.name)
    if known and known[0] == unit.stamp:
        run.kept[unit.name] = known
        return
    run.did.made += 1
    files = []
    for path, body in unit.make():
        name = place(path)
        files.append(name)
        if _differs(run.folder / name, body):
            (run.folder / NEXT / str(len(run.moves))).write_bytes(body)
            run.moves.append(name)
            run.did.written += 1
    run.kept[unit.name] = [unit.stamp, files]


def _differs(file: Path, body: bytes) -> bool:
    try:
        return file.stat().st_size != len(body) or file.read_bytes() != body
    except FileNotFoundError:
        return True


def _files(units: Iterable[list[Any]]) -> set[str]:
    return {name for _, files in units for name in files}


def _commit(folder: Path, moves: list[str], gone: list[str]) -> None:
    """Write the journal, durable before the first rename, and switch."""
    os.sync()
    aside = folder / (JOURNAL + ".new")
    with aside.open("w", encoding="utf-8") as file:
        json.dump({"moves": moves, "gone": gone}, file)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(folder / JOURNAL)
    _switch(folder, moves, gone)


def _switch(folder: Path, moves: Iterable[str], gone: Iterable[str]) -> None:
    for number, name in enumerate(moves):
        new, old = folder / NEXT / str(number), folder / name
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
