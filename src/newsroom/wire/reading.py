"""Read: captures into articles, or into revisions of articles we had."""

import hashlib
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Max, QuerySet

from newsroom.archive import records, vault
from newsroom.archive.models import Article, Capture, Revision
from newsroom.wire import lines, problems
from newsroom.wire.tally import Tally
from stet import news, text
from stet.gather.identity import canonical
from stet.read.revisions import Change, ChangeKind, Edit, compare

BATCH = 50
AHEAD = timedelta(minutes=10)  # clocks differ by minutes; a claim beyond that is not a clock


def waiting() -> QuerySet[Capture]:
    """Return the captures that have not been read, in the order in which they arrived."""
    return Capture.objects.filter(read_at=None).order_by("arrived", "id")


def read(now: datetime, limit: int = BATCH) -> Tally:
    """Read one batch. What the captures say and the mark that they were read are stored in one transaction."""
    batch = list(waiting().select_related("item", "source").prefetch_related("further")[:limit])
    understood = [(row, _understand(row, now)) for row in batch]
    with transaction.atomic():
        for row, said in understood:
            if said is not None and row.source_id:
                keep(row, said)
        Capture.objects.filter(pk__in=[row.pk for row in batch]).update(read_at=now)
    failed = sum(said is None for _, said in understood)
    return Tally(done=len(batch) - failed, failed=failed, more=len(batch) == limit)


def _understand(row: Capture, now: datetime) -> news.Article | None:
    """Return what a capture says, or write down why it says nothing: one bad page never stops the run."""
    try:
        return understand(row)
    except Exception as error:
        problems.note("read", error, now=now, subject=row.url, source=row.source)
        return None


def understand(row: Capture) -> news.Article:
    """Return what the archived bytes of a capture say. Raises `StetError` when they say nothing that can be used."""
    capture = vault.take(row)
    if row.content_type.startswith(lines.CONTENT_TYPE):
        return lines.article(lines.parse(capture.body, row.url))
    from stet.read import join

    first = _page(row, capture)
    further = [_page(one, vault.take(one)) for one in row.further.all()] if row.pk else []
    return join([first, *further]) if further else first


def _page(row: Capture, capture: news.Capture) -> news.Article:
    from stet.read import read as read_page

    return read_page(capture.body, url=capture.final_url, content_type=row.content_type, arrived=row.arrived)


def keep(row: Capture, said: news.Article) -> Article:
    """Store what a capture says: a new article, a revision of one we had, or nothing when nothing changed."""
    found = known(row, said)
    if found is None:
        return _first(row, said)
    if found.current is None:
        return _revise(found, row, said, None)
    change = compare(records.article(found.current), said)
    if change.kind is ChangeKind.NONE:
        Article.objects.filter(pk=found.pk).update(reread_at=row.arrived)
        return found
    return _revise(found, row, said, change)


def known(row: Capture, said: news.Article) -> Article | None:
    """Return the article that this capture is another look at, if we have it."""
    return Article.objects.select_related("current", "source").filter(key=key(row, said)).first()


def key(row: Capture, said: news.Article) -> str:
    """Return what makes two captures the same article: its source with its address, or with the key of its item."""
    if row.content_type.startswith(lines.CONTENT_TYPE) and row.item:
        identity = row.item.key
    else:
        page = said.url or row.final_url
        web = page.startswith(("http://", "https://"))
        identity = canonical(page) if web else (row.item.key if row.item else row.sha256)
    return hashlib.sha256(f"{row.source_id}\x1f{identity}".encode()).hexdigest()


def title_of(said: news.Article) -> str:
    """Return the headline, or the first words where a page has none."""
    return (said.title or said.text[:80].strip() or "Untitled")[:1000]


def _first(row: Capture, said: news.Article) -> Article:
    claimed = _claim(row, said)
    article = Article.objects.create(
        source_id=row.source_id,
        item=row.item,
        key=key(row, said),
        url=_link(said.url or row.final_url),
        arrived=row.arrived,
        published=claimed[0],
        precision=claimed[1],
        claimed_in=claimed[2],
        ahead=bool(claimed[0] and claimed[0] > row.arrived + AHEAD),
        **_columns(row, said),
    )
    article.current = _revision(article, row, said, number=1)
    article.save(update_fields=["current"])
    _seen(row)
    return article


def _revise(article: Article, row: Capture, said: news.Article, change: Change | None) -> Article:
    number = 1 + (article.revisions.aggregate(last=Max("number"))["last"] or 0)
    revision = _revision(article, row, said, number=number, change=change)
    article.reread_at = row.arrived
    if change is None or change.kind is not ChangeKind.REPLACED:
        for name, value in _columns(row, said).items():
            setattr(article, name, value)
        # Its facts are found and compared again; its place among the stories stays.
        article.current, article.checked_at, article.compared_at, article.indexed_at = revision, None, None, None
    article.save()
    return article


def _edit(edit: Edit, where: str) -> dict[str, object]:
    return {
        "in": "headline" if where == "headline" else "text",
        "kind": edit.kind.value,
        "old": [edit.old.start, edit.old.end],
        "new": [edit.new.start, edit.new.end],
        "before": edit.before,
        "after": edit.after,
    }


def _revision(
    article: Article, row: Capture, said: news.Article, *, number: int, change: Change | None = None
) -> Revision:
    # Whole at once: the desk hears of it in the moment it is stored, and must hear what kind of change it is.
    edits = [_edit(edit, where) for where in ("headline", "edits") for edit in getattr(change, where)] if change else []
    return Revision.objects.create(
        article=article,
        number=number,
        capture=row if row.pk else None,
        arrived=row.arrived,
        title=title_of(said),
        text=said.text,
        paragraphs=records.pairs(said.paragraphs),
        pages=records.pairs(said.pages),
        notices=records.pairs(said.notices),
        dateline=said.dateline[:200],
        language=said.language[:12],
        genre=said.genre.value,
        change=change.kind.value if change else Revision.Change.FIRST,
        diff=edits,
    )


def _columns(row: Capture, said: news.Article) -> dict[str, object]:
    byline = list(said.byline) or ([row.item.author] if row.item and row.item.author else [])
    return {
        "title": title_of(said),
        "excerpt": records.excerpt(said.title, said.text, said.paragraphs),
        "byline": byline,
        "language": said.language[:12],
        "genre": said.genre.value,
        "words": len(text.words(said.text)),
    }


def _claim(row: Capture, said: news.Article) -> tuple[datetime | None, str, str]:
    if said.published:
        return said.published.value, said.published.precision.value, said.published.source
    if row.item and row.item.published:
        return row.item.published, news.Precision.SECOND.value, "feed"
    return None, "", ""


def _link(url: str) -> str:
    return url[:2000] if urlsplit(url).scheme in {"http", "https"} else ""


def _seen(row: Capture) -> None:
    source = row.source
    if source and (source.last_arrival is None or source.last_arrival < row.arrived):
        source.last_arrival = row.arrived
        source.save(update_fields=["last_arrival"])
