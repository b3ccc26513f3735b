"""The texts that come with the portal: guides, advice to co-ownerships, campaigns, published when the site is set up.

Run again, it adds those that are missing and changes nothing that staff edited. A text's facts are those of
`sources`, read on its `checked_on`; its words belong to the editors from the first day on.
"""

from pathlib import Path

from django.core.files.images import ImageFile
from wagtail.models import Locale, Page

from campaigns.enums import Licence, MaterialKind
from campaigns.models import CampaignIndexPage, CampaignPage, Material, MaterialFile
from copro.models import AdvicePage, CoproIndexPage
from core.models import CustomImage, Room, Theme
from engagement.posters import Paper
from guides.enums import Audience
from guides.models import GuideIndexPage, GuidePage, SimpleGuidePage
from home import copro_rules, references, translations
from home.prose import to_body, to_html
from home.site_files import FILES, read
from home.structure import synchronise_languages
from territory.models import Landlord, Neighbourhood, Partner

CREDIT = "Habiter, CC BY 4.0"
SHEETS = (
    (MaterialKind.POSTER, Paper.A4, {"fr": "Affiche A4", "en": "A4 poster", "ar": "ملصق A4"}),
    (MaterialKind.LEAFLET, Paper.A5, {"fr": "Tract A5", "en": "A5 leaflet", "ar": "منشور A5"}),
    (MaterialKind.CARD, Paper.CARD, {"fr": "Carte message A6", "en": "A6 message card", "ar": "بطاقة رسالة A6"}),
)


def load() -> None:
    """Publish every text that comes with the portal, then give each its place in the other languages."""
    copro_rules.load()
    references.load()
    for path in sorted((FILES / "guides").glob("*.toml")):
        load_guide(read(path))
    for path in sorted((FILES / "copro").glob("*.toml")):
        load_advice(read(path))
    for path in sorted((FILES / "campaigns").glob("*.toml")):
        load_campaign(read(path))
    source = Locale.get_default()
    synchronise_languages(source)
    translations.load_folder(FILES / "translations", ["robinet-qui-fuit"])


def load_guide(content: dict) -> None:
    if GuidePage.objects.filter(slug=content["slug"], locale=Locale.get_default()).exists():
        return
    guide = publish(GuideIndexPage.objects.get(locale=Locale.get_default()), make_guide(content))
    if "simple" in content:
        publish(guide, make_simple(content))


def make_guide(content: dict) -> GuidePage:
    names = "slug title summary level minutes_min minutes_max cost who season drawing checked_on"
    plain = {name: content[name] for name in names.split()}
    readers = content.get("audience", Audience.values)
    page = GuidePage(
        **plain, danger=content.get("danger", "").strip(), introduction=to_html(content.get("introduction", "")),
        source_keys=" ".join(content["sources"]), search_description=content["summary"][:255],
        author=content.get("author", ""), custom_review_frequency=content.get("review_months", 12),
        materials=[("material", {"name": m["name"], "note": m.get("note", ""), "loanable": m.get("loanable", False)})
                   for m in content.get("materials", [])],
        steps=[("step", make_step(step)) for step in content["steps"]],
        calls=[("call", make_call(call)) for call in content.get("calls", [])],
        social_image=picture_for(content["themes"]),
        **{f"for_{each}": each in readers for each in Audience},
    )  # fmt: skip
    page.rooms = Room.objects.filter(slug__in=content["rooms"])
    page.themes = Theme.objects.filter(slug__in=content["themes"])
    page.repairs = references.named(content.get("repairs", []))
    page.tags.add(*content["tags"])
    return page


def make_step(step: dict) -> dict:
    return {
        "title": step["title"], "text": step["text"].strip(), "drawing": step.get("drawing", ""), "image": None,
        "alt": step.get("alt", ""), "decorative": False, "warning": step.get("warning", ""),
        "sources": " ".join(step.get("sources", [])),
    }  # fmt: skip


def make_call(call: dict) -> dict:
    return {key: call.get(key, "") for key in ("when", "whom", "phone")} | {
        "emergency": call.get("emergency", False), "sources": " ".join(call.get("sources", [])),
    }  # fmt: skip


def make_simple(content: dict) -> SimpleGuidePage:
    simple = content["simple"]
    parts = [
        ("part", {"title": part["title"], "text": part["text"].strip(), "drawing": part.get("drawing", ""),
                  "alt": part.get("alt", ""), "decorative": False})
        for part in simple["parts"]
    ]  # fmt: skip
    return SimpleGuidePage(
        slug="simple", title=simple["title"], summary=simple.get("summary", ""), drawing=content["drawing"],
        search_description=simple.get("summary", "")[:255], parts=parts,
    )  # fmt: skip


def load_advice(content: dict) -> None:
    if not AdvicePage.objects.filter(slug=content["slug"], locale=Locale.get_default()).exists():
        publish(CoproIndexPage.objects.get(locale=Locale.get_default()), make_advice(content))


def make_advice(content: dict) -> AdvicePage:
    return AdvicePage(
        slug=content["slug"], title=content["title"], summary=content["summary"], topic=content["topics"],
        status=content["status"], legal_basis=content["legal_basis"].strip(), checked_on=content["checked_on"],
        drawing=content["drawing"], source_keys=" ".join(content["sources"])[:255], body=to_body(content),
        search_description=content["summary"][:255],
        **{key: content[key] for key in ("lots_min", "lots_max", "owner_team") if key in content},
        **{f"for_{role}": role in content["audience"] for role in ("syndic", "council", "owner")},
    )  # fmt: skip


def load_campaign(content: dict) -> None:
    if not CampaignPage.objects.filter(slug=content["slug"], locale=Locale.get_default()).exists():
        add_sheets(publish(CampaignIndexPage.objects.get(locale=Locale.get_default()), make_campaign(content)))


def make_campaign(content: dict) -> CampaignPage:
    names = "slug title summary message drawing all_year checked_on"
    page = CampaignPage(
        **{name: content[name] for name in names.split()}, source_keys=" ".join(content["sources"]),
        search_description=content["summary"][:255], body=to_body(content), social_image=picture_for(content["themes"]),
        actions=[("action", {"title": each["title"], "text": each["text"].strip()}) for each in content["actions"]],
    )  # fmt: skip
    page.themes = Theme.objects.filter(slug__in=content["themes"])
    page.neighbourhoods = Neighbourhood.objects.filter(slug__in=content.get("neighbourhoods", []))
    page.landlords = Landlord.objects.filter(slug__in=content.get("landlords", []))
    page.partners = Partner.objects.filter(slug__in=content.get("partners", []))
    return page


def add_sheets(campaign: CampaignPage) -> None:
    """Offer the sheets that are made from a campaign's text."""
    for order, (kind, paper, title) in enumerate(SHEETS):
        material = Material.objects.create(
            campaign=campaign, kind=kind, title=title, licence=Licence.CC_BY, credit="Habiter", order=order
        )
        MaterialFile.objects.create(material=material, made_as=paper, language=campaign.locale.language_code)


def publish(parent: Page, page: Page) -> Page:
    """Add a page below another one, in its language, and publish it."""
    page.locale = parent.locale
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def picture_for(themes: list[str]) -> CustomImage | None:
    """Return the picture for sharing of the first theme that has one, made the first time it is asked for."""
    files = (FILES / "images" / f"guide-{theme}.png" for theme in themes)
    path = next((path for path in files if path.is_file()), None)
    return (CustomImage.objects.filter(title=title_of(path)).first() or make_image(path)) if path else None


def make_image(path: Path) -> CustomImage:
    with path.open("rb") as file:
        image = CustomImage(
            title=title_of(path), is_decorative=True, credit=CREDIT, file=ImageFile(file, name=path.name)
        )
        image.save()
    return image


def title_of(path: Path) -> str:
    return path.stem.replace("-", " ").capitalize()
