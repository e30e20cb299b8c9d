"""Bytes without a true label."""

import pytest

from stet import charset

RUSSIAN = "Мост закрыли в понедельник после того, как инспекторы нашли трещину длиной 40 сантиметров в опоре."
HEBREW = "הגשר נסגר ביום שני לאחר שנמצא סדק באורך 40 סנטימטרים בעמוד התמיכה של הגשר הישן."


@pytest.mark.parametrize(("text", "codec"), [(RUSSIAN, "koi8_r"), (RUSSIAN, "cp1251"), (HEBREW, "cp1255")])
def test_other_writing_is_told_by_its_bytes(text: str, codec: str) -> None:
    assert text.encode(codec).decode(charset.guess(text.encode(codec))) == text


def test_latin_writing_is_told_by_its_language() -> None:
    polish = "Most zamknięto w poniedziałek"
    assert polish.encode("cp1250").decode(charset.guess(polish.encode("cp1250"), "PL")) == polish
    assert charset.guess("Brücke am Montag gesperrt".encode("cp1252")) == "cp1252"


def test_utf_8_with_one_cut_character_is_still_utf_8() -> None:
    body = ("Brücke für Fußgänger " * 10).encode() + b"\xc3"
    assert charset.nearly_utf8(body) == "Brücke für Fußgänger " * 10 + "\ufffd"
    assert charset.nearly_utf8("Brücke für Fußgänger".encode("cp1252")) is None
