"""Verbs that look after the archive and the people."""

from pathlib import Path
from typing import Annotated

import typer

from newsroom.cli.opening import err, out, ready
from newsroom.desk.states import Role
from stet.errors import InputError


def commands(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("verify-archive", rich_help_panel="Keep")(verify_archive)
    app.command("verify-audit", rich_help_panel="Keep")(verify_audit)
    app.command("import", rich_help_panel="Keep")(import_)
    app.command(rich_help_panel="Keep")(retry)
    app.command(rich_help_panel="Keep")(createuser)


def verify_archive() -> None:
    """Read every record of the archive and compare its digest with the one noted when it arrived.

    Exit code 1 when a record is missing or changed.
    """
    ready()
    from newsroom.archive import fixity

    report = fixity.verify()
    out.print(report.sentence)
    for line in report.broken[:50]:
        out.print(f"  {line}")
    if report.broken:
        raise typer.Exit(1)


def verify_audit(
    file: Annotated[
        Path | None, typer.Argument(help="An exported log, audit.jsonl; this newsroom's own when left out.")
    ] = None,
) -> None:
    """Follow the chain of digests through the audit log: an entry altered, dropped or put in shows.

    Exit code 1 when the chain does not hold.
    """
    ready()
    from newsroom.desk import audit
    from newsroom.desk.models import Entry
    from stet.cli.files import contents, decoded

    if file:
        lines = decoded(contents(str(file)), str(file)).splitlines()
        try:
            entries, broken = len(lines), list(audit.verify(lines))
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(
                "this is no audit log", subject=str(file), advice="Export one at the desk, under Audit."
            ) from error
    else:
        entries, broken = Entry.objects.count(), list(audit.broken())
    for sentence in broken:
        out.print(sentence)
    if broken:
        raise typer.Exit(1)
    out.print(f"{entries} entries, each following the one before it.")


def import_(
    files: Annotated[list[Path], typer.Argument(help="WARC files, plain or .gz.", metavar="FILE…")],
) -> None:
    """Bring in archives that others made, and take their pages through every stage.

    A file that is none is named, and the others are brought in; the exit code is then 2.
    """
    ready()
    from newsroom.cli.loading import through
    from newsroom.wire import importing

    refused = False
    for path in files:
        try:
            tally = importing.bring_in(path)
        except InputError as error:
            err.print(f"newsroom: {error}", soft_wrap=True)
            refused = True
            continue
        torn = f"; unreadable records: {tally.failed} (`newsroom problems` says where)" if tally.failed else ""
        err.print(f"{path.name}: {tally.done} captures are new{torn}", soft_wrap=True)
    through()
    if refused:
        raise typer.Exit(2)


def retry() -> None:
    """Try again what failed, once what was wrong is mended; `newsroom problems` says what that was."""
    ready()
    from django.utils import timezone

    from newsroom.cli.loading import through
    from newsroom.wire import again

    tally = again.again(timezone.now())
    err.print(f"{tally.done} are in line again.")
    through()


def createuser(
    username: Annotated[str, typer.Argument(help="The name to sign in with.")],
    name: Annotated[str, typer.Option(help="As it stands in a byline; the name to sign in with when left out.")] = "",
    role: Annotated[Role, typer.Option(help="What the account may do.")] = Role.EDITOR,
    password: Annotated[
        str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for when left out.")
    ] = "",
) -> None:
    """Make an account with its place in the house; whoever may publish sets up a second factor at first sign-in."""
    ready()
    from newsroom.desk import people
    from newsroom.desk.acts import Refused
    from stet.errors import ConfigError

    try:
        member = people.create(username, password, name=name or username, role=role)
    except Refused as error:
        raise ConfigError(str(error), subject=username, advice="Nothing was made.") from error
    out.print(f"{member.name} may sign in as {username} at /desk/ and is {role}.")
