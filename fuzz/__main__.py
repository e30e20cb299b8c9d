"""Fuzz one target with coverage: ``python -m fuzz NAME [-max_total_time=60] [libFuzzer options]``.

Needs atheris, which is not among our dependencies because it is not built for every Python: ``pip install atheris``.
The same targets run under Hypothesis in ``tests/test_fuzz.py`` without it.
"""

import sys
import tempfile
from pathlib import Path


def main(words: list[str]) -> int:
    """Run the target until an input breaks it, or the time is over."""
    try:
        import atheris
    except ImportError:
        sys.stderr.write("fuzz: atheris is not installed here: pip install atheris\n")
        return 77
    with atheris.instrument_imports(include=["stet", "feedparser"]):
        from fuzz.targets import SEEDS, TARGETS
    if not words or words[0] not in TARGETS:
        sys.stderr.write(f"fuzz: name a target: {', '.join(TARGETS)}\n")
        return 2
    name, *options = words
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        for number, seed in enumerate(SEEDS[name]):
            (Path(folder) / str(number)).write_bytes(seed)
        atheris.Setup([sys.argv[0], folder, *options], TARGETS[name])
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
