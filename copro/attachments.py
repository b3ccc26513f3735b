"""What may be attached to a request: known by its content, made harmless, kept in private storage.

A refusal is a DomainError with a sentence for the person who sent the file. Nothing here trusts a name or a media type
given by a browser.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO
from uuid import UUID

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from copro.attached_office import check_office
from copro.models import RequestDocument
from copro.uploads import MOST_BYTES, MOST_BYTES_IN_ALL, MOST_FILES
from core.errors import DomainError
from core.pictures import TooLarge, Unreadable, redrawn

DRAWN_SIDE = 3_000  # pixels
MEGABYTE = 1024 * 1024
LONGEST_NAME = 100
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
EXTENSIONS = {**{kind: kind for kind in MEDIA_TYPES}, "jpg": "jpeg"}
IMAGES = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
ACCEPT = ",".join(f".{extension}" for extension in EXTENSIONS)
# "facture.exe.pdf", "plan.html.png": an extension inside a name is there to deceive.
DECEIVING = re.compile(
    r"\.(exe|com|scr|bat|cmd|ps1|vbs|js|mjs|jar|msi|lnk|hta|svg|x?html?|xml|php\d?|phtml|py|sh|apk|iso|zip|docm|xlsm)"
    r"(?=[.\s])",
    re.IGNORECASE,
)
# Controls, and what turns the reading direction round: "gpj.exe" would be read as "exe.jpg".
UNREADABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
# A program or another file inside a PDF. Rare names of eight letters and more: chance does not write them.
ACTIVE_PDF = re.compile(rb"/JavaScript|/Launch\b|/EmbeddedFile|/RichMedia|<script|<html", re.IGNORECASE)
ZIP_START, ZIP_END = b"PK\x03\x04", b"PK\x05\x06"
PIECE = 64 * 1024


@dataclass(frozen=True)
class Examined:
    """A file that may be kept. `content` is at its start; an image was drawn again without what it said of itself."""

    name: str
    kind: str
    content: IO[bytes]
    size: int  # bytes
    sha256: str


def examine(upload: UploadedFile) -> Examined:
    """Return what may be kept of a file, or raise DomainError with the reason, which names the file."""
    name = clean_name(upload.name)
    kind = EXTENSIONS.get(PurePosixPath(name).suffix.lstrip(".").lower())
    if kind is None or DECEIVING.search(name):
        raise refusal(name, _("we take PDF, photos (JPEG, PNG, WebP) and documents (DOCX, XLSX, ODT, ODS)."))
    if not upload.size:
        raise refusal(name, _("the file is empty."))
    if upload.size > MOST_BYTES:
        raise refusal(name, too_big())
    content = upload.file
    if sniffed(content) != ("zip" if kind not in {"pdf", *IMAGES} else kind):
        raise refusal(name, _("its content is not what its name says."))
    try:
        content = checked(kind, content)
    except DomainError as error:
        raise refusal(name, error.message) from error
    size, digest = measure(content)
    return Examined(name, kind, content, size, digest)


def refusal(name: str, reason: str) -> DomainError:
    return DomainError(_("“%(name)s” was not taken: %(reason)s") % {"name": name, "reason": reason}, field="files")


def too_big() -> str:
    return _("it is larger than %(count)s MB. A photo of the page is often enough.") % {"count": MOST_BYTES // MEGABYTE}


def why_skipped(name: str, reason: str) -> DomainError:
    """Say why the upload was thrown away while it came (see copro.uploads)."""
    words = {
        "file": too_big(),
        "all": _("your files together are larger than %(count)s MB.") % {"count": MOST_BYTES_IN_ALL // MEGABYTE},
        "number": _("a request takes %(count)s files at most.") % {"count": MOST_FILES},
    }
    return refusal(clean_name(name), words[reason])


def clean_name(name: str) -> str:
    """Return a name to show and to give back: no folder, no control, at most 100 characters with its extension."""
    name = UNREADABLE.sub("", unicodedata.normalize("NFC", name or ""))
    name = name.replace("\\", "/").rsplit("/", 1)[-1].strip(" .")
    path = PurePosixPath(name or "file")
    suffix = path.suffix[:6]
    return (path.name.removesuffix(path.suffix)[: LONGEST_NAME - len(suffix)].strip() or "file") + suffix


def sniffed(content: IO[bytes]) -> str:
    """Name the kind that the first bytes tell, at the very start and nowhere else; "" for any other."""
    content.seek(0)
    head = content.read(16)
    content.seek(0)
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return "zip" if head.startswith(ZIP_START) else ""


def checked(kind: str, content: IO[bytes]) -> IO[bytes]:
    if kind in IMAGES:
        return checked_image(content, IMAGES[kind])
    if kind == "pdf":
        check_pdf(content)
    else:
        check_office(kind, content)
    return content


def checked_image(content: IO[bytes], format: str) -> IO[bytes]:
    """Return the image drawn again, large enough to read a page of A4 on it."""
    try:
        return redrawn(content, formats=(format,), longest_side=DRAWN_SIDE)
    except TooLarge as error:
        raise DomainError(_("this picture is too large: 60 million pixels at most.")) from error
    except Unreadable as error:
        raise DomainError(_("this picture is damaged: take it again, or save it again.")) from error


def check_pdf(content: IO[bytes]) -> None:
    """Refuse a PDF that runs something, holds files, or is also an archive or a web page. Read piece by piece."""
    before = b""
    while piece := content.read(PIECE):
        if ACTIVE_PDF.search(before + piece):
            raise DomainError(_("this PDF holds a program or another file. Print it to PDF again, or send photos."))
        before = piece[-16:]
    content.seek(max(0, content.tell() - PIECE))
    end = content.read()
    content.seek(0)
    if b"%%EOF" not in end[-2048:] or ZIP_END in end:
        raise DomainError(_("this PDF is damaged, or is not only a PDF."))


def measure(content: IO[bytes]) -> tuple[int, str]:
    content.seek(0)
    digest = hashlib.file_digest(content, "sha256").hexdigest()
    size = content.seek(0, 2)
    content.seek(0)
    return size, digest


def keep(examined: Examined, batch: UUID) -> RequestDocument:
    """Write an examined file to private storage, not yet of any request. Its content is closed."""
    with File(examined.content, name=examined.name) as file:
        return RequestDocument.objects.create(
            batch=batch, name=examined.name, file=file, media_type=MEDIA_TYPES[examined.kind], size=examined.size,
            sha256=examined.sha256,
        )  # fmt: skip


def receive(uploads: list[UploadedFile], skipped: list[tuple[str, str]], batch: UUID, room: int, weight: int):
    """Keep what may be kept of the files of one form; return (documents kept, refusals).

    `room` is how many more files the request takes, `weight` the bytes that it has already.
    """
    kept, refused = [], [why_skipped(*each) for each in skipped]
    for upload in uploads:
        if len(kept) >= room:
            refused.append(why_skipped(upload.name, "number"))
            continue
        if weight + upload.size > MOST_BYTES_IN_ALL:
            refused.append(why_skipped(upload.name, "all"))
            continue
        try:
            kept.append(keep(examine(upload), batch))
            weight += upload.size
        except DomainError as error:
            refused.append(error)
    return kept, refused


def download(document: RequestDocument) -> FileResponse:
    """Give a file to save, which no browser shows or runs. Whoever calls this has checked who asks."""
    response = FileResponse(
        document.file.open("rb"), as_attachment=True, filename=get_valid_filename(document.name),
        content_type=document.media_type,
    )  # fmt: skip
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
