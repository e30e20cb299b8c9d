"""What is not public shows nowhere: every page that can be reached, every feed, map, search and machine's address."""

import re
from datetime import timedelta
from html import unescape
from itertools import product

import pytest
from django.core.cache import cache
from django.core.mail import get_connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from newsroom.archive.models import Article, Membership, Revision, Source, Story
from newsroom.desk import acts, readings
from newsroom.desk.models import Post
from newsroom.desk.states import Act
from newsroom.press import bake, digests
from newsroom.press.models import Subscription
from newsroom.press.standing import PLAIN
from newsroom.wire import editions
from stet.news import Verdict

pytestmark = pytest.mark.django_db
SECRET = "zirconium"
TODAY = timezone.now()
# What stands for each part of an address, so that every address there is can be asked for. An address with a part that
# is not here fails the test: whoever adds one says here what leads to a post.
VALUES = {
    "slug": (f"{SECRET}-found", "ada", "world", "kestrel"),
    "key": ("ores",),
    "pk": (1,),
    "id": (1,),
    "number": (0, 1),
    "form": ("rss", "atom", "json"),
    "token": ("x",),
    "moment": (TODAY.isoformat(),),
    "year": (TODAY.year,),
    "month": (TODAY.month,),
    "day": (TODAY.day,),
    "name": tuple(PLAIN),
}
ASKING = {"search": f"?q={SECRET}", "oembed": f"?url=http://testserver/post/{SECRET}-found/fact/0/"}
BEHIND_DOORS = "desk/"


def every_address() -> list[str]:
    """Return every address of the site but the desk's, made from the list of addresses itself."""
    found = []
    for route in routes(get_resolver()):
        names = [m[1] or m[2] for m in re.finditer(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>", route)]
        holes = re.sub(r"\(\?P<(\w+)>[^)]*\)|<(?:\w+:)?(\w+)>", r"{\1\2}", route)
        plain = holes.replace("[.]", ".").strip("^$").replace("$", "")
        for values in product(*(VALUES[name] for name in names)):
            address = "/" + plain.format(**dict(zip(names, values, strict=True)))
            found.append(address + ASKING.get(address.strip("/").rsplit("/", 1)[-1], ""))
    return found


def routes(resolver: URLResolver, before: str = ""):
    """Yield the whole route of every address."""
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if route.startswith(BEHIND_DOORS):
            continue
        if isinstance(one, URLPattern):
            yield route
        else:
            yield from routes(one, route)


@pytest.fixture(autouse=True)
def own_home(home):
    """Keep the search index and the pictures of this test away from every other."""


@pytest.fixture(autouse=True)
def front(db, own_home):
    """A front page with one story, which the post tells."""
    at = timezone.now() - timedelta(hours=1)
    source = Source.objects.create(slug="kestrel", name="Kestrel", last_arrival=at)
    story = Story.objects.create(key="ores", title="Ores", first=at, last=at, reports=1, outlets=1, origins=1)
    article = Article.objects.create(pk=1, source=source, key="a", title="Ores are dug", arrived=at, story=story)
    article.current = Revision.objects.create(article=article, arrived=at, title="Ores are dug", text="Miners dig.")
    article.save()
    Membership.objects.create(article=article, story=story, since=at)
    editions.make(at + timedelta(minutes=1))


def a_secret(cast, checked, *, embargo=None):
    """Take a draft to where only its hour keeps it from readers."""
    draft = acts.start(
        cast["Ada"], headline=f"{SECRET} found", standfirst="At last.", body="It weighs 4,257 tons.", section="World",
        story=Story.objects.get(),
    )  # fmt: skip
    acts.do(Act.SUBMIT, draft.pk, cast["Ada"])
    checked(draft, ("4,257", "verbatim"))
    reading = readings.begin(draft, cast["Eli"])
    readings.finish(reading, cast["Eli"], dict.fromkeys(reading.sample, Verdict.VERBATIM))
    acts.do(Act.APPROVE, draft.pk, cast["Eli"])
    if embargo:
        return acts.do(Act.SCHEDULE, draft.pk, cast["Pia"], at=embargo)
    return acts.do(Act.PUBLISH, draft.pk, cast["Pia"])


def everything_public() -> dict[str, str]:
    """Ask for every address there is and follow every link, as a robot would; return what each says, headers too."""
    client, said, waiting = Client(), {}, every_address()
    asked = set(waiting)
    while waiting and (len(said) < len(asked) + 300):
        address = waiting.pop(0)
        if address in said:
            continue
        answer = client.get(address)
        body = next(iter(answer.streaming_content), b"") if answer.streaming else answer.content
        head = " ".join(answer.headers.values())
        shown = answer.status_code in {200, 301, 302, 410}
        said[address] = f"{head} {body.decode('utf-8', 'replace')}" if shown else f"({answer.status_code})"
        answer.close()
        links = re.findall(r'(?:href|src|content)="((?:http://testserver)?/[^"#]*)"', said[address])
        locations = re.findall(r"<loc>http://testserver(/[^<]*)</loc>", said[address])
        found = [unescape(x).removeprefix("http://testserver") for x in [*links, *locations]]
        waiting += [x for x in found if not x.startswith(("/desk/", "/static/"))]
    return said


def sent_and_baked(folder) -> dict[str, str]:
    """Return the letters that would go out now, and every file of the site written out."""
    now = timezone.now()
    said = {}
    for number, story in enumerate((None, Story.objects.get())):
        defaults = {"asked": now, "confirmed": now, "sent": now - timedelta(days=2)}
        row, _ = Subscription.objects.get_or_create(address=f"{number}@x.example", story=story, defaults=defaults)
        letter = digests.compose(row, row.sent, now, get_connection("django.core.mail.backends.dummy.EmailBackend"))
        said[f"letter {number}"] = f"{letter.subject} {letter.body}" if letter else ""
    bake.bake(folder, now=now)
    files = [file for file in folder.rglob("*") if file.is_file()]
    return said | {str(file.relative_to(folder)): file.read_bytes().decode("utf-8", "replace") for file in files}


def leaks(said: dict[str, str]) -> list[str]:
    # The word alone is what the search page repeats of the question; the headline and the address are ours.
    return [address for address, text in said.items() if re.search(rf"{SECRET}[ -]found", text)]


def test_every_address_is_asked_for():
    asked = every_address()
    assert len(asked) > 80
    for address in (
        "/", "/posts/feed.json", f"/post/{SECRET}-found/picture.jpg", f"/api/v1/posts/{SECRET}-found/ledger",
        "/sitemap-news.xml", f"/api/v1/search?q={SECRET}", "/section/world/feed.atom",
    ):  # fmt: skip
        assert address in asked


# The only addresses outside the desk that take anything in: letters, bells, readers' reports, counts, and hubs.
TAKES_IN = re.compile(
    r"/(follow/mail|mail/(begin|stop)/x|bell/(begin|stop)|post/[^/]+/report|opened/ores)/|/api/hub/ores"
)


@pytest.mark.parametrize("name", [None, "Ada", "Eli", "Pia", "Max"], ids=str)
def test_outside_the_desk_nobody_changes_anything_but_at_the_letterboxes(cast, name):
    client = Client()
    if name:
        client.force_login(cast[name].user)
    asked = [address for address in every_address() if not address.startswith("/api/v1/openapi.json")]
    said = {}
    for method, address in product(("POST", "PUT", "PATCH", "DELETE"), asked):
        answer = client.generic(method, address)
        answer.close()
        said[method, address] = answer.status_code
    let_in = {(m, a) for (m, a), status in said.items() if status not in {404, 405}}
    assert {a for m, a in let_in if m == "POST" and not TAKES_IN.fullmatch(a)} == set()
    assert {(m, a) for m, a in let_in if m != "POST"} == set()
    assert ("POST", "/follow/mail/") in let_in


def test_the_crawl_itself_sees_what_is_public(cast, checked, home):
    a_secret(cast, checked)
    said = leaks(everything_public())
    assert {"/", f"/post/{SECRET}-found/", "/sitemap.xml", "/posts/feed.rss", "/api/v1/posts", "/story/ores/"} <= set(
        said
    )
    assert {f"post/{SECRET}-found/index.html", "letter 1"} <= set(leaks(sent_and_baked(home / "baked")))


def test_an_embargo_holds_everywhere_until_it_lifts(cast, checked, home):
    draft = a_secret(cast, checked, embargo=timezone.now() + timedelta(hours=3))
    said = everything_public()
    assert said["/"] != "(404)"
    assert leaks(said) == []
    acts.publish_due(draft.embargo)
    # Published by the clock, an hour early on ours: the embargo itself still keeps the door.
    cache.clear()
    assert leaks(everything_public()) == []
    assert leaks(sent_and_baked(home / "baked")) == []
    draft.refresh_from_db()
    draft.embargo = timezone.now() - timedelta(seconds=1)
    draft.save()
    cache.clear()
    Post.objects.update(published=timezone.now() - timedelta(seconds=1))
    assert f"/post/{SECRET}-found/" in leaks(everything_public())


def test_what_readers_were_given_before_the_hour_is_not_kept_past_it(cast, checked):
    """Nothing that was asked for early is remembered: the moment the embargo lifts, the page is there."""
    draft = a_secret(cast, checked, embargo=timezone.now() + timedelta(hours=3))
    assert Client().get(f"/post/{SECRET}-found/").status_code == 404
    assert SECRET not in Client().get("/posts/").content.decode()
    acts.publish_due(draft.embargo)
    passed = timezone.now() - timedelta(seconds=1)
    type(draft).objects.update(embargo=passed)
    Post.objects.update(published=passed)
    assert Client().get(f"/post/{SECRET}-found/").status_code == 200
    assert SECRET in Client().get("/posts/").content.decode()


@pytest.mark.parametrize("act", [Act.HOLD, Act.WITHDRAW])
def test_what_is_held_or_withdrawn_is_taken_from_readers(cast, checked, home, act):
    draft = a_secret(cast, checked)
    acts.do(act, draft.pk, cast["Pia"], reason="A judge says so.")
    cache.clear()
    said = everything_public() | sent_and_baked(home / "baked")
    assert not [address for address in said if "4,257" in said[address]]
    if act is Act.HOLD:
        assert leaks(said) == []


def test_a_post_withdrawn_before_its_hour_is_not_told_either(cast, checked):
    draft = a_secret(cast, checked)
    acts.do(Act.WITHDRAW, draft.pk, cast["Pia"], reason="A judge says so.")
    type(draft).objects.update(embargo=timezone.now() + timedelta(hours=3))
    cache.clear()
    assert leaks(everything_public()) == []


def test_a_draft_shows_nowhere(cast, checked, home):
    acts.start(cast["Ada"], headline=f"{SECRET} found", body="It weighs 4,257 tons.", story=Story.objects.get())
    assert leaks(everything_public() | sent_and_baked(home / "baked")) == []
