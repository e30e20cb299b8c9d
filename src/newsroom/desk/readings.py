"""The second reader: blind verdicts on a sample of facts, before the engine's are shown."""

import random

from django.db import transaction
from django.utils import timezone

from newsroom.desk import audit, checking
from newsroom.desk.acts import Refused
from newsroom.desk.models import Draft, Member, Reading
from stet.news import Verdict

SAMPLE = 5


def begin(draft: Draft, member: Member) -> Reading:
    """Draw the sample for this reader and version, once: coming back shows the same facts.

    Raises `Refused` for the author and for anyone who saved part of the text, and before the checker has run.
    """
    if member.user_id == draft.author_id or draft.saves.filter(editor=member.user).exists():
        raise Refused("You wrote part of this text. Somebody else must read it.")
    check = checking.latest(draft)
    if check is None or check.error:
        raise Refused("The checker has not run on this version. Run the check first.")
    count = len(check.findings)
    # Seeded by version and reader: nobody can draw again until the sample pleases.
    chosen = random.Random(f"{draft.version}:{member.user_id}").sample(range(count), min(SAMPLE, count))
    reading, _ = Reading.objects.get_or_create(
        draft=draft, version=draft.version, reader=member.user, defaults={"sample": sorted(chosen)}
    )
    return reading


def finish(reading: Reading, member: Member, verdicts: dict[int, Verdict]) -> Reading:
    """Keep the reader's verdicts and count where they differ from the engine's. A finished reading is never changed."""
    if reading.done:
        raise Refused("This reading is finished.")
    if missing := set(reading.sample) - set(verdicts):
        raise Refused(f"{len(missing)} of the facts have no verdict yet.")
    check = checking.latest(reading.draft)
    if check is None or check.version != reading.version:
        raise Refused("The text changed since you began. Read the new version.")
    with transaction.atomic():
        reading.verdicts = {str(i): str(verdicts[i]) for i in reading.sample}
        reading.asked = len(reading.sample)
        engine = {i: Verdict(check.findings[i]["verdict"]) for i in reading.sample}
        # What counts is whether the copy may stand, not which of two words for "carried" was chosen.
        reading.differed = sum(verdicts[i].stands != engine[i].stands for i in reading.sample)
        reading.done = timezone.now()
        reading.save()
        audit.record(member.name, "read", f"draft {reading.draft_id}", asked=reading.asked, differed=reading.differed)
    return reading
