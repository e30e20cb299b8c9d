"""Rules for names and places: the same person under a short form, another one in the same slot, and whose office.

"Trump", "Mr. Trump" and "Donald Trump" are one where the sources make it plain; two first names before one surname are
two people. Offices are read from the words around a name, on both sides, and compared over all mentions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stet.check import lexicon
from stet.check.alignment import Alignment, within
from stet.check.codes import Code
from stet.check.evidence import Passage, Shelf
from stet.check.verdicts import Ruling, Stance
from stet.check.wording import Sort, Word
from stet.news import Fact, Kind

SAME_SLOT = 0.6  # share of the sentence that a passage must hold before another name in the slot denies this one
_TITLES = frozenset("mr mrs ms miss dr sir lord lady dame rev hon st sgt col gen lt capt prof sen rep gov".split())
_PARTICLES = frozenset("of the de la van von der bin al el da di and for".split())
_LEFT_OFFICE = frozenset("leave quit resign depart step".split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """An office that a text gives to a name: ``president``, and whether it is called a former one."""

    role: str
    former: bool
    passage: Passage | None = None


def name_words(sentence: Sequence[Word], fact: Fact) -> tuple[Word, ...]:
    """Return the words that make the name: titles, offices and particles left out."""
    first, last = within(sentence, fact.span.start, fact.span.end)
    inside = sentence[first:last]
    kept = tuple(
        w
        for w in inside
        if w.low not in _TITLES | _PARTICLES and w.base not in lexicon.ROLES and w.low not in lexicon.FORMER
    )
    return kept or tuple(inside)


def rule(
    copy: Fact, sentence: Sequence[Word], near: Sequence[Alignment], passages: Sequence[Passage], shelf: Shelf
) -> list[Ruling]:
    """Return what the sources say of a name or place.

    `passages` and `near` are the passages that bear on the sentence, best first, with their alignments; if none holds
    the name, it is looked for on the whole shelf.
    """
    wanted = name_words(sentence, copy)
    if not wanted:
        return []
    rulings = [
        r
        for pairs, passage in zip(near, passages, strict=True)
        if (r := _in_slot(copy, sentence, wanted, pairs, passage))
    ]
    held = [p for p in passages if _holds(p, wanted)]
    for passage in held or _elsewhere(wanted, shelf):
        rulings.append(_carried(copy, wanted, passage, 0.9 if passage in held else 0.4))
    return rulings


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
    if not others or {w.base for w in others} & {w.base for w in wanted}:
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


# --- offices ----------------------------------------------------------------------------------------------------------


def offices(words: Sequence[Word], surname: str) -> Iterator[Office]:
    """Yield the offices that a sentence gives to a surname: before it, behind a comma, or by having left one."""
    for at, word in enumerate(words):
        if word.base != surname:
            continue
        yield from _before(words, at)
        yield from _behind(words, at)
        if any(w.base in _LEFT_OFFICE and _office_follows(words, k) for k, w in enumerate(words)):
            yield Office(role="", former=True)


def _office_follows(words: Sequence[Word], at: int) -> bool:
    return any(w.low in {"office", "power"} for w in words[at + 1 : at + 4])


def _before(words: Sequence[Word], at: int) -> Iterator[Office]:
    start = at - 1
    while (
        start >= 0 and at - start <= 4 and words[start].sort is Sort.PROPER and words[start].base not in lexicon.ROLES
    ):
        start -= 1
    if start >= 0 and words[start].base in lexicon.ROLES:
        yield _office(words, start)


def _behind(words: Sequence[Word], at: int) -> Iterator[Office]:
    for k in range(at + 1, min(len(words), at + 5)):
        if words[k].base in lexicon.ROLES and words[k - 1].low in {
            "the",
            "a",
            "as",
            "former",
            "ex",
            "acting",
            "an",
            "was",
            "is",
        } | set(lexicon.FORMER):
            if k + 1 < len(words) and words[k + 1].sort is Sort.PROPER and words[k].text[:1].isupper():
                return
            yield _office(words, k)
            return
        if words[k].sort is Sort.CONTENT and words[k].low not in lexicon.FORMER:
            return


def _office(words: Sequence[Word], at: int) -> Office:
    before = words[max(0, at - 3) : at]
    former = any(w.low in lexicon.FORMER or w.low.startswith("ex-") for w in before) or words[at].low.startswith("ex-")
    return Office(role=words[at].base, former=former)


def office_rulings(copy: Fact, sentence: Sequence[Word], shelf: Shelf) -> list[Ruling]:
    """Return what the sources say of the office that the copy gives to a name."""
    wanted = name_words(sentence, copy)
    surname = wanted[-1].base if wanted else ""
    claimed = list(offices(sentence, surname)) if surname else []
    if not claimed:
        return []
    known = [(office, passage) for passage in _mentions(surname, shelf) for office in offices(passage.words, surname)]
    if not known:
        return []
    return [r for office in claimed if (r := _compare_office(office, known, wanted[-1].text))]


def _mentions(surname: str, shelf: Shelf) -> list[Passage]:
    return [shelf.passages[n] for n in shelf.postings.get(surname, ())[:200]]


def _compare_office(claimed: Office, known: Sequence[tuple[Office, Passage]], surname: str) -> Ruling | None:
    same = [(o, p) for o, p in known if not claimed.role or o.role == claimed.role]
    if any(o.former == claimed.former for o, _ in same):
        return None
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
