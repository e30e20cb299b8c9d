"""One publisher floods the wire: what it posts stays out of the top of the page."""

import json
import random
import zlib
from datetime import UTC, datetime, timedelta

import numpy as np

from newsroom.archive.models import Article
from newsroom.wire import editions, engines, grouping, reading

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
POSTS = 1000
HAPPENED = (
    "Aldmark bridge closes after inspectors find crack in girder",
    "Ferry Merle runs aground on Tessen mole with forty aboard",
    "Brenwick traders refuse new rent for stalls",
    "Snow brings down roof of Harlmond school gymnasium",
    "Fire in drying loft destroys Corvale paper mill",
    "Dunmere council halves grant to puppet theatre",
    "Eastrey wins cup final on penalties against Farholt",
    "Minister Brandt resigns over loans to brother",
    "Grimsay fishermen land record herring catch",
    "Court in Hollin frees three climate protesters",
    "Invers hospital reopens maternity ward after two years",
    "Comet seen above Jarrow by amateur astronomers",
)
LETTERS = "bcdfghklmnprstvz"


class Sums:
    """An encoder of our own, quick enough for a thousand texts: the sum of a direction for each word."""

    def embed(self, texts):
        rows = [
            np.sum(
                [np.random.default_rng(zlib.crc32(word.encode())).standard_normal(384) for word in set(text.split())],
                axis=0,
            )
            for text in texts
        ]
        return np.array([row / np.linalg.norm(row) for row in rows], dtype=np.float32)


def told() -> list[dict[str, object]]:
    """Return twelve events, each told by two newsrooms, and a thousand posts of one publisher on as many things."""
    own = [
        {
            "outlet": outlet,
            "title": title,
            "text": f"{title}. {said} {title.split()[0]} on Monday.",
            "after": 60 * k + at,
        }
        for at, title in enumerate(HAPPENED)
        for k, (outlet, said) in enumerate(
            (("Radio Harl", "Listeners heard of it first from"), ("Coast Agency", "Officials later confirmed it in"))
        )
    ]
    r = random.Random(1)
    words = ["".join(r.choices(LETTERS, k=3)) + "ola" for _ in range(4000)]
    flood = [
        {
            "outlet": "Flood Daily",
            "title": " ".join(r.sample(words, 7)).capitalize(),
            "text": " ".join(r.sample(words, 14)) + ".",
            "after": 100 + n / 20,
        }
        for n in range(POSTS)
    ]
    return [*own, *flood]


def test_a_publisher_that_posts_a_thousand_items_moves_nothing_into_the_top_ten(wire, monkeypatch) -> None:
    monkeypatch.setattr(engines, "embedder", Sums)
    said = [{**one, "url": f"https://{n}.example/"} for n, one in enumerate(told())]
    wire(*said, through=False)
    now = NOON + timedelta(minutes=170)
    while reading.read(now).more:
        pass
    while grouping.group(now).more:
        pass
    assert Article.objects.exclude(grouped_at=None).count() == len(said)
    page = json.loads(editions.make(now).content)
    top = [card["title"] for card in page["top"][:10]]
    assert len(page["top"]) > 10
    assert set(top) <= set(HAPPENED)
