"""The check beside the text: what a pause in typing costs in a draft of 30 sentences against 50 articles.

    python -m bench.desk_check

Through the whole site (test client, signed in): the first check of the draft, one after a word changed, one after
a sentence was put in at the top, so that all that follows moves. Median of seven, by the clock and of the processor.
"""

import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.check import DATA, draft_and_sources
from bench.desk import opened, timed

REPEATS = 7


def main() -> int:
    """Measure and print."""
    if not DATA.exists():
        print(f"SKIPPED: no data at {DATA}; set STET_DATA")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        opened(Path(folder))
        measure(*draft_and_sources())
    return 0


def measure(text: str, sources: Any) -> None:
    """Ask for a check of each kind of change, in a story of `sources`."""
    from newsroom.desk import acts, checking
    from newsroom.desk.models import Draft
    from stet.check import evidence, ledger

    client, member = signed_in()
    draft = acts.start(member, headline="Fifty reports", body=text, story=a_story(sources))

    def check(body: str) -> tuple[float, float]:
        Draft.objects.filter(pk=draft.pk).update(body=body)
        return timed(lambda: client.post(f"/desk/drafts/{draft.pk}/check/", HTTP_ACCEPT="text/html+part"))

    def forgotten(number: int) -> tuple[float, float]:
        evidence.forget()
        ledger.forget()
        return check(f"{text} Number {number}.")

    words = text.split()
    table: dict[str, Callable[[int], tuple[float, float]]] = {
        "first check": forgotten,
        "one word changed": lambda n: check(" ".join([*words[: 40 * n + 9], "fresh", *words[40 * n + 10 :]])),
        "a sentence put in at the top": lambda n: check(f"This is line {n}.\n\n{text}"),
    }
    check(text)
    print(f"{len(words)} words, {len(checking.latest(Draft.objects.get()).findings)} facts, {len(sources)} articles")
    print(f"{'':32} {'ms':>8} {'ms cpu':>8}")
    for name, act in table.items():
        wall, processor = zip(*(act(n) for n in range(REPEATS)), strict=True)
        print(f"{name:32} {statistics.median(wall):8.0f} {statistics.median(processor):8.0f}", flush=True)


def signed_in() -> tuple[Any, Any]:
    """Return a client, and the reporter who is signed in with it."""
    from django.contrib.auth.models import User
    from django.test import Client

    from newsroom.desk.models import Member

    user = User.objects.create(username="ada")
    client = Client()
    client.force_login(user)
    return client, Member.objects.create(user=user, name="Ada", role="reporter")


def a_story(sources: Any) -> Any:
    """Store the articles as one story."""
    from newsroom.archive.models import Article, Revision, Source, Story

    now = datetime.now(UTC)
    outlet = Source.objects.create(slug="outlet", name="Outlet")
    story = Story.objects.create(key="fifty", title="Fifty reports", first=now, last=now)
    for source in sources:
        article = Article.objects.create(source=outlet, key=source.id, title="t", arrived=now, story=story)
        article.current = Revision.objects.create(article=article, arrived=now, title="t", text=source.text)
        article.save()
    return story


if __name__ == "__main__":
    sys.exit(main())
