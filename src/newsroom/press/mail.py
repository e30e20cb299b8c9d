"""The pages on the way to a digest and away from it.

Asking needs no session, so there is no token against forged requests and no cookie: a forged request sends one letter
that asks, and the limits of `digests.ask` hold. Beginning and stopping show a button first, because mail programs open
links by themselves; the mail program's own unsubscribe button posts, and is done at once.
"""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from newsroom.archive.models import Story
from newsroom.press import digests, house, pages, serving
from newsroom.press.makeup.stories import headline
from newsroom.press.seen import MailPage
from stet.errors import ConfigError, InputError

SENT = MailPage(
    title="Look into your mail",
    words="If the address can be written to, a letter is on its way. Nothing else is sent until you confirm.",
)
STOPPING = MailPage(title="Stop these letters?", words="Your address is deleted.", button="Stop")
LOST = MailPage(title="This link does not work any more", words="It was mistyped, or what it belonged to was deleted.")
STOPPED = MailPage(title="Stopped", words="The address is deleted. No further letter will come.")
CLOSED = MailPage(
    title="No letters from here", words="This newsroom has no mail server set up. The feeds work all the same."
)


def _show(request: HttpRequest, seen: MailPage, status: int = 200) -> HttpResponse:
    body = pages.page("mail.html", house.newsroom(), seen, "/follow/mail/")
    response = serving.answer(request, body, status=status, cache="no-store")
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Take an address that wants letters."""
    if not digests.open_():
        return _show(request, CLOSED)
    key = (request.POST if request.method == "POST" else request.GET).get("story", "")
    story = Story.objects.filter(key=key, merged_into=None).first() if key else None
    what = f"News of “{headline(story)}”, when there is some." if story else "The day’s edition, once a day."
    form = MailPage(title="Letters", words=what, action="ask", story=story.key if story else "")
    if request.method != "POST":
        return _show(request, form)
    try:
        digests.ask(request.POST.get("address", "").strip(), story, timezone.now())
    except InputError as error:
        return _show(
            request, MailPage(title="That did not work", words=str(error), action="ask", story=form.story), 400
        )
    except (ConfigError, OSError):
        return _show(request, CLOSED, 503)
    return _show(request, SENT)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, token: str) -> HttpResponse:
    """Begin a digest, after a press of the button."""
    row = digests.begin(token, timezone.now()) if request.method == "POST" else digests.read(token)
    if row is None:
        return _show(request, LOST, 404)
    what = f"news of “{headline(row.story)}”" if row.story else "the day’s edition"
    if request.method == "POST":
        return _show(request, MailPage(title="It has begun", words=f"You will get {what}. Each letter can end it."))
    return _show(request, MailPage(title="Begin?", words=f"You will get {what}.", action=request.path, button="Begin"))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop a digest: at once for a mail program's button, after a press of ours for a person."""
    if request.method == "POST":
        return _show(request, STOPPED) if digests.stop(token) else _show(request, LOST, 404)
    if digests.read(token) is None:
        return _show(request, STOPPED)
    return _show(
        request,
        MailPage(title="Stop these letters?", words="Your address is deleted.", action=request.path, button="Stop"),
    )
