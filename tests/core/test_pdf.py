"""Paper: the text can be read back, figures say what they show, and no file but ours goes in."""

import re
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import translation
from PIL import Image as Pillow
from pypdf import PdfReader

from core import drawings, identity, pdf
from core.models import CustomImage, SiteSettings
from tests.core.test_images import png
from tests.support import pdf_libs
from tests.support.machine import nothing_may_be_skipped

pytestmark = pytest.mark.django_db

DOCUMENT = """{% extends "print/base.html" %}{% load habiter i18n %}
{% block title %}Réparer un robinet{% endblock %}
{% block main %}
<h1>Réparer un robinet</h1>
<p class="lead">Vingt minutes, une clé, un joint neuf à 2&nbsp;€.</p>
<figure>{% drawing "theme-water" "Un robinet qui goutte" %}<figcaption>Coupez l’eau d’abord.</figcaption></figure>
<p>{% drawing "theme-water" %} Un dessin sans texte.</p>
<table><caption>Qui fait quoi</caption><thead><tr><th scope="col">Quoi</th><th scope="col">Qui</th></tr></thead>
<tbody><tr><td>Le joint</td><td>Vous</td></tr><tr><td>Le tuyau</td><td>Le bailleur</td></tr></tbody></table>
<section lang="ar" dir="rtl"><h2>إصلاح الصنبور</h2><p>أغلقوا الماء أولًا.</p></section>
{{ more|safe }}
{% endblock %}"""


@pytest.fixture(scope="module", autouse=True)
def libraries():
    if not pdf_libs.are_here():
        missing = "Missing: the libraries for PDF: run `make pdf-libs`"
        pytest.fail(missing) if nothing_may_be_skipped() else pytest.skip(missing)


@pytest.fixture
def template(settings, tmp_path):
    """The name of a document that holds a drawing, Arabic and a table."""
    (tmp_path / "document.html").write_text(DOCUMENT)
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [*engine["DIRS"], tmp_path]}]
    return "document.html"


def read(content: bytes) -> PdfReader:
    assert content.startswith(b"%PDF-1.7")
    return PdfReader(BytesIO(content))


def text_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def elements(reader: PdfReader, kind: str) -> list:
    """Return the elements of a kind in the document's structure."""

    def walk(element):
        element = element.get_object()
        if isinstance(element, int) or not hasattr(element, "get"):
            return
        if element.get("/S") == kind:
            yield element
        children = element.get("/K", [])
        for child in children if isinstance(children, list) else [children]:
            yield from walk(child)

    return list(walk(reader.trailer["/Root"]["/StructTreeRoot"]))


def test_text_can_be_read_back(template):
    reader = read(pdf.render_pdf(template, {}))
    text = text_of(reader)
    for said in (
        "Habiter",
        "Réparer un robinet",
        "2 €",
        "Coupez l’eau d’abord.",
        "Qui fait quoi",
        "Le bailleur",
        "Le joint",
    ):
        assert said in text
    assert "الماء" in text
    assert len(reader.pages) == 1
    assert [float(side) for side in reader.pages[0].mediabox[2:]] == pytest.approx([595.28, 841.89], abs=0.1)


def test_document_is_tagged_and_says_its_language_and_title(template):
    reader = read(pdf.render_pdf(template, {}))
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("fr", True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Réparer un robinet – Habiter"
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert [len(elements(reader, kind)) for kind in ("/H1", "/H2", "/Table", "/TH", "/TD")] == [1, 1, 1, 2, 4]


def test_drawing_with_a_text_is_a_figure_and_one_without_is_none(template, caplog):
    reader = read(pdf.render_pdf(template, {}))
    assert [figure["/Alt"] for figure in elements(reader, "/Figure")] == ["Un robinet qui goutte"]
    assert [record.message for record in caplog.records] == []


def test_our_faces_are_in_it(template):
    reader = read(pdf.render_pdf(template, {}))
    fonts = {str(font.get_object()["/BaseFont"]) for font in reader.pages[0]["/Resources"]["/Font"].values()}
    assert {re.sub(r"^/[A-Z]+\\+|^/", "", font).split("-")[0].split("+")[-1] for font in fonts} >= {
        "Atkinson", "Bricolage", "Readex"
    }  # fmt: skip


def test_pages_are_numbered_in_the_language_of_the_document(template):
    long = {"more": "<p>Encore une phrase, pour remplir la page.</p>" * 80}
    with translation.override("en"):
        reader = read(pdf.render_pdf(template, long))
    count = len(reader.pages)
    assert count > 2
    feet = [re.search(r"Page (\d+) of (\d+)", " ".join(page.extract_text().split())) for page in reader.pages]
    assert [foot and foot.groups() for foot in feet] == [(str(n), str(count)) for n in range(1, count + 1)]


def test_document_in_arabic_says_so(template):
    with translation.override("ar"):
        reader = read(pdf.render_pdf(template, {}))
    assert reader.trailer["/Root"]["/Lang"] == "ar"


def test_identity_of_another_authority(template, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    logo = CustomImage.objects.create(
        title="Logo", file=ImageFile(ContentFile(png(400, 100), name="logo.png"), name="logo.png"), is_decorative=True
    )
    portal = SiteSettings(name="Chez nous", authority="Ville d’Ailleurs", accent="#7a1f5c", logo=logo)
    reader = read(pdf.render_pdf(template, {"portal": portal}))
    text = text_of(reader)
    assert "Chez nous · Ville d’Ailleurs" in text
    assert "Habiter" not in text + reader.metadata.title
    assert reader.metadata.author == "Ville d’Ailleurs"
    assert [figure["/Alt"] for figure in elements(reader, "/Figure")] == ["Chez nous", "Un robinet qui goutte"]
    assert "--action:#7a1f5c;" in pdf.style_sheet(pdf.daylight("#7a1f5c"))


# Drawings


def test_every_drawing_can_be_written_out():
    colours = pdf.daylight("")
    for name, _ in drawings.choices():
        svg = pdf.plain_drawings(drawings.read(name).replace("<svg ", '<svg aria-label="x" ', 1), colours)
        assert re.findall(r"var\(|currentcolor", svg, re.IGNORECASE) == [], name
        assert svg.count("<title>x</title>") == 1, name


def test_plain_drawings_takes_tokens_then_fallbacks():
    svg = '<svg viewBox="0 0 1 1" aria-label="x"><path fill="var(--sun)" stroke="currentColor"/>'
    svg += '<path fill="var(--tint, var(--nothing, #123456))"/><path fill="var(--nothing)"/></svg>'
    ink, sun = identity.tokens()["ink"][0], identity.tokens()["sun"][0]
    plain = pdf.plain_drawings(f"<p>var(--sun)</p>{svg}", pdf.daylight(""))
    assert plain.startswith("<p>var(--sun)</p>")
    assert re.findall(r'(?:fill|stroke)="([^"]+)"', plain) == [sun, ink, "#123456", "none"]


# What goes in


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://example.org/x.png",
        "https://example.org/static/favicon.svg",
        "http://other.invalid/static/favicon.svg",
        "http://portal.invalid/media/x.png",
        "http://portal.invalid/static/../manage.py",
        "http://portal.invalid/static/%2e%2e/manage.py",
        "http://portal.invalid/static//etc/passwd",
        "http://portal.invalid/static/",
        "http://portal.invalid/static/nothing.css",
        "ftp://example.org/x",
    ],
)
def test_only_static_files_are_given(url):
    with pytest.raises(ValueError, match="tatic file"):
        pdf.static_fetcher().fetch(url)


def test_static_file_is_given_with_its_type():
    given = pdf.static_fetcher().fetch("http://portal.invalid/static/favicon.svg")
    assert (given.content_type, b"<svg" in given.read()) == ("image/svg+xml", True)


def test_foreign_picture_in_a_text_is_left_out(template, tmp_path):
    secret = tmp_path / "secret.png"
    Pillow.new("RGB", (50, 50), "red").save(secret)
    pictures = f'<img src="file://{secret}" alt="a"><img src="http://127.0.0.1:1/x.png" alt="b">'
    reader = read(pdf.render_pdf(template, {"more": pictures}))
    assert [image for page in reader.pages for image in page.images] == []
