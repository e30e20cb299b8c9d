"""The interface for machines: public parts only, every fact with its evidence, documented without a third party."""

import json
import re

import pytest

from newsroom.archive.models import Article, Story


@pytest.fixture
def told(wire, dispatches):
    """Load the small wire."""
    wire(*dispatches.all)


def get(client, path):
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def test_a_story_is_given_with_its_articles_and_its_brief(client, told):
    listed = get(client, "/stories")
    assert listed["count"] == 2

    story = get(client, f"/stories/{Story.objects.get(reports=3).key}")
    assert [one["outlet"] for one in story["articles"]] == ["Coast Agency", "The Ledger", "Radio Harl"]
    assert story["articles"][1]["copy_of"] == story["articles"][0]["id"]
    assert story["brief"]["happened"]


def test_no_answer_holds_the_whole_text_of_an_article(client, told):
    article = Article.objects.get(source__name="Coast Agency")
    paths = ["/stories", f"/stories/{article.story.key}", "/articles", f"/articles/{article.pk}", "/search?q=bridge"]
    answers = [client.get(f"/api/v1{path}").content.decode() for path in paths]

    whole = json.dumps(article.current.text, ensure_ascii=False)[1:-1]
    assert all(whole not in answer for answer in answers)
    assert all(len(hit["excerpt"]) <= 281 for hit in json.loads(answers[2])["items"])


def test_facts_come_with_the_passages_that_bear_on_them(client, told):
    story = Story.objects.get(reports=3)
    facts = get(client, f"/stories/{story.key}/facts?verdict=corroborated")["items"]

    assert facts
    assert all(fact["evidence"] for fact in facts)
    texts = {one.pk: one.current.text for one in Article.objects.select_related("current")}
    assert all(
        texts[one["article"]][one["start"] : one["end"]] == one["text"] for fact in facts for one in fact["evidence"]
    )


def test_the_latest_edition_is_the_one_that_readers_see_byte_for_byte(client, told):
    first, second = client.get("/api/v1/editions/latest"), client.get("/api/v1/editions/latest")
    assert first.content == second.content
    page = json.loads(first.content)
    assert page["top"][0]["parts"]
    moment = page["moment"]
    assert client.get(f"/api/v1/editions/{moment}").content == first.content


def test_an_address_a_story_once_had_leads_to_where_it_went(client, told):
    from django.utils import timezone

    from newsroom.archive import hand

    big, small = Story.objects.get(reports=3), Story.objects.get(reports=1)
    hand.merge(small, big, editor=None, reason="one event", now=timezone.now())

    assert get(client, f"/stories/{small.key}")["moved_to"] == big.key


@pytest.mark.parametrize("path", ["/stories/none", "/articles/0", "/articles/0/facts"])
def test_what_is_not_there_is_said_to_be_not_there(client, told, path):
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == 404
    assert "there is no" in json.loads(answer.content)["detail"]


def test_an_empty_question_is_answered_with_what_to_do(client, told):
    answer = client.get("/api/v1/search?q=%20")
    assert answer.status_code == 422
    assert "Type a word" in json.loads(answer.content)["detail"]


def test_the_page_of_documentation_asks_nobody_else_for_anything(client, db):
    page = client.get("/api/").content.decode()

    assert "/api/v1/stories/{key}" in page
    assert not re.findall(r"(?:src|href)=[\"'](?:https?:)?//", page)
    assert "<script" not in page


def test_every_answer_carries_the_policy_that_keeps_fetched_text_from_being_script(client, told):
    policy = client.get("/api/v1/stories").headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "require-trusted-types-for 'script'" in policy
