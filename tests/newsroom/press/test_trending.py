"""Trending on the front: subjects against their own past, with a line that is read as words."""

from datetime import timedelta

from newsroom.archive.models import Mention, Subject
from newsroom.press.makeup import front
from newsroom.wire import editions

from .cast import NOON


def told(cast, name: str, moments: list[float], outlets: list[str], story) -> Subject:
    """Let outlets name a subject, each in words of its own, some hours before noon."""
    subject, _ = Subject.objects.get_or_create(key=name.casefold(), defaults={"name": name})
    for at, hours in enumerate(moments):
        outlet = outlets[at % len(outlets)]
        article = cast.article(outlet, f"{name} {at}", f"Word {at} of {name}.", hours=hours, story=story)
        Mention.objects.get_or_create(
            subject=subject, article=article, defaults={"arrived": article.arrived, "since": article.arrived}
        )
    return subject


def test_the_front_names_subjects_that_rise_and_none_that_one_newsroom_alone_tells(cast, client) -> None:
    flood, loud = cast.story("Flood in Tarnow", "World"), cast.story("Northlight again", "Sport")
    told(cast, "Tarnow", [1 + n / 3 for n in range(12)], ["Veld Radio", "Kestrel News", "Harbour Post"], flood)
    told(cast, "Northlight", [1 + n / 10 for n in range(12)], ["Loud"], loud)

    seen = front.page(editions.make(NOON + timedelta(minutes=1)), NOON)

    (trend,) = seen.trending
    assert trend.subject.label == "Tarnow"
    assert trend.why.startswith("12 reports by 3 newsrooms, usually 0.")
    assert sum(trend.trend.counts) == 12
    page = client.get("/").content.decode()
    assert 'href="/subject/tarnow/">Tarnow</a>' in page
    assert "12 reports by 3 newsrooms" in page
    assert 'aria-label="' in page[page.index('id="trending"') :]
