"""Make up the five-minute edition: the top stories in their sources' sentences, as many as five minutes hold."""

from datetime import datetime

from newsroom.archive.models import Edition, Story
from newsroom.press.makeup import briefs, front, stories
from newsroom.press.seen import Card, FivePage, Said, Told
from stet import text as texts

WORDS = 1150
"""Five minutes at 230 words a minute (Brysbaert 2019: 238 for English prose, a little less with names and figures)."""
LINES = 4
PARTS = ("happened", "new", "known", "ahead")


def page(edition: Edition, now: datetime) -> FivePage:
    """Make up the page: stories in the order of their places until the time is up."""
    seen = front.page(edition, now)
    rows = {story.key: story for story in Story.objects.filter(key__in=[card.id for card in seen.cards])}
    cited = stories.cited(list(rows.values()))
    told: list[Told] = []
    left = WORDS
    for card in seen.cards:
        story = rows.get(card.id)
        lines = [line for part in PARTS for line in briefs.said(story.brief, part, cited)] if story else []
        chosen = choose(card, lines, left)
        left -= sum(length(line.text) for line in chosen) + length(card.headline)
        if left < 0:
            break
        told.append(Told(card=card, lines=chosen))
    return FivePage(moment=seen.moment, told=tuple(told), words=WORDS - max(left, 0))


def choose(card: Card, lines: list[Said], left: int) -> tuple[Said, ...]:
    """Return the first lines that fit, each once; without a brief, the card's own sentence."""
    chosen: list[Said] = []
    for line in {line.text: line for line in lines or ([card.excerpt] if card.excerpt else [])}.values():
        if len(chosen) < LINES and length(line.text) <= left - sum(length(one.text) for one in chosen):
            chosen.append(line)
    return tuple(chosen)


def length(text: str) -> int:
    """Count words."""
    return len(texts.words(text))
