"""Settings of `stet check`: from ``[tool.stet]`` in pyproject.toml, or from stet.toml."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stet.check import codes
from stet.errors import ConfigError

FILES = ("stet.toml", "pyproject.toml")
FORMATS = ("text", "json", "jsonl", "sarif", "html", "github")
_KEYS = {"select": list, "ignore": list, "sources": list, "format": str, "exclude": list}


@dataclass(frozen=True, kw_only=True, slots=True)
class Config:
    """What a project asks of the checker. Empty `select` means every code; `ignore` wins."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    format: str = "text"
    found: str = field(default="", compare=False)


def load(folder: Path) -> Config:
    """Return the settings of the nearest project at or above `folder`; the defaults when there is none.

    Raises:
        ConfigError: a file is not TOML, a key or code is unknown, or a value has the wrong type.
    """
    here = folder.resolve()
    for place in [here, *here.parents]:
        for name in FILES:
            if (path := place / name).is_file() and (table := _table(path)) is not None:
                return parse(table, str(path))
    return Config()


def _table(path: Path) -> dict[str, Any] | None:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as cause:
        raise ConfigError(f"not readable as TOML: {cause}", subject=str(path), advice="Correct the file.") from cause
    if path.name == "stet.toml":
        return document
    table = document.get("tool", {}).get("stet")
    return table if isinstance(table, dict) else None


def parse(table: dict[str, Any], subject: str = "settings") -> Config:
    """Return the settings that a table of a TOML file holds.

    Raises:
        ConfigError: as `load`.
    """
    for key, value in table.items():
        if key not in _KEYS:
            raise ConfigError(f"unknown setting {key!r}", subject=subject, advice=f"Known: {', '.join(_KEYS)}.")
        strings = _KEYS[key] is list and isinstance(value, list) and all(isinstance(v, str) for v in value)
        if not strings and not (_KEYS[key] is str and isinstance(value, str)):
            kind = "a list of strings" if _KEYS[key] is list else "a string"
            raise ConfigError(f"{key} must be {kind}", subject=subject, advice="Correct the file.")
    if (chosen := table.get("format", "text")) not in FORMATS:
        raise ConfigError(f"unknown format {chosen!r}", subject=subject, advice=f"Known: {', '.join(FORMATS)}.")
    codes.matching((*table.get("select", ()), *table.get("ignore", ())))
    return Config(
        select=tuple(table.get("select", ())),
        ignore=tuple(table.get("ignore", ())),
        sources=tuple(table.get("sources", ())),
        exclude=tuple(table.get("exclude", ())),
        format=chosen,
        found=subject,
    )
