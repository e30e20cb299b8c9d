"""Where hubs verify our subscriptions and push what is new (WebSub). `stet.gather.websub` decides; this answers."""

import hashlib

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from newsroom.archive.models import Source, SourceFeed
from newsroom.wire import hubs, polling, tasks
from stet import news
from stet.errors import InputError
from stet.gather import feeds, websub


# A hub has no cookie of ours to misuse; each delivery carries a signature instead.
@csrf_exempt
@require_http_methods(["GET", "POST"])
def hub(request: HttpRequest, key: str) -> HttpResponse:
    """Answer a hub at the unguessable address that one subscription has."""
    feed = SourceFeed.objects.select_related("source").filter(hub_key=key).exclude(hub_key="").first()
    return _verify(request, feed) if request.method == "GET" else _deliver(request, feed)


def _verify(request: HttpRequest, feed: SourceFeed | None) -> HttpResponse:
    with transaction.atomic():
        held = hubs.subscription(feed) if feed else None
        kept, answer = websub.verify(held, request.GET.dict(), timezone.now())
        if feed and kept:
            hubs.keep(feed, kept)
    return _answer(answer)


def _deliver(request: HttpRequest, feed: SourceFeed | None) -> HttpResponse:
    if int(request.META.get("CONTENT_LENGTH") or 0) > websub.MAX_BODY:
        return HttpResponse("too large", status=413, content_type="text/plain")
    held = hubs.subscription(feed) if feed and feed.source.state == Source.State.ACTIVE else None
    now = timezone.now()
    said = websub.deliver(held, dict(request.headers), request.body, now)
    if isinstance(said, websub.Answer) or feed is None:
        return _answer(said if isinstance(said, websub.Answer) else said.answer)
    hubs.keep(feed, said.subscription)
    if said.content:
        polling.store([_looked(feed, request, said.content)])
        tasks.wake("read")
    return _answer(said.answer)


def _looked(feed: SourceFeed, request: HttpRequest, body: bytes) -> polling.Looked:
    """Take what was pushed as a look at the feed: archived, then read, with the same brake and the same identity."""
    now = timezone.now()
    kind = request.headers.get("Content-Type", "")
    capture = news.Capture(
        url=feed.url,
        final_url=feed.url,
        arrived=now,
        status=200,
        headers=(("content-type", kind), ("x-stet-from", "hub")),
        body=body,
        sha256=hashlib.sha256(body).hexdigest(),
    )
    try:
        entries = feeds.parse(body, url=feed.url, content_type=kind).items
    except InputError:
        # What a hub pushed cannot be read: polling will see the feed itself.
        entries = ()
    return polling.Looked(feed=feed, at=now, capture=capture, entries=entries, pushed=True)


def _answer(said: websub.Answer) -> HttpResponse:
    return HttpResponse(said.text, status=said.status, content_type="text/plain; charset=utf-8")
