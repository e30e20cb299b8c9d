"""The one door, against real servers on this machine that are honest, broken and hostile."""

import gzip
import http.server
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from stet.errors import ConfigError, GatherError, Refused, TimedOut, TooLarge, Unreachable
from stet.gather.door import Answered, Door, NotCertain, Rejected, RobotsSay, acceptable
from stet.gather.wires import NoSuchName

AGENT = "StetTests/1.0 (+https://stet.example/about)"


class Site(http.server.ThreadingHTTPServer):
    """A site whose pages are functions; it remembers what it was asked."""

    daemon_threads = True

    def __init__(self, address: str = "127.0.0.1") -> None:
        self.pages: dict[str, Callable[[http.server.BaseHTTPRequestHandler], None]] = {}
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        super().__init__((address, 0), Pages)

    def url(self, path: str, host: str = "news.example", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.server_port}{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up early is what many of these tests are about."""


class Pages(http.server.BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}))
        page = self.server.pages.get(self.path)
        return page(self) if page else answer(self, 404, b"nothing here")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.server.asked.append((self.command, self.path, {"body": body.decode()}))
        answer(self, 202, b"")

    def log_message(self, format: str, *args: object) -> None:
        pass


def answer(page: http.server.BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    page.send_response(status)
    for name, value in headers.items():
        page.send_header(name.replace("_", "-"), value)
    page.send_header("Content-Length", str(len(body)))
    page.end_headers()
    page.wfile.write(body)


def page(
    status: int = 200, body: bytes = b"fine", **headers: str
) -> Callable[[http.server.BaseHTTPRequestHandler], None]:
    return lambda handler: answer(handler, status, body, **headers)


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def here(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


@pytest.fixture
def door() -> Iterator[Door]:
    with Door(user_agent=AGENT, allow={"127.0.0.1"}, resolver=here, deadline=10) as opened:
        yield opened


def test_a_page_comes_with_its_headers_moment_and_digest(site: Site, door: Door) -> None:
    site.pages["/a"] = page(body=b"hello", ETag='"1"')
    capture = door.fetch(site.url("/a"))
    assert (capture.status, capture.body, capture.header("etag")) == (200, b"hello", '"1"')
    assert capture.sha256 == "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
    assert capture.arrived.tzinfo is not None


def test_the_user_agent_says_who_asks(site: Site, door: Door) -> None:
    site.pages["/a"] = page()
    door.fetch(site.url("/a"))
    assert {headers["user-agent"] for _, _, headers in site.asked} == {AGENT}


def test_a_user_agent_without_a_contact_is_refused() -> None:
    with pytest.raises(ConfigError, match="nobody to contact"):
        Door(user_agent="Mozilla/5.0")


def test_what_has_not_changed_costs_an_empty_answer(site: Site, door: Door) -> None:
    def conditional(handler: http.server.BaseHTTPRequestHandler) -> None:
        fresh = handler.headers.get("If-None-Match") == '"7"' and handler.headers.get("If-Modified-Since") == "then"
        answer(handler, 304 if fresh else 200, b"" if fresh else b"body")

    site.pages["/feed"] = conditional
    assert door.fetch(site.url("/feed")).body == b"body"
    unchanged = door.fetch(site.url("/feed"), etag='"7"', modified="then")
    assert (unchanged.status, unchanged.body) == (304, b"")


def test_redirects_are_followed_and_both_addresses_kept(site: Site, door: Door) -> None:
    site.pages |= {"/old": page(301, Location="/new"), "/new": page(body=b"moved")}
    capture = door.fetch(site.url("/old"))
    assert (capture.url, capture.final_url, capture.body) == (site.url("/old"), site.url("/new"), b"moved")


def test_a_circle_of_redirects_ends_after_five_hops(site: Site, door: Door) -> None:
    site.pages["/r"] = page(302, Location="/r")
    with pytest.raises(Refused, match="more than 5"):
        door.fetch(site.url("/r"))
    assert [path for _, path, _ in site.asked].count("/r") == 6


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://2130706433/",
        "http://[::ffff:10.0.0.1]/", "http://[64:ff9b::a00:1]/", "http://localhost/", "file:///etc/passwd",
        "ftp://news.example/", "gopher://news.example/", "http://user:pw@news.example/", "http://news.example:22/",
        "//10.1.1.1/x", "http://0x7f.1/", "http://[2002:a00:1::]/",
    ],
)  # fmt: skip
def test_a_redirect_to_what_is_forbidden_is_refused_on_any_hop(site: Site, door: Door, target: str) -> None:
    site.pages |= {"/1": page(302, Location="/2"), "/2": page(302, Location=target)}
    with pytest.raises(Refused) as caught:
        door.fetch(site.url("/1"))
    assert caught.value.advice


def test_a_name_that_leads_inside_is_refused() -> None:
    with (
        Door(user_agent=AGENT, resolver=lambda h, p: ["93.184.216.34", "10.0.0.5"]) as door,
        pytest.raises(Refused) as e,
    ):
        door.fetch("http://two-faced.example/")
    assert "10.0.0.5" in str(e.value)


def test_a_name_that_changes_its_mind_is_connected_to_where_it_was_judged(site: Site) -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"], ["10.0.0.1"]])
    with Door(user_agent=AGENT, allow={"127.0.0.1"}, resolver=lambda h, p: next(answers), robots=False) as door:
        site.pages["/a"] = page(body=b"first")
        assert door.fetch(site.url("/a", host="rebind.example")).body == b"first"
        with pytest.raises(Refused):
            door.fetch(site.url("/a", host="other.example"))


def test_proxies_named_in_the_environment_are_ignored(site: Site, door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    site.pages["/a"] = page(body=b"direct")
    assert door.fetch(site.url("/a")).body == b"direct"


def test_compressed_pages_are_undone_even_when_servers_send_raw_deflate(site: Site, door: Door) -> None:
    raw = zlib.compressobj(wbits=-15)
    site.pages |= {
        "/gzip": page(body=gzip.compress(b"g" * 100_000), Content_Encoding="gzip"),
        "/two": page(body=gzip.compress(b"a") + gzip.compress(b"b") + b"\0\0", Content_Encoding="gzip"),
        "/zlib": page(body=zlib.compress(b"z"), Content_Encoding="deflate"),
        "/raw": page(body=raw.compress(b"r") + raw.flush(), Content_Encoding="deflate"),
    }
    got = [door.fetch(site.url(path)).body for path in ("/gzip", "/two", "/zlib", "/raw")]
    assert got == [b"g" * 100_000, b"ab", b"z", b"r"]


@pytest.mark.parametrize(
    ("body", "encoding", "says"),
    [
        (b"not gzip", "gzip", "damaged"),
        (gzip.compress(b"x" * 1000)[:-12], "gzip", "ended before"),
        (b"br?", "br", "not asked for"),
        (gzip.compress(gzip.compress(b"x")), "gzip, gzip", "not asked for"),
    ],
    ids=["not gzip", "cut short", "unasked", "twice"],
)
def test_a_damaged_or_unasked_encoding_is_named(site: Site, door: Door, body: bytes, encoding: str, says: str) -> None:
    site.pages["/x"] = page(body=body, Content_Encoding=encoding)
    with pytest.raises(GatherError, match=says):
        door.fetch(site.url("/x"))


def test_a_bomb_is_cut_short_at_the_cap(site: Site, door: Door) -> None:
    def bomb(handler: http.server.BaseHTTPRequestHandler) -> None:
        machine = zlib.compressobj(9, wbits=31)
        packed = machine.compress(b"\0" * (64 << 20)) + machine.flush()
        answer(handler, 200, packed, Content_Encoding="gzip")

    site.pages["/bomb"] = bomb
    with pytest.raises(TooLarge, match="1,000,000"):
        door.fetch(site.url("/bomb"), max_bytes=1_000_000)


def test_an_endless_page_is_cut_short_at_the_cap(site: Site, door: Door) -> None:
    def endless(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 65536)

    site.pages["/endless"] = endless
    with pytest.raises(TooLarge):
        door.fetch(site.url("/endless"), max_bytes=1_000_000)


@pytest.mark.parametrize("part", ["headers", "body"])
def test_a_server_that_drips_is_left_at_the_deadline(site: Site, part: str) -> None:
    stop = threading.Event()

    def drip(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"" if part == "headers" else b"X: y\r\n\r\n"))
        while not stop.wait(0.05):
            handler.wfile.write(b"A: b\r\n" if part == "headers" else b"x")
            handler.wfile.flush()

    site.pages["/drip"] = drip
    with Door(user_agent=AGENT, allow={"127.0.0.1"}, resolver=here, deadline=0.6, robots=False) as door:
        began = time.monotonic()
        with pytest.raises(TimedOut):
            door.fetch(site.url("/drip"))
        assert time.monotonic() - began < 10  # far above the deadline, far below the server's patience
    stop.set()


def test_a_look_up_that_hangs_is_left_at_the_deadline() -> None:
    released = threading.Event()

    def hangs(host: str, port: int) -> list[str]:
        released.wait(20)
        return []

    with Door(user_agent=AGENT, resolver=hangs, deadline=0.3, robots=False) as door, pytest.raises(TimedOut):
        door.fetch("http://slow-name.example/")
    released.set()


def test_an_error_page_comes_with_the_error(site: Site, door: Door) -> None:
    site.pages["/gone"] = page(410, b"we closed", Retry_After="120")
    with pytest.raises(Answered) as caught:
        door.fetch(site.url("/gone"))
    assert (caught.value.status, caught.value.capture.body) == (410, b"we closed")
    assert caught.value.capture.header("retry-after") == "120"


def test_nobody_there_no_name_and_hanging_up_are_told_apart(site: Site, door: Door) -> None:
    def nobody(host: str, port: int) -> list[str]:
        raise OSError("no such host")

    with pytest.raises(Rejected):
        door.fetch("http://news.example:59999/")
    with Door(user_agent=AGENT, resolver=nobody, robots=False) as other, pytest.raises(NoSuchName):
        other.fetch("http://nowhere.example/")
    site.pages["/hangs-up"] = lambda handler: handler.connection.close()
    with pytest.raises(Unreachable):
        door.fetch(site.url("/hangs-up"))


# --- robots.txt -------------------------------------------------------------------------------------------------------


def test_robots_txt_is_obeyed_and_asked_for_once(site: Site, door: Door) -> None:
    site.pages |= {"/robots.txt": page(body=b"User-agent: *\nDisallow: /private"), "/open": page()}
    door.fetch(site.url("/open"))
    with pytest.raises(RobotsSay):
        door.fetch(site.url("/private/1"))
    assert [path for _, path, _ in site.asked] == ["/robots.txt", "/open"]


def test_robots_txt_may_name_us(site: Site, door: Door) -> None:
    site.pages |= {
        "/robots.txt": page(body=b"User-agent: StetTests\nDisallow: /\n\nUser-agent: *\nAllow: /"),
        "/a": page(),
    }
    with pytest.raises(RobotsSay):
        door.fetch(site.url("/a"))


def test_a_site_whose_robots_txt_fails_is_left_alone(site: Site, door: Door) -> None:
    site.pages |= {"/robots.txt": page(503), "/a": page()}
    with pytest.raises(RobotsSay, match="could not be read"):
        door.fetch(site.url("/a"))


def test_robots_txt_holds_on_every_hop(site: Site, door: Door) -> None:
    site.pages |= {
        "/robots.txt": page(body=b"User-agent: *\nDisallow: /secret"),
        "/a": page(302, Location="/secret"),
        "/secret": page(),
    }
    with pytest.raises(RobotsSay):
        door.fetch(site.url("/a"))


# --- TLS --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def self_signed(site: Site, tmp_path: Path) -> Site:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "news.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ) + certificate.public_bytes(serialization.Encoding.PEM)
    (tmp_path / "site.pem").write_bytes(pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "site.pem")
    site.socket = context.wrap_socket(site.socket, server_side=True)
    return site


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(self_signed: Site, door: Door) -> None:
    with pytest.raises(NotCertain, match=r"its certificate cannot be verified: self-signed certificate\."):
        door.fetch(self_signed.url("/a", scheme="https"), robots=False)


def test_an_exception_for_one_source_is_labelled_in_its_captures(self_signed: Site, door: Door) -> None:
    self_signed.pages["/a"] = page(body=b"unverified")
    capture = door.fetch(self_signed.url("/a", scheme="https"), verify=False, robots=False)
    assert (capture.body, capture.header("x-stet-tls")) == (b"unverified", "unverified")


# --- addresses and forms ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url", ["", "no url", "http://", "http:///x", "//x", "http://[::1", "http://a b/", "x" * 100_000]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(Refused):
        acceptable(url)


def test_a_form_is_posted_through_the_same_checks(site: Site, door: Door) -> None:
    capture = door.post(site.url("/hub"), {"hub.mode": "subscribe", "hub.topic": "https://a.example/?x=1&y"})
    assert capture.status == 202
    assert site.asked[-1][2]["body"] == "hub.mode=subscribe&hub.topic=https%3A%2F%2Fa.example%2F%3Fx%3D1%26y"
    with pytest.raises(Refused):
        door.post("http://10.0.0.1/hub", {"a": "b"})


class SixthSite(Site):
    address_family = socket.AF_INET6


@pytest.fixture
def sixth() -> Iterator[Site]:
    try:
        server = SixthSite("::1")
    except OSError:
        pytest.skip("this machine has no IPv6 loopback")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("inside", ["::1", "::ffff:127.0.0.1", "::ffff:7f00:1"])
def test_a_name_that_leads_to_the_loopback_of_ipv6_is_refused_and_nobody_is_asked(sixth: Site, inside: str) -> None:
    with Door(user_agent=AGENT, resolver=lambda host, port: [inside]) as door, pytest.raises(Refused, match="leads to"):
        door.fetch(sixth.url("/a"))
    with Door(user_agent=AGENT) as door, pytest.raises(Refused):
        door.fetch(f"http://[::1]:{sixth.server_port}/a")
    assert sixth.asked == []


def test_a_site_is_read_over_ipv6(sixth: Site) -> None:
    sixth.pages["/a"] = page(body=b"six")
    with Door(user_agent=AGENT, allow={"::1"}, resolver=lambda host, port: ["::1"]) as door:
        assert door.fetch(sixth.url("/a")).body == b"six"


def test_under_the_exception_robots_txt_is_read_and_obeyed_too(self_signed: Site, door: Door) -> None:
    self_signed.pages |= {
        "/robots.txt": page(body=b"User-agent: *\nDisallow: /private"),
        "/a": page(),
        "/private": page(),
    }
    assert door.fetch(self_signed.url("/a", scheme="https"), verify=False).header("x-stet-tls") == "unverified"
    with pytest.raises(RobotsSay):
        door.fetch(self_signed.url("/private", scheme="https"), verify=False)


def test_the_pace_that_a_site_asks_for_is_known_once_it_was_asked(site: Site, door: Door) -> None:
    site.pages |= {"/robots.txt": page(body=b"User-agent: *\nCrawl-delay: 7"), "/a": page()}
    assert door.pace(site.url("/a")) == 0
    door.fetch(site.url("/a"))
    assert door.pace(site.url("/a")) == 7
