"""Photos of a session: drawn anew without place or camera, with their rights, and nothing else than a picture."""

import gc
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow

from accounts.roles import Role
from core.models import CustomImage
from events.models import SessionPhoto
from tests import factories
from tests.events.session_posts import begun, url

pytestmark = [
    pytest.mark.django_db,
    # Wagtail's own: it leaves the file of a new image, and of its renditions, to the garbage collector.
    pytest.mark.filterwarnings("ignore:.*:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    yield tmp_path
    gc.collect()


@pytest.fixture
def session(client):
    client.force_login(factories.staff(Role.FACILITATOR))
    return begun()


def jpeg(width=800, height=600, *, place=True) -> bytes:
    exif = Pillow.Exif()
    if place:
        exif[0x010F], exif[0x8825] = "Camera Brand", {1: "N", 2: (47.0, 23.0, 0.0)}
        exif[0x0112] = 6  # taken with the telephone upright
    file = BytesIO()
    Pillow.new("RGB", (width, height), "#0b5a63").save(file, "JPEG", exif=exif)
    return file.getvalue()


def send(client, session, content: bytes, name="photo.jpg", **answers):
    typed = {"photo-caption": "Une main pose un joint", "photo-credit": "L’équipe", "photo-people_agreed": "on"}
    return client.post(url("session_photo", session),
                       typed | answers | {"photo-file": SimpleUploadedFile(name, content)})  # fmt: skip


def test_photo_is_kept_upright_without_its_place_and_camera(client, session):
    send(client, session, jpeg())
    photo = SessionPhoto.objects.get()
    assert (photo.caption, photo.image.description, photo.image.credit) == (
        "Une main pose un joint", "Une main pose un joint", "L’équipe",
    )  # fmt: skip
    with photo.image.file.open() as file:
        content = file.read()
    with Pillow.open(BytesIO(content)) as kept:
        assert (kept.size, dict(kept.getexif())) == ((600, 800), {})
    assert b"Camera Brand" not in content


def test_photo_of_fifty_megapixels_is_scaled_down(client, session):
    assert send(client, session, jpeg(8160, 6120)).status_code == 302
    image = SessionPhoto.objects.get().image
    assert max(image.width, image.height) == 2400


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "photo.svg"),
        (b"<html><script>alert(1)</script></html>", "photo.jpg"),
        (b"GIF89a" + b"\x00" * 50, "photo.gif"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 100, "photo.jpg"),
        (b"", "photo.jpg"),
    ],
)
def test_what_is_not_a_picture_is_refused_and_what_was_typed_stays(client, session, content, name):
    refused = send(client, session, content, name)
    assert refused.status_code == 422
    assert "Une main pose un joint" in refused.text
    assert (SessionPhoto.objects.count(), CustomImage.objects.count()) == (0, 0)


@pytest.mark.parametrize("missing", ["photo-caption", "photo-credit", "photo-people_agreed"])
def test_photo_without_its_words_or_rights_is_refused(client, session, missing):
    assert send(client, session, jpeg(), **{missing: ""}).status_code == 422
    assert CustomImage.objects.count() == 0


def test_hidden_name_and_long_name_do_not_matter(client, session):
    assert send(client, session, jpeg(), name="../../" + "a" * 300 + ".php.jpg").status_code == 302
    assert SessionPhoto.objects.get().image.file.name.startswith("original_images/seance-")


def test_photo_removed_is_gone_with_its_file(client, session, media):
    send(client, session, jpeg())
    photo = SessionPhoto.objects.get()
    client.post(url("session_photo_remove", session, photo.pk))
    assert (SessionPhoto.objects.count(), CustomImage.objects.count()) == (0, 0)
    assert client.post(url("session_photo_remove", begun(), photo.pk)).status_code == 404


def test_twelve_photos_are_plenty(client, session):
    for _ in range(12):
        send(client, session, jpeg(60, 40, place=False))
    assert send(client, session, jpeg(60, 40)).status_code == 422
    assert SessionPhoto.objects.count() == 12
