"""Numbers in words: cardinals, ordinals, fractions, decimals said after "point", and bunches ("dozen", "score")."""

import re
from fractions import Fraction

from stet.check.numerals.numeral import (
    BUNCHES,
    DENOMINATORS,
    ONES,
    ORDINALS,
    PARTS,
    RANKS,
    SCALES,
    SMALL,
    TENS,
    WORDS,
    ZERO,
    Numeral,
)

_WORD = re.compile(r"[A-Za-z]+")
_JOIN = re.compile(r"(?:\s{1,3}|\s?[-‐‑]\s?)(?=[A-Za-z])")
_ARTICLES = frozenset({"a", "an"})
_MOST_WORDS = 30


class Words:
    """The run of number words at an offset. Readers take an index into the run and return the index they reached."""

    def __init__(self, text: str, at: int) -> None:
        self.start = at
        self.tokens: list[tuple[str, int]] = []
        while len(self.tokens) < _MOST_WORDS and (word := _WORD.match(text, at)):
            lower = word[0].lower()
            if lower not in WORDS:
                break
            self.tokens.append((lower, word.end()))
            if not (gap := _JOIN.match(text, word.end())):
                break
            at = gap.end()

    def word(self, i: int) -> str:
        """Return the word at an index, or nothing past the end."""
        return self.tokens[i][0] if 0 <= i < len(self.tokens) else ""

    def read(self) -> Numeral | None:
        """Read a fraction, an ordinal or a cardinal, whichever the words make."""
        return self.part() or self.number()

    # --- whole readings -----------------------------------------------------------------------------------------------

    def part(self) -> Numeral | None:
        """Read "half", "a third", "half a million", "quarter million", "a trillionth", "a twenty-first"."""
        i = 1 if self.word(0) in {*_ARTICLES, "one"} else 0
        reached = self.denominator(i, plural=False)
        if not reached or (i == 0 and self.word(0) not in PARTS):
            return None
        end, bottom = reached
        if self.word(end - 1) in PARTS:
            after = end + 1 if self.word(end) in _ARTICLES else end
            if size := SCALES.get(self.word(after)) or {"hundred": 100, "dozen": 12}.get(self.word(after)):
                return self._made(after + 1, Fraction(size, bottom), kind="fraction", scale=self.word(after))
        return self._made(end, Fraction(1, bottom), kind="fraction")

    def number(self) -> Numeral | None:
        """Read an ordinal or a cardinal, with the decimals or the fraction that it ends in."""
        reached = self.cardinal()
        if reached is None:
            return self.lone()
        i, value, step = reached
        return self.ordinal_after(i, value) or self.finish(i, value, step)

    def finish(self, i: int, value: Fraction, step: Fraction) -> Numeral | None:
        """Add decimals, a denominator, or "and a half" to a cardinal that reaches index `i`."""
        if self.word(i) == "point" and (said := self.decimals(i + 1)):
            return self._made(said[0], value + said[1], step=said[2])
        if (over := self.denominator(i, plural=value != 1)) and self.word(i - 1) != "and":
            return self._made(over[0], value / over[1], kind="fraction")
        if mixed := self.mixed(i, value):
            return mixed
        if self.word(i) in BUNCHES:
            return self._made(i + 1, value * BUNCHES[self.word(i)])
        return self._made(i, value, step=step)

    def lone(self) -> Numeral | None:
        """Read an ordinal ("third", "twentieth") or a bunch ("a dozen") that no number comes before."""
        article = self.word(0) in _ARTICLES
        if self.word(article) in ("dozen", "score", "dozens") and (article or self.word(0) != "score"):
            return self._made(article + 1, Fraction(BUNCHES[self.word(article)]), vague=self.word(article) == "dozens")
        reached = None if article else self.rank(0)
        return self._made(reached[0], Fraction(reached[1]), kind="ordinal") if reached else None

    # --- pieces -------------------------------------------------------------------------------------------------------

    def small(self, i: int) -> tuple[int, int] | None:
        """Read a number under a hundred."""
        word = self.word(i)
        if word in TENS:
            one = ONES.get(self.word(i + 1), 10)
            return (i + 2, TENS[word] + one) if one < 10 else (i + 1, TENS[word])
        return (i + 1, SMALL[word]) if word in SMALL else None

    def hundreds(self, i: int, *, first: bool) -> tuple[int, int] | None:
        """Read a number said in hundreds ("twelve hundred and five"), or the one that a bare scale word means."""
        if self.word(i) in _ARTICLES and self.word(i + 1) in {"hundred", *SCALES}:
            i, value = i + 1, 1
        elif self.word(i) in {"hundred", *SCALES} and first:
            value = 1
        elif reached := self.small(i):
            i, value = reached
        else:
            return None
        if self.word(i) != "hundred":
            return i, value
        i, value = i + 1, value * 100
        after = i + 1 if self.word(i) == "and" else i
        rest = self.small(after)
        if rest and self.word(rest[0]) == "hundred":
            return i, value  # "nine hundred nine hundred" is said twice
        if rest and not (after > i and self.denominator(rest[0], plural=True)):
            return rest[0], value + rest[1]
        return i, value

    def cardinal(self) -> tuple[int, Fraction, Fraction] | None:
        """Read a whole number: groups of hundreds, each with its scale, from the largest down."""
        total, end, last, step = Fraction(0), 0, 0, Fraction(1)
        reached = self.hundreds(0, first=True)
        while reached:
            i, value = reached
            factor = 1
            while self.word(i) in SCALES:
                factor, i = factor * SCALES[self.word(i)], i + 1
            if last and factor >= last:
                break
            total, last, step, end = total + value * factor, factor, Fraction(factor), i
            if factor == 1:
                break
            after = i + 1 if self.word(i) == "and" else i
            reached = self.hundreds(after, first=False) if self.word(after) in SMALL else None
            if reached and after > i and self.denominator(reached[0], plural=True):
                break
        return (end, total, step) if last else None

    def rank(self, i: int) -> tuple[int, int] | None:
        """Read an ordinal under a hundred, or a round one: "second", "twenty-first", "hundredth"."""
        if self.word(i) in TENS and ORDINALS.get(self.word(i + 1), 10) < 10:
            return i + 2, TENS[self.word(i)] + ORDINALS[self.word(i + 1)]
        return (i + 1, RANKS[self.word(i)]) if self.word(i) in RANKS else None

    def ordinal_after(self, i: int, value: Fraction) -> Numeral | None:
        """Read "twenty-first", "one hundred and fifth", "two-hundredth"."""
        if value % 100 == TENS.get(self.word(i - 1), -1) and ORDINALS.get(self.word(i), 10) < 10:
            return self._made(i + 1, value + ORDINALS[self.word(i)], kind="ordinal")
        after = i + 1 if self.word(i) == "and" else i
        if value >= 100 and value % 100 == 0 and (reached := self.rank(after)) and reached[1] < 100:
            return self._made(reached[0], value + reached[1], kind="ordinal")
        if self.word(i) == "hundredth" and 1 < value < 100:
            return self._made(i + 1, value * 100, kind="ordinal")
        return None

    def denominator(self, i: int, *, plural: bool) -> tuple[int, int] | None:
        """Read what a fraction is counted in: "thirds", "twenty-firsts", "hundredth"; the plural where one is due."""
        word = self.word(i)
        if word in TENS:
            low = self.word(i + 1).removesuffix("s") if plural else self.word(i + 1)
            one = ORDINALS.get(low, 10)
            return (i + 2, TENS[word] + one) if one < 10 and (not plural or self.word(i + 1) != low) else None
        if plural and not word.endswith("s"):
            return None
        bottom = PARTS.get(word) or DENOMINATORS.get(word.removesuffix("s") if plural else word)
        return (i + 1, bottom) if bottom else None

    def decimals(self, i: int) -> tuple[int, Fraction, Fraction] | None:
        """Read what is said after "point": digits one by one, or a number under a hundred."""
        said = ""
        while (digit := (ONES | ZERO).get(self.word(i), 10)) < 10:
            said, i = said + str(digit), i + 1
        if not said and (reached := self.small(i)):
            i, said = reached[0], str(reached[1])
        step = Fraction(1, 10 ** len(said))
        return (i, int(said) * step, step) if said else None

    def mixed(self, i: int, value: Fraction) -> Numeral | None:
        """Read "and a half", "and two thirds", "and three quarters million" after a whole number."""
        if self.word(i) != "and":
            return None
        top, j = (1, i + 2) if self.word(i + 1) in _ARTICLES else (1, i + 1)
        if j == i + 1 and (numerator := self.small(j)):
            j, top = numerator
        reached = self.denominator(j, plural=top != 1)
        if reached is None or (top == 1 and j == i + 1 and self.word(j) not in PARTS):
            return None
        end, share = reached[0], Fraction(top, reached[1])
        if self.word(end) in SCALES:
            return self._made(end + 1, value + share * SCALES[self.word(end)], kind="fraction")
        scale = SCALES.get(self.word(i - 1), 1)
        return self._made(end, value + share * (scale if scale > 1000 else 1), kind="fraction")

    def _made(
        self,
        i: int,
        value: Fraction,
        *,
        step: Fraction = Fraction(1),
        kind: str = "cardinal",
        vague: bool = False,
        scale: str = "",
    ) -> Numeral:
        names = [word for word, _ in self.tokens[:i] if word in SCALES]
        return Numeral(
            start=self.start,
            end=self.tokens[i - 1][1],
            value=value,
            step=Fraction(1, value.denominator) if kind == "fraction" and value.denominator > 1 else step,
            kind=kind,
            form="words",
            scale=scale or (names[-1] if names else ""),
            vague=vague,
        )
