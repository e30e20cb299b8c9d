"""Verbs about sources: who is followed, how each is doing, and what to do about it."""

from pathlib import Path
from typing import Annotated

import typer

from newsroom.cli.opening import err, out, ready

Which = Annotated[
    str, typer.Argument(help="A source's short name, its name, or one of its addresses.", metavar="SOURCE")
]


def commands(app: typer.Typer) -> None:
    """Add the verbs."""
    for verb in (add, sources, pause, resume, remove, restore, trust, held, problems):
        app.command(rich_help_panel="Sources")(verb)
    opml = typer.Typer(help="Bring lists of feeds in and out.", no_args_is_help=True)
    opml.command("in")(opml_in)
    opml.command("out")(opml_out)
    app.add_typer(opml, name="opml", rich_help_panel="Sources")


def add(
    url: Annotated[str, typer.Argument(help="A site, feed, sitemap or page.", metavar="URL")],
    name: Annotated[str, typer.Option(help="What to call it, if not what it calls itself.")] = "",
    owner: Annotated[str, typer.Option(help="The family of outlets it belongs to.")] = "",
    kind: Annotated[
        str, typer.Option(help="newspaper, agency, broadcaster, magazine, office, company, research, blog")
    ] = "",
    country: Annotated[str, typer.Option(help="Two letters, such as GB.")] = "",
    rights: Annotated[str, typer.Option(help="What it allows beyond quoting.")] = "",
    page: Annotated[bool, typer.Option("--page", help="Follow the page itself: its changes are revisions.")] = False,
    trust_tls: Annotated[
        bool, typer.Option("--trust-tls", help="Its certificate is broken; accept that, and show it.")
    ] = False,
) -> None:
    """Follow a source: its feeds, news sitemaps and hub are found from the address."""
    ready()
    from newsroom.wire import following

    source = following.follow(
        url, name=name, owner=owner, kind=kind, country=country, rights=rights, page=page, trust_tls=trust_tls
    )
    out.print(f"Following {source.name} ({source.slug}):")
    for feed in source.feeds.all():
        out.print(f"  {feed.kind:<8} {feed.url}" + ("   with a hub" if feed.hub else ""))
    out.print("`newsroom run` polls it from now on; `newsroom gather --once` polls it once.")


def sources(
    words: Annotated[str, typer.Argument(help="Only those with this in their name or address.")] = "",
) -> None:
    """Show every source: state, rhythm, last success, last problem and what to do about it."""
    ready()
    from rich.table import Table

    from newsroom.wire import standing

    table = Table("source", "state", "every", "last success", box=None, pad_edge=False)
    for counted in ("articles", "held"):
        table.add_column(counted, justify="right", no_wrap=True)
    table.add_column("what is wrong, and what to do", ratio=1)
    for row in standing.rows(standing.search(words)):
        state = f"{row.state}, certificate not verified" if row.trusted else row.state
        counts = (str(row.articles), str(row.held or ""))
        wrong = ". ".join(said for said in (row.problem, row.advice) if said)
        table.add_row(row.name, state, row.rhythm, row.last_success, *counts, wrong)
    if not table.row_count:
        out.print("No source is followed yet. Add one: newsroom add https://example.org/")
    else:
        out.print(table)


def pause(source: Which) -> None:
    """Stop polling a source, and keep all it published."""
    _change(source, "pause")


def resume(source: Which) -> None:
    """Poll a source again."""
    _change(source, "resume")


def remove(source: Which) -> None:
    """Stop following a source. What it published stays as evidence; `restore` takes this back."""
    _change(source, "remove")


def restore(source: Which) -> None:
    """Take back a removal: the source is as it was."""
    _change(source, "restore")


def trust(
    source: Which,
    off: Annotated[bool, typer.Option("--off", help="End the exception.")] = False,
) -> None:
    """Accept the broken certificate of one source. What comes from it is marked as not verified."""
    ready()
    from newsroom.wire import following

    row = following.trust(following.find(source), not off)
    out.print(f"The certificate of {row.name} is {'verified again' if off else 'not verified from now on'}.")


def held(
    source: Annotated[str, typer.Argument(help="A source's short name, its name, or one of its addresses.")] = "",
    only: Annotated[list[int] | None, typer.Option("--only", help="The number of an item; may be repeated.")] = None,
    let_in: Annotated[bool, typer.Option("--let-in", help="Fetch them, as if they had come now.")] = False,
    drop: Annotated[bool, typer.Option("--drop", help="Forget them; the feed will not bring them again.")] = False,
) -> None:
    """List the items that the flood brake keeps back, and let them in or drop them."""
    ready()
    from django.utils import timezone

    from newsroom.wire import following
    from newsroom.wire import held as brake
    from stet.errors import ConfigError

    acts = let_in or drop
    if (acts and not source) or (let_in and drop) or (only and not acts):
        raise ConfigError("one source, and one of --let-in and --drop", advice="`newsroom held` lists what is held.")
    row = following.find(source) if source else None
    if row and let_in:
        out.print(f"{_items(brake.let_in(row, timezone.now(), only))} of {row.name} let in.")
    elif row and drop:
        out.print(f"{_items(brake.drop(row, only))} of {row.name} dropped.")
    else:
        waiting = brake.held(row)
        for item in waiting[:500]:
            out.print(f"{item.pk:>8}  {item.arrived:%Y-%m-%d %H:%M}  {item.source.slug}: {item}")
        count = waiting.count()
        out.print(f"{_items(count)} held." if count else "Nothing is held.")


def _items(count: int) -> str:
    return f"{count:,} item{'s' * (count != 1)}"


def _change(name: str, verb: str) -> None:
    ready()
    from newsroom.wire import following

    row = getattr(following, verb)(following.find(name))
    undo = "   (undo: `newsroom restore " + row.slug + "`)" if verb == "remove" else ""
    out.print(f"{row.name} is {row.state}.{undo}")


def problems(
    all: Annotated[bool, typer.Option("--all", help="Those that are settled too.")] = False,
) -> None:
    """List what went wrong, to what, how often, and what to do about it."""
    ready()
    from newsroom.archive.models import Problem

    rows = Problem.objects.all() if all else Problem.objects.filter(resolved=None)
    for row in rows[:200]:
        times = f" ({row.count} times)" if row.count > 1 else ""
        out.print(f"{row.last:%Y-%m-%d %H:%M}  {row.stage:<8} {row.subject}: {row.text}{times}. {row.advice}")
    if not rows:
        out.print("Nothing is wrong.")


def opml_in(file: Annotated[Path, typer.Argument(help="An OPML file; - reads standard input.")]) -> None:
    """Follow every feed of an OPML file. Feeds that are known stay as they are.

    What can never be gathered from, such as a private address, is left out and named.
    """
    ready()
    from newsroom.wire import outlines
    from stet.cli.files import contents

    brought = outlines.bring_in(contents(str(file)))
    err.print(brought.sentence)
    for line in brought.problems:
        err.print(f"  {line}", soft_wrap=True)


def opml_out() -> None:
    """Write every followed feed as OPML to standard output."""
    ready()
    from newsroom.wire import outlines

    out.file.write(outlines.take_out().decode())
