"""The public site as files: the same bytes as the served one, only what changed, whole at every moment."""

import json
import pickle
from datetime import timedelta
from pathlib import Path

import cast as troupe
import pytest

from newsroom.archive.models import Story
from newsroom.press import bake
from newsroom.wire import editions
from stet.errors import ConfigError

pytestmark = pytest.mark.django_db


def files(folder):
    return {str(f.relative_to(folder)): f for f in folder.rglob("*") if f.is_file() and not f.name.startswith(".")}


def test_baked_pages_are_the_bytes_that_are_served(client, cast, tmp_path):
    troupe.publish(cast)
    site = tmp_path / "site"
    bake.bake(site, cast.now)
    found = files(site)
    served = 0
    for name, file in found.items():
        if name.startswith("static/") or name in {"404.html", "sitemap-news.xml"}:  # the last of these is of the hour
            continue
        path = "/" + name.removesuffix("index.html")
        assert client.get(path).content == file.read_bytes(), path
        served += 1
    assert served > 80
    for wanted in [
        "index.html",
        "feed.atom",
        "robots.txt",
        "sitemap.xml",
        "post/what-we-know-of-the-flood/fact/1/index.html",
    ]:
        assert wanted in found


def test_every_link_of_the_baked_site_that_is_not_for_a_server_leads_to_a_file(cast, tmp_path):
    import re

    site = tmp_path / "site"
    bake.bake(site, cast.now)
    found = files(site)
    dynamic = ("/search/", "/desk/", "/api/", "/oembed", "/at/", "/follow/mail")
    for name, file in found.items():
        if not name.endswith(".html"):
            continue
        for href in re.findall(r'(?:href|src)="(/[^"#?]*)', file.read_text()):
            if not href.startswith(dynamic):
                assert bake.place(href) in found, f"{name} links to {href}"


def test_a_second_bake_touches_nothing(cast, tmp_path):
    site = tmp_path / "site"
    bake.bake(site, cast.now)
    before = {name: (f.stat().st_ino, f.stat().st_mtime_ns) for name, f in files(site).items()}
    again = bake.bake(site, cast.now)
    assert (again.made, again.written, again.deleted) == (0, 0, 0)
    assert before == {name: (f.stat().st_ino, f.stat().st_mtime_ns) for name, f in files(site).items()}


def test_a_new_edition_touches_only_what_changed(cast, tmp_path):
    site = tmp_path / "site"
    first = bake.bake(site, cast.now)
    story = cast.stories["Northlight win the cup with a goal two minutes from time"]
    cast.article("Veld Radio", "Cup final: the town celebrates", "The town celebrates.", hours=-0.1, story=story)
    editions.make(cast.now + timedelta(minutes=10))
    second = bake.bake(site, cast.now + timedelta(minutes=10))
    assert 0 < second.made < first.made / 3
    assert "the town celebrates" in (site / f"story/{story.key}/index.html").read_text()


def test_a_new_chapter_or_a_new_headline_of_one_remakes_the_pages_of_the_whole_chain(cast, tmp_path):
    site = tmp_path / "site"
    first, second, alone = (cast.story(said, "World") for said in ("The dam leaks", "The dam holds", "A quiet day"))
    for hours, story in ((50, first), (26, second), (25, alone)):
        cast.article("Veld Radio", story.title, f"{story.title}, the office said.", hours=hours, story=story)
    bake.bake(site, cast.now)

    def pages():
        return {story.key: (site / f"story/{story.key}/index.html").read_text() for story in (first, second, alone)}

    before = pages()
    Story.objects.filter(pk=second.pk).update(chapter_of=first)
    made = bake.bake(site, cast.now)
    linked = pages()
    assert made.made == 2
    assert "Chapters of this affair" in linked[first.key]
    assert "Chapters of this affair" in linked[second.key]
    assert linked[alone.key] == before[alone.key]
    Story.objects.filter(pk=second.pk).update(title="The dam holds for now")
    bake.bake(site, cast.now)
    assert "The dam holds for now" in pages()[first.key]


def test_a_bake_that_is_killed_while_writing_has_changed_nothing_that_readers_see(cast, tmp_path, monkeypatch):
    site = tmp_path / "site"
    bake.bake(site, cast.now)
    before = {name: f.read_bytes() for name, f in files(site).items()}
    cast.article("Veld Radio", "Something new", "New.", hours=-0.1, story=cast.story("Something new", "World"))
    monkeypatch.setattr(bake, "_commit", _killed)
    with pytest.raises(KeyboardInterrupt):
        bake.bake(site, cast.now)
    seen = {name: f.read_bytes() for name, f in files(site).items() if not name.startswith(".next/")}
    assert seen == before


def test_a_bake_that_is_killed_while_switching_is_finished_by_the_next(cast, tmp_path, monkeypatch):
    site = tmp_path / "site"
    bake.bake(site, cast.now)
    cast.article("Veld Radio", "Something new", "New.", hours=-0.1, story=cast.story("Something new", "World"))
    replace, left = Path.replace, [5]

    def dies(self, target):
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", dies)
        with pytest.raises(KeyboardInterrupt):
            bake.bake(site, cast.now)
    assert bake.resume(site)
    assert "Something new" in (site / "latest/index.html").read_text()
    assert bake.bake(site, cast.now).written == 0


def test_a_withdrawn_post_loses_its_facts_and_versions_from_the_baked_site(cast, tmp_path):
    post = troupe.publish(cast)
    site = tmp_path / "site"
    bake.bake(site, cast.now)
    post.draft.state, post.notice = "withdrawn", "Wrong flood."
    post.draft.save()
    post.save()
    assert bake.bake(site, cast.now).deleted >= 5
    assert not (site / f"post/{post.slug}/fact").exists()
    assert "Wrong flood." in (site / f"post/{post.slug}/index.html").read_text()


def test_a_folder_with_other_things_in_it_is_refused(cast, tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(ConfigError, match="holds files that no bake wrote"):
        bake.bake(tmp_path, cast.now)
    assert (tmp_path / "thesis.txt").read_text() == "mine"


@pytest.mark.parametrize("path", ["/subject/../../etc/passwd/", "/subject/..%2F..%2Fx/", "/.hidden/", "/a%00b/"])
def test_no_name_from_the_wire_leads_a_file_out_of_the_folder(path):
    with pytest.raises(ConfigError):
        bake.place(path)


def test_the_baked_edition_says_which_one_it_is(cast, tmp_path):
    bake.bake(tmp_path / "site", cast.now)
    said = json.loads((tmp_path / "site/edition.json").read_text())["edition"]
    assert f'data-edition="{said}"' in (tmp_path / "site/index.html").read_text()


def test_a_source_that_changes_remakes_the_posts_that_lean_on_it_and_no_other(cast, tmp_path):
    leaning = troupe.publish(cast)
    other = troupe.publish(cast, slug="another", headline="Another post")
    other.current.findings, other.draft.story = [], None
    other.current.save()
    other.draft.save()
    site = tmp_path / "site"
    bake.bake(site, cast.now)
    untouched = (site / "post/another/index.html").stat().st_mtime_ns
    cast.revise(cast.articles[0], ("4.2 metres", "4.6 metres"))
    bake.bake(site, cast.now)
    evidence = (site / f"post/{leaning.slug}/fact/2/index.html").read_text()
    assert "these words are gone" in evidence
    assert (site / f"article/{cast.articles[0].pk}/revision/2/index.html").exists()
    assert (site / "post/another/index.html").stat().st_mtime_ns == untouched
    assert bake.bake(site, cast.now).made == 0


def test_what_is_made_by_other_processes_is_what_is_made_here(cast, tmp_path, monkeypatch):
    for n in range(7):
        troupe.publish(cast, slug=f"post-{n}", headline=f"Post {n}")
    bake.bake(tmp_path / "here", cast.now)
    sent = []

    def elsewhere(work, jobs):
        sent.extend(jobs)
        return [pickle.loads(pickle.dumps(work(pickle.loads(pickle.dumps(job))))) for job in jobs]

    class Outside:
        in_atomic_block = False

    monkeypatch.setattr(bake, "MANY", 5)
    monkeypatch.setattr(bake, "BATCH", 3)
    monkeypatch.setattr(bake, "connection", Outside())
    monkeypatch.setattr(bake.engines, "many", elsewhere)
    bake.bake(tmp_path / "there", cast.now)
    assert len(sent) > 1
    here, there = files(tmp_path / "here"), files(tmp_path / "there")
    assert {name: f.read_bytes() for name, f in here.items()} == {name: f.read_bytes() for name, f in there.items()}


def test_what_leads_on_to_the_next_post_does_not_change_when_another_is_published(cast, tmp_path):
    first = troupe.publish(cast)
    site = tmp_path / "site"
    bake.bake(site, cast.now)
    second = troupe.publish(cast, slug="the-second", headline="The second")
    second.published = cast.now + timedelta(minutes=1)
    second.save()
    bake.bake(site, cast.now + timedelta(minutes=2))
    page = (site / f"post/{second.slug}/index.html").read_text()
    assert f'<a rel="next" href="/post/{first.slug}/">' in page


def _killed(*_):
    raise KeyboardInterrupt
