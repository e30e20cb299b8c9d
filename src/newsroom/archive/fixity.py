"""Fixity: whether the archive is what it was."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from newsroom.archive import vault
from newsroom.archive.models import Capture, Problem

BATCH = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What a check found: records compared, rows that name no good record, records that no row names."""

    files: int
    records: int
    size: int
    broken: tuple[str, ...]
    unnamed: int

    @property
    def sentence(self) -> str:
        """Say it in a sentence."""
        if not self.records and not self.broken:
            return "The archive is empty: there was nothing to check."
        state = "All are what they were." if not self.broken else f"{len(self.broken)} are missing or changed:"
        spare = f" {self.unnamed} records were kept by a process that was killed before it could use them."
        return (
            f"{self.records:,} records in {self.files} files ({self.size / 1e6:,.1f} MB). {state}"
            f"{spare if self.unnamed else ''}"
        )


def verify(now: datetime | None = None) -> Report:
    """Read every record and compare digests, then look for the record of every row; rows are marked."""
    now = now or timezone.now()
    found = vault.store().verify()
    broken = {(fault.file, fault.offset): fault.what for fault in found.faults}
    present = {(place.file, place.offset): capture.sha256 for place, capture in _readable(broken)}
    named, faults = 0, [f"{file}@{offset}: {what}" for (file, offset), what in broken.items()]
    intact, lost = [], []
    for row in Capture.objects.only("pk", "file", "offset", "sha256", "url").iterator(BATCH):
        if present.get((row.file, row.offset)) == row.sha256:
            named += 1
            intact.append(row.pk)
        else:
            lost.append(row.pk)
            faults.append(f"{row.url}: no record at {row.file}@{row.offset} holds what was captured")
    _mark(intact, lost, now)
    return Report(
        files=found.files,
        records=found.records,
        size=found.bytes,
        broken=tuple(faults),
        unnamed=len(present) - named,
    )


def nightly(now: datetime) -> Report:
    """Verify, and make a problem of what is broken."""
    report = verify(now)
    for line in report.broken[:100]:
        subject, _, what = line.partition(": ")
        Problem.objects.update_or_create(
            stage="archive",
            cause="fixity",
            subject=subject[:500],
            defaults={"text": what[:1000], "advice": "Restore the file from a copy.", "last": now, "resolved": None},
        )
    return report


def _readable(broken: dict[tuple[str, int], str]):  # type: ignore[no-untyped-def]
    """Give every record that can be read, with its place; a damaged one ends its file's listing there."""
    from stet.errors import ArchiveError

    records = vault.store().captures()
    while True:
        try:
            yield next(records)
        except StopIteration:
            return
        except ArchiveError:
            return


def _mark(intact: list[int], lost: list[int], now: datetime) -> None:
    for start in range(0, len(intact), BATCH):
        Capture.objects.filter(pk__in=intact[start : start + BATCH]).update(intact=True, checked_at=now)
    for start in range(0, len(lost), BATCH):
        Capture.objects.filter(pk__in=lost[start : start + BATCH]).update(intact=False, checked_at=now)
