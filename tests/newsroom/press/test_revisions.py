"""What an outlet changes after it published stands at an address of its own, with the words that went and came."""

import cast as troupe
import pytest

from newsroom.archive.models import Revision
from newsroom.press.makeup import marking


@pytest.fixture
def report(cast):
    return cast.articles[0]


def page(client, article, number):
    return client.get(f"/article/{article.pk}/revision/{number}/")


def test_each_change_is_shown_with_the_words_around_it_and_the_gravest_first(client, cast):
    more = " ".join(f"Nobody knows yet what became of the bridge at kilometre {n} of the road." for n in range(9))
    report = cast.article("Veld Radio", "The flood in the valley", f"{troupe.FLOOD}\n\n{more}")
    cast.revise(report, ("4.2 metres", "4.6 metres"), ("Trains between", "Trains from"), hours=1)
    body = page(client, report, 2).content.decode()
    assert body.index("<del>4.2</del> <ins>4.6</ins>") < body.index("<ins>from</ins>")
    assert "The river Ansel rose" in troupe.words_of(page(client, report, 2))
    assert "a fact was changed" in troupe.words_of(client.get(f"/article/{report.pk}/"))
    assert f'href="/article/{report.pk}/revision/2/"' in client.get(f"/article/{report.pk}/").content.decode()


def test_a_changed_headline_is_named_as_one(client, cast, report):
    cast.revise(report, title="At least 51 dead as river Ansel floods the Veld valley")
    said = troupe.words_of(page(client, report, 2))
    assert "Headline: fact" in said
    assert "At least 41 51 dead" in said


def test_an_outlets_own_notice_is_quoted(client, cast, report):
    notice = "Correction: an earlier version gave the wrong height."
    cast.revise(report, ("600 soldiers", f"600 soldiers. {notice} They came"), notices=[notice])
    said = troupe.words_of(page(client, report, 2))
    assert f"The outlet’s own notice: {notice}" in said
    assert "the outlet corrected it" in said


def test_no_more_of_a_text_is_shown_than_its_own_page_shows(client, cast, report):
    words = [w for w in report.current.text.split() if w.isalpha() and report.current.text.count(w) == 1]
    cast.revise(report, *((w, w[::-1].lower() + "q") for w in words))
    response = page(client, report, 2)
    shown = troupe.words_of(response)
    limit = min(marking.MOST, len(report.current.text) * marking.SHARE)
    around = response.content.decode().split('<ol class="rows changes">')[1].split("</ol>")[0]
    assert len(troupe.words_of(type("R", (), {"content": around.encode()}))) < limit + 400
    assert "not shown: the text belongs to the outlet" in shown


def test_what_took_the_place_of_an_article_is_never_shown(client, cast, report):
    Revision.objects.create(
        article=report, number=2, arrived=cast.now, title="Log in", text="Log in to read.", change="replaced"
    )
    said = troupe.words_of(page(client, report, 2))
    assert "something else stood in its place" in said
    assert "Log in to read" not in said


def test_a_change_after_a_wall_is_told_against_the_text_that_stood_before_it(client, cast, report):
    changed = cast.revise(report, ("4.2 metres", "4.6 metres"))
    Revision.objects.filter(pk=changed.pk).update(number=3)
    Revision.objects.create(article=report, number=2, arrived=cast.now, title="x", text="x", change="replaced")
    assert "The river Ansel rose 4.2 4.6 metres in six hours" in troupe.words_of(page(client, report, 3))


def test_the_first_capture_has_a_page_and_a_number_that_never_was_has_none(client, report):
    assert "as it was first captured" in troupe.words_of(page(client, report, 1))
    assert page(client, report, 2).status_code == 404
    assert client.get("/article/999999/revision/1/").status_code == 404


def test_evidence_says_that_the_article_changed_since_and_whether_the_words_still_stand(client, cast, report):
    other = cast.articles[1]
    fact = report.current.facts.get(text="4.2 metres")
    cast.revise(other, ("Nineteen people are", "Twenty people are"), hours=1)
    body = client.get(f"/evidence/{fact.pk}/")
    assert "these words still stand" in troupe.words_of(body)
    assert f'href="/article/{other.pk}/revision/2/"' in body.content.decode()
    cast.revise(other, ("4.2 metres", "4.6 metres"))
    assert "these words are gone" in troupe.words_of(client.get(f"/evidence/{fact.pk}/"))


def test_grave_changes_of_sources_stand_on_the_corrections_page_and_lead_to_the_revision(client, cast, report):
    cast.revise(report, ("4.2 metres", "4.6 metres"))
    cast.revise(cast.articles[1], ("Nineteen people are missing, according", "Nineteen people are missing according"))
    body = client.get("/corrections/").content.decode()
    assert f'href="/article/{report.pk}/revision/2/"' in body
    assert f"/article/{cast.articles[1].pk}/" not in body
