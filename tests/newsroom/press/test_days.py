"""Thin days and thick ones: what readers are shown of nothing, of one report, of two thousand on one event."""

from datetime import timedelta

import pytest
from django.utils import timezone

from newsroom.archive.models import Article, Membership, Revision
from newsroom.wire import ranking

pytestmark = pytest.mark.django_db

ESSAY = {
    "title": "Opinion: Close the bridge for good",
    "text": "The Harl bridge is too old, and I believe that the town should close it for good. We owe it to our "
    "children.\n\nWhoever drives across it each morning knows what I mean. It shakes, it sings, and it is ours.",
    "genre": "opinion",
    "outlet": "The Ledger",
    "url": "https://ledger.example/opinion/close-the-bridge",
    "after": 30,
}
TICKER = {
    "title": "Live: Harl bridge closed, latest updates",
    "text": "12:40 The roads office says that the Harl bridge stays closed tonight.\n\n12:10 Ferries carry people on "
    "foot.\n\n11:50 Police lead cars round by Little Oss.\n\n11:20 The Harl bridge is closed after a crack is found.",
    "genre": "live",
    "outlet": "Radio Harl",
    "url": "https://radioharl.example/live/harl-bridge",
    "after": 60,
}
SPANISH = {
    "title": "Cierran el puente de Harl tras hallar una grieta",
    "text": "El puente de Harl fue cerrado el lunes después de que los inspectores encontraran una grieta de 40 "
    "centímetros en su viga principal.\n\nUnos 12.000 coches cruzan el puente cada día, según la oficina de caminos.",
    "outlet": "Diario del Sur",
    "url": "https://diario.example/puente",
    "language": "es",
    "after": 40,
}


def read(client, path="/"):
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert len(answer.content) < 100_000, path
    return answer.content.decode()


def test_a_day_of_one_report_has_a_front_page_that_says_how_little_it_stands_on(client, wire, dispatches):
    wire(dispatches.bakery)
    ranking.rank(timezone.now())
    front = read(client)
    assert "Village bakery wins prize" in front
    assert "1 outlet, 1 origin" in front
    assert "You are up to date" in read(client, "/five/")


def test_a_day_of_a_few_reports_has_each_event_once(client, wire, dispatches):
    wire(*dispatches.all)
    ranking.rank(timezone.now())
    front = read(client)
    top = front[front.index('<div class="top">') : front.index('class="rail"')]
    assert top.count("<article") == 2
    assert "3 outlets, 2 origins" in top


def test_opinion_and_live_blogs_stand_beside_the_reports_and_add_no_origin(client, wire, dispatches):
    wire(dispatches.bridge, ESSAY, TICKER)
    ranking.rank(timezone.now())
    assert set(Article.objects.values_list("genre", flat=True)) >= {"opinion", "live"}
    front = read(client)
    assert "1 outlet, 1 origin" in front
    assert "2 origins" not in front
    assert "3 origins" not in front


def test_a_live_page_alone_leads_no_day_and_stands_among_the_latest(client, wire):
    wire(TICKER)
    ranking.rank(timezone.now())
    front = read(client)
    assert "Live: Harl bridge closed" in front[front.index('class="rail"') :]
    assert "Live: Harl bridge closed" not in front[: front.index('class="rail"')]


def test_a_report_in_another_language_keeps_its_words_and_says_its_language(client, wire, dispatches):
    wire(dispatches.bakery, SPANISH)
    ranking.rank(timezone.now())
    assert 'lang="es"' in read(client)
    assert "Unos 12.000 coches" in Revision.objects.get(article__language="es").text


def test_a_story_of_two_thousand_reports_is_a_page_one_can_read(client, cast):
    first = cast.article("Kestrel News", "Flood in the Veld valley", "The flood in the Veld valley killed 41 people.",
                         story=cast.story("Flood in the Veld valley"))  # fmt: skip
    story, outlets = first.story, [cast.source(f"Outlet {n}") for n in range(40)]
    articles = Article.objects.bulk_create(
        Article(
            source=outlets[n % 40], key=f"flood-{n}", url=f"https://example.org/{n}", title=f"Flood, report {n}",
            excerpt="The flood in the Veld valley.", words=6, arrived=first.arrived + timedelta(seconds=20 * n),
            story=story, grouped_at=first.arrived, checked_at=first.arrived,
        )
        for n in range(2000)
    )  # fmt: skip
    revisions = Revision.objects.bulk_create(
        Revision(article=one, arrived=one.arrived, title=one.title, text="The flood in the Veld valley.", paragraphs=[])
        for one in articles
    )  # fmt: skip
    for one, revision in zip(articles, revisions, strict=True):
        one.current, one.origin = revision, one
    Article.objects.bulk_update(articles, ["current", "origin"], batch_size=200)
    Membership.objects.bulk_create(Membership(article=one, story=story, since=one.arrived) for one in articles)
    cast.count(story)
    page = read(client, f"/story/{story.key}/")
    assert "41 outlets, 2,001 origins" in page
    assert "report 1999" in page
    assert "1,941 earlier reports" in page
