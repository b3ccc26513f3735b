"""Short addresses on paper: one code a page and a place of posting, so that staff see which places are read."""

import re

from django.db import IntegrityError, transaction
from wagtail.models import Page

from engagement.models import ShortLink
from engagement.references import ALPHABET, new_code
from territory.models import Neighbourhood

ATTEMPTS = 5


def link_to(page: Page, neighbourhood: Neighbourhood | None = None, place: str = "", anchor: str = "") -> ShortLink:
    """Return the short link of a page for a place of posting, made the first time it is asked for.

    `anchor` is what follows the page's address, as "?date=2" or "#seance-7"; `place` a few words for the team.
    """
    wanted = {"page": page, "neighbourhood": neighbourhood, "place": " ".join(place.split()), "anchor": anchor}
    return find(**wanted) or make(**wanted)


def find(**wanted) -> ShortLink | None:
    return ShortLink.objects.filter(**wanted).first()


def make(**wanted) -> ShortLink:
    for _attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                return ShortLink.objects.create(code=new_code(), **wanted)
        except IntegrityError:  # the code is taken, or somebody asked for the same poster at the same moment
            if link := find(**wanted):
                return link
    raise RuntimeError("No free code was found.")


def read_code(typed: str) -> str:
    """Return a code as it was given from what somebody typed: small letters, spaces, hyphens. "" when it is none."""
    code = re.sub(r"[\s\-]", "", typed[:40]).upper()
    return code if code and not code.strip(ALPHABET) else ""
