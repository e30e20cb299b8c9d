"""Which charset bytes without a true label are in: by their language where the writing is Latin, by the bytes else.

A page and a feed have their labels in different places, and each room reads those of its own; what is left to do when
no label helps is the same.
"""

import re

_BY_LANGUAGE = dict.fromkeys(("pl", "cs", "sk", "hu", "ro", "hr", "sl", "sq", "bs"), "cp1250") | {"tr": "cp1254"}
# What texts without a label are written in. All keep ASCII as it is, so that no guess can change a figure.
_GUESSED = """utf_8 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 koi8_r koi8_u iso8859_2 iso8859_5
    iso8859_7 cp874 gb18030 big5 cp932 euc_jp cp949""".split()
# Half-wide letters of Japanese side by side are what any other writing looks like in Shift JIS.
_HALF_WIDE = re.compile("[\uff66-\uff9f]{3}")
FEW = 20  # bytes beyond ASCII for each fault: more faults than that, and it is another charset
_SAMPLE = 20_000  # bytes that the guesser reads; more changes no answer and costs seconds


def nearly_utf8(body: bytes) -> str | None:
    """Return `body` as UTF-8 with its faults replaced, where those are few: a character that was cut or pasted over."""
    text = body.decode("utf-8", "replace")
    return text if text.count("\ufffd") * FEW <= sum(b > 127 for b in body) else None


def guess(body: bytes, language: str = "") -> str:
    """Return the codec that explains `body` best; `language` is two letters, where the text names its own.

    Latin text has few characters beyond ASCII, and guessers that look at bytes alone take Western for Central Europe.
    """
    western = body.decode("cp1252", "replace")
    letters = [c for c in western[:_SAMPLE] if c.isalpha()]
    if sum(c > "\x7f" for c in letters) * 7 <= len(letters):
        return _BY_LANGUAGE.get(language.lower(), "cp1252")
    from charset_normalizer import from_bytes

    guesses = (g.encoding for g in from_bytes(body[:_SAMPLE], cp_isolation=_GUESSED) if not _HALF_WIDE.search(str(g)))
    return next(guesses, "cp1252")
