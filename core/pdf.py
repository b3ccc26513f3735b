"""Paper: a template becomes an A4 document in PDF/UA, with the identity of the portal, its faces and its drawings.

WeasyPrint needs the Pango libraries of the system: `make pdf-libs` sees to them. They are loaded with the first
document, so that a portal without them serves everything else.
"""

import base64
import mimetypes
import re
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.template.loader import render_to_string
from django.utils import translation
from django.utils._os import safe_join
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import SourceImageIOError

from core import identity
from core.models import CustomImage, SiteSettings

STYLE_SHEET = Path("assets") / "css" / "print-pdf.css"
BASE_URL = "http://portal.invalid/"  # no such host can be: what is not a static file or given in the page is refused
LOGO = "max-600x160|format-png"
PICTURE = "max-640x960|format-jpeg|jpegquality-80|bgcolor-ffffff"  # 300 dots an inch, some 60 kB
SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
VARIABLE = re.compile(r"var\(\s*--([\w-]+)\s*(?:,\s*([^()]*))?\)")
LABEL = re.compile(r'\baria-label="([^"]*)"')
CLASSES = re.compile(r'\bclass="([^"]*)"')


def render_pdf(template: str, context: dict) -> bytes:
    """Return a document that extends print/base.html, in the active language.

    `portal` in the context is the identity to carry; without it, that of the portal's first site.
    """
    from weasyprint import CSS, HTML  # loads the system's libraries
    from weasyprint.text.fonts import FontConfiguration

    portal = context.get("portal") or SiteSettings.objects.select_related("logo").first() or SiteSettings()
    frame = {
        "portal": portal, "logo_data": logo_data(portal), "language": translation.get_language(),
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
    }  # fmt: skip
    colours = daylight(portal.accent)
    html = plain_drawings(render_to_string(template, frame | context), colours)
    fetcher, fonts = static_fetcher(), FontConfiguration()
    given = {"base_url": BASE_URL, "url_fetcher": fetcher}
    sheet = CSS(string=style_sheet(colours), font_config=fonts, **given)
    target = BytesIO()
    HTML(string=html, **given).write_pdf(target, stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1")
    return target.getvalue()


def daylight(accent: str) -> dict[str, str]:
    """Return every colour of the style sheets as it is on white paper, by its name."""
    action, strong, tint, on_action = identity.palette(accent)[0]
    named = {"action": action, "action-strong": strong, "action-tint": tint, "on-action": on_action}
    return {name: light for name, (light, _) in identity.tokens().items()} | named


def style_sheet(colours: dict[str, str]) -> str:
    names = "".join(f"--{name}:{colour};" for name, colour in colours.items())
    return f":root{{{names}}}\n" + (settings.BASE_DIR / STYLE_SHEET).read_text(encoding="utf-8")


def plain_drawings(html: str, colours: dict[str, str]) -> str:
    """Write the colours of inlined drawings out: WeasyPrint knows neither var() nor currentColor in their attributes.

    A drawing with a text says it in a <title>, which becomes its alternative text. One without is an ornament: drawn as
    a background, it is no figure of the document (PDF/UA, 7.1 and 7.3).
    """

    def written_out(match: re.Match) -> str:
        svg = match.group()
        while VARIABLE.search(svg):
            svg = VARIABLE.sub(lambda found: colours.get(found[1]) or (found[2] or "none").strip(), svg)
        svg = re.sub("currentcolor", colours["ink"], svg, flags=re.IGNORECASE)
        opening, rest = svg.split(">", 1)
        if label := LABEL.search(opening):
            return f"{opening}><title>{label[1]}</title>{rest}"
        names = (CLASSES.search(opening) or ["", ""])[1]
        return ornament(data_url(svg.encode(), "image/svg+xml"), names)

    return SVG.sub(written_out, html)


def ornament(data: str, names: str = "") -> SafeString:
    """Return a picture that says nothing, drawn as a background."""
    return format_html('<span class="ornament {}" style="background-image:url({})"></span>', names, mark_safe(data))


def picture(image: CustomImage, alt: str = "") -> SafeString:
    """Return an uploaded picture as small as paper needs it, given in the page itself; nothing when its file is lost.

    One without a text is an ornament, like a drawing without a text: see `plain_drawings`.
    """
    data = rendition_data(image, PICTURE, "image/jpeg")
    if data and alt:
        return format_html('<img src="{}" alt="{}">', mark_safe(data), alt)
    return ornament(data) if data else SafeString("")


def logo_data(portal: SiteSettings) -> str:
    """Return the uploaded logo, given in the page itself, or nothing."""
    return rendition_data(portal.logo, LOGO, "image/png") if portal.logo else ""


def rendition_data(image: CustomImage, spec: str, mime_type: str) -> str:
    try:
        with image.get_rendition(spec).file.open("rb") as file:
            return data_url(file.read(), mime_type)
    except (SourceImageIOError, OSError):
        return ""


def data_url(content: bytes, mime_type: str) -> str:
    return f"data:{mime_type};base64,{base64.b64encode(content).decode()}"


def static_file(url: str) -> Path:
    """Return the file behind an address of ours under /static/. Raises ValueError for every other address."""
    parts = urlsplit(url)
    if not url.startswith(BASE_URL) or not parts.path.startswith(settings.STATIC_URL):
        raise ValueError(f"Not a static file of the portal: {url[:200]}")
    name = unquote(parts.path.removeprefix(settings.STATIC_URL))
    try:
        path = Path(safe_join(settings.STATIC_ROOT, name))
        found = str(path) if path.is_file() else finders.find(name)
    except SuspiciousFileOperation as error:
        raise ValueError(f"Not a static file of the portal: {url[:200]}") from error
    if not found or not Path(found).is_file():
        raise ValueError(f"No such static file: {name[:200]}")
    return Path(found)


@lru_cache(maxsize=1)
def static_fetcher():
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # loads the system's libraries

    class StaticFetcher(URLFetcher):
        """Gives static files and what the page itself holds. Nothing from the network, no other file of the machine."""

        def fetch(self, url, headers=None):
            if url.startswith(("data:image/png;", "data:image/jpeg;", "data:image/svg+xml;")):
                return super().fetch(url, headers)
            path = static_file(url)
            mime_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": mime_type})

    return StaticFetcher()
