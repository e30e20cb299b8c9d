"""Listen for silence: a source that falls quiet against its own rhythm is named, on the page and to editors."""

from datetime import UTC, datetime

from django.db.models import Prefetch

from newsroom.archive import outlets
from newsroom.archive.models import Source, SourceFeed
from newsroom.wire.tally import Tally
from stet.gather.silence import silence


def listen(now: datetime) -> Tally:
    """Say of each source that is followed whether it is silent; only arrivals count, so no claimed time hides one."""
    feeds = Prefetch("feeds", SourceFeed.objects.filter(paused=False).only("source_id", "arrivals", "last_poll"))
    changed = 0
    for source in Source.objects.filter(state=Source.State.ACTIVE).prefetch_related(feeds):
        arrivals = [datetime.fromtimestamp(at, UTC) for feed in source.feeds.all() for at in feed.arrivals]
        if not arrivals:
            continue
        # A feed that fails is quiet too; a newsroom that was switched off has heard nobody.
        looked = max((feed.last_poll for feed in source.feeds.all() if feed.last_poll), default=None)
        quiet = silence(arrivals, now, looked=looked)
        since = quiet.since if quiet.silent else None
        if since != source.silent_since:
            why = quiet.why if quiet.silent else ""
            changed += outlets.change(source, now, silent_since=since, silence=why)
    return Tally(done=changed)
