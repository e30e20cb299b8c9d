"""Settings from the environment, read through typed readers that name the variable when a value cannot be used."""

import os
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from stet.errors import ConfigError

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off", ""})


def text(name: str, default: str = "") -> str:
    """Return the value of a variable without white space around it."""
    return os.environ.get(name, default).strip()


def switch(name: str, default: bool = False) -> bool:
    """Return a yes or no. Raises `ConfigError` for any other word, because a typo must not weaken a setting."""
    said = os.environ.get(name)
    if said is None:
        return default
    word = said.strip().lower()
    if word not in TRUE | FALSE:
        raise ConfigError(f"{said!r} is neither yes nor no", subject=name, advice="Use 1 or 0.")
    return word in TRUE


def number(name: str, default: int, *, least: int = 0, most: int = 1_000_000_000) -> int:
    """Return a whole number between `least` and `most`. Raises `ConfigError` for anything else."""
    said = text(name, str(default))
    if not said.lstrip("-").isdigit() or not least <= int(said) <= most:
        raise ConfigError(f"{said!r} is no whole number from {least} to {most}", subject=name)
    return int(said)


def names(name: str, default: str = "") -> list[str]:
    """Return the words of a variable, separated by commas or spaces."""
    return text(name, default).replace(",", " ").split()


def addresses(name: str) -> list[str]:
    """Return the addresses of a variable. Raises `ConfigError` for what is none, for it would allow nothing."""
    found = names(name)
    for said in found:
        try:
            ip_address(said)
        except ValueError as error:
            advice = "Write single addresses such as 127.0.0.1, with commas between; networks and names are not taken."
            raise ConfigError(f"{said!r} is no address", subject=name, advice=advice) from error
    return found


def folder(name: str, default: Path) -> Path:
    """Return an absolute folder, made if it is missing. Raises `ConfigError` when it cannot be made or written."""
    path = Path(text(name) or default).expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"the folder {path} cannot be made ({error.strerror})", subject=name, advice="Choose one you may write."
        ) from error
    if not os.access(path, os.W_OK):
        raise ConfigError(f"the folder {path} cannot be written", subject=name, advice="Choose one you may write.")
    return path


def database(name: str, home: Path) -> dict[str, object]:
    """Return Django's settings for the database: SQLite in `home` unless a URL names another.

    ``postgresql://user:password@host:5432/name?sslmode=require`` or ``sqlite:///path``.

    Raises `ConfigError` for others.
    """
    url = text(name)
    if not url:
        return sqlite(home / "newsroom.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ConfigError(
            f"{parts.scheme or 'no'} is not a database we know", subject=name, advice="Use sqlite: or postgresql:."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite(path: Path) -> dict[str, object]:
    """Return settings for SQLite that survive a kill and let readers read while one process writes.

    IMMEDIATE takes the write lock at the start of a transaction, so that two writers wait instead of failing half-way.
    `synchronous=NORMAL` with WAL loses no committed transaction to a killed process.
    """
    pragmas = [
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "cache_size=-65536",
        "mmap_size=268435456",
        "temp_store=MEMORY",
    ]
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "".join(f"PRAGMA {pragma};" for pragma in pragmas),
        },
        "CONN_MAX_AGE": None,
    }


def secret(name: str, home: Path) -> str:
    """Return the secret key: from the environment, or from a file in `home` that is made once, readable by us only."""
    if given := text(name):
        return given
    path = home / "secret_key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _written(path)
    with os.fdopen(handle, "wb") as file:
        file.write(os.urandom(48).hex().encode())
    return _written(path)


def _written(path: Path) -> str:
    key = path.read_text(encoding="ascii").strip()
    if len(key) < 50:
        raise ConfigError(
            "the secret key is too short", subject=str(path), advice="Delete the file; a new one is made."
        )
    return key
