"""Run every benchmark, or those named: ``python -m bench [NAME …]``. Each prints its own table, peers beside us."""

import subprocess
import sys
from pathlib import Path


def main(names: list[str]) -> int:
    """Run the benchmarks one after another: two at once would measure each other."""
    here = Path(__file__).parent
    known = sorted(p.stem for p in here.glob("*.py") if not p.stem.startswith("_"))
    if unknown := set(names) - set(known):
        print(f"bench: no benchmark named {', '.join(sorted(unknown))}; known: {', '.join(known)}")
        return 2
    worst = 0
    for name in names or known:
        print(f"── {name} " + "─" * (72 - len(name)), flush=True)
        code = subprocess.run([sys.executable, "-m", f"bench.{name}"], cwd=here.parent, check=False).returncode
        worst = max(worst, code if code != 77 else 0)
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
