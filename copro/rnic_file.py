"""Read a file of the national register of co-ownerships (RNIC): any of three encodings, any usual separator.

Rows come one by one, so that a file of any length needs little memory. What cannot be read is a `Refused` with its
reason; what makes the whole file unreadable is a DomainError.
"""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from django.utils.translation import gettext as _

from copro.enums import SyndicType
from copro.models import RnicMapping
from core.errors import DomainError
from core.exports import UNWRITABLE

PIECE = 1024 * 1024
SEPARATORS = ";,\t|"
# Two letters and seven figures as published; the form is not confirmed, so that any short word of both is taken.
NUMBER = re.compile(r"[A-Z0-9]{5,12}")
NUMBERS = ("lots", "main_lots", "homes")
MOST_LOTS = 100_000
LENGTHS = {"name": 160, "address": 200, "postcode": 5, "commune": 80, "syndic_name": 200, "built": 60}


@dataclass(frozen=True)
class Refused:
    line: int
    number: str
    reason: str


@dataclass(frozen=True)
class Row:
    """One co-ownership of a commune that is kept: its columns, and the neighbourhood as the file names it."""

    line: int
    number: str
    values: dict
    neighbourhood: str = ""


@dataclass
class RegisterFile:
    """A file opened for reading. `position` says how many bytes were read."""

    content: IO[bytes]
    mapping: RnicMapping
    communes: set[str]
    encoding: str = ""
    separator: str = ""
    missing: list[str] = field(default_factory=list)  # optional columns that the file lacks
    fields: dict[str, int] = field(default_factory=dict)  # field: index of its column
    elsewhere: int = 0
    position: int = 0

    def open(self) -> None:
        """Find the encoding, the separator and the columns. Raises DomainError."""
        self.encoding = encoding_of(self.content)
        first = self.content.readline(PIECE).decode(self.encoding, errors="replace")
        self.separator = separator_of(first)
        headers = next(csv.reader([first], delimiter=self.separator), [])
        self.fields, self.missing = columns_of(headers, self.mapping)
        self.content.seek(0)

    def rows(self) -> Iterator[Row | Refused]:
        """Yield every row of a commune that is kept, or why it is refused. Rows of other communes are counted only."""
        text = io.TextIOWrapper(self.content, encoding=self.encoding, errors="replace", newline="")
        lines = csv.reader(text, delimiter=self.separator)
        seen: set[str] = set()
        next(lines)
        for cells in readable(lines):
            self.position = self.content.tell()
            if isinstance(cells, Refused):
                yield cells
            elif cells:
                row = self.read(cells, lines.line_num, seen)
                if row is not None:
                    yield row
        text.detach()

    def read(self, cells: list[str], line: int, seen: set[str]) -> Row | Refused | None:
        if len(cells) <= max(self.fields.values()):
            return Refused(line, "", _("The row has fewer columns than the header."))
        said = {name: " ".join(UNWRITABLE.sub(" ", cells[index]).split()) for name, index in self.fields.items()}
        if folded(said["commune"]) not in self.communes:
            self.elsewhere += 1
            return None
        number = said["number"].upper()
        try:
            return Row(line, number, self.values(number, said, seen), said.get("neighbourhood", ""))
        except ValueError as reason:
            return Refused(line, number[:40], str(reason))

    def values(self, number: str, said: dict[str, str], seen: set[str]) -> dict:
        if not NUMBER.fullmatch(number):
            raise ValueError(_("The registration number is missing or is not one."))
        if number in seen:
            raise ValueError(_("This number is already in the file: its first row is kept."))
        seen.add(number)
        if not said["address"]:
            raise ValueError(_("The address is missing."))
        found: dict = {}
        for name in self.fields:
            if name in LENGTHS:
                found[name] = said[name][: LENGTHS[name]]
            elif name in NUMBERS:
                found[name] = whole_number(said[name])
            elif name == "syndic_type":
                found[name] = syndic_type(said[name])
        return found


def readable(lines) -> Iterator[list[str] | Refused]:
    """Yield the rows of a CSV reader, and go on after one that it cannot take (a cell without an end, say)."""
    while True:
        try:
            yield next(lines)
        except StopIteration:
            return
        except csv.Error:
            yield Refused(lines.line_num, "", _("The row cannot be read."))


def encoding_of(content: IO[bytes]) -> str:
    """Name the encoding of a whole file, read piece by piece: utf-8-sig, utf-8, else cp1252. Raises DomainError."""
    content.seek(0)
    start = content.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise DomainError(_("The encoding of this file is not one that we read: save it as CSV in UTF-8."))
    name = "utf-8-sig" if start.startswith(codecs.BOM_UTF8) else "utf-8"
    for candidate in (name, "cp1252"):
        if decodes(content, candidate):
            content.seek(0)
            return candidate
    raise DomainError(_("The encoding of this file is not one that we read: save it as CSV in UTF-8."))


def decodes(content: IO[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    content.seek(0)
    try:
        while piece := content.read(PIECE):
            if b"\0" in piece:
                return False
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def separator_of(header: str) -> str:
    """Return the separator that the header holds most of. Raises DomainError when it holds none."""
    found = max(SEPARATORS, key=header.count)
    if not header.count(found):
        raise DomainError(_("This is not a CSV file: its first line has no column."))
    return found


def columns_of(headers: list[str], mapping: RnicMapping) -> tuple[dict[str, int], list[str]]:
    """Return where each field stands and the optional headers that are not there.

    Headers are compared without accents, capitals and punctuation. Raises DomainError, naming what is required.
    """
    places = {folded(header): index for index, header in reversed(list(enumerate(headers)))}
    wanted = mapping.columns()
    found = {name: places[folded(header)] for name, header in wanted.items() if folded(header) in places}
    missing = [header for name, header in wanted.items() if name not in found]
    if required := [wanted.get(name, name) for name in RnicMapping.REQUIRED if name not in found]:
        raise DomainError(
            _("These columns are missing: %(names)s. Correct the file, or the columns asked for.")
            % {"names": ", ".join(required)}
        )
    return found, missing


def folded(text: str) -> str:
    """Return text to compare: no accent, no capital, one underscore for anything that is not a letter or a figure."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def whole_number(text: str) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or int(text[:12]) > MOST_LOTS:
        raise ValueError(_("A number of lots is not a whole number: %(text)s") % {"text": text[:40]})
    return int(text)


def syndic_type(text: str) -> SyndicType:
    words = folded(text)
    if "benevole" in words:
        return SyndicType.VOLUNTEER
    return SyndicType.PROFESSIONAL if "professionnel" in words else SyndicType.UNKNOWN
