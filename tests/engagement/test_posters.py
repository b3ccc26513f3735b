"""A sheet to hang: one page whatever the words, whose code and text can be read back."""

import re
import sys
import time
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from django.core.cache import cache
from django.utils import translation
from pypdf import PdfReader

from core.errors import DomainError
from core.models import SiteSettings
from engagement.models import ShortLink
from engagement.posters import LINE, MESSAGE, TITLE, Paper, Poster, cut
from tests.support import pdf_libs
from tests.support.machine import nothing_may_be_skipped

pytestmark = pytest.mark.django_db
SIZES = {Paper.A4: (210, 297), Paper.A5: (148, 210), Paper.CARD: (105, 148)}  # millimetres
ARABIC = "أغلقوا باب المدخل بهدوء"


@pytest.fixture(scope="module", autouse=True)
def libraries():
    if not pdf_libs.are_here():
        missing = "Missing: the libraries for PDF: run `make pdf-libs`"
        pytest.fail(missing) if nothing_may_be_skipped() else pytest.skip(missing)


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


def poster(**fields) -> Poster:
    defaults = {"title": "Halls partagés", "message": "Un hall dégagé.", "link": ShortLink(code="K7MX29")}
    return Poster(**defaults | {"drawing": "hall-shared", "tint": "neighbours", "facts": ["Toute l’année"]} | fields)


def made(of: Poster, paper=Paper.A4, **portal) -> bytes:
    return of.render(paper, SiteSettings(**portal))


def text_of(sheet: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(sheet)).pages).split())


def code_on(sheet: bytes) -> list[str]:
    picture = pypdfium2.PdfDocument(sheet)[0].render(scale=2).to_pil()
    return [found.text for found in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("paper", Paper)
def test_sheet_is_one_page_of_its_size_whose_code_and_words_are_read_back(paper, settings):
    settings.SITE_URL = "https://habiter.example"
    full = poster(facts=["Toute l’année", "Sanitas"], actions=["Fermez la porte"], contact="Au 12, rue du Test")
    sheet = made(full, paper, contact_phone="0247000000")
    [page] = PdfReader(BytesIO(sheet)).pages
    assert tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:]) == SIZES[paper]
    assert code_on(sheet) == ["https://habiter.example/q/K7MX29"]
    said = text_of(sheet)
    for words in ("Halls partagés", "Un hall dégagé.", "Toute l’année", "Sanitas", "habiter.example/q/K7MX29",
                  "Au 12, rue du Test", "02 47 00 00 00"):  # fmt: skip
        assert words in said.replace("\xa0", " ")
    assert ("Fermez la porte" in said) == (paper != Paper.CARD)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("title", ["Réparer ensemble " * 18, "W" * 300, f"{ARABIC} Réparer " * 8, "x"])
def test_title_of_any_length_stays_on_one_page_with_its_code(title, paper):
    heavy = poster(title=title[:300], message=title * 3, facts=[title] * 3, actions=[title] * 9, contact=title[:120])
    sheet = made(heavy, paper)
    assert len(PdfReader(BytesIO(sheet)).pages) == 1
    assert code_on(sheet) == ["http://localhost:8000/q/K7MX29"]


def test_type_steps_down_then_the_title_is_cut_at_a_word():
    lengths = [10, 40, 70, 120]
    assert [TITLE.fit("a" * length) for length in lengths] == [("a" * n, step) for step, n in enumerate(lengths, 1)]
    long = "Réparer ensemble " * 18
    shown, step = TITLE.fit(long)
    assert (len(shown) <= 130, step) == (True, 4)
    assert re.fullmatch(r"(Réparer ensemble )+Réparer( ensemble)?…", shown)
    assert long.startswith(shown[:-1])
    assert MESSAGE.fit("b" * 500) == ("b" * 239 + "…", 2)


@pytest.mark.parametrize(
    ("text", "longest", "short"),
    [
        ("court", 10, "court"),
        ("un deux trois quatre", 14, "un deux trois…"),
        ("x" * 40, 10, "x" * 9 + "…"),
        ("", 5, ""),
    ],
)
def test_cut(text, longest, short):
    assert cut(text, longest) == short


def test_words_are_taken_literally():
    sheet = made(poster(title="<b>{{ x }}</b> & co", message='"><script>alert(1)</script>', facts=["=1+1 " * LINE]))
    said = text_of(sheet)
    assert "<b>{{ x }}</b> & co" in said
    assert "<script>alert(1)</script>" in said


def test_arabic_sheet_is_in_arabic():
    with translation.override("ar"):
        sheet = made(poster(title=ARABIC))
    reader = PdfReader(BytesIO(sheet))
    assert reader.trailer["/Root"]["/Lang"] == "ar"
    assert len(reader.pages) == 1
    assert code_on(sheet) == ["http://localhost:8000/q/K7MX29"]


def test_unknown_drawing_and_no_facts_leave_a_sheet():
    assert len(PdfReader(BytesIO(made(poster(drawing="nothing", facts=[], message="")))).pages) == 1


def test_sheet_is_made_once_and_again_when_a_word_or_the_identity_changes():
    first = made(poster())
    assert made(poster()) is not None
    assert made(poster()) == first
    assert "Portes ouvertes" in text_of(made(poster(title="Portes ouvertes")))
    assert "Chez nous" in text_of(made(poster(), name="Chez nous"))


def test_sheet_takes_less_than_two_seconds():
    made(poster(title="La première charge les polices"))
    began = time.process_time()
    made(poster(title="Réparer ensemble " * 18, actions=["Fermez la porte du hall"] * 5))
    assert time.process_time() - began < 2


def test_machine_without_what_makes_documents_refuses_in_words(monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with translation.override("en"), pytest.raises(DomainError, match="cannot be made now"):
        made(poster())
