"""Pictures that come from outside: drawn anew, so that nothing but what one sees is kept."""

import warnings
from io import BytesIO
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from core.errors import DomainError

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 2400  # pixels: enough for an A4 page at 200 dots an inch


def redrawn(file: BinaryIO, *, longest_side: int = LONGEST_SIDE) -> ContentFile:
    """Return the picture as a JPEG without its place, its camera, or anything hidden behind it.

    Turned the right way up, scaled down to `longest_side`. Raises DomainError for what is not a JPEG, a PNG or a WebP,
    is damaged, or has more than MOST_PIXELS.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit stands below
            return _redrawn(file, longest_side)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise DomainError(_("This file is not a picture that we can read. Choose a JPEG, a PNG or a WebP.")) from error


def _redrawn(file: BinaryIO, longest_side: int) -> ContentFile:
    with Image.open(file, formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise DomainError(_("This picture is too large. Choose one of at most 60 million pixels."))
        opened.draft("RGB", (longest_side, longest_side))  # a JPEG is decoded at a fraction of its size
        picture = ImageOps.exif_transpose(opened)
        picture.thumbnail((longest_side, longest_side))
        flat = Image.new("RGB", picture.size, "white")
        rgba = picture.convert("RGBA")
        flat.paste(rgba, mask=rgba.getchannel("A"))
    target = BytesIO()
    flat.save(target, "JPEG", quality=85, optimize=True)
    return ContentFile(target.getvalue())
