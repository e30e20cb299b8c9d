"""The stages as background tasks: one task per batch. A task is only a nudge; what waits is written in the tables."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from newsroom.wire import run

QUEUE = "wire"
FORGET = timedelta(days=1)  # finished tasks are of no use to anybody a day later
LOST = timedelta(hours=1)  # a task that has run this long died with its worker


@task(queue_name=QUEUE)
def advance(stage: str) -> dict[str, int]:
    """Do one batch of a stage, then nudge what follows from it."""
    tally = run.batch(stage, timezone.now())
    if tally.more:
        wake(stage)
    if tally.total and (then := run.after(stage)):
        wake(then)
    return {"done": tally.done, "failed": tally.failed}


def wake(stage: str) -> None:
    """See to it that a task for the stage is waiting; one is enough, however much there is to do."""
    ready = DBTaskResult.objects.filter(queue_name=QUEUE, status=TaskResultStatus.READY)
    if not ready.filter(args_kwargs={"args": [stage], "kwargs": {}}).exists():
        advance.enqueue(stage)


def wake_all() -> list[str]:
    """Nudge every stage that has something waiting: at the start, after a kill, and every so often for safety."""
    waiting = [stage for stage, count in run.backlog(timezone.now()).items() if count]
    for stage in waiting:
        wake(stage)
    return waiting


def forget() -> int:
    """Delete finished tasks of yesterday and those that died with their worker."""
    now = timezone.now()
    finished = DBTaskResult.objects.filter(queue_name=QUEUE, finished_at__lt=now - FORGET)
    lost = DBTaskResult.objects.filter(queue_name=QUEUE, status=TaskResultStatus.RUNNING, started_at__lt=now - LOST)
    return finished.delete()[0] + lost.delete()[0]
