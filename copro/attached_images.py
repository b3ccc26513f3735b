"""A photo drawn again: what it shows is kept, what it says of itself (place, camera) and what hides in it is not."""

import tempfile
import warnings
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from core.errors import DomainError

MOST_PIXELS = 50_000_000  # what telephones take; a decoded photo of this size is 150 MB
LONGEST_SIDE = 20_000  # pixels
DRAWN_SIDE = 3_000  # pixels: a page of A4 stays readable
QUALITY = 85


def redrawn(content: IO[bytes], format: str) -> IO[bytes]:
    """Return a temporary file with the image drawn again in the same format, at most DRAWN_SIDE a side.

    The size is read from the header before a pixel is decoded. Raises DomainError.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own cap stands below
            image = Image.open(content, formats=[format])
            refuse_too_large(image)
            image.draft("RGB", (DRAWN_SIDE, DRAWN_SIDE))  # a JPEG is decoded small, and never whole
            image.thumbnail((DRAWN_SIDE, DRAWN_SIDE))
            return saved(ImageOps.exif_transpose(image), format)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise DomainError(_("this picture is damaged: take it again, or save it again.")) from error


def refuse_too_large(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS or max(image.size) > LONGEST_SIDE:
        raise DomainError(_("this picture is too large: %(size)s pixels.") % {"size": "×".join(map(str, image.size))})


def saved(image: Image.Image, format: str) -> IO[bytes]:
    keeps_holes = format != "JPEG" and ("A" in image.getbands() or "transparency" in image.info)
    plain = image.convert("RGBA" if keeps_holes else "RGB")
    plain.info.clear()  # no place, no camera, no colour profile, no comment
    file = tempfile.TemporaryFile()  # noqa: SIM115
    plain.save(file, format, **({"quality": QUALITY} if format != "PNG" else {}))
    file.seek(0)
    return file
