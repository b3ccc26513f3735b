"""Closing a session: what adds up counts, what does not is refused by its field, two people at once close it once."""

import pytest

from accounts.roles import Role
from core.errors import DomainError
from core.models import Theme
from events import attendance, closing, registration
from events.closing import Closing
from events.enums import Attendance, NotHeld, SessionStatus, TaxAxis
from events.models import Registration, Session
from tests import factories
from tests.events.session_posts import begun, logged, mark, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def facilitator(client):
    client.force_login(user := factories.staff(Role.FACILITATOR))
    return user


def close(client, session, **answers):
    return client.post(url("session_close", session), {"outcome": "held"} | answers)


def test_closing_keeps_works_partners_axis_and_note(client, facilitator):
    entry, theme = factories.present(session=begun()), Theme.objects.create(slug="w", is_work=True)
    partner = factories.partner()
    close(client, entry.session, works=[theme.pk], partners=[partner.pk], tax_axis=TaxAxis.SOCIAL_TIES, note=" Bien. ")
    session = Session.objects.get(pk=entry.session.pk)
    assert (session.status, session.closed_by, session.closing_note) == (SessionStatus.HELD, facilitator, "Bien.")
    assert (list(session.works_themes.all()), list(session.partners_present.all())) == ([theme], [partner])
    assert session.tax_axis == TaxAxis.SOCIAL_TIES
    assert logged("close", session) == 1


def test_households_not_marked_are_said_and_settled_only_on_request(client, facilitator):
    entry = factories.present(session=begun())
    left = factories.registration(session=entry.session)
    refused = close(client, entry.session)
    assert (refused.status_code, "1 foyer n’est pas pointé" in refused.text) == (422, True)
    assert Session.objects.get(pk=entry.session.pk).status == SessionStatus.PLANNED
    close(client, entry.session, others_absent="on")
    left.refresh_from_db()
    assert (left.attendance, Session.objects.get(pk=entry.session.pk).status) == (Attendance.ABSENT, "held")


@pytest.mark.parametrize(
    ("present", "answers"),
    [
        (False, {"outcome": "held"}),
        (True, {"outcome": "not_held", "not_held_because": "weather"}),
        (False, {"outcome": "not_held"}),
        (False, {"outcome": "not_held", "not_held_because": "meteor"}),
        (True, {"outcome": "perhaps"}),
        (True, {"outcome": "held", "tax_axis": "99"}),
        (True, {"outcome": "held", "partners": "99999"}),
        (True, {"outcome": "held", "works": "eau"}),
    ],
)
def test_what_does_not_add_up_is_refused_with_what_was_typed(client, facilitator, present, answers):
    session = begun()
    if present:
        factories.present(session=session)
    refused = close(client, session, **answers, note="À garder")
    assert refused.status_code == 422
    assert "À garder" in refused.text
    assert 'role="alert" tabindex="-1" autofocus' in refused.text
    assert Session.objects.get(pk=session.pk).status == SessionStatus.PLANNED


def test_not_held_says_why(client, facilitator):
    session = begun()
    close(client, session, outcome="not_held", not_held_because="weather")
    session.refresh_from_db()
    assert (session.status, session.not_held_because) == (SessionStatus.NOT_HELD, NotHeld.WEATHER)


def test_two_people_closing_at_once_close_it_once(facilitator):
    entry = factories.present(session=begun())
    closing.close_session(entry.session.pk, facilitator, Closing(held=True, note="La première"))
    with pytest.raises(DomainError):
        closing.close_session(
            entry.session.pk, factories.staff(Role.FACILITATOR), Closing(held=True, note="La seconde")
        )
    assert Session.objects.get(pk=entry.session.pk).closing_note == "La première"


def test_same_sheet_entered_twice_counts_once(client, facilitator):
    entry = factories.registration(session=begun(), adults=2)
    for _ in range(2):
        mark(client, entry, "present", adults="2")
        attendance.count_heads(entry.session.pk, 4, 1)
    session = Session.objects.get(pk=entry.session.pk)
    came = sum(each.people_present for each in Registration.objects.filter(session=session).came())
    assert (came, session.headcount) == (2, 5)


def test_more_children_by_age_than_children_is_refused():
    session = begun()
    with pytest.raises(DomainError) as refusal:
        attendance.count_heads(session.pk, 0, 1, ages={"0-5": 1, "6-11": 1})
    assert refusal.value.field == "children"
    assert Session.objects.get(pk=session.pk).headcount == 0


def test_reopening_is_on_record_and_leaves_what_was_said(client, facilitator):
    entry = factories.present(session=begun())
    close(client, entry.session, note="Bien")
    client.post(url("session_reopen", entry.session))
    session = Session.objects.get(pk=entry.session.pk)
    assert (session.status, session.closing_note, logged("reopen", session)) == (SessionStatus.PLANNED, "Bien", 1)


def test_walk_in_is_all_or_nothing(facilitator, monkeypatch):
    session = begun()
    monkeypatch.setattr(attendance, "mark", lambda *a, **k: (_ for _ in ()).throw(RuntimeError("killed")))
    with pytest.raises(RuntimeError):
        attendance.walk_in(session.pk, registration.SignUp(name="Arrivée", adults=1), facilitator)
    assert not Registration.objects.filter(session=session).exists()
