"""The style guide looks as it was last looked at: each component beside its committed picture, with a tolerance.

`make screenshots` takes them again, for eyes to compare before they are committed. They stand at a third of their size
in few colours, below one another in one file a look: enough to see that something moved or turned grey, and light.
"""

import io
import json
import os
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from PIL import Image, ImageChops

from core import styleguide
from core.enums import Tint
from tests.support.browser import watched_page
from tests.test_house import ROOT

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).parent / "screenshots"
RECORD = FOLDER / "record.json"  # the version of Chromium; where each component stands in each file
LOOKS = {"light-ltr": ("fr", "light"), "dark-rtl": ("ar", "dark")}
ORIGIN = "http://style-guide.test"
COLOURS = 20
SAME = 0.01
MOVED = 40  # of 255: more than the smoothing of a letter's edge differs
MAX_BYTES = 300_000  # the whole style guide, twice


def taking() -> bool:
    return os.environ.get("TAKE_SCREENSHOTS") == "1"


def record() -> dict:
    return json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {"chromium": "", "places": {}}


def tolerance(browser) -> float:
    """The part of a component's pixels that may differ: more under another Chromium.

    Letters, form fields and the rounding of heights are each version's own. A lost colour, a missing part, a column
    that moved are above both.
    """
    return SAME if record()["chromium"] == browser.version else 0.12


def guide(language: str, scheme: str) -> str:
    with translation.override(language):
        context = {
            "sections": styleguide.sections(),
            "scheme": scheme,
            "tints": Tint.values,
            "direction": "rtl" if language == "ar" else "ltr",
        }
        return render_to_string("core/staff/style_guide.html", context)


def answer(route, html: str) -> None:
    """Give the guide and its files without a server: nothing here needs the database."""
    path = route.request.url.removeprefix(ORIGIN)
    if path.startswith("/static/"):
        route.fulfill(path=ROOT / path.split("?")[0].lstrip("/"))
    else:
        route.fulfill(content_type="text/html; charset=utf-8", body=html)


@pytest.fixture(scope="module", params=LOOKS)
def taken(request, browser) -> tuple[str, dict[str, Image.Image]]:
    """The name of a look and the picture of each component in it, without the words about it."""
    language, scheme = LOOKS[request.param]
    html = guide(language, scheme)
    with watched_page(browser, ORIGIN, viewport={"width": 960, "height": 900}, device_scale_factor=1 / 3) as page:
        page.route(f"{ORIGIN}/**", lambda route: answer(route, html))
        page.goto(f"{ORIGIN}/?screenshots")
        page.evaluate("document.body.classList.add('sg--bare')")
        page.evaluate("document.fonts.ready")
        pictures = {
            part.get_attribute("aria-labelledby"): picture_of(part)
            for part in page.locator(".sg__entry, .sg__section:has(#basics)").all()
        }
    return request.param, pictures


def picture_of(part) -> Image.Image:
    return Image.open(io.BytesIO(part.screenshot(animations="disabled", timeout=60_000))).convert("RGB")


def keep(look: str, pictures: dict[str, Image.Image], version: str) -> None:
    """Write the pictures of a look below one another, and where each stands."""
    whole = Image.new("RGB", (max(p.width for p in pictures.values()), sum(p.height for p in pictures.values())))
    places, top = {}, 0
    for name, picture in pictures.items():
        whole.paste(picture, (0, top))
        places[name] = [top, picture.width, picture.height]
        top += picture.height
    FOLDER.mkdir(exist_ok=True)
    few = whole.quantize(palette=whole.quantize(COLOURS), dither=Image.Dither.NONE)
    few.convert("RGB").save(FOLDER / f"{look}.webp", lossless=True, quality=100, method=6)
    written = {"chromium": version, "places": record()["places"] | {look: places}}
    RECORD.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


def kept(look: str) -> dict[str, Image.Image]:
    """Return the committed picture of each component, with the few colours of its file."""
    if not (FOLDER / f"{look}.webp").exists():
        return {}
    whole = Image.open(FOLDER / f"{look}.webp").convert("RGB").quantize(COLOURS)
    places = record()["places"][look]
    return {name: whole.crop((0, top, width, top + height)) for name, (top, width, height) in places.items()}


def in_its_colours(picture: Image.Image, other: Image.Image) -> Image.Image:
    return picture.quantize(palette=other, dither=Image.Dither.NONE).convert("RGB")


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return the part of the pixels that differ; what only one of the pictures has counts whole."""
    width, height = min(one.width, other.width), min(one.height, other.height)
    whole = max(one.width, other.width) * max(one.height, other.height)
    box, half = (0, 0, width, height), (max(width // 2, 1), max(height // 2, 1))
    # At half the size, a letter that is drawn half a pixel further is the same letter.
    shrunk = [picture.crop(box).resize(half, Image.Resampling.BOX) for picture in (one, other)]
    red, green, blue = ImageChops.difference(*shrunk).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    moved = sum(most.histogram()[MOVED:]) / (half[0] * half[1])
    return (moved * width * height + whole - width * height) / whole


def test_the_guide_looks_as_it_was_last_looked_at(taken, browser, tmp_path_factory):
    look, pictures = taken
    if taking():
        keep(look, pictures, browser.version)
    before = kept(look)
    assert list(before) == list(pictures), "Components came or went: run `make screenshots`, look, commit."
    differing = {
        name: difference(before[name].convert("RGB"), in_its_colours(picture, before[name]))
        for name, picture in pictures.items()
    }
    wrong = {name: part for name, part in differing.items() if part > tolerance(browser)}
    folder = tmp_path_factory.mktemp("screenshots")
    for name in wrong:
        pictures[name].save(folder / f"{name}.png")
    said = ", ".join(f"{name} by {part:.1%}" for name, part in wrong.items())
    assert not wrong, f"{look} differs: {said}. Now in {folder}. If that is meant: `make screenshots`, look, commit."


def test_a_change_is_seen(taken):
    """The comparison barks: at a part that is missing, at a colour that is lost, at a column that moved."""
    _look, pictures = taken
    card = pictures["component-card"]
    blank = Image.new("RGB", (card.width // 3, card.height), card.getpixel((0, 0)))
    without = card.copy()
    without.paste(blank, (0, 0))
    cut = card.crop((0, 0, card.width, int(card.height * 0.85)))
    for changed in (
        without,
        cut,
        card.convert("L").point(lambda p: p // 2).convert("RGB"),
        ImageChops.offset(card, 9, 0),
    ):
        assert difference(card, changed) > 2 * SAME
    assert difference(card, card.copy()) == 0


def test_screenshots_are_light():
    assert sum(path.stat().st_size for path in FOLDER.glob("*.webp")) <= MAX_BYTES
