"""Rules for near copies: where the copy follows a passage word for word, every word that differs is looked at.

A rewrite may drop words, and use others for the same thing. What it may not do is put in, take out or replace a word
that carries the fact. A difference that is known to change the meaning denies; one that is only unknown leaves it
unsure.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from stet.check import lexicon
from stet.check.codes import Code
from stet.check.rules.wording import Fault, opposite_stop
from stet.check.wording import AGREE, Sort, Word, meaning, relation
from stet.engines.thesaurus import Relation

NEAR = 0.72  # share of the copy's words that stand in the passage, in its order
SHORTEST = 6  # words: in shorter ones too little holds the rest in place
_HARMLESS = frozenset(
    "also however meanwhile today yesterday tomorrow still already later earlier now then here".split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """A stretch where copy and passage part, between words that they share; either side may be empty."""

    at: int
    mine: tuple[Word, ...]
    theirs: tuple[Word, ...]
    before_name: bool = False


def faults(copy: Sequence[Word], source: Sequence[Word], around: frozenset[str]) -> list[Fault]:
    """Return what a near copy changes; `around` holds the meanings that stand near the passage in its source."""
    if len(copy) < SHORTEST:
        return []
    matcher = SequenceMatcher(None, [w.low for w in copy], [w.low for w in source], autojunk=False)
    if sum(block.size for block in matcher.get_matching_blocks()) < NEAR * len(copy):
        return []
    parted = list(_differences(copy, source, matcher))
    found = [fault for difference in parted for fault in _changed(difference, around)]
    return found + list(_moved(parted, copy, source))


def _differences(copy: Sequence[Word], source: Sequence[Word], matcher: SequenceMatcher[str]) -> Iterator[Difference]:
    codes = matcher.get_opcodes()
    for number, (tag, i1, i2, j1, j2) in enumerate(codes):
        outside = i1 == i2 and number in {0, len(codes) - 1}  # the passage says more before or after: no matter
        if tag != "equal" and not outside:
            named = any(w.sort is Sort.PROPER or w.base in lexicon.ROLES for w in copy[i2 : i2 + 2])
            yield Difference(at=i1, mine=tuple(copy[i1:i2]), theirs=tuple(source[j1:j2]), before_name=named)


def _changed(difference: Difference, around: frozenset[str]) -> Iterator[Fault]:
    mine, theirs = difference.mine, difference.theirs
    said, there = _said(mine), _said(theirs)
    if len(theirs) <= 8 and (code := _small_words(difference)):
        yield Fault(word=difference.at, code=code, rule="near-copy", copy=said, source=there)
        return
    for offset, word in enumerate(mine):
        if fault := _replaced(word, theirs, around):
            code, sure = fault
            yield Fault(
                word=difference.at + offset,
                code=code,
                rule="near-copy",
                copy=said,
                source=there or "nothing here",
                sure=sure,
            )
            return


def _small_words(difference: Difference) -> Code | None:
    """Return the code of a small word that turns the fact: a denial, a modal, a quantifier, before for after."""
    mine, theirs = difference.mine, difference.theirs
    if _denials(mine) % 2 != _denials(theirs) % 2 and (mine or len(theirs) <= 3):
        return Code.NEGATION_DIFFERS
    one, two = _hedges(mine), _hedges(theirs)
    alike = one == two or {one, two} <= {"will", "would"} or {one, two} <= {"can", "may"}
    if not alike and (mine or len(theirs) <= 2) and (one or two in {"may", "alleged", "likely", "would"}):
        return Code.MODALITY_DIFFERS
    for names, code in ((lexicon.WEEKDAYS, Code.WEEKDAY_DIFFERS), (lexicon.MONTHS, Code.DATE_DIFFERS)):
        here, there = _calendar(mine, names), _calendar(theirs, names)
        if here and there and here != there:
            return code
    years, theirs_years = _years(mine), _years(theirs)
    if years and theirs_years and not years & theirs_years:
        return Code.DATE_DIFFERS
    scope, other = _scope(mine), _scope(theirs)
    figures = any(w.sort is Sort.FIGURE for w in (*mine, *theirs))  # "half" and "50%" are the figures' affair
    if (
        scope != other
        and not figures
        and (scope in {"all", "none", "most"} or (scope and other) or (other and len(theirs) == 1))
    ):
        return Code.SCOPE_DIFFERS
    if difference.before_name and _office_marks(mine) != _office_marks(theirs) and len(theirs) <= 3:
        return Code.FORMER_OR_CURRENT
    if any(opposite_stop(a.low, b.low) for a in mine for b in theirs):
        return Code.OPPOSITE
    return None


def _office_marks(words: Sequence[Word]) -> set[str]:
    return {w.low for w in words if w.low in lexicon.FORMER and w.low != "late"}


def _calendar(words: Sequence[Word], names: Sequence[str]) -> set[str]:
    return {w.low for w in words if w.low in names and w.text[:1].isupper()}


def _years(words: Sequence[Word]) -> set[str]:
    return {w.low for w in words if re.fullmatch(r"(?:19|20)\d\d", w.low)}


def _denials(words: Sequence[Word]) -> int:
    return sum(w.low in lexicon.NEGATIONS or w.low.endswith("n't") for w in words)


def _hedges(words: Sequence[Word]) -> str:
    return next((lexicon.MODALS[w.low] for w in words if w.low in lexicon.MODALS and w.text != "May"), "")


def _scope(words: Sequence[Word]) -> str:
    return next((lexicon.SCOPES[w.low] for w in words if w.low in lexicon.SCOPES), "")


def _replaced(word: Word, theirs: Sequence[Word], around: frozenset[str]) -> tuple[Code, bool] | None:
    """Return the code for a word that the passage does not have here, and whether it surely changes the fact."""
    if not word.counts or word.sort is Sort.FIGURE:
        return None
    counting = [other for other in theirs if other.counts]
    kinds = {relation(word.base, other.base) for other in counting}
    if kinds & AGREE:
        return None
    if Relation.OPPOSITE in kinds:
        return Code.OPPOSITE, True
    if word.sort is Sort.PROPER:
        if any(other.sort is Sort.PROPER for other in counting):
            return Code.NAME_DIFFERS, True
        nowhere = Code.ROLE_NOWHERE if word.base in lexicon.ROLES else Code.NAME_NOWHERE
        return None if meaning(word.base) in around else (nowhere, False)
    if kinds & {Relation.SIBLING, Relation.NARROWER} and meaning(word.base) not in around:
        return Code.WORD_DIFFERS, False
    return None  # a word that the thesaurus does not place may be a synonym it does not know


def _moved(parted: Sequence[Difference], copy: Sequence[Word], source: Sequence[Word]) -> Iterator[Fault]:
    """Find two names that changed places."""
    gone = {w.base: w for d in parted for w in d.theirs if w.sort is Sort.PROPER}
    come = {w.base: (d, w) for d in parted for w in d.mine if w.sort is Sort.PROPER}
    both = [base for base in come if base in gone]
    if not both or any(_speaks(copy, come[base][1]) or _speaks(source, gone[base]) for base in both):
        return
    mine = [w.base for w in copy if w.sort is Sort.PROPER]
    theirs = [w.base for w in source if w.sort is Sort.PROPER and w.base in set(mine)]
    if [base for base in mine if base in set(theirs)] != theirs:
        difference, word = come[both[0]]
        yield Fault(
            word=difference.at,
            code=Code.PARTIES_SWAPPED,
            rule="near-copy",
            copy=_around(copy, word),
            source=_around(source, gone[both[0]]),
        )


def _speaks(sentence: Sequence[Word], name: Word) -> bool:
    at = sentence.index(name)
    return any(w.base in lexicon.SAYING or w.low == "according" for w in sentence[max(0, at - 4) : at + 5])


def _around(sentence: Sequence[Word], word: Word) -> str:
    at = sentence.index(word)
    return _said(sentence[max(0, at - 2) : at + 4])


def _said(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
