"""The dates that a reader sees: beside the headline, in lines that say what they date, at the head of the text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from stet.news import Claimed, Precision
from stet.read import times
from stet.read.blocks import Block

_CHANGED = re.compile(
    r"modifi|updat|aktualisi|actualiza|mis à jour|aggiornat|bijgewerkt|gewijzigd|geändert|letzte änderung|edited"
    r"|päivite|uppdatera|oppdater|opdater|zaktualiz|обновл|atualiz|güncelle|revis|stand:",
    re.IGNORECASE,
)
NOT_IT = re.compile(r"modif|updat|comment|related|sidebar|footer|widget|teaser|aktualis|regist|joined", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"\W*(?:(?:first |originally |date )?(?:published|posted|created|issued)(?: date)?|publication date|date posted"
    r"|(?:zuerst )?(?:veröffentlicht|erstellt|erschienen|publiziert|eingestellt|online seit)|erstellungsdatum"
    r"|veröffentlichungsdatum|publiée?|mise? en ligne|paru|date de publication|publicad[oa]|publicación"
    r"|fecha de publicación|data de publicação|pubblicat[oa]|data di pubblicazione|gepubliceerd|geplaatst"
    r"|opublikowan[oy]|data publikacji|publicerad|publisert|publiceret|udgivet|julkaistu|publikováno|zveřejněno"
    r"|közzétéve|megjelent|опубликовано|дата публикации|опубліковано|δημοσιεύ\w+|yayınlan\w+|yayın tarihi|نشر في|نُشر"
    r"|发布时间|公開日|등록|입력"
    r")\b[\s:|·]*(?:[^\W\d]{1,4}\.?[\s:]+){0,2}(?=\W*\d|\w+\W+\d)",
    re.IGNORECASE,
)
# A bare "Date:" may be that of a concert, so it is believed after the clearer signs.
_DATE = re.compile(r"\W*(?:date|datum|fecha|data|dato|päivämäärä|дата|日期)\s*:\s*(?=\d)", re.IGNORECASE)
# "(21 November 2022) The council…", "29.11.2022 – The council…", "LUNDEN, 4 March 2025. The council…"
_OPENING = re.compile(r"(?:[^\W\d][^,.\d]{2,24}, )?[(\[]?\s?(?=\d)")
_CLOSING = re.compile(r"\s?(?:[)\]]|[.:–—-]\s|[|]\s?)")
_SHORT = 140  # characters; a longer line is prose, and its dates are the event's
_LONE = 40  # characters of a line that holds a day and little else
_ROWS = {"li", "td", "th"}
_PROSE_WORDS, _FIRST_PROSE = 15, 3  # words of a paragraph; paragraphs at whose head the day may stand
OLDEST = datetime(1995, 1, 1, tzinfo=UTC)


def beside_headline(near: Iterable[Block], month_first: bool) -> list[Claimed]:
    """Return the dates that stand in words in short lines which do not speak of a change."""
    lines = (b.text for b in _lines(near) if not _CHANGED.search(b.text) and not NOT_IT.search(b.text))
    return [found for line in lines if (found := _date(line, month_first))]


def of_change(near: Iterable[Block], month_first: bool) -> Iterator[Claimed]:
    """Yield the dates of short lines that speak of a change."""
    lines = (b.text for b in _lines(near) if _CHANGED.search(b.text) and not NOT_IT.search(_CHANGED.sub("", b.text)))
    return (found for line in lines if (found := _date(line, month_first)))


def labelled(found: Sequence[Block], month_first: bool) -> Iterator[Claimed]:
    """Yield the dates of short lines that say of themselves when the page was published, wherever they stand.

    The label may be a line of its own above its date.
    """
    for block, after in zip(found, [*found[1:], None], strict=False):
        if len(block.text) > _SHORT:
            continue
        alone = block.text.endswith(":") and after is not None and len(after.text) <= _SHORT // 4
        line = f"{block.text} {after.text}" if alone and after else block.text
        label = _PUBLISHED.match(line)
        if label and (day := _date(line[label.end() :], month_first)):
            yield day


def dated(found: Sequence[Block], month_first: bool) -> Iterator[Claimed]:
    """Yield the dates of short lines that say "Date:" and no more."""
    for block in _lines(found):
        if (label := _DATE.match(block.text)) and (day := _date(block.text[label.end() :], month_first)):
            yield day


def alone(found: Sequence[Block], month_first: bool) -> Iterator[Claimed]:
    """Yield the days of lines in which there is little else than a day, outside lists and tables."""
    for block in found:
        if len(block.text) > _LONE or block.tag in _ROWS or "\u00a9" in block.text or NOT_IT.search(block.text):
            continue
        day = _date(block.text, month_first)
        if day and day.precision not in (Precision.YEAR, Precision.MONTH):
            yield day


def opening(found: Sequence[Block], month_first: bool) -> Claimed | None:
    """Return the day at the head of the first prose, set off from it by a bracket, a dash or a stop."""
    prose = [b.text for b in found if len(b.text.split()) >= _PROSE_WORDS and b.linked * 2 < len(b.text)]
    for text in prose[:_FIRST_PROSE]:
        head = _OPENING.match(text)
        day = times.at(text, head.end(), "text", month_first=month_first) if head else None
        if day and day[0].value >= OLDEST and _CLOSING.match(text, day[1]):
            return day[0]
    return None


def ago(near: Sequence[Block], arrived: datetime | None) -> Claimed | None:
    """Return what "3 hours ago" meant when the page arrived."""
    short = [b.text for b in _lines(near) if not NOT_IT.search(b.text)]
    return next((c for t in short if arrived and (c := times.from_ago(t, arrived))), None)


def _lines(blocks: Iterable[Block]) -> Iterator[Block]:
    return (b for b in blocks if len(b.text) <= _SHORT)


def _date(line: str, month_first: bool) -> Claimed | None:
    found = times.from_words(line, "text", month_first=month_first)
    return found if found and found.value >= OLDEST else None
