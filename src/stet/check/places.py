"""Places: countries with their peoples, capitals, large cities, states and regions, and the places the tagger finds.

`U.K.`, `Britain` and `British` are one country under different forms; the form is kept, so that a checker can say which
it saw. The gazetteer is data/places.csv (data/SOURCES.md says where it comes from).
"""

import csv
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from stet.check.grammar import Parse
from stet.news import Fact, Kind, Span

DATA = Path(__file__).with_name("data")
# Forms that are more often something else: a name only where no sentence starts and no name goes on.
ORDINARY = frozenset(
    """Nice Reading Cork Hull Bath Rio Pole Poles Polish Turkey Chad Jordan Mobile Java Queens Columbus Salvador Male
    Charlotte Georgia Kent Perth Victoria Cambridge Lincoln Richmond Dominica Chile Guinea Oman Essex Scot Scots Valley
    IS Niger Panama Phoenix Buffalo Orlando Florence Houston Dallas Austin Jackson Madison Togo Mali Samoa""".split()
)
# Two countries, or a country and a state, share these forms: the text must say more before a country is named.
SHARED = frozenset(
    {"Georgia", "Georgian", "Georgians", "Dominican", "Dominicans", "Congo", "Guinean", "Guineans", "Korea"}
)
_AFTER = re.compile(r"\s+(?:[A-Z][a-z]+)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A form of the gazetteer: what it names, the country it lies in (ISO 3166 or ""), and which form it is."""

    form: str
    canonical: str
    country: str
    kind: str
    people: bool = False


@cache
def gazetteer() -> dict[str, Entry]:
    """Return the entries by their form; the first of a form wins (countries come before cities)."""
    found: dict[str, Entry] = {}
    with (DATA / "places.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            forms = [(f, False) for f in row["forms"].split(";")] + [(f, True) for f in row["people"].split(";") if f]
            for form, people in forms:
                entry = Entry(form=form, canonical=row["name"], country=row["country"], kind=row["kind"], people=people)
                found.setdefault(form, entry)
    return found


def entry(form: str) -> Entry | None:
    """Return what the gazetteer knows of a form, with or without "the" before it."""
    return gazetteer().get(form) or gazetteer().get(form.removeprefix("the ").removeprefix("The "))


@cache
def _forms() -> re.Pattern[str]:
    """Return one pattern of all forms, grouped by their first letters so that a miss costs little.

    Most words open with no letter that a form opens with: they are left at a glance.
    """
    groups: dict[str, list[str]] = {}
    for form in sorted(gazetteer(), key=lambda f: -len(f)):
        groups.setdefault(form[:2], []).append(re.escape(form[2:]))
    parts = (f"{re.escape(start)}(?:{'|'.join(rest)})" for start, rest in groups.items())
    opens = re.escape("".join(sorted({form[0] for form in gazetteer()})))
    return re.compile(rf"(?<![\w@#&])(?=[{opens}])(?:{'|'.join(parts)})(?![\w$])")


_STORM = re.compile(r"\b(Hurricane|Cyclone|Typhoon|Tropical Storm|Storm) ([A-Z][a-z]+)\b")
# A form that the tagger names in fewer than one in so many of its places is no name. Set on GUM's development part.
NAMED = 3


def storms(text: str) -> frozenset[str]:
    """Return the names of storms in `text`, in part and in full: they name no place and nobody."""
    return frozenset(form for found in _STORM.finditer(text) for form in found.group(0, 1, 2))


def places(text: str, parse: Parse | None = None, taken: list[Span] | None = None) -> list[Fact]:
    """Return the places of `text` in order; names in `taken` (people, organisations) hold no place."""
    blocked = sorted(taken or [])
    found = [_fact(text, span, known) for span, known in _known(text) if not _blocked(span, blocked)]
    weather = storms(text)
    tagged = sorted(s for s in _tagged(parse) if not _blocked(s, blocked) and s.of(text) not in weather)
    tagged = [s for s in tagged if not ordinary(text, s.of(text))]
    longer = [s for s in tagged if "," not in s.of(text)]  # "Manila Bay" is one place; "Lyon, France" is two
    found = [f for f in found if not any(s != f.span and s.holds(f.span) for s in _beside(f.span, longer))]
    for more in (tagged, list(_repeated(text, tagged))):
        held = [f.span for f in found]
        found += [_fact(text, s, None) for s in more if not _blocked(s, held) and not _blocked(s, blocked)]
        found.sort(key=lambda f: f.span.start)
    return found


def _repeated(text: str, tagged: list[Span]) -> Iterator[Span]:
    """Yield where else the text has the forms that the tagger took for places, and often enough."""
    forms = Counter(form for s in tagged if len(form := s.of(text)) > 2 and not entry(form))
    found = list(standing(text, sorted(forms, key=lambda f: (-len(f), f))[:200]))
    seen = Counter(form for _, form in found)
    for start, form in found:
        if forms[form] * NAMED >= seen[form]:
            yield Span(start=start, end=start + len(form))


_OPENS = re.compile(r"(?:^|[.!?:\n])[\s\"“”‘’'(\[]*$")


def ordinary(text: str, form: str) -> bool:
    """Say whether a word has its capital only because a sentence starts, and stands without it elsewhere."""
    if not (form.isalpha() and form.istitle()) or f" {form.lower()} " not in text or entry(form):
        return False
    return all(_OPENS.search(text, max(0, at - 8), at) for at, _ in standing(text, [form]))


def standing(text: str, forms: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield where forms stand as words, in order: the longest where several do, none inside another.

    To look for one after the other is ten times as quick as a pattern made for one text.
    """
    places = sorted((at, -len(form), form) for form in forms for at in _everywhere(text, form))
    end = 0
    for at, _, form in places:
        if at >= end:
            yield at, form
            end = at + len(form)


def _everywhere(text: str, form: str) -> Iterator[int]:
    at = text.find(form)
    while at >= 0:
        before, after = text[max(0, at - 1) : at], text[at + len(form) : at + len(form) + 1]
        if not (before.isalnum() or after.isalnum() or before in {"_", "@"} or after == "_"):
            yield at
        at = text.find(form, at + 1)


def _blocked(span: Span, taken: list[Span]) -> bool:
    """Say whether `span` shares a character with one of `taken`, which are in order and apart."""
    return any(t.overlaps(span) for t in _beside(span, taken))


def _beside(span: Span, others: list[Span]) -> list[Span]:
    at = bisect_left(others, span)
    return others[max(0, at - 1) : at + 1]


def _known(text: str) -> Iterator[tuple[Span, Entry]]:
    for found in _forms().finditer(text):
        known = gazetteer()[found[0]]
        if _stands(text, found.start(), found.end(), known):
            yield Span(start=found.start(), end=found.end()), known


def _stands(text: str, start: int, stop: int, known: Entry) -> bool:
    if known.kind == "state" and known.form.endswith(".") and known.form.count(".") == 1:
        return text[max(0, start - 2) : start] == ", "
    if known.form in ORDINARY:
        before = text[max(0, start - 4) : start].rstrip(" \"“‘'(")[-1:]
        return (
            before not in {"", ".", "!", "?", "\n"}
            and not _AFTER.match(text, stop)
            and not re.search(r"[A-Z][a-z]+ $", text[max(0, start - 20) : start])
        )
    return True


def _tagged(parse: Parse | None) -> Iterator[Span]:
    for first, last, label in parse.entities if parse else []:
        if label == "LOC":
            while first < last - 1 and parse and parse.words[first].lower() in {"the", "a"}:
                first += 1
            span = parse.span(first, last - 1) if parse else None
            if parse and span and (parse.spelt(first, first + 1) or entry(span.of(parse.text).title())):
                yield span


def _fact(text: str, span: Span, known: Entry | None) -> Fact:
    form = span.of(text)
    value = {"place": form, "canonical": form, "country": "", "form": "name"}
    if known:
        value = {
            "place": form,
            "canonical": known.canonical if form not in SHARED else form,
            "country": "" if form in SHARED else known.country,
            "form": "people" if known.people else "name",
        }
    return Fact(kind=Kind.PLACE, span=span, text=form, value=value)
