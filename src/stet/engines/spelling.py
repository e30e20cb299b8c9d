"""What the tagger sees of a word before its neighbours: numbers for its spelling, the same in training and at work."""

import re
from collections.abc import Mapping
from functools import lru_cache
from zlib import crc32

# Rows of the tables that the numbers point into: the word in small letters, its last three and two letters, its first
# three, its shape. Row 0 stands for "nothing" in each. Hashes collide; the tables are large enough that few do.
ROWS = (12_000, 3_000, 800, 3_000, 500)
TAGS = tuple("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
NAMES = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
_DIGIT = re.compile(r"\d")
_RUN = re.compile(r"(.)\1{3,}")


@lru_cache(maxsize=1 << 17)
def numbers(word: str) -> tuple[int, ...]:
    """Return the rows of a word, one per table of `ROWS`; figures differ by their length only."""
    low = _DIGIT.sub("0", word.lower())
    parts = (low, low[-3:], low[-2:], low[:3], shape(word))
    return tuple(1 + crc32(p.encode("utf-8", "replace")) % (n - 1) for p, n in zip(parts, ROWS, strict=True))


def shape(word: str) -> str:
    """Return the shape of a word: X, x and d for its capitals, small letters and digits, runs cut at three."""
    kinds = ("X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c for c in word[:40])
    return _RUN.sub(lambda run: run[1] * 3, "".join(kinds))


def vector_row(rows: Mapping[str, int], word: str) -> int:
    """Return the row of a word's vector: as it is spelt, else in small letters, else with one capital; 0 for none."""
    return rows.get(word) or rows.get(word.lower()) or rows.get(word.capitalize()) or 0
