"""What the daily tasks of the team ask, counted in a browser; `pytest -s` on this file prints it."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.models import Theme
from events.enums import Attendance, SessionStatus
from events.models import Registration, Session
from tests import factories
from tests.events.session_posts import at, begun
from tests.events.test_two_doors import sign_in
from tests.support.effort import Effort

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.browser]


@pytest.fixture
def staff_page(page):
    sign_in(page, factories.staff(Role.FACILITATOR))
    return page


def test_household_is_added_by_telephone_in_under_thirty_seconds(staff_page):
    session = factories.published_session(capacity=12)
    factories.neighbourhood(name="Sanitas", slug="sanitas")
    staff_page.goto(at(session))
    effort = Effort("Add a household by telephone")
    effort.press(staff_page.locator("nav.hb-jump a", has_text="Ajouter"))
    effort.press(staff_page.locator("#add summary"))
    effort.type(staff_page.locator("#add [name$=name]"), "Awa Diallo")
    effort.type(staff_page.locator("#add [name$=under_6]"), "1")
    effort.type(staff_page.locator("#add [name$=from_12]"), "2")
    effort.type(staff_page.locator("#add [name$=-phone]"), "0261910001")
    effort.press(staff_page.locator("#add [type=submit]"))
    staff_page.get_by_text("Place confirmée pour Awa Diallo").wait_for()
    entry = Registration.objects.get(session=session)
    assert (entry.name, entry.origin, str(entry.person.phone)) == ("Awa Diallo", "phone", "+33261910001")
    assert (entry.seats, entry.ages) == (4, {"0-5": 1, "12-17": 2})
    print(f"\n{effort}")
    assert effort.seconds < 30, effort


def test_session_is_closed_in_under_a_minute_from_the_home_of_the_team(staff_page):
    session = begun(capacity=12, ends_at=factories.soon(-0.01))
    for _ in range(6):
        factories.present(session=session)
    left = factories.registration(session=session)
    Theme.objects.create(slug="plomberie", name={"fr": "Plomberie"}, is_work=True)
    staff_page.goto(reverse("wagtailadmin_home"))
    effort = Effort("Close a session")
    effort.press(staff_page.get_by_role("link", name="Séances à clôturer"))
    effort.press(staff_page.get_by_role("link", name=session.event.title))
    effort.press(staff_page.locator("nav.hb-jump a", has_text="Clôturer"))
    effort.press(staff_page.get_by_label("Les foyers non pointés ne sont pas venus"))
    effort.press(staff_page.get_by_label("Plomberie"))
    effort.press(staff_page.get_by_role("button", name="Clôturer comme tenue"))
    staff_page.get_by_text("elle compte dans les chiffres").wait_for()
    left.refresh_from_db()
    assert (Session.objects.get(pk=session.pk).status, left.attendance) == (SessionStatus.HELD, Attendance.ABSENT)
    print(f"\n{effort}")
    assert effort.seconds < 60, effort
