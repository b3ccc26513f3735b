"""Every drawing of the project is safe to put inside a page, light, and takes the page's colours."""

import re
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from core import drawings
from core.templatetags.habiter import drawing

NAMES = sorted(path.stem for path in settings.DRAWINGS_DIR.glob("*.svg"))
FORBIDDEN = {"script", "style", "text", "tspan", "foreignObject", "image", "a", "use", "animate", "set"}


def test_there_are_drawings():
    assert len(NAMES) >= 40


def test_drawings_and_sprite_are_light_together():
    files = [*settings.DRAWINGS_DIR.glob("*.svg"), *(settings.BASE_DIR / "static" / "icons").glob("*.svg")]
    assert sum(path.stat().st_size for path in files) < 250_000


@pytest.mark.parametrize("name", NAMES)
def test_drawing_is_sound(name):
    path = settings.DRAWINGS_DIR / f"{name}.svg"
    assert path.stat().st_size <= 8 * 1024
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert re.fullmatch(r"0 0 \d+ \d+", root.get("viewBox", ""))
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags & FORBIDDEN == set()
    attributes = {key.rpartition("}")[2].lower() for element in root.iter() for key in element.attrib}
    # An id would be twice in a page that shows the drawing twice; style, on… and links are what the policy forbids.
    assert [key for key in attributes if key in {"id", "style", "class", "href"} or key.startswith("on")] == []


@pytest.mark.parametrize("name", NAMES)
def test_drawing_is_read_as_one_svg_that_the_tag_can_name(name):
    source = drawings.read(name)
    assert source.startswith("<svg ")
    assert source.endswith("</svg>")
    assert source.count("<svg ") == 1
    (group,) = ElementTree.fromstring(source)
    assert group.tag == "{http://www.w3.org/2000/svg}g"


def test_choices_are_the_files_with_readable_names():
    assert [value for value, _ in drawings.choices()] == NAMES
    assert ("tap-dripping", "tap dripping") in drawings.choices()


HOSTILE = [
    "", "no-such-drawing", "../favicon", "../icons/icons", "..", ".", "/etc/passwd", "logo.svg", "logo\x00", "lo go",
    "..%2ffavicon", "drawings/logo", "-", "l" * 300,
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_unknown_name_or_traversal_gives_nothing(name):
    assert drawings.read(name) == ""
    assert drawing({}, name) == ""
    assert drawing({"drawn": set()}, name) == ""


def test_tag_without_a_name_gives_nothing():
    assert drawing({}, None) == ""


def test_drawing_without_a_text_is_hidden_from_assistive_technology():
    svg = BeautifulSoup(drawing({}, "logo"), "html.parser").svg
    assert (svg["aria-hidden"], svg["focusable"], svg.get("role")) == ("true", "false", None)


def test_drawing_with_a_text_says_it_escaped():
    svg = BeautifulSoup(drawing({}, "logo", alt='Une clé "de 12" <b>'), "html.parser").svg
    assert (svg["role"], svg["aria-label"]) == ("img", 'Une clé "de 12" <b>')
    assert svg.get("aria-hidden") is None
    assert svg.b is None


def test_page_holds_a_drawing_once_and_shows_it_again_in_the_same_frame():
    page = {"drawn": set()}
    first, again, other = drawing(page, "logo"), drawing(page, "logo", alt="Le logo"), drawing(page, "theme-water")
    shapes, used = (BeautifulSoup(svg, "html.parser").svg for svg in (first, again))
    assert shapes.g["id"] == "drawing-logo"
    assert (used["viewbox"], used["aria-label"]) == (shapes["viewbox"], "Le logo")
    assert [(tag.name, tag["href"]) for tag in used.find_all()] == [("use", "#drawing-logo")]
    assert BeautifulSoup(other, "html.parser").g["id"] == "drawing-theme-water"


@pytest.mark.django_db
def test_next_page_holds_the_drawing_again(client):
    for _ in range(2):
        ids = [tag["id"] for tag in BeautifulSoup(client.get("/nulle-part/").content, "html.parser").select("g[id]")]
        assert "drawing-logo" in ids
        assert len(ids) == len(set(ids))
