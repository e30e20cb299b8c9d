"""What readers send us: a report of an error, which opens a task at the desk. Nothing about the reader is kept."""

import hashlib
from datetime import datetime, timedelta

from newsroom.desk.models import Notice, Post

AN_HOUR = 30
"""Reports taken an hour: a campaign fills a page of the desk, not its database."""
SENTENCE = 500
NOTE = 1000


def report(post: Post, sentence: str, note: str, now: datetime) -> bool:
    """Open a task for the sentence, once however often it is reported; False when there is none, or too many came."""
    sentence = " ".join(sentence.split())[:SENTENCE]
    if not sentence:
        return False
    recent = Notice.objects.filter(about=Notice.About.READER, opened__gt=now - timedelta(hours=1)).count()
    if recent >= AN_HOUR:
        return False
    digest = hashlib.sha256(sentence.casefold().encode()).hexdigest()[:24]
    Notice.objects.get_or_create(
        key=f"reader:{post.pk}:{digest}",
        defaults={
            "about": Notice.About.READER,
            "title": f"A reader doubts: {sentence}"[:300],
            "text": f"{sentence}\n\n{' '.join(note.split())[:NOTE]}".strip(),
            "post": post,
            "opened": now,
        },
    )
    return True
