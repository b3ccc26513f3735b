"""Households that the team adds, lets in or takes off on the session screen."""

import pytest

from accounts.roles import Role
from engagement.enums import Origin
from engagement.models import Message
from events.enums import Attendance, RegistrationStatus
from events.models import Registration
from home import invariants
from tests import factories
from tests.events.session_posts import at, begun, household, logged, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def facilitator(client):
    client.force_login(user := factories.staff(Role.FACILITATOR))
    return user


def test_a_walk_in_over_capacity_is_recorded_as_an_overrun(client, facilitator):
    session = begun(capacity=1)
    factories.registration(session=session)
    response = client.post(url("session_walk_in", session), household("walk-in", adults="2"))
    assert response.status_code == 302
    made = Registration.objects.get(origin=Origin.DOOR)
    assert (made.status, made.attendance, made.people_present) == (RegistrationStatus.CONFIRMED, Attendance.PRESENT, 2)
    assert made.overrun_allowed_by == facilitator and made.overrun_reason
    assert response.url.endswith(f"#household-{made.pk}")
    assert invariants.seats_within_capacity() == []
    assert logged("walk_in", session) == 1


@pytest.mark.parametrize(("name", "prefix"), [("session_walk_in", "walk-in"), ("session_add", "add")])
def test_sent_twice_is_written_once(client, facilitator, name, prefix):
    session, answers = begun(), household(prefix)
    for _ in range(3):
        assert client.post(url(name, session), answers).status_code == 302
    assert Registration.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "prefix", "form"), [("session_walk_in", "walk-in", "walk_in"), ("session_add", "add", "add")]
)
def test_going_back_and_typing_another_household_loses_nobody(client, facilitator, name, prefix, form):
    session, answers = begun(), household(prefix)
    client.post(url(name, session), answers)
    response = client.post(url(name, session), answers | {f"{prefix}-name": "Karim Autre"})
    assert response.status_code == 422
    again = {f"{prefix}-name": "Karim Autre", f"{prefix}-submission": response.context[form]["submission"].value()}
    assert client.post(url(name, session), answers | again).status_code == 302
    assert sorted(Registration.objects.values_list("name", flat=True)) == ["Karim Autre", "Nadia Test"]


def test_a_household_whose_contact_was_erased_keeps_its_line(client, facilitator):
    entry = factories.present(session=factories.held_session(), person=None, name="")
    page = client.get(at(entry.session))
    assert page.status_code == 200
    assert [each.registration.pk for each in page.context["screen"].confirmed] == [entry.pk]


def test_adding_a_household_by_telephone(client, facilitator):
    home, owner = factories.neighbourhood(), factories.landlord()
    session = factories.published_session()
    answers = household("add", name="  Nadia   Test ", adults="2", children="1", phone="02 61 91 00 00", origin="phone",
                        lives_in=home.slug, lives_as=f"landlord:{owner.slug}", needs=["hearing"])  # fmt: skip
    assert client.post(url("session_add", session), answers).status_code == 302
    made = Registration.objects.get()
    assert (made.name, made.adults, made.children, made.origin) == ("Nadia Test", 2, 1, Origin.PHONE)
    assert (made.neighbourhood, made.landlord, made.needs) == (home, owner, ["hearing"])
    assert made.person.phone.as_e164 == "+33261910000"
    assert Message.objects.calls_to_make().count() == 1
    assert made.status == RegistrationStatus.CONFIRMED


def test_a_household_on_paper_may_leave_no_way_to_reach_it(client, facilitator):
    session = factories.session()
    assert client.post(url("session_add", session), household("add", origin="paper")).status_code == 302
    made = Registration.objects.get()
    assert (made.person, made.origin) == (None, Origin.PAPER)


def test_full_means_waiting_unless_a_reason_is_given(client, facilitator):
    session = factories.session(capacity=1)
    factories.registration(session=session)
    client.post(url("session_add", session), household("add", name="Sans Raison"))
    client.post(url("session_add", session), household("add", name="Avec Raison", over_capacity_reason="Interprète"))
    without, given = Registration.objects.get(name="Sans Raison"), Registration.objects.get(name="Avec Raison")
    assert (without.status, without.overrun_allowed_by) == (RegistrationStatus.WAITING, None)
    assert (given.status, given.overrun_allowed_by) == (RegistrationStatus.CONFIRMED, facilitator)
    assert given.overrun_reason == "Interprète"
    assert invariants.seats_within_capacity() == []


def test_nobody_waits_for_a_session_that_has_begun(client, facilitator):
    session = begun(capacity=1)
    factories.registration(session=session)
    response = client.post(url("session_add", session), household("add"))
    assert response.status_code == 422
    assert "over_capacity_reason" in response.context["add"].errors
    assert Registration.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "x" * 5000), ("name", "a\x00b"), ("adults", "0"), ("adults", "900"), ("adults", "deux"),
     ("email", "nadia@"), ("phone", "12"), ("lives_in", "atlantis"), ("origin", "door"), ("submission", "1"),
     ("over_capacity_reason", "x" * 201)],
)  # fmt: skip
def test_a_wrong_answer_is_explained_by_its_field_and_kept(client, facilitator, field, value):
    session = factories.session()
    typed = household("add", **{"children": "2", field: value})
    response = client.post(url("session_add", session), typed)
    assert response.status_code == 422
    assert list(response.context["add"].errors) == [field]
    assert len(response.context["problems"]) == 1
    assert response.context["add"]["children"].value() == "2"
    assert response.context["add"][field].value() == value
    assert not Registration.objects.exists()


def test_the_same_contact_twice_is_refused_by_the_field_that_was_typed(client, facilitator):
    session = factories.session()
    factories.registration(session=session, person=factories.person(phone="+33261910000"))
    response = client.post(url("session_add", session), household("add", phone="0261910000"))
    assert response.status_code == 422
    assert list(response.context["add"].errors) == ["phone"]
    assert Registration.objects.count() == 1


def test_freeing_places_offers_them_to_the_first_that_fits(client, facilitator):
    session = factories.published_session(capacity=1)
    entry, next_one = factories.registration(session=session), factories.waiting(session=session)
    assert client.post(url("session_withdraw", session, entry.pk)).status_code == 302
    entry.refresh_from_db()
    next_one.refresh_from_db()
    assert (entry.status, next_one.status) == (RegistrationStatus.CANCELLED, RegistrationStatus.OFFERED)
    assert logged("withdraw", session) == 1
