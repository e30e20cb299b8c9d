"""Read a text as its readers see it: without invisible characters, and with look-alike letters as what they look like.

"1,0<zero-width space>00" is a thousand to every reader, and "Sеven" with a Cyrillic е is seven. Grammars that see the
characters only would find neither, and a false figure could hide. Facts are found in the text as seen, and their spans
led back to the text as it is. docs/normalisation.md lists what is invisible; the look-alikes are those of Unicode's
confusables (UTS 39) among Greek and Cyrillic capitals and small letters.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from stet.news import Evidence, Fact, Span

_LOOKS = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеорсухіјѕһԁԛԝ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοι",
    "ABESIJKMHOPCTYXaeopcyxijshdqw" + "ABEZHIKMNOPTYXoi",
)
_FOREIGN = re.compile(r"[\u0370-\u03ff\u0400-\u04ff\u0500-\u052f]")
_WORD = re.compile(r"\w+")
_LATIN = re.compile(r"[A-Za-z0-9]")
# Greek letters that are signs where they begin or end a word (μg, kΩ, Δt, TNFα): none looks like a Latin one.
_SIGNS = re.compile(r"\A[βγδεζηθλμξπσφχψωΓΔΘΛΞΠΣΦΨΩ]|(?<=[A-Z0-9])α\Z|[βγδεζηθλμξπσφχψωΓΔΘΛΞΠΣΦΨΩ]\Z")


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A text as seen; `origin[i]` is where its character `i` stands in the text as it is, and the last its length."""

    text: str
    whole: str
    origin: tuple[int, ...]

    def back(self, fact: Fact) -> Fact:
        """Return the fact with every span led back to the text as it is."""
        span = self.span(fact.span)
        value, frame = self._slots(fact.value), self._slots(fact.frame)
        return replace(fact, span=span, text=span.of(self.whole), value=value, frame=frame)

    def led_back(self, passage: Evidence) -> Evidence:
        """Return a passage of the text as seen where it stands in the text as it is."""
        span = self.span(passage.span)
        return replace(passage, span=span, text=span.of(self.whole))

    def span(self, shown: Span) -> Span:
        """Return where a stretch of the text as seen stands in the text as it is."""
        start = self.origin[shown.start]
        return Span(start=start, end=self.origin[shown.end - 1] + 1 if shown.end > shown.start else start)

    def _slots(self, held: Any) -> Any:
        if isinstance(held, list):
            return [self._slots(one) for one in held]
        if not isinstance(held, dict):
            return held
        inner = {key: self._slots(one) for key, one in held.items()}
        if isinstance(held.get("start"), int) and isinstance(held.get("end"), int) and "text" in held:
            span = self.span(Span(start=held["start"], end=held["end"]))
            inner |= {"start": span.start, "end": span.end, "text": span.of(self.whole)}
        return inner


def seen(text: str) -> Seen | None:
    """Return the text as seen, or None where that is the text itself; what only formats (category Cf) is unseen."""
    if text.isascii():
        return None
    shown = _WORD.sub(_read, text) if _FOREIGN.search(text) else text
    view = bare(shown)
    if view:
        return replace(view, whole=text)
    return Seen(text=shown, whole=text, origin=(*range(len(text) + 1),)) if shown != text else None


@lru_cache(maxsize=256)
def bare(text: str) -> Seen | None:
    """Return a text without the characters that nobody sees, or None where it has none."""
    gone = unseen(text)
    if not gone:
        return None
    origin = [i for i, c in enumerate(text) if c not in gone]
    return Seen(text="".join(text[i] for i in origin), whole=text, origin=(*origin, len(text)))


def unseen(text: str) -> frozenset[str]:
    """Return the characters of a text that only format, and that nobody sees."""
    if text.isascii():
        return frozenset()
    return frozenset(c for c in set(text) if unicodedata.category(c) == "Cf")


def disguised(text: str) -> str:
    """Return the first word that looks like another than it is: Latin with letters of other alphabets; "" for none."""
    if not _FOREIGN.search(text):
        return ""
    words = (hit[0] for hit in _WORD.finditer(text))
    return next((w for w in words if _LATIN.search(w) and _FOREIGN.search(_SIGNS.sub("", w))), "")


def _read(word: re.Match[str]) -> str:
    """Return a word of mixed letters as it looks; a word of one foreign script is that script's own."""
    if word[0].isascii():
        return word[0]
    looks = word[0].translate(_LOOKS)
    return looks if _LATIN.search(word[0]) and looks.isascii() else word[0]
