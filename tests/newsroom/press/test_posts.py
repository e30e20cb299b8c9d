"""What our own editors wrote: bound, corrected in public, versioned, withdrawn with a reason."""

import json
import re
from datetime import timedelta

import cast as troupe
import pytest
from django.utils import timezone

from newsroom.desk.models import Correction, Notice
from newsroom.press.seen import Mark
from newsroom.press.weaving import Woven, weave
from stet.check import proof
from stet.news import Verdict

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(cast):
    return troupe.publish(cast)


def test_a_post_shows_headline_byline_times_sources_and_what_to_read_next(client, post):
    page = troupe.words_of(client.get(f"/post/{post.slug}/"))
    assert "By Ada Ferro . Published 15 Aug 2025, 12:00 UTC" in page
    assert "41 or 43 dead: two counts, side by side." in page
    assert "Kestrel News: Flood toll reaches 43, hospitals say" in page
    assert "The whole story" in page


def test_facts_are_woven_into_the_html_of_the_body_where_they_stand(client, post):
    body = client.get(f"/post/{post.slug}/").content.decode()
    assert '<em>at least</em> <a class="fact v-stands" id="f0"' in body
    assert ">43</a>. The river rose" in body
    assert "<strong><a class=" in body


def test_a_fact_of_a_post_leads_to_the_archived_passage(client, post):
    page = client.get(f"/post/{post.slug}/fact/1/")
    assert '<mark id="p1">43 people</mark>' in page.content.decode()


def test_a_correction_stands_on_top_of_the_post_and_on_the_corrections_page_and_in_its_feed(client, cast, post):
    troupe.correct(cast, post)
    for path in [f"/post/{post.slug}/", "/corrections/", "/corrections/feed.atom"]:
        page = troupe.words_of(client.get(path))
        assert "six hours" in page
        assert "seven hours" in page
        assert "We misread the gauge." in page


def test_each_version_stays_at_its_address_with_its_difference_shown(client, cast, post):
    troupe.correct(cast, post)
    assert "in six hours" in troupe.words_of(client.get(f"/post/{post.slug}/version/1/"))
    second = client.get(f"/post/{post.slug}/version/2/").content.decode()
    assert "<del>six</del>" in second
    assert "<ins>seven</ins>" in second
    assert client.get(f"/post/{post.slug}/version/3/").status_code == 404


def test_a_withdrawn_post_says_why_and_shows_nothing_of_what_it_said(client, post):
    post.draft.state = "withdrawn"
    post.draft.save()
    post.notice = "The photograph was not of this flood."
    post.save()
    response = client.get(f"/post/{post.slug}/")
    assert response.status_code == 410
    assert "The photograph was not of this flood." in troupe.words_of(response)
    assert "hospitals count 43" not in troupe.words_of(response)
    assert client.get(f"/post/{post.slug}/fact/0/").status_code == 404
    assert client.get(f"/post/{post.slug}/version/1/").status_code == 404


def test_nothing_of_a_post_under_embargo_is_public(client, post):
    post.draft.embargo = timezone.now() + timedelta(hours=1)
    post.draft.save()
    own = f"/post/{post.slug}/"
    for path in [own, f"{own}fact/0/", f"{own}version/1/", f"{own}proof.json", "/author/ada-ferro/"]:
        assert client.get(path).status_code == 404
    for path in ["/posts/", "/posts/feed.atom", "/sitemap.xml", "/corrections/"]:
        assert "what-we-know" not in client.get(path).content.decode()


def test_a_reader_reports_an_error_without_leaving_a_trace_of_himself(client, post):
    sent = {"sentence": "The river rose 4.2 metres in six hours.", "note": "It was seven."}
    for _ in range(2):
        response = client.post(f"/post/{post.slug}/report/", sent)
        assert response.status_code == 200
        assert not response.cookies
    notice = Notice.objects.get()
    assert notice.post == post
    assert "seven" in notice.text


def test_a_flood_of_reports_stops_at_the_door(client, post):
    answers = [client.post(f"/post/{post.slug}/report/", {"sentence": f"Wrong {n}"}).status_code for n in range(35)]
    assert answers.count(200) == 30
    assert answers[-1] == 429


def test_a_post_tells_machines_that_it_was_corrected(client, cast, post):
    troupe.correct(cast, post)
    body = client.get(f"/post/{post.slug}/").content.decode()
    record = json.loads(re.search(r'ld\+json">(.*?)</script>', body)[1])
    assert record["@type"] == "NewsArticle"
    assert record["version"] == 2
    assert record["correction"][0]["@type"] == "CorrectionComment"
    assert "It said: six hours." in record["correction"][0]["text"]
    assert Correction.objects.count() == 1


def test_the_proof_of_a_post_stands_without_our_server_and_falls_with_a_changed_word(client, post):
    bundle = client.get(f"/post/{post.slug}/proof.json").content
    key = client.get("/signing-key.txt").content.decode()
    found = proof.verify(bundle, key=key)
    assert found.problems == ()
    assert (found.facts, found.passages) == (4, 4)
    assert not proof.verify(bundle.replace(b"4.2 metres", b"4.8 metres")).stands


def test_words_that_stand_twice_are_marked_where_the_fact_stands():
    mark = Mark(id="0", kind="figure", href="/x/", verdict=Verdict.VERBATIM)
    woven = weave("<p>At 7, the other 7 came.</p>", "At 7, the other 7 came.", [Woven(start=16, words="7", mark=mark)])
    assert woven.startswith("<p>At 7, the other <a class=")


def test_what_is_woven_in_stays_escaped():
    mark = Mark(id="0", kind="name", href="/x/", verdict=Verdict.DISPUTED)
    woven = weave("<p>A &lt;b&gt; &amp; B said 5.</p>", "A <b> & B said 5.", [Woven(start=15, words="5", mark=mark)])
    assert "A &lt;b&gt; &amp; B said <a" in woven
    assert "sources differ" in woven
