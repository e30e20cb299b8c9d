"""Read a text as its readers see it: without invisible characters, and with look-alike letters as what they look like.

"1,0<zero-width space>00" is a thousand to every reader, and "Sеven" with a Cyrillic е is seven. Grammars that see the
characters only would find neither, and a false figure could hide. Facts are found in the text as seen, and their spans
led back to the text as it is. docs/normalisation.md lists what is invisible; the look-alikes are those of Unicode's
confusables (UTS 39) among Greek and Cyrillic capitals and small letters.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Any

from stet.news import Fact, Span

_LOOKS = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеорсухіјѕһԁԛԝ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοι",
    "ABESIJKMHOPCTYXaeopcyxijshdqw" + "ABEZHIKMNOPTYXoi",
)
_FOREIGN = re.compile(r"[\u0370-\u03ff\u0400-\u04ff\u0500-\u052f]")
_WORD = re.compile(rf"\w*{_FOREIGN.pattern}\w*")
_LATIN = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A text as seen; `origin[i]` is where its character `i` stands in the text as it is, and the last its length."""

    text: str
    whole: str
    origin: tuple[int, ...]

    def back(self, fact: Fact) -> Fact:
        """Return the fact with every span led back to the text as it is."""
        span = self._span(fact.span.start, fact.span.end)
        value, frame = self._slots(fact.value), self._slots(fact.frame)
        return replace(fact, span=span, text=span.of(self.whole), value=value, frame=frame)

    def _span(self, start: int, end: int) -> Span:
        return Span(start=self.origin[start], end=self.origin[end - 1] + 1 if end > start else self.origin[start])

    def _slots(self, held: Any) -> Any:
        if isinstance(held, list):
            return [self._slots(one) for one in held]
        if not isinstance(held, dict):
            return held
        inner = {key: self._slots(one) for key, one in held.items()}
        if isinstance(held.get("start"), int) and isinstance(held.get("end"), int) and "text" in held:
            span = self._span(held["start"], held["end"])
            inner |= {"start": span.start, "end": span.end, "text": span.of(self.whole)}
        return inner


def seen(text: str) -> Seen | None:
    """Return the text as seen, or None where that is the text itself; what only formats (category Cf) is unseen."""
    beyond = {c for c in set(text) if c > "\x7f"}
    unseen = {c for c in beyond if unicodedata.category(c) == "Cf"}
    if not unseen and not _FOREIGN.search("".join(beyond)):
        return None
    shown = _WORD.sub(_read, text)
    origin = [i for i, c in enumerate(shown) if c not in unseen]
    shown = "".join(shown[i] for i in origin)
    if shown == text:
        return None
    return Seen(text=shown, whole=text, origin=(*origin, len(text)))


def _read(word: re.Match[str]) -> str:
    """Return a word of mixed letters as it looks; a word of one foreign script is that script's own."""
    looks = word[0].translate(_LOOKS)
    return looks if _LATIN.search(word[0]) and looks.isascii() else word[0]
