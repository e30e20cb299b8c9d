"""Fetch: the pages behind feed entries into the archive. Where a page may not be had, the entry's own words serve."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from newsroom.archive import vault
from newsroom.archive.models import Item, Source
from newsroom.wire import following, intake, pages, problems
from newsroom.wire.asking import Asking
from newsroom.wire.door import door
from newsroom.wire.tally import Tally
from stet import news
from stet.errors import GatherError, StetError
from stet.gather import failures

SHARE = 0.75  # of the places for requests: pages may be many, and feeds that are due must not wait for them
LOOKED_THROUGH = 1000  # entries among which hosts are found that may be asked now
BUSY = timedelta(seconds=5)  # an entry whose host has been asked enough for now comes again after this
TRIES = 5
FIRST_RETRY = timedelta(minutes=1)  # then 4, 16 and 64: an hour and a half in all, as long as news is news
ENOUGH = 200  # characters of an entry's own text that can stand for its page


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetched:
    """What asking for a page gave."""

    item: Item
    captures: tuple[news.Capture, ...] = ()
    error: StetError | None = None


def waiting(now: datetime) -> QuerySet[Item]:
    """Return the entries whose pages are to be fetched, the latest first: what is new is news, a backlog can wait."""
    due = Q(next_try=None) | Q(next_try__lte=now)
    rows = Item.objects.filter(due, state=Item.State.WAITING).exclude(source__state=Source.State.REMOVED)
    return rows.order_by("-arrived", "-id")


def take(asking: Asking, now: datetime) -> None:
    """Ask for pages, as far as their hosts may be asked; the others step back in the line."""
    room = asking.room(SHARE)
    if not room:
        return
    chosen, busy = dict[int, str](), list[int]()
    for pk, link in waiting(now).values_list("pk", "link")[:LOOKED_THROUGH]:
        host = intake.host(link)
        if ("item", pk) in asking:
            continue
        if len(chosen) == room:
            break
        if asking.may(("item", pk), host, now, door().pace(link)):
            chosen[pk] = host
        else:
            busy.append(pk)
    Item.objects.filter(pk__in=busy).update(next_try=now + BUSY)
    for item in Item.objects.filter(pk__in=chosen).select_related("source", "feed").defer("content", "summary"):
        asking.ask(("item", item.pk), chosen[item.pk], look, item)


def look(item: Item) -> Fetched:
    """Ask for an entry's page. No database: this runs in a thread."""
    if not item.link:
        return Fetched(item=item, error=_nowhere(item))
    try:
        return Fetched(item=item, captures=pages.whole(item.link, verify=following.verified(item.feed, item.link)))
    except StetError as error:
        return Fetched(item=item, error=error)
    except Exception as error:
        return Fetched(item=item, error=GatherError(f"{type(error).__name__}: {error}", subject=item.link))


def store(fetched: Sequence[Fetched], now: datetime) -> Tally:
    """Archive what came, and say of each entry how far it is."""
    if not fetched:
        return Tally()
    settled = [_settled(one, now) for one in fetched]
    came = [one for one in settled if one.captures]
    rows = vault.keep_pages([(one.captures, {"item": one.item, "source": one.item.source}) for one in came])
    with transaction.atomic():
        vault.save(rows)
        for one in settled:
            one.item.save(update_fields=["state", "attempts", "next_try", "problem"])
    return Tally(done=len(came), failed=len(settled) - len(came), more=bool(came))


def _settled(one: Fetched, now: datetime) -> Fetched:
    """Decide what becomes of an entry: captured, tried again, told in its own words, or given up."""
    item = one.item
    if one.error is not None:
        said = failures.diagnose(one.error, page=True)
        item.attempts += 1
        item.problem = f"{said.detail}. {said.advice}"[:500]
        # Where there is no address, waiting brings none: the entry's own words are the news, at once.
        if item.link and said.next in (failures.Next.RETRY, failures.Next.WAIT) and item.attempts < TRIES:
            item.next_try = now + FIRST_RETRY * 4 ** (item.attempts - 1)
            return one
        said_itself = own_words(item, now)
        if item.link or not said_itself:
            known = GatherError(said.detail, advice=said.advice) if item.link else one.error
            subject, cause = item.link or item.guid or item.title, said.cause.name.lower()
            problems.note("fetch", known, now=now, subject=subject, source=item.source, cause=cause)
        one = Fetched(item=item, captures=(said_itself,) if said_itself else ())
    item.state = Item.State.CAPTURED if one.captures else Item.State.FAILED
    item.next_try = None
    return one


def own_words(item: Item, now: datetime) -> news.Capture | None:
    """Return what the feed itself said of an entry as a capture, if that is more than a headline."""
    words = item.content if len(item.content) > len(item.summary) else item.summary
    if len(words) < ENOUGH:
        return None
    title = item.title.replace("<", "&lt;")
    body = f"<!doctype html><title>{title}</title><article><h1>{title}</h1>{words}</article>".encode()
    url = item.link or f"urn:sha256:{item.key}"
    return news.Capture(
        url=url,
        final_url=url,
        arrived=now,
        status=200,
        headers=(("content-type", "text/html; charset=utf-8"), ("x-stet-from", "feed")),
        body=body,
        sha256=hashlib.sha256(body).hexdigest(),
    )


def _nowhere(item: Item) -> GatherError:
    return GatherError(
        "the entry has no address, and says too little itself", subject=item.guid, advice="Nothing to do"
    )
