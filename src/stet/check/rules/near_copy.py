"""Rules for near copies: where the copy follows a passage word for word, every word that differs is looked at.

A rewrite may drop words, and use others for the same thing. What it may not do is put in, take out or replace a word
that carries the fact. A difference that is known to change the meaning denies; one that is only unknown leaves it
unsure.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate, combinations, pairwise, product

from stet.check import lexicon
from stet.check.codes import Code
from stet.check.numerals.numeral import COUNTABLE
from stet.check.rules.fault import Fault
from stet.check.rules.modality import TO_COME
from stet.check.rules.wording import opposite_stop
from stet.check.wording import AGREE, Sort, Word, is_nation, may_be_called, meaning, relation
from stet.engines import thesaurus
from stet.engines.thesaurus import Relation

NEAR = 0.72  # share of the copy's words that stand in the passage, in its order
SHORTEST = 6  # words: in shorter ones too little holds the rest in place
STRETCH = 3  # words of either side in the one stretch by which a sentence differs from its passage
HELD = 2  # words that both share for each word of that stretch
EXCHANGED = 4  # words of a thing that stands in another's place
LITTLE = 4  # words on both sides of a difference together, for a denial or a modal in it to be what differs
LONGER = 3  # words by which a stretch of the passage may be longer than the one that takes its place
_SUBJECTS = frozenset("i you we they who which that people and also".split())  # after these a verb has no ending
_WHOLE = frozenset("all none nobody nothing everyone everybody".split())
_AS_FIRM = ({"will", "would"}, {"can", "may"}, {"planned", "will"}, {"planned", "would"}, {"planned", "likely"})
_TO_BE = frozenset("is are was were".split())
_PLACED = frozenset({*AGREE, Relation.OPPOSITE})


@dataclass(frozen=True, kw_only=True, slots=True)
class Beside:
    """The sentences of a source that a copy is held against: a passage, which is number `at`, and its neighbours.

    `meanings` are those that stand near the passage; `holds` says whether any source has a meaning.
    """

    sentences: Sequence[Sequence[Word]]
    at: int
    meanings: frozenset[str]
    holds: Callable[[str], bool]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A stretch where copy and passage part, between words that they share; either side may be empty.

    Where the passage says much more there, its words stand in for nothing, and the copy's were put in. `then` is the
    next word of the copy, and `ahead` the passage's word before that one; `elsewhere` are all words of the copy.
    """

    at: int
    mine: tuple[Word, ...]
    theirs: tuple[Word, ...]
    before_name: bool = False
    then: Word | None = None
    ahead: Word | None = None
    elsewhere: frozenset[str] = frozenset()

    @cached_property
    def reworded(self) -> bool:
        """Say whether either side has a word that counts and that nothing on the other side agrees with."""
        mine, theirs = ([w for w in side if _tells(w)] for side in (self.mine, self.theirs))
        lone = any(not any(relation(w.base, o.base) in _PLACED for o in theirs) for w in mine)
        return lone or any(not any(relation(w.base, o.base) in _PLACED for w in mine) for o in theirs)

    @property
    def planned(self) -> bool:
        """Say whether both tell of a plan, whatever it is called: "due to start", "set to start"."""
        return all(len(side) < HELD and _hedges(side, self.then) == "planned" for side in (self.mine, self.theirs))

    @property
    def before_noun(self) -> bool:
        """Say whether whom or what follows: "only members", but not "only opened" or "only nine"."""
        then = self.then
        if then is None or then.sort not in {Sort.CONTENT, Sort.PROPER} or then.low in COUNTABLE:
            return False
        return not thesaurus.is_verb(then.base)

    @property
    def hedges_a_verb(self) -> bool:
        """Say whether a modal put in before `then` can bear on what the passage tells there as a fact.

        "Could move" for "they move", but not for "a big money move", "to move" or a sentence that begins "Move".
        """
        if self.theirs or self.then is None:
            return True
        if self.then.low.endswith("ing") or self.ahead is None:
            return False
        return self.ahead.low in _SUBJECTS or self.ahead.low.endswith("s")


def _tells(word: Word) -> bool:
    """Say whether a word tells something of its own: no modal, denial or quantifier."""
    small = word.low in lexicon.MODALS or word.low in lexicon.SCOPES or word.low in lexicon.NEGATIONS
    return word.sort is Sort.CONTENT and not small and word.base not in TO_COME | lexicon.DENIALS


def faults(copy: Sequence[Word], beside: Beside) -> list[Fault]:
    """Return what a near copy changes of the passage it follows, or of that and its neighbours together."""
    low = [w.low for w in copy]
    passage = beside.sentences[beside.at]
    held = [*_one_stretch(copy, passage), *_exchanged(copy, passage)]
    if len(copy) < SHORTEST and not _one_more(low, [w.low for w in passage]):
        return held
    for sentences in ([beside.sentences[beside.at]], beside.sentences):
        source = [word for sentence in sentences for word in sentence]
        matcher = SequenceMatcher(None, low, [w.low for w in source], autojunk=False)
        if sum(block.size for block in matcher.get_matching_blocks()) >= NEAR * len(copy):
            bounds = list(accumulate((len(sentence) for sentence in sentences), initial=0))
            parted = list(_differences(copy, source, matcher, bounds))
            found = [fault for difference in parted for fault in _changed(difference, beside)]
            return (found or held) + [*_moved(parted, copy, source), *_in_each_others_place(parted, copy)]
    return held


def _one_more(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Say whether one sentence is the other with a word put in."""
    short, long = sorted((mine, theirs), key=len)
    return len(short) > 2 and any(short == [*long[:at], *long[at + 1 :]] for at in range(len(long)))


def _apart(copy: Sequence[Word], passage: Sequence[Word]) -> tuple[int, Sequence[Word], Sequence[Word]]:
    """Return where two sentences part, and what stands in each before they come together again for good."""
    begin = _shared(copy, passage)
    end = min(_shared(copy[::-1], passage[::-1]), min(len(copy), len(passage)) - begin)
    return begin, copy[begin : len(copy) - end], passage[begin : len(passage) - end]


def _shared(one: Sequence[Word], two: Sequence[Word]) -> int:
    """Return how many words both begin with."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a.low != b.low), min(len(one), len(two))
    )


def _one_stretch(copy: Sequence[Word], passage: Sequence[Word]) -> Iterator[Fault]:
    """Look at the one stretch by which a sentence differs from the passage: all else is held in place."""
    begin, mine, theirs = _apart(copy, passage)
    here, there = ([w for w in side if w.sort is not Sort.STOP] for side in (mine, theirs))
    if max(len(mine), len(theirs)) > STRETCH or len(copy) - len(mine) < HELD * len(here):
        return
    counting = any(w.sort is not Sort.CONTENT or w.low in COUNTABLE | lexicon.ORDINALS for w in (*here, *there))
    if not here or not there or counting:
        return  # names and figures are others' affair
    kinds = {relation(w.base, o.base) for w in mine for o in theirs}
    loose = any(may_be_called(w.base, o.base) for w in mine for o in theirs)
    then = next(iter(copy[begin + len(mine) :]), None)
    planned = all(_hedges(side, then) == "planned" for side in (mine, theirs))
    guessed = {w.low for w in (*here, *there)} <= lexicon.HEARSAY
    planned = planned or "".join(w.low for w in mine) == "".join(w.low for w in theirs)  # "was n't" for "wasn't"
    if loose or planned or guessed or {w.base for w in (*here, *there)} <= lexicon.SAYING:
        return
    sure = Relation.OPPOSITE in kinds
    yield Fault(
        word=begin + mine.index(here[0]), code=Code.OPPOSITE if sure else Code.WORD_DIFFERS, rule="near-copy",
        copy=_said(mine), source=_said(theirs), sure=sure,
    )  # fmt: skip


def _exchanged(copy: Sequence[Word], passage: Sequence[Word]) -> Iterator[Fault]:
    """Find two things that stand in each other's place: the buyer and the bought; of which of two a thing is told."""
    begin, mine, theirs = _apart(copy, passage)
    here, there = [w.low for w in mine], [w.low for w in theirs]
    for one, two in product(range(1, EXCHANGED + 1), repeat=2):
        between = mine[one : len(mine) - two]
        if not between or here[:one] != there[-one:] or here[-two:] != there[:two] or here[one:-two] != there[two:-one]:
            continue
        links = [w.low for w in between if not w.counts]
        listed = bool(links) and all(link in {"and", "or", "as", "well"} for link in links)
        free = listed or any(w.base in lexicon.MUTUAL | (lexicon.SAYING - {"tell"}) for w in mine)
        if not free and all(any(w.counts for w in side) for side in (mine[:one], mine[-two:])):
            yield Fault(word=begin, code=Code.PARTIES_SWAPPED, rule="near-copy", copy=_said(mine), source=_said(theirs))
            return


def _differences(
    copy: Sequence[Word], source: Sequence[Word], matcher: SequenceMatcher[str], bounds: Sequence[int]
) -> Iterator[Difference]:
    """Yield where the two part; `bounds` are the numbers of the words that begin sentences, and of the end."""
    codes = matcher.get_opcodes()
    for number, (tag, i1, i2, j1, j2) in enumerate(codes):
        outside = i1 == i2 and number in {0, len(codes) - 1}  # the passage says more before or after: no matter
        narrowed = outside and number == 0 and source[j2 - 1].low == "only"
        if tag == "equal" or (outside and not narrowed):
            continue
        end = j2
        if narrowed:
            j1 = j2 - 1
        elif number == 0:  # what stands before belongs to the copy's first words only within one sentence
            j1 = max(j1, j2 - (i2 - i1), bounds[bisect_right(bounds, min(j2, len(source) - 1)) - 1])
        elif number == len(codes) - 1:
            j2 = min(j2, j1 + i2 - i1, bounds[bisect_right(bounds, j1 - 1)])
        elif j2 - j1 > i2 - i1 + LONGER:
            j2 = j1
        named = any(w.sort is Sort.PROPER or w.base in lexicon.ROLES for w in copy[i2 : i2 + 2])
        sentence = bounds[bisect_right(bounds, end) - 1] if end < len(source) else end
        yield Difference(
            at=i1, mine=tuple(copy[i1:i2]), theirs=tuple(source[j1 : max(j1, j2)]), before_name=named,
            then=copy[i2] if i2 < len(copy) else None, ahead=source[end - 1] if end > sentence else None,
            elsewhere=frozenset(w.base for w in copy),
        )  # fmt: skip


def _changed(difference: Difference, beside: Beside) -> Iterator[Fault]:
    mine, theirs = difference.mine, difference.theirs
    if difference.planned:
        return
    said, there = _said(mine), _said(theirs)
    if code := _small_words(difference, beside.meanings):
        left_out = code is Code.FORMER_OR_CURRENT and not mine and not difference.before_name  # "former" of no office
        code = Code.WORD_DIFFERS if left_out else code
        yield Fault(
            word=difference.at,
            code=code,
            rule="near-copy",
            copy=said,
            source=there or "nothing here",
            sure=not left_out,
        )
        return
    for offset, word in enumerate(mine):
        if fault := _replaced(word, theirs, beside):
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


def _small_words(difference: Difference, near: frozenset[str]) -> Code | None:
    """Return the code of a small word that turns the fact: a denial, a modal, a quantifier, before for after.

    `near` are the meanings of the passages: a month or year that stands there as well is no other one.
    """
    mine, theirs = difference.mine, difference.theirs
    little = len(mine) + len(theirs) <= LITTLE and not difference.reworded
    if little and _denials(mine) % 2 != _denials(theirs) % 2:
        return Code.NEGATION_DIFFERS
    one, two = _hedges(mine, difference.then), _hedges(theirs, difference.then)
    alike = one == two or (one == "should" and any(w.low == "if" for w in theirs))  # "Should it rain" for "If it rains"
    alike = alike or any({one, two} <= kin for kin in _AS_FIRM)
    careful = one == "alleged" and not two  # the copy claims less than the source
    firmer = one or (not mine and len(theirs) <= 3 and two in {"may", "alleged", "likely", "would"})
    moved = not mine and any(w.low in lexicon.MODALS and w.base in difference.elsewhere for w in theirs)
    moved = moved or (one == "will" and not two and _tells_now(mine, theirs))
    if little and not alike and not careful and not moved and firmer and difference.hedges_a_verb:
        return Code.MODALITY_DIFFERS
    for names, code in ((lexicon.WEEKDAYS, Code.WEEKDAY_DIFFERS), (lexicon.MONTHS, Code.DATE_DIFFERS)):
        here, there = _calendar(mine, names), _calendar(theirs, names)
        if here and there and here != there and not here <= near:
            return code
    years, theirs_years = _years(mine), _years(theirs)
    if years and theirs_years and not years & (theirs_years | near):
        return Code.DATE_DIFFERS
    scope, other = _scope(mine), _scope(theirs)
    figures = any(w.sort is Sort.FIGURE for w in (*mine, *theirs))  # "half" and "50%" are the figures' affair
    left_out = len(theirs) == 1 and other in {"few", "none", "most", "half"}
    says = scope in {"all", "none", "most"} or (scope and other) or left_out
    if scope != other and says and not figures and not difference.reworded:
        return Code.SCOPE_DIFFERS
    alone = len(mine) + len(theirs) == 1  # "the former wife" for "the wife"
    if alone and (*mine, *theirs)[0].low == "only" and difference.before_noun:
        return Code.SCOPE_DIFFERS
    if (difference.before_name or alone) and _office_marks(mine) != _office_marks(theirs) and len(theirs) <= 3:
        return Code.FORMER_OR_CURRENT
    then = difference.then
    small = sorted(w.low for w in (*mine, *theirs))
    if then and then.sort is Sort.FIGURE and small == ["by", "to"]:
        return Code.FIGURE_OF_ANOTHER  # by how much it was cut, and to what
    if then and then.sort is Sort.PROPER and small == ["from", "to"]:
        return Code.OPPOSITE
    if _all_but(mine) != _all_but(theirs):
        return Code.SCOPE_DIFFERS
    if any(opposite_stop(a.low, b.low) for a in mine for b in theirs):
        return Code.OPPOSITE
    return None


def _tells_now(mine: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Say whether the passage has the copy's verb in the present, which may tell of what is to come."""
    present = {w.base for w in theirs if w.low == w.base or w.low.endswith("s")}
    return any(w.base in present for w in mine if w.low not in lexicon.MODALS)


def _office_marks(words: Sequence[Word]) -> set[str]:
    return {w.low for w in words if w.low in lexicon.FORMER and w.low != "late"}


def _all_but(words: Sequence[Word]) -> bool:
    return any(word.low in _WHOLE and then.low == "but" for word, then in pairwise(words))


def _calendar(words: Sequence[Word], names: Sequence[str]) -> set[str]:
    return {w.low for w in words if w.low in names and w.text[:1].isupper()}


def _years(words: Sequence[Word]) -> set[str]:
    return {w.low for w in words if re.fullmatch(r"(?:19|20)\d\d", w.low)}


def _denials(words: Sequence[Word]) -> int:
    return sum(w.low in lexicon.NEGATIONS or w.low.endswith("n't") for w in words)


def _hedges(words: Sequence[Word], behind: Word | None) -> str:
    """Return how firmly words have what follows them be said; `behind` is the next one, as in "due" before "to"."""
    through = [*words, behind] if behind else words
    planned = any(then.low == "to" and (word.base in TO_COME or word.low in _TO_BE) for word, then in pairwise(through))
    said = (lexicon.MODALS[w.low] for w in words if w.low in lexicon.MODALS and w.text != "May")
    heard = any(then.low == "to" and word.low in lexicon.HEARSAY for word, then in pairwise(words))
    return "planned" if planned else "alleged" if heard else next(said, "")


def _scope(words: Sequence[Word]) -> str:
    return next((lexicon.SCOPES[w.low] for w in words if w.low in lexicon.SCOPES), "")


def _replaced(word: Word, theirs: Sequence[Word], beside: Beside) -> tuple[Code, bool] | None:
    """Return the code for a word that the passage does not have here, and whether it surely changes the fact."""
    if not word.counts or word.sort is Sort.FIGURE:
        return None
    counting, nation = [other for other in theirs if other.counts], is_nation(word.base)
    kinds = {relation(word.base, other.base) for other in counting}
    loose = any(may_be_called(word.base, other.base) or {word.low, other.low} <= lexicon.HEARSAY for other in counting)
    if loose or (word.low in COUNTABLE and any(other.low in COUNTABLE for other in counting)):
        return None  # "nine" for "seven" is the figures' affair
    if word.low in lexicon.ORDINALS and any(other.low in lexicon.ORDINALS for other in counting):
        return None  # nor is "second" the opposite of "first"
    if Relation.OPPOSITE in kinds:
        return Code.OPPOSITE, True
    if word.base in lexicon.CURRENCIES and any(other.base in lexicon.CURRENCIES for other in counting):
        return Code.CURRENCY_DIFFERS, True
    if word.base in lexicon.ROLES and (held := [w.base for w in counting if w.base in lexicon.ROLES]):
        return Code.ROLE_DIFFERS, not any(may_be_called(other, word.base) for other in held)
    if word.sort is Sort.PROPER:
        if any(w.base in lexicon.SAYING or w.low == "according" for w in theirs):
            return None  # whose words they are is the attributions' affair
        names = [other for other in counting if _names_alike(other, nation)]
        if any(_short_form(word, other) for other in names):
            return None
        if names:
            return Code.NAME_DIFFERS, True
        nowhere = Code.ROLE_NOWHERE if word.base in lexicon.ROLES else Code.NAME_NOWHERE
        return None if beside.holds(meaning(word.base)) else (nowhere, False)
    if kinds & {Relation.SIBLING, Relation.NARROWER} and meaning(word.base) not in beside.meanings:
        return Code.WORD_DIFFERS, False
    return None  # a word that the thesaurus does not place may be a synonym it does not know


def _names_alike(word: Word, nation: bool) -> bool:
    """Say whether a word is a name of the same sort: no country where a person stands, and no "D-Minn."."""
    return word.sort is Sort.PROPER and is_nation(word.base) == nation and not re.match(r"[DRI]-[A-Z]", word.text)


def _short_form(one: Word, two: Word) -> bool:
    """Say whether one name can be short for the other: "Hibs" for Hibernian, "Al-Wasl" for "Al Wasl", "W.H."."""
    if "." in one.text.rstrip(".") + two.text.rstrip("."):
        return one.text[0] in two.text if "." in two.text else two.text[0] in one.text
    short, long = sorted((one.base.replace("-", ""), two.base.replace("-", "")), key=len)
    shared = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return shared >= 3 and shared >= len(short) - 1 and short != long


def _moved(parted: Sequence[Difference], copy: Sequence[Word], source: Sequence[Word]) -> Iterator[Fault]:
    """Find two names that changed places."""
    gone = {w.base: w for d in parted for w in d.theirs if w.sort is Sort.PROPER}
    come = {w.base: (d, w) for d in parted for w in d.mine if w.sort is Sort.PROPER}
    both = [base for base in come if base in gone]
    if not both or any(_speaks(copy, come[base][1]) or _speaks(source, gone[base]) for base in both):
        return
    mine, theirs = (Counter(w.base for w in side if w.sort is Sort.PROPER) for side in (copy, source))
    once = {base for base, times in mine.items() if times == theirs[base] == 1}
    orders = [[w.base for w in side if w.base in once and w.sort is Sort.PROPER] for side in (copy, source)]
    if once.issuperset(both) and orders[0] != orders[1]:
        difference, word = come[both[0]]
        yield Fault(
            word=difference.at,
            code=Code.PARTIES_SWAPPED,
            rule="near-copy",
            copy=_around(copy, word),
            source=_around(source, gone[both[0]]),
        )


def _in_each_others_place(parted: Sequence[Difference], copy: Sequence[Word]) -> Iterator[Fault]:
    """Find two words of which each stands where the other one stood, but for those of one list: accuser and accused."""
    for one, two in combinations(parted, 2):
        if all(w.counts or w.low in {"and", "or"} for w in copy[one.at + len(one.mine) : two.at]):
            continue
        for here, there in product(one.mine, one.theirs):
            if here.sort is not Sort.CONTENT or there.sort is not Sort.CONTENT or here.base == there.base:
                continue
            back = any(w.base == there.base for w in two.mine) and any(w.base == here.base for w in two.theirs)
            if back and len(one.mine) == len(one.theirs) and len(two.mine) == len(two.theirs):
                yield Fault(
                    word=one.at + one.mine.index(here), code=Code.PARTIES_SWAPPED, rule="near-copy",
                    copy=_said(one.mine), source=_said(one.theirs),
                )  # fmt: skip
                return


def _speaks(sentence: Sequence[Word], name: Word) -> bool:
    at = sentence.index(name)
    return any(w.base in lexicon.SAYING or w.low == "according" for w in sentence[max(0, at - 4) : at + 5])


def _around(sentence: Sequence[Word], word: Word) -> str:
    at = sentence.index(word)
    return _said(sentence[max(0, at - 2) : at + 4])


def _said(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
