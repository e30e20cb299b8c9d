"""Which characters the bytes of a feed are: byte order mark, HTTP charset, declaration, then what decodes.

Numbers and names must come out the same whatever was declared, so a wrong declaration is tried strictly first and only
replaced when it cannot be true. The order is that of RFC 7303: the mark, then the protocol, then the document.
"""

import codecs
import re
from dataclasses import dataclass

from stet import charset

_MARKS = (
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
)
# How "<?xm" or "<" begins in encodings that ASCII cannot read (XML 1.0, appendix F).
_STARTS = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<\x00", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
_DECLARED = re.compile(r"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_HTTP = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
# Labels that pages give to one encoding while they use its superset (WHATWG Encoding Standard).
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "ascii": "windows-1252", "us-ascii": "windows-1252"}
_WIDER |= {"iso-8859-1": "windows-1252", "iso8859-1": "windows-1252", "latin-1": "windows-1252"}
_WIDER |= {"shift_jis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949"}
_MARKUP = re.compile(rb"<!--.*?-->|<[^>]*>", re.DOTALL)
_LANGUAGE = re.compile(rb"<(?:dc:)?language>\s*([A-Za-z]{2})|xml:lang=[\"']([A-Za-z]{2})", re.IGNORECASE)
_SAMPLE = 100_000  # bytes that a guess looks at


@dataclass(frozen=True, kw_only=True, slots=True)
class Decoded:
    """Text, the encoding that gave it, and what was wrong with what was declared (or "")."""

    text: str
    encoding: str
    problem: str = ""


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Read `body` as text; never fails: what no encoding explains becomes U+FFFD."""
    marked = next(((m, e) for m, e in _MARKS if body.startswith(m)), None)
    if marked:
        body = body[len(marked[0]) :]
    sure = marked[1] if marked else next((e for start, e in _STARTS if body.startswith(start)), "")
    declared = _declared(body, sure or "iso-8859-1")
    protocol = found[1] if (found := _HTTP.search(content_type)) else ""
    if not sure and declared.replace("_", "-").startswith(("utf-16", "utf16", "ucs-2", "utf-32", "u16", "u32")):
        declared = ""  # the declaration could be read as ASCII, so it is not what it says
    return _first(body, [sure] if sure else [protocol, declared], protocol or declared)


def _declared(body: bytes, encoding: str) -> str:
    head = body[:400].decode(encoding, errors="replace")
    return found[1].lower() if (found := _DECLARED.search(head)) else ""


def _first(body: bytes, named: list[str], said: str) -> Decoded:
    """Return the text under the first name that explains every byte; then UTF-8 with few faults; then a guess."""
    asked = [n for n in named if n]
    for name in [*asked, "utf-8"]:
        try:
            text = body.decode(_codec(name))
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
        return Decoded(text=text, encoding=_shown(name, text), problem=_problem(name, asked, said))
    if (nearly := charset.nearly_utf8(body)) is not None:
        return Decoded(text=nearly, encoding="utf-8", problem="some of its characters are broken")
    name = _guess(body)
    return Decoded(text=body.decode(name, "replace"), encoding=name, problem=_problem(name, asked, said))


def _guess(body: bytes) -> str:
    """Guess from the words alone: the names of elements would outweigh a few headlines."""
    head = body[:_SAMPLE]
    language = found[1] or found[2] if (found := _LANGUAGE.search(head)) else b""
    return charset.guess(_MARKUP.sub(b" ", head), language.decode())


def _shown(name: str, text: str) -> str:
    """Return the name of the encoding that was used: the label, or the wider one it stands for where they differ."""
    wider = _WIDER.get(name.lower(), name)
    return wider if wider == "gb18030" or not text.isascii() else name.lower()


def _problem(name: str, asked: list[str], said: str) -> str:
    if asked:
        return f"it says {said or asked[0]}, but is {name}" if name != asked[0] else ""
    return "" if name == "utf-8" else f"it names no encoding and is not UTF-8; it was read as {name}"


def _codec(name: str) -> str:
    """Return a text codec's name; codecs that turn bytes into bytes (zip, base64) are no encodings of text."""
    wider = _WIDER.get(name.lower(), name)
    found = codecs.lookup(wider)
    if not getattr(found, "_is_text_encoding", True):
        raise LookupError(f"{name} encodes no text")
    return found.name
