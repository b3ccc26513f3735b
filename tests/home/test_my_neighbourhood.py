"""In a browser: the neighbourhood is chosen, remembered by the device alone, forgotten in one tap."""

import pytest

from home import structure

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("laid")]
SMALL = {"width": 320, "height": 640}


@pytest.fixture
def laid(live_server):
    structure.set_up()


def choose(page, form, slug):
    page.select_option(f"#{form}", slug)
    page.locator(f"form:has(#{form}) button[type=submit]").click()
    page.wait_for_url(f"**/quartiers/{slug}/")


def test_choice_is_remembered_by_the_device_and_forgotten_in_one_tap(page, live_server):
    page.goto(live_server.url)
    choose(page, "near-home", "sanitas")
    page.goto(f"{live_server.url}/guides/")
    agenda = page.locator("nav.menu.only-wide a[data-near-agenda]")
    assert page.locator("[data-near-name]").inner_text() == "Sanitas"
    assert agenda.get_attribute("href") == "/agenda/?quartier=sanitas"
    summary = page.locator(".drop--near > summary")
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator(".drop--near [data-near-link]").get_attribute("href") == "/quartiers/sanitas/"
    page.locator(".drop--near [data-near-forget]").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("localStorage.length") == 0
    assert agenda.get_attribute("href") == "/agenda/"
    assert page.context.cookies() == []
    page.reload()
    assert page.locator("[data-near-name]").inner_text() == "Mon quartier"


def test_address_comes_before_what_the_device_remembers(page, live_server):
    page.goto(live_server.url)
    choose(page, "near-home", "sanitas")
    page.goto(f"{live_server.url}/quartiers/europe/")
    assert page.locator("[data-near-name]").inner_text() == "Europe"
    assert page.evaluate("localStorage.getItem('habiter.quartier')") == "sanitas"


def test_form_works_on_a_small_phone_without_a_script(page_no_js, live_server):
    page_no_js.set_viewport_size(SMALL)
    page_no_js.goto(live_server.url)
    page_no_js.locator("header details.only-narrow > summary").nth(1).click()
    choose(page_no_js, "near-menu", "la-rabiere")
    assert "La Rabière" in page_no_js.locator("h1").inner_text()
