"""A volunteer syndic of 24 flats finds what the law asks of her, and what to vote: keyboard only, no script."""

import pytest

from home import copro_rules, structure
from tests.support.browser import assert_axe

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.browser]

MOST_TABS = 120


def tab_to(page, selector: str) -> None:
    """Press Tab until the element has the focus, as somebody without a mouse does."""
    for _ in range(MOST_TABS):
        if page.locator(selector).and_(page.locator(":focus")).count():
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {selector} on {page.url}")


def enter(page) -> None:
    """Press Enter where it leads to another address."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def open_link(page, selector: str) -> None:
    tab_to(page, selector)
    enter(page)


def type_in(page, name: str, text: str) -> None:
    tab_to(page, f"#id_{name}")
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def choose(page, name: str, value: str) -> None:
    """Move through a list with the arrows until it has the value."""
    tab_to(page, f"#id_{name}")
    for _ in range(40):
        if page.locator(f"#id_{name}").input_value() == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{name} never becomes {value}")


def test_from_the_section_to_the_vote(page_no_js):
    structure.set_up()
    copro_rules.load()
    page = page_no_js
    page.goto("/copropriete/")
    assert_axe(page)
    open_link(page, "main a[href$='/mes-obligations/']")
    assert_axe(page)
    answer_with_a_mistake(page)
    put_it_right(page)
    late = page.locator("section[aria-labelledby=etat-late]")
    assert late.locator(".duty__title").all_inner_texts() == [
        "Faire établir le projet de plan pluriannuel de travaux",
        "Faire réaliser le DPE collectif",
    ]
    open_link(page, "#devoir-plan-pluriannuel a[href*='decision=adopter-le-plan']")
    assert "Article 25" in page.locator(".majority").inner_text()
    count_the_votes(page)


def answer_with_a_mistake(page) -> None:
    type_in(page, "lots", "vingt-quatre")
    type_in(page, "permis", "1974")
    type_in(page, "reception", "1976")
    choose(page, "syndic", "benevole")
    choose(page, "dpe", "aucun")
    choose(page, "plan", "aucun")
    open_link(page, "main form button[type=submit]")
    assert_axe(page)
    assert page.locator(".error-summary a").count() == 1
    assert page.locator("#id_permis").input_value() == "1974"
    assert page.locator("#id_syndic").input_value() == "benevole"


def put_it_right(page) -> None:
    open_link(page, ".error-summary a")
    type_in(page, "lots", "24")
    enter(page)
    assert_axe(page)
    assert "lots=24" in page.url


def count_the_votes(page) -> None:
    tab_to(page, "main form summary")
    page.keyboard.press("Enter")
    type_in(page, "total", "1000")
    type_in(page, "pour", "400")
    type_in(page, "contre", "150")
    enter(page)
    assert page.locator(".majority .notice--warning").count() == 1
    assert_axe(page)
    said = page.locator(".majority").inner_text()
    assert "501" in said and "[nom du professionnel]" in said
