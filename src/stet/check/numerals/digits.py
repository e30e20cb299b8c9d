"""Numbers in digits: groups of thousands, decimals, ordinals, fractions, powers of ten, and the scale after them."""

import re
from dataclasses import replace
from fractions import Fraction

from stet.check.numerals.numeral import SCALES, SHORT_SCALES, Numeral

_GLYPHS = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5),
    "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
# Thousands by commas, lakhs and crores, thousands by thin or plain spaces, by full stops (twice at least), or none.
# Groups are at most twelve, so that a page of digits costs linear time.
_WHOLE = (
    r"(?P<whole>\d{1,3}(?:,\d{3}){1,12}(?!\d)|\d{1,2}(?:,\d{2}){1,12},\d{3}(?!\d)"
    r"|\d{1,3}(?:[\u00a0\u2009\u202f ]\d{3}){1,12}(?![\d.,]?\d)|\d{1,3}(?:\.\d{3}){2,12}(?![\d.])|\d+|(?=\.\d))"
)
_NUMBER = re.compile(_WHOLE + r"(?:(?P<point>[.,])(?P<decimals>\d+)(?![,.]?\d))?(?:[eE](?P<power>[+-]?\d{1,2})(?!\w))?")
_VULGAR = re.compile(r"\s{0,2}(?:(?P<glyph>[½⅓⅔¼¾⅕-⅚⅛-⅞])|(?P<top>\d{1,4})\s?[/⁄]\s?(?P<bottom>\d{1,5})(?![\d/⁄.-]))")
_OVER = re.compile(r"\s?[/⁄]\s?(?P<bottom>\d{1,5})(?![\d/⁄.-]|\w)")
_POWER = re.compile(r"\^(?P<sign>[+-]{0,2})(?P<exponent>\d{1,2})(?![\d.,]*\d)")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
_SCALE_WORD = re.compile(
    r"[\s-]{1,2}(?P<word>thousand|million|billion|trillion|quadrillion|lakh|lac|crore|hundred)\b", re.IGNORECASE
)
_SCALE_LETTERS = re.compile(
    r"(?:\s?(?P<long>mln|mil|mn|bln|bil|bn|trn|tln|tn|cr)|(?P<letter>[kKmMbBtT])|\s(?P<apart>[kMB]))\b(?![’'])"
)
_DOZEN = re.compile(r"\s(?:dozens?|dozs?)\b", re.IGNORECASE)
_SIGNS = frozenset("$€£¥₹₩₽₺₪₦₴₫฿₱")
_COUNTED_AFTER = re.compile(r"\s(?:people|more\s|(?!metres|meters|hurdles|finals|sprints)[a-z]{3,}s\b(?![’']))")


def read(text: str, at: int) -> Numeral | None:
    """Read the number in digits at `at`, with the scale that follows it."""
    if glyph := _GLYPHS.get(text[at : at + 1]):
        return Numeral(start=at, end=at + 1, value=Fraction(*glyph), step=Fraction(1, glyph[1]), kind="fraction")
    found = _NUMBER.match(text, at)
    if not found or found.end() == at or len(found["whole"]) > 40 or len(found["decimals"] or "") > 40:
        return None
    number = _plain(text, at, found)
    if power := _POWER.match(text, number.end):
        return _raised(number, power)
    if number.step >= 1 and (tail := _ORDINAL.match(text, number.end)):
        return replace(number, end=tail.end(), kind="ordinal")
    return _scaled(text, _vulgar(text, number))


def _plain(text: str, at: int, found: re.Match[str]) -> Numeral:
    decimals, end = found["decimals"], found.end()
    comma = found["point"] == ","
    if comma and (text[at - 1 : at] == "," or not _is_decimal_comma(found["whole"], decimals)):
        decimals, end, comma = None, found.end("whole"), False
    step = Fraction(1, 10 ** len(decimals)) if decimals else Fraction(1)
    value = int(re.sub(r"\D", "", found["whole"]) or 0) + (int(decimals) * step if decimals else Fraction(0))
    if found["power"] and end == found.end():
        factor = Fraction(10) ** int(found["power"])
        value, step = value * factor, step * factor
    return Numeral(start=at, end=end, value=value, step=step, comma=comma)


def _raised(number: Numeral, found: re.Match[str]) -> Numeral:
    """Read "10^6", "2.5^-1"."""
    exponent = int(found["exponent"]) * (-1 if found["sign"].count("-") == 1 else 1)
    if number.value == 0 and exponent < 0:
        return number
    value = Fraction(number.value) ** exponent
    return replace(number, end=found.end(), value=value, step=Fraction(1, value.denominator))


def _is_decimal_comma(whole: str, decimals: str) -> bool:
    """Say whether "1,5" is one and a half: three digits after the comma would be thousands."""
    return len(whole) <= 4 and whole.isdigit() and len(decimals) in (1, 2)


def _vulgar(text: str, whole: Numeral) -> Numeral:
    """Read "3/4" as a fraction, and add one written after a whole number ("2 1/4", "2½")."""
    if whole.step != 1:
        return whole
    if (over := _OVER.match(text, whole.end)) and int(over["bottom"]) > 1 and whole.value > 0:
        return _fraction(whole, over.end(), whole.value / int(over["bottom"]))
    if part := _VULGAR.match(text, whole.end):
        top, bottom = _GLYPHS[part["glyph"]] if part["glyph"] else (int(part["top"]), int(part["bottom"]))
        if 0 < top < bottom:
            return _fraction(whole, part.end(), whole.value + Fraction(top, bottom))
    return whole


def _fraction(whole: Numeral, end: int, value: Fraction) -> Numeral:
    return replace(whole, end=end, value=value, step=Fraction(1, value.denominator), kind="fraction")


def _scaled(text: str, number: Numeral) -> Numeral:
    """Multiply by the scale that follows ("2.1bn", "35 lakh", "3 hundred", "3 dozens")."""
    factor, end, name = _scale_words(text, number.end)
    if factor == 1:
        factor, end, name = _scale_letters(text, number)
    if factor == 1 and (dozen := _DOZEN.match(text, number.end)):
        factor, end, name = 12, dozen.end(), "dozen"
    if factor == 1:
        return number
    return replace(
        number,
        end=end,
        value=number.value * factor,
        step=number.step * factor,
        kind="cardinal",
        form="mixed",
        scale=name,
    )


def _scale_words(text: str, end: int) -> tuple[int, int, str]:
    factor, name = 1, ""
    while word := _SCALE_WORD.match(text, end):
        name = word["word"].lower()
        factor, end = factor * SCALES.get(name, 100), word.end()
    return factor, end, name


def _scale_letters(text: str, number: Numeral) -> tuple[int, int, str]:
    """Read "bn", "k", "m"; a lone "m" is millions only after a currency sign or before people and things."""
    found = _SCALE_LETTERS.match(text, number.end)
    if not found:
        return 1, number.end, ""
    letter = (found["long"] or found["letter"] or found["apart"]).lower()
    if found["letter"] and letter in "mt" and number.value < 10**5:
        signed = text[max(0, number.start - 2) : number.start].strip()[-1:] in _SIGNS
        if not signed and not (letter == "m" and _COUNTED_AFTER.match(text, found.end())):
            return 1, number.end, ""
    size = SHORT_SCALES[letter]
    return size, found.end(), next(word for word, n in SCALES.items() if n == size)
