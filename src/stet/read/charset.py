"""Bytes to characters: what the page says of its charset, checked against what the bytes can be.

A figure or a name must come out as it was written, so a label that the bytes contradict is not believed.
"""

import codecs
import re

from stet import charset

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
    if (text := charset.nearly_utf8(body)) is not None:
        return text
    strange = sum(b > 127 for b in body)
    for name in labels:
        if name != "utf-8":
            loose = body.decode(name, "replace")
            if loose.count("\ufffd") * charset.FEW <= strange:
                return loose
    named = _LANG.search(body[:4096])
    return body.decode(charset.guess(body, named[1].decode() if named else ""), "replace")
