"""Turn what readers see into the bytes of a page: no request, no clock, no database.

Jinja rather than Django's own templates: it takes a third of the time, and a site is baked by the ten thousand pages
(docs/decisions/0040-press-templates.md).
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from newsroom import protection
from newsroom.press import drawn, schema
from newsroom.press.seen import Newsroom, by_day, counted

HERE = Path(__file__).parent
STATIC = HERE / "static" / "press"
TEMPLATES = HERE / "templates" / "press"
LONG = 90
"""Characters: nine in ten headlines of the wire are shorter, and a screen of 360 px holds about 100 at full size."""
RTL = frozenset({"ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv"})


def page(template: str, newsroom: Newsroom, seen: object, path: str, **more: Any) -> bytes:
    """Make the page of `template` from a record, as it stands at `path`.

    Raises jinja2.UndefinedError where a template asks for something the record does not have: a page with a hole in it
    never leaves the building.
    """
    return engine().get_template(template).render(newsroom=newsroom, seen=seen, path=path, **more).encode()


@cache
def engine() -> Environment:
    """Return the template engine: strict, escaping, with the few words templates need."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {
        "clock": clock,
        "day": day,
        "stamp": stamp,
        "iso": iso,
        "counted": counted,
        "when": when,
        "query": query,
        "long": long,
    }
    made.globals |= {
        "asset": asset,
        "dots": drawn.dots,
        "sparkline": drawn.sparkline,
        "schema": schema,
        "lang": lang,
        "by_day": by_day,
        "policy": protection.IN_PAGE,
    }
    return made


# --- words that templates use -----------------------------------------------------------------------------------------


def iso(moment: datetime) -> str:
    """Say a moment for machines, in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def clock(moment: datetime) -> str:
    """Say the hour and minute, in UTC: ``14:05``."""
    return moment.astimezone(UTC).strftime("%H:%M")


def day(moment: datetime | date) -> str:
    """Say the day in full: ``Friday 15 August 2025``."""
    at = moment.astimezone(UTC) if isinstance(moment, datetime) else moment
    return f"{at:%A} {at.day} {at:%B %Y}"


def stamp(moment: datetime) -> str:
    """Say the day and minute: ``15 Aug 2025, 14:05 UTC``."""
    at = moment.astimezone(UTC)
    return f"{at.day} {at:%b %Y, %H:%M} UTC"


def short(moment: datetime) -> str:
    """Say the day and minute where the year is clear from the page: ``15 Aug, 14:05``."""
    at = moment.astimezone(UTC)
    return f"{at.day} {at:%b, %H:%M}"


def when(moment: datetime, words: str = "stamp") -> Markup:
    """Mark up a moment: absolute words on the page, from which the reader's browser may say how long ago it was."""
    said = {"stamp": stamp, "short": short, "clock": clock, "day": day}[words](moment)
    return Markup('<time datetime="{}">{}</time>').format(iso(moment), said)


def lang(code: str, page: str = "en") -> Markup:
    """Return the attributes that make a browser set, break and speak words in their own language."""
    main = code.split("-")[0].lower()
    if not main or main == page:
        return Markup("")
    way = Markup(' dir="rtl"') if main in RTL else Markup("")
    return Markup(' lang="{}"').format(code) + way


def long(headline: str) -> Markup:
    """Return the attribute that sets a headline smaller which would fill a phone's screen at its usual size."""
    return Markup(' class="long"') if len(headline) > LONG else Markup("")


def query(values: Mapping[str, str]) -> str:
    """Return the values that are given as a query string."""
    return urlencode({key: value for key, value in values.items() if value})


@cache
def asset(name: str) -> str:
    """Return the address of a static file, with its digest so that it can be kept for ever."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/press/{name}?v={digest}"


@cache
def fingerprint() -> str:
    """Return a digest of what shapes a page beside its record: templates, style, script, this code, and the policy."""
    digest = hashlib.sha256(protection.IN_PAGE.encode())
    for path in sorted([*TEMPLATES.rglob("*"), *STATIC.rglob("*"), *HERE.rglob("*.py")]):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
