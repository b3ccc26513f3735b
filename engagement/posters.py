"""Posters, leaflets and message cards: one sheet made from a few words, with a code to scan. Campaigns and sessions use it.

Long words step the type down; past the smallest type they are cut at a word, with an ellipsis.
"""

import textwrap
from dataclasses import dataclass, field

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import SiteSettings
from core.pdf import render_pdf
from engagement.models import ShortLink

TEMPLATE = "print/poster.html"


class Paper(models.TextChoices):
    A4 = "a4", _("A4 poster")
    A5 = "a5", _("A5 leaflet")
    CARD = "carte", _("A6 message card")


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

    def render(self, paper: Paper, portal: SiteSettings | None = None) -> bytes:
        """Return the sheet as a PDF of one page."""
        title, title_step = TITLE.fit(self.title)
        message, message_step = MESSAGE.fit(self.message)
        given = {"portal": portal} if portal else {}
        return render_pdf(
            TEMPLATE,
            given | {
                "poster": self, "paper": paper.value, "title": title, "title_step": title_step, "message": message,
                "message_step": message_step, "facts": [cut(fact, LINE) for fact in self.facts if fact],
                "actions": [cut(action, ACTION) for action in self.actions[:ACTIONS]],
                "address": settings.SITE_URL.split("://")[-1] + self.link.path,
            },
        )  # fmt: skip


def cut(text: str, longest: int) -> str:
    """Return a text of at most so many characters, cut at a word; one endless word is cut inside."""
    if len(text) <= longest:
        return text
    short = textwrap.shorten(text, longest, placeholder="…")
    return short if len(short) > longest // 3 else text[: longest - 1].rstrip() + "…"
