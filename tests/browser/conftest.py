"""A real browser on a real server. Without Chromium the tests say what to install; in CI they fail instead."""

import importlib.util
import os
import shutil
import sys
from datetime import timedelta
from pathlib import Path

import pytest

PRESS = Path(__file__).parents[1] / "newsroom" / "press"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Playwright's synchronous driver keeps an event loop in this thread; Django refuses database work beside one.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, headless."""
    path = os.environ.get("STET_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        message = "Chromium is missing: apt-get install chromium, or name it in STET_CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def site(live_server, transactional_db, settings, tmp_path, monkeypatch):
    """The cast on a live server; `site.url` is its address.

    Its streams of events are full, so that no thread holds the test's database open: pages ask instead.
    """
    monkeypatch.setattr("newsroom.press.events.stream", lambda: None)
    from newsroom.archive import search
    from newsroom.archive.models import Article
    from newsroom.press import views
    from newsroom.wire import editions

    views._front_body.cache_clear()  # another test's database may have given its rows the same numbers
    settings.STET_HOME = tmp_path
    company = troupe().assemble()
    editions.make(company.now)
    search.add(Article.objects.select_related("current", "source"))
    company.url = live_server.url
    company.post = troupe().publish(company)
    return company


def troupe():
    """Return the module of the cast, from where the press's own tests keep it."""
    if "cast" not in sys.modules:
        spec = importlib.util.spec_from_file_location("cast", PRESS / "cast.py")
        sys.modules["cast"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["cast"])
    return sys.modules["cast"]


@pytest.fixture
def odd(site):
    """The site with what breaks pages: 200 characters in a headline, 300 facts, a corrected post, a changed source."""
    site.embarrassing = troupe().embarrass(site)
    troupe().correct(site, site.post)
    site.revise(site.articles[0], ("4.2 metres", "4.6 metres"), hours=-1)
    editions().make(site.now + timedelta(minutes=30))
    return site


def editions():
    """Return the module that makes front pages, once Django is up."""
    from newsroom.wire import editions

    return editions


@pytest.fixture
def kinds(site):
    """An address of every kind of page that readers see."""
    story = site.stories["Dozens dead after flood in the Veld valley"]
    first = site.articles[0]
    return [
        "/",
        "/five/",
        "/latest/",
        f"/story/{story.key}/",
        f"/article/{first.pk}/",
        f"/article/{first.pk}/revision/1/",
        f"/evidence/{first.revisions.first().facts.first().pk}/",
        "/section/world/",
        "/sources/",
        "/source/harbour-post/",
        "/subjects/",
        "/subject/veld/",
        "/archive/",
        "/archive/2025/08/15/",
        "/search/?q=flood",
        "/search/?q=flood&since=never",
        "/corrections/",
        "/verdicts/",
        "/about/",
        "/how-we-check/",
        "/disclaimer/",
        "/follow/",
        "/at/2025-08-15T04:10Z/",
        f"/post/{site.post.slug}/",
        f"/post/{site.post.slug}/fact/0/",
        f"/post/{site.post.slug}/version/1/",
        "/posts/",
        "/author/ada-ferro/",
        "/most-read/",
        "/follow/mail/",
        "/nothing-here/",
    ]


@pytest.fixture
def reader(chromium, site):
    """A reader's window: `reader(width=360, dark=True)` opens one; an error on its console fails the test."""
    opened, complaints = [], []

    def window(*, width=1280, height=900, dark=False, script=True, **more):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            base_url=site.url,
            **more,
        )
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        opened.append(context)
        return page

    yield window
    for context in opened:
        context.close()
    assert [said for said in complaints if "404" not in said] == []
