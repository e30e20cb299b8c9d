"""Keep the parts of a running newsroom alive together, and stop them together."""

import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from stet.errors import ConfigError

PATIENCE = 15.0  # seconds that a part has to end its batch when asked to stop
SHORT_LIFE = 10.0  # seconds: a part that dies sooner is started again more and more slowly
FIRST_PORT, LAST_PORT = 8000, 8020


@dataclass(kw_only=True)
class Part:
    """One process of the newsroom and how often it fell."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    falls: int = 0
    again: float = field(default=0.0)

    def start(self) -> None:
        """Start it in its own session: Ctrl-C reaches us alone, and we stop each part in order."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=_die_with_parent)  # noqa: S603

    def look(self) -> None:
        """Start it again if it fell: at once after a long life, ever later (up to a minute) after short ones."""
        now = time.monotonic()
        if self.process and self.process.poll() is not None:
            short = now - self.started < SHORT_LIFE
            self.falls = self.falls + 1 if short else 0
            wait = min(60.0, 2.0**self.falls) if short else 0.0
            sys.stderr.write(f"newsroom: {self.name} ended ({self.process.returncode}); again in {wait:.0f} s\n")
            self.process, self.again = None, now + wait
        if self.process is None and now >= self.again:
            self.start()

    def ask_to_stop(self) -> None:
        """Send SIGTERM: finish the batch, then end."""
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def end(self, deadline: float) -> None:
        """Wait until the deadline, then kill. A kill loses nothing either."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def parts(host: str, port: int, threads: int) -> list[Part]:
    """Return the web server, the gathering loop and the task worker."""
    python = [sys.executable, "-m"]
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    web = ["gunicorn", "newsroom.wsgi", "--bind", place, "--threads", str(threads), "--worker-class", "gthread"]
    quiet = ["--log-level", "warning", "--graceful-timeout", "5", "--timeout", "60", "--no-control-socket"]
    return [
        Part(name="web", command=[*python, *web, *quiet]),
        Part(name="gather", command=[*python, "newsroom", "gather"]),
        Part(name="work", command=[*python, "newsroom", "work"]),
    ]


def supervise(members: list[Part]) -> None:
    """Run the parts until SIGINT or SIGTERM, then stop them all."""
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        for part in members:
            part.start()
        while not stopping:
            time.sleep(0.2)
            for part in members:
                if not stopping:
                    part.look()
    finally:
        deadline = time.monotonic() + PATIENCE
        for part in members:
            part.ask_to_stop()
        for part in members:
            part.end(deadline)
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Hold the data folder for the length of a block. Raises `ConfigError` when another `run` holds it."""
    with (home / "running").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            address = (home / "address").read_text() if (home / "address").exists() else "another address"
            raise ConfigError(
                f"a newsroom is already running on it at {address}",
                subject=str(home),
                advice="Stop that one, or set STET_HOME to another folder.",
            ) from error
        yield


def free_port(host: str, wanted: int) -> int:
    """Return `wanted`, or the first free port from 8000. Raises `ConfigError` when it is taken or none is free."""
    if wanted:
        if not _free(host, wanted):
            raise ConfigError(
                f"port {wanted} is taken", subject=host, advice="Choose another with --port, or leave the option out."
            )
        return wanted
    for port in range(FIRST_PORT, LAST_PORT + 1):
        if _free(host, port):
            return port
    raise ConfigError(
        f"ports {FIRST_PORT} to {LAST_PORT} are all taken", subject=host, advice="Choose one with --port."
    )


def _free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _die_with_parent() -> None:
    """Ask Linux to end this process when its parent is killed; elsewhere an orphan serves until it is stopped."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
