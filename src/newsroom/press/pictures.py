"""Draw the card that stands for a page where it is shared: words on paper, in the house's type, as a PNG.

Pure functions of words. Pictures of fetched pages are never used: the card shows what we say, and nothing else.
"""

import io
import zlib
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from newsroom.press.seen import Origins

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

    Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

SIZE = (1200, 630)
MARGIN = 72
PALETTE = ("#fcfcfa", "#15171b", "#555a63", "#15459c")
PAPER, INK, SOFT, BLUE = range(4)
"""Drawn in four colours from the start: cards are baked by the thousand, and reducing colours afterwards costs most."""
LINES = 4
SIZES = (84, 72, 62, 54, 46)
FONTS = {
    "bold": ("LiberationSerif-Bold.ttf", "NotoSerif-Bold.ttf", "DejaVuSerif-Bold.ttf", "Georgia Bold.ttf"),
    "plain": ("LiberationSans-Regular.ttf", "NotoSans-Regular.ttf", "DejaVuSans.ttf", "Arial.ttf"),
    "far": ("NotoSerifCJK-Bold.ttc", "NotoSansCJK-Bold.ttc", "NotoNaskhArabic-Bold.ttf", "DejaVuSans-Bold.ttf"),
}
FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts")


def card(newsroom: str, headline: str, below: str, origins: Origins | None = None) -> bytes:
    """Draw a card of 1200 by 630: the newsroom's name, a headline of at most four lines, a line below, and origins."""
    from PIL import ImageDraw

    picture = _sheet(newsroom).copy()
    pen = ImageDraw.Draw(picture)
    _headline(pen, headline)
    if origins:
        _dots(pen, origins)
    font = _font("plain", 34)
    pen.text((MARGIN, SIZE[1] - 92), _fit(pen, below, font), INK, font)
    out = io.BytesIO()
    # Runs of one colour are all there is to compress: looking for them alone is faster, and smaller.
    picture.save(out, "PNG", bits=2, compress_level=1, compress_type=zlib.Z_RLE)
    return out.getvalue()


@lru_cache(maxsize=4)
def _sheet(newsroom: str) -> "Image.Image":
    """Return what is the same on every card: the paper and the newsroom's name."""
    from PIL import Image, ImageColor, ImageDraw

    sheet = Image.new("P", SIZE, 0)
    sheet.putpalette(bytes(part for colour in PALETTE for part in ImageColor.getrgb(colour)))
    _nameplate(ImageDraw.Draw(sheet), newsroom)
    return sheet


def _nameplate(pen: "ImageDraw.ImageDraw", newsroom: str) -> None:
    font = _font("bold", 54)
    pen.text((MARGIN, 48), newsroom[:40], INK, font)
    wide = int(pen.textlength(newsroom[:40], font))
    for x in range(MARGIN, MARGIN + max(wide, 60), 16):
        pen.ellipse((x, 118, x + 6, 124), fill=BLUE)
    pen.line((MARGIN, 150, SIZE[0] - MARGIN, 150), fill=INK, width=3)


def _headline(pen: "ImageDraw.ImageDraw", headline: str) -> None:
    """Set the headline as large as it fits in four lines; what does not fit at all is cut, with an ellipsis."""
    near = all(ord(letter) < 0x530 or 0x1E00 <= ord(letter) < 0x2200 for letter in headline)
    for size in SIZES:
        font = _font("bold" if near else "far", size)
        lines = _broken(pen, headline, font)
        if len(lines) <= LINES and len(lines) * size * 1.15 < 330:
            break
    for n, line in enumerate(lines[:LINES]):
        last = n == LINES - 1 and len(lines) > LINES
        pen.text((MARGIN, 176 + n * size * 1.15), _fit(pen, line + " …", font) if last else line, INK, font)


def _broken(pen: "ImageDraw.ImageDraw", text: str, font: "Font") -> list[str]:
    """Break a text into lines: at spaces, and inside a word where the word alone is too long."""
    lines = [""]
    for word in text.split():
        for piece in _pieces(pen, word, font):
            longer = f"{lines[-1]} {piece}".strip()
            if pen.textlength(longer, font) <= SIZE[0] - 2 * MARGIN:
                lines[-1] = longer
            else:
                lines.append(piece)
    return lines


def _pieces(pen: "ImageDraw.ImageDraw", word: str, font: "Font") -> list[str]:
    if pen.textlength(word, font) <= SIZE[0] - 2 * MARGIN:
        return [word]
    return [word[n : n + 12] for n in range(0, min(len(word), 120), 12)]


def _dots(pen: "ImageDraw.ImageDraw", origins: Origins) -> None:
    shown = min(origins.outlets, 24)
    full = max(1, round(shown * origins.origins / max(origins.outlets, 1)))
    for n in range(shown):
        x, y = MARGIN + n * 30, SIZE[1] - 130
        pen.ellipse((x, y, x + 20, y + 20), fill=INK if n < full else PAPER, outline=INK if n < full else SOFT, width=2)


def _fit(pen: "ImageDraw.ImageDraw", text: str, font: "Font") -> str:
    wide = SIZE[0] - 2 * MARGIN
    if pen.textlength(text, font) <= wide:
        return text
    while text and pen.textlength(text + "…", font) > wide:
        text = text[:-1]
    return text.rstrip() + "…"


@cache
def _font(face: str, size: int) -> "Font":
    """Return a font of the system, or the one that Pillow carries where the system has none of ours."""
    from PIL import ImageFont

    for name in FONTS[face]:
        if path := _files().get(name):
            return ImageFont.truetype(path, size)
    return ImageFont.load_default(size)


@cache
def _files() -> dict[str, str]:
    wanted = {name for names in FONTS.values() for name in names}
    found = (path for folder in FOLDERS if Path(folder).is_dir() for path in Path(folder).rglob("*"))
    return {path.name: str(path) for path in found if path.name in wanted}
