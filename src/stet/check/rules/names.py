"""Rules for names and places: the same person under a short form, another one in the same slot, and whose office.

"Trump", "Mr. Trump" and "Donald Trump" are one where the sources make it plain; two first names before one surname are
two people. Offices are read from the words around a name, on both sides, and compared over all mentions.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from stet.check import lexicon, places, roles
from stet.check.alignment import Alignment, fit, within
from stet.check.codes import Code
from stet.check.evidence import Passage, Shelf
from stet.check.verdicts import Ruling, Stance
from stet.check.wording import Sort, Word, agree, is_nation, may_be_called, meaning
from stet.news import Fact, Kind

SAME_SLOT = 0.6  # share of the sentence that a passage must hold before another name in the slot denies this one
_TITLES = frozenset("mr mrs ms miss dr sir lord lady dame rev hon st sgt col gen lt capt prof sen rep gov".split())
_PARTICLES = frozenset("of the de la van von der bin al el da di and for".split())
_LOST_OFFICE = frozenset("dismiss sack oust remove fire depose unseat".split())
_LEFT_OFFICE = frozenset("leave quit resign depart step".split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """An office that a text gives to a name: ``minister``, of what (``finance``), and whether it is a former one.

    `standing` is ``acting`` or ``deputy`` where somebody only stands in for the holder, or below them.
    """

    role: str
    former: bool
    standing: str = ""
    of: str = ""
    passage: Passage | None = None


def name_words(sentence: Sequence[Word], fact: Fact) -> tuple[Word, ...]:
    """Return the words that make the name: titles, offices and particles left out."""
    first, last = within(sentence, fact.span.start, fact.span.end)
    inside = sentence[first:last]
    kept = tuple(
        w
        for w in inside
        if w.low not in _TITLES | _PARTICLES | lexicon.PLACEHOLDERS
        and w.base not in lexicon.ROLES
        and w.low not in lexicon.FORMER
    )
    return kept or tuple(inside)


def rule(
    copy: Fact,
    sentence: Sequence[Word],
    near: Sequence[Alignment],
    passages: Sequence[Passage],
    near_by: Sequence[Passage],
    shelf: Shelf,
) -> list[Ruling]:
    """Return what the sources say of a name or place.

    `passages` and `near` are the passages that bear most on the sentence, best first, with their alignments; `near_by`
    are all that bear on it. If none holds the name, it is looked for on the whole shelf.
    """
    wanted = name_words(sentence, copy)
    if not any(word.counts for word in wanted):
        return []  # nothing, or a placeholder
    rulings = [
        r
        for pairs, passage in zip(near, passages, strict=True)
        if (r := _in_slot(copy, sentence, wanted, pairs, passage))
    ]
    held = [p for p in passages if _holds(p, wanted)]
    carriers = held or _elsewhere(wanted, shelf)
    if copy.kind is Kind.PLACE and copy.value.get("form") != "people" and _is_where(sentence, wanted):
        own = _best_fit(sentence, wanted, carriers, shelf)
        if denial := _elsewhere_held(sentence, wanted, own, near_by, shelf):
            return [denial]
        if own < _SAME_EVENT:
            return rulings
    return rulings + [_carried(copy, wanted, passage, 0.9 if passage in held else 0.4) for passage in carriers]


def _holds(passage: Passage, wanted: Sequence[Word]) -> bool:
    """Say whether a passage has the name: all its words, or its last word with no other first name before it."""
    bases = {w.base for w in passage.words}
    if all(w.base in bases for w in wanted):
        return True
    if len(wanted) > 1 and _initials(wanted) in {w.text.replace(".", "") for w in passage.words}:
        return True
    if len(wanted) == 1:
        return wanted[0].text.isupper() and len(wanted[0].text) > 1 and _spelled_out(wanted[0].text, passage.words)
    return any(_alone(passage.words, at) for at, w in enumerate(passage.words) if w.base == wanted[-1].base)


def _alone(words: Sequence[Word], at: int) -> bool:
    """Say whether a surname stands without a first name: sentence start, title, office or a small word before it."""
    if at == 0:
        return True
    before = words[at - 1]
    return before.sort is not Sort.PROPER or before.low in _TITLES or before.base in lexicon.ROLES


def _initials(words: Sequence[Word]) -> str:
    return "".join(w.text[0] for w in words if w.text[:1].isupper())


def _spelled_out(short: str, words: Sequence[Word]) -> bool:
    caps = [w.text[0] for w in words if w.text[:1].isupper() and w.low not in _PARTICLES]
    return short.replace(".", "") in "".join(caps)


def _elsewhere(wanted: Sequence[Word], shelf: Shelf) -> list[Passage]:
    """Return passages anywhere that hold the name, at most one per source and eight in all."""
    keys = [w.base for w in wanted]
    numbers = set(shelf.postings.get(keys[-1], ())) | (set(shelf.postings.get(_initials(wanted).lower(), ())))
    found: dict[str, Passage] = {}
    for number in sorted(numbers):
        passage = shelf.passages[number]
        if passage.source.id not in found and _holds(passage, wanted):
            found[passage.source.id] = passage
        if len(found) >= 8:
            break
    return list(found.values())


def _carried(copy: Fact, wanted: Sequence[Word], passage: Passage, fit: float) -> Ruling:
    full = all(any(w.low == t.low for t in passage.words) for w in wanted)
    said = " ".join(w.text for w in wanted)
    return Ruling(
        stance=Stance.CARRIES,
        rule="same-name" if full else "short-form",
        reason=f"The source names {said}." if full else f"The source names {said} in another form.",
        source=passage.source,
        span=passage.span,
        fit=fit,
        says=said,
        letter=full,
    )


def _in_slot(
    copy: Fact, sentence: Sequence[Word], wanted: Sequence[Word], pairs: Alignment, passage: Passage
) -> Ruling | None:
    """Deny a name when the passage has another name exactly where the copy has this one."""
    if pairs.cover < SAME_SLOT or _holds(passage, wanted):
        return None
    first, last = within(sentence, wanted[0].start, wanted[-1].end)
    slot = pairs.slot(first, last)
    if slot is None:
        return None
    used = set(pairs.partner)
    others = [pairs.source[j] for j in range(*slot) if pairs.source[j].sort is Sort.PROPER and j not in used]
    others = [w for w in others if passage.source.text[w.start - 1 : w.start] != "("]  # an agency in a dateline
    if not others or {w.base for w in others} & {w.base for w in sentence}:
        return None
    there, here = " ".join(w.text for w in others), " ".join(w.text for w in wanted)
    place = copy.kind is Kind.PLACE
    return Ruling(
        stance=Stance.DENIES,
        rule="another-place" if place else "another-name",
        reason=f"The copy has {here} where the source has {there}.",
        source=passage.source,
        span=passage.span,
        fit=pairs.cover,
        says=there,
        code=Code.PLACE_DIFFERS if place else Code.NAME_DIFFERS,
    )


# --- where ---


_WHERE = frozenset("in at near outside inside".split())
_PLACE_FITS = 0.4  # surroundings this alike, and another place is where the same thing happened
_PLACE_CLEARER = 0.15
_SAME_EVENT = 0.12  # surroundings that share less speak of something else that happened there


def _is_where(sentence: Sequence[Word], wanted: Sequence[Word]) -> bool:
    """Say whether a place is where something happens ("in Geneva"), and not only a name ("Geneva's mayor")."""
    first = next((k for k, w in enumerate(sentence) if w.start == wanted[0].start), 0)
    return first > 0 and sentence[first - 1].low in _WHERE


def _best_fit(sentence: Sequence[Word], wanted: Sequence[Word], carriers: Sequence[Passage], shelf: Shelf) -> float:
    at = within(sentence, wanted[0].start, wanted[-1].end)
    fits = (fit(sentence, at, p.words, spot, shelf.weight) for p in carriers for spot in _spots(p, wanted))
    return max(fits, default=0.0)


def _elsewhere_held(
    sentence: Sequence[Word], wanted: Sequence[Word], own: float, near_by: Sequence[Passage], shelf: Shelf
) -> Ruling | None:
    """Deny a place where something happened, when the passage that fits best has it happen somewhere else."""
    at = within(sentence, wanted[0].start, wanted[-1].end)
    best: tuple[float, Passage, str] | None = None
    for passage in near_by:
        spots = list(_places_in(passage.words))
        part = any(passage.words[first].base in {word.base for word in wanted} for first, _ in spots)
        if part or _holds(passage, wanted):
            continue  # "Derby" for "Derby County" is no other place
        for spot in spots:
            alike = fit(sentence, at, passage.words, spot, shelf.weight)
            if alike > (best[0] if best else 0.0):
                best = (alike, passage, passage.words[spot[0]].text)
    if best is None or best[0] < max(_PLACE_FITS, own + _PLACE_CLEARER):
        return None
    alike, passage, there = best
    here = " ".join(w.text for w in wanted)
    return Ruling(
        stance=Stance.DENIES, rule="another-place", code=Code.PLACE_DIFFERS, fit=alike, says=there,
        reason=f"The copy has {here} where the source has {there}.", source=passage.source, span=passage.span,
    )  # fmt: skip


def _spots(passage: Passage, wanted: Sequence[Word]) -> list[tuple[int, int]]:
    return [(k, k + 1) for k, word in enumerate(passage.words) if word.base == wanted[-1].base]


def _places_in(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield where a sentence names a place that something happens in."""
    for k, word in enumerate(words):
        led = any(w.low in _WHERE for w in words[max(0, k - 5) : k])
        if word.sort is Sort.PROPER and led and places.entry(word.text):
            yield k, k + 1


# --- offices ----------------------------------------------------------------------------------------------------------


def offices(words: Sequence[Word], surname: str) -> Iterator[Office]:
    """Yield the offices that a sentence gives to a surname: before it, behind a comma, or by having left one."""
    for at, word in enumerate(words):
        if word.base != surname:
            continue
        yield from _before(words, at)
        yield from _behind(words, at)
        yield from _left(words, at)
        if any(w.base in _LEFT_OFFICE and _office_follows(words, k) for k, w in enumerate(words)):
            yield Office(role="", former=True)


def _left(words: Sequence[Word], at: int) -> Iterator[Office]:
    """Yield the office that somebody is told to have left or lost: "Holm, who was dismissed as finance minister"."""
    for k in range(at + 1, min(len(words), at + 5)):
        if words[k].base in _LEFT_OFFICE | _LOST_OFFICE and any(w.low == "as" for w in words[k + 1 : k + 3]):
            held = (j for j in range(k + 2, min(len(words), k + 7)) if _rank(words[j]) in lexicon.ROLES)
            yield from (replace(_office(words, j), former=True) for j in held)
            return


def _office_follows(words: Sequence[Word], at: int) -> bool:
    return any(w.low in {"office", "power"} for w in words[at + 1 : at + 4])


def _before(words: Sequence[Word], at: int) -> Iterator[Office]:
    start = at - 1
    while start >= 0 and at - start <= 5 and _rank(words[start]) not in lexicon.ROLES and _in_title(words[start]):
        start -= 1
    if start >= 0 and _rank(words[start]) in lexicon.ROLES:
        yield _office(words, start)


def _in_title(word: Word) -> bool:
    return word.sort is Sort.PROPER or word.low in {"of", "for", "the"}


def _behind(words: Sequence[Word], at: int) -> Iterator[Office]:
    for k in range(at + 1, min(len(words), at + 5)):
        if words[k].low in lexicon.STANDING and words[k + 1 : k + 2] and _rank(words[k + 1]) in lexicon.ROLES:
            continue  # "the deputy governor" is no deputy, but a governor's
        if (
            _rank(words[k]) in lexicon.ROLES
            and words[k - 1].low
            in {
                "the",
                "a",
                "as",
                "former",
                "ex",
                "acting",
                "an",
                "was",
                "is",
            }
            | lexicon.FORMER
            | lexicon.STANDING.keys()
        ):
            if k + 1 < len(words) and words[k + 1].sort is Sort.PROPER and words[k].text[:1].isupper():
                return
            yield _office(words, k)
            return
        if words[k].sort is Sort.CONTENT and words[k].low not in lexicon.FORMER:
            return


def _office(words: Sequence[Word], at: int) -> Office:
    before = words[max(0, at - 3) : at]
    former = any(w.low in lexicon.FORMER or w.low.startswith("ex-") for w in before) or words[at].low.startswith("ex-")
    former = former or _was_until(words, at)
    marks = [words[at].base.rpartition("-")[2], *(w.low for w in reversed(words[max(0, at - 2) : at]))]
    standing = next((lexicon.STANDING[mark] for mark in marks if mark in lexicon.STANDING), "")
    return Office(role=_rank(words[at]), former=former, standing=standing, of=_of_what(words, at))


def _rank(word: Word) -> str:
    """Return the plain word for an office: "president" of a president-elect."""
    return word.base.removeprefix("ex-").removesuffix("-elect").removesuffix("-designate")


def _was_until(words: Sequence[Word], at: int) -> bool:
    """Say whether an office ended in the same breath: "was treasurer until 2019"."""
    was = any(w.low == "was" for w in words[max(0, at - 4) : at])
    return was and any(w.low == "until" for w in words[at + 1 : at + 5])


def _of_what(words: Sequence[Word], at: int) -> str:
    """Return what an office is for: "finance" of a finance minister, but not "Norwegian" or "deputy"."""
    word = words[at - 1] if at else None
    if word is None or not word.counts or word.sort is Sort.FIGURE or is_nation(word.base):
        return ""
    return "" if word.base in lexicon.ROLES | lexicon.FORMER | lexicon.COMING else word.base


def office_rulings(copy: Fact, sentence: Sequence[Word], shelf: Shelf) -> list[Ruling]:
    """Return what the sources say of the office that the copy gives to a name."""
    wanted = name_words(sentence, copy)
    surname = wanted[-1].base if wanted else ""
    if copy.value.get("status") == "late" and (denial := _alive(surname, wanted[-1].text, shelf)):
        return [denial]
    claimed = list(offices(sentence, surname)) if surname else []
    if not claimed:
        return []
    known = [(office, passage) for passage in _mentions(surname, shelf) for office in offices(passage.words, surname)]
    if not known:
        return []
    return [r for office in claimed if (r := _compare_office(office, known, wanted[-1].text))]


def unknown_office(copy: Fact, sentence: Sequence[Word], shelf: Shelf) -> str:
    """Return the office that the copy gives to a name where no source that has the name has any word of it, or "".

    A source need not put it beside the name: "founded the firm" somewhere makes a founder, "Sen." a senator. What
    somebody is by what they are told to have done, as who scores or sings, is no office.
    """
    told = str(copy.value.get("role", ""))
    claimed = {plain for word in told.split() if (plain := roles.office(word))} - lexicon.BY_DEED
    named = {p.source.id for p in _mentions(name_words(sentence, copy)[-1].base, shelf)} if claimed else set()
    if not named or any(_held_of(office, named, shelf) for office in claimed):
        return ""
    return told


def _held_of(office: str, named: Set[str], shelf: Shelf) -> bool:
    """Say whether sources have an office, one that it may be called by, or a word made of it: leader, lead."""
    stem = office[: max(4, len(office) - 2)]
    kin = [key for key in shelf.postings if key.startswith(stem) or (key in _TITLES and office.startswith(key))]
    kin += [meaning(other) for other in roles.words("roles") if may_be_called(office, other)]
    return any(shelf.passages[number].source.id in named for key in kin for number in shelf.postings.get(key, ()))


def _alive(surname: str, shown: str, shelf: Shelf) -> Ruling | None:
    """Deny that somebody is dead where the sources name them, and no sentence that does tells of it."""
    named = _mentions(surname, shelf)
    if not named or any(w.low == "late" or meaning(w.base) == meaning("die") for p in named for w in p.words):
        return None
    first = named[0]
    return Ruling(
        stance=Stance.DENIES, rule="late-or-living", code=Code.FORMER_OR_CURRENT, fit=0.9, says=shown,
        reason=f"The copy calls {shown} late; no source tells of a death.", source=first.source, span=first.span,
    )  # fmt: skip


def _mentions(surname: str, shelf: Shelf) -> list[Passage]:
    return [shelf.passages[n] for n in shelf.postings.get(surname, ())[:200]]


def _of_another(claimed: Office, same: Sequence[tuple[Office, Passage]]) -> tuple[Office, Passage] | None:
    """Return the office of the same rank that the sources give instead: finance minister for foreign minister."""
    if not claimed.of or any(agree(claimed.of, o.of) or not o.of for o, _ in same):
        return None
    return next(iter(same), None)


def _another_office(claimed: Office, office: Office, passage: Passage, surname: str) -> Ruling:
    ours, theirs = f"{claimed.of} {claimed.role}", f"{office.of} {office.role}"
    return Ruling(
        stance=Stance.DENIES, rule="another-office", code=Code.ROLE_DIFFERS, fit=0.9, says=theirs,
        reason=f"The copy has {surname} as {ours}; the source as {theirs}.",
        source=passage.source, span=passage.span,
    )  # fmt: skip


def _another_standing(claimed: Office, office: Office, passage: Passage, surname: str) -> Ruling:
    ours, theirs = (f"{o.standing or 'full'} {o.role}" for o in (claimed, office))
    return Ruling(
        stance=Stance.DENIES, rule="another-standing", code=Code.ROLE_DIFFERS, fit=0.9, says=theirs,
        reason=f"The copy has {surname} as {ours}; the source as {theirs}.",
        source=passage.source, span=passage.span,
    )  # fmt: skip


def _compare_office(claimed: Office, known: Sequence[tuple[Office, Passage]], surname: str) -> Ruling | None:
    same = [(o, p) for o, p in known if not claimed.role or o.role == claimed.role]
    if other := _of_another(claimed, same):
        return _another_office(claimed, *other, surname)
    if any(o.former == claimed.former and o.standing == claimed.standing for o, _ in same):
        return None
    if lower := next(((o, p) for o, p in same if o.former == claimed.former), None):
        return _another_standing(claimed, *lower, surname)
    other = next(iter(same), None)
    if other is None or (not claimed.role and not claimed.former):
        return None
    office, passage = other
    role = office.role or "the office"
    now, then = ("a former", "the") if claimed.former else ("the", "a former")
    return Ruling(
        stance=Stance.DENIES,
        rule="former-or-current",
        reason=f"The copy has {surname} as {now} {role}; the source as {then} {role}.",
        source=passage.source,
        span=passage.span,
        fit=0.95,
        says=f"{then} {role}",
        code=Code.FORMER_OR_CURRENT,
    )
