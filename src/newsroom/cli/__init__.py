"""The commands of the site. Django loads inside the verb that needs it, so that ``newsroom --help`` answers at once."""

import os
import sys
from typing import Annotated

import typer

from newsroom.cli import keeping, loading, printing, running, sources
from stet import __version__
from stet.errors import StetError

app = typer.Typer(
    name="newsroom",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Run a newsroom: gather what sources publish, keep it as evidence, group it into stories, check its facts, "
    "and serve a front page on which every fact can be asked where it comes from.\n\n"
    "Everything lives in one data folder (`STET_HOME`, default `./var`). Every verb can be stopped at any moment and "
    "run again: it goes on where it was.",
    epilog="Start with: `newsroom run` · then add a source: `newsroom add https://example.org/`",
)


def _version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"newsroom {__version__}\n")
        raise typer.Exit


@app.callback()
def options(
    asked: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Print the version, and leave.")
    ] = False,
) -> None:
    """Take what may stand before any verb."""


for room in (running, loading, sources, printing, keeping):
    room.commands(app)


def main() -> None:
    """Run the commands; errors we know are one line on standard error and exit code 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        sys.exit(app(standalone_mode=False) or 0)
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(130)
    except StetError as error:
        sys.stderr.write(f"newsroom: {error}\n")
        sys.exit(2)
    except BrokenPipeError:
        # The reader (`head`, a pager) has seen enough; nothing is left to say to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        # Wrong use (an unknown option, a missing argument) knows how to show itself.
        if show := getattr(error, "show", None):
            show()
            sys.exit(2)
        raise
