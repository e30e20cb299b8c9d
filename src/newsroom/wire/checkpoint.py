"""Keep the index of stories between processes, so that a restart goes on exactly where the last one stood.

The file is ours alone, in the data folder beside the database. It is used only by the same code with
the same model, and is never the truth: without it the index is replayed from the archive.
"""

import hashlib
import os
import pickle
from functools import cache
from pathlib import Path
from typing import Any

from newsroom.wire import engines

NAME = "stories.checkpoint"


def keep(folder: Path, index: Any) -> None:
    """Write the index down in one step: whoever reads sees the old file or the new one."""
    draft = folder / f"{NAME}.{os.getpid()}"
    with draft.open("wb") as file:
        file.write(fingerprint().encode())
        _Writer(file, protocol=pickle.HIGHEST_PROTOCOL).dump(index)
    draft.replace(folder / NAME)


def restore(folder: Path) -> Any | None:
    """Return the index that was written down, or None where there is none that this code can go on from."""
    try:
        with (folder / NAME).open("rb") as file:
            if file.read(64).decode("ascii", "replace") != fingerprint():
                return None
            return _Reader(file).load()
    except (OSError, EOFError, pickle.UnpicklingError, AttributeError, ImportError, IndexError):
        return None


@cache
def fingerprint() -> str:
    """Return the digest of the code and the model that make an index what it is."""
    import stet.engines.embed
    import stet.group

    room = Path(stet.group.__file__).parent
    model = Path(stet.engines.embed.__file__).parent / "models" / "minilm"
    digest = hashlib.sha256()
    for path in [*sorted(room.glob("*.py")), *sorted(model.glob("*.json")), Path(__file__).with_name("grouping.py")]:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


class _Writer(pickle.Pickler):
    """Leave the encoder out: it is loaded, not kept."""

    def persistent_id(self, thing: Any) -> str | None:
        return "encoder" if thing is engines.embedder() else None


class _Reader(pickle.Unpickler):
    """Put the encoder of this process in its place."""

    def persistent_load(self, name: Any) -> Any:
        if name != "encoder":
            raise pickle.UnpicklingError(f"nothing is called {name}")
        return engines.embedder()
