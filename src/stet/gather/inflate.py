"""Undo a content encoding piece by piece, stopping at a cap: a megabyte that unpacks to a gigabyte is cut short."""

import zlib
from collections.abc import Iterable, Iterator

from stet.errors import GatherError, TooLarge

_PIECE = 1 << 18
_WINDOWS = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}
ACCEPTED = "gzip, deflate"


def inflate(pieces: Iterable[bytes], encoding: str, cap: int) -> bytes:
    """Return the decoded whole of `pieces`.

    Raises:
        TooLarge: more than `cap` bytes, decoded.
        GatherError: an encoding that was not asked for, or damaged.
    """
    encoding = encoding.strip().lower()
    whole = bytearray()
    for piece in pieces if encoding in ("", "identity") else _decoded(pieces, encoding):
        whole += piece
        if len(whole) > cap:
            raise TooLarge(
                f"it has more than {cap:,} bytes when unpacked", advice="Ask the source for something shorter"
            )
    return bytes(whole)


def _decoded(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    if encoding not in _WINDOWS:
        raise GatherError(f"it came in an encoding that was not asked for ({encoding[:40]})", advice="Tell the source")
    machine, started = zlib.decompressobj(_WINDOWS[encoding]), False
    for piece in pieces:
        while piece:
            if machine.eof:
                if not piece.startswith(b"\x1f\x8b"):
                    return  # padding after the last member
                machine = zlib.decompressobj(_WINDOWS[encoding])
            try:
                unpacked = machine.decompress(piece, _PIECE)
            except zlib.error as error:
                if encoding == "deflate" and not started:  # raw deflate, which browsers have always let servers send
                    machine, started = zlib.decompressobj(-zlib.MAX_WBITS), True
                    continue
                raise GatherError(f"its compression is damaged: {error}", advice="Try again later") from error
            started = True
            yield unpacked
            piece = machine.unconsumed_tail or machine.unused_data
            while len(unpacked) == _PIECE and not piece:  # the machine may hold more than it gave
                unpacked = machine.decompress(b"", _PIECE)
                yield unpacked
    if started and not machine.eof:
        raise GatherError("it ended before its compressed data did", advice="Try again later")
