"""Model texts as files to take away: plain text and OpenDocument, written here from the record's own words."""

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

from copro.models import ModelText

ODT = "application/vnd.oasis.opendocument.text"
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.2"'
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="{ODT}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2"'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:text>{}</office:text></office:body></office:document-content>"
)
META = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-meta office:version="1.2"'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<office:meta><dc:title>{}</dc:title><dc:language>fr-FR</dc:language></office:meta></office:document-meta>"
)


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text: a blank line parts them, a line end inside one is kept."""
    normal = text.replace("\r\n", "\n").strip()
    return [part.strip() for part in normal.split("\n\n") if part.strip()]


def plain(model: ModelText) -> bytes:
    """Return the text as UTF-8 with line ends and a mark that every word processor reads."""
    lines = [model.title, "", *"\n\n".join(paragraphs(model.text)).split("\n"), "", model.legal_basis, ""]
    return "\r\n".join(lines).encode("utf-8-sig")


def odt(model: ModelText) -> bytes:
    """Return an OpenDocument text with a heading, as LibreOffice and Word open it."""
    body = [f'<text:h text:outline-level="1">{escape(model.title)}</text:h>']
    for part in [*paragraphs(model.text), model.legal_basis]:
        body.append(f"<text:p>{escape(part).replace(chr(10), '<text:line-break/>')}</text:p>")
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        # The format wants its name first and not compressed.
        file.writestr(zipfile.ZipInfo("mimetype"), ODT, compress_type=zipfile.ZIP_STORED)
        file.writestr("META-INF/manifest.xml", MANIFEST)
        file.writestr("meta.xml", META.format(escape(model.title)))
        file.writestr("content.xml", CONTENT.format("".join(body)))
    return target.getvalue()
