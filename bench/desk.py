"""The desk under load: every saved view of a wire of a million articles, and 20 editors who save at random.

    python -m bench.desk [--articles 1000000] [--saves 10000]

Makes a data folder of its own and removes it. Views are asked through the whole site (test client, signed in), each
30 times after one warm-up; saves go to one draft, each editor holding the number he last saw.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

BATCH = 5000
VERDICTS = ("corroborated", "verbatim", "disputed", "unsupported")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--saves", type=int, default=10_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"STET_HOME": folder, "DJANGO_SETTINGS_MODULE": "newsroom.settings", "STET_HOSTS": "testserver"}
        (Path(folder) / "static").mkdir()
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        fill(asked.articles)
        views(asked.articles)
        saves(asked.saves)


def fill(count: int) -> None:
    """Write `count` articles in stories of ten, with a finding for every fiftieth story."""
    from newsroom.archive.models import Article, Fact, Finding, Revision, Source, Story

    start, now = time.perf_counter(), datetime.now(UTC)
    outlets = Source.objects.bulk_create(Source(slug=f"s{n}", name=f"Outlet {n}") for n in range(200))
    for first in range(0, count, BATCH):
        stories = Story.objects.bulk_create(
            Story(key=f"k{n}", title=f"Event {n}", first=now, last=now, outlets=n % 12 + 1, origins=n % 5 + 1,
                  section=("world", "business", "sport")[n % 3])
            for n in range(first // 10, (first + BATCH) // 10)
        )  # fmt: skip
        Article.objects.bulk_create(
            Article(source=outlets[n % 200], key=f"a{n}", title=f"Report {n} on event {n // 10}", url=f"https://x.example/{n}",
                    arrived=now - timedelta(seconds=10 * (count - n)), story=stories[(n - first) // 10],
                    genre="correction" if n % 500 == 0 else "report", ahead=n % 3000 == 0)
            for n in range(first, first + BATCH)
        )  # fmt: skip
        article = Article.objects.get(key=f"a{first}")
        revision = Revision.objects.create(article=article, arrived=now, title="t", text="Nine.")
        facts = Fact.objects.bulk_create(
            Fact(revision=revision, kind="figure", start=0, end=4, text="Nine") for _ in stories[::50]
        )
        Finding.objects.bulk_create(
            Finding(fact=f, story=s, verdict=VERDICTS[n % 4], rule="r", reason="r")
            for n, (f, s) in enumerate(zip(facts, stories[::50], strict=True))
        )
    print(f"{count:,} articles written in {time.perf_counter() - start:.0f} s")


def views(count: int) -> None:
    """Ask each saved view, and the last page of the first, 30 times."""
    from django.contrib.auth.models import User
    from django.test import Client

    from newsroom.desk.models import Member
    from newsroom.desk.views.wire import VIEWS

    user = User.objects.create(username="eli")
    Member.objects.create(user=user, name="Eli", role="editor")
    client = Client()
    client.force_login(user)
    deep = datetime.now(UTC) - timedelta(seconds=9 * count)
    asked = [(v.name, v.query) for v in VIEWS] + [
        ("All, deep in the past", f"before={deep.isoformat().replace('+', '%2B')}&id=1")
    ]
    asked += [("One source", "source=s7"), ("Sport, two origins", "section=sport&origins=2")]
    print(f"{'view of ' + format(count, ',') + ' articles':40} {'p50 ms':>8} {'p95 ms':>8}")
    for name, query in asked:
        client.get(f"/desk/wire/?{query}")
        took = sorted(timed(lambda q=query: client.get(f"/desk/wire/?{q}")) for _ in range(30))
        print(f"{name:40} {statistics.median(took):8.0f} {took[28]:8.0f}")


def timed(act) -> float:
    """Return the milliseconds that `act` takes; an answer that is no page is an error."""
    start = time.perf_counter()
    answer = act()
    assert answer.status_code == 200, answer.status_code
    return (time.perf_counter() - start) * 1000


def saves(count: int) -> None:
    """Let 20 editors save at random, and count whose text is lost."""
    from newsroom.desk import acts
    from newsroom.desk.models import Draft, Member, Saved

    chance = random.Random(7)
    member = Member.objects.get(name="Eli")
    draft = acts.start(member, headline="One draft", body="Nothing yet.")
    seen, wrote, start = [1] * 20, {draft.body}, time.perf_counter()
    for n in range(count):
        who = chance.randrange(20)
        if chance.random() < 0.4:
            seen[who] = Draft.objects.get(pk=draft.pk).number
        text = f"Text {n} by {who}"
        kept = acts.save(draft.pk, member, base=seen[who], body=text)
        wrote.add(text)
        seen[who] = seen[who] if kept.aside else kept.number
    lost = wrote - set(Saved.objects.filter(draft=draft).values_list("body", flat=True))
    aside = Saved.objects.filter(draft=draft, aside=True).count()
    took = time.perf_counter() - start
    print(f"{count:,} saves by 20 editors: {len(lost)} lost, {aside:,} kept aside, {count / took:.0f} saves/s")
    assert not lost


if __name__ == "__main__":
    main()
