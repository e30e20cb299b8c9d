"""The library's engines, loaded once per process and only by the process that needs them."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from stet import news
from stet.errors import EngineError


@cache
def tagger() -> Any:
    """Return the tagger, or None where it is absent: facts are then found by the grammars alone."""
    from stet.engines import tagger as room

    try:
        return room.load()
    except EngineError:
        return None


@cache
def embedder() -> Any:
    """Return the encoder of texts. Raises `EngineError` where its model is missing: stories cannot be told apart."""
    from stet.engines import embed

    return embed.load()


def facts_of(texts: Sequence[tuple[str, datetime]]) -> list[Sequence[news.Fact] | Exception]:
    """Return the facts of each text, or what went wrong with it."""
    from stet.check.facts import facts

    found: list[Sequence[news.Fact] | Exception] = []
    for text, published in texts:
        try:
            found.append(facts(text, published=published, tagger=tagger()))
        except Exception as error:
            found.append(error)
    return found


def ledger(text: str, sources: Sequence[news.Source], *, published: datetime) -> news.Ledger:
    """Return the ledger of a text against sources."""
    from stet.check.ledger import check

    return check(text, sources, published=published, tagger=tagger())
