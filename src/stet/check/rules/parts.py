"""Parts and wholes: in "nine of the 14 victims were children" nobody says that 14 were.

A figure that a sentence only gives as the whole must not take over what the sentence says of the part.
"""

from collections.abc import Iterator, Sequence

from stet.check.numerals.numeral import SMALL
from stet.check.wording import AGREE, Sort, Word, meaning, relation
from stet.engines import thesaurus

_OF_WHICH = frozenset("the its their these those all his her our".split())
_BE = frozenset("is are was were be been being".split())
_REACH = 4  # words from a figure to that of its whole: "nine of the 14", "nine out of its 14"
_TOLD_OF_THE_WHOLE = frozenset("who which that whose where".split())


def whole_of(sentence: Sequence[Word], at: tuple[int, int]) -> int | None:
    """Return where the whole of a part stands as a figure: 14 for the nine of "nine of the 14 victims"."""
    links = [word.low for word in sentence[at[1] : at[1] + 2]]
    if "of" not in links:
        return None
    for k in range(at[1] + links.index("of") + 1, min(len(sentence), at[1] + _REACH)):
        if _counts(sentence[k]):
            return k
        if sentence[k].low not in _OF_WHICH:
            return None
    return None


def part_of(sentence: Sequence[Word], at: tuple[int, int]) -> int | None:
    """Return where the part of a whole stands as a figure: nine for the 14 of "nine of the 14 victims"."""
    for k in range(at[0] - 1, max(-1, at[0] - 1 - _REACH), -1):
        if _counts(sentence[k]) and whole_of(sentence, (k, k + 1)) == at[0]:
            return k
    return None


def together(sentence: Sequence[Word], at: tuple[int, int], other: Sequence[Word]) -> bool:
    """Say whether a sentence has a figure and another as part and whole: "of the 14 victims, nine"."""
    whole, part = whole_of(sentence, at), part_of(sentence, at)
    ahead = [
        k for k in range(at[0]) if _counts(sentence[k]) and any(w.low == "of" for w in sentence[max(0, k - 2) : k])
    ]
    mates = [k for k in (whole, part, *ahead) if k is not None]
    return any(_same(sentence[k], word) for k in mates for word in other)


def told_of_the_part(copy: Sequence[Word], source: Sequence[Word], at: tuple[int, int], counted: Word | None) -> bool:
    """Say whether a copy tells of a whole what the source tells of its part; `at` is the whole in the source.

    `counted` is what the copy counts. Where the source says more of the whole itself ("of the 14 who died"), nothing is
    sure.
    """
    part = part_of(source, at)
    if part is None or any(_same(word, source[part]) for word in copy):
        return False
    if any(word.low in _TOLD_OF_THE_WHOLE for word in source[at[1] : at[1] + 3]):
        return False
    told = set(_told(source, part, at[1]))
    mine = {meaning(word.base) for word in copy if word.sort is Sort.CONTENT}
    return bool(told & mine) or (counted is not None and meaning(counted.base) in told)


def of_others(copy: Sequence[Word], at: tuple[int, int], source: Sequence[Word], there: tuple[int, int]) -> bool:
    """Say whether the copy counts others than the source: women where it tells of 300 people, some of them women.

    Where it calls nobody so, another passage may; and the dead are people.
    """
    mine, theirs = _counted(copy, at), _counted(source, there)
    if mine and meaning(mine[-1].base) in {"kill", "injure"}:
        return False
    if not mine or not theirs or any(relation(a.base, b.base) in AGREE for a in mine for b in theirs):
        return False
    named = {meaning(word.base) for word in source}
    return meaning(mine[-1].base) in named and not {word.base for word in theirs} & {word.base for word in copy}


def _counted(sentence: Sequence[Word], at: tuple[int, int]) -> list[Word]:
    """Return the words that say what a figure counts, up to the noun: "forthcoming games"; none in "nine of them"."""
    found: list[Word] = []
    for k in range(at[1], min(len(sentence), at[1] + _REACH)):
        word = sentence[k]
        apart = word.start - sentence[k - 1].end > 1
        verb = thesaurus.is_verb(word.base) and word.low not in {word.base, f"{word.base}s"}  # "thousands marched"
        if apart or verb or word.sort not in {Sort.CONTENT, Sort.PROPER} or _counts(word):
            break
        found.append(word)
    return found


def _told(sentence: Sequence[Word], part: int, after: int) -> Iterator[str]:
    """Yield what is said of a part: the verb before it, the verb behind the whole, and what that says they are."""
    before = sentence[part - 1] if part else None
    if before is not None and before.sort is Sort.CONTENT and thesaurus.is_verb(before.base):
        yield meaning(before.base)
    for k in range(after, min(len(sentence), after + 8)):
        word = sentence[k]
        if word.low in {"and", "but", "while", "when"}:
            return
        verb = word.sort is Sort.CONTENT and word.low != word.base and thesaurus.is_verb(word.base)
        said_to_be = word.sort is Sort.CONTENT and sentence[k - 1].low in _BE
        if (verb and k > after) or said_to_be:
            yield meaning(word.base)


def _counts(word: Word) -> bool:
    return word.sort is Sort.FIGURE or word.low in SMALL


def _same(one: Word, other: Word) -> bool:
    return str(SMALL.get(one.low, one.low)) == str(SMALL.get(other.low, other.low))
