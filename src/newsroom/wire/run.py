"""The run, on one page: what arrives goes through these stages, in this order, a batch at a time.

    poll      feeds -> items                      (`gathering`, its own process: it waits for the network)
    fetch     items -> captures, archived first   (`gathering`)
    read      captures -> articles, revisions
    group     articles -> copies, stories         in arrival order, the same every time
    check     articles -> facts
    compare   stories -> findings with evidence, briefs
    rank      stories -> an edition
    index     articles -> search

How far each row is stands in the row itself and is written in the transaction that stored the stage's result. So a kill
at any moment loses nothing and repeats nothing: whoever runs next takes up what is still marked as waiting.
"""

from collections.abc import Callable
from datetime import datetime

from newsroom.wire import checking, comparing, grouping, indexing, ranking, reading
from newsroom.wire.leases import lease
from newsroom.wire.tally import NOTHING, Tally

Stage = Callable[[datetime], Tally]
STAGES: dict[str, Stage] = {
    "read": reading.read,
    "group": grouping.group,
    "check": checking.check,
    "compare": comparing.compare,
    "rank": ranking.rank,
    "index": indexing.index,
}


def batch(stage: str, now: datetime) -> Tally:
    """Do one batch of a stage, unless another worker is at it."""
    with lease(stage) as mine:
        return STAGES[stage](now) if mine else NOTHING


def after(stage: str) -> str:
    """Return the stage that follows, or nothing after the last."""
    names = list(STAGES)
    return names[names.index(stage) + 1] if stage != names[-1] else ""


def backlog(now: datetime | None = None) -> dict[str, int]:
    """Count what waits before each stage; with `now` also a front page that has grown old or was arranged by hand."""
    return {
        "read": reading.waiting().count(),
        "group": grouping.waiting().count(),
        "check": checking.waiting().count(),
        "compare": comparing.waiting().count(),
        "rank": int(ranking.due(now)),
        "index": indexing.waiting().count(),
    }


def through(now: datetime, progress: Callable[[str, Tally], None] = lambda stage, tally: None) -> Tally:
    """Take everything that waits through every stage, in this process: for loading, and for tests."""
    total = NOTHING
    for stage in STAGES:
        more = True
        while more:
            tally = batch(stage, now)
            progress(stage, tally)
            total, more = total + tally, tally.more
    return total
