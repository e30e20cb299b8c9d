"""Pictures as they may go to readers: decoded, upright, scaled and written anew, so that nothing else travels."""

import hashlib
import io
import warnings

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps, UnidentifiedImageError

from newsroom.desk.acts import Refused

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 2400
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF")


def accept(upload: UploadedFile) -> ContentFile:
    """Return the picture as JPEG without its metadata (place, camera, thumbnails), named by its digest.

    Raises `Refused` for what is no picture, is too large, or decodes to more pixels than a page needs.
    """
    if upload.size > MOST_BYTES:
        raise Refused(f"A picture may have {MOST_BYTES // 2**20} MB; this one has {upload.size // 2**20}.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(upload, formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(f"A picture may have {MOST_PIXELS // 10**6} million pixels.")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refused(f"This is no picture that we can read. Known: {', '.join(FORMATS)}.") from error
    except Image.DecompressionBombWarning as error:
        raise Refused(f"A picture may have {MOST_PIXELS // 10**6} million pixels.") from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=85, optimize=True, progressive=True)
    data = out.getvalue()
    return ContentFile(data, name=f"{hashlib.sha256(data).hexdigest()[:32]}.jpg")
