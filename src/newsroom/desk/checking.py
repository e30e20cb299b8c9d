"""Check a draft against the archive: which sources bear on it, what the ledger says, what people bound by hand.

A checker that cannot run leaves a `Check` with its error, and the gate refuses on that. Nothing passes by default.
"""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from newsroom.archive import bearing
from newsroom.archive.models import Revision
from newsroom.desk import gate, grounds
from newsroom.desk.models import Binding, Check, Draft, Reading
from stet import documents, news, text

log = logging.getLogger(__name__)


def run(draft: Draft) -> Check:
    """Check this very version of `draft` and store what came out, also when nothing could."""
    check = Check(draft=draft, version=draft.version, at=timezone.now())
    try:
        revisions = list(sources(draft))
        ledger = _ledger(draft, revisions)
        check.engine, check.canary = ledger.engine, ledger.canary
        check.findings = [documents.of_finding(f) for f in ledger.findings]
        check.sources = [_cited(r) for r in revisions]
    except Exception as error:
        # Whatever went wrong in the engine, publishing stops and the desk sees why.
        log.exception("the check of draft %s failed", draft.pk)
        check.error = f"{type(error).__name__}: {error}"
    check.save()
    return check


def sources(draft: Draft) -> QuerySet[Revision]:
    """Return the revisions a draft is checked against: its story's reports, and every passage bound by hand."""
    found = bearing.of_story(draft.story) if draft.story else bearing.on_text(draft.text)
    bound = draft.bindings.exclude(revision=None).values_list("revision", flat=True)
    return found | Revision.objects.filter(pk__in=list(bound)).select_related("article__source")


def latest(draft: Draft) -> Check | None:
    """Return the last check of this very version, if there was one."""
    return draft.checks.filter(version=draft.version).first()


def standing(draft: Draft, *, second_reader: int | None = None) -> gate.Standing:
    """Return what the gate needs to know of a draft. `second_reader` stands in for a reading, as in a correction."""
    check = latest(draft)
    read = draft.readings.filter(version=draft.version).exclude(done=None).exclude(reader=draft.author_id).first()
    writers = draft.saves.exclude(editor=None).values_list("editor", flat=True).distinct()
    return gate.Standing(
        version=draft.version,
        headline=draft.headline,
        author=draft.author_id,
        contributors=frozenset(writers),
        checked_version=check.version if check else "",
        checker_error=check.error if check else "",
        canary_rejected=bool(check and check.canary),
        facts=tuple(checked(draft, check)) if check else (),
        second_reader=read.reader_id if read else second_reader,
        read_version=draft.version if read or second_reader else "",
        picture_without_alt=bool(draft.picture) and not draft.picture_alt.strip(),
    )


def places(finding: Mapping[str, Any]) -> Iterable[dict[str, int]]:
    """Yield where the passages of a finding stand: the one that somebody bound, then those the checker found."""
    if passage := (finding.get("ground") or {}).get("passage"):
        yield passage
    for one in finding.get("evidence", ()):
        yield {"revision": int(one["source"].removeprefix("r")), "start": one["start"], "end": one["end"]}


def bound(draft: Draft, check: Check) -> Iterable[tuple[dict[str, Any], Binding | None]]:
    """Yield the facts of a check, each with the ground that somebody gave it, if anybody did."""
    by_hand = {(b.text, b.context): b for b in draft.bindings.all()}
    for finding in check.findings:
        yield finding, by_hand.get((finding["text"], context(draft.text, finding["start"]))) if by_hand else None


def ledger(draft: Draft, check: Check) -> list[dict[str, Any]]:
    """Return the facts of a check as a version keeps them: one that somebody vouches for has its ground beside it."""
    return [{**f, "ground": grounds.told(b)} if b else f for f, b in bound(draft, check)]


def checked(draft: Draft, check: Check) -> Iterable[gate.Checked]:
    """Yield the facts of a check as the gate sees them."""
    for finding, hand in bound(draft, check):
        by_hand = gate.Bound(hand.ground) if hand else None
        yield gate.Checked(text=finding["text"], verdict=news.Verdict(finding["verdict"]), by_hand=by_hand)


def context(whole: str, start: int) -> str:
    """Return the sentence of `whole` that holds the character at `start`: the ground of a binding."""
    return next((s.of(whole) for s in text.sentences(whole) if s.start <= start < s.end), "")


def disagreement() -> tuple[int, int]:
    """Return (differed, asked) over all blind readings: the rate that is published."""
    done = Reading.objects.exclude(done=None).values_list("differed", "asked")
    return sum(d for d, _ in done), sum(a for _, a in done)


def bind(draft: Draft, *, fact: str, start: int, ground: gate.Bound, by: object, **more: Any) -> Binding:
    """Store how a person vouches for the fact at `start`; an earlier ground for the same words gives way."""
    where = context(draft.text, start)
    draft.bindings.filter(text=fact, context=where).delete()
    return Binding.objects.create(draft=draft, text=fact, context=where, ground=ground, by=by, **more)


def _ledger(draft: Draft, revisions: list[Revision]) -> news.Ledger:
    from stet.check import ledger

    return ledger.check(draft.text, bearing.sources(revisions), published=timezone.now())


def _cited(revision: Revision) -> dict[str, str]:
    article = revision.article
    return {
        "id": f"r{revision.pk}",
        "outlet": article.source.name,
        "title": revision.title,
        "url": article.url,
        "arrived": revision.arrived.isoformat(),
    }
