"""The wire's views: whatever they ask and however little one page may look at, going on shows every article once."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

import pytest

from newsroom.archive import search
from newsroom.archive.models import Article, Fact, Finding, Revision, Source, Story
from newsroom.desk import arrivals

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
COUNT = 90


@pytest.fixture
def wire(home):
    """Ninety articles of three outlets in thirty stories; every third arrives in the same second as the one before."""
    outlets = [Source.objects.create(slug=f"s{n}", name=f"Outlet {n}") for n in range(3)]
    for n in range(30):
        Story.objects.create(key=f"k{n}", title="t", first=NOON, last=NOON, origins=n % 5, section=("world", "")[n % 2])
    stories = list(Story.objects.order_by("pk"))
    for n in range(COUNT):
        article = Article.objects.create(
            source=outlets[n % 3], key=f"a{n}", title=f"Flood {n}" if n % 2 else "Strike", story=stories[n % 30],
            arrived=NOON + timedelta(seconds=n - (n % 3 == 2)), ahead=n % 9 == 0,
            genre="correction" if n % 10 == 0 else "report",
        )  # fmt: skip
        article.current = Revision.objects.create(article=article, arrived=NOON, title="t", text="Nine.")
        article.save()
    for n in (3, 4, 17):
        fact = Fact.objects.create(
            revision=stories[n].articles.first().current, kind="figure", start=0, end=4, text="Nine"
        )
        Finding.objects.create(fact=fact, story=stories[n], verdict="disputed", rule="r", reason="r")
    search.add(Article.objects.select_related("current", "source"))


def told(view: str) -> list[int]:
    """Go through a view page by page, as the link at its foot does."""
    asked, found = dict(parse_qsl(view)), []
    for _ in range(COUNT * 2):
        page = arrivals.page(asked)
        found += [row.pk for row in page.rows]
        if page.older is None:
            return found
        asked |= {"before": page.older.before.isoformat(), "id": str(page.older.id)}
    raise AssertionError("a view that never ends")


def wanted(view: str) -> list[int]:
    asked = dict(parse_qsl(view))
    tests = {
        "source": lambda a, v: a.source.slug == v,
        "genre": lambda a, v: a.genre == v,
        "ahead": lambda a, v: a.ahead,
        "since": lambda a, v: a.arrived > arrivals.moment(v),
        "section": lambda a, v: a.story.section == v,
        "origins": lambda a, v: a.story.origins >= int(v),
        "disputed": lambda a, v: a.story.findings.filter(verdict="disputed").exists(),
        "q": lambda a, v: v in a.title.casefold(),
    }
    rows = Article.objects.select_related("source", "story").order_by("-arrived", "-id")
    return [a.pk for a in rows if all(tests[name](a, value) for name, value in asked.items())]


VIEWS = (
    "", "source=s1", "genre=correction", "ahead=1", "ahead=1&source=s0", "section=world", "section=weather",
    "origins=3",
    "origins=3&section=world&source=s2", "disputed=1", "disputed=1&genre=report", "q=flood", "q=flood&disputed=1",
    "q=flood&source=s1&origins=2", "since=2026-03-02T12:00:40", "since=2026-03-02T12:00:40&q=flood",
)  # fmt: skip


@pytest.mark.parametrize("limits", [{}, {"PAGE": 7}, {"PAGE": 5, "FEW": 2, "DEEP": 11, "FOUND": 6}], ids=str)
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_shows_each_article_it_asks_for_once_and_in_order(wire, monkeypatch, limits, view):
    for name, value in limits.items():
        monkeypatch.setattr(arrivals, name, value)
    assert told(view) == wanted(view)


def test_a_look_that_ends_early_says_how_far_back_it_went(wire, monkeypatch):
    monkeypatch.setattr(arrivals, "FEW", 2)
    monkeypatch.setattr(arrivals, "DEEP", 20)
    page = arrivals.page({"section": "world"})
    assert page.back_to
    assert all(row.arrived >= page.back_to for row in page.rows)
    assert page.older == arrivals.Cursor(before=page.back_to)


@pytest.mark.parametrize("asked", [{"before": "yesterday"}, {"since": "9999-99-99"}, {"origins": "many"}, {"x": "y"}])
def test_words_in_an_address_that_mean_nothing_are_passed_over(wire, asked):
    assert len(arrivals.page(asked).rows) == COUNT
