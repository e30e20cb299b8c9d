"""Cut texts into words as spaCy does, remembering how each stretch between white space was cut.

spaCy's tokenizer forgets: once its vocabulary has ten thousand words, a stretch that holds a newer one is cut again
each time it comes. What it makes of a stretch does not depend on what stands around it, so one cut of each is enough.
"""

import re
from typing import Any

# News of a day holds some 40,000 different stretches; what comes beyond this many is cut anew each time.
REMEMBERED = 1 << 17
_STRETCH = re.compile(r"\s+|\S+")


class Words:
    """A tokenizer that remembers. It gives words and, for each, whether one blank follows that belongs to it."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, list[str]] = {}

    def __call__(self, text: str) -> tuple[list[str], list[bool]]:
        """Return the words of a text, white space beyond one blank among them; put together they are the text."""
        words: list[str] = []
        blanks: list[bool] = []
        for stretch in _STRETCH.findall(text):
            if words and stretch[0] == " ":
                blanks[-1] = True
                stretch = stretch[1:]
                if not stretch:
                    continue
            pieces = self._known.get(stretch)
            if pieces is None:
                pieces = self._pieces(stretch)
            words += pieces
            blanks += [False] * len(pieces)
        return words, blanks

    def _pieces(self, stretch: str) -> list[str]:
        pieces = [token.text for token in self._tokenizer(stretch)]
        if len(self._known) < REMEMBERED:
            self._known[stretch] = pieces
        return pieces
