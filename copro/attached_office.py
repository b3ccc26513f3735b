"""Office documents are archives: read through once, in bounded memory, before they are kept."""

import zipfile
import zlib
from typing import IO

from django.utils.translation import gettext as _

from core.errors import DomainError

MOST_ENTRIES = 2_000
MOST_UNPACKED = 150 * 1024 * 1024  # bytes in all
MOST_RATIO = 250  # unpacked to packed, of one entry above a megabyte
MEGABYTE = 1024 * 1024
PIECE = 256 * 1024
MUST_HOLD = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "odt": "content.xml", "ods": "content.xml"}
ODF = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
# What `zipfile` raises: NotImplementedError for a way of packing that it does not know, RuntimeError for a password.
UNREADABLE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError)
# Macros, programs, and documents inside the document.
ACTIVE = ("vbaproject.bin", "/activex", "/embeddings/", "basic/", "scripts/", "object ")


def check_office(kind: str, content: IO[bytes]) -> None:
    """Raise DomainError for what is not a plain document of this kind: bombs, macros, something before or after."""
    try:
        with zipfile.ZipFile(content) as archive:
            refuse_bombs(archive.infolist())
            refuse_strange(kind, archive)
            refuse_additions(archive, content)
            read_through(archive)
    except UNREADABLE as error:
        raise DomainError(_("this document is damaged, or protected by a password.")) from error
    content.seek(0)


def refuse_bombs(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    dense = any(
        entry.file_size > MEGABYTE and entry.file_size > MOST_RATIO * max(1, entry.compress_size) for entry in entries
    )
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or dense:
        raise DomainError(_("this document unpacks to far more than it shows."))


def refuse_strange(kind: str, archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if MUST_HOLD[kind] not in names or len(set(names)) != len(names):
        raise DomainError(_("its content is not what its name says."))
    if kind in ODF and mimetype_of(archive) != ODF[kind]:
        raise DomainError(_("its content is not what its name says."))
    for name in names:
        low = name.lower()
        if low.startswith("/") or "\\" in low or ".." in low.split("/"):
            raise DomainError(_("this document is damaged, or protected by a password."))
        if any(part in low for part in ACTIVE):
            raise DomainError(_("this document holds macros or other files. Save it without them, or as PDF."))


def mimetype_of(archive: zipfile.ZipFile) -> bytes:
    """Return the first bytes of the entry by which an OpenDocument says what it is."""
    if "mimetype" not in archive.namelist():
        return b""
    with archive.open("mimetype") as entry:
        return entry.read(80)


def refuse_additions(archive: zipfile.ZipFile, content: IO[bytes]) -> None:
    """Refuse bytes before the first entry or after the last record: another file in the same clothes."""
    first = min((entry.header_offset for entry in archive.infolist()), default=0)
    content.seek(0, 2)
    size = content.tell()
    content.seek(max(0, size - 22))
    if first or archive.comment or not content.read().startswith(b"PK\x05\x06"):
        raise DomainError(_("its content is not what its name says."))


def read_through(archive: zipfile.ZipFile) -> None:
    """Unpack every entry to nowhere: what lies about its size fails here. At most MOST_UNPACKED bytes are read."""
    for entry in archive.infolist():
        with archive.open(entry) as unpacked:
            while unpacked.read(PIECE):
                pass
