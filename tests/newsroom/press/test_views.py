"""Readers open pages, and get what the archive holds and no more."""

import json
import re

import cast as troupe
import pytest

from newsroom.archive.models import Redirect, Source, SourceFeed, Story

pytestmark = pytest.mark.django_db


def test_the_front_page_gives_each_story_its_origins_and_the_reason_for_its_place(client, cast):
    page = troupe.words_of(client.get("/"))
    assert "7 outlets, 3 origins" in page
    assert "Why here:" in page
    assert "Sources differ on the number of dead: at least 41 or 43" in page


def test_only_a_source_that_was_looked_at_is_said_to_be_asked(client, cast):
    assert "asked every" not in client.get("/sources/").content.decode()

    SourceFeed.objects.filter(source__name="Kestrel News").update(last_poll=cast.now)
    page = client.get("/sources/").content.decode()

    assert page.count("asked every 15 minutes") == 1
    assert "loaded by hand" in page


def test_a_source_whose_feeds_all_stopped_or_that_was_paused_is_not_said_to_be_asked(client, cast):
    kestrel = SourceFeed.objects.filter(source__name="Kestrel News")
    kestrel.update(last_poll=cast.now, paused=True, interval=3650 * 86_400)
    assert "not asked for now" in client.get("/sources/").content.decode()
    kestrel.update(paused=False, interval=900)
    Source.objects.filter(name="Kestrel News").update(state=Source.State.PAUSED)
    page = client.get("/sources/").content.decode()
    assert "not asked for now" in page
    assert "asked every" not in page

    Source.objects.create(slug="vale-courier", name="Vale Courier")
    assert "not asked yet" in client.get("/sources/").content.decode()


def test_the_front_page_names_a_source_that_fell_silent(client, cast):
    page = troupe.words_of(client.get("/"))
    assert "What we are not receiving" in page
    assert "Capital Gazette : it usually speaks every 2 hours" in page


def test_without_any_news_the_front_page_says_so_instead_of_showing_an_empty_frame(client, db):
    assert "There is no news on this page yet" in troupe.words_of(client.get("/"))


def test_a_story_shows_who_differs_side_by_side_and_who_carries_whom(client, cast):
    story = cast.stories["Dozens dead after flood in the Veld valley"]
    page = troupe.words_of(client.get(f"/story/{story.key}/"))
    assert "Where sources differ" in page
    board = page[page.index("We do not choose") :]
    assert board.index("at least 41") < board.index("43") < board.index("What is known")
    assert "Meridian Mail carries it" in page


def test_an_article_shows_the_public_less_than_its_text_and_links_to_the_original(client, cast):
    article = cast.articles[0]
    response = client.get(f"/article/{article.pk}/")
    assert "The army sent 600 soldiers" not in troupe.words_of(response) or "not shown" in troupe.words_of(response)
    assert f'href="{article.url}"' in response.content.decode()
    assert article.current.text not in troupe.words_of(response)


def test_a_signed_in_editor_sees_the_whole_text_and_no_cache_keeps_it(admin_client, cast):
    response = admin_client.get(f"/article/{cast.articles[0].pk}/")
    assert "Trains between Harbour and Veld" in troupe.words_of(response)
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_fact_leads_to_the_passage_that_carries_it_with_outlet_and_time(client, cast):
    body = client.get(f"/article/{cast.articles[0].pk}/").content.decode()
    href = re.search(r'class="fact v-disputed"[^>]*href="(/evidence/\d+/)"', body)[1]
    page = client.get(href)
    assert '<mark id="p1">43 people</mark>' in page.content.decode()
    assert "Kestrel News , arrived 15 Aug 2025, 09:00 UTC" in troupe.words_of(page)
    assert "#:~:text=43%20people" in page.content.decode()


def test_a_merged_story_leads_on_to_the_one_it_became(client, cast):
    kept, gone = list(Story.objects.order_by("pk")[:2])
    gone.merged_into = kept
    gone.save()
    answer = client.get(f"/story/{gone.key}/")
    assert answer.headers["Location"] == f"/story/{kept.key}/"
    assert answer.status_code == 302  # a merge can be undone, and what is permanent stays in browsers
    Redirect.objects.create(old="former", story=gone)
    assert client.get("/story/former/").headers["Location"] == f"/story/{kept.key}/"


def test_a_page_that_did_not_change_is_not_sent_again(client, cast):
    first = client.get("/")
    again = client.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    weak = client.get("/", headers={"If-None-Match": "W/" + first.headers["ETag"]})
    assert weak.status_code == 304


def test_open_pages_can_ask_in_a_few_bytes_whether_there_is_a_new_edition(client, cast):
    said = json.loads(client.get("/edition.json").content)
    assert f'data-edition="{said["edition"]}"' in client.get("/").content.decode()


def test_a_past_minute_shows_what_was_known_then(client, cast):
    page = troupe.words_of(client.get("/at/2025-08-15T04:10Z/"))
    assert "as it was known on 15 Aug 2025, 04:10 UTC" in page
    assert "43" not in page.split("In brief")[0].split("Why here")[0]
    assert "Flood toll reaches 43" not in page


@pytest.mark.parametrize("moment", ["yesterday", "2099-01-01T00:00Z", "2000-01-01T00:00Z", "2025-13-01T00:00Z"])
def test_a_minute_that_cannot_be_shown_is_not_found(client, cast, moment):
    assert client.get(f"/at/{moment}/").status_code == 404


@pytest.mark.parametrize(
    "path",
    "/latest/ /section/world/ /sources/ /source/harbour-post/ /subjects/ /subject/veld/ /archive/ "
    "/archive/2025/08/15/ /archive/1999/01/01/ /search/ /corrections/ /verdicts/ "
    "/about/ /how-we-check/ /disclaimer/ /follow/ /five/".split(),
)
def test_every_kind_of_page_opens_and_stays_under_100_kilobytes(client, cast, path):
    response = client.get(path)
    assert response.status_code == 200
    assert len(response.content) < 100_000
    assert response.headers["ETag"]


@pytest.mark.parametrize(
    "path", "/nothing/ /story/none/ /article/999999/ /evidence/999999/ /section/none/ /archive/2025/02/31/".split()
)
def test_what_is_not_there_is_said_to_be_not_there(client, cast, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "Nothing is published here" in troupe.words_of(response)


def test_no_page_holds_script_or_style_of_its_own_or_asks_a_third_party(client, cast):
    story = cast.stories["Dozens dead after flood in the Veld valley"]
    for path in ["/", f"/story/{story.key}/", f"/article/{cast.articles[0].pk}/", "/evidence/1/", "/search/?q=flood"]:
        body = client.get(path).content.decode()
        scripts = re.findall(r"<script([^>]*)>", body)
        assert all("src=" in one or "application/ld+json" in one for one in scripts)
        assert not re.search(r"<style|\sstyle=|\son\w+=", body)
        loaded = re.findall(r'<(?:script|img|link rel="(?:stylesheet|icon)")[^>]*(?:src|href)="([^"]+)"', body)
        assert all(address.startswith("/") for address in loaded)


def test_300_facts_and_a_headline_of_200_characters_fit_a_page(client, cast):
    story = troupe.embarrass(cast)
    article = story.articles.get()
    response = client.get(f"/article/{article.pk}/")
    assert response.status_code == 200
    assert len(response.content) < 100_000
    assert client.get(f"/story/{story.key}/").status_code == 200


def test_a_headline_cannot_become_script(client, cast):
    story = cast.story('</script><script>alert(1)</script> & "quotes"', "World")
    cast.article("Kestrel News", '<img src=x onerror="alert(1)">', "Text.", story=story)
    body = client.get(f"/story/{story.key}/").content.decode()
    assert "<script>alert" not in body
    assert "<img" not in body
