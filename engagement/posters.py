"""Posters, leaflets and message cards: one sheet made from a few words, with a code to scan, for any room.

Long words step the type down; past the smallest type they are cut at a word, with an ellipsis.
"""

import hashlib
import textwrap
from dataclasses import dataclass, field

from django.conf import settings
from django.core.cache import cache
from django.db import models
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import SiteSettings
from core.pdf import render_pdf
from engagement.models import ShortLink

TEMPLATE = "print/poster.html"
KEPT = 24 * 60 * 60  # seconds; the key holds every word of the sheet, so that a change makes a new one


class Paper(models.TextChoices):
    A4 = "a4", gettext_lazy("A4 poster")
    A5 = "a5", gettext_lazy("A5 leaflet")
    CARD = "carte", gettext_lazy("A6 message card")


@dataclass(frozen=True)
class Steps:
    """The longest text that each size of type holds, from the largest type down, in characters."""

    longest: tuple[int, ...]

    def fit(self, text: str) -> tuple[str, int]:
        """Return the text, cut where it must be, and the number of its size: 1 is the largest."""
        text = " ".join(text.split(" "))
        for step, longest in enumerate(self.longest, start=1):
            if len(text) <= longest:
                return text, step
        return cut(text, self.longest[-1]), len(self.longest)


TITLE = Steps((24, 48, 80, 130))
MESSAGE = Steps((120, 240))
LINE = 90  # characters of one line of facts: a place, a date
ACTIONS = 5
ACTION = 60


@dataclass(frozen=True)
class Poster:
    """What stands on the sheet, in the active language. All texts are plain."""

    title: str
    message: str
    link: ShortLink
    drawing: str = ""
    tint: str = ""
    facts: list[str] = field(default_factory=list)  # when, where: a line each
    actions: list[str] = field(default_factory=list)
    contact: str = ""  # whom to ask, beside the portal's own telephone

    def render(self, paper: Paper, portal: SiteSettings) -> bytes:
        """Return the sheet as a PDF of one page, kept for a day.

        Raises DomainError on a machine that lacks what makes documents.
        """
        identity = portal.name, portal.accent, portal.authority, portal.contact_phone, portal.logo_id
        words = repr((self, paper, identity, settings.SITE_URL, get_language()))
        key = "poster:" + hashlib.sha256(words.encode()).hexdigest()
        if (sheet := cache.get(key)) is None:
            try:
                sheet = render_pdf(TEMPLATE, self.context(paper) | {"portal": portal})
            except (ImportError, OSError) as error:  # WeasyPrint or a library of the system that it loads
                raise DomainError(_("The sheet cannot be made now. Try again later, or write to us.")) from error
            cache.set(key, sheet, KEPT)
        return sheet

    def context(self, paper: Paper) -> dict:
        """Return what the template shows: each text at a size at which it fits."""
        title, title_step = TITLE.fit(self.title)
        message, message_step = MESSAGE.fit(self.message)
        return {
            "poster": self, "paper": paper, "title": title, "title_step": title_step, "message": message,
            "message_step": message_step, "facts": [cut(fact, LINE) for fact in self.facts if fact],
            "actions": [cut(action, ACTION) for action in self.actions[:ACTIONS]],
            "address": settings.SITE_URL.split("://")[-1] + self.link.path,
        }  # fmt: skip


def cut(text: str, longest: int) -> str:
    """Return a text of at most so many characters, cut at a word; one endless word is cut inside."""
    if len(text) <= longest:
        return text
    short = textwrap.shorten(text, longest, placeholder="…")
    return short if len(short) > longest // 3 else text[: longest - 1].rstrip() + "…"
