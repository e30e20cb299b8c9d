"""How often the checker is wrong: as its gates measured it, and as our second readers found it.

The gates' figures are read from the file they wrote, so that nobody can polish them. Our readers' are counted from
their blind readings, in which they judge facts without seeing what the checker said.
"""

import json
from pathlib import Path

from newsroom.desk import checking
from newsroom.press.seen import ErrorRate, VerdictsPage

FILE = Path(__file__).parent / "rates.json"


def page() -> VerdictsPage:
    """Make up the page that explains the verdicts."""
    differed, asked = checking.disagreement()
    return VerdictsPage(rates=read(), differed=differed, asked=asked)


def read(path: Path = FILE) -> tuple[ErrorRate, ...]:
    """Return the measured rates, or none where no measurement was written: then the page says so."""
    if not path.exists():
        return ()
    rows = json.loads(path.read_text(encoding="utf-8"))["rates"]
    return tuple(
        ErrorRate(
            what=row["what"], measure=row["measure"], value=row["value"], n=int(row["n"]), measured=row["measured"]
        )
        for row in rows
        if int(row["n"]) > 0
    )
