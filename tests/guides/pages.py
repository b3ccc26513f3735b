"""Guides for the tests of this room: one call, one live page."""

from datetime import date

from core.models import Room, Theme
from guides.models import GuideIndexPage, GuidePage
from tests import factories as make


def room(slug: str) -> Room:
    return Room.objects.get_or_create(slug=slug, defaults={"name": {"fr": f"Pièce {slug}"}})[0]


def theme(slug: str, **fields) -> Theme:
    return Theme.objects.get_or_create(slug=slug, defaults={"name": {"fr": f"Thème {slug}"}} | fields)[0]


def index() -> GuideIndexPage:
    if found := GuideIndexPage.objects.filter(locale=make.locale()).first():
        return found
    return make.home_page().add_child(instance=GuideIndexPage(title="Guides", slug="guides", locale=make.locale()))


def guide(*, rooms=(), themes=(), tags=(), **fields) -> GuidePage:
    n = make.number()
    defaults = {"title": f"Guide {n:04}", "slug": f"guide-{n}", "summary": f"Résumé {n}.", "locale": make.locale()}
    page = GuidePage(**defaults | {"checked_on": date(2026, 11, 22)} | fields)
    page.rooms, page.themes = rooms, themes
    if tags:
        page.tags.add(*tags)
    return index().add_child(instance=page)


def step(**fields) -> tuple[str, dict]:
    defaults = {
        "title": "Coupez l’eau",
        "text": "Fermez le robinet.",
        "drawing": "",
        "image": None,
        "alt": "",
        "warning": "",
    }
    return "step", defaults | fields


def call(**fields) -> tuple[str, dict]:
    return "call", {"when": "Le robinet est bloqué", "whom": "Votre gardien", "phone": "", "emergency": False} | fields


def row(**fields) -> tuple[str, dict]:
    return "row", {"equipment": "Robinet", "tenant": "", "landlord": "", "coownership": "", "basis": "Décret"} | fields
