"""Bytes to characters: what the page says of its charset, checked against what the bytes can be.

A figure or a name must come out as it was written, so a label that the bytes contradict is not believed.
"""

import codecs
import re

# The labels that the web uses for a smaller set than it means (WHATWG Encoding Standard, section 4.2).
_MEANT = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_LANG = re.compile(rb"<html[^>]{0,400}?\blang\s*=\s*[\"']?\s*([a-zA-Z]{2})", re.IGNORECASE)
_BY_LANGUAGE = dict.fromkeys(("pl", "cs", "sk", "hu", "ro", "hr", "sl", "sq", "bs"), "cp1250") | {"tr": "cp1254"}
# What pages without a label are written in. All keep ASCII as it is, so that no guess can change a figure.
_GUESSED = """utf_8 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 koi8_r koi8_u iso8859_2 iso8859_5
    iso8859_7 cp874 gb18030 big5 cp932 euc_jp cp949""".split()
# Half-wide letters of Japanese side by side are what any other writing looks like in Shift JIS.
_HALF_WIDE = re.compile("[\uff66-\uff9f]{3}")
_SAMPLE = 20_000  # bytes that the guesser reads; more changes no answer and costs seconds


def decode(body: bytes, content_type: str = "") -> str:
    """Return the characters of `body`. Never fails: what no charset explains becomes U+FFFD.

    Order: byte order mark; UTF-8 if the bytes are strictly that and not plain ASCII (chance makes no such bytes); the
    header; the page's own label; UTF-8 with few faults (a cut character); a guess from the bytes; Windows-1252.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    labels = [name for name in map(_codec, _labels(body, content_type)) if name and _keeps_ascii(body, name)]
    if b"\x1b" not in body and _fits(body, "utf-8") and not any(n.startswith("utf-16") for n in labels[:1]):
        return body.decode("utf-8")
    for name in labels:
        if _fits(body, name):
            return body.decode(name)
    return _nearest(body, labels)


def _labels(body: bytes, content_type: str) -> list[str]:
    head = body[:4096]
    found = [_HEADER.search(content_type)]
    inside = [_XML.search(head), _META.search(head)]
    return [m[1] for m in found if m] + [m[1].decode("ascii") for m in inside if m]


def _codec(label: str) -> str:
    try:
        name = codecs.lookup(label.strip().lower()).name
    except (LookupError, ValueError):
        return ""
    # A page that can be read as far as its label is not UTF-16 (WHATWG, "prescan a byte stream").
    return _MEANT.get(name, name)


def _keeps_ascii(body: bytes, name: str) -> bool:
    """Say whether a label leaves tags and figures as they are: in UTF-16 every second byte of them would be nothing."""
    head = body[:400]
    return not name.startswith(("utf-16", "utf-32")) or head.count(0) * 5 >= len(head)


def _fits(body: bytes, name: str) -> bool:
    try:
        body.decode(name)
    except (UnicodeError, LookupError, ValueError):
        return False
    return True


def _nearest(body: bytes, labels: list[str]) -> str:
    text = body.decode("utf-8", "replace")
    strange = sum(b > 127 for b in body)
    if text.count("�") * 20 <= strange:  # under one fault in twenty: UTF-8 that was cut or pasted over
        return text
    for name in labels:
        if name != "utf-8":
            loose = body.decode(name, "replace")
            if loose.count("�") * 20 <= strange:
                return loose
    return _guessed(body)


def _guessed(body: bytes) -> str:
    """Guess where no label helps: by the page's language for Latin writing, by the bytes for any other.

    Latin text has few characters beyond ASCII, and guessers that look at bytes alone take Western for Central Europe.
    """
    western = body.decode("cp1252", "replace")
    letters = [c for c in western[:_SAMPLE] if c.isalpha()]
    if sum(c > "\x7f" for c in letters) * 7 <= len(letters):
        named = _LANG.search(body[:4096])
        return body.decode(_BY_LANGUAGE.get(named[1].decode().lower(), "cp1252") if named else "cp1252", "replace")
    from charset_normalizer import from_bytes

    guesses = (g.encoding for g in from_bytes(body[:_SAMPLE], cp_isolation=_GUESSED) if not _HALF_WIDE.search(str(g)))
    return body.decode(next(guesses, "cp1252"), "replace")
