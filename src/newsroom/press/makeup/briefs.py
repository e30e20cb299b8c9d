"""Read the briefs that the wire stored with stories, as readers see them: sentences with outlet, time and place."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from newsroom.archive.models import Article
from newsroom.press import addresses
from newsroom.press.seen import Board, Said

LINES = ("happened", "new", "known", "said", "ahead", "timeline", "corrections")


def said(brief: Mapping[str, Any], name: str, articles: Mapping[str, Article]) -> Iterator[Said]:
    """Return the lines of one part of a brief. A line whose source is no longer there is left out: nobody says it."""
    for line in brief.get(name) or ():
        if found := _said(line, articles):
            yield found


def boards(brief: Mapping[str, Any], articles: Mapping[str, Article]) -> tuple[Board, ...]:
    """Return what the sources of a story differ on, each value with who says it."""
    found = []
    for dispute in brief.get("disputed") or ():
        sides = tuple(
            (str(value), lines)
            for value, rows in _sides(dispute)
            if (lines := tuple(line for row in rows if (line := _said(row, articles))))
        )
        if len(sides) > 1:
            found.append(Board(about=str(dispute.get("about", "")) or "a figure", sides=sides))
    return tuple(found)


def values(brief: Mapping[str, Any]) -> Iterator[tuple[str, int, int, int]]:
    """Return every value on which sources differ, with a passage that says it: value, article, start, end."""
    for dispute in brief.get("disputed") or ():
        for value, rows in _sides(dispute):
            for evidence in (one for row in rows for one in row.get("evidence") or ()):
                if (source := str(evidence.get("source", ""))).isdigit():
                    yield str(value), int(source), *_place(evidence)


def sources(brief: Mapping[str, Any]) -> set[int]:
    """Return the ids of the articles that a brief cites."""
    return {int(source) for source, _, _ in cited(brief) if source.isdigit()}


def cited(brief: Mapping[str, Any]) -> Iterator[tuple[str, int, int]]:
    """Return every passage that a brief cites: article, start, end."""
    for line in _lines(brief):
        for evidence in line.get("evidence") or ():
            yield str(evidence.get("source", "")), *_place(evidence)


def _lines(brief: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for name in LINES:
        yield from brief.get(name) or ()
    for dispute in brief.get("disputed") or ():
        for _, rows in _sides(dispute):
            yield from rows


def _sides(dispute: Mapping[str, Any]) -> Sequence[tuple[str, Sequence[Mapping[str, Any]]]]:
    values = dispute.get("values") or ()
    return [
        (side["value"], side.get("lines") or ()) if isinstance(side, Mapping) else (side[0], side[1]) for side in values
    ]


def _said(line: Mapping[str, Any], articles: Mapping[str, Article]) -> Said | None:
    cited = [(articles.get(str(one.get("source", ""))), one) for one in line.get("evidence") or ()]
    there = [(article, one) for article, one in cited if article]
    if not there:
        return None
    article, evidence = there[0]
    outlets = dict.fromkeys(one.source.name for one, _ in there)
    return Said(
        text=str(line.get("text", "")),
        outlet=article.source.name,
        at=_since(line) or article.arrived,
        href=addresses.article(article.pk, _place(evidence)[0]),
        speaker=str(line.get("speaker", "")),
        language=article.language,
        also=tuple(outlets)[1:],
    )


def _since(line: Mapping[str, Any]) -> datetime | None:
    since = line.get("since")
    return datetime.fromisoformat(since) if since else None


def _place(evidence: Mapping[str, Any]) -> tuple[int, int]:
    span = evidence.get("span")
    if isinstance(span, Mapping):
        return int(span["start"]), int(span["end"])
    if span:
        return int(span[0]), int(span[1])
    return int(evidence.get("start", 0)), int(evidence.get("end", 0))
