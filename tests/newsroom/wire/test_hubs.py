"""A hub from its first word to its death and back, with servers of our own: publisher, hub and newsroom."""

import hashlib
import hmac
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode
from urllib.request import Request, urlopen

import pytest
from django.utils import timezone

from newsroom.archive.models import Item, Problem, SourceFeed
from newsroom.wire import budgets, following, gathering, hubs, standing

LEASE = 1800  # seconds


class Hub:
    """A hub on this machine: confirms what it is asked for, and pushes what it is told to push."""

    def __init__(self):
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                form = {
                    k: v[0] for k, v in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()
                }
                hub.asked = form
                challenge = {**form, "hub.challenge": "sesame", "hub.lease_seconds": LEASE}
                del challenge["hub.secret"]
                with urlopen(f"{form['hub.callback']}?{urlencode(challenge)}") as answer:
                    hub.confirmed = answer.read() == b"sesame"
                self.send_response(202)
                self.end_headers()

            def log_message(self, *said):
                pass

        self.asked, self.confirmed, self._handler = {}, False, Handler
        self.start(0)

    def start(self, port):
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler)
        self.port = self._server.server_address[1]
        self.address = f"http://127.0.0.1:{self.port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def push(self, body, secret=""):
        key = (secret or self.asked["hub.secret"]).encode()
        signature = "sha256=" + hmac.new(key, body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/rss+xml", "X-Hub-Signature": signature}
        with urlopen(Request(self.asked["hub.callback"], body, headers)) as answer:
            return answer.status

    def stop(self):
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def hub():
    hub = Hub()
    yield hub
    hub.stop()


def listing(publisher, hub, *names):
    """Publish the feed with its hub, and return the document."""
    items = "".join(f"<item><title>Harl {n} closes</title><link>{publisher.address}/{n}</link></item>" for n in names)
    said = f'<link xmlns="http://www.w3.org/2005/Atom" rel="hub" href="{hub.address}"/>'
    text = f"<rss version='2.0'><channel><title>Harl Post</title>{said}{items}</channel></rss>".encode()
    publisher.pages["/feed.xml"] = (200, "application/rss+xml", text)
    return text


def poll():
    """Look at the feed, as when its turn has come."""
    SourceFeed.objects.update(next_poll=timezone.now())
    budgets.forget()
    with gathering.Asking() as asking:
        gathering.Gatherer(asking).until_idle()
    return SourceFeed.objects.get()


def test_news_comes_by_push_and_by_polling_again_when_the_hub_dies(
    transactional_db, home, publisher, hub, live_server, settings
):
    settings.STET_ORIGIN = live_server.url
    listing(publisher, hub, "bridge")
    following.follow(f"{publisher.address}/feed.xml")
    feed = poll()
    assert feed.hub == hub.address

    # It subscribes, and the hub confirms with a challenge before it answers.
    assert hubs.subscribe(timezone.now()).done == 1
    assert hub.confirmed
    # What is pushed and signed is there at once; nothing was asked of the publisher. What is not signed is left.
    asked = len(publisher.asked)
    assert hub.push(listing(publisher, hub, "bridge", "pier"), secret="guessed") == 202
    assert not Item.objects.filter(title="Harl pier closes").exists()
    assert hub.push(listing(publisher, hub, "bridge", "pier")) == 202
    assert Item.objects.filter(title="Harl pier closes").exists()
    assert len(publisher.asked) == asked
    feed.refresh_from_db()
    assert hubs.relied_on(feed, timezone.now())
    relaxed = feed.interval
    assert "pushed by its hub" in standing.rows()[0].feeds[0].kind

    # The hub dies. Polling, the fallback, finds what it did not tell, and is back at its ordinary pace.
    hub.stop()
    listing(publisher, hub, "bridge", "pier", "quay")
    feed = poll()
    assert Item.objects.filter(title="Harl quay closes").exists()
    assert not hubs.relied_on(feed, timezone.now())
    assert feed.interval < relaxed / 2
    assert "does not tell us" in standing.rows()[0].problem

    # The lease cannot be renewed: an operator is shown that, with what happens next.
    soon = timezone.now() + timedelta(seconds=LEASE - 60)
    assert hubs.subscribe(soon).failed == 1
    row = standing.rows()[0]
    assert "cannot be reached" in row.problem
    assert "polled as before" in row.advice
    assert Problem.objects.get(cause="hub", resolved=None).source == feed.source

    # The hub comes back: it is asked again by itself, and all is well.
    hub.start(hub.port)
    assert hubs.subscribe(soon + timedelta(hours=1)).done == 1
    assert not Problem.objects.filter(cause="hub", resolved=None).exists()
    assert hub.push(listing(publisher, hub, "bridge", "pier", "quay", "lock")) == 202
    assert not standing.rows()[0].problem
