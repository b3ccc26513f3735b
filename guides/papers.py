"""A guide on paper: an A4 document kept as a file, made again when its guide is published.

A file that is missing is made when it is asked for. Rendering takes a second or so and stands outside any
transaction; what it needs of the database was read before.
"""

from hashlib import sha256

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import translation
from django.utils.safestring import SafeString

from core import pdf
from core.models import SiteSettings
from guides import facts
from guides.models import GuidePage

FOLDER = "guides-papier"


def paper_of(page: GuidePage) -> bytes:
    """Return the document of a guide in its own language, from its file or made now."""
    portal = SiteSettings.objects.select_related("logo").first() or SiteSettings()
    name = name_of(page, portal)
    try:
        with default_storage.open(name) as file:
            return file.read()
    except FileNotFoundError:  # never made, or taken away
        return keep(page, name, render(page, portal))


def name_of(page: GuidePage, portal: SiteSettings) -> str:
    """Return the name of a guide's file: another one as soon as its text or the portal's identity changes."""
    identity = (portal.name, portal.authority, portal.contact_phone, portal.logo_id, portal.style_version)
    pictures = [picture.file.name for picture in facts.pictures_of_steps(page)]
    state = repr((page.last_published_at, page.title, *identity, *pictures))
    return f"{FOLDER}/{page.pk}-{sha256(state.encode()).hexdigest()[:32]}.pdf"


def keep(page: GuidePage, name: str, content: bytes) -> bytes:
    forget(page.pk)
    default_storage.save(name, ContentFile(content))
    return content


def forget(page_id: int) -> None:
    """Take away the files of a guide: there is at most one, unless two readers asked at the same moment."""
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    for name in names:
        if name.startswith(f"{page_id}-"):
            default_storage.delete(f"{FOLDER}/{name}")


def illustrated(page: GuidePage) -> list[tuple[int | None, object, SafeString]]:
    """Return the blocks of a guide with their numbers, each with its uploaded picture for paper where it has one."""
    return [
        (number, block, uploaded(block.value) if number else SafeString(""))
        for number, block in facts.numbered(page.steps)
    ]


def uploaded(step) -> SafeString:
    """Return the picture of a step; nothing for one that has none, or whose file is lost: its drawing stands in."""
    return pdf.picture(step["image"], step["alt"]) if step["image"] else SafeString("")


def render(page: GuidePage, portal: SiteSettings) -> bytes:
    with translation.override(page.locale.language_code):
        rows = facts.repairs_of(page)
        context = {
            "page": page, "portal": portal, "facts": facts.facts(page), "steps": illustrated(page),
            "who_rows": rows, "sources": facts.sources_of(page, rows), "address": settings.SITE_URL + page.get_url(),
        }  # fmt: skip
        return pdf.render_pdf("guides/print/guide.html", context)
