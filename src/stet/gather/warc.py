"""Captures kept in WARC files (ISO 28500): compressed record by record, digested, never changed, never lost.

A writer owns one file at a time, held by a lock and named ``….warc.gz.open`` until it is full. What `append` returned
from is on the disk (fsync), and the position up to which that is true stands beside the file (``….mark``). After a
crash the next writer takes the file over and cuts what was written but never acknowledged. Readers need no lock.
"""

import fcntl
import functools
import hashlib
import io
import os
import secrets
import threading
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from stet.errors import ArchiveError
from stet.news import Capture

MAX_FILE = 256 << 20  # bytes; a file of this size is copied, checked and replaced in seconds
MAX_RECORD = 64 << 20  # bytes of a payload, unpacked; the door gives less
_OPEN = ".open"
_MARK = ".mark"
_ASKED = "X-Stet-Requested-URI"
_SHA256 = "X-Stet-Payload-SHA256"
# Bodies are kept decoded, so headers that describe the encoded one are kept under another name, as web archives do.
_ENCODED = frozenset(("content-encoding", "content-length", "transfer-encoding"))
_ORIGINAL = "X-Archive-Orig-"


@dataclass(frozen=True, kw_only=True, slots=True)
class Locator:
    """Where a record lies: a file of the store, an offset and a length in it."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """Something in an archive that is not what it was."""

    file: str
    offset: int
    what: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Fixity:
    """What a check of the whole archive found. It measured nothing when `records` is 0."""

    files: int
    records: int
    bytes: int
    faults: tuple[Fault, ...]


class WarcStore:
    """The archive in `folder`. One instance may be shared by threads; several processes may each have one."""

    def __init__(self, folder: Path | str, *, max_file: int = MAX_FILE) -> None:
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._max_file = max_file
        self._lock = threading.Lock()
        self._file: _Open | None = None

    def append(self, capture: Capture) -> Locator:
        """Keep a capture. When this returns, it survives a crash of the process and of the machine."""
        return self.append_all([capture])[0]

    def append_all(self, captures: Iterable[Capture]) -> list[Locator]:
        """Keep captures with one wait for the disk between them: all are kept when this returns."""
        records = [_packed(capture) for capture in captures]
        with self._lock:
            return [place for batch in self._batches(records) for place in self._current().write(batch)]

    def read(self, locator: Locator) -> Capture:
        """Return the capture at a place.

        Raises:
            ArchiveError: the file or record is missing, or is not what it was when it was kept.
        """
        where = f"{locator.file}@{locator.offset}"
        try:
            with self._path(locator.file).open("rb") as file:
                file.seek(locator.offset)
                packed = file.read(locator.length)
            capture, said = next(_captures(io.BytesIO(packed)))
        except ArchiveError:
            raise
        except Exception as error:  # damage can make a reader fail in any way
            raise _lost(where, f"the record cannot be read: {error}") from error
        if said and said != capture.sha256:
            raise _lost(where, "its digest does not match")
        return capture

    def verify(self) -> Fixity:
        """Read every record of every file and compare digests; what a live writer has not acknowledged is left out."""
        files, records, size, faults = 0, 0, 0, list[Fault]()
        for name in self.files():
            files += 1
            path = self._path(name)
            end = _acknowledged(path) if path.name.endswith(_OPEN) else None
            found, wrong = _check(path, name, end)
            records, size = records + found, size + path.stat().st_size
            faults += wrong
        return Fixity(files=files, records=records, bytes=size, faults=tuple(faults))

    def files(self) -> list[str]:
        """Return the names of the archive's files, oldest first, as locators have them."""
        return sorted({path.name.removesuffix(_OPEN) for path in self.folder.glob("*.warc.gz*") if _is_warc(path)})

    def captures(self) -> Iterator[tuple[Locator, Capture]]:
        """Give everything that is kept, file by file, with its place."""
        for name in self.files():
            path = self._path(name)
            end = _acknowledged(path) if path.name.endswith(_OPEN) else path.stat().st_size
            for offset, length in _members(path, 0, end):
                place = Locator(file=name, offset=offset, length=length)
                yield place, self.read(place)

    def close(self) -> None:
        """Let the current file go; the next writer continues it."""
        with self._lock:
            if self._file:
                self._file.release()
                self._file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _path(self, name: str) -> Path:
        if "/" in name or name.startswith("."):
            raise _lost(name, "no file of this archive has such a name")
        finished = self.folder / name
        return finished if finished.exists() else self.folder / f"{name}{_OPEN}"

    def _batches(self, records: list[bytes]) -> Iterator[list[bytes]]:
        """Split what is to be written where files end, and move on to a new file there."""
        batch: list[bytes] = []
        for record in records:
            size = self._current().size + sum(map(len, batch))
            if size and size + len(record) > self._max_file:
                yield batch
                batch = []
                self._finish()
            batch.append(record)
        yield batch

    def _current(self) -> "_Open":
        if not self._file:
            self._file = self._adopted() or _Open.fresh(self.folder)
        return self._file

    def _adopted(self) -> "_Open | None":
        """Take over a file whose writer is gone, after cutting its torn end."""
        for path in sorted(self.folder.glob(f"*.warc.gz{_OPEN}")):
            if found := _Open.adopt(path):
                if found.size < self._max_file:
                    return found
                found.finish()
        return None

    def _finish(self) -> None:
        if self._file:
            self._file.finish()
            self._file = None


class _Open:
    """The file that this process appends to, locked."""

    def __init__(self, path: Path, handle: int, size: int) -> None:
        self.path, self.size = path, size
        self._handle = handle
        self._mark = os.open(f"{path}{_MARK}", os.O_RDWR | os.O_CREAT, 0o644)

    @classmethod
    def fresh(cls, folder: Path) -> "_Open":
        """Begin a file. The name sorts by time and is nobody else's."""
        stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")
        path = folder / f"stet-{stamp}-{secrets.token_hex(4)}.warc.gz{_OPEN}"
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o644)
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _sync_folder(folder)
        return cls(path, handle, 0)

    @classmethod
    def adopt(cls, path: Path) -> "_Open | None":
        """Take a file over, unless its writer lives; cut what lies behind the last whole record."""
        try:
            handle = os.open(path, os.O_RDWR)
        except FileNotFoundError:
            return None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Whoever held the lock before may have finished the file between our look and our lock.
            if not path.exists() or os.fstat(handle).st_ino != path.stat().st_ino:
                os.close(handle)
                return None
        except OSError:
            os.close(handle)
            return None
        end = _end(path)
        if end < os.fstat(handle).st_size:
            os.ftruncate(handle, end)
            os.fsync(handle)
        return cls(path, handle, end)

    def write(self, records: list[bytes]) -> list[Locator]:
        """Write records and wait for the disk; on failure (a full disk) nothing of them stays."""
        name, at, places = self.path.name.removesuffix(_OPEN), self.size, list[Locator]()
        for record in records:
            places.append(Locator(file=name, offset=at, length=len(record)))
            at += len(record)
        try:
            _write_all(self._handle, b"".join(records), self.size)
            os.fsync(self._handle)
        except OSError as error:
            os.ftruncate(self._handle, self.size)
            raise ArchiveError(f"it could not be written: {error}", subject=name, advice="Free disk space") from error
        self.size = at
        os.pwrite(self._mark, at.to_bytes(8, "big") + _boot(), 0)
        return places

    def release(self) -> None:
        """Unlock."""
        os.close(self._mark)
        os.close(self._handle)

    def finish(self) -> None:
        """Give the file its final name: nobody writes to it again."""
        os.fsync(self._handle)
        self.path.rename(self.path.with_name(self.path.name.removesuffix(_OPEN)))
        Path(f"{self.path}{_MARK}").unlink(missing_ok=True)
        _sync_folder(self.path.parent)
        self.release()


def _write_all(handle: int, data: bytes, at: int) -> None:
    view = memoryview(data)
    while view:
        written = os.pwrite(handle, view, at)
        view, at = view[written:], at + written


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _is_warc(path: Path) -> bool:
    return path.name.endswith((".warc.gz", f".warc.gz{_OPEN}"))


def _acknowledged(path: Path) -> int:
    """Return the position up to which a file is known to be on the disk; 0 when nothing says so."""
    try:
        said = Path(f"{path}{_MARK}").read_bytes()
    except OSError:
        return 0
    size = path.stat().st_size
    return min(int.from_bytes(said[:8], "big"), size) if len(said) >= 8 else 0


def _end(path: Path) -> int:
    """Return where a file that its writer left is to be cut.

    If only the process died, the mark is exact, and what lies behind it was acknowledged to nobody. If the machine
    did, the mark may be older than the records, so every whole record behind it is kept.
    """
    start = _acknowledged(path)
    if start and Path(f"{path}{_MARK}").read_bytes()[8:] == _boot() != b"":
        return start
    return max([start, *(offset + length for offset, length in _members(path, start, path.stat().st_size))])


@functools.cache
def _boot() -> bytes:
    """Return what tells one run of this machine from another, or nothing where the system does not say."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_bytes().strip()
    except OSError:
        return b""


def _members(path: Path, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give offset and length of each whole gzip member between two positions, up to the first that is not whole."""
    with path.open("rb") as file:
        file.seek(start)
        at, machine, rest = start, zlib.decompressobj(16 + zlib.MAX_WBITS), b""
        read = start
        while True:
            piece = rest or file.read(min(1 << 16, end - read))
            if not piece:
                return
            read += 0 if rest else len(piece)
            try:
                machine.decompress(piece)
            except zlib.error:
                return
            rest = machine.unused_data
            if machine.eof:
                length = read - len(rest) - at
                yield at, length
                at, machine = at + length, zlib.decompressobj(16 + zlib.MAX_WBITS)


# --- records ----------------------------------------------------------------------------------------------------------


def _packed(capture: Capture) -> bytes:
    """Return a capture as one compressed WARC record with digests of payload and block."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
    headers = [(f"{_ORIGINAL}{k}" if k.lower() in _ENCODED else k, _one_line(v)) for k, v in capture.headers]
    record = writer.create_warc_record(
        _one_line(capture.final_url),
        "response",
        payload=io.BytesIO(capture.body),
        length=len(capture.body),
        http_headers=StatusAndHeaders(str(capture.status), headers, protocol="HTTP/1.1"),
        warc_headers_dict={
            "WARC-Date": capture.arrived.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
            _ASKED: _one_line(capture.url),
            _SHA256: capture.sha256,
        },
    )
    writer.write_record(record)
    return out.getvalue()


def _one_line(value: str) -> str:
    """Keep a header's value from ending its line."""
    return value.replace("\r", " ").replace("\n", " ")


def _records(stream: Any, *, check_digests: bool = False) -> Any:
    """Return a reader of the records in a WARC stream.

    warcio looks for the head of a response only behind web addresses; what was loaded from a file is kept under a urn.
    """
    reader = ArchiveIterator(stream, check_digests=check_digests)
    reader.loader.HTTP_SCHEMES = (*reader.loader.HTTP_SCHEMES, "urn:")
    return reader


def _captures(stream: Any) -> Iterator[tuple[Capture, str]]:
    """Give the captures in a WARC stream, each with the SHA-256 that its record names, if any."""
    for record in _records(stream):
        if record.rec_type in ("response", "resource"):
            yield _capture(record)


def _capture(record: Any) -> tuple[Capture, str]:
    body = record.content_stream().read(MAX_RECORD + 1)
    if len(body) > MAX_RECORD:
        raise ValueError(f"a record of more than {MAX_RECORD:,} bytes")
    said, http = record.rec_headers, record.http_headers
    target = said.get_header("WARC-Target-URI") or ""
    headers = [(k.removeprefix(_ORIGINAL), v) for k, v in http.headers] if http else []
    status = http.get_statuscode() if http else "200"
    capture = Capture(
        url=said.get_header(_ASKED) or target,
        final_url=target,
        arrived=_date(said.get_header("WARC-Date") or ""),
        status=int(status) if status.isdigit() else 0,
        headers=tuple(headers),
        body=body,
        sha256=hashlib.sha256(body).hexdigest(),
    )
    return capture, said.get_header(_SHA256) or ""


def _date(text: str) -> datetime:
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _check(path: Path, name: str, end: int | None) -> tuple[int, list[Fault]]:
    """Compare every record's bytes with its digests; `end` leaves out what is not acknowledged."""
    size = path.stat().st_size if end is None else end
    good, at, faults = 0, 0, list[Fault]()
    with path.open("rb") as file:
        for offset, length in _members(path, 0, size):
            file.seek(offset)
            at = offset + length
            if wrong := _wrong(file.read(length)):
                faults.append(Fault(file=name, offset=offset, what=wrong))
            else:
                good += 1
    if at < size:
        faults.append(Fault(file=name, offset=at, what=f"{size - at:,} bytes that are no whole record"))
    return good, faults


def _wrong(packed: bytes) -> str:
    try:
        for record in _records(io.BytesIO(packed), check_digests=True):
            record.content_stream().read()
            if record.digest_checker.passed is False:
                return "; ".join(record.digest_checker.problems)
        for capture, said in _captures(io.BytesIO(packed)):
            if said and said != capture.sha256:
                return "its SHA-256 does not match"
    except Exception as error:  # damage can make a reader fail in any way; each is a fault to report, not to die of
        return f"it cannot be read: {error}"
    return ""


def _lost(where: str, what: str) -> ArchiveError:
    return ArchiveError(what, subject=where, advice="Run the archive's check, and restore the file from a copy")
