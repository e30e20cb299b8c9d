"""Run every gate, or those named: ``python -m gates [NAME …]``.

A gate is a script beside this file that measures one stage, prints figures with n and intervals, and exits 0 above its
floors, 1 below, 77 where the data is missing (set STET_DATA). A run in which nothing was measured fails: a gate that
could not run refuses. The checker's error rates go to the page that explains its verdicts (`_published`).
"""

import os
import subprocess
import sys
from pathlib import Path

SKIPPED = 77


def main(names: list[str]) -> int:
    """Run the gates in processes of their own, so that none can spoil another, and return the exit code."""
    here = Path(__file__).parent
    known = sorted(p.stem for p in here.glob("*.py") if not p.stem.startswith("_"))
    if unknown := set(names) - set(known):
        print(f"gates: no gate named {', '.join(sorted(unknown))}; known: {', '.join(known)}")
        return 2
    os.environ.setdefault("STET_RATES", str(here.parent / "src/newsroom/press/rates.json"))
    codes = {}
    for name in names or known:
        print(f"── {name} " + "─" * (72 - len(name)), flush=True)
        codes[name] = subprocess.run([sys.executable, "-m", f"gates.{name}"], cwd=here.parent, check=False).returncode
    words = {0: "holds", SKIPPED: "not measured"}
    print("\n".join(f"{name:20} {words.get(code, f'FAILS (exit {code})')}" for name, code in codes.items()))
    if all(code == SKIPPED for code in codes.values()):
        print("gates: nothing was measured, which is a failure. Point STET_DATA at the data sets.")
        return 1
    return int(any(code not in words for code in codes.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
