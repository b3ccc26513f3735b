"""Households that the team adds, lets in or takes off on the session screen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from engagement.enums import Origin
from engagement.models import Message
from events.enums import Attendance, Minors, QuestionKind, RegistrationStatus
from events.models import Answer, Registration
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


# Children by age, minors alone, the event's questions: as a household says them of itself


@pytest.mark.parametrize(("name", "prefix"), [("session_walk_in", "walk-in"), ("session_add", "add")])
def test_children_are_written_by_age_and_those_whose_age_was_not_said_are_counted(client, facilitator, name, prefix):
    session = begun()
    answers = household(prefix, adults="1", under_6="2", from_6="", from_12="1", children="1")
    assert client.post(url(name, session), answers).status_code == 302
    made = Registration.objects.get()
    assert (made.children, made.ages, made.seats) == (4, {"0-5": 2, "12-17": 1}, 5)


def test_adults_only_session_asks_no_age(client, facilitator):
    session = factories.session(event=factories.event(minors=Minors.NONE))
    fields = client.get(at(session)).context["add"].fields
    assert [name for name in fields if name in {"adults", "children", "under_6", "from_12"}] == ["adults", "children"]
    assert str(fields["children"].label) == "Enfants de moins de 18\xa0ans"


def test_minor_alone_needs_a_parent_who_agrees(client, facilitator):
    session = factories.session(event=factories.event(minors=Minors.ALONE_FROM_12))
    alone = household("add", adults="0", from_12="1", phone="0261910000")
    response = client.post(url("session_add", session), alone)
    assert (response.status_code, list(response.context["add"].errors)) == (422, ["parent_agrees"])
    agreed = {"add-parent_agrees": "on", "add-parent_phone": "02 61 91 00 01"}
    assert client.post(url("session_add", session), alone | agreed).status_code == 302
    made = Registration.objects.get()
    assert (made.adults, made.ages, made.parent_phone) == (0, {"12-17": 1}, "+33261910001")


def test_minor_under_12_is_not_added_alone_by_the_team(client, facilitator):
    session = factories.session(event=factories.event(minors=Minors.ALONE_FROM_12))
    alone = household("add", adults="0", under_6="1", parent_agrees="on", parent_phone="0261910001")
    assert client.post(url("session_add", session), alone).status_code == 422
    assert not Registration.objects.exists()


@pytest.fixture
def asked():
    """An event with a question that residents must answer, and one that hangs on it."""
    event = factories.event()
    tool = factories.question(event, required=True, order=1)
    which = factories.question(
        event, "Lequel ?", kind=QuestionKind.TEXT, required=True, order=2, depends_on=tool, depends_answer="oui"
    )
    return factories.session(event=event), tool, which


def test_questions_of_the_event_are_answered_for_the_household(client, facilitator, asked):
    session, tool, which = asked
    answers = household("add", **{tool.field_name: "oui", which.field_name: " une  perceuse "})
    assert client.post(url("session_add", session), answers).status_code == 302
    assert dict(Answer.objects.values_list("question", "value")) == {tool.pk: "oui", which.pk: "une perceuse"}
    assert "une perceuse" in client.get(at(session)).text


def test_question_not_asked_has_no_answer(client, facilitator, asked):
    session, tool, which = asked
    assert client.post(url("session_add", session), household("add")).status_code == 302
    client.post(url("session_add", session), household("add", **{tool.field_name: "non", which.field_name: "scie"}))
    assert list(Answer.objects.values_list("question", "value")) == [(tool.pk, "non")]


def test_wrong_answer_to_a_question_is_explained_and_kept(client, facilitator, asked):
    session, tool, which = asked
    typed = household("add", **{tool.field_name: "peut-être", which.field_name: "scie"})
    response = client.post(url("session_add", session), typed)
    assert (response.status_code, list(response.context["add"].errors)) == (422, [tool.field_name])
    assert response.context["add"][which.field_name].value() == "scie"
    assert not Registration.objects.exists()


def test_screen_costs_the_same_for_1_and_10_questions(client, facilitator):
    session = factories.session()

    def cost(more: int) -> int:
        for _n in range(more):
            factories.question(session.event)
        client.get(at(session))
        with CaptureQueriesContext(connection) as queries:
            client.get(at(session))
        return len(queries)

    assert cost(1) == cost(9)
