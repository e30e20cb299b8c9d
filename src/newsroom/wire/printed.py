"""An edition as text, for a terminal or a printer."""

import json
from typing import Any

from newsroom.archive.models import Edition

TOP = 20


def text(edition: Edition) -> str:
    """Return the front page as lines: each story with the reason for its place."""
    page = json.loads(edition.content)
    lines = [f"Front page of {page['moment']}   {edition.digest[:16]}", ""]
    for card in page["top"][:TOP]:
        lines += _card(card)
    if len(page["top"]) > TOP:
        lines += [f"... and {len(page['top']) - TOP} more", ""]
    if page["day"]["stories"]:
        lines += _day(page["day"])
    if page.get("trending"):
        lines += ["Trending", *(f"  {one['name']}: {one['why']}" for one in page["trending"]), ""]
    lines += ["Latest"]
    lines += [
        f"  {one['arrived'][:16].replace('T', ' ')}  {one['outlet']}: {one['title']}" for one in page["latest"][:10]
    ]
    lines += ["", *(f"Silent: {one['outlet']} since {one['since']}: {one['why']}" for one in page["silent"])]
    return "\n".join(lines).rstrip()


def _day(day: dict[str, Any]) -> list[str]:
    said = [f"  - {' '.join(line['text'] for line in story['lines'])}" for story in day["stories"]]
    return [f"In five minutes ({day['words']} words)", *said, f"  {day['end']}", ""]


def _card(card: dict[str, Any]) -> list[str]:
    parts = " ".join(f"{part['name']} {part['points']:+.1f}" for part in card["parts"])
    lines = [
        f"{card['place']:>3}. {card['title']}",
        f"     {_counted(card['outlets'], 'outlet')}, {_counted(card['origins'], 'origin')}"
        f" · last {card['last'][:16].replace('T', ' ')} · {card['section'] or 'no section'} · {card['story']}",
        f"     {card['score']:.1f} = {parts}",
    ]
    if card["without"]:
        other = card["without"][0]
        lines.append(
            f"     without {other['outlet']} it would be {'off the page' if not other['place'] else other['place']}"
        )
    lines += [f"     other chapter: {told['title']} · {told['story']}" for told in card.get("chapters", ())]
    return [*lines, ""]


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
