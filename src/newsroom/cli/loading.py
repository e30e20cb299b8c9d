"""Verbs that bring articles in at once, and the one that prints a front page."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from newsroom.cli.opening import err, out, ready

WORDS = {
    "keep": "keeping captures",
    "read": "reading articles",
    "group": "grouping stories",
    "check": "finding facts",
    "compare": "comparing sources",
    "rank": "making up the front page",
    "index": "indexing for search",
}


class Format(StrEnum):
    """How an edition is printed."""

    TEXT = "text"
    JSON = "json"


def commands(app: typer.Typer) -> None:
    """Add the verbs."""
    for verb in (sample, load, edition, evidence):
        app.command(rich_help_panel="Load and print")(verb)


def sample() -> None:
    """Load the sample wire: three invented days, through the same stages as live news."""
    ready()
    fill_with_sample()


def load(
    files: Annotated[list[Path], typer.Argument(help="JSON lines, plain or .gz, .xz, .bz2.", metavar="FILE…")],
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=0, help="Only the first so many articles of each file.")
    ] = 0,
) -> None:
    """Load articles and take them through every stage, in time order, as if each had just arrived.

    A line is a JSON object with `title` and `text` (or `body`), and if there are any:
    `outlet`, `url`, `date`, `authors`, `language`, `genre`, `topic`. A line that cannot be read is named, and the rest
    goes on. Run it again after a kill: what was kept is passed over.
    """
    ready()
    from django.utils import timezone

    from newsroom.wire import loading

    with _bar() as bar:
        for path in files:
            row = bar.add_task(f"{WORDS['keep']} of {path.name}", total=None)
            tally = loading.load(
                path,
                now=timezone.now(),
                limit=limit,
                progress=lambda done, of, row=row: bar.update(row, completed=done, total=of),  # type: ignore[misc]
            )
            bar.update(row, completed=tally.done, total=tally.done)
            err.print(f"{path.name}: {tally.done} new, {tally.failed} could not be read")
    through()


def edition(
    at: Annotated[
        str, typer.Option("--at", help="A moment, such as 2021-06-15T12:00Z; default: the latest edition.")
    ] = "",
    format: Annotated[Format, typer.Option("--format", "-f", help="For people or for machines.")] = Format.TEXT,
) -> None:
    """Print the front page as it stood at a moment: the same bytes each time, with the reason for each place."""
    ready()
    from newsroom.wire import editions, printed

    moment = editions.moment_of(at)
    row = editions.at(moment) if moment else editions.latest()
    text = row.content if format is Format.JSON else printed.text(row)
    out.file.write(text + "\n")


def evidence(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Drafts or folders of them; - reads standard input.", metavar="FILE…")
    ] = None,
    story: Annotated[str, typer.Option(help="The reports of this story, by its id, as in its address.")] = "",
    most: Annotated[int, typer.Option("--most", "-n", min=1, help="So many reports for each draft.")] = 50,
) -> None:
    """Print what the archive holds on a draft or a story, as sources for stet check: one JSON object a line.

    newsroom evidence draft.md > sources.jsonl, then: stet check draft.md --source sources.jsonl. Copies of one report
    carry the same origin, so that they count once. Exit code 1 when there is nothing.
    """
    ready()
    from newsroom.archive import bearing
    from newsroom.archive.models import Story
    from stet import documents
    from stet.cli.files import PAGES, TEXTS, draft, walk
    from stet.errors import InputError

    if bool(files) == bool(story):
        raise InputError("nothing was asked", advice="Name drafts, or a story with --story.")
    found = {}
    if story:
        try:
            row = Story.objects.get(key=story)
        except Story.DoesNotExist as error:
            raise InputError("there is no such story", subject=story, advice="Its id stands in its address.") from error
        found.update({one.id: one for one in bearing.sources(bearing.of_story(row))})
    for path in walk([str(name) for name in files or []], TEXTS | PAGES):
        found.update({one.id: one for one in bearing.sources(bearing.on_text(draft(path).text, most))})
    for one in found.values():
        out.file.write(json.dumps(documents.of_source(one), ensure_ascii=False) + "\n")
    err.print(f"{len(found)} reports bear on it.")
    if not found:
        raise typer.Exit(1)


def fill_with_sample() -> None:
    """Load the sample wire with a progress bar."""
    from django.conf import settings

    from newsroom.wire import sample as wire

    with _bar() as bar:
        row = bar.add_task("keeping the sample wire", total=None)
        tally = wire.load(settings.STET_SAMPLE, progress=lambda done, of: bar.update(row, completed=done, total=of))
        bar.update(row, completed=tally.total, total=tally.total)
    through()


def through() -> None:
    """Take what waits through every stage, with a bar for each."""
    from django.utils import timezone

    from newsroom.wire import grouping, run
    from newsroom.wire.tally import Tally

    with _bar() as bar:
        rows = {}

        def progress(stage: str, tally: Tally) -> None:
            if stage not in rows:
                rows[stage] = bar.add_task(WORDS[stage], total=None)
            bar.update(
                rows[stage],
                advance=tally.total,
                total=(bar.tasks[rows[stage]].completed + tally.total) + run.backlog()[stage],
            )

        try:
            total = run.through(timezone.now(), progress)
        finally:
            grouping.keep()
    if total.failed:
        err.print(f"{total.failed} failures; `newsroom problems` names them.")


def _bar():  # type: ignore[no-untyped-def]
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<28}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=err, refresh_per_second=4)
