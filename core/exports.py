"""The one way out for lists: every CSV and every XLSX of the portal is written here.

Wagtail's own export leaves formulas live in CSV, fails whole on one control character and writes times in UTC.
"""

import csv
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import IO, Any

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

# What XML 1.0 refuses, and what no file of ours needs: controls but tab and line ends, lone surrogates, non-characters.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Full-width forms are formulas too for a spreadsheet in an East Asian locale.
STARTS_A_FORMULA = re.compile(r"[\t\r\n]|[\s\u200b\ufeff]*[=+\-@＝＋－＠]")
# Excel reads "_x003D_" as "=": the underscore itself is escaped.
EXCEL_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
EXCEL_LONGEST_TEXT = 32_767
EXCEL_DIGITS = 15
EXCEL_FIRST_YEAR = 1900

type Plain = str | int | float | Decimal | None
type Row = Iterable[Any]


@dataclass(frozen=True)
class Sheet:
    """A title, the headers, and rows of plain values: text, numbers, booleans, dates, aware datetimes, None."""

    title: str
    headers: Sequence[Any]
    rows: Iterable[Row]

    def lines(self) -> Iterator[Row]:
        yield self.headers
        yield from self.rows


class Export:
    """A file to download, as CSV or XLSX. A CSV has no sheets: it holds the first one only.

    Rows are read one by one while the file is written, so that the longest list needs little memory. Text that a
    spreadsheet would run as a formula gets an apostrophe before it; datetimes are in local time (Europe/Paris);
    numbers stay numbers.
    """

    def __init__(self, name: str, *sheets: Sheet):
        self.name = slugify(name)[:80].strip("-_") or "export"
        self.sheets = sheets

    def response(self, extension: str) -> HttpResponseBase:
        """Return the download; `extension` is a key of FORMATS (KeyError otherwise: check it in a form first)."""
        response = FORMATS[extension](self)
        response["Content-Disposition"] = content_disposition_header(True, f"{self.name}.{extension}")
        response["Cache-Control"] = "private, no-store"
        return response

    def csv(self) -> StreamingHttpResponse:
        return StreamingHttpResponse(self.csv_lines(), content_type="text/csv; charset=utf-8")

    def csv_lines(self) -> Iterator[str]:
        """Yield the lines as Excel in French opens them: a byte order mark, semicolons, decimal commas."""
        yield "\ufeff"
        writer = csv.writer(_Echo(), delimiter=";")
        for line in self.sheets[0].lines():
            yield writer.writerow([_for_csv(value) for value in line])

    def xlsx(self) -> FileResponse:
        file_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return FileResponse(self.xlsx_file(), content_type=file_type)  # which closes the file

    def xlsx_file(self) -> IO[bytes]:
        """Return the workbook as an open temporary file, for the caller to close."""
        workbook = Workbook(write_only=True)
        for number, sheet in enumerate(self.sheets, start=1):
            page = workbook.create_sheet(_sheet_title(sheet.title, number))
            page.freeze_panes = "A2"
            for line in sheet.lines():
                page.append([_for_xlsx(page, value) for value in line])
        file = tempfile.TemporaryFile()  # noqa: SIM115
        workbook.save(file)
        file.seek(0)
        return file


FORMATS: dict[str, Callable[[Export], HttpResponseBase]] = {"csv": Export.csv, "xlsx": Export.xlsx}


def harmless(text: str) -> str:
    """Return text that no spreadsheet runs and no writer refuses.

    Controls go first: one of them before "=" would hide it from the check and not from the spreadsheet.
    """
    text = UNWRITABLE.sub("", text)
    return f"'{text}" if STARTS_A_FORMULA.match(text) else text


def plain(value: Any) -> Plain | date | time:
    """Return a value that both formats hold: local time without its zone, yes or no in words, else harmless text."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return timezone.make_naive(value, timezone.get_default_timezone()) if timezone.is_aware(value) else value
    if value is None or isinstance(value, date | time):
        return value
    if isinstance(value, int | float | Decimal):
        return value if isfinite(value) else None
    return harmless(str(value))


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


def _for_csv(value: Any) -> str:
    value = plain(value)
    match value:
        case None:
            return ""
        case datetime():
            return value.isoformat(sep=" ", timespec="minutes")
        case time():
            return value.isoformat(timespec="minutes")
        case float() | Decimal():
            return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else repr(value).replace(".", ",")
        case _:
            return str(value)


def _for_xlsx(page, value: Any) -> Any:
    value = plain(value)
    if isinstance(value, datetime):
        value = value.replace(microsecond=0)
    if isinstance(value, date) and value.year < EXCEL_FIRST_YEAR:
        value = value.isoformat()
    if isinstance(value, int) and len(str(abs(value))) > EXCEL_DIGITS:
        value = str(value)  # Excel would round it
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(page, EXCEL_ESCAPE.sub("_x005F_", value)[:EXCEL_LONGEST_TEXT])
    cell.data_type = "s"  # openpyxl would make "#N/A" an error and "=1" a formula
    return cell


def _sheet_title(title: str, number: int) -> str:
    """Return a title that Excel takes: 31 characters, none of []:*?/\\, no apostrophe at an end."""
    title = re.sub(r"[\[\]:*?/\\]", " ", UNWRITABLE.sub("", str(title)))
    return " ".join(title.split())[:31].strip(" '") or f"{number}"
