"""What is not public shows nowhere: every page that can be reached, every feed, map, search and machine's address."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from newsroom.desk import acts, readings
from newsroom.desk.models import Post
from newsroom.desk.states import Act
from stet.news import Verdict

pytestmark = pytest.mark.django_db
SECRET = "zirconium"
DOORS = [
    "/", "/latest/", "/posts/", "/five/", "/archive/", "/subjects/", "/sources/", "/corrections/", "/sitemap.xml",
    "/sitemap-news.xml", "/robots.txt", "/edition.json", f"/search/?q={SECRET}", "/author/ada/", "/section/world/",
    *(f"{place}feed.{form}" for place in ("/", "/posts/", "/latest/", "/corrections/", "/author/ada/",
    "/section/world/")
      for form in ("rss", "atom", "json")),
    *(f"/post/{SECRET}-found/{part}" for part in ("", "version/1/", "fact/0/")),
    *(f"/api/v1/{part}" for part in ("editions", "stories", f"search?q={SECRET}", "openapi.json", "posts")),
]  # fmt: skip


@pytest.fixture(autouse=True)
def own_home(home):
    """Keep the search index of this test away from every other."""


def a_secret(cast, checked, *, embargo=None):
    """Take a draft to where only its hour keeps it from readers."""
    draft = acts.start(
        cast["Ada"], headline=f"{SECRET} found", standfirst="At last.", body="It weighs 4.25 tons.", section="World"
    )
    acts.do(Act.SUBMIT, draft.pk, cast["Ada"])
    checked(draft, ("4.25", "verbatim"))
    reading = readings.begin(draft, cast["Eli"])
    readings.finish(reading, cast["Eli"], dict.fromkeys(reading.sample, Verdict.VERBATIM))
    acts.do(Act.APPROVE, draft.pk, cast["Eli"])
    if embargo:
        return acts.do(Act.SCHEDULE, draft.pk, cast["Pia"], at=embargo)
    return acts.do(Act.PUBLISH, draft.pk, cast["Pia"])


def everything_public() -> dict[str, str]:
    """Follow every link from every door, as a robot would, and return what each address says."""
    client, said, waiting = Client(), {}, list(DOORS)
    while waiting and len(said) < 300:
        address = waiting.pop(0)
        if address in said:
            continue
        answer = client.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        said[address] = body.decode("utf-8", "replace") if answer.status_code == 200 else f"({answer.status_code})"
        answer.close()
        links = re.findall(r'(?:href|src|content)="((?:http://testserver)?/[^"#]*)"', said[address])
        locations = re.findall(r"<loc>http://testserver(/[^<]*)</loc>", said[address])
        found = [unescape(x).removeprefix("http://testserver") for x in [*links, *locations]]
        waiting += [x for x in found if not x.startswith(("/desk/", "/static/"))]
    return said


def leaks(said: dict[str, str]) -> list[str]:
    # The word alone is what the search page repeats of the question; the headline and the address are ours.
    return [address for address, text in said.items() if re.search(rf"{SECRET}[ -]found", text)]


def test_the_crawl_itself_sees_what_is_public(cast, checked):
    a_secret(cast, checked)
    said = everything_public()
    assert len(said) > 30
    assert f"/post/{SECRET}-found/" in leaks(said)
    assert any(a.endswith((".rss", ".atom", ".json")) for a in leaks(said))
    assert "/sitemap.xml" in leaks(said)


def test_an_embargo_holds_everywhere_until_it_lifts(cast, checked):
    draft = a_secret(cast, checked, embargo=timezone.now() + timedelta(hours=3))
    said = everything_public()
    assert said["/"] != "(404)"
    assert leaks(said) == []
    acts.publish_due(draft.embargo)
    # Published by the clock, an hour early on ours: the embargo itself still keeps the door.
    cache.clear()
    assert leaks(everything_public()) == []
    draft.refresh_from_db()
    draft.embargo = timezone.now() - timedelta(seconds=1)
    draft.save()
    cache.clear()
    Post.objects.update(published=timezone.now() - timedelta(seconds=1))
    assert f"/post/{SECRET}-found/" in leaks(everything_public())


@pytest.mark.parametrize("act", [Act.HOLD, Act.WITHDRAW])
def test_what_is_held_or_withdrawn_is_taken_from_readers(cast, checked, act):
    draft = a_secret(cast, checked)
    acts.do(act, draft.pk, cast["Pia"], reason="A judge says so.")
    cache.clear()
    said = everything_public()
    assert not [address for address in said if "4.25" in said[address]]


def test_a_draft_shows_nowhere(cast, checked):
    acts.start(cast["Ada"], headline=f"{SECRET} found", body="It weighs 4.25 tons.")
    assert leaks(everything_public()) == []
