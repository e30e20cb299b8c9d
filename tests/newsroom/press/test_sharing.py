"""Pages are shared, shown by others, and counted, without giving readers away."""

import io
import json

import cast as troupe
import pytest
from PIL import Image

from newsroom.archive.models import Finding, Readership
from newsroom.press import events, pictures
from newsroom.press.seen import Origins

pytestmark = pytest.mark.django_db


def flood(cast):
    return cast.stories["Dozens dead after flood in the Veld valley"]


def test_each_story_post_and_fact_has_a_picture_to_be_shared_with(client, cast):
    post = f"/post/{troupe.publish(cast).slug}/"
    fact = cast.articles[0].current.facts.first()
    for path in ["/", f"/story/{flood(cast).key}/", post, f"/evidence/{fact.pk}/", f"{post}fact/0/"]:
        response = client.get(path + "card.png")
        assert Image.open(io.BytesIO(response.content)).size == (1200, 630)
        assert len(response.content) < 60_000
        assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize(
    "headline", ["", "x" * 300, "Word " * 60, "洪水切断了通往山谷的道路", "الفيضانات", "\0\u202e!"]
)
def test_no_headline_breaks_a_picture(headline):
    drawn = pictures.card("Stet", headline, "12 outlets, 2 origins", Origins(outlets=500, origins=1))
    assert Image.open(io.BytesIO(drawn)).size == (1200, 630)


def test_the_card_of_a_fact_changes_when_its_verdict_does(client, cast):
    fact = cast.articles[0].current.facts.first()
    before = client.get(f"/evidence/{fact.pk}/card.png").content
    Finding.objects.filter(fact=fact).update(verdict="corroborated")
    assert client.get(f"/evidence/{fact.pk}/card.png").content != before


def test_another_site_can_show_a_fact_by_oembed_without_script_or_frame(client, cast):
    fact = cast.articles[0].current.facts.first()
    said = client.get("/oembed", {"url": f"http://127.0.0.1:8000/evidence/{fact.pk}/", "format": "json"})
    card = json.loads(said.content)
    assert (card["version"], card["type"]) == ("1.0", "rich")
    assert f"/evidence/{fact.pk}/card.png" in card["html"]
    assert "<script" not in card["html"]
    assert "<iframe" not in card["html"]


@pytest.mark.parametrize(
    "url", ["", "https://elsewhere.example/evidence/1/", "http://127.0.0.1:8000/about/", "http://["]
)
def test_oembed_speaks_only_of_facts_of_ours(client, cast, url):
    assert client.get("/oembed", {"url": url}).status_code == 404


def test_openings_are_counted_by_the_hour_and_nothing_else_is_kept(client, cast):
    for _ in range(3):
        response = client.post(f"/opened/{flood(cast).key}/")
        assert response.status_code == 204
        assert not response.cookies
    assert Readership.objects.get().count == 3
    assert {f.name for f in Readership._meta.get_fields()} == {"id", "story", "hour", "count"}
    assert "3 openings" in troupe.words_of(client.get("/most-read/"))
    assert client.post("/opened/nothing/").status_code == 404


def test_clicks_move_no_story_on_the_front_page(client, cast):
    before = client.get("/").content
    client.post(f"/opened/{flood(cast).key}/")
    assert client.get("/").content == before


def test_the_stream_names_the_edition_then_only_says_that_it_is_there(cast):
    said = list(events.stream(wait=lambda seconds: None, lasts=6))
    assert said[1].startswith(b"event: edition\n")
    assert said[2] == b": still here\n\n"


def test_a_full_house_of_streams_sends_the_next_reader_to_asking(client, cast):
    held = [events.stream() for _ in range(events.OPEN)]
    assert client.get("/events").status_code == 204
    for stream in held:
        next(stream)
        stream.close()
    again = events.stream()
    assert next(again)
    again.close()
