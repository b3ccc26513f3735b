"""Every export goes through `core.exports`: harmless in a spreadsheet, readable in French Excel, whole."""

import csv
import io
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.utils.translation import gettext_lazy
from openpyxl import load_workbook

from core.exports import Export, Sheet, harmless


def csv_rows(*rows, headers=("A",)):
    response = Export("essai", Sheet("Essai", headers, rows)).response("csv")
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def xlsx_book(*sheets):
    with Export("essai", *sheets).xlsx_file() as file:
        return load_workbook(io.BytesIO(file.read()))


def xlsx_cells(*rows, headers=("A",)):
    page = xlsx_book(Sheet("Essai", headers, rows)).active
    return [list(row) for row in page.iter_rows(min_row=2)]


FORMULAS = [
    "=1+1", "+33612345678", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "   =1", "\u00a0=1", "\u200b=1", "\ufeff=1",
    "\x00=1", "\x1f=1", "\ud800=1", '=cmd|" /C calc"!A0', "＝1+1",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_formula_in_text_gets_an_apostrophe_in_both_formats(text):
    [shown] = csv_rows([text])[1]
    [[cell]] = xlsx_cells([text])
    assert shown[0] == cell.value[0] == "'"
    assert cell.data_type == "s"


@pytest.mark.parametrize("text", ["Nadia", "l’eau = la vie", "a-b", "1+1", "", "نادية", "😀", "Cité : « Sanitas »"])
def test_plain_text_is_left_as_it_is(text):
    assert harmless(text) == text


def test_headers_are_made_harmless_too():
    assert csv_rows(headers=["=1"]) == [["'=1"]]


def test_numbers_stay_numbers_and_have_a_decimal_comma_in_csv():
    row = [3, -5, 1.5, Decimal("-2.50"), 0]
    assert csv_rows(row)[1] == ["3", "-5", "1,5", "-2,50", "0"]
    assert [cell.value for cell in xlsx_cells(row)[0]] == [3, -5, 1.5, -2.5, 0]
    assert {cell.data_type for cell in xlsx_cells(row)[0]} == {"n"}


def test_number_that_excel_would_round_or_refuse():
    cells = xlsx_cells([1234567890123456, float("nan"), float("inf"), None, "end"])[0]
    assert [cell.value for cell in cells] == ["1234567890123456", None, None, None, "end"]
    assert csv_rows([float("nan"), None])[1] == ["", ""]


def test_moments_are_local_on_both_sides_of_the_clock_change():
    winter, summer = datetime(2026, 1, 31, 23, 30, tzinfo=UTC), datetime(2026, 7, 31, 22, 30, tzinfo=UTC)
    assert csv_rows([winter, summer])[1] == ["2026-02-01 00:30", "2026-08-01 00:30"]
    assert [cell.value for cell in xlsx_cells([winter, summer])[0]] == [
        datetime(2026, 2, 1, 0, 30), datetime(2026, 8, 1, 0, 30),
    ]  # fmt: skip


def test_days_and_hours():
    row = [date(2026, 3, 1), time(9, 5), date(1850, 3, 1), timedelta(hours=1)]
    assert csv_rows(row)[1] == ["2026-03-01", "09:05", "1850-03-01", "1:00:00"]
    assert [cell.value for cell in xlsx_cells(row)[0]] == [datetime(2026, 3, 1), time(9, 5), "1850-03-01", "1:00:00"]


def test_words_for_yes_no_and_lazy_text():
    assert csv_rows([gettext_lazy("a phrase that nobody translates")])[1] == ["a phrase that nobody translates"]
    assert xlsx_cells([True])[0][0].data_type == "s"


def test_controls_that_excel_refuses_are_taken_out():
    assert xlsx_cells(["a\x00b\x0bc\x1fd\ud800e\ufffef\x85g\nh\ti"])[0][0].value == "abcdefg\nh\ti"
    assert csv_rows(["a\x00b\x0bc\ud800d"])[1] == ["abcd"]


def test_text_that_excel_reads_as_something_else():
    cells = xlsx_cells(["#N/A", "_x003D_1", "x" * 40_000, "=1"])[0]
    assert [cell.data_type for cell in cells] == ["s"] * 4
    assert cells[0].value == "#N/A"
    assert cells[1].value in {"_x005F_x003D_1", "_x003D_1"}  # escaped in the file; a reader may undo it
    assert len(cells[2].value) == 32_767


def test_separator_quote_and_line_end_stay_in_their_cell():
    assert csv_rows(['a;b"c\nd', "e"])[1] == ['a;b"c\nd', "e"]


@pytest.mark.parametrize(
    "name, file_name",
    [
        ("Chiffres 2026", "chiffres-2026.csv"),
        ("../../etc/passwd", "etcpasswd.csv"),
        ('a"\r\nSet-Cookie: b=c', "a-set-cookie-bc.csv"),
        ("Été à l’Europe", "ete-a-leurope.csv"),
        ("…", "export.csv"),
        ("a" * 300, "a" * 80 + ".csv"),
    ],
)
def test_file_name_is_safe(name, file_name):
    response = Export(name, Sheet("", ["A"], [])).response("csv")
    assert response["Content-Disposition"] == f'attachment; filename="{file_name}"'
    assert response["Cache-Control"] == "private, no-store"


def test_rows_are_read_as_the_file_is_written():
    read = []

    def rows():
        for number in range(3):
            read.append(number)
            yield [number]

    lines = Export("essai", Sheet("", ["A"], rows())).csv_lines()
    next(lines), next(lines)
    assert read == []
    next(lines)
    assert read == [0]


def test_sheet_titles_that_excel_refuses():
    titles = ["Par bailleur : a/b [c] * ? \\ " + "long " * 9, "'", "Été"]
    book = xlsx_book(*(Sheet(title, ["A"], []) for title in titles))
    assert book.sheetnames == ["Par bailleur a b c long long lo", "2", "Été"]
    assert book.worksheets[0].freeze_panes == "A2"
