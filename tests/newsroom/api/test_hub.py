"""Hubs: what was asked for is verified, what is signed is taken, and nothing else."""

import hashlib
import hmac
from datetime import timedelta

import pytest
from django.utils import timezone

from newsroom.archive.models import Item, Source, SourceFeed
from newsroom.wire import hubs
from stet.gather import websub

FEED = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>Harl Post</title><item><title>Harl bridge closes</title>'
    b"<guid>bridge</guid><link>https://harlpost.example/bridge</link></item></channel></rss>"
)


@pytest.fixture
def feed(db, home, settings):
    """Return a feed whose hub was asked for a subscription."""
    settings.STET_ORIGIN = "https://news.example"
    source = Source.objects.create(slug="harl-post", name="Harl Post")
    feed = SourceFeed.objects.create(
        source=source, url="https://harlpost.example/feed", host="harlpost.example", hub="https://hub.example/"
    )
    asked, _ = websub.request(hubs._new(feed), timezone.now())
    hubs.keep(feed, asked)
    return feed


def confirm(client, feed, topic=None):
    said = {
        "hub.mode": "subscribe",
        "hub.topic": topic or feed.url,
        "hub.challenge": "sesame",
        "hub.lease_seconds": "9000",
    }
    return client.get(f"/api/hub/{feed.hub_key}", said)


def push(client, feed, body, secret):
    signature = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return client.post(
        f"/api/hub/{feed.hub_key}", body, content_type="application/rss+xml", headers={"X-Hub-Signature": signature}
    )


def test_a_subscription_that_we_asked_for_is_confirmed(client, feed):
    answer = confirm(client, feed)

    assert (answer.status_code, answer.content) == (200, b"sesame")
    feed.refresh_from_db()
    assert hubs.subscription(feed).until > timezone.now() + timedelta(hours=2)


def test_nobody_can_subscribe_us_to_something_else(client, feed):
    assert confirm(client, feed, topic="https://elsewhere.example/feed").status_code == 404
    assert client.get("/api/hub/guessed", {"hub.mode": "subscribe"}).status_code == 404


def test_what_is_pushed_and_signed_is_archived_and_taken_in_once(client, feed):
    confirm(client, feed)
    feed.refresh_from_db()
    secret = feed.push["secret"]

    assert push(client, feed, FEED, secret).status_code == 202
    assert push(client, feed, FEED, secret).status_code == 202

    assert Item.objects.get().title == "Harl bridge closes"
    assert feed.captures.count() == 1


def test_what_is_not_signed_with_our_secret_is_left(client, feed):
    confirm(client, feed)

    assert push(client, feed, FEED, "not the secret").status_code == 202
    assert not Item.objects.exists()
