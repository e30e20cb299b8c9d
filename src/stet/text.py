"""Text as characters with places: words, sentences, and the normalisation under which quotations are compared.

Every function returns spans of the text it was given; none changes it. Offsets count Unicode code points.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from stet.news import Span

WORD = re.compile(r"\w+(?:[’'.\-]\w+)*", re.UNICODE)

# A full stop after one of these does not end a sentence.
ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof sen rep gov gen lt col capt sgt adm maj pres rev hon st mt ft jr sr vs etc inc ltd co corp bros
    no nos vol fig dept est approx jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun
    u.s u.k u.n e.u a.m p.m e.g i.e cf al ave blvd rd d.c ph.d u.s.a""".split()
)
# Short forms that are words of their own when written small: "He sat.", "They said no."
_ALSO_WORDS = frozenset("no nos sat sun mar fig mon wed col maj al vol corp co".split())
# Possessive, and never inside a run of stops: a megabyte of full stops costs linear time.
_LAST_WORD = re.compile(r"[\w.]+$")
_OPENS = re.compile(r"[\"“]?(?:The|A|An|He|She|It|They|We|I|In|On|But|And|That|This|His|Her|Its)\b")
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s|$)|\n\s*\n|[。！？]++")


# How a report opens that names the place it was filed from: "GENEVA (Reuters) - ".
_AGENCY = r"\((?:AP|AFP|dpa|CNN|UPI|PTI|ANI|EFE|ANSA|TASS|Reuters|Bloomberg|Xinhua|[A-Z][\w .&/-]{1,30})\)"
_DASH = r"\s*[-–—]{1,2}\s"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_REGION = rf"(?:,\s?(?!{_MONTH})[A-Z][\w. ]{{1,30}}?)"
_DATE = rf"(?:,\s?(?:{_MONTH}[a-z]*\.? \d{{1,2}}|\d{{1,2}} {_MONTH}[a-z]*\.?)(?:,? \d{{4}})?)?"
_LOUD = re.compile(rf"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ .'’/-]{{2,40}}{_REGION}{{0,2}}){_DATE}\s*(?:{_AGENCY})?{_DASH}")
_QUIET = re.compile(rf"(?P<place>[A-ZÀ-Þ][\w'’. -]{{2,30}}{_REGION}?){_DATE}\s*{_AGENCY}{_DASH}")


def words(text: str) -> list[Span]:
    """Return the words of `text`, in order; a word may hold inner apostrophes, hyphens and full stops."""
    return [Span(start=m.start(), end=m.end()) for m in WORD.finditer(text)]


def paragraphs(text: str) -> list[Span]:
    """Return the stretches between blank lines, without the white space around them."""
    found, start = [], 0
    for gap in [*re.finditer(r"\n\s*\n", text), None]:
        end = gap.start() if gap else len(text)
        if trimmed := _trim(text, start, end):
            found.append(trimmed)
        start = gap.end() if gap else end
    return found


def joined(paragraphs: Iterable[str]) -> tuple[str, tuple[Span, ...]]:
    """Join paragraphs by blank lines and return the text with a span for each."""
    spans, parts, at = [], [], 0
    for paragraph in paragraphs:
        spans.append(Span(start=at, end=at + len(paragraph)))
        parts.append(paragraph)
        at += len(paragraph) + 2
    return "\n\n".join(parts), tuple(spans)


def sentences(text: str) -> list[Span]:
    """Return the sentences of `text`, in order, without the white space between them.

    A stop ends a sentence unless it belongs to an abbreviation, an initial or a figure, or a lower-case word follows.
    """
    found, start = [], 0
    for stop in _END.finditer(text):
        if _ends(text, start, stop):
            if trimmed := _trim(text, start, stop.end()):
                found.append(trimmed)
            start = stop.end()
    if trimmed := _trim(text, start, len(text)):
        found.append(trimmed)
    return found


def dateline(text: str) -> tuple[str, int]:
    """Return the place that `text` says it was filed from, and where what it tells begins; else ``("", 0)``.

    A place in capitals before a dash is one; in ordinary letters it needs an agency's name in brackets.
    """
    found = _LOUD.match(text) or _QUIET.match(text)
    return (found["place"].strip(" ,"), found.end()) if found else ("", 0)


def told_sentences(text: str) -> list[Span]:
    """Return the sentences without the dateline: where a report was filed from is no part of what it tells."""
    start = dateline(text)[1]
    return [Span(start=max(span.start, start), end=span.end) for span in sentences(text) if span.end > start]


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    if stop[0][0] in "\n!?。！？":
        return not (stop[0][0] in "!?" and _next_is_lower(text, stop.end()))
    if _next_is_lower(text, stop.end()):
        return False
    before = _LAST_WORD.search(text[max(start, stop.start() - 20) : stop.start()])
    if stop[0] != "." or not before:
        return True
    last = before[0].lower()
    followed = text[stop.end() : stop.end() + 40].lstrip()
    if len(last) == 1 and last.isalpha() and before[0].isupper():
        return False
    if last in {"a.m", "p.m", "u.s", "u.k", "u.n", "e.u", "etc", "inc", "ltd", "co", "corp", "jr", "sr", "d.c"}:
        return bool(_OPENS.match(followed))
    if last not in ABBREVIATIONS:
        return True
    return before[0].islower() and last in _ALSO_WORDS and not followed[:1].isdigit()


def _next_is_lower(text: str, at: int) -> bool:
    rest = text[at : at + 40].lstrip(" \t\n\"'“”‘’(")
    return "\n\n" not in text[at : at + 3] and rest[:1].islower()


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end) if end > start else None


_FOLDED = re.compile("[\u017f\u0130\u0131\u212a]")


def unfolded(text: str) -> str:
    """Replace the four letters that case-insensitive patterns take for s, i and k by one that stands for none.

    The long s, the dotted and dotless i and the Kelvin sign would match "seven" or "kilo" and be found in no table. The
    length stays the same, so that offsets do.
    """
    return _FOLDED.sub("\u0250", text) if _FOLDED.search(text) else text


_SAME = {
    **dict.fromkeys("‘’‚‛′´`ʼ", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
}


_ONE_FOR_ONE = str.maketrans({char: same for char, same in _SAME.items() if len(same) == 1})


@dataclass(frozen=True, kw_only=True, slots=True)
class Normalised:
    """A text under the published normalisation, with the way back: `origin[i]` is the offset `text[i]` came from."""

    text: str
    origin: tuple[int, ...]


def normalise(text: str) -> Normalised:
    """Apply the published normalisation for quotations, keeping the way back to each character.

    Unicode NFKC per character; curly quotes and dashes become straight ones; an ellipsis becomes three stops; runs of
    white space become one space; invisible formatting characters (category Cf) go. Letters keep their case: nothing
    that a reader would call a different word is made equal. docs/normalisation.md publishes the same list.
    """
    plain = text.translate(_ONE_FOR_ONE)
    if plain.isascii() and plain.isprintable() and "  " not in plain:  # the rule below, at once
        return Normalised(text=plain, origin=tuple(range(len(plain))))
    out: list[str] = []
    origin: list[int] = []
    last = ""
    for at, char in enumerate(text):
        for letter in _plain(char):
            if letter != " " or last != " ":
                out.append(letter)
                origin.append(at)
                last = letter
    return Normalised(text="".join(out), origin=tuple(origin))


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    """Return what one character becomes: nothing where it is invisible, one space where it is white space."""
    if unicodedata.category(char) == "Cf":
        return ""
    letters = _SAME.get(char) or unicodedata.normalize("NFKC", char)
    return "".join(" " if letter.isspace() else _SAME.get(letter, letter) for letter in letters)
