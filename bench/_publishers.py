"""A world of invented publishers for the gathering benchmark: a thousand feeds under as many names, on one machine.

Each feed publishes at its own pace (a Poisson process; the paces are log-normal), in real time. Most answer "unchanged"
when nothing is new, some always send everything, some are slow, some are out of order, some never answer. One event
loop serves them all by the Host header, so that it costs little beside what is measured.
"""

import asyncio
import json
import math
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from email.utils import formatdate

PAST = 10  # items that a feed has published before we come
LISTED = 15  # items in a feed document
WORDS = "The harbour office of {town} said on day {n} that {k} ships waited outside while the crane was mended. "


@dataclass(kw_only=True)
class Publisher:
    """One feed: its name, its habits, and when its items appear."""

    host: str
    path: str
    manner: str  # how it answers
    listed: int = LISTED
    moments: list[float] = field(default_factory=list)

    def out(self, now: float) -> list[tuple[int, float]]:
        """Return number and moment of the items that are out, the latest first, as many as the feed lists."""
        there = [(n, at) for n, at in enumerate(self.moments) if at <= now]
        return there[-self.listed :][::-1]

    def document(self, now: float, port: int) -> bytes:
        """Return the feed as RSS."""
        items = "".join(
            f"<item><title>{self.title(n)}</title><link>http://{self.host}:{port}{self.path}/{n}</link>"
            f"<guid>{self.host}{self.path}/{n}</guid><pubDate>{formatdate(at)}</pubDate>"
            f"<description>Ships wait outside {self.host}.</description></item>"
            for n, at in self.out(now)
        )
        head = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{self.host}</title>'
        return f"{head}{items}</channel></rss>".encode()

    def title(self, n: int) -> str:
        """Return the headline of an item."""
        return f"Report {n} from the harbour of {self.host}{self.path}"

    def page(self, n: int) -> bytes:
        """Return the page of an item, about as long as a short news page with its furniture."""
        text = "".join(f"<p>{WORDS.format(town=self.host, n=n, k=k)}</p>" for k in range(12))
        menu = "".join(f'<li><a href="/s/{k}">Section {k}</a></li>' for k in range(60))
        return (
            f"<!doctype html><html lang=en><title>{self.title(n)}</title><nav><ul>{menu}</ul></nav>"
            f"<article><h1>{self.title(n)}</h1>{text}</article></html>"
        ).encode()


def world(count: int, seed: int, now: float, length: float, gap: float = 0.0) -> list[Publisher]:
    """Return publishers with their past and their next `length` seconds.

    Paces are log-normal, median one item in two hours, sigma 1.5, at most one a minute. Every tenth feed shares its
    host with nine others. 20 % always send the whole feed, 2 % take eight seconds, 2 % are down and say for how long,
    1 % are gone, 1 % never answer. With `gap`, each publishes once in so many seconds, on its own host, and answers at
    once.
    """
    chance = random.Random(seed)
    made = []
    for number in range(count):
        shared = number % 10 == 0 and not gap
        host = f"wire{number // 100:02}.example" if shared else f"post{number:04}.example"
        lot = chance.uniform(0.06 if gap else 0.0, 1.0)
        manner = next(m for limit, m in MANNERS if lot < limit)
        pace = 1 / gap if gap else min(60.0, math.exp(chance.gauss(math.log(0.5), 1.5))) / 3600  # items a second
        moments, at = [], now
        for _ in range(3 if gap else PAST):
            at -= chance.expovariate(pace)
            moments.append(at)
        moments.sort()
        at = now
        while manner in PUBLISHING and (at := at + chance.expovariate(pace)) < now + length:
            moments.append(at)
        # With a gap nobody may miss anything for being dead a while: all that ever came out is listed.
        listed = len(moments) if gap else LISTED
        made.append(Publisher(host=host, path=f"/feed{number}", manner=manner, listed=listed, moments=moments))
    return made


MANNERS = ((0.01, "hangs"), (0.02, "gone"), (0.04, "down"), (0.06, "slow"), (0.26, "whole"), (1.01, "fine"))
PUBLISHING = {"slow", "whole", "fine"}


class Server:
    """The publishers behind one port, and what they were asked."""

    def __init__(self, publishers: list[Publisher]) -> None:
        self.by_name = {(one.host, one.path): one for one in publishers}
        self.asked: Counter[str] = Counter()
        self.port = 0
        self.quiet_since = math.inf

    async def serve(self) -> None:
        """Serve until killed; print the port first."""
        server = await asyncio.start_server(self.connection, "127.0.0.1", 0, backlog=1024)
        self.port = server.sockets[0].getsockname()[1]
        print(self.port, flush=True)
        await server.serve_forever()

    async def connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                status, headers, body = await self.answer(head.decode("latin-1"))
                headers["Content-Length"] = str(len(body))
                lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
                writer.write(f"HTTP/1.1 {status} .\r\n{lines}\r\n".encode() + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def answer(self, head: str) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body for a request."""
        first, *lines = head.split("\r\n")
        path = first.split(" ")[1]
        said = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines if line)}
        host = said.get("host", "").partition(":")[0]
        if path == "/asked":
            return 200, {"Content-Type": "application/json"}, json.dumps(self.asked).encode()
        if path == "/quiet":
            self.quiet_since = time.time()
            return 200, {}, b""
        if path == "/robots.txt":
            self.asked["robots"] += 1
            return 404, {}, b""
        folder, _, item = path.rpartition("/")
        if one := self.by_name.get((host, folder)):
            self.asked["page"] += 1
            return 200, {"Content-Type": "text/html; charset=utf-8"}, one.page(int(item))
        return await self.feed(self.by_name[host, path], said)

    async def feed(self, one: Publisher, said: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        """Answer for a feed in its manner."""
        now = min(time.time(), self.quiet_since)
        if one.manner == "hangs":
            await asyncio.sleep(3600)
        if one.manner == "slow":
            await asyncio.sleep(8)
        if one.manner == "gone":
            self.asked["gone"] += 1
            return 404, {}, b"gone"
        if one.manner == "down":
            self.asked["down"] += 1
            return 503, {"Retry-After": "120"}, b"down"
        tag = f'"{len([at for at in one.moments if at <= now])}"'
        if one.manner != "whole" and said.get("if-none-match") == tag:
            self.asked["unchanged"] += 1
            return 304, {"ETag": tag}, b""
        self.asked["feed"] += 1
        headers = {"Content-Type": "application/rss+xml"} | ({"ETag": tag} if one.manner != "whole" else {})
        return 200, headers, one.document(now, self.port)


if __name__ == "__main__":
    count, seed, *rest = sys.argv[1:]
    asyncio.run(Server(world(int(count), int(seed), *map(float, rest))).serve())
