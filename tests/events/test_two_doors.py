"""Two telephones at two doors, one of them without a network for a while: the count is right in the end."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.roles import Role
from events.door import Mark
from events.enums import Attendance
from events.models import DoorTap, Registration, Session
from tests import factories
from tests.events.session_posts import begun
from tests.support.browser import assert_axe

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.browser]
PHONE = {"viewport": {"width": 360, "height": 780}}


@pytest.fixture
def session():
    return begun(capacity=50)


def sign_in(page, user) -> None:
    page.goto("/admin/login/")
    page.locator("[name=username]").fill(user.username)
    page.locator("[name=password]").fill(factories.PASSWORD)
    page.locator("form [type=submit]").first.click()
    page.wait_for_url("**/admin/")


def opened(new_page, session):
    page = new_page(**PHONE)
    sign_in(page, factories.staff(Role.FACILITATOR))
    page.goto(reverse("door", args=[session.pk]))
    return page


def row(page, entry):
    return page.locator(f"#h{entry.pk}")


def all_sent(page) -> None:
    expect(page.locator("[data-state]")).to_have_text(re.compile("Tout est envoyé"), timeout=15_000)


def test_two_doors_one_offline_for_a_while_end_with_the_same_right_count(new_page, session):
    families = [factories.registration(session=session, name=f"Famille {n}", adults=2, children=1) for n in range(6)]
    north, south = opened(new_page, session), opened(new_page, session)
    south.guard.allow("ERR_INTERNET_DISCONNECTED")
    south.context.set_offline(True)
    for entry in families[:4]:
        row(south, entry).get_by_role("button", name="Présent").click()
    south.locator("#walk-in summary").click()
    south.locator("#walk-in [name$=name]").fill("Arrivée Sans Réseau")
    south.locator("#walk-in [type=submit]").click()
    expect(south.locator("[data-state]")).to_have_text(re.compile("5$"))
    row(north, families[0]).get_by_role("button", name="Présent").click()  # the same household, marked alike
    row(north, families[1]).locator("a").click()  # another, of which one child came less
    row(north, families[1]).locator("input").nth(1).fill("0")
    row(north, families[1]).locator(".door__more button").first.click()
    row(north, families[5]).get_by_role("button", name="Présent").click()
    all_sent(north)
    south.context.set_offline(False)
    conflict = row(south, families[1]).get_by_role("alert")
    expect(conflict).to_contain_text("Pointé autrement", timeout=15_000)
    assert_axe(south)
    row(south, families[1]).get_by_role("button", name="Garder").click()
    all_sent(south)
    came = {entry.pk: Mark.of(entry) for entry in Registration.objects.filter(session=session).came()}
    whole = Mark(Attendance.PRESENT, 2, 1)
    assert {pk: came[pk] for pk in [e.pk for e in families if e.pk in came]} == {
        families[0].pk: whole, families[1].pk: Mark(Attendance.PRESENT, 2, 0), families[2].pk: whole,
        families[3].pk: whole, families[5].pk: whole,
    }  # fmt: skip
    assert sum(m.adults + m.children for m in came.values()) == 4 * 3 + 2 + 1
    for page in (north, south):
        page.reload()
        expect(page.locator("[data-counted]")).to_have_text("15")
    assert DoorTap.objects.filter(session=session, was_applied=False).count() == 1


def test_taps_kept_on_the_device_survive_a_closed_page(new_page, session):
    entry = factories.registration(session=session)
    page = opened(new_page, session)
    page.guard.allow("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    row(page, entry).get_by_role("button", name="Présent").click()
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(reverse("door", args=[session.pk]))
    all_sent(page)
    entry.refresh_from_db()
    assert entry.attendance == Attendance.PRESENT


def test_head_counts_of_two_doors_add_up_and_count_on(new_page, session):
    pages = [opened(new_page, session) for _ in range(2)]
    for page, adults in (*zip(pages, (3, 4), strict=True), (pages[0], 5)):
        page.locator("#heads:not([open]) > summary").click() if page.locator("#heads:not([open])").count() else None
        page.locator("#heads-adults").fill(str(adults))
        page.locator("#heads [type=submit]").click()
        all_sent(page)
        page.wait_for_timeout(200)
    assert Session.objects.get(pk=session.pk).headcount == 9


def test_search_finds_a_name_without_its_accents_or_a_reference(new_page, session):
    zoe = factories.registration(session=session, name="Zoé Lefèvre")
    other = factories.registration(session=session, name="Karim Benali")
    page = opened(new_page, session)
    page.locator("#q").fill("zoe lefevre")
    expect(row(page, other)).to_be_hidden()
    page.locator("#q").fill(other.reference)
    expect(row(page, zoe)).to_be_hidden()
    expect(row(page, other)).to_be_visible()
    page.locator("#q").focus()
    page.keyboard.press("Tab")
    assert_axe(page)
