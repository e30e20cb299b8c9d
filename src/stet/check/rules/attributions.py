"""Rules for attributions: that somebody said it, that it was them, and that it was this."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from stet.check import lexicon
from stet.check.codes import Code
from stet.check.evidence import Passage, Shelf, carried
from stet.check.verdicts import Ruling, Stance
from stet.check.wording import Sort, Word, is_nation, meaning, words
from stet.news import Fact

SAID = 0.4  # share of the content's weight that a passage must hold to carry it
SAID_BY_ANOTHER = 0.75  # and to be the very statement, so that another name beside it denies ours


def rule(copy: Fact, sentence: Sequence[Word], passages: Sequence[Passage], shelf: Shelf) -> list[Ruling]:
    """Return what the passages say of an attribution; a content such as "it" is judged by its sentence."""
    who, content = _slot(copy, "source"), _slot(copy, "content")
    if sum(word.counts for word in content) < 2:
        content = tuple(sentence)
    names = [w for w, then in pairwise((*who, None)) if w and _names_somebody(w) and not _office(then)]
    if _unknown_house(who, shelf):
        return []
    rulings: list[Ruling] = []
    beside: list[Ruling] = []  # where the statement itself stands in a neighbour
    for passage in passages:
        near = shelf.around(passage)
        share = carried(content, shelf, near) if content else 1.0
        said = carried(content, shelf, [passage]) if content else 1.0
        if share >= SAID and (ruling := _judge(copy, names, who, passage, near, (share, said))):
            own = not content or said >= SAID
            (rulings if own else beside).append(ruling)
    denied = {ruling.source.id for ruling in rulings if ruling.stance is Stance.DENIES}
    return [*rulings, *(ruling for ruling in beside if ruling.source.id not in denied)]


_TITLES = frozenset("mr mrs ms dr sir sen rep gov lord".split())


def _office(word: Word | None) -> bool:
    """Say whether the word after a name makes it somebody's house: "the former West Ham boss"."""
    return word is not None and word.base in lexicon.ROLES


def _names_somebody(word: Word) -> bool:
    """Say whether a word names one voice: no title, no office, no country, no day or month."""
    other = word.low in _TITLES or word.base in lexicon.ROLES or is_nation(word.base)
    other = other or word.low in lexicon.WEEKDAYS or word.low in lexicon.MONTHS
    return word.sort is Sort.PROPER and not other


def unknown_source(copy: Fact, shelf: Shelf) -> str:
    """Return the name or house an attribution credits, when no source tells of it at all; else an empty string."""
    who = _slot(copy, "source")
    names = [w for w in who if w.sort is Sort.PROPER and w.low not in _TITLES]
    if all(shelf.holds(meaning(w.base)) for w in names):
        return " ".join(w.text for w in who) if _unknown_house(who, shelf) else ""
    return str(copy.frame["source"].get("resolved") or " ".join(w.text for w in names))


def _unknown_house(who: Sequence[Word], shelf: Shelf) -> bool:
    """Say whether a house without a name of its own speaks, and no source has any word for such a house.

    A country speaks through its government, and letters ("NHS", "NATO") may be anybody's.
    """
    if not who or any(w.sort is Sort.PROPER for w in who) or who[-1].base not in lexicon.HOUSES:
        return False
    kin = {meaning(word) for word in lexicon.HOUSES[who[-1].base].split()}
    return not any(shelf.holds(word) for word in kin) and not any(_may_be_a_house(p.words) for p in shelf.passages)


def _may_be_a_house(sentence: Sequence[Word]) -> bool:
    return any(
        w.sort is Sort.PROPER and (is_nation(w.base) or (len(w.text) > 1 and w.text.isupper())) for w in sentence
    )


def _slot(copy: Fact, key: str) -> tuple[Word, ...]:
    found = copy.frame.get(key) or {}
    return words(str(found.get("resolved") or found.get("text", "")), int(found.get("start") or 0))


def _judge(
    copy: Fact,
    names: Sequence[Word],
    who: Sequence[Word],
    passage: Passage,
    near: Sequence[Passage],
    shares: tuple[float, float],
) -> Ruling | None:
    """Judge by a passage; `shares` are those of the content that it holds with its neighbours, and by itself."""
    share, own = shares
    there = {w.base for p in near for w in p.words}
    others = sorted(_voices(passage) - {n.base for n in names})
    here = {w.base for w in passage.words}
    plainly = own >= SAID_BY_ANOTHER and others and not _resolved(copy)
    named = all(name.base in (here if plainly else there) for name in names[-1:])
    if named and own >= SAID_BY_ANOTHER and (kind := _another_kind(who, passage)):
        return _by_another(" ".join(w.text for w in who), [kind], passage, share)
    if named:
        return Ruling(
            stance=Stance.CARRIES, rule="said-by", reason="The source has this, from the same voice.",
            source=passage.source, span=passage.span, fit=min(1.0, share), says="so",
            letter=share > 0.98 and all(w.low in {t.low for t in passage.words} for w in who),
        )  # fmt: skip
    if names and others and share >= SAID_BY_ANOTHER:
        return _by_another(" ".join(n.text for n in names), [o.title() for o in others], passage, share)
    return None


def _by_another(ours: str, theirs: Sequence[str], passage: Passage, share: float) -> Ruling:
    return Ruling(
        stance=Stance.DENIES, rule="said-by-another", code=Code.CREDITED_TO_ANOTHER,
        reason=f"The copy credits {ours}; in the source it is {' and '.join(theirs)}.",
        source=passage.source, span=passage.span, fit=share, says=", ".join(theirs),
    )  # fmt: skip


def _resolved(copy: Fact) -> bool:
    """Say whether the voice was a pronoun or a bare office, and its name is our reading of the text around it."""
    source = copy.frame.get("source") or {}
    return source.get("resolved", source.get("text")) != source.get("text")


def _another_kind(who: Sequence[Word], passage: Passage) -> str:
    """Return the voice of a passage whose only one is of another kind than ours: residents for officials."""
    ours = {kind for word in who if (kind := lexicon.VOICES.get(word.base))}
    beside = [w for at, w in enumerate(passage.words) if _cue(w) for w in _beside(passage.words, at)]
    kinds = {lexicon.VOICES[w.base]: w.text for w in beside if w.base in lexicon.VOICES}
    if len(ours) != 1 or len(kinds) != 1 or ours == set(kinds) or any(_names_somebody(w) for w in (*who, *beside)):
        return ""
    return next(iter(kinds.values()))


def _cue(word: Word) -> bool:
    return word.base in lexicon.SAYING or word.low == "according"


def _beside(sentence: Sequence[Word], at: int) -> tuple[Word, ...]:
    return (*_before(sentence, at), *sentence[at + 1 : at + 5])


def _voices(passage: Passage) -> set[str]:
    """Return the names beside a verb of saying."""
    found: set[str] = set()
    for at, word in enumerate(passage.words):
        pronoun = {w.low for w in passage.words[max(0, at - 1) : at + 2]} & {"he", "she", "they"}
        if (word.base in lexicon.SAYING and not pronoun) or word.low == "according":
            found |= {w.base for w in _beside(passage.words, at) if _names_somebody(w)}
    return found


def _before(sentence: Sequence[Word], at: int) -> Iterator[Word]:
    """Yield the words before a verb of saying that may be its subject: in "by the Ostra, the service said" no name."""
    met = False
    for k in range(at - 1, max(-1, at - 5), -1):
        if met and sentence[k + 1].start - sentence[k].end > 1:  # a comma
            return
        met = met or sentence[k].counts
        yield sentence[k]
