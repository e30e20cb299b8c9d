"""The checker's own error rates, as its gates measured them: read from a file, so that nobody can polish them."""

import json
from pathlib import Path

from newsroom.press.seen import ErrorRate

FILE = Path(__file__).parent / "rates.json"


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
