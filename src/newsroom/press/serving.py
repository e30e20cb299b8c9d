"""Answer requests with bytes and an ETag of those bytes."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

HTML = "text/html; charset=utf-8"
FRESH = "public, max-age=0, s-maxage=10, must-revalidate"
LASTING = "public, max-age=300"
"""Browsers ask again each time, and mostly get 304; a shared cache in front may answer for ten seconds."""


def answer(
    request: HttpRequest, body: bytes, *, content_type: str = HTML, cache: str = FRESH, status: int = 200
) -> HttpResponse:
    """Return the bytes, or 304 when the reader already has them.

    The digest is of the content, so a baked file and a served page with the same words have the same tag. Tags compare
    weakly: compression on the way out makes a strong tag weak.
    """
    tag = '"' + hashlib.sha256(body).hexdigest()[:32] + '"'
    held = [one.removeprefix("W/") for one in parse_etags(request.headers.get("If-None-Match", ""))]
    response = (
        HttpResponse(status=304)
        if status == 200 and (tag in held or held == ["*"])
        else HttpResponse(body, status=status)
    )
    if response.status_code != 304:
        response.headers["Content-Type"] = content_type
    else:
        del response.headers["Content-Type"]
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = cache
    return response
