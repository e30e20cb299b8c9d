"""Measure the press: posts baked from nothing, baked again, baked after one more and after an edition; pages served.

    python -m bench.press --posts 10000

Posts are made up here: each has 120 words, four facts bound to two archived reports, and one version; every minute one
was published. Wall time says what a quiet machine with STET_JOBS cores does; CPU is of this process alone, so it is
the whole cost where STET_JOBS is 1, whatever else the machine does.
Pages are served in this process, without a socket: made anew by Django, and as baked files by WhiteNoise.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

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
        write(options.posts)
        measure(options.posts, Path(home) / "site", options.served)


def write(posts: int) -> None:
    """Store one story with two reports, and posts about it."""
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from newsroom.archive.models import Article, Revision, Source, Story
    from newsroom.desk.models import Member

    now = timezone.now() - timedelta(days=30)
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

    from newsroom.archive.models import Revision, Story
    from newsroom.desk import copy
    from newsroom.desk.models import Draft, Post, Version

    user, story = get_user_model().objects.get(), Story.objects.get()
    times = [story.first + timedelta(minutes=n) for n in numbers]
    revisions, html = list(Revision.objects.all()), copy.html(BODY)
    drafts = Draft.objects.bulk_create(
        [Draft(state="published", headline=f"Post {n}", body=BODY, author=user, story=story) for n in numbers],
        batch_size=500,
    )
    made = Post.objects.bulk_create(
        [
            Post(draft=draft, slug=f"post-{n}", published=at, updated=at)
            for n, draft, at in zip(numbers, drafts, times, strict=True)
        ],
        batch_size=500,
    )
    versions = Version.objects.bulk_create(
        [
            Version(
                post=post,
                number=1,
                at=post.published,
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
    """Bake, bake again after a little changed, and serve what was baked beside what is made anew."""
    from django.utils import timezone

    from newsroom.archive.models import Story
    from newsroom.press import bake
    from newsroom.wire import editions

    def baked() -> str:
        did = bake.bake(site, timezone.now())
        return f"{did.written:,} of {did.units:,}"

    header = ("what", "wall s", "CPU s", "files of units")
    sys.stdout.write(f"{header[0]:<44}{header[1]:>10}{header[2]:>10}{header[3]:>20}\n")
    timed(f"bake {posts:,} posts from nothing", baked)
    timed("bake again, nothing new", baked)
    add(range(posts, posts + 1))
    timed("bake after one more post", baked)
    report(Story.objects.get())
    editions.make(timezone.now())
    timed("bake after a new report and its edition", baked)
    sys.stdout.write(f"\n{'served':<44}{'p50 ms':>10}{'p95 ms':>10}{'pages/s':>10}\n")
    paths = ("/", "/story/flood/", "/post/post-0/", "/post/post-0/fact/0/", "/posts/")
    for kind, ask in (("made anew", dynamic()), ("baked", static(site))):
        for path in paths:
            asked(f"{kind} {path}", lambda path=path, ask=ask: ask(path), served)


def report(story: Any) -> None:
    """Let one more report arrive in the story."""
    from django.utils import timezone

    from newsroom.archive.models import Article, Membership, Revision, Source

    now = timezone.now()
    for article in story.articles.all():
        Membership.objects.get_or_create(article=article, story=story, since=article.arrived)
    source = Source.objects.create(slug="outlet-3", name="Outlet 3")
    made = Article.objects.create(source=source, key="3", title="Water falls", arrived=now, story=story, grouped_at=now)
    made.current = Revision.objects.create(article=made, arrived=now, title=made.title, text=BODY)
    made.save()
    Membership.objects.create(article=made, story=story, since=now)
    story.last, story.reports, story.outlets = now, 3, 3
    story.save()


def dynamic() -> Callable[[str], int]:
    """Return how a page is asked of Django."""
    from django.test import Client

    client = Client(HTTP_HOST="127.0.0.1")
    return lambda path: client.get(path).status_code


def static(site: Path) -> Callable[[str], int]:
    """Return how a baked page is asked of WhiteNoise."""
    from wsgiref.util import setup_testing_defaults

    from whitenoise import WhiteNoise

    serve, said = WhiteNoise(None, root=str(site), index_file=True), [0]

    def ask(path: str) -> int:
        environ = {"PATH_INFO": path}
        setup_testing_defaults(environ)
        body = serve(environ, lambda status, headers, error=None: said.append(int(status[:3])))
        b"".join(body)
        return said[-1]

    return ask


def timed(what: str, work: Callable[[], str]) -> None:
    """Run, and print wall and CPU seconds with what came out."""
    wall, cpu = time.perf_counter(), time.process_time()
    done = work()
    sys.stdout.write(f"{what:<44}{time.perf_counter() - wall:>10.2f}{time.process_time() - cpu:>10.2f}{done:>20}\n")
    sys.stdout.flush()


def asked(what: str, ask: Callable[[], int], times: int) -> None:
    """Ask for a page again and again, and print how long it took."""
    assert ask() == 200, what
    took = []
    for _ in range(times):
        start = time.perf_counter()
        ask()
        took.append(time.perf_counter() - start)
    took.sort()
    p95, rate = took[int(0.95 * times)], times / sum(took)
    sys.stdout.write(f"{what:<44}{1000 * took[times // 2]:>10.2f}{1000 * p95:>10.2f}{rate:>10,.0f}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
