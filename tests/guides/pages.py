"""Guides for the tests of this room: one call, one live page."""

from datetime import date
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image as Pillow

from core.models import CustomDocument, CustomImage, Room, Theme
from guides.models import GuideIndexPage, GuidePage, Repair, SimpleGuidePage
from tests import factories as make


def room(slug: str) -> Room:
    return Room.objects.get_or_create(slug=slug, defaults={"name": {"fr": f"Pièce {slug}"}})[0]


def theme(slug: str, **fields) -> Theme:
    return Theme.objects.get_or_create(slug=slug, defaults={"name": {"fr": f"Thème {slug}"}} | fields)[0]


def index() -> GuideIndexPage:
    if found := GuideIndexPage.objects.filter(locale=make.locale()).first():
        return found
    return make.home_page().add_child(instance=GuideIndexPage(title="Guides", slug="guides", locale=make.locale()))


def guide(*, rooms=(), themes=(), tags=(), repairs=(), **fields) -> GuidePage:
    n = make.number()
    defaults = {"title": f"Guide {n:04}", "slug": f"guide-{n}", "summary": f"Résumé {n}.", "locale": make.locale()}
    page = GuidePage(**defaults | {"checked_on": date(2026, 11, 22)} | fields)
    page.rooms, page.themes, page.repairs = rooms, themes, repairs
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


def picture(name: str = "joint.png", width: int = 1200, height: int = 800, colour: str = "#0b5a63") -> CustomImage:
    """An uploaded picture, in the media folder of the settings: a test gives one of its own."""
    file = BytesIO()
    Pillow.new("RGB", (width, height), colour).save(file, "PNG")
    content = ImageFile(ContentFile(file.getvalue(), name=name), name=name)
    return CustomImage.objects.create(title="Joint", description="x", file=content)


def document(name: str) -> CustomDocument:
    return CustomDocument.objects.create(title=name, file=ContentFile(b"WEBVTT\n", name=name))


def call(**fields) -> tuple[str, dict]:
    return "call", {"when": "Le robinet est bloqué", "whom": "Votre gardien", "phone": "", "emergency": False} | fields


def repair(*, rooms=(), **fields) -> Repair:
    """A row of who does it and who pays, confirmed, of the source language."""
    number = (Repair.objects.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    defaults = {"slug": f"rl-{number}", "equipment": "Robinet", "basis": "Décret", "status": "confirmed"}
    made = Repair(**defaults | {"checked_on": date(2026, 11, 22), "locale": make.locale()} | fields)
    made.rooms = rooms
    made.save()
    return made


def part(**fields) -> tuple[str, dict]:
    defaults = {"title": "Coupez l’eau", "text": "Fermez le robinet.", "drawing": "", "alt": "", "decorative": False}
    return "part", defaults | fields


def simple(of: GuidePage, **fields) -> SimpleGuidePage:
    """The published simple version of a guide."""
    defaults = {"title": f"{of.title} (simple)", "slug": "simple", "locale": of.locale, "parts": [part()]}
    page = of.add_child(instance=SimpleGuidePage(**defaults | fields))
    page.save_revision().publish()
    return SimpleGuidePage.objects.get(pk=page.pk)
