"""A picture is saved once its alternative text is decided, and shown through renditions that Pillow makes."""

import gc
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from PIL import Image as Pillow
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form

from core.forms import ImageForm
from core.models import CustomImage

pytestmark = [
    pytest.mark.django_db,
    # Wagtail's own: it leaves the spooled file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"),
]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    yield
    gc.collect()


def png(width=1200, height=800) -> bytes:
    file = BytesIO()
    Pillow.new("RGB", (width, height), "#0b5a63").save(file, "PNG")
    return file.getvalue()


def image(**fields) -> CustomImage:
    file = ImageFile(ContentFile(png(), name="robinet.png"), name="robinet.png")
    return CustomImage.objects.create(**{"title": "Robinet", "file": file} | fields)


def form(content=None, name="robinet.png", **data):
    files = {"file": SimpleUploadedFile(name, png() if content is None else content, "image/png")}
    made = get_image_form(get_image_model())({"title": "Robinet"} | data, files, instance=CustomImage())
    # Which collection is the choice of the admin screen, not of this form.
    made.fields.pop("collection", None)
    return made


def test_wagtail_uses_our_form_for_our_image():
    assert get_image_model() is CustomImage
    assert issubclass(get_image_form(CustomImage), ImageForm)


@pytest.mark.parametrize("decided", [{}, {"description": "   "}, {"description": "Un robinet", "is_decorative": "on"}])
def test_form_refuses_a_picture_whose_alternative_text_is_not_decided(decided):
    refused = form(**decided)
    assert not refused.is_valid()
    assert [error.code for error in refused.errors.as_data()["__all__"]] == ["alternative-text"]
    assert CustomImage.objects.count() == 0


def test_form_takes_a_described_picture_and_pages_say_its_text():
    taken = form(description="Un robinet qui goutte")
    assert taken.is_valid(), taken.errors
    assert taken.save().default_alt_text == "Un robinet qui goutte"


def test_form_takes_a_decorative_picture_and_pages_stay_silent():
    taken = form(is_decorative="on")
    assert taken.is_valid(), taken.errors
    assert taken.save().default_alt_text == ""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("dessin.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("page.png", b"<html><script>alert(1)</script></html>"),
        ("robinet.png.html", None),
        ("vide.png", b""),
    ],
)
def test_form_refuses_what_is_not_a_picture(name, content):
    refused = form(content, name, description="Un robinet")
    assert not refused.is_valid()
    assert "file" in refused.errors


def test_rendition_is_made_by_pillow_at_the_asked_width():
    rendition = image(description="Un robinet").get_rendition("width-640|format-webp")
    assert (rendition.width, rendition.height) == (640, 426)
    with rendition.file.open() as file, Pillow.open(file) as made:
        assert (made.format, made.size) == ("WEBP", (640, 426))


def test_rendition_is_made_once():
    picture = image(is_decorative=True)
    assert picture.get_rendition("width-320").pk == picture.get_rendition("width-320").pk
    assert picture.renditions.count() == 1


def test_small_picture_is_not_enlarged():
    file = ImageFile(ContentFile(png(100, 50), name="petite.png"), name="petite.png")
    rendition = image(file=file, is_decorative=True).get_rendition("width-640")
    assert (rendition.width, rendition.height) == (100, 50)


@pytest.mark.parametrize(
    ("fields", "alt"),
    [({"description": "Un robinet"}, "Un robinet"), ({"is_decorative": True, "description": "x"}, "")],
)
def test_image_tag_gives_the_decided_text(fields, alt):
    source = "{% load wagtailimages_tags %}{% image picture width-320 %}"
    shown = Template(source).render(Context({"picture": image(**fields)}))
    assert f'alt="{alt}"' in shown
