"""Names of people and organisations: with role and status, and each short form linked to the name it stands for.

Three witnesses: the tagger, word lists (titles, given names, what organisations are called), and the text itself, where
a name that is clear once ("Donald Trump") decides what it is elsewhere ("Mr. Trump", "Trump", "the president").
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from stet.check.grammar import Parse
from stet.check.places import NAMED, entry, ordinary, standing, storms
from stet.check.roles import given, office, role, small, words
from stet.news import Fact, Kind, Span

PERSON, ORGANISATION = "person", "organisation"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A name where it stands. `canonical` is the fullest form in the text; `first` is where that form stands first."""

    span: Span
    name: str
    type: str
    title: str = ""
    role: str = ""
    status: str = ""
    role_span: Span | None = None
    canonical: str = ""
    first: Span | None = None
    gender: str = ""


def mentions(text: str, parse: Parse | None = None) -> list[Mention]:
    """Return the people and organisations of `text` in order, linked among themselves."""
    found = list(_apart(_found(text, parse)))
    where = [parse.span(first, last - 1) for first, last, label in parse.entities if label == "LOC"] if parse else []
    placed = Counter(span.of(text) for span in where)
    found = _consistent(found, placed)
    found = _borne_out(text, found)
    found += list(_repeated(text, found, where))
    found.sort(key=lambda m: m.span.start)
    return _linked([_placed(text, m) for m in _apart(found)])


def names(text: str, parse: Parse | None = None, known: list[Mention] | None = None) -> list[Fact]:
    """Return the names of `text` as facts."""
    return [_fact(text, m) for m in (known if known is not None else mentions(text, parse))]


def _fact(text: str, mention: Mention) -> Fact:
    value: dict[str, object] = {
        "name": mention.name, "type": mention.type, "role": mention.role, "status": mention.status,
        "canonical": mention.canonical or mention.name, "title": mention.title,
    }  # fmt: skip
    if mention.first and mention.first != mention.span:
        value["link"] = {"start": mention.first.start, "end": mention.first.end, "text": mention.canonical}
    frame = {}
    if mention.role_span:
        span = mention.role_span
        frame["role"] = {"start": span.start, "end": span.end, "text": span.of(text)}
    return Fact(kind=Kind.NAME, span=mention.span, text=mention.name, value=value, frame=frame)


# --- finding ----------------------------------------------------------------------------------------------------------

_WORD = r"[A-ZÀ-ÖØ-ÞŁŠŽ][\w’'-]*\w|[A-Z]\.(?:[A-Z]\.)*|[A-Z]"
_PARTICLE = r"(?:de|da|di|del|della|der|den|van|von|bin|ibn|al|el|la|le|du|dos|ter|ten)"
_RUN = re.compile(rf"(?:{_WORD})(?:[ \u00a0](?:(?:{_PARTICLE}[ \u00a0]){{1,2}})?(?:{_WORD}))*")
_TITLES = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lord|Lady|Rev|Fr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Cpl|Sgt|Adm|Hon|Pres)"
)
_TITLE = re.compile(rf"{_TITLES}\.?\s+")
_LEAD = re.compile(r"(?:the|a|an) |[\"“‘'(]+", re.IGNORECASE)
_TAIL = re.compile(r"(?:['’]s?|[\"”,;:)]+| ?[\[(][^\])]*)$")
_TITLED = re.compile(rf"\b{_TITLES}\.?[ \u00a0]((?:{_WORD})(?:[ \u00a0-](?:{_PARTICLE}[ \u00a0])?(?:{_WORD})){{0,3}})")


def _found(text: str, parse: Parse | None) -> list[Mention]:
    found: list[Mention] = []
    for match in _TITLED.finditer(text):
        span = _short(text, Span(start=match.start(1), end=match.end(1)))
        found.append(
            Mention(span=span, name=span.of(text), type=PERSON, title=text[match.start() : match.start(1)].strip())
        )
    if parse is None:
        return [*found, *_listed(text)]
    seen = [parse.span(first, last - 1) for first, last, _ in parse.entities]
    places = {_bare(text, parse.span(first, last - 1)) for first, last, label in parse.entities if label == "LOC"}
    return [*found, *_tagged(text, parse), *(m for m in _listed(text) if _adds(m, seen, places))]


def _adds(mention: Mention, seen: list[Span], places: set[Span]) -> bool:
    """Say whether what the word lists know adds to what the tagger saw.

    One word is a person to the lists only by its neighbours, and an organisation of several words is one where the
    tagger saw a name in it: "Great Service" over a letter is none, and "Opera House" is a place to the tagger.
    """
    if mention.type == PERSON or " " not in mention.name:
        return " " in mention.name or mention.type == ORGANISATION
    return mention.span not in places and any(span.overlaps(mention.span) for span in seen)


def _tagged(text: str, parse: Parse) -> list[Mention]:
    found = []
    for first, last, label in parse.entities:
        if label not in {"PER", "ORG"}:
            continue
        span = _bare(text, parse.span(first, last - 1))
        span = _without_office(text, span) if label == "PER" else _with_of(text, span)
        name = span.of(text)
        if _OFFICE_OF.match(text, span.start) and office(name.split()[0]):
            continue  # "Earl of Clare", "King of Athens": an office, with a place inside
        if parse.spelt(first, last) and name not in words("days") and "\n" not in name and not entry(name):
            found.append(Mention(span=span, name=name, type=PERSON if label == "PER" else ORGANISATION))
    return found


_OFFICE_OF = re.compile(r"[\w-]+ of\b")
_OF = re.compile(r"\sof\s(?:the\s)?(?:[A-Z][\w’'-]*\w)(?:\s[A-Z][\w’'-]*\w)*")
_CUT_OF = re.compile(r"\sof$")


def _with_of(text: str, span: Span) -> Span:
    """Take what "of" adds into an organisation's name that is none without it: "University [of Holm]"."""
    name = _CUT_OF.sub("", span.of(text))
    if name == span.of(text) and (" " in name or name.lower() not in words("organisation_words")):
        return span
    more = _OF.match(text, span.start + len(name))
    return Span(start=span.start, end=more.end() if more else span.start + len(name))


# These go with the name: nobody writes of a pope by his given name alone.
_REGNAL = frozenset("king queen prince princess pope emperor".split())


def _without_office(text: str, span: Span) -> Span:
    """Leave "Mayor" outside "Mayor Ann Lee"; roles.py reads it from there."""
    start = span.start
    while (word := re.match(r"(\S+)\s+(?=\S)", text[start : span.end])) and (found := office(word[1])):
        if found in _REGNAL:
            break
        start += word.end()
    return Span(start=start, end=span.end)


def _bare(text: str, span: Span) -> Span:
    """Leave titles, articles, possessives and marks at the edges outside a name."""
    start, end = span.start, span.end
    if lead := _LEAD.match(text, start, end):
        start = lead.end()
    if title := _TITLE.match(text, start, end):
        start = title.end()
    if tail := _TAIL.search(text, start, end):
        end -= len(tail[0]) if not text[start:end].endswith(("s'", "s’")) or len(tail[0]) > 1 else 1
    return Span(start=start, end=max(start, end))


def _short(text: str, span: Span) -> Span:
    bare = _bare(text, span)
    parts = bare.of(text).split(" ")
    while len(parts) > 1 and (parts[-1] in small() or parts[-1] in words("days")):
        parts.pop()
    return Span(start=bare.start, end=bare.start + len(" ".join(parts)))


def _listed(text: str) -> Iterator[Mention]:
    """Yield the runs of capitals that word lists know: a given name and more, an organisation's word, an acronym."""
    for match in _RUN.finditer(text):
        if match.end() - match.start() > 120 or (match[0].isalpha() and match[0] not in words("acronyms")):
            continue  # one word by itself is no name to the lists, unless they know it as letters
        span = _short(text, Span(start=match.start(), end=match.end()))
        parts = span.of(text).split()
        while parts and (parts[0] in small() or parts[0] in words("days")):
            span = Span(start=span.start + len(parts[0]) + 1 if len(parts) > 1 else span.end, end=span.end)
            parts = parts[1:]
        if led := _after_office(parts):
            span = Span(start=span.end - len(" ".join(parts[led:])), end=span.end)
            parts = parts[led:]
        kind = listed_kind(parts)
        if kind:
            yield Mention(span=span, name=span.of(text), type=kind)


def _after_office(parts: list[str]) -> int:
    """Return where a name starts after an office in capitals: 1 in "President Ann Lee", 0 for none."""
    for at in range(1, len(parts) - 1):
        if parts[at].lower() in given() and office(parts[at - 1]):
            return at
    return 0


def listed_kind(parts: list[str]) -> str:
    """Return what the word lists say a run of capitals names: a person, an organisation, or "" for neither."""
    if not parts or entry(" ".join(parts)):
        return ""
    last, first = parts[-1].lower().rstrip("."), parts[0].lower()
    if len(parts) == 1:
        return ORGANISATION if parts[0] in words("acronyms") else ""
    if last in words("organisation_words") and not (first in given() and len(parts) == 2):
        return ORGANISATION
    if first in given() and 1 < len(parts) <= 5 and last not in words("roles"):
        return PERSON
    return ""


def _apart(found: list[Mention]) -> Iterator[Mention]:
    """Yield mentions that do not overlap: those with a title, then the longer, come first."""
    kept: list[Mention] = []
    ends: dict[int, bool] = {}
    for one in sorted(found, key=lambda m: (-bool(m.title), m.span.start - m.span.end)):
        cells = range(one.span.start, one.span.end)
        if len(cells) and not any(
            c in ends for c in (one.span.start, one.span.end - 1, (one.span.start + one.span.end) // 2)
        ):
            ends.update(dict.fromkeys(cells, True))
            kept.append(one)
    yield from sorted(kept, key=lambda m: m.span.start)


# --- consistency inside the text --------------------------------------------------------------------------------------


def _consistent(found: list[Mention], places: Counter[str]) -> list[Mention]:
    """Give every mention of one form the type most of them have; a title settles it.

    What the text takes for a place more often is no name of a person or organisation.
    """
    votes: dict[str, Counter[str]] = {}
    for one in found:
        votes.setdefault(one.name, Counter())[one.type] += 3 if one.title else 1
        if one.type == PERSON and " " in one.name:
            votes.setdefault(one.name.split()[-1], Counter())[PERSON] += 2
    kinds = {name: counted.most_common(1)[0][0] for name, counted in votes.items()}
    kept = (m for m in found if places[m.name] <= votes[m.name][kinds[m.name]])
    return [m if m.type == kinds[m.name] else replace(m, type=kinds[m.name]) for m in kept]


def _borne_out(text: str, found: list[Mention]) -> list[Mention]:
    """Leave out an office, a storm, and a single word that is a name in few of the places where it stands.

    The tagger saw all of them: "President" taken for a name once in twelve is no name.
    """
    single = Counter(m.name for m in found if " " not in m.name)
    surnames = {m.name.split()[-1] for m in found if " " in m.name} | {m.name for m in found if m.title}
    doubtful = [name for name in single if name not in surnames and not name.isupper()]
    seen = Counter(form for _, form in standing(text, doubtful))
    none = {name for name in doubtful if single[name] * NAMED < seen[name] or ordinary(text, name)} | storms(text)
    return [m for m in found if m.name not in none and not all(office(w) or w in small() for w in m.name.split())]


def _repeated(text: str, found: list[Mention], where: list[Span]) -> Iterator[Mention]:
    """Yield where else found names stand, full or by the last word of a person's name, unless places have it more.

    Inside the longer name of a place stands no other.
    """
    forms: dict[str, str] = {}
    places = Counter(span.of(text) for span in where)
    borne: Counter[str] = Counter()
    for one in found:
        borne[one.name.split()[-1]] += 1 + (one.type == PERSON and " " in one.name)
    for one in found:
        if len(one.name) > 2 and one.name not in small():
            forms.setdefault(one.name, one.type)
        last = one.name.split()[-1]
        if (
            one.type == PERSON
            and " " in one.name
            and len(last) > 2
            and places[last] <= borne[last]
            and not office(last)
        ):
            forms.setdefault(last, PERSON)
    taken = {m.span.start for m in found} | {at for s in where if " " in s.of(text) for at in range(s.start, s.end)}
    for start, form in standing(text, sorted(forms, key=len, reverse=True)[:400]):
        if start not in taken and not entry(form):
            yield Mention(span=Span(start=start, end=start + len(form)), name=form, type=forms[form])


def _placed(text: str, mention: Mention) -> Mention:
    """Give a person the role that stands beside the name."""
    if mention.type != PERSON:
        return mention
    start = mention.span.start - (len(mention.title) + 1 if mention.title else 0)
    found = role(text, start, mention.span.end)
    return replace(mention, role=found[0], status=found[1], role_span=found[2]) if found else mention


# --- links ------------------------------------------------------------------------------------------------------------


def _linked(found: list[Mention]) -> list[Mention]:
    """Link each short form to the fullest name in the text that it can stand for, the nearest before it."""
    linked: list[Mention] = []
    first_at: dict[str, Span] = {}
    first_full: dict[tuple[str, str], Mention] = {}
    for one in found:
        first_at.setdefault(one.name, one.span)
        for key in _keys(one):
            first_full.setdefault((key, one.type), one)
    latest: dict[tuple[str, str], Mention] = {}
    for one in found:
        target = latest.get((one.name, one.type)) or _later(one, first_full) or one
        office = one if one.role else target
        linked.append(
            replace(
                one,
                canonical=target.name,
                first=first_at[target.name],
                gender=gender(target, one),
                role=office.role,
                status=office.status,
            )
        )
        for key in _keys(one):
            latest[key, one.type] = linked[-1]
    return linked


def _later(one: Mention, first_full: dict[tuple[str, str], Mention]) -> Mention | None:
    """Return the full name that comes only after its short form; only people are introduced so."""
    full = first_full.get((one.name, one.type))
    return full if full and (one.type == PERSON or one.name.isupper()) and len(full.name) > len(one.name) else None


def _keys(one: Mention) -> list[str]:
    parts = one.name.split()
    if len(parts) < 2:
        return []
    if one.type == PERSON:
        return [parts[-1], parts[0], f"{parts[0]} {parts[-1]}"]
    letters = "".join(p[0] for p in parts if p[0].isupper())
    return [letters, parts[0]] if len(letters) > 1 else []


def gender(*mentioned: Mention) -> str:
    """Return `he`, `she` or "" for a person, by title and given name."""
    for one in mentioned:
        title = one.title.rstrip(".").lower()
        if title in {"mr", "sir", "lord"}:
            return "he"
        if title in {"mrs", "ms", "miss", "dame", "lady"}:
            return "she"
    for one in mentioned:
        first = one.name.split()[0].lower()
        if " " in one.name and (male := first in words("male")) != (first in words("female")):
            return "he" if male else "she"
    return ""
