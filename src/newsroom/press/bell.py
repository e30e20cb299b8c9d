"""Where a reader's browser asks to be told, and asks to be told no more.

There is no session and no cookie: a browser proves that it is itself by the address that only it and its push service
know, and a forged request can at most make us send one message to an address that takes it.
"""

import json
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from newsroom.archive.models import Story
from newsroom.press import devices, pages, serving, webpush
from stet.errors import GatherError, InputError


@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """Give the public key that a browser subscribes with."""
    return serving.answer(request, webpush.public(devices.key()).encode(), content_type="text/plain; charset=utf-8")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Give the script that shows messages, from the root: a browser lets it work for the folder it lies in."""
    body = (pages.STATIC / "worker.js").read_bytes()
    return serving.answer(request, body, content_type="text/javascript; charset=utf-8")


@csrf_exempt
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Keep a browser that wants to be told."""
    said = _said(request)
    try:
        browser = webpush.Browser.of(*(str(said.get(name, "")) for name in ("endpoint", "p256dh", "auth")))
        devices.begin(browser, _story(said), timezone.now())
    except (InputError, GatherError) as error:
        status = 400 if isinstance(error, InputError) else 502
        return HttpResponse(str(error), status=status, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


@csrf_exempt
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Forget a browser."""
    said = _said(request)
    devices.stop(str(said.get("endpoint", "")), _story(said))
    return HttpResponse(status=204)


def _said(request: HttpRequest) -> Mapping[str, object]:
    try:
        said = json.loads(request.body[:8000])
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _story(said: Mapping[str, object]) -> Story | None:
    return Story.objects.filter(key=str(said.get("story", "")), merged_into=None).first() if said.get("story") else None
