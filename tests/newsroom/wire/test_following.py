"""What is followed besides plain feeds: sitemap indexes, articles in pages, documents, pages without a feed."""

import gzip
from datetime import timedelta

import pytest
from django.utils import timezone

from newsroom.archive.models import Article, Capture, Item, Source, SourceFeed
from newsroom.wire import budgets, following, gathering, held, intake, pages, run
from newsroom.wire.standing import rows
from stet import news

CRACK = "The Harl bridge was closed on Monday after inspectors found a crack 40 centimetres long in its main girder. "
REPAIR = "About 12,000 cars cross the bridge each day, and the repair will take three weeks, the roads office said. "
MORE = "Ferries carry people on foot from Tuesday, and the school bus leaves an hour earlier, the town hall said. "


def gather():
    """Ask for what is due, and read it."""
    SourceFeed.objects.filter(paused=False).update(next_poll=timezone.now())
    budgets.forget()
    gathering.gather(once=True)
    run.batch("read", timezone.now())


def sitemap(publisher, path, *entries, packed=False):
    """Publish a sitemap of pages, each with the day it changed."""
    urls = "".join(
        f"<url><loc>{publisher.address}/{name}</loc><lastmod>{day:%Y-%m-%d}</lastmod></url>" for name, day in entries
    )
    body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()
    publisher.pages[path] = (200, "application/xml", gzip.compress(body, mtime=0) if packed else body)


def index(publisher, *children, path="/sitemap.xml"):
    """Publish a sitemap index: path and day of change of each child."""
    listed = "".join(
        f"<sitemap><loc>{publisher.address}{child}</loc><lastmod>{day:%Y-%m-%d}</lastmod></sitemap>"
        for child, day in children
    )
    body = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</sitemapindex>'
    publisher.pages[path] = (200, "application/xml", body)


def test_the_sitemaps_of_an_index_are_followed_compressed_or_not_and_old_ones_are_let_go(db, home, publisher):
    today, long_ago = timezone.now(), timezone.now() - timedelta(days=90)
    publisher.article("bridge", "Harl bridge closes", CRACK, REPAIR, MORE)
    publisher.article("archive", "Harl bridge opens", CRACK, REPAIR, MORE)
    index(publisher, ("/november.xml.gz", today), ("/august.xml", long_ago))
    sitemap(publisher, "/november.xml.gz", ("bridge", today), ("archive", long_ago), packed=True)
    following.follow(f"{publisher.address}/sitemap.xml")

    gather()
    assert "/august.xml" not in publisher.asked
    assert [article.title for article in Article.objects.all()] == ["Harl bridge closes"]

    index(publisher, ("/december.xml", today))
    sitemap(publisher, "/december.xml")
    gather()
    assert [feed.url.rpartition("/")[2] for feed in SourceFeed.objects.exclude(parent=None)] == ["december.xml"]
    assert Item.objects.get().title or Item.objects.get().link.endswith("/bridge")


def test_an_index_within_an_index_is_followed_and_deeper_ones_and_circles_are_not(db, home, publisher):
    today = timezone.now()
    publisher.article("bridge", "Harl bridge closes", CRACK, REPAIR, MORE)
    index(publisher, ("/year.xml", today))
    index(publisher, ("/month.xml", today), ("/sitemap.xml", today), ("/deep.xml", today), path="/year.xml")
    index(publisher, ("/deeper.xml", today), path="/deep.xml")
    sitemap(publisher, "/month.xml", ("bridge", today))
    following.follow(f"{publisher.address}/sitemap.xml")
    for _ in range(3):
        gather()

    assert [article.title for article in Article.objects.all()] == ["Harl bridge closes"]
    assert "/deeper.xml" not in publisher.asked
    assert sorted(feed.url.rpartition("/")[2] for feed in SourceFeed.objects.all()) == [
        "deep.xml", "month.xml", "sitemap.xml", "year.xml",
    ]  # fmt: skip

    index(publisher, ("/next.xml", today))
    sitemap(publisher, "/next.xml")
    gather()
    assert sorted(feed.url.rpartition("/")[2] for feed in SourceFeed.objects.all()) == ["next.xml", "sitemap.xml"]


def test_an_index_that_lists_ever_more_sitemaps_is_followed_to_a_limit(db, home, publisher, monkeypatch):
    monkeypatch.setattr("stet.gather.sitemaps.MAX_CHILDREN", 2)
    monkeypatch.setattr(following, "MOST_BELOW", 5)
    today = timezone.now()
    index(publisher, *((f"/{n}.xml", today) for n in range(3)))
    for n in range(3):
        index(publisher, *((f"/{n}-{k}.xml", today) for k in range(3)), path=f"/{n}.xml")
    following.follow(f"{publisher.address}/sitemap.xml")
    for _ in range(2):
        gather()

    top = SourceFeed.objects.get(parent=None)
    assert top.children.count() == 2
    assert SourceFeed.objects.exclude(parent=None).count() == 5


@pytest.fixture
def cut(db, home, publisher, monkeypatch):
    """Publish one article in three pages, the last of which links on to another article."""
    monkeypatch.setattr(pages, "PAUSE", 0.0)
    link = '<a rel="next" href="/bridge?page={}">Next page</a>'
    publisher.article("bridge", "Harl bridge closes", CRACK, MORE + link.format(2))
    publisher.article("bridge?page=2", "Harl bridge closes", REPAIR, link.format(3))
    publisher.article(
        "bridge?page=3",
        "Harl bridge closes",
        "A second crack, 15 centimetres long, was found below the first, the inspectors wrote in their report.",
        '<a rel="next" href="/bakery">Next: the bakery</a>',
    )
    publisher.article("bakery", "Bakery opens", "The bakery on Mill Street opens at six from Monday, its owner said.")
    publisher.feed(("bridge", "Harl bridge closes", "The bridge is shut."))
    return following.follow(publisher.address + "/")


def test_the_pages_of_an_article_are_joined_and_the_next_article_is_not(cut, publisher):
    gather()

    article = Article.objects.get()
    assert "40 centimetres" in article.current.text
    assert "three weeks" in article.current.text
    assert "second crack, 15 centimetres" in article.current.text
    assert "bakery" not in article.current.text
    assert len(article.current.pages) == 3
    assert "/bakery" not in publisher.asked
    first = Capture.objects.get(item__isnull=False, first=None)
    assert [page.url.rpartition("?")[2] for page in first.further.all()] == ["page=2", "page=3"]


def test_an_article_of_which_a_page_cannot_be_had_just_now_is_tried_again_whole(cut, publisher):
    good = publisher.pages["/bridge?page=2"]
    publisher.pages["/bridge?page=2"] = (503, "text/plain", "busy")
    gather()
    assert not Article.objects.exists()

    publisher.pages["/bridge?page=2"] = good
    Item.objects.update(next_try=timezone.now())
    gather()
    assert "three weeks" in Article.objects.get().current.text


def test_the_page_for_phones_and_the_page_itself_are_one_article(db, home, publisher):
    canonical = f'<link rel="canonical" href="{publisher.address}/bridge">'
    publisher.article("amp/bridge", "Harl bridge closes", CRACK, REPAIR, MORE)
    kind, whole = publisher.pages["/amp/bridge"][1:]
    publisher.pages["/amp/bridge"] = (200, kind, whole.replace("</title>", f"</title>{canonical}"))
    publisher.article("bridge", "Harl bridge closes", CRACK, REPAIR, MORE)
    publisher.feed(("amp/bridge", "Harl bridge closes", "It is shut."))
    following.follow(publisher.address + "/")
    gather()
    publisher.feed(("bridge", "Harl bridge is closed from Monday", "Inspectors found a crack."))
    gather()

    article = Article.objects.get()
    assert article.url == f"{publisher.address}/bridge"
    assert Capture.objects.exclude(item=None).count() == 2
    assert article.revisions.count() == 1


NO_SOURCE = {
    "stub": ("<p>The Harl bridge is closed.</p>", "stub"),
    "paywall": (f"<p>{CRACK}</p><p>Subscribe to continue reading this article.</p>", "wall"),
    "login": ("<p>Sign in to continue reading.</p><form><input type=password> Forgot your password?</form>", "wall"),
    "consent": (
        "<h2>Before you continue</h2><p>We and our partners use cookies. Accept all or manage options.</p>",
        "wall",
    ),
}


def test_a_stub_a_payment_a_login_and_a_consent_are_kept_and_never_count_as_a_source(db, home, publisher):
    publisher.article("bridge", "Harl bridge closes", CRACK, REPAIR, MORE)
    publisher.feed(("bridge", "Harl bridge closes", ""))
    following.follow(publisher.address + "/")
    for name, (said, _) in NO_SOURCE.items():
        page = f"<html lang=en><title>Harl bridge closes</title><body><h1>Harl bridge closes</h1>{said}</body></html>"
        publisher.pages[f"/{name}"] = (200, "text/html", page)
        source = Source.objects.create(slug=name, name=name)
        SourceFeed.objects.create(source=source, url=f"{publisher.address}/{name}", host=name, kind="page")
    gather()
    run.batch("group", timezone.now())

    genres = {slug: genre for slug, genre in Article.objects.values_list("source__slug", "genre") if slug in NO_SOURCE}
    assert genres == {name: genre for name, (_, genre) in NO_SOURCE.items()}
    story = Article.objects.get(genre="report").story
    assert (story.outlets, story.origins) == (1, 1)
    assert {article.genre for article in Article.objects.filter(story=story)} <= {"report", "stub"}


def test_a_document_behind_an_entry_is_read_with_the_numbers_of_its_pages(db, home, publisher, two_pages):
    publisher.pages["/report.pdf"] = (200, "application/pdf", two_pages)
    publisher.feed(("report.pdf", "Report on the bridge", "The report is out."))
    following.follow(publisher.address + "/")
    gather()

    revision = Article.objects.get().current
    assert len(revision.pages) == 2
    start, end = revision.pages[1]
    assert "15 centimetres" in revision.text[start:end]
    assert "40 centimetres" not in revision.text[start:end]


def test_a_page_without_a_feed_is_followed_itself_and_its_changes_are_revisions(db, home, publisher):
    url = publisher.article("notice", "Notice of the roads office", CRACK, REPAIR, MORE)
    source = following.follow(url, page=True)
    gather()
    gather()
    publisher.article("notice", "Notice of the roads office", CRACK, REPAIR.replace("12,000", "14,000"), MORE)
    gather()

    article = Article.objects.get(source=source)
    assert [revision.change for revision in article.revisions.all()] == ["first", "fact"]
    assert source.feeds.get().kind == SourceFeed.Kind.PAGE


def flood(number):
    """Return so many entries of a feed."""
    return [
        news.Item(id=f"n{n}", link=f"https://post.example/{n}", title=f"Item {n} of very many", summary="Short.")
        for n in range(number)
    ]


def test_a_flood_is_kept_aside_and_an_editor_lets_it_in_or_drops_it(db, home, publisher):
    publisher.feed()
    source = following.follow(publisher.address + "/feed.xml")
    gather()
    feed = source.feeds.get()
    intake.take_in(flood(130), source=source, feed=feed, now=timezone.now())
    assert Item.objects.filter(state=Item.State.HELD).count() == 30
    assert "Held: 30" in rows()[0].advice

    # Seen again, they are known: neither let in nor held twice.
    intake.take_in(flood(130), source=source, feed=feed, now=timezone.now())
    assert Item.objects.count() == 130

    some = Item.objects.filter(state=Item.State.HELD)[:10]
    assert held.let_in(source, timezone.now(), [item.pk for item in some]) == 10
    assert Item.objects.filter(state=Item.State.WAITING).count() == 110
    assert held.drop(source) == 20
    assert not Item.objects.filter(state=Item.State.HELD).exists()
    intake.take_in(flood(130), source=source, feed=feed, now=timezone.now())
    assert Item.objects.filter(state__in=[Item.State.WAITING, Item.State.HELD]).count() == 110


def test_a_source_says_its_rights_and_language_itself_and_nobody_is_overruled(db, home, publisher):
    rights = "<copyright>Harl Media, CC BY 4.0</copyright><language>en-gb</language>"
    feed = f"<rss version='2.0'><channel><title>Harl Post</title>{rights}<item><title>A</title></item></channel></rss>"
    publisher.pages["/feed.xml"] = publisher.pages["/other.xml"] = (200, "application/rss+xml", feed)
    said = following.follow(f"{publisher.address}/feed.xml")
    known = following.follow(f"{publisher.address}/other.xml", name="Vale Post", rights="quotes only")
    gather()

    said.refresh_from_db()
    known.refresh_from_db()
    assert (said.rights, said.language) == ("Harl Media, CC BY 4.0", "en-gb")
    assert known.rights == "quotes only"
