"""Settings of `stet check`: from ``[tool.stet]`` in pyproject.toml, or from stet.toml."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stet.check import codes
from stet.errors import ConfigError

FILES = ("stet.toml", "pyproject.toml")
FORMATS = ("text", "json", "jsonl", "sarif", "html", "github")
_KEYS = {"select": list, "ignore": list, "sources": list, "format": str, "exclude": list, "strict": bool}


@dataclass(frozen=True, kw_only=True, slots=True)
class Config:
    """What a project asks of the checker. Empty `select` means every code; `ignore` wins.

    `sources` and `exclude` are paths from the folder of the file that says so, `exclude` with ``*`` for any name;
    `strict` makes every question a fault.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    format: str = "text"
    strict: bool = False
    found: str = field(default="", compare=False)

    def path(self, name: str) -> str:
        """Return a path of the settings as the current folder sees it: `name` counts from the file that says it."""
        whole = Path(self.found).parent / name if self.found else Path(name)
        return str(whole)

    def excludes(self, path: str) -> bool:
        """Say whether a draft is not to be checked."""
        here = Path(path).resolve()
        return any(
            here.match(str(Path(self.path(pattern)).resolve())) or here.match(pattern) for pattern in self.exclude
        )


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
    tools = document.get("tool", {})
    table = tools.get("stet") if isinstance(tools, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigError("tool.stet must be a table", subject=str(path), advice="Write [tool.stet] over its settings.")
    return table


def parse(table: dict[str, Any], subject: str = "settings") -> Config:
    """Return the settings that a table of a TOML file holds.

    Raises:
        ConfigError: as `load`.
    """
    for key, value in table.items():
        if key not in _KEYS:
            raise ConfigError(f"unknown setting {key!r}", subject=subject, advice=f"Known: {', '.join(_KEYS)}.")
        if not _fits(value, _KEYS[key]):
            kind = {list: "a list of strings", str: "a string", bool: "true or false"}[_KEYS[key]]
            raise ConfigError(f"{key} must be {kind}", subject=subject, advice="Correct the file.")
    if (chosen := table.get("format", "text")) not in FORMATS:
        raise ConfigError(f"unknown format {chosen!r}", subject=subject, advice=f"Known: {', '.join(FORMATS)}.")
    try:
        codes.matching((*table.get("select", ()), *table.get("ignore", ())))
    except ConfigError as cause:
        raise ConfigError(cause.message, subject=subject, advice=cause.advice) from cause
    return Config(
        select=tuple(table.get("select", ())),
        ignore=tuple(table.get("ignore", ())),
        sources=tuple(table.get("sources", ())),
        exclude=tuple(table.get("exclude", ())),
        format=chosen,
        strict=table.get("strict", False),
        found=subject,
    )


def _fits(value: Any, kind: type) -> bool:
    if kind is list:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    return isinstance(value, kind)
