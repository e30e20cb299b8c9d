"""Measure the press: posts baked from nothing, baked again, baked after one more; and pages served in this process.

    python bench/press.py --posts 10000

Posts are made up here: each has 120 words, four facts bound to two archived reports, and one version. Times are wall
and CPU, because other work on the machine stretches the first.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

BODY = (
    "The office counted 41 cases in the valley on Friday. The river rose 4.2 metres in six hours, its highest level "
    "since 1987.\n\nNineteen people are missing, and 600 soldiers have arrived. "
) + "The roads stay closed until the water falls, and the schools with them. " * 6
FACTS = ("41 cases", "4.2 metres", "1987", "600 soldiers")


def main() -> None:
    """Make a newsroom in a temporary folder, measure, and print a table."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--posts", type=int, default=10_000)
    asked.add_argument("--served", type=int, default=300)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"STET_HOME": home, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        sys.stdout.write(f"{'what':<44}{'wall s':>10}{'CPU s':>10}{'pages':>10}{'pages/s CPU':>14}\n")
        write(options.posts)
        measure(options.posts, Path(home) / "site", options.served)


def write(posts: int) -> None:
    """Store one story with two reports, and posts about it."""
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from newsroom.archive.models import Article, Revision, Source, Story
    from newsroom.desk.models import Member

    now = timezone.now()
    story = Story.objects.create(key="flood", title="Flood in the valley", first=now, last=now, reports=2, outlets=2)
    for number in (1, 2):
        source = Source.objects.create(slug=f"outlet-{number}", name=f"Outlet {number}")
        article = Article.objects.create(
            source=source,
            key=str(number),
            title="Flood",
            excerpt=BODY[:200],
            arrived=now,
            story=story,
            url="https://a.example/",
        )
        article.current = Revision.objects.create(article=article, arrived=now, title="Flood", text=BODY)
        article.save()
    user = get_user_model().objects.create(username="ada")
    Member.objects.create(user=user, name="Ada Ferro", role="publisher")
    add(range(posts))


def add(numbers: range) -> None:
    """Publish posts in bulk."""
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from newsroom.archive.models import Revision, Story
    from newsroom.desk import copy
    from newsroom.desk.models import Draft, Post, Version

    now, user, story = timezone.now(), get_user_model().objects.get(), Story.objects.get()
    revisions, html = list(Revision.objects.all()), copy.html(BODY)
    drafts = Draft.objects.bulk_create(
        [Draft(state="published", headline=f"Post {n}", body=BODY, author=user, story=story) for n in numbers],
        batch_size=500,
    )
    made = Post.objects.bulk_create(
        [Post(draft=d, slug=f"post-{n}", published=now, updated=now) for n, d in zip(numbers, drafts, strict=True)],
        batch_size=500,
    )
    versions = Version.objects.bulk_create(
        [
            Version(
                post=post,
                number=1,
                at=now,
                headline=post.draft.headline,
                body=BODY,
                html=html,
                byline="Ada Ferro",
                findings=[finding(post.draft.text, words, revisions) for words in FACTS],
                engine="bench",
                digest=post.draft.version,
            )
            for post in made
        ],
        batch_size=500,
    )
    for post, version in zip(made, versions, strict=True):
        post.current = version
    Post.objects.bulk_update(made, ["current"], batch_size=500)


def finding(text: str, words: str, revisions: list) -> dict[str, object]:
    """Return a fact bound to both reports."""
    at, place = text.index(words), BODY.index(words)
    where = {"start": place, "end": place + len(words), "text": words}
    return {
        "kind": "figure", "start": at, "end": at + len(words), "text": words, "value": {}, "frame": {}, "code": "",
        "verdict": "corroborated", "rule": "same words", "reason": "Both say so.", "origins": 2,
        "evidence": [{"source": f"r{revision.pk}", **where} for revision in revisions],
    }  # fmt: skip


def measure(posts: int, site: Path, served: int) -> None:
    """Bake three times and serve."""
    from django.test import Client
    from django.utils import timezone

    from newsroom.press import bake

    timed(f"bake {posts:,} posts from nothing", lambda: bake.bake(site, timezone.now()).written)
    timed("bake again, nothing new", lambda: bake.bake(site, timezone.now()).written)
    add(range(posts, posts + 1))
    timed("bake after one more post", lambda: bake.bake(site, timezone.now()).written)
    client = Client(HTTP_HOST="127.0.0.1")
    for path in ("/", "/story/flood/", "/post/post-0/", "/post/post-0/fact/0/"):
        client.get(path)
        timed(f"serve {path}", lambda path=path: sum(client.get(path).status_code == 200 for _ in range(served)))


def timed(what: str, work: object) -> None:
    """Run, and print wall and CPU seconds with what came out."""
    wall, cpu = time.perf_counter(), time.process_time()
    pages = work()
    spent = time.process_time() - cpu
    rate = f"{pages / spent:,.0f}" if spent else "-"
    sys.stdout.write(f"{what:<44}{time.perf_counter() - wall:>10.2f}{spent:>10.2f}{pages:>10,}{rate:>14}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
