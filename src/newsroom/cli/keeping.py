"""Verbs that look after the archive and the people."""

from pathlib import Path
from typing import Annotated

import typer

from newsroom.cli.opening import err, out, ready


def commands(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("verify-archive", rich_help_panel="Keep")(verify_archive)
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
    out.print(report.sentence, markup=False)
    for line in report.broken[:50]:
        out.print(f"  {line}", markup=False)
    if report.broken:
        raise typer.Exit(1)


def import_(
    files: Annotated[list[Path], typer.Argument(help="WARC files, plain or .gz.", metavar="FILE…")],
) -> None:
    """Bring in archives that others made, and take their pages through every stage."""
    ready()
    from newsroom.cli.loading import through
    from newsroom.wire import importing

    for path in files:
        tally = importing.bring_in(path)
        err.print(f"{path.name}: {tally.done} captures are new, {tally.failed} could not be used")
    through()


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
    name: Annotated[str, typer.Argument(help="The name to sign in with.")],
    email: Annotated[str, typer.Option(help="For notices; not shown.")] = "",
    admin: Annotated[bool, typer.Option("--admin", help="May do everything, and give others their roles.")] = False,
    password: Annotated[
        str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for when left out.")
    ] = "",
) -> None:
    """Make an account for an editor."""
    ready()
    from django.contrib.auth import get_user_model
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from stet.errors import ConfigError

    users = get_user_model()
    if users.objects.filter(username=name).exists():
        raise ConfigError("there is an account of that name", subject=name, advice="Choose another.")
    try:
        validate_password(password)
    except ValidationError as error:
        raise ConfigError(" ".join(error.messages), subject="password") from error
    make = users.objects.create_superuser if admin else users.objects.create_user
    make(username=name, email=email, password=password)
    out.print(f"{name} can sign in at /desk/.")
