"""The public site as files: the same bytes as the served one, only what changed, whole at every moment."""

import json
from datetime import timedelta
from pathlib import Path

import cast as troupe
import pytest

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


def _killed(*_):
    raise KeyboardInterrupt
