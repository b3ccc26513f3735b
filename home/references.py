"""What texts refer to: the sources of facts, and the rows of who does it and who pays.

Run again, it adds what is missing and changes nothing that staff edited.
"""

from wagtail.models import Locale

from core.models import Room
from guides.enums import RepairStatus
from guides.models import Repair, Source
from home.site_files import FILES, read

TRANSLATED = ("en", "ar")


def load() -> None:
    for each in read(FILES / "sources.toml")["sources"]:
        Source.objects.get_or_create(key=each["key"], defaults={"label": each["label"], "url": each.get("url", "")})
    content = read(FILES / "repairs.toml")
    for each in content["repairs"]:
        if not Repair.objects.filter(slug=each["slug"], locale=Locale.get_default()).exists():
            translate(make_repair(each, content["checked_on"]), each)


def make_repair(each: dict, checked_on) -> Repair:
    names = ("tenant", "landlord", "coownership", "exception")
    repair = Repair(
        slug=each["slug"], equipment=each["equipment"], basis=each["basis"], checked_on=checked_on,
        status=each.get("status", RepairStatus.CONFIRMED), source_keys=" ".join(each["sources"]),
        locale=Locale.get_default(), **{name: each.get(name, "") for name in names},
    )  # fmt: skip
    repair.rooms = Room.objects.filter(slug__in=each["rooms"])
    repair.save()
    return repair


def translate(repair: Repair, each: dict) -> None:
    for code in TRANSLATED:
        if code in each:
            translated = repair.copy_for_translation(Locale.objects.get(language_code=code))
            for name, text in each[code].items():
                setattr(translated, name, text)
            translated.save()


def named(slugs: list[str]):
    """Return the rows of the source language by their identifiers, written rl-9 or rl-09."""
    wanted = [f"rl-{int(slug.removeprefix('rl-'))}" for slug in slugs]
    return Repair.objects.filter(slug__in=wanted, locale=Locale.get_default())
