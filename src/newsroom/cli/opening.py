"""Open the house: Django with its tables in order, once per process."""

from functools import cache

from rich.console import Console

# Words of the outside (a name, an address) are printed as they are: "[/b]" in a feed's title is no style of ours.
out = Console(highlight=False, soft_wrap=True, markup=False)
err = Console(stderr=True, highlight=False, markup=False)


@cache
def house() -> None:
    """Load Django; the tables are as the last `prepare` left them."""
    import django

    django.setup()


@cache
def ready() -> None:
    """Load Django and bring the tables up to date. Cheap when they are: one query per app."""
    house()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
