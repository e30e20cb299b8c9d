"""Legible: what of the copy and its sources could not be read, in sentences for people; never a silent pass.

The checker reads English in Latin letters. A source that is empty, in another language, cut, or dressed in look-alike
letters of other alphabets carries nothing, or less than it seems to, and whoever relies on a verdict must know.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from stet.check import lexicon
from stet.check.evidence import Shelf
from stet.check.seen import disguised, unseen
from stet.news import Source

ENOUGH = 30  # words from which a text's language shows
ENGLISH = 0.15  # share of small English words; in news it is about .4, in Spanish, German or Polish news under .06
READ = 4_000  # characters looked at
_SURELY = 2  # small words of another language that show it in a short text, where English ones are no more
_ELSEWHERE = frozenset(
    """der die das den dem und ist ein eine nicht mit von auf für beträgt am le la les des du et est une dans pour que
    qui el los las del y en por una il lo gli della di che è per com não uma os da het een van op w na z się nie jest
    och att på för till og på til""".split()
)
_WORD = re.compile(r"[^\W\d_]+")
# Zero-width characters and marks of direction within a Latin word; a soft hyphen only says where a line may break.
_HIDDEN = re.compile(r"[A-Za-z0-9]{1,40}[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff][A-Za-z0-9]{1,40}")


def notices(copy: str, sources: Sequence[Source], shelf: Shelf) -> tuple[str, ...]:
    """Return what could not be read, one sentence each."""
    return (
        *_of_text("The copy", copy),
        *(said for source in sources for said in _of_source(source)),
        *(f"{name} is too long: only its beginning was read." for name in shelf.cut),
    )


def says_anything(source: Source) -> bool:
    """Say whether a source has any letter or digit at all; spaces that nobody sees are none."""
    return any(char.isalnum() for char in source.text)


@lru_cache(maxsize=256)
def _of_source(source: Source) -> tuple[str, ...]:
    """Return what is to say of a source; a desk asks of the same ones at every check."""
    if not says_anything(source):
        return (f"{source.id} is empty: nothing can stand on it.",)
    return tuple(_of_text(source.id, source.text))


def _of_text(name: str, text: str) -> Iterator[str]:
    words = [hit[0] for hit in _WORD.finditer(text, 0, READ)]
    if mixed := disguised(text[:READ]):
        yield f"{name} mixes alphabets within a word (“{mixed}”): such words match nothing."
    if hidden := _HIDDEN.search(text, 0, READ):
        word = "".join(char for char in hidden[0] if char not in unseen(hidden[0]))
        yield f"{name} holds characters that nobody sees (in “{word}”): it is read without them."
    if not _is_english(words):
        yield f"{name} is not in English: only its figures and names can be compared."
    elif words and sum(_alphabets(word) <= {"LATIN"} for word in words) < len(words) / 2:
        yield f"{name} is not in Latin letters: only its figures can be compared."


def any_english(sources: Sequence[Source]) -> bool:
    """Say whether a source is in English: sentences are compared with no other."""
    return any(_reads_english(source) for source in sources)


@lru_cache(maxsize=256)
def _reads_english(source: Source) -> bool:
    return _is_english([hit[0] for hit in _WORD.finditer(source.text, 0, READ)])


def _is_english(words: Sequence[str]) -> bool:
    """Say whether words may be English: by their small words, or in a short text by those of other languages."""
    small = sum(word.lower() in lexicon.STOP for word in words)
    if len(words) >= ENOUGH:
        return small >= ENGLISH * len(words)
    foreign = sum(word.lower() in _ELSEWHERE for word in words)
    return foreign < _SURELY or foreign < small


def _alphabets(word: str) -> set[str]:
    """Return the alphabets of a word's letters among those whose letters look alike: Latin, Greek and Cyrillic.

    Other scripts come out under their own name; marks that combine belong to any.
    """
    if word.isascii():
        return {"LATIN"}
    return {unicodedata.name(char, "LATIN").split()[0] for char in word if char.isalpha() and not char.isascii()} | (
        {"LATIN"} if any(char.isascii() for char in word) else set()
    )
