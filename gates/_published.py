"""Write the error rates that readers are shown: one JSON file, where `STET_RATES` names it; `make gates` names ours.

A gate replaces its own rows and leaves the others', so that each figure carries the day it was measured. Nothing is
written by a gate that is run by hand on a part of its data, unless the variable is set.
"""

import json
import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

FEWEST = 30
"""Cases below which a share says too little to be shown by itself: its interval is wider than a third of the scale."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """How often something went wrong, of `n` cases; `what` is a sentence's subject that a reader understands."""

    what: str
    measure: str
    wrong: int
    n: int

    @property
    def value(self) -> str:
        """Say the share in percent with its 95 % Wilson interval."""
        low, high = wilson(self.wrong, self.n)
        return f"{100 * self.wrong / self.n:.1f} % ({100 * low:.1f} to {100 * high:.1f})"


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Return the 95 % Wilson interval of a share (Wilson, 1927); of no cases anything may be true."""
    if not n:
        return 0.0, 1.0
    z, share = 1.96, hits / n
    middle, half = share + z * z / (2 * n), z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, (middle - half) / (1 + z * z / n)), min(1.0, (middle + half) / (1 + z * z / n))


def interval(hits: int, n: int) -> str:
    """Return the 95 % Wilson interval of a share as the gates print it."""
    low, high = wilson(hits, n)
    return f"[{low:.3f}, {high:.3f}]"


def publish(gate: str, rates: Sequence[Rate]) -> None:
    """Put the rates of a gate into the file that `STET_RATES` names, if it names one."""
    if not (name := os.environ.get("STET_RATES")):
        return
    file, today = Path(name), datetime.now(UTC).date().isoformat()
    kept = json.loads(file.read_text(encoding="utf-8"))["rates"] if file.exists() else []
    rows = [row for row in kept if row["gate"] != gate]
    rows += [
        {"gate": gate, "what": r.what, "measure": r.measure, "value": r.value, "n": r.n, "measured": today}
        for r in rates
        if r.n >= FEWEST
    ]
    rows.sort(key=lambda row: row["gate"])
    file.write_text(json.dumps({"rates": rows}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
