"""Files of requests: what is taken, what is refused and in which words, and that nothing of a name or a photo leaks."""

import io
import os
import tracemalloc
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from PIL import Image

from copro import attachments, uploads
from copro.models import AdviceRequest, RequestDocument
from core.errors import DomainError
from tests.copro import asking

pytestmark = pytest.mark.django_db
EXE = b"MZ" + b"\0" * 500
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.fixture(autouse=True)
def no_waiting(settings):
    settings.FORM_MIN_SECONDS = 0


def examined(name: str, content: bytes) -> tuple[str, bytes]:
    """The name and the content that would be kept of a file."""
    found = attachments.examine(asking.upload(name, content))
    with found.content as kept_content:
        return found.name, kept_content.read()


GOOD = {
    "a.pdf": asking.PDF, "a.JPG": asking.picture(), "a.jpeg": asking.picture(), "a.png": asking.picture("PNG"),
    "a.webp": asking.picture("WEBP"), "a.docx": asking.docx(), "a.odt": asking.odt(),
    "a.xlsx": asking.archive({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<workbook/>"}),
    "a.ods": asking.archive({"mimetype": attachments.MEDIA_TYPES["ods"].encode(), "content.xml": b"<a/>"}),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_plain_file_is_taken(name):
    assert examined(name, GOOD[name])[0] == name


LYING_SIZE = asking.docx(**{"word/media.xml": b"0" * 4_000_000})
HOSTILE = {
    "dessin.svg": SVG, "page.html": HTML, "programme.exe": EXE, "sans-extension": asking.PDF, "vide.pdf": b"",
    # The name says one thing, the content another
    "svg.png": SVG, "html.pdf": HTML, "exe.jpg": EXE, "pdf.docx": asking.PDF, "png.jpg": asking.picture("PNG"),
    "zip.docx": asking.archive({"a.txt": b"a"}), "xlsx.docx": GOOD["a.xlsx"], "docx.odt": asking.docx(),
    "ods.odt": GOOD["a.ods"],
    # Two extensions
    "facture.exe.pdf": asking.PDF, "plan.html.png": asking.picture("PNG"), "a.php.jpg": asking.picture(),
    "a.svg.pdf": asking.PDF, "photo\u202egpj.exe": EXE,
    # Two files in one
    "pdf+zip.pdf": asking.PDF + asking.archive({"a.exe": EXE}), "html+pdf.pdf": HTML + asking.PDF,
    "pdf+html.pdf": asking.PDF.replace(b"\n1 0", b"\n" + HTML + b"\n1 0"), "exe+docx.docx": EXE + asking.docx(),
    "docx+exe.docx": asking.docx() + EXE, "docx-comment.docx": asking.archive(
        {"word/document.xml": b"<a/>"}, comment=HTML),
    # Programs inside
    "pdf-js.pdf": asking.PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>"),
    "pdf-launch.pdf": asking.PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/Launch>>"),
    "pdf-file.pdf": asking.PDF.replace(b"/Catalog", b"/Catalog/Names<</EmbeddedFiles 2 0 R>>"),
    "macro.docx": asking.docx(**{"word/vbaProject.bin": EXE}), "object.docx": asking.docx(**{"word/embeddings/a": EXE}),
    "macro.odt": asking.archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>",
                                 "Basic/Standard/Module1.xml": b"<a/>"}),
    # Bombs
    "huge.png": asking.huge_png(), "long.png": asking.huge_png(30_000), "cut.jpg": asking.picture()[:300],
    "bomb.docx": asking.docx(**{"word/bomb.xml": b"0" * 60_000_000}),
    "many.docx": asking.docx(**{f"word/{n}.xml": b"" for n in range(3000)}),
    "traversal.docx": asking.docx(**{"../../etc/passwd": b"a"}), "lying.docx": LYING_SIZE.replace(
        (4_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")),
    "cut.docx": asking.docx()[:-30], "damaged.pdf": asking.PDF[:20],
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_in_words(name):
    with pytest.raises(DomainError) as refused:
        attachments.examine(asking.upload(name, HOSTILE[name]))
    assert refused.value.field == "files" and len(refused.value.message) > 30
    assert RequestDocument.objects.count() == 0


def test_photo_loses_what_it_says_of_itself():
    _name, content = examined("photo.jpg", asking.photo_with_place())
    image = Image.open(io.BytesIO(content))
    assert image.size == (40, 30) and not image.getexif() and not image.info.get("comment")
    assert b"Nadia" not in content and b"secret" not in content


def test_what_hides_behind_a_photo_is_gone():
    _name, content = examined("photo.jpg", asking.picture() + HTML + asking.archive({"a": EXE}))
    assert b"script" not in content and b"PK\x03\x04" not in content


def test_large_photo_is_drawn_smaller():
    _name, content = examined("photo.jpg", asking.picture(size=(6000, 4000)))
    assert Image.open(io.BytesIO(content)).size == (3000, 2000)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"), ("C:\\Users\\nadia\\devis.pdf", "devis.pdf"), ("a\r\nb.pdf", "ab.pdf"),
        ("\u202eabc.pdf", "abc.pdf"), (".pdf", "pdf"), ("", "file"), ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
    ],
)  # fmt: skip
def test_name_is_made_plain(given, shown):
    assert attachments.clean_name(given) == shown


def test_private_file_has_a_name_of_chance_outside_of_media():
    document = asking.kept(asking.submitted(), "devis-nadia.pdf")
    path = Path(document.file.path)
    assert "nadia" not in str(path.relative_to(django_settings.DATA_DIR)) and path.suffix == ""
    assert Path(django_settings.DATA_DIR) / "private" in path.parents
    assert Path(django_settings.MEDIA_ROOT) not in path.parents
    assert os.stat(path).st_mode & 0o077 == 0
    assert document.size == path.stat().st_size == len(asking.PDF)
    with pytest.raises(ValueError, match="not accessible via a URL"):
        document.file.url  # noqa: B018


# While they come


def sent(client, *files):
    return asking.send(client, files=[asking.upload(f"{n}.pdf", content) for n, content in enumerate(files)])


def pdf_of(size: int) -> bytes:
    return asking.PDF[:20] + b" " * (size - len(asking.PDF)) + asking.PDF[20:]


@pytest.mark.parametrize(
    ("sizes", "kept_count"),
    [([11], 0), ([1, 11], 1), ([9, 9, 9], 2), ([1, 1, 1, 1, 1, 1], 5)],
    ids=["one too big", "one of two too big", "too big in all", "too many"],
)
def test_what_is_above_a_cap_is_said_and_the_rest_is_kept(client, sizes, kept_count):
    files = [pdf_of(size * 1024 * 1024) + b" " * n for n, size in enumerate(sizes)]
    response = sent(client, *files)
    page = asking.read(response)
    assert response.status_code == 200 and page.select_one("#id_files_error")
    assert len(page.select("input[name=kept][checked]")) == RequestDocument.objects.count() == kept_count
    assert page.select_one("#id_message").get_text().strip() == asking.NADIA["message"]
    assert AdviceRequest.objects.count() == 0


def test_huge_stream_is_thrown_away_as_it_comes():
    """What comes after the cap is neither kept in memory nor on the disk."""

    class Request:
        META = {}

    request = Request()
    handler = uploads.CappedUpload(request)
    handler.new_file("files", "film.pdf", "application/pdf", None)
    path = handler.file.temporary_file_path()
    piece = b"%PDF-" + b"0" * 64 * 1024
    tracemalloc.start()
    with pytest.raises(uploads.SkipFile):
        for start in range(0, 500 * 1024 * 1024, len(piece)):
            handler.receive_data_chunk(piece, start)
            assert os.path.getsize(path) <= uploads.MOST_BYTES
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert request.refused_uploads == [("film.pdf", "file")] and not os.path.exists(path)
    assert peak < 2 * 1024 * 1024


def test_same_content_is_kept_once():
    documents = [
        attachments.keep(attachments.examine(asking.upload(name, asking.PDF)), uuid4()) for name in ("a.pdf", "b.pdf")
    ]
    assert asking.submitted(documents=documents).files.count() == 1
