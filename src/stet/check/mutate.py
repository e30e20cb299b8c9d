"""Mutation: true copy to copies with one fact changed, to measure whether a checker notices.

The idea is mutation testing's (DeMillo, Lipton and Sayward 1978): a checker is as good as the share of planted faults
it reports. Every change is one that makes the copy false, made by rules on the words, and recorded with its place.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from stet import text as texts
from stet.check import lexicon, names
from stet.check.grammar import Parse
from stet.check.wording import Sort, Word, meaning, words
from stet.engines import tagger, thesaurus
from stet.news import Span


class Change(StrEnum):
    """The kinds of change."""

    VALUE = "figure"
    UNIT = "unit"
    CURRENCY = "currency"
    SCALE = "scale"
    POINTS = "points"
    DIRECTION = "direction"
    QUALIFIER = "qualifier"
    NEGATION = "negation"
    DATE = "date"
    WEEKDAY = "weekday"
    NAME = "name"
    SWAP = "swap"
    ROLE = "role"
    PLACE = "place"
    QUOTE = "quotation"
    SPEAKER = "speaker"
    HARM = "harm"
    OPPOSITE = "opposite"
    MODALITY = "modality"
    SCOPE = "scope"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mutation:
    """A copy with one fact changed: characters `span` of the true text, `before`, became `after`; `text` is the whole.

    A swap of two names is recorded as one change of the stretch that holds both.
    """

    kind: Change
    span: Span
    before: str
    after: str
    text: str


Site = tuple[int, int, str]
_SMALL = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen twenty thirty".split()
)
_PAIRS: dict[Change, tuple[tuple[str, str], ...]] = {
    Change.UNIT: (
        ("miles", "kilometers"), ("mile", "kilometer"), ("feet", "meters"), ("foot", "meter"), ("pounds", "kilograms"),
        ("tons", "pounds"), ("inches", "feet"), ("hours", "minutes"), ("minutes", "hours"), ("years", "months"),
        ("months", "weeks"), ("weeks", "months"), ("days", "weeks"), ("acres", "square miles"), ("kilometers", "miles"),
        ("kilometres", "miles"), ("meters", "feet"), ("metres", "feet"), ("km", "miles"), ("kg", "pounds"),
    ),
    Change.SCALE: (("million", "billion"), ("billion", "million"), ("trillion", "billion"), ("thousand", "million")),
    Change.DIRECTION: (
        ("rose", "fell"), ("fell", "rose"), ("increased", "decreased"), ("decreased", "increased"), ("gained", "lost"),
        ("increase", "decrease"), ("decrease", "increase"), ("dropped", "climbed"), ("climbed", "dropped"),
        ("rise", "fall"), ("declined", "grew"), ("grew", "shrank"), ("jumped", "plunged"), ("surged", "slumped"),
        ("higher", "lower"), ("lower", "higher"), ("decline", "growth"), ("growth", "decline"),
    ),
    Change.QUALIFIER: (
        ("at least", "exactly"), ("more than", "less than"), ("less than", "more than"), ("fewer than", "more than"),
        ("nearly", "more than"), ("almost", "more than"), ("up to", "at least"), ("at most", "at least"),
    ),
    Change.HARM: (
        ("killed", "injured"), ("injured", "killed"), ("wounded", "killed"), ("died", "survived"), ("dead", "injured"),
        ("deaths", "injuries"), ("injuries", "deaths"), ("kills", "injures"), ("survived", "died"),
    ),
    Change.OPPOSITE: (
        ("won", "lost"), ("lost", "won"), ("accepted", "rejected"), ("rejected", "accepted"), ("approved", "rejected"),
        ("opened", "closed"), ("closed", "opened"), ("before", "after"), ("after", "before"), ("guilty", "innocent"),
        ("supported", "opposed"), ("opposed", "supported"), ("allowed", "banned"), ("banned", "allowed"),
        ("first", "last"), ("arrived", "left"), ("above", "below"), ("below", "above"), ("support", "oppose"),
        ("arrested", "released"), ("confirmed", "denied"), ("denied", "confirmed"), ("bought", "sold"),
        ("sold", "bought"),
        ("success", "failure"), ("victory", "defeat"), ("agreed", "refused"), ("began", "ended"),
    ),
    Change.MODALITY: (
        ("will", "may"), ("may", "will"), ("could", "will"), ("might", "will"), ("would", "may"),
    ),
    Change.SCOPE: (
        ("all", "some"), ("every", "some"), ("some", "all"), ("most", "few"), ("many", "all"), ("several", "all"),
        ("few", "many"),
    ),
}  # fmt: skip
_SIGNS = {"$": "€", "€": "$", "£": "$"}
_MONEY = (("dollars", "euros"), ("euros", "dollars"), ("pounds sterling", "dollars"))
_PLACES = (
    "Geneva Vienna Chicago Boston Dallas Denver Seattle Madrid Rome Berlin Oslo Athens Cairo Lima Delhi Seoul".split()
)


def mutate(
    text: str,
    *,
    published: datetime | None = None,
    seed: int = 0,
    per_kind: int = 1,
    kinds: Sequence[Change] = tuple(Change),
) -> list[Mutation]:
    """Return copies of `text` with one fact changed, at most `per_kind` for each kind that the text has a place for.

    Deterministic: the same text, seed and kinds give the same changes. `published` is accepted so that callers can
    hand over what they hand to `check`; relative dates stay relative.
    """
    made = []
    for kind in kinds:
        sites = [site for site in _SITES[kind](text) if text[site[0] : site[1]] != site[2]]
        chosen = random.Random(f"{seed}:{kind}").sample(sites, min(per_kind, len(sites)))
        made += [_apply(text, kind, site) for site in sorted(chosen)]
    return made


def _apply(text: str, kind: Change, site: Site) -> Mutation:
    start, end, after = site
    return Mutation(
        kind=kind,
        span=Span(start=start, end=end),
        before=text[start:end],
        after=after,
        text=text[:start] + after + text[end:],
    )


def _by_pairs(kind: Change) -> Callable[[str], Iterator[Site]]:
    table = dict(_PAIRS[kind])
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, table), key=len, reverse=True))})\b", re.IGNORECASE)

    def sites(text: str) -> Iterator[Site]:
        for hit in pattern.finditer(text):
            if kind is Change.MODALITY and hit[0][0].isupper():
                continue  # May the month, Will the man
            if kind in {Change.UNIT, Change.QUALIFIER} and not _counts(text, hit):
                continue
            if hit[0].lower() == "up to" and _went_up(text[: hit.start()]):
                continue
            if _elsewise(text, hit):
                continue
            after = table[hit[0].lower()]
            yield hit.start(), hit.end(), after.capitalize() if hit[0][0].isupper() else after

    return sites


def _went_up(before: str) -> bool:
    """Say whether a text ends with a verb that takes "up": "ticked up to 8 %" bounds nothing."""
    last = re.search(r"(\w+)\s$", before)
    return last is not None and meaning(thesaurus.base(last[1].lower())) in lexicon.UPWARDS


_IDIOMS = re.compile(  # with the word itself between brackets
    r"""\b(?:an?|the|very|too|so|as|how)\s\[(?:few|many)\]
      | \b(?:the|an?|its|his|her|their|my|our|your|at|\w+['’]s)\s\[most\]
      | \b(?:at|after|above|not)\s\[all\] | \[all\]\sbut\b
      | \[every\]\s(?:other|so\soften|one)\b
      | \[declined\]\sto\b
      | \bat\s\[first\] | \[first\]\s(?:and\sforemost|lady|responders?|names?|aid|minister)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def _elsewise(text: str, hit: re.Match[str]) -> bool:
    """Say whether a word is part of a phrase in which it tells something else: "a few", "declined to", "first lady"."""
    before, after = text[max(0, hit.start() - 16) : hit.start()], text[hit.end() : hit.end() + 16]
    return _IDIOMS.search(f"{before}[{hit[0]}]{after}") is not None


def _counts(text: str, hit: re.Match[str]) -> bool:
    """Say whether a number stands beside a unit or qualifier."""
    number = rf"(?:\d|{'|'.join(_SMALL)}|hundred|thousand|dozen|half|a third)"
    before, after = text[max(0, hit.start() - 14) : hit.start()], text[hit.end() : hit.end() + 14]
    return bool(re.search(rf"{number}\S*[\s-]$", before) or re.match(rf"\s[$€£]?{number}", after))


def _values(text: str) -> Iterator[Site]:
    for hit in re.finditer(r"(?<![\w.,/:-])([$€£]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\w]*[/:]\d)(?!-\w|\w)", text):
        whole, decimals = hit[2], hit[3] or ""
        number = int(whole.replace(",", ""))
        if _is_date(text, hit, number):
            continue
        start = hit.start(2)
        changed = number * 2 + 1 if number < 1000 else number + 10 ** (len(str(number)) - 1) * (3 if number % 2 else 2)
        written = f"{changed:,}" if "," in whole else str(changed)
        yield start, hit.end(), written + decimals
    for hit in re.finditer(rf"\b(?:{'|'.join(_SMALL)})\b(?!-)", text, re.IGNORECASE):
        after = _SMALL[(_SMALL.index(hit[0].lower()) + 3) % len(_SMALL)]
        yield hit.start(), hit.end(), after.capitalize() if hit[0][0].isupper() else after


def _is_date(text: str, hit: re.Match[str], number: int) -> bool:
    months = "|".join(name[:3] for name in lexicon.MONTHS)
    beside = text[max(0, hit.start() - 12) : hit.end() + 12]
    year = 1900 <= number <= 2099 and not hit[1] and "," not in hit[2]
    return year or bool(
        re.search(rf"(?:{months})[a-z]*\.?\s*{hit[2]}|{hit[2]}(?:st|nd|rd|th)?\s+(?:{months})", beside, re.IGNORECASE)
    )


def _currencies(text: str) -> Iterator[Site]:
    for hit in re.finditer(r"[$€£](?=\d)", text):
        yield hit.start(), hit.end(), _SIGNS[hit[0]]
    for before, after in _MONEY:
        for hit in re.finditer(rf"(?<=\s){before}\b", text):
            yield hit.start(), hit.end(), after


def _points(text: str) -> Iterator[Site]:
    for hit in re.finditer(r"(?<=\d)(?:\s?%|\s(?:per\s?cent))(?!\w|\s*points?)", text):
        yield hit.start(), hit.end(), " percentage points"
    for hit in re.finditer(r"(?<=\d\s)percentage points\b", text):
        yield hit.start(), hit.end(), "percent"


def _negations(text: str) -> Iterator[Site]:
    for hit in re.finditer(r"\b(?:was|were|is|are|has|have|had|will|would|could|did)( not)?(?=\s[a-z]{3,})", text):
        if hit[1]:
            yield hit.start(1), hit.end(1), ""
        elif not re.match(r"\s(?:no|not|never|nothing|been no)\b", text[hit.end() :]):
            yield hit.end(), hit.end(), " not"


def _dates(text: str) -> Iterator[Site]:
    months = "|".join(name.capitalize() for name in lexicon.MONTHS)
    short = {name[:3].capitalize(): name for name in lexicon.MONTHS}
    for hit in re.finditer(
        rf"\b({months})\b(?=\s\d|,? \d{{4}})|(?<=\d\s)\b({months})\b|(?<=[Ii]n\s)({months})\b", text
    ):
        other = lexicon.MONTHS[(lexicon.MONTHS.index(hit[0].lower()) + 4) % 12]
        yield hit.start(), hit.end(), other.capitalize()
    for hit in re.finditer(rf"\b(?:{'|'.join(short)})[a-z]*\.?\s(\d{{1,2}})\b(?!:|\d)", text):
        day = int(hit[1])
        yield hit.start(1), hit.end(1), str(day + 5 if day <= 20 else day - 7)
    for hit in re.finditer(r"(?<=\b[Ii]n\s)((?:19|20)\d\d)\b", text):
        yield hit.start(), hit.end(), str(int(hit[0]) - 3)


def _weekdays(text: str) -> Iterator[Site]:
    for hit in re.finditer(rf"\b(?:{'|'.join(d.capitalize() for d in lexicon.WEEKDAYS)})\b", text):
        other = lexicon.WEEKDAYS[(lexicon.WEEKDAYS.index(hit[0].lower()) + 2) % 7]
        yield hit.start(), hit.end(), other.capitalize()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Named:
    span: Span
    text: str
    sentence: int


_TURNS = frozenset("of from to with against over by in for at than under after before".split())
_NOT_NAMES = frozenset((*lexicon.MONTHS, *lexicon.WEEKDAYS, "president", "minister", "mr", "mrs", "ms", "i"))


@lru_cache(maxsize=8)
def _people(text: str) -> tuple[_Named, ...]:
    """Return the full names of people: two capitalised words that the names' room takes for a person.

    "White House" and "Kestrel Radio" look the same, and nobody would take them for the name that was changed.
    """
    used = tagger.shipped()
    named = names.mentions(text, Parse(text, used.tagged(text)) if used else None)
    persons = {one.span for one in named if one.type == names.PERSON}
    found = []
    for number, sentence in enumerate(texts.sentences(text)):
        for hit in re.finditer(r"[A-Z][a-z]+ [A-Z][a-z]+(?![\w-]|\.? [A-Z&(])", text[sentence.start : sentence.end]):
            start = sentence.start + hit.start()
            before = re.search(r"(\S+) $", text[sentence.start : start])
            first = [w.lower() for w in hit[0].split()]
            if (before and (before[1][0].isupper() or before[1] in {"of", "the", "&"})) or not _personal(
                first, bool(before)
            ):
                continue
            span = Span(start=start, end=start + len(hit[0]))
            if span in persons:
                found.append(_Named(span=span, text=hit[0], sentence=number))
    return tuple(found)


def _personal(low: Sequence[str], inside: bool) -> bool:
    """Say whether two words can be a name: no month, day, office or, at a sentence's start, common word."""
    common = {*lexicon.STOP, *lexicon.ROLES, *_NOT_NAMES}
    return not common & set(low) and (inside or not thesaurus.knows(low[0]))


def _names(text: str) -> Iterator[Site]:
    people = _people(text)
    for one in people:
        other = next(
            (p.text for p in people if p.text.split()[-1] != one.text.split()[-1] and p.sentence != one.sentence), ""
        )
        if other:
            yield one.span.start, one.span.end, other


def _swaps(text: str) -> Iterator[Site]:
    people = _people(text)
    for one, two in pairwise(people):
        between = text[one.span.end : two.span.start]
        lows = set(re.findall(r"[a-z]+", between))
        joined = lows <= {"and", "or", "from", "the", "a"}  # "A and B": order says nothing
        turns = any(low in _TURNS or thesaurus.is_verb(low) for low in lows)  # an aide, A, has no other side
        if one.sentence == two.sentence and one.text != two.text and turns and not joined:
            yield one.span.start, two.span.end, two.text + between + one.text


def _roles(text: str) -> Iterator[Site]:
    office = r"(?:Vice President|President|Prime Minister|Secretary of State|Gov\.|Governor|Senator|Mayor|Chancellor)"
    for hit in re.finditer(rf"(?<![\w-])([Ff]ormer )?((?:U\.S\. )?{office})(?=\s[A-Z][a-z]+)", text):
        before = text[max(0, hit.start() - 40) : hit.start()]
        if hit[1]:
            yield hit.start(1), hit.end(1), ""
        elif re.search(r"\b(?:[Ff]ormer|[Ll]ate|[Ee]x|[Tt]hen)\b[^,;.\n]*$|\b[A-Z]\w+ $", before):
            continue  # "former Massachusetts Gov." is one already; "Deputy", "Vice", "Mexican" belong to the office
        elif re.search(r"(?:^|[.!?:\n][”\"’)]*\s*)$", before):
            yield hit.start(), hit.start(), "Former "
        else:
            yield hit.start(), hit.start(), "former "


def _places(text: str) -> Iterator[Site]:
    for hit in re.finditer(r"(?<=\b(?:in|at)\s)([A-Z][a-z]{3,})(?=[\s,.])(?!\s[A-Z])", text):
        if hit[0].lower() not in {*lexicon.MONTHS, *lexicon.WEEKDAYS}:
            yield hit.start(), hit.end(), _PLACES[(len(hit[0]) * 7 + ord(hit[0][1])) % len(_PLACES)]


def _quotes(text: str) -> Iterator[Site]:
    for hit in re.finditer(r"[“\"]([^”\"\n]{20,300})[”\"]", text):
        inner = [w for w in words(hit[1], hit.start(1)) if w.sort is Sort.CONTENT and len(w.text) > 3]
        if len(inner) >= 3:
            middle = inner[len(inner) // 2]
            said = {w.low for w in inner}
            before = {after.start: word.low for word, after in pairwise(words(text))}
            of_its_form = [
                w
                for w in words(text)
                if w.sort is Sort.CONTENT and len(w.text) > 3 and w.low not in said
                if _form(w) == _form(middle) and before.get(w.start) == before.get(middle.start)
            ]
            other = next(iter(of_its_form), inner[0] if inner[0].low != middle.low else inner[-1])
            if other.low != middle.low:
                yield middle.start, middle.end, other.text.lower()


def _form(word: Word) -> tuple[bool, str]:
    """Return what a word must share with another to stand in its place: whether it is inflected, and its ending."""
    return word.low == word.base, next((end for end in ("ing", "ed", "ly", "s") if word.low.endswith(end)), "")


def _speakers(text: str) -> Iterator[Site]:
    people = _people(text)
    for one in people:
        before, after = text[max(0, one.span.start - 8) : one.span.start], text[one.span.end : one.span.end + 8]
        if not (re.search(r"[”\"] (?:said )?$|said $", before) or re.match(r" (?:said|told)", after)):
            continue
        other = next(
            (p.text for p in people if p.text.split()[-1] != one.text.split()[-1] and p.sentence != one.sentence), ""
        )
        if other:
            yield one.span.start, one.span.end, other


_SITES: dict[Change, Callable[[str], Iterator[Site]]] = {
    **{kind: _by_pairs(kind) for kind in _PAIRS},
    Change.VALUE: _values,
    Change.CURRENCY: _currencies,
    Change.POINTS: _points,
    Change.NEGATION: _negations,
    Change.DATE: _dates,
    Change.WEEKDAY: _weekdays,
    Change.NAME: _names,
    Change.SWAP: _swaps,
    Change.ROLE: _roles,
    Change.PLACE: _places,
    Change.QUOTE: _quotes,
    Change.SPEAKER: _speakers,
}
