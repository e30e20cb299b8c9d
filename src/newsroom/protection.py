"""Headers that keep fetched text from ever becoming script, and pages from ever calling a third party."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Script and style come from our own files only; no inline script, no frames, no plug-ins, no foreign requests.
# Trusted Types: the one policy that may turn text into HTML is called `stet` and lives in our own script file.
_DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types stet",
)
POLICY = "; ".join((*_DIRECTIVES, "frame-ancestors 'none'"))
# Baked pages carry it themselves, for whoever serves the files may send no header; framing only a header can forbid.
IN_PAGE = "; ".join(_DIRECTIVES)
PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"


def protect(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Put the policy on every response, whatever made it."""

    def protected(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Permissions-Policy"] = PERMISSIONS
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return protected
