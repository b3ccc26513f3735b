"""A volunteer syndic asks and follows, an adviser answers and closes: keyboard only, with axe on every screen."""

from pathlib import Path

import pytest

from accounts.roles import Role
from copro import request_letters
from copro.enums import RequestStatus
from copro.models import AdviceRequest
from tests import factories as make
from tests.copro import asking
from tests.support.browser import assert_axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture(autouse=True)
def no_waiting(settings):
    settings.FORM_MIN_SECONDS = 0


def reach(page, selector: str) -> None:
    """Go forward with the Tab key until the element has the focus."""
    for _press in range(150):
        if page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached with the keyboard")


def press(page, selector: str, key: str = "Enter") -> None:
    reach(page, selector)
    page.keyboard.press(key)


def type_in(page, selector: str, words: str) -> None:
    reach(page, selector)
    page.keyboard.type(words)


def sent(page, selector: str) -> None:
    """Press a button that leaves the page, and wait for the next one."""
    reach(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def ask(page, folder: Path) -> AdviceRequest:
    page.goto(asking.ADDRESS)
    assert_axe(page)
    reach(page, "#id_profile")
    page.keyboard.type("Syndic b")
    for selector, words in (("#id_name", "Nadia Test"), ("#id_email", "nadia@example.org")):
        type_in(page, selector, words)
    press(page, "[name=lots]", "Space")
    press(page, "[name=needs][value=diagnoses]", "Space")
    type_in(page, "#id_message", "Faut-il un DPE collectif ?")
    quote = folder / "devis.pdf"
    quote.write_bytes(asking.PDF)
    page.set_input_files("#id_files", quote)
    sent(page, "form[enctype] button[type=submit]")
    assert page.locator(".error-summary").is_visible()
    assert_axe(page)
    sent_again = page.locator("[name=kept]")
    assert sent_again.is_checked()
    press(page, ".error-summary a")
    page.keyboard.type("1 rue du Test, Tours")
    sent(page, "form[enctype] button[type=submit]")
    assert_axe(page)
    made = AdviceRequest.objects.get()
    assert page.locator(".panel__reference b").inner_text() == made.reference
    assert [file.name for file in made.files.all()] == ["devis.pdf"]
    return made


def signed_in(new_page):
    user = make.staff(Role.ARTEMIS)
    page = new_page()
    page.goto("/admin/login/")
    type_in(page, "[name=username]", user.username)
    type_in(page, "[name=password]", make.PASSWORD)
    sent(page, "[type=submit]")
    return page


def test_syndic_asks_adviser_answers_and_closes_syndic_follows(new_page, live_server, tmp_path):
    syndic = new_page(viewport={"width": 360, "height": 780})
    made = ask(syndic, tmp_path)

    adviser = signed_in(new_page)
    adviser.goto("/admin/conseil/demandes/")
    assert_axe(adviser)
    sent(adviser, f"a[href='{made.get_admin_url()}']")
    assert_axe(adviser)
    sent(adviser, "form[action$='prendre/'] button")
    type_in(adviser, "form[action$='repondre/'] textarea", "Oui, avant le 1er janvier.")
    (model := tmp_path / "modele.pdf").write_bytes(asking.PDF)
    adviser.locator("form[action$='repondre/'] input[type=file]").set_input_files(model)
    sent(adviser, "form[action$='repondre/'] button[value=answer]")
    made.refresh_from_db()
    assert made.status == RequestStatus.ANSWERED

    syndic.goto(request_letters.follow_url(made).replace("http://localhost:8000", live_server.url))
    assert "Oui, avant le 1er janvier." in syndic.locator("main").inner_text()
    assert_axe(syndic)
    reach(syndic, "#said + ol a")
    with syndic.expect_download() as download:
        syndic.keyboard.press("Enter")
    assert Path(download.value.path()).read_bytes() == asking.PDF
    type_in(syndic, "#id_text", "Merci.")
    sent(syndic, "form[action$='ajouter/'] button")

    adviser.goto(made.get_admin_url())
    assert "Merci." in adviser.locator("#journal").inner_text()
    sent(adviser, "form[action$='clore/'] button")
    made.refresh_from_db()
    assert made.status == RequestStatus.CLOSED
    adviser.goto(made.get_admin_url())  # again, without the message: axe would measure it while it fades in
    assert_axe(adviser)
