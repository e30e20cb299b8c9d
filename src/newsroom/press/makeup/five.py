"""Make up the five-minute edition from the front page's own: what it tells was told at that moment; then it ends."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from newsroom.archive.models import Article, Edition, Story
from newsroom.press import addresses
from newsroom.press.makeup import front, since
from newsroom.press.seen import FivePage, Said, Told

LINES = 3
"""Sentences of a story that are told to a reader who comes back."""


def page(edition: Edition, now: datetime) -> FivePage:
    """Make up the page: the edition's stories in the order of their places, each line somebody's own sentence."""
    day = json.loads(edition.content)["day"]
    seen = front.page(edition, now)
    cards = {card.id: card for card in seen.cards}
    wanted = {line["article"] for story in day["stories"] for line in story["lines"]}
    articles = {row.pk: row for row in Article.objects.filter(pk__in=wanted).select_related("source")}
    told = tuple(
        Told(
            card=cards[story["story"]],
            lines=tuple(
                _said(line, articles[line["article"]]) for line in story["lines"] if line["article"] in articles
            ),
        )
        for story in day["stories"]
        if story["story"] in cards
    )
    return FivePage(moment=seen.moment, told=told, words=day["words"], left=day["left"], end=day["end"])


def news(seen: FivePage, at: datetime) -> FivePage:
    """Leave of a page only what its stories told since a reader last looked; a story without news is left out."""
    stories = Story.objects.in_bulk([one.card.id for one in seen.told], field_name="key")
    fresh = [
        Told(card=one.card, lines=lines)
        for one in seen.told
        if one.card.id in stories and (lines := since.new(stories[one.card.id], at)[:LINES])
    ]
    words = sum(len(line.text.split()) for one in fresh for line in one.lines)
    return replace(seen, told=tuple(fresh), words=words, left=0, since=at)


def _said(line: Mapping[str, Any], article: Article) -> Said:
    return Said(
        text=line["text"],
        outlet=article.source.name,
        at=article.arrived,
        href=addresses.article(article.pk, line["start"]),
        language=article.language,
    )
