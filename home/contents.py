"""The texts that come with the portal: guides and advice to co-ownerships, published when the site is set up.

Run again, it adds those that are missing and changes nothing that staff edited. A text's facts are those of
`sources`, read on its `checked_on`; its words belong to the editors from the first day on.
"""

from pathlib import Path

from django.core.files.images import ImageFile
from wagtail.models import Locale, Page

from copro.models import AdvicePage, CoproIndexPage
from core.models import CustomImage, Room, Theme
from guides.models import GuideIndexPage, GuidePage
from home import translations
from home.prose import to_body, to_html
from home.site_files import FILES, read
from home.structure import synchronise_languages

CREDIT = "Habiter, CC BY 4.0"


def load() -> None:
    """Publish every text that comes with the portal, then give each its place in the other languages."""
    for path in sorted((FILES / "guides").glob("*.toml")):
        load_guide(read(path))
    for path in sorted((FILES / "copro").glob("*.toml")):
        load_advice(read(path))
    source = Locale.get_default()
    synchronise_languages(source)
    translations.load_folder(FILES / "translations", ["robinet-qui-fuit"])


def load_guide(content: dict) -> None:
    if not GuidePage.objects.filter(slug=content["slug"], locale=Locale.get_default()).exists():
        publish(GuideIndexPage, make_guide(content))


def make_guide(content: dict) -> GuidePage:
    names = "slug title summary level minutes_min minutes_max cost who season drawing checked_on"
    plain = {name: content[name] for name in names.split()}
    page = GuidePage(
        **plain, danger=content.get("danger", "").strip(), introduction=to_html(content.get("introduction", "")),
        source_keys=" ".join(content["sources"]), search_description=content["summary"][:255],
        materials=[("material", {"name": m["name"], "note": m.get("note", ""), "loanable": m.get("loanable", False)})
                   for m in content.get("materials", [])],
        steps=[("step", make_step(step)) for step in content["steps"]],
        calls=[("call", {key: call.get(key, "") for key in ("when", "whom", "phone")}
                | {"emergency": call.get("emergency", False)}) for call in content.get("calls", [])],
        who_does_what=[("row", {key: row.get(key, "") for key in
                                ("equipment", "tenant", "landlord", "coownership", "basis")})
                       for row in content.get("who_does_what", [])],
        social_image=picture_for(content["themes"]),
    )  # fmt: skip
    page.rooms = Room.objects.filter(slug__in=content["rooms"])
    page.themes = Theme.objects.filter(slug__in=content["themes"])
    page.tags.add(*content["tags"])
    return page


def make_step(step: dict) -> dict:
    return {
        "title": step["title"], "text": step["text"].strip(), "drawing": step.get("drawing", ""), "image": None,
        "alt": step.get("alt", ""), "warning": step.get("warning", ""),
    }  # fmt: skip


def load_advice(content: dict) -> None:
    if not AdvicePage.objects.filter(slug=content["slug"], locale=Locale.get_default()).exists():
        publish(CoproIndexPage, make_advice(content))


def make_advice(content: dict) -> AdvicePage:
    return AdvicePage(
        slug=content["slug"], title=content["title"], summary=content["summary"], topic=content["topics"],
        status=content["status"], legal_basis=content["legal_basis"].strip(), checked_on=content["checked_on"],
        drawing=content["drawing"], source_keys=" ".join(content["sources"])[:255], body=to_body(content),
        search_description=content["summary"][:255],
        **{f"for_{role}": role in content["audience"] for role in ("syndic", "council", "owner")},
    )  # fmt: skip


def publish(parent_model: type[Page], page: Page) -> Page:
    """Add a page of the source language below the one page of that kind, and publish it."""
    parent = parent_model.objects.get(locale=Locale.get_default())
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
