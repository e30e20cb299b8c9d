"""A browser is told of what its reader asked for, through a push service that cannot read it: here a real one."""

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import cast as troupe
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from newsroom.desk.models import Correction
from newsroom.press import devices, webpush
from newsroom.press.models import Device
from newsroom.wire.door import door

pytestmark = pytest.mark.django_db
FLOOD = "Dozens dead after flood in the Veld valley"


class Service:
    """A push service on this machine, and the browser behind it, which alone can read what comes."""

    def __init__(self):
        self.key, self.secret = ec.generate_private_key(webpush.CURVE), b"0123456789abcdef"
        self.letters, self.status = [], 201
        service = self

        class Taker(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if service.status == 201:
                    service.letters.append((dict(self.headers), body))
                self.send_response(service.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                """Stay quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Taker)
        self.endpoint = f"http://127.0.0.1:{self.server.server_port}/push/reader"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def asks(self, **more):
        return json.dumps(
            {
                "endpoint": self.endpoint,
                "p256dh": webpush.public(self.key),
                "auth": webpush.packed(self.secret),
                **more,
            }
        )

    def last(self):
        """Open the last message as a browser does (RFC 8291, from the receiver's side)."""
        body = self.letters[-1][1]
        salt, theirs, sealed = body[:16], body[21:86], body[86:]
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(webpush.CURVE, theirs))
        info = b"WebPush: info\0" + webpush.unpacked(webpush.public(self.key)) + theirs
        shared = HKDF(algorithm=hashes.SHA256(), length=32, salt=self.secret, info=info).derive(shared)
        made = {
            what: HKDF(algorithm=hashes.SHA256(), length=n, salt=salt, info=f"Content-Encoding: {what}\0".encode())
            for what, n in (("aes128gcm", 16), ("nonce", 12))
        }
        plain = AESGCM(made["aes128gcm"].derive(shared)).decrypt(made["nonce"].derive(shared), sealed, None)
        return json.loads(plain.rstrip(b"\x02"))


@pytest.fixture
def service(settings):
    """The push service, which the door may reach although it is on this machine."""
    settings.STET_ALLOW = ["127.0.0.1"]
    door.cache_clear()
    made = Service()
    yield made
    made.server.shutdown()
    made.server.server_close()
    door().close()
    door.cache_clear()


def begin(client, service, **more):
    return client.post("/bell/begin/", service.asks(**more), content_type="application/json")


def test_a_browser_is_kept_once_its_service_took_a_first_message(client, cast, service):
    assert begin(client, service).status_code == 204
    assert Device.objects.count() == 1
    headers, _ = service.letters[-1]
    assert headers["Content-Encoding"] == "aes128gcm"
    assert headers["TTL"]
    assert headers["Authorization"].endswith(f"k={client.get('/bell/key').content.decode()}")
    assert "Cookie" not in headers
    assert service.last()["body"] == "You will be told here of what we publish."


def test_a_service_that_does_not_take_it_is_not_kept(client, cast, service):
    service.status = 500
    assert begin(client, service).status_code == 502
    assert Device.objects.count() == 0


def test_asked_twice_a_browser_is_told_once(client, cast, service):
    begin(client, service)
    begin(client, service)
    assert Device.objects.count() == 1


def test_a_follower_of_a_story_is_told_of_new_reports_once_an_hour_at_most(client, cast, service):
    story = cast.stories[FLOOD]
    begin(client, service, story=story.key)
    row = Device.objects.get()
    cast.now = row.told + timedelta(minutes=10)
    cast.article("Veld Radio", "The search has ended", "The search has ended.", story=story)
    assert devices.tell_due(row.told + timedelta(minutes=20)) == (0, 0)
    later = row.told + timedelta(minutes=70)
    assert devices.tell_due(later) == (1, 0)
    said = service.last()
    assert (said["title"], said["href"]) == (story.title, f"/story/{story.key}/")
    assert devices.tell_due(later + timedelta(minutes=70)) == (0, 0)


def test_what_we_publish_is_told_to_those_who_asked_for_it(client, cast, service):
    begin(client, service)
    row = Device.objects.get()
    cast.now = row.told + timedelta(minutes=5)
    post = troupe.publish(cast)
    assert devices.tell_due(row.told + timedelta(hours=2)) == (1, 0)
    assert service.last() == {
        "title": "What we know of the flood",
        "body": "41 or 43 dead: two counts, side by side.",
        "href": f"/post/{post.slug}/",
    }


def test_what_we_got_wrong_is_told_before_what_is_new(client, cast, service):
    begin(client, service)
    row = Device.objects.get()
    cast.now = row.told - timedelta(hours=1)
    post = troupe.publish(cast)
    cast.now = row.told + timedelta(minutes=5)
    said = {"wrong": "43", "right": "41", "cause": "We counted two people twice."}
    Correction.objects.create(post=post, sort=Correction.Sort.CORRECTION, at=cast.now, **said)
    assert devices.tell_due(row.told + timedelta(hours=2)) == (1, 0)
    assert service.last() == {
        "title": "Correction: What we know of the flood",
        "body": "We said “43”. It should have said “41”. We counted two people twice.",
        "href": f"/post/{post.slug}/",
    }


def test_a_browser_that_is_gone_is_forgotten_and_one_that_fails_is_told_again(client, cast, service):
    begin(client, service)
    row = Device.objects.get()
    cast.now = row.told + timedelta(minutes=5)
    troupe.publish(cast)
    service.status = 503
    later = row.told + timedelta(hours=2)
    assert devices.tell_due(later) == (0, 1)
    service.status = 410
    assert devices.tell_due(later) == (0, 1)
    assert Device.objects.count() == 0


def test_the_browser_stops_with_one_request(client, cast, service):
    begin(client, service)
    begin(client, service, story=cast.stories[FLOOD].key)
    client.post("/bell/stop/", json.dumps({"endpoint": service.endpoint}), content_type="application/json")
    assert Device.objects.count() == 0


@pytest.mark.parametrize(
    "endpoint",
    ["http://push.example/x", "https://127.0.0.2/x", "https://10.0.0.1/x", "ftp://push.example/", "", "x" * 2000],
)
def test_no_browser_leads_us_to_an_address_inside(client, cast, service, endpoint):
    answer = begin(client, service, endpoint=endpoint)
    assert answer.status_code in (400, 502)
    assert Device.objects.count() == 0


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"endpoint": 7}', "\xff"], ids=["nothing", "list", "broken", "number", "bytes"]
)
def test_nonsense_is_refused_in_words(client, cast, body):
    assert client.post("/bell/begin/", body, content_type="application/json").status_code == 400


def test_the_script_that_shows_messages_is_given_from_the_root(client, db):
    answer = client.get("/bell.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert b"showNotification" in answer.content


def test_only_so_many_browsers_are_taken_an_hour(client, cast, service, monkeypatch):
    monkeypatch.setattr(devices, "AN_HOUR", 0)
    assert begin(client, service).status_code == 400
