"""Fetch an article whole: its page, and the further pages where it was cut into several. `stet.read` joins them."""

import time

from newsroom.wire.door import door
from stet import news
from stet.errors import BadStatus, InputError
from stet.gather.identity import canonical

MOST = 10  # pages of one article; the longest that we saw had seven
PAUSE = 2.0  # seconds between the pages of one article: the pace of a host's budget


def whole(url: str, *, etag: str = "", modified: str = "", verify: bool = True) -> tuple[news.Capture, ...]:
    """Return the captures of an article's pages, the first page first. No database: this runs in threads.

    A further page that is not there, or that was had before, ends the article. One that cannot be had just now fails it
    all, to be tried again: half an article would look like a deletion.

    Raises `StetError` as `Door.fetch` does.
    """
    first = door().fetch(url, etag=etag, modified=modified, verify=verify)
    found, had = [first], {canonical(first.final_url)}
    while len(found) < MOST and (then := following(found[-1])) and canonical(then) not in had:
        time.sleep(max(PAUSE, door().pace(then)))
        try:
            found.append(door().fetch(then, verify=verify))
        except BadStatus as error:
            if error.status in (404, 410):
                break
            raise
        had |= {canonical(then), canonical(found[-1].final_url)}
    return tuple(found)


def following(page: news.Capture) -> str:
    """Return the address of the page after this one in its article, or an empty string."""
    from stet.read import pages

    kind = page.header("content-type")
    if page.status == 304 or (kind and "html" not in kind.lower()):
        return ""
    try:
        return pages.following(page.body, page.final_url, content_type=kind)
    except InputError:
        return ""  # nothing is to be found in it; reading says why
