"""Verbs that bring the site to readers without them asking for it: as files, and by mail."""

from pathlib import Path
from typing import Annotated

import typer

from newsroom.cli.opening import out, ready


def commands(app: typer.Typer) -> None:
    """Add the verbs."""
    for verb in (bake, digests):
        app.command(rich_help_panel="Publish")(verb)


def bake(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder, or one that was baked before.")],
) -> None:
    """Write the whole public site as files that any web server can serve; only what changed is touched.

    Set STET_URL to the address readers use: it stands in feeds, cards and proofs.
    """
    ready()
    from django.utils import timezone

    from newsroom.press.bake import bake as baked

    did = baked(folder, timezone.now())
    out.print(
        f"{did.units:,} pages and groups of pages, {did.made:,} made anew; {did.written:,} files written, "
        f"{did.deleted:,} deleted, in {folder}"
    )


def digests() -> None:
    """Send the letters that are due: the day's edition, and news of followed stories. Run it every few minutes.

    Set STET_SMTP to the mail server, such as smtp+starttls://user:password@host:587. Exit code 1 when a letter failed.
    """
    ready()
    from django.utils import timezone

    from newsroom.press.digests import send_due

    sent, failed = send_due(timezone.now())
    out.print(f"{sent:,} letters sent, {failed:,} failed")
    if failed:
        raise typer.Exit(1)
