"""Numbers as English writes them: digits, words, and the two mixed.

:func:`read` takes an offset and reads the longest number that starts there. It knows nothing of units, money or dates;
figures and dates both stand on it. Values are exact (`fractions.Fraction`), because 0.1 must compare as 0.1.

Limits: a run of more than 40 digits is no quantity that anybody reports and is not read, so that hostile text costs
linear time. At most 30 words are looked at.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

_ONES = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split(),
        range(1, 20),
        strict=True,
    )
)
_ZERO = {"zero": 0, "nought": 0, "naught": 0, "nil": 0}
_TENS = dict(
    zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True),
)
_SCALES = {
    "thousand": 10**3,
    "lakh": 10**5,
    "lac": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
    "quadrillion": 10**15,
}
_SHORT_SCALES = {
    "k": 10**3, "m": 10**6, "mn": 10**6, "mil": 10**6, "mln": 10**6, "b": 10**9, "bn": 10**9, "bln": 10**9, "bil": 10**9,
    "g": 10**9, "t": 10**12, "tn": 10**12, "trn": 10**12, "tln": 10**12, "cr": 10**7,
}  # fmt: skip
_BUNCHES = {"dozen": 12, "dozens": 12, "doz": 12, "dozs": 12, "score": 20, "gross": 144}
_ORDINALS = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
        range(1, 20),
        strict=True,
    )
)
_ORDINAL_TENS = {word[:-1] + "ieth": n for word, n in _TENS.items()}
_ORDINAL_SCALES = {"hundredth": 100} | {f"{w}th": n for w, n in _SCALES.items() if n in (10**3, 10**6, 10**9, 10**12)}
_PARTS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4}
_GLYPHS = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5),
    "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip

_SMALL = _ONES | _TENS | _ZERO
_COUNTABLE = {*_SMALL, *_SCALES, *_BUNCHES, "hundred"}
_DENOMINATORS = {w: n for w, n in _ORDINALS.items() if n > 2} | _ORDINAL_TENS | _ORDINAL_SCALES
_RANKS = _ORDINALS | _ORDINAL_TENS | _ORDINAL_SCALES
_ALL = {*_COUNTABLE, *_RANKS, *_PARTS, *(f"{w}s" for w in _DENOMINATORS), "and", "a", "an", "point"}

_DIGITS = re.compile(
    r"(?P<whole>\d{1,3}(?:,\d{3})+(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"
    r"|\d{1,3}(?:[\u00a0\u2009\u202f ]\d{3})+(?![\d.,]?\d)|\d{1,3}(?:\.\d{3}){2,}(?![\d.])|\d+|(?=\.\d))"
    r"(?:(?P<point>[.,])(?P<decimals>\d+)(?![,.]?\d))?"
    r"(?:[eE](?P<power>[+-]?\d{1,3})(?!\w))?"
)
_VULGAR = re.compile(r"\s{0,2}(?:(?P<glyph>[½⅓⅔¼¾⅕-⅚⅛-⅞])|(?P<top>\d{1,4})\s?[/⁄]\s?(?P<bottom>\d{1,5})(?![\d/⁄.-]))")
_OVER = re.compile(r"\s?[/⁄]\s?(?P<bottom>\d{1,5})(?![\d/⁄.-]|\w)")
_ORDINAL_TAIL = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
_SCALE_WORD = re.compile(
    r"[\s-]{1,2}(?P<word>thousand|million|billion|trillion|quadrillion|lakh|lac|crore|hundred)(?P<plural>s?)\b",
    re.IGNORECASE,
)
_SCALE_LETTERS = re.compile(
    r"(?:\s?(?P<long>mln|mil|mn|bln|bil|bn|trn|tln|tn|cr)|(?P<letter>[kKmMbBGtT])|\s(?P<apart>[kMB]))\b(?![’'])"
)
_WORD = re.compile(r"[A-Za-z]+")
_JOIN = re.compile(r"(?:\s{1,3}|\s?[-‐‑]\s?)(?=[A-Za-z])")
_START = re.compile(
    r"(?:"
    + "|".join(sorted({*_COUNTABLE, *_RANKS, "half", "quarter", "quarters", "a", "an"}, key=len, reverse=True))
    + r")\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Numeral:
    """A number as written: where it stands, its exact value, and how finely it was given.

    `step` is what one more in the last written digit would add ("2.1 billion": 100,000,000): the precision of the
    claim. `kind` is ``cardinal``, ``ordinal`` or ``fraction``; `form` is ``digits``, ``words`` or ``mixed``; `scale`
    the scale word as a power of ten's name, or empty. `vague` marks counted bunches without a count ("dozens").
    """

    start: int
    end: int
    value: Fraction
    step: Fraction
    kind: str = "cardinal"
    form: str = "digits"
    scale: str = ""
    vague: bool = False
    comma: bool = False


def read(text: str, at: int) -> Numeral | None:
    """Read the longest number that starts at offset `at`, or nothing."""
    if text[at : at + 1] in _GLYPHS:
        top, bottom = _GLYPHS[text[at]]
        return Numeral(start=at, end=at + 1, value=Fraction(top, bottom), step=Fraction(1, bottom), kind="fraction")
    if digits := _DIGITS.match(text, at):
        return _with_scale(text, _digits(text, at, digits))
    return _Words(text, at).read() if _START.match(text, at) else None


# --- digits -----------------------------------------------------------------------------------------------------------


def _digits(text: str, at: int, found: re.Match[str]) -> Numeral | None:
    whole, point, decimals = found["whole"], found["point"], found["decimals"]
    if len(whole) > 40 or len(decimals or "") > 40:
        return None
    end = found.end()
    comma = point == ","
    if comma and (text[at - 1 : at] == "," or not _is_decimal_comma(whole, decimals)):
        decimals, end, comma = None, found.end("whole"), False
    value = Fraction(int(re.sub(r"\D", "", whole) or 0))
    step = Fraction(1)
    if decimals:
        step = Fraction(1, 10 ** len(decimals))
        value += int(decimals) * step
    if found["power"] and end == found.end():
        factor = Fraction(10) ** int(found["power"])
        value, step = value * factor, step * factor
    if tail := None if decimals else _ORDINAL_TAIL.match(text, end):
        return Numeral(start=at, end=tail.end(), value=value, step=step, kind="ordinal")
    return _vulgar(text, Numeral(start=at, end=end, value=value, step=step, comma=comma))


def _is_decimal_comma(whole: str, decimals: str) -> bool:
    """Say whether "1,5" is one and a half: three digits after the comma would be thousands, and lists go on."""
    return len(whole) <= 4 and whole.isdigit() and len(decimals) in (1, 2)


def _vulgar(text: str, whole: Numeral) -> Numeral:
    """Add a fraction written after a whole number ("2 1/4", "2½"), or read "3/4" itself as one."""
    if whole.step == 1 and (over := _OVER.match(text, whole.end)) and int(over["bottom"]) > 1 and whole.value > 0:
        bottom = int(over["bottom"])
        return Numeral(
            start=whole.start, end=over.end(), value=whole.value / bottom, step=Fraction(1, bottom), kind="fraction"
        )
    if whole.step == 1 and (part := _VULGAR.match(text, whole.end)):
        top, bottom = _GLYPHS[part["glyph"]] if part["glyph"] else (int(part["top"]), int(part["bottom"]))
        if bottom and (part["glyph"] or top < bottom):
            return Numeral(
                start=whole.start,
                end=part.end(),
                value=whole.value + Fraction(top, bottom),
                step=Fraction(1, bottom),
                kind="fraction",
            )
    return whole


def _with_scale(text: str, number: Numeral | None) -> Numeral | None:
    """Multiply by the scale that follows ("2.1bn", "35 lakh", "3 hundred and 21", "3 dozens")."""
    if number is None or number.kind == "ordinal":
        return number
    factor, end, name = 1, number.end, ""
    while word := _SCALE_WORD.match(text, end):
        size = 100 if word["word"].lower() == "hundred" else _SCALES[word["word"].lower()]
        if word["plural"]:
            break
        factor, end, name = factor * size, word.end(), word["word"].lower()
    if factor == 1 and (letters := _SCALE_LETTERS.match(text, end)):
        letter = (letters["long"] or letters["letter"] or letters["apart"]).lower()
        if not (
            letters["letter"] in ("m", "t") and number.step == 1 and number.value < 10**9 and not _money(text, number)
        ):
            factor, end = _SHORT_SCALES[letter], letters.end()
            name = next((w for w, n in _SCALES.items() if n == factor), letter)
    if factor == 1:
        bunch = re.compile(r"\s(dozens?|dozs?)\b", re.IGNORECASE).match(text, end)
        factor, end = (12, bunch.end()) if bunch else (1, end)
    if factor == 1:
        return number
    scaled = Numeral(
        start=number.start,
        end=end,
        value=number.value * factor,
        step=number.step * factor,
        form="mixed",
        scale=name,
        comma=number.comma,
    )
    return _Words(text, scaled.start).more(scaled)


def _money(text: str, number: Numeral) -> bool:
    """Say whether a currency sign stands before, so that "m" after it is millions and not metres."""
    return text[max(0, number.start - 2) : number.start].strip()[-1:] in {*"$€£¥₹₩₽₺₪₦₴₫฿₱"}


# --- words ------------------------------------------------------------------------------------------------------------


class _Words:
    """Reads one number in words; `at` moves over the text, `end` is where the number certainly reached."""

    def __init__(self, text: str, at: int) -> None:
        self.text = text
        self.start = at
        self.tokens: list[tuple[str, int, int]] = []
        self._look(at)

    def _look(self, at: int) -> None:
        while len(self.tokens) < 30 and (word := _WORD.match(self.text, at)):
            lower = word[0].lower()
            if lower not in _ALL:
                break
            self.tokens.append((lower, word.start(), word.end()))
            if not (gap := _JOIN.match(self.text, word.end())):
                break
            at = gap.end()

    def word(self, i: int) -> str:
        return self.tokens[i][0] if i < len(self.tokens) else ""

    def read(self) -> Numeral | None:
        """Read a fraction, an ordinal or a cardinal, whichever the words make."""
        return self.bare_part() or self.number()

    def bare_part(self) -> Numeral | None:
        """Read "half", "a third", "half a million", "quarter million", "a hundredth"."""
        i = 1 if self.word(0) in ("a", "an", "one") else 0
        part = self.word(i)
        article = i == 1
        bottom = _PARTS.get(part) if part in ("half", "quarter") else (_DENOMINATORS.get(part) if article else None)
        if bottom is None and article:
            reached = self.denominator(i, plural=False)
            return self._done(reached[0], Fraction(1, reached[1]), kind="fraction") if reached else None
        if bottom is None:
            return None
        if part in _PARTS:
            after = i + 2 if self.word(i + 1) in ("a", "an") else i + 1
            size = _SCALES.get(self.word(after)) or {"hundred": 100, "dozen": 12}.get(self.word(after))
            if size:
                return self._done(after + 1, Fraction(size, bottom), kind="fraction", scale=self.word(after))
        return self._done(i + 1, Fraction(1, bottom), kind="fraction")

    def number(self) -> Numeral | None:
        reached = self.cardinal(0)
        if reached is None:
            return self.lone(0)
        i, value, step = reached
        if ordinal := self.ordinal_after(i, value):
            return ordinal
        return self.finish(i, value, step)

    def finish(self, i: int, value: Fraction, step: Fraction) -> Numeral | None:
        """Add decimals, a denominator, or "and a half" to a cardinal that reaches token `i`."""
        if self.word(i) == "point" and (said := self.decimals(i + 1)):
            return self._done(said[0], value + said[1], step=said[2])
        if over := self.denominator(i, plural=value != 1):
            if self.word(i - 1) != "and":
                return self._done(over[0], value / over[1], kind="fraction")
        if mixed := self.mixed(i, value):
            return mixed
        if self.word(i) in ("dozen", "dozens", "score", "doz", "dozs", "gross"):
            return self._done(i + 1, value * _BUNCHES[self.word(i)])
        return self._done(i, value, step=step)

    def more(self, number: Numeral) -> Numeral:
        """Go on after digits with a scale: "4 thousand 3 hundred and 21", "3 million and a half"."""
        tail = re.compile(r"\s(?:and\s)?(?=a\s(?:half|quarter|third)\b)", re.IGNORECASE).match(self.text, number.end)
        if tail and (part := _Words(self.text, tail.end()).bare_part()) and number.scale in _SCALES:
            share = part.value * _SCALES[number.scale]
            return _replace(number, end=part.end, value=number.value + share, kind="fraction")
        smaller = re.compile(r"\s(?:and\s)?(?=\d)").match(self.text, number.end)
        if smaller and number.step > 1 and number.value == number.value // number.step * number.step:
            follow = read(self.text, smaller.end())
            if follow and follow.kind == "cardinal" and follow.step * 1000 >= 1 and 0 < follow.value < number.step:
                if follow.step >= 1 and (follow.scale or "and" in smaller[0]):
                    return _replace(number, end=follow.end, value=number.value + follow.value, step=follow.step)
        words = re.compile(r"\sand\s(?=[a-z])", re.IGNORECASE).match(self.text, number.end)
        if words and number.step == 100 and (rest := _Words(self.text, words.end()).number()):
            if rest.kind == "cardinal" and 0 < rest.value < 100:
                return _replace(number, end=rest.end, value=number.value + rest.value, step=Fraction(1))
        return number

    # pieces, each returning the token reached

    def small(self, i: int) -> tuple[int, int] | None:
        """Read a number under a hundred."""
        word, follow = self.word(i), self.word(i + 1)
        if word in _TENS:
            return (i + 2, _TENS[word] + _ONES[follow]) if _ONES.get(follow, 10) < 10 else (i + 1, _TENS[word])
        if word in _ONES or word in _ZERO:
            return i + 1, _SMALL[word]
        return None

    def hundreds(self, i: int) -> tuple[int, int] | None:
        """Read a number under ten thousand said in hundreds ("twelve hundred and five")."""
        if self.word(i) in ("a", "an") and self.word(i + 1) in ("hundred", "dozen", *_SCALES):
            i, value = i + 1, 1
        elif self.word(i) in ("hundred", *_SCALES) and i == 0:
            value = 1
        elif reached := self.small(i):
            i, value = reached
        else:
            return None
        if self.word(i) != "hundred":
            return i, value
        i, value = i + 1, value * 100
        after = i + 1 if self.word(i) == "and" else i
        if (rest := self.small(after)) and not self._denominates(rest[0], after > i):
            return rest[0], value + rest[1]
        return i, value

    def _denominates(self, i: int, with_and: bool) -> bool:
        """Say whether what follows "and" is a fraction of its own ("hundred and two thirds")."""
        return with_and and self.denominator(i, plural=True) is not None

    def cardinal(self, start: int) -> tuple[int, Fraction, Fraction] | None:
        total, i, last = Fraction(0), start, 10**30
        step = Fraction(1)
        reached = self.hundreds(i)
        while reached:
            i, value = reached
            factor = 1
            while self.word(i) in _SCALES:
                factor, i = factor * _SCALES[self.word(i)], i + 1
            if factor >= last:
                return None if total == 0 else (start, total, step)
            total, last, step = total + value * factor, factor, Fraction(factor)
            start = i
            if factor == 1:
                break
            after = i + 1 if self.word(i) == "and" else i
            reached = (
                self.hundreds(after) if self.word(after) not in ("a", "an") and self.word(after) in _SMALL else None
            )
            if reached and self._denominates(reached[0], after > i):
                break
        return (start, total, step) if last < 10**30 else None

    def ordinal_after(self, i: int, value: Fraction) -> Numeral | None:
        """Read "twenty-first", "one hundred and fifth", "two-hundredth"."""
        word = self.word(i - 1), self.word(i)
        if word[0] in _TENS and value % 100 == _TENS[word[0]] and _ORDINALS.get(word[1], 10) < 10:
            return self._done(i + 1, value + _ORDINALS[word[1]], kind="ordinal")
        after = i + 1 if self.word(i) == "and" else i
        if value >= 100 and value % 100 == 0 and self.word(after) in {**_ORDINALS, **_ORDINAL_TENS}:
            reached = self.rank(after)
            return self._done(reached[0], value + reached[1], kind="ordinal") if reached else None
        if self.word(i) == "hundredth" and value < 100:
            return self._done(i + 1, value * 100, kind="ordinal")
        return None

    def lone(self, i: int) -> Numeral | None:
        """Read an ordinal ("third", "twentieth") or a bunch ("dozens") that no number comes before."""
        if self.word(i) in ("dozen", "dozens"):
            return self._done(i + 1, Fraction(12), vague=self.word(i) == "dozens")
        if self.word(i) in ("a", "an") and self.word(i + 1) in ("dozen", "score"):
            return self._done(i + 2, Fraction(_BUNCHES[self.word(i + 1)]))
        reached = self.rank(i)
        return self._done(reached[0], Fraction(reached[1]), kind="ordinal") if reached else None

    def rank(self, i: int) -> tuple[int, int] | None:
        """Read an ordinal under a hundred, or a round one: "second", "twenty-first", "hundredth"."""
        if self.word(i) in _TENS and _ORDINALS.get(self.word(i + 1), 10) < 10:
            return i + 2, _TENS[self.word(i)] + _ORDINALS[self.word(i + 1)]
        return (i + 1, _RANKS[self.word(i)]) if self.word(i) in _RANKS else None

    def denominator(self, i: int, *, plural: bool) -> tuple[int, int] | None:
        """Read what a fraction is counted in: "thirds", "twenty-firsts", "hundredth"; the plural where one is due."""
        word = self.word(i)
        if word in _TENS and (low := self.denominator(i + 1, plural=plural)) and low[1] < 10:
            return low[0], _TENS[word] + low[1]
        if plural:
            bottom = _PARTS.get(word) if word.endswith("s") else None
            bottom = bottom or (_DENOMINATORS.get(word[:-1]) if word.endswith("s") else None)
        else:
            bottom = _PARTS.get(word) or _DENOMINATORS.get(word)
        return (i + 1, bottom) if bottom else None

    def decimals(self, i: int) -> tuple[int, Fraction, Fraction] | None:
        """Read what is said after "point": digits one by one, or a number under a hundred."""
        said = ""
        while (digit := {**_ONES, **_ZERO, "o": 0}.get(self.word(i), 10)) < 10:
            said, i = said + str(digit), i + 1
        if not said and (reached := self.small(i)):
            i, said = reached[0], str(reached[1])
        return (i, Fraction(int(said), 10 ** len(said)), Fraction(1, 10 ** len(said))) if said else None

    def mixed(self, i: int, value: Fraction) -> Numeral | None:
        """Read "and a half", "and two thirds", "and three quarters million" after a whole number."""
        if self.word(i) != "and":
            return None
        scale = _SCALES.get(self.word(i - 1), 1)
        if self.word(i + 1) in ("a", "an", "half"):
            rest = self if self.word(i + 1) == "half" else None
            j = i + 1 if rest else i + 2
            reached = self.denominator(j, plural=False)
            top = 1
        else:
            numerator = self.small(i + 1)
            if numerator is None:
                return None
            top = numerator[1]
            reached = self.denominator(numerator[0], plural=top != 1)
        if reached is None:
            return None
        end, share = reached[0], Fraction(top, reached[1])
        if self.word(end) in _SCALES:
            return self._done(end + 1, value + share * _SCALES[self.word(end)], kind="fraction")
        return self._done(end, value + share * (scale if scale > 1000 else 1), kind="fraction")

    def _done(
        self, i: int, value: Fraction, *, step: Fraction = Fraction(1), kind: str = "cardinal", vague: bool = False,
        scale: str = "",
    ) -> Numeral | None:  # fmt: skip
        while i > 0 and self.word(i - 1) in ("and", "a", "an", "point"):
            i -= 1
        if i == 0:
            return None
        names = [w for w, _, _ in self.tokens[:i] if w in _SCALES]
        return Numeral(
            start=self.start,
            end=self.tokens[i - 1][2],
            value=value,
            step=Fraction(1, value.denominator) if kind == "fraction" and value.denominator > 1 else step,
            kind=kind,
            form="words",
            scale=scale or (names[-1] if names else ""),
            vague=vague,
        )


def _replace(number: Numeral, *, end: int, value: Fraction, step: Fraction | None = None, kind: str = "") -> Numeral:
    return Numeral(
        start=number.start,
        end=end,
        value=value,
        step=number.step if step is None else step,
        kind=kind or number.kind,
        form="mixed",
        scale=number.scale,
        comma=number.comma,
    )


def scale(name: str) -> int:
    """Return what a scale word multiplies by: 1 for one that is not known."""
    return _SCALES.get(name, 100 if name == "hundred" else 1)
