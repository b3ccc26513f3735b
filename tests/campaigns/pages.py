"""Campaigns for the tests of this room: one call, one live page."""

from django.core.files.base import ContentFile

from campaigns.enums import MaterialKind
from campaigns.models import CampaignIndexPage, CampaignPage, Material, MaterialFile
from core.models import CustomDocument
from tests import factories as make

BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


def index() -> CampaignIndexPage:
    if found := CampaignIndexPage.objects.filter(locale=make.locale()).first():
        return found
    page = CampaignIndexPage(title="Campagnes", slug="campagnes", locale=make.locale())
    return make.home_page().add_child(instance=page)


def campaign(*, neighbourhoods=(), themes=(), partners=(), landlords=(), **fields) -> CampaignPage:
    """A campaign of all the year, everywhere, unless told otherwise."""
    n = make.number()
    defaults = {"title": f"Campagne {n:04}", "slug": f"campagne-{n}", "message": f"Un message {n}.", "all_year": True}
    page = CampaignPage(**defaults | {"locale": make.locale()} | fields)
    page.neighbourhoods, page.themes, page.partners, page.landlords = neighbourhoods, themes, partners, landlords
    return index().add_child(instance=page)


def action(title="Fermez la porte", text="Doucement.") -> tuple[str, dict]:
    return "action", {"title": title, "text": text}


def material(of: CampaignPage, **fields) -> Material:
    defaults = {"campaign": of, "kind": MaterialKind.POSTER, "title": {"fr": "Affiche"}, "credit": "Habiter"}
    return Material.objects.create(**defaults | fields)


def made_file(of: CampaignPage, paper="a4", **fields) -> MaterialFile:
    """A sheet that is made from the campaign's text."""
    return MaterialFile.objects.create(**{"material": material(of), "made_as": paper} | fields)


def uploaded_file(of: CampaignPage, content=b"%PDF-1.7 test", name="affiche.pdf", **fields) -> MaterialFile:
    """An uploaded file; the test gives MEDIA_ROOT."""
    file = ContentFile(content, name=name)
    document = CustomDocument.objects.create(title="Affiche", file=file, file_size=len(content))
    return MaterialFile.objects.create(**{"material": material(of), "document": document} | fields)
