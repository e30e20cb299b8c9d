"""Verbs that run the site: everything at once, or one part of it."""

from pathlib import Path
from typing import Annotated

import typer

from newsroom.cli.opening import err, house, out, ready

Port = Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="0 takes 8000 or the next that is free.")]
Host = Annotated[str, typer.Option(help="The address to listen on; other machines reach only what you open to them.")]


def commands(app: typer.Typer) -> None:
    """Add the verbs."""
    for verb in (run, gather, work, prepare):
        app.command(rich_help_panel="Run")(verb)
    app.command(rich_help_panel="Run", hidden=True)(migrate)


def run(
    port: Port = 0,
    host: Host = "127.0.0.1",
    threads: Annotated[int, typer.Option(min=1, max=64, help="Requests served at the same time.")] = 8,
    sample: Annotated[bool, typer.Option(help="Load the sample wire into an empty newsroom first.")] = True,
) -> None:
    """Serve, gather and work, all under one command. Ctrl-C stops all; run it again and it goes on.

    An empty newsroom is filled with the sample wire first: three invented days, so that there is something to look at.
    """
    ready()
    from django.conf import settings

    from newsroom import supervise
    from newsroom.archive.models import Source

    with supervise.alone(Path(settings.STET_HOME)):
        port = supervise.free_port(host, port)
        if sample and not Source.objects.exists() and (settings.STET_SAMPLE / "manifest.json").exists():
            _fill()
        address = f"http://{'127.0.0.1' if host in {'0.0.0.0', '::'} else host}:{port}/"  # noqa: S104 - asked for by name
        (Path(settings.STET_HOME) / "address").write_text(address)
        out.print(f"{settings.STET_NAME} is at {address}   (Ctrl-C stops it)")
        supervise.supervise(supervise.parts(host, port, threads))
    out.print("Stopped. Nothing is lost; `newsroom run` goes on.")


def _fill() -> None:
    """Load the sample wire; a newsroom whose sample fails is still a newsroom, and goes on with what was kept."""
    from newsroom.cli.loading import fill_with_sample

    try:
        fill_with_sample()
    except Exception as error:
        err.print(f"The sample wire could not be loaded whole ({type(error).__name__}: {error}).")


def gather(
    once: Annotated[bool, typer.Option("--once", help="Poll what is due, then stop.")] = False,
) -> None:
    """Poll feeds and fetch pages, for ever. `newsroom run` does this too; alone it is for a machine of its own."""
    ready()
    from newsroom.wire import gathering

    tally = gathering.gather(once=once)
    if tally.total:
        err.print(
            f"{tally.done:,} answers stored; `newsroom work --once` reads them, and `newsroom run` does by itself."
        )
        if tally.failed:
            err.print(f"{tally.failed:,} could not be had; `newsroom sources` and `newsroom problems` say why.")
    else:
        err.print("Nothing was due, or another gatherer is at work on it.")


def work(
    once: Annotated[bool, typer.Option("--once", help="Do all that is waiting, then stop.")] = False,
) -> None:
    """Do the background work: read, group, check, rank. Start it on as many machines as share the database."""
    ready()
    from django.core.management import call_command

    from newsroom.wire import grouping, tasks

    tasks.forget()
    tasks.wake_all()
    # `*`: the desk queues its own work here too.
    try:
        call_command("db_worker", queue_name="*", interval=0.5, batch=once, reload=False, verbosity=0)
    finally:
        grouping.keep()


def prepare() -> None:
    """Bring the tables and static files up to date. `run` does it by itself; other servers call it once."""
    house()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    err.print("The tables and static files are up to date.")


def migrate() -> None:
    """Bring the tables up to date (the same as `prepare`)."""
    prepare()
