"""The odd word out: the one word of a sentence that no source has, where all others are theirs.

"Oil rights" for "fishing rights": no list says that the two differ, and none that they are the same. So it is asked.
"""

from collections.abc import Callable, Sequence, Set

from stet.check import lexicon
from stet.check.codes import Code
from stet.check.numerals.numeral import WORDS as NUMERALS
from stet.check.rules.fault import NO_WORD, Fault
from stet.check.rules.modality import TO_COME
from stet.check.rules.wording import LIGHT
from stet.check.units import unit_at
from stet.check.wording import AGREE, Sort, Word, meaning, rarity, relation
from stet.engines.thesaurus import Relation

AROUND = 4  # words that count, for one of them to be the odd one
# Words in more than one article of seven say little by themselves, and too many others may stand for them.
COMMON = 2.0
_WAYS = frozenset({*AGREE, Relation.OPPOSITE})  # an opposite may tell the same from its other side: beat, lost to
# What other rules judge, or what may be put into any sentence.
_PLAIN = frozenset().union(
    lexicon.SAYING, LIGHT, lexicon.MODALS, lexicon.NEGATIONS, lexicon.SCOPES, lexicon.ROLES, lexicon.BY_DEED,
    lexicon.VOICES, lexicon.HEARSAY, lexicon.BELIEVING, lexicon.NEARLY, lexicon.MUTUAL, lexicon.CURRENCIES, TO_COME,
    lexicon.COMING, lexicon.FORMER,
    "manage fewer n't noon midnight am pm second minute hour day week month year".split(),
    "twice minus plus cite lie data host unlike".split(),
)  # fmt: skip


def fault(sentence: Sequence[Word], told: Set[str], holds: Callable[[str], bool]) -> Fault | None:
    """Return the odd word of a sentence; `told` are the words, in dictionary form, of the passages that bear on it.

    `holds` says whether any source has a meaning.
    """
    counted = [(at, word) for at, word in enumerate(sentence) if word.counts]
    means = {meaning(base) for base in told}
    lack = [
        (at, word)
        for at, word in counted
        if not _judged(word) and meaning(word.base) not in means and not _carried(word, told)
    ]
    if len(counted) < AROUND or len(lack) != 1:
        return None
    at, word = lack[0]
    if word.sort is not Sort.CONTENT or holds(meaning(word.base)):
        return None
    return Fault(word=at, code=Code.WORD_DIFFERS, rule="odd-word", copy=word.text, source=NO_WORD, sure=False)


def _judged(word: Word) -> bool:
    """Say whether a word is the affair of other rules, or says too little to be asked about."""
    value = any(part in NUMERALS or _is_unit(part) for part in word.low.split("-"))
    return value or bool({word.low, word.base} & _PLAIN) or rarity(word.base) < COMMON


def _carried(word: Word, told: Set[str]) -> bool:
    """Say whether told words mean a word, or are another form of it: "founded" for "founder"."""
    stem = word.base[: max(3, len(word.base) - 3)]
    return any(base.startswith(stem) or relation(word.base, base) in _WAYS for base in told)


def _is_unit(word: str) -> bool:
    found = unit_at(word, 0)
    return found is not None and found[1] == len(word)
