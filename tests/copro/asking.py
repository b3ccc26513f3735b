"""Somebody who asks the advisers: opens the form as a browser does, fills it, sends it; and hostile files."""

import io
import struct
import zipfile
import zlib
from uuid import uuid4

from bs4 import BeautifulSoup, Tag
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from copro import attachments, requests
from copro.enums import AdviceNeed, LotsBand, Profile
from copro.models import AdviceRequest, RequestDocument
from copro.requests import Asking

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
ADDRESS = "/copropriete/demander-conseil/"
NADIA = {
    "profile": "volunteer", "name": "Nadia Test", "email": "nadia@example.org", "address": "1 rue du Test, Tours",
    "lots": "21-50", "needs": ["diagnoses"], "message": "Faut-il un DPE ?",
}  # fmt: skip


def read(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def answers_of(form: Tag) -> dict[str, list[str]]:
    """What a browser would send of a form as it stands."""
    sent: dict[str, list[str]] = {}
    for field in form.select("input[name]"):
        boxes = {"checkbox", "radio"}
        if field.get("type") != "file" and (field.get("type") not in boxes or field.has_attr("checked")):
            sent.setdefault(field["name"], []).append(field.get("value", ""))
    for select in form.select("select[name]"):
        chosen = select.select_one("option[selected]") or select.select_one("option")
        sent[select["name"]] = [chosen.get("value", "")]
    for area in form.select("textarea[name]"):
        sent[area["name"]] = [area.get_text().lstrip("\n")]
    return sent


def opened(client, to: str = ADDRESS) -> dict:
    return answers_of(read(client.get(to)).select_one(f'main form[action$="{to}"]'))


def send(client, to: str = ADDRESS, **answers):
    """Open the form, type Nadia's answers and these, and send it."""
    return client.post(to, opened(client, to) | NADIA | answers)


def submitted(**facts) -> AdviceRequest:
    """A request made by the verb, by e-mail unless a telephone is given alone."""
    who = {name: facts.pop(name) for name in ("name", "email", "phone", "language") if name in facts}
    if "email" not in who and "phone" not in who:
        who["email"] = "nadia@example.org"
    documents = facts.pop("documents", ())
    asked = {
        "profile": Profile.VOLUNTEER, "address": "1 rue du Test, Tours", "lots": LotsBand.TO_50,
        "needs": [AdviceNeed.DIAGNOSES],
    }  # fmt: skip
    return requests.submit(Asking(**{"name": "Nadia Test"} | who, facts=asked | facts), uuid4(), documents)


# Files


def kept(advice: AdviceRequest, name: str = "devis.pdf", content: bytes = PDF) -> RequestDocument:
    """A file of a request, as if it had come with it."""
    document = kept_apart(name, content)
    RequestDocument.objects.filter(pk=document.pk).update(request=advice, batch=None)
    return document


def kept_apart(name: str, content: bytes = PDF) -> RequestDocument:
    """A file examined and kept, of no request yet."""
    return attachments.keep(attachments.examine(upload(name, content)), uuid4())


def upload(name: str, content: bytes, media_type: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, media_type)


def picture(format: str = "JPEG", size=(40, 30), **options) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "green").save(file, format, **options)
    return file.getvalue()


def photo_with_place() -> bytes:
    """A photo that says where it was taken, by what, and carries a comment."""
    exif = Image.Exif()
    exif[0x010F] = "Telephone of Nadia"
    exif.get_ifd(0x8825)[2] = (47.0, 23.0, 0.0)
    return picture(exif=exif, comment=b"secret comment")


def huge_png(side: int = 50_000) -> bytes:
    """A picture of a few hundred bytes whose header says so many pixels a side."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def archive(entries: dict[str, bytes], comment: bytes = b"") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
        made.comment = comment
    return file.getvalue()


def docx(**more: bytes) -> bytes:
    parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}
    return archive(parts | more)


def odt(mimetype: bytes = b"application/vnd.oasis.opendocument.text") -> bytes:
    return archive({"mimetype": mimetype, "content.xml": b"<office:document/>"})
