"""The pages readers ask for: find the record, make the page, answer with its bytes and their ETag."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from django.core.files.storage import default_storage
from django.db.models import Max
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from newsroom.archive.models import Article, Fact, Redirect, Story, Subject
from newsroom.desk import grounds
from newsroom.desk.models import Post
from newsroom.press import (
    addresses,
    entries,
    events,
    house,
    pages,
    rates,
    readers,
    readership,
    serving,
    sharing,
    signing,
    sitemaps,
    syndication,
)
from newsroom.press.makeup import (
    articles,
    corrections,
    evidence,
    finding,
    five,
    front,
    lists,
    ours,
    posts,
    revisions,
    since,
    sources,
    stories,
)
from newsroom.press.seen import (
    EvidencePage,
    FivePage,
    FrontPage,
    ListPage,
    Newsroom,
    PlainPage,
    Syndicated,
)
from newsroom.press.standing import PLAIN
from newsroom.wire import editions
from stet.errors import StetError


def _page(
    request: HttpRequest, template: str, seen: object, *, path: str = "", cache: str = serving.FRESH
) -> HttpResponse:
    body = pages.page(template, house.newsroom(), seen, path or request.path)
    return serving.answer(request, body, cache=cache)


# --- fronts -----------------------------------------------------------------------------------------------------------


def _front() -> FrontPage:
    edition, now = front.latest(), timezone.now()
    return front.page(edition, now) if edition else front.empty(now, sources.heard().count())


@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    """Show the latest edition."""
    compared = Article.objects.aggregate(last=Max("compared_at"))["last"]
    edition = front.latest()
    if edition is None:
        return _page(request, "front.html", _front())
    name = front.name(edition, timezone.now())
    return serving.answer(request, _front_body(house.newsroom(), edition.pk, name, compared))


@lru_cache(maxsize=4)
def _front_body(who: Newsroom, edition: int, name: str, compared: datetime | None) -> bytes:
    """Make the front page once for all who read it: it is the same until one of these is another."""
    return pages.page("front.html", who, _front(), "/")


@require_safe
def five_minutes(request: HttpRequest) -> HttpResponse:
    """Show the edition that is read in five minutes."""
    edition, now = front.latest(), timezone.now()
    seen = five.page(edition, now) if edition else FivePage(moment=now)
    if at := since.moment(request.GET.get("since", ""), now):
        seen = five.news(seen, at)
    return _page(request, "five.html", seen)


@require_safe
def edition(request: HttpRequest) -> HttpResponse:
    """Say in a few bytes which edition stands, for open pages that ask."""
    said = {"edition": events.edition()}
    return serving.answer(request, json.dumps(said).encode(), content_type="application/json")


@require_safe
def event_stream(request: HttpRequest) -> StreamingHttpResponse | HttpResponse:
    """Tell of new editions as they come; 204 sends the reader's browser to asking instead."""
    stream = events.stream()
    if stream is None:
        return HttpResponse(status=204)
    response = StreamingHttpResponse(stream, content_type="text/event-stream")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


@csrf_exempt
@require_POST
def opened(request: HttpRequest, key: str) -> HttpResponse:
    """Count one opening of a story. The request carries nothing but the story's name, and nothing of it is kept."""
    return HttpResponse(status=204 if readership.opened(key, timezone.now()) else 404)


@require_safe
def most_read(request: HttpRequest) -> HttpResponse:
    """Show what is read most."""
    return _page(request, "list.html", readership.most_read(timezone.now()))


@require_safe
def front_at(request: HttpRequest, moment: str) -> HttpResponse:
    """Show the front page as it was known at a past minute."""
    try:
        at = editions.moment_of(moment)
        kept = editions.at(at) if at else None
    except StetError as error:
        raise Http404(str(error)) from error
    if at is None or kept is None:
        raise Http404("not a minute")
    written = ours.on_front(at, at)
    seen = front.page_of(json.loads(kept.content), kept.digest[:16], written, as_known_at=at)
    return _page(request, "front.html", seen, cache=serving.LASTING)


@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """Show the last reports, by the minute."""
    return _page(request, "list.html", lists.latest())


@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a section."""
    return _page(request, "list.html", _found(lists.of_section(slug, timezone.now())))


# --- stories, articles, facts -----------------------------------------------------------------------------------------


def _story(key: str) -> Story | str:
    """Return a story, or where it is now: merged stories lead on to the one they became."""
    story = Story.objects.filter(key=key).first()
    if story is None:
        moved = Redirect.objects.filter(old=key).select_related("story").first()
        if moved is None:
            raise Http404("no such story")
        story = moved.story
    for _ in range(20):
        if story.merged_into is None:
            break
        story = story.merged_into
    return story if story.key == key else addresses.story(story.key)


@require_safe
def story(request: HttpRequest, key: str) -> HttpResponse:
    """Show a story."""
    found = _story(key)
    if isinstance(found, str):
        # Not for good: an editor may undo the merge, and browsers keep what is said to be permanent.
        return HttpResponseRedirect(found)
    now = timezone.now()
    seen = stories.page(found, written=ours.of_story(found, now))
    if at := since.moment(request.GET.get("since", ""), now):
        seen = replace(seen, since=at, new=since.new(found, at))
    return _page(request, "story.html", seen)


def _article(pk: int) -> Article:
    try:
        return articles.get(pk)
    except Article.DoesNotExist as error:
        raise Http404("no such article") from error


@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the public may see of an article, or all of it to a signed-in editor."""
    found = _article(pk)
    whole = bool(request.user.is_authenticated)
    cache = "private, no-store" if whole else serving.FRESH
    return _page(request, "article.html", articles.page(found, whole=whole), cache=cache)


@require_safe
def article_revision(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show what the outlet changed in an article."""
    found = revisions.page(_article(pk), number)
    if found is None:
        raise Http404("no such revision")
    return _page(request, "revision.html", found)


@require_safe
def fact(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the evidence for a fact."""
    try:
        found = evidence.get(pk)
    except Fact.DoesNotExist as error:
        raise Http404("no such fact") from error
    return _page(request, "evidence.html", evidence.page(found))


# --- posts ------------------------------------------------------------------------------------------------------------


def _post(slug: str) -> Post:
    found = posts.find(slug, timezone.now())
    if found is None:
        raise Http404("no such post")
    return found


@require_safe
def post(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a post, or why it was withdrawn."""
    found = _post(slug)
    body = pages.page("post.html", house.newsroom(), posts.page(found), request.path)
    return serving.answer(request, body, status=410 if found.notice else 200)


@require_safe
def post_fact(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show the evidence for a fact of a post."""
    found = posts.fact(_post(slug), number)
    if found is None:
        raise Http404("no such fact")
    return _page(request, "evidence.html", found)


@require_safe
def post_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show one version of a post with its differences."""
    found = posts.version_page(_post(slug), number)
    if found is None:
        raise Http404("no such version")
    return _page(request, "version.html", found)


@require_safe
def post_proof(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the signed proof of a post."""
    found = _post(slug)
    if found.notice:
        raise Http404("it was withdrawn")
    return serving.answer(request, signing.bundle(house.newsroom(), found), content_type="application/json")


@require_safe
def post_picture(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the picture of a post, as the desk made it anew when it was taken in."""
    seen = posts.page(_post(slug)).picture
    if seen is None:
        raise Http404("it has no picture")
    return serving.answer(request, posts.file(seen.file), content_type="image/jpeg")


@require_safe
def post_recording(request: HttpRequest, slug: str, number: int) -> FileResponse:
    """Hand out the note or recording that a fact stands on, where readers may have it: to keep, never as a page."""
    name = posts.recording(_post(slug), number)
    if not name:
        raise Http404("there is no recording for readers")
    return grounds.handed(default_storage.open(name))


@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """Give the public key that proofs are signed with."""
    return serving.answer(request, signing.public().encode(), content_type="text/plain; charset=utf-8")


@csrf_exempt
@require_POST
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a reader's report of an error to the desk.

    It needs no session, so there is nothing a foreign page could ride on: no token, and no cookie for readers.
    """
    found = _post(slug)
    sentence = request.POST.get("sentence", "")
    kept = readers.report(found, sentence, request.POST.get("note", ""), timezone.now())
    name, title = ("thanks", "The desk has it") if kept else ("not-taken", "The desk could not take it")
    body = pages.page("plain.html", house.newsroom(), PlainPage(name=name, title=title), request.path)
    return serving.answer(request, body, status=200 if kept else 429, cache="no-store")


@require_safe
def all_posts(request: HttpRequest) -> HttpResponse:
    """Show what our editors wrote."""
    return _page(request, "list.html", ours.everything(timezone.now()))


@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an author's posts."""
    return _page(request, "list.html", _found(ours.by_author(slug, timezone.now())))


# --- sharing ----------------------------------------------------------------------------------------------------------


def _picture(request: HttpRequest, body: bytes) -> HttpResponse:
    response = serving.answer(request, body, content_type="image/png", cache=serving.LASTING)
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
def front_card(request: HttpRequest) -> HttpResponse:
    """Draw the front page's card."""
    return _picture(request, sharing.of_front(house.newsroom(), _front()))


@require_safe
def story_card(request: HttpRequest, key: str) -> HttpResponse:
    """Draw a story's card."""
    return _picture(request, sharing.of_story(house.newsroom(), stories.page(_standing(key))))


@require_safe
def post_card(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw a post's card."""
    return _picture(request, sharing.of_post(house.newsroom(), posts.page(_post(slug))))


def _evidence(pk: str | None, slug: str | None, number: str | None) -> EvidencePage:
    try:
        found = evidence.page(evidence.get(int(pk))) if pk else posts.fact(_post(slug or ""), int(number or 0))
    except Fact.DoesNotExist as error:
        raise Http404("no such fact") from error
    if found is None:
        raise Http404("no such fact")
    return found


@require_safe
def fact_card(request: HttpRequest, pk: str = "", slug: str = "", number: str = "") -> HttpResponse:
    """Draw the card of a fact; it changes when the fact's verdict does."""
    return _picture(request, sharing.of_fact(house.newsroom(), _evidence(pk, slug, number)))


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """Say how to show a fact on another's page."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse("only JSON is given", status=501, content_type="text/plain")
    who = house.newsroom()
    asked = sharing.asked(who, request.GET.get("url", ""))
    if asked is None:
        raise Http404("no fact of ours")
    said = sharing.oembed(who, _evidence(**asked.groupdict()))
    response = serving.answer(request, json.dumps(said).encode(), content_type="application/json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


# --- sources, subjects, archive, search -------------------------------------------------------------------------------


@require_safe
def all_sources(request: HttpRequest) -> HttpResponse:
    """Show every source with its state."""
    return _page(request, "sources.html", sources.everyone())


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one source."""
    found = sources.heard().filter(slug=slug).first()
    if found is None:
        raise Http404("no such source")
    return _page(request, "source.html", sources.page(found))


@require_safe
def subjects(request: HttpRequest) -> HttpResponse:
    """Show whom and what the archive speaks of."""
    return _page(request, "list.html", lists.subjects())


@require_safe
def subject(request: HttpRequest, key: str) -> HttpResponse:
    """Show a subject."""
    return _page(request, "list.html", _subject(key), path=addresses.subject(key))


def _subject(key: str) -> ListPage:
    found = Subject.objects.filter(key=key).first()
    if found is None:
        raise Http404("no such subject")
    return lists.of_subject(found)


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """Show the days of the archive."""
    return _page(request, "list.html", lists.archive(timezone.now()))


@require_safe
def archive_day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """Show a day."""
    try:
        when = date(year, month, day)
    except ValueError as error:
        raise Http404("no such day") from error
    return _page(request, "list.html", lists.of_day(when, timezone.now()))


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer a question."""
    return _page(
        request, "search.html", finding.page(request.GET.dict(), timezone.now()), path="/search/", cache="no-cache"
    )


def _found(page: ListPage | None) -> ListPage:
    if page is None:
        raise Http404("nothing is listed there")
    return page


# --- what we say of ourselves -----------------------------------------------------------------------------------------


@require_safe
def corrections_page(request: HttpRequest) -> HttpResponse:
    """Show what was corrected."""
    return _page(request, "corrections.html", corrections.page(timezone.now()))


@require_safe
def verdicts(request: HttpRequest) -> HttpResponse:
    """Explain the verdicts, with the checker's own error rates."""
    return _page(request, "verdicts.html", rates.page(), cache=serving.LASTING)


@require_safe
def plain(request: HttpRequest, name: str) -> HttpResponse:
    """Show a page of fixed words."""
    return _page(request, "plain.html", PlainPage(name=name, title=PLAIN[name]), cache=serving.LASTING)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that nothing is at an address."""
    return _error(request, "404", "Nothing is published here", 404)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that a page could not be made."""
    return _error(request, "500", "This page could not be made", 500)


def _error(request: HttpRequest, name: str, title: str, status: int) -> HttpResponse:
    try:
        who = house.newsroom()
    except Exception:  # the database itself may be what is broken
        who = house.bare()
    body = pages.page("plain.html", who, PlainPage(name=name, title=title), "/")
    return serving.answer(request, body, status=status, cache="no-store")


# --- feeds and maps ---------------------------------------------------------------------------------------------------

FEEDS: dict[str, Callable[..., Syndicated]] = {
    "front": lambda name: entries.of_front(name, _front()),
    "latest": lambda name: entries.of_list(name, lists.latest()),
    "section": lambda name, slug: entries.of_list(name, _found(lists.of_section(slug, timezone.now()))),
    "story": lambda name, key: entries.of_story(name, stories.page(_standing(key))),
    "subject": lambda name, key: entries.of_list(name, _subject(key)),
    "posts": lambda name: entries.of_list(name, ours.everything(timezone.now())),
    "author": lambda name, slug: entries.of_list(name, _found(ours.by_author(slug, timezone.now()))),
    "corrections": lambda name: entries.of_corrections(name, corrections.page(timezone.now())),
}


def _standing(key: str) -> Story:
    found = _story(key)
    return found if isinstance(found, Story) else Story.objects.get(key=found.split("/")[2])


@require_safe
def feed(request: HttpRequest, what: str, form: str, **asked: str) -> HttpResponse:
    """Give a feed in one of its three formats."""
    who = house.newsroom()
    body = syndication.write(form, who, FEEDS[what](who.name, **asked))
    return serving.answer(request, body, content_type=syndication.TYPES[form])


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Give the sitemap."""
    body = sitemaps.sitemap(house.newsroom(), lists.places(timezone.now()))
    return serving.answer(request, body, content_type="application/xml")


@require_safe
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """Give the sitemap of the last two days."""
    body = sitemaps.news(house.newsroom(), lists.fresh(timezone.now()))
    return serving.answer(request, body, content_type="application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Say what robots may read."""
    return serving.answer(request, sitemaps.robots(house.newsroom()), content_type="text/plain; charset=utf-8")
