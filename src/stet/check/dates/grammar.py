"""The grammar of single time expressions: at an offset, read the longest one that starts there.

Combinations ("Friday at 3pm", "from May to July", "late 2019") are made of these in combine.py.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from stet.check.dates import clock, days, holidays, lengths, pointing, years
from stet.check.dates.expression import Expression
from stet.check.dates.rules import DIGIT as DIGIT
from stet.check.dates.rules import Rule

_RULES: dict[str, list[Rule]] = defaultdict(list)
for _rule in (*days.RULES, *years.RULES, *pointing.RULES, *lengths.RULES, *clock.RULES, *holidays.RULES):
    for _word in _rule.starts:
        _RULES[_word].append(_rule)

_TOKEN = re.compile(r"[A-Za-z]+|(?<![^\W_])(?<!\d[.,])[\d½¼¾]")


def starts(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offsets where an expression may start, with the first word there."""
    for token in _TOKEN.finditer(text):
        word = token[0].lower()
        if word in _RULES:
            yield token.start(), word
        elif not word.isalpha():
            yield token.start(), DIGIT


def read(text: str, at: int, word: str) -> Expression | None:
    """Read the longest single expression at `at`, where `word` stands."""
    best: Expression | None = None
    for each in _RULES[word]:
        if found := each.pattern.match(text, at):
            read_ = each.read(found)
            if read_ and (best is None or read_.end > best.end):
                best = read_
    return best
