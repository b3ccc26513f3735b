"""Pictures that come from outside: drawn anew, so that nothing but what one sees is kept."""

import tempfile
import warnings
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from core.errors import DomainError

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 60_000_000  # what telephones take; a decoded photo of this size is 180 MB
LONGEST_SIDE = 20_000  # pixels, of what is sent
QUALITY = 85


class Unreadable(DomainError):
    """Not a picture of these formats, or a damaged one."""


class TooLarge(DomainError):
    """More pixels than a page or a screen will ever show."""


def redrawn(content: IO[bytes], *, formats: tuple[str, ...] = FORMATS, longest_side: int = 2400) -> IO[bytes]:
    """Return a temporary file with the picture in its own format, without its place, its camera, or what hides in it.

    Turned the right way up, at most `longest_side` pixels a side; its name ends as its format wants. The size is read
    from the header before a pixel is decoded. Raises Unreadable or TooLarge.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own cap stands below
            image = Image.open(content, formats=formats)
            refuse_too_large(image)
            image.draft("RGB", (longest_side, longest_side))  # a JPEG is decoded small, and never whole
            image.thumbnail((longest_side, longest_side))
            return saved(ImageOps.exif_transpose(image), image.format or formats[0])
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise Unreadable(_("This file is not a picture that we can read. Choose a JPEG, a PNG or a WebP.")) from error


def refuse_too_large(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS or max(image.size) > LONGEST_SIDE:
        raise TooLarge(_("This picture is too large. Choose one of at most 60 million pixels."))


def saved(image: Image.Image, format: str) -> IO[bytes]:
    keeps_holes = format != "JPEG" and ("A" in image.getbands() or "transparency" in image.info)
    plain = image.convert("RGBA" if keeps_holes else "RGB")
    plain.info.clear()  # no place, no camera, no colour profile, no comment
    file = tempfile.NamedTemporaryFile(suffix=f".{format.lower()}")  # noqa: SIM115
    plain.save(file, format, **({"quality": QUALITY} if format != "PNG" else {}))
    file.seek(0)
    return file
