"""Plain text out of what feeds put into their text fields: markup, entities, invisible and direction-changing marks.

Everything is linear in the length of its input, since the input is hostile until shown otherwise.
"""

import html
import re
from enum import Enum


class Form(Enum):
    """How a field of a feed holds its text."""

    TEXT = "text"  # says that it is plain text
    HTML = "html"  # says that it is markup
    GUESS = "guess"  # RSS does not say: markup if it looks so


# Direction embeddings, overrides and isolates, zero-width spaces, soft hyphens, tags and other marks that nobody sees.
# Zero-width joiners stay (Persian, Indic scripts and emoji need them), and so do the two plain direction marks.
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\u2060-\u2064\u202a-\u202e\u2066-\u206f\ufeff\U000e0000-\U000e007f]")  # fmt: skip  # noqa: E501
_BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|br|d[dlt]|div|h[1-6r]|li|ol|p|pre|section|table|t[dhr]|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_WINDOWS = {c: bytes([c]).decode("windows-1252", "replace").replace("\ufffd", "") for c in range(0x80, 0xA0)}
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<[!?][^<>]*>")
_KNOWN = re.compile(
    r"</\w+>|&#?\w+;|<(?:p|br|hr|img|a|b|i|em|strong|div|span|ul|ol|li|h[1-6]|blockquote|table|font|iframe|script)\b",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"<(script|style|!--)", re.IGNORECASE)


def plain(text: str, form: Form = Form.GUESS) -> str:
    """Return `text` as a reader would see it, on one line."""
    if form is not Form.TEXT and ("<" in text or "&" in text):
        text = _without_markup(text, form)
    return " ".join(visible(text).split())


def visible(text: str) -> str:
    """Return `text` without characters that hide or reorder what is read.

    Control characters of the upper half (U+0080 to U+009F) are Windows quotation marks and dashes that a careless
    converter let through, and become what was meant.
    """
    if text.isascii() and text.isprintable():
        return text
    return _HIDDEN.sub("", text.translate(_WINDOWS))


def looks_marked_up(text: str) -> bool:
    """Say whether text of unknown form holds HTML: a closing tag, an entity or a tag that people use in feeds."""
    return _KNOWN.search(text) is not None


def _without_markup(text: str, form: Form) -> str:
    if form is Form.GUESS and not looks_marked_up(text):
        return text
    text = _TAG.sub("", _BLOCK.sub(" ", _without_unseen(text)))
    return html.unescape(text)


def _without_unseen(text: str) -> str:
    """Cut scripts, styles and comments with what is in them; one that never ends takes the rest of the text along."""
    kept, at = [], 0
    lowered = ""
    while opening := _UNSEEN.search(text, at):
        lowered = lowered or text.lower()
        kept.append(text[at : opening.start()])
        close = "-->" if opening[1] == "!--" else f"</{opening[1].lower()}"
        end = lowered.find(close, opening.end())
        if end < 0:
            return "".join(kept)
        # A lower-cased text can be longer (one letter in Unicode); then only the ASCII close tag is looked for again.
        end = end + len(close) if len(lowered) == len(text) else opening.end()
        at = text.find(">", end - 1) + 1
        if not at:
            return "".join(kept)
    return "".join([*kept, text[at:]])
