"""Every kind of page in a real browser: light and dark, French and Arabic, small and wide, whole and half loaded."""

import re

import pytest
from django.template.loader import render_to_string

from tests.support import vnu
from tests.support.browser import axe_findings, watched_page
from tests.support.machine import Missing, nothing_may_be_skipped
from tests.support.shells import CROWD, LANGUAGES, Shells, standing
from tests.test_house import ROOT

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.browser]

# 320 × 256 is also what is left of a screen of 1280 × 1024 at a zoom of 400 %.
SMALL = {"width": 320, "height": 256}
WIDE = {"width": 1280, "height": 900}
# The style guide shows a part of a page many times: the same landmark comes back by its nature.
MANY_TIMES = ["landmark-unique"]


@pytest.fixture(scope="module")
def shells(django_db_setup, django_db_blocker, browser) -> Shells:
    with standing(django_db_blocker) as built:
        yield built


@pytest.fixture
def _django_db_helper(shells):
    """Take the place of pytest-django's own: it would empty the database under the site after each test."""


@pytest.fixture(scope="module")
def reader(browser, shells):
    """One browser context for all pages, with the keys to the signed page and to the style guide."""
    with watched_page(browser, shells.origin) as page:
        page.context.add_cookies(shells.cookies)
        yield page


@pytest.fixture
def fresh(browser, shells):
    """A context of its own for a page that is tampered with."""
    with watched_page(browser, shells.origin, viewport=SMALL) as page:
        page.context.add_cookies(shells.cookies)
        yield page


def overflow(page) -> str:
    """Return what sticks out of the page at the side, or nothing."""
    return page.evaluate(
        """() => {
          const root = document.documentElement, room = root.clientWidth;
          if (root.scrollWidth <= room) return '';
          const out = [...document.querySelectorAll('body *')].filter((e) => {
            const box = e.getBoundingClientRect();
            return box.width > 1 && (box.right > room + 1 || box.left < -1);
          });
          const names = out.slice(0, 5).map((e) => `${e.tagName}.${e.getAttribute('class') ?? ''}`);
          return `${root.scrollWidth} px wide: ${names.join(' ')}`;
        }"""
    )


def names() -> list[str]:
    return [
        "home", "guides", "guides chosen", "guides refused", "guide", "guide of 200", "guide of 3", "guide of one word",
        "guide of both directions", "simple version", "who pays", "who pays refused", "opinion", "opinion given",
        "agenda", "agenda of nothing", "agenda with proposals", "agenda of a month", "agenda of the past",
        "agenda asked wrongly", "event", "event of 200", "campaigns", "campaign", "campaign over",
        "sheet with errors", "file gone", "copro", "advice", "plain", "neighbourhoods", "neighbourhood",
        "neighbourhood of nothing", "search", "search with results", "search misspelt", "search in danger",
        "search without results", "sign-up", "full sign-up", "received", "signed",
        "style guide", "404", "advice form", "advice followed", "my advice requests", "advice list sent", "advice list",
        "advice link unknown", "duties asked", "duties of 50 lots", "duties of nothing known", "duties with mistakes",
        "majority asked", "majority counted", "majority with mistakes", "copro models", "copro words",
    ]  # fmt: skip


def test_no_kind_of_page_is_forgotten(shells):
    assert sorted(shells.addresses) == sorted(names())


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", names())
def test_page_is_sound_in_the_light_and_in_the_dark(reader, shells, name, code):
    """Axe finds nothing, wide by day and small by night; nothing sticks out at the side, nothing is outside main."""
    rules = MANY_TIMES if name == "style guide" else []
    found = []
    reader.emulate_media(color_scheme="light")
    reader.set_viewport_size(WIDE)
    answer = reader.goto(shells.addresses[name][code])
    assert answer.status == {"404": 404, "advice link unknown": 404, "file gone": 410}.get(name, 200)
    assert reader.locator("html").get_attribute("dir") == ("rtl" if code == "ar" else "ltr")
    found += [f"light, wide: {finding}" for finding in axe_findings(reader, without=rules)]
    found += [f"wide: {out}" for out in [overflow(reader)] if out]
    reader.emulate_media(color_scheme="dark")
    reader.set_viewport_size(SMALL)
    found += [f"dark, small: {finding}" for finding in axe_findings(reader, without=rules)]
    found += [f"small: {out}" for out in [overflow(reader)] if out]
    assert found == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_sign_up_with_errors_is_sound(fresh, shells, code):
    fresh.goto(shells.addresses["sign-up"][code])
    fresh.locator("main form[method=post] button[class*=button--wide]").click()
    fresh.locator(".error-summary").wait_for()
    assert overflow(fresh) == ""
    assert axe_findings(fresh) == []
    fresh.emulate_media(color_scheme="dark")
    assert axe_findings(fresh) == []


def test_two_hundred_sessions_in_a_day_are_paged(reader, shells):
    reader.set_viewport_size(SMALL)
    reader.goto(shells.addresses["agenda"]["fr"])
    assert 0 < reader.locator(".session").count() < CROWD
    assert reader.locator(".pagination a[rel=next]").count() == 1
    reader.goto(shells.crowd)
    assert overflow(reader) == ""


@pytest.mark.parametrize("name", ["home", "guide", "event", "sign-up"])
@pytest.mark.parametrize(
    "harm", ["fonts are blocked", "the style sheet stops half-way", "there is no style sheet", "there is no JavaScript"]
)
def test_page_is_read_though(browser, shells, harm, name):
    """Whatever does not arrive, the title, the text and the form are there, in their order, within the screen."""
    with watched_page(
        browser, shells.origin, viewport=SMALL, java_script_enabled=harm != "there is no JavaScript"
    ) as page:
        page.route(re.compile(r"\.woff2$"), lambda route: route.abort() if "fonts" in harm else route.continue_())
        page.route(re.compile(r"habiter\.css"), lambda route: half_or_nothing(route, harm))
        page.goto(shells.addresses[name]["fr"])
        heading, body = page.locator("h1"), page.locator("main")
        assert heading.is_visible()
        assert heading.bounding_box()["width"] > 30
        assert len(body.inner_text()) > 100
        assert page.locator("main a:visible, main button:visible").count() > 0
        if name == "sign-up":
            assert page.locator("[name=adults]").is_visible()
            page.locator("[name=adults]").fill("2")
        if harm != "there is no style sheet":
            assert overflow(page) == ""


def half_or_nothing(route, harm: str) -> None:
    if "style sheet" not in harm:
        route.continue_()
        return
    css = (ROOT / "static" / "css" / "habiter.css").read_bytes()
    route.fulfill(content_type="text/css", body=css[: len(css) // 2] if "half" in harm else b"")


def test_party_is_a_number_field_first_and_a_stepper_next(browser, shells, fresh):
    address = shells.addresses["sign-up"]["fr"]
    with watched_page(browser, shells.origin, java_script_enabled=False) as page:
        page.goto(address)
        assert page.locator("[name=adults]").get_attribute("type") == "number"
        assert page.locator(".party button").count() == 0
    fresh.goto(address)
    adults, buttons = fresh.locator("[name=adults]"), fresh.locator(".stepper:has([name=adults]) button")
    fewer, more = buttons.nth(0), buttons.nth(1)
    assert (fewer.get_attribute("aria-disabled"), more.get_attribute("aria-disabled")) == ("true", "false")
    fewer.focus()
    fresh.keyboard.press("Enter")
    assert adults.input_value() == "1"
    more.focus()
    fresh.keyboard.press("Space")
    fresh.keyboard.press("Enter")
    assert adults.input_value() == "3"
    assert fewer.get_attribute("aria-disabled") == "false"
    assert fresh.locator(".stepper:has([name=adults]) [role=status]").text_content().endswith(" 3")
    assert "Adultes" in more.get_attribute("aria-label") or "Adults" in more.get_attribute("aria-label")


def test_month_is_a_table_and_a_list_on_a_phone(reader, shells):
    reader.set_viewport_size(WIDE)
    reader.goto(shells.addresses["style guide"]["fr"])
    month = reader.locator("#month_grid-1")
    assert month.get_by_role("columnheader").count() == 7
    assert month.get_by_role("row").count() == 7
    link = month.locator("td a").first
    link.focus()
    assert link.evaluate("e => e === document.activeElement")
    reader.set_viewport_size(SMALL)
    assert month.locator("td:visible").count() == 4, "On a phone only the days that have something are shown."
    assert month.get_by_role("table").count() == 1


# The standards


@pytest.fixture(scope="module")
def checker():
    """A function that gives what the Nu HTML checker has against some files."""

    def check(files, **options):
        try:
            return vnu.findings(files, **options)
        except Missing as missing:
            pytest.fail(f"Missing: {missing}") if nothing_may_be_skipped() else pytest.skip(f"Missing: {missing}")

    return check


def without_what_we_mean(findings: list[str]) -> list[str]:
    """Leave out what the checker calls needless or wrong and we keep on purpose.

    - Roles that an element has by itself: Safari takes them away from a list without bullets, and other browsers of a
      few years ago from a table that becomes cards on a phone. Saying them again brings them back.
    - Several h1 in the style guide: it shows parts that hold the h1 of their page.
    """
    own_roles = re.compile(r"role is unnecessary for element|role.*must not be used on a “(tr|th|td)” element")
    said_again = re.compile(
        r'<(ul|ol|table|thead|tbody|tfoot|tr|th|td)\b[^>]*role="(list|table|row\w*|columnheader|cell)"'
    )
    many_heads = re.compile(r"^style-guide\..*Consider using the “h1” element as a top-level heading only")
    return [f for f in findings if not (own_roles.search(f) and said_again.search(f)) and not many_heads.search(f)]


def test_html_of_every_page_is_valid(reader, shells, checker, tmp_path):
    for name, code, address in shells.every():
        text = reader.request.get(address).text()
        (tmp_path / f"{name.replace(' ', '-')}.{code}.html").write_text(text, encoding="utf-8")
    (tmp_path / "500.html").write_text(render_to_string("500.html"), encoding="utf-8")
    assert without_what_we_mean(checker(sorted(tmp_path.glob("*.html")))) == []


def test_style_sheets_are_valid(checker):
    folder = ROOT / "static" / "css"
    assert checker([folder / "habiter.css", folder / "styleguide.css"], css=True) == []
