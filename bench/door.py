"""The door against a server on this machine: requests per second, unchanged feeds, and what a bomb costs.

Bombs of 1 MB to 1 GB: small files that unpack to so much, once or twice, and a page that is sent as it is. Each is
fetched in a process of its own, whose peak memory is compared with the same process fetching a small page. Limits:
64 MB and 2 s each.
"""

import gzip
import http.server
import multiprocessing
import resource
import sys
import threading
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar

from stet.errors import StetError
from stet.gather import feeds, markup
from stet.gather.door import Door

AGENT = "StetBench/1.0 (+https://stet.example/about)"
REQUESTS = 2000
PAGE = b"<rss><channel><title>T</title></channel></rss>"
MEMORY_LIMIT, TIME_LIMIT = 64, 2.0


class Pages(http.server.BaseHTTPRequestHandler):
    """A page, an unchanged feed and a bomb."""

    protocol_version = "HTTP/1.1"
    bombs: ClassVar[dict[str, tuple[str, bytes]]] = {}

    def do_GET(self) -> None:
        """Answer."""
        if self.path == "/endless":
            return self.endless()
        encoding, body = self.bombs.get(self.path, ("", b"" if self.path == "/same" else PAGE))
        self.send_response(404 if self.path == "/robots.txt" else 304 if self.path == "/same" else 200)
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def endless(self) -> None:
        """Send a gigabyte as it is, and say nothing of its length."""
        self.send_response(200)
        self.end_headers()
        self.close_connection = True
        for _ in range(1 << 10):
            self.wfile.write(bytes(1 << 20))

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def handle(self) -> None:
        """Serve until the client hangs up, which it does in the middle of a bomb."""
        try:
            super().handle()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True


def a_bomb(size: int, encoding: str) -> bytes:
    """Return a small file that unpacks to `size` bytes; doubly packed for "gzip, gzip"."""
    machine, piece = zlib.compressobj(9, wbits=31 if "gzip" in encoding else 15), bytes(1 << 20)
    packed = b"".join(machine.compress(piece) for _ in range(size >> 20)) + machine.flush()
    return gzip.compress(packed, mtime=0) if encoding == "gzip, gzip" else packed


def opened() -> Door:
    """Return a door that may knock at this machine."""
    return Door(user_agent=AGENT, allow={"127.0.0.1"}, resolver=lambda host, port: ["127.0.0.1"])


def one(url: str, out: "multiprocessing.Queue[tuple[float, int, str]]") -> None:
    """Fetch one address in a process of its own and report seconds, peak memory in kilobytes, and the outcome."""
    with opened() as door:
        began = time.perf_counter()
        try:
            outcome = f"{len(door.fetch(url).body)} bytes"
        except StetError as error:
            outcome = error.message
        took = time.perf_counter() - began
    out.put((took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, outcome))


def alone(url: str) -> tuple[float, int, str]:
    """Run `one` in a fresh process."""
    context = multiprocessing.get_context("spawn")
    out: multiprocessing.Queue[tuple[float, int, str]] = context.Queue()
    process = context.Process(target=one, args=(url, out))
    process.start()
    found = out.get(timeout=120)
    process.join()
    return found


def hostile() -> None:
    """Print what hostile documents cost the readers behind the door."""
    cases = {
        "elements 100,000 deep": b"<rss><channel>" + b"<a>" * 100_000,
        "attribute of 8 MB": b"<rss><channel><item a='" + b"x" * (8 << 20) + b"'/></channel></rss>",
        "200,000 attributes": b"<rss " + b" ".join(b"a%d='1'" % n for n in range(200_000)) + b"/>",
        "8 MB of open tags, damaged": b"<rss><channel>" + b"<item><title>a" * 500_000,
        "entity bomb": b"<!DOCTYPE r [<!ENTITY a 'x'>]><rss><channel><title>&a;</title></channel></rss>",
    }
    for name, body in cases.items():
        began = time.perf_counter()
        try:
            outcome = f"{len(feeds.parse(body).items)} items"
        except Exception as error:
            outcome = str(error)[:80]
        print(f"  {name:30} {time.perf_counter() - began:6.2f} s  {outcome}")
    for name, text in {
        "<div> 50,000 deep": "<div>" * 50_000,
        "100,000 open <b x=n>": "".join(f"<b x={n}>" for n in range(100_000)),
    }.items():
        began = time.perf_counter()
        print(f"  {name:30} {time.perf_counter() - began:6.2f} s  {len(markup.clean(text))} characters")


def main() -> int:
    """Print the table; fail when the bomb costs more than it may."""
    for megabytes, encoding in ((1, "gzip"), (17, "gzip"), (128, "deflate"), (1024, "gzip"), (1024, "gzip, gzip")):
        Pages.bombs[f"/{megabytes}MB/{encoding.replace(', ', '+')}"] = encoding, a_bomb(megabytes << 20, encoding)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://news.example:{server.server_port}"
    with opened() as door, ThreadPoolExecutor(16) as pool:
        for path in ("/page", "/same"):
            began = time.perf_counter()
            list(pool.map(lambda path: door.fetch(url + path, etag='"1"'), [path] * REQUESTS))
            print(f"{path:8} {REQUESTS / (time.perf_counter() - began):8,.0f} requests/s with 16 threads")
    _, quiet, _ = alone(f"{url}/page")
    worst = False
    for path in (*Pages.bombs, "/endless"):
        took, peak, outcome = alone(url + path)
        extra = (peak - quiet) / 1024
        sent = f"{len(Pages.bombs[path][1]) / 1e3:,.0f} kB" if path in Pages.bombs else "as it is"
        print(f"bomb     {path:18} sent {sent:9} {took:.2f} s, {extra:3.0f} MB above a small page; {outcome}")
        worst |= extra > MEMORY_LIMIT or took > TIME_LIMIT
    print("hostile documents:")
    hostile()
    server.shutdown()
    return int(worst)


if __name__ == "__main__":
    sys.exit(main())
