"""The session screen: who sees and does what, the small posts, what is refused, what is written in the audit log."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.roles import Role
from core.models import Theme
from engagement.enums import Origin
from engagement.models import Message
from events.enums import Attendance, RegistrationStatus, SessionStatus
from events.models import Registration, Session
from tests import factories
from tests.events.session_posts import at, begun, household, logged, mark, url

pytestmark = pytest.mark.django_db
WRITES = ["session_mark", "session_withdraw", "session_add", "session_walk_in", "session_headcount", "session_close",
          "session_reopen", "session_cancel"]  # fmt: skip


@pytest.fixture
def facilitator(client):
    client.force_login(user := factories.staff(Role.FACILITATOR))
    return user


# Who sees what


@pytest.mark.parametrize(
    ("role", "status", "names"),
    [
        (None, 302, False),
        (Role.EDITOR, 403, False),
        (Role.FACILITATOR, 200, True),
        (Role.ARTEMIS, 200, False),
        (Role.LEAD, 200, False),
    ],
)
def test_screen_for_each_role(client, role, status, names):
    entry = factories.registration(name="Zoé Personnelle")
    client.force_login(factories.staff(role))
    response = client.get(at(entry.session))
    assert response.status_code == status
    assert ("Zoé Personnelle" in response.text) == names
    assert (entry.person.email in response.text) == names


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ARTEMIS, Role.LEAD, Role.LANDLORD])
@pytest.mark.parametrize("name", WRITES)
def test_only_facilitators_write(client, role, name):
    owner = factories.landlord()
    entry = factories.registration(session=begun(event=factories.event(landlords=[owner])), landlord=owner)
    client.force_login(factories.staff(role, landlord=owner))
    before = (Session.objects.values().get(pk=entry.session.pk), list(Registration.objects.values()))
    more = [entry.pk] if name in {"session_mark", "session_withdraw"} else []
    answers = {"attendance": "present", "present_adults": "1", "present_children": "0", "outcome": "not_held"}
    assert client.post(url(name, entry.session, *more), answers).status_code == 403
    assert (Session.objects.values().get(pk=entry.session.pk), list(Registration.objects.values())) == before


def test_a_landlord_partner_reads_its_tenants_only(client):
    owner, other = factories.landlord(), factories.landlord()
    session = factories.session(event=factories.event(landlords=[owner]))
    factories.registration(session=session, name="Locataire Un", landlord=owner)
    factories.registration(session=session, name="Voisin Deux", landlord=other)
    factories.registration(session=session, name="Inconnu Trois", landlord=None)
    client.force_login(factories.staff(Role.LANDLORD, landlord=owner))
    response = client.get(at(session))
    assert "Locataire Un" in response.text
    assert "Voisin Deux" not in response.text and "Inconnu Trois" not in response.text
    assert response.context["screen"].hidden == 2
    assert response.context["session"].taken == 3


def test_a_landlord_partner_does_not_find_anothers_session_by_its_number(client):
    owner = factories.landlord()
    elsewhere = factories.registration(name="Voisin Deux", landlord=owner).session
    client.force_login(factories.staff(Role.LANDLORD, landlord=owner))
    for name in ("session_screen", "session_add", "session_cancel", "session_close"):
        method = client.get if name == "session_screen" else client.post
        assert method(url(name, elsewhere)).status_code == 404


def test_a_household_is_reached_through_its_own_session_only(client, facilitator):
    entry, elsewhere = factories.registration(session=begun()), begun()
    answers = {"attendance": "present", "present_adults": "1", "present_children": "0"}
    assert client.post(url("session_mark", elsewhere, entry.pk), answers).status_code == 404
    assert client.post(url("session_withdraw", elsewhere, entry.pk)).status_code == 404
    entry.refresh_from_db()
    assert (entry.attendance, entry.status) == (Attendance.UNKNOWN, RegistrationStatus.CONFIRMED)


def test_unknown_session(client, facilitator):
    assert client.get(reverse("session_screen", args=[10**9])).status_code == 404


@pytest.mark.parametrize("name", [name for name in WRITES if name != "session_cancel"])
def test_reading_changes_nothing(client, facilitator, name):
    entry = factories.registration()
    more = [entry.pk] if name in {"session_mark", "session_withdraw"} else []
    assert client.get(url(name, entry.session, *more)).status_code == 405


def test_opening_the_names_is_recorded_once_an_hour_a_user(client, facilitator):
    entry = factories.registration()
    client.get(at(entry.session))
    client.get(at(entry.session))
    assert logged("list_opened", entry.session) == 1
    ModelLogEntry.objects.update(timestamp=timezone.now() - timedelta(minutes=61))
    client.get(at(entry.session))
    assert logged("list_opened", entry.session) == 2
    client.force_login(factories.staff(Role.FACILITATOR))
    client.get(at(entry.session))
    assert logged("list_opened", entry.session) == 3


def test_numbers_alone_are_not_recorded_as_reading_names(client):
    entry = factories.registration()
    client.force_login(factories.staff(Role.ARTEMIS))
    client.get(at(entry.session))
    assert logged("list_opened", entry.session) == 0


def test_same_number_of_queries_for_1_and_30_households(client, facilitator):
    session = begun(capacity=100)
    home, owner = factories.neighbourhood(), factories.landlord()

    def queries(households: int) -> int:
        for _ in range(households):
            factories.registration(session=session, neighbourhood=home, landlord=owner)
            factories.waiting(session=session, neighbourhood=home, landlord=owner)
        client.get(at(session))  # the reading is recorded
        with CaptureQueriesContext(connection) as captured:
            assert client.get(at(session)).status_code == 200
        return len(captured)

    assert queries(1) == queries(29)


def test_the_waiting_list_shows_its_order(client, facilitator):
    session = factories.session(capacity=1)
    factories.registration(session=session)
    second = factories.waiting(session=session, joined_at=timezone.now())
    first = factories.waiting(session=session, joined_at=timezone.now() - timedelta(hours=1))
    screen = client.get(at(session)).context["screen"]
    assert [(each.rank, each.registration.pk) for each in screen.waiting] == [(1, first.pk), (2, second.pk)]


def test_names_stay_literal(client, facilitator):
    entry = factories.registration(name="<script>alert(1)</script> {{ 7 }}")
    page = client.get(at(entry.session)).text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 }}" in page


# Who came


def test_marking_present_counts_the_party_as_changed(client, facilitator):
    entry = factories.registration(session=begun(), adults=2, children=1)
    page = client.get(at(entry.session))
    form = page.context["screen"].confirmed[0].form
    assert (form["present_adults"].value(), form["present_children"].value()) == (2, 1)
    assert mark(client, entry, "present", "2", "3").status_code == 302
    entry.refresh_from_db()
    assert (entry.attendance, entry.present_adults, entry.present_children) == (Attendance.PRESENT, 2, 3)
    log = ModelLogEntry.objects.get(action="events.session.mark")
    assert (log.user, log.data) == (facilitator, {"registration": entry.pk, "attendance": "present"})


@pytest.mark.parametrize("attendance", ["excused", "absent"])
def test_who_did_not_come_is_counted_for_nobody(client, facilitator, attendance):
    entry = factories.present(session=begun(), adults=2)
    assert mark(client, entry, attendance, "", "x").status_code == 302
    entry.refresh_from_db()
    assert (entry.attendance, entry.people_present) == (attendance, 0)


@pytest.mark.parametrize(
    ("attendance", "adults", "children"),
    [("present", "0", "0"), ("present", "-1", "0"), ("present", "many", "0"), ("present", "900", "0"),
     ("present", "", "0"), ("maybe", "1", "0"), ("", "1", "0"), ("present", "1\x00", "0")],
)  # fmt: skip
def test_a_wrong_mark_is_explained_and_what_was_typed_kept(client, facilitator, attendance, adults, children):
    entry = factories.registration(session=begun())
    response = mark(client, entry, attendance, adults, children)
    assert response.status_code == 422
    assert response.context["problems"]
    form = response.context["screen"].confirmed[0].form
    assert form["present_adults"].value() == adults
    entry.refresh_from_db()
    assert entry.attendance == Attendance.UNKNOWN


def test_nothing_is_marked_in_a_closed_session(client, facilitator):
    entry = factories.registration(session=factories.held_session())
    assert mark(client, entry, "present").status_code == 422
    entry.refresh_from_db()
    assert entry.attendance == Attendance.UNKNOWN
    assert logged("mark", entry.session) == 0


# Head-count, closing, cancelling


def test_the_head_count_is_saved(client, facilitator):
    session = begun()
    answers = {"heads-adults": "7", "heads-children": "4"}
    assert client.post(url("session_headcount", session), answers).status_code == 302
    session.refresh_from_db()
    assert (session.headcount_adults, session.headcount_children) == (7, 4)


@pytest.mark.parametrize("adults", ["", "-1", "lots", "999999"])
def test_a_wrong_head_count_is_explained(client, facilitator, adults):
    session = begun()
    response = client.post(url("session_headcount", session), {"heads-adults": adults, "heads-children": "4"})
    assert response.status_code == 422
    assert list(response.context["heads"].errors) == ["adults"]
    assert response.context["heads"]["children"].value() == "4"
    session.refresh_from_db()
    assert session.headcount == 0


def test_closing_as_held_and_reopening(client, facilitator):
    work = Theme.objects.create(slug="test-works", name={"fr": "Peinture"}, is_work=True)
    session = begun()
    factories.present(session=session)
    answers = {"outcome": "held", "works": [work.pk], "note": "Bien passé"}
    assert client.post(url("session_close", session), answers).status_code == 302
    session.refresh_from_db()
    assert (session.status, session.closed_by, session.closing_note) == (SessionStatus.HELD, facilitator, "Bien passé")
    assert list(session.works_themes.all()) == [work]
    assert client.post(url("session_reopen", session)).status_code == 302
    session.refresh_from_db()
    assert (session.status, session.closed_by) == (SessionStatus.PLANNED, None)
    assert (logged("close", session), logged("reopen", session)) == (1, 1)


@pytest.mark.parametrize(("outcome", "came"), [("held", False), ("not_held", True)])
def test_closing_is_refused_when_it_does_not_add_up(client, facilitator, outcome, came):
    session = begun()
    if came:
        factories.present(session=session)
    response = client.post(url("session_close", session), {"outcome": outcome, "note": "Gardée"})
    assert response.status_code == 422
    assert response.context["problems"]
    assert response.context["closing"]["note"].value() == "Gardée"
    session.refresh_from_db()
    assert session.status == SessionStatus.PLANNED
    assert logged("close", session) == 0


def test_works_are_chosen_among_the_natures_of_works(client, facilitator):
    topic = Theme.objects.create(slug="test-topic", name={"fr": "Sommeil"}, is_work=False)
    session = begun(headcount_adults=1)
    response = client.post(url("session_close", session), {"outcome": "held", "works": [topic.pk]})
    assert list(response.context["closing"].errors) == ["works"]
    session.refresh_from_db()
    assert session.status == SessionStatus.PLANNED


def test_a_session_to_come_cannot_be_closed(client, facilitator):
    session = factories.session(headcount_adults=1)
    assert client.post(url("session_close", session), {"outcome": "held"}).status_code == 422


def test_cancelling_asks_then_tells_everybody_once(client, facilitator):
    entry = factories.registration()
    session = entry.session
    assert client.get(url("session_cancel", session)).context["told"] == 1
    session.refresh_from_db()
    assert session.status == SessionStatus.PLANNED
    for _ in range(2):
        assert client.post(url("session_cancel", session)).status_code == 302
    session.refresh_from_db()
    assert session.status == SessionStatus.CANCELLED
    assert Message.objects.filter(template="session_cancelled").count() == 1
    assert logged("cancel", session) == 1


def test_the_whole_evening_leaves_the_house_sound(client, facilitator):
    factories.home_page()
    session = begun(capacity=2)
    entry = factories.registration(session=session, origin=Origin.PAPER)
    mark(client, entry, "present")
    client.post(url("session_walk_in", session), household("walk-in", adults="3"))
    client.post(url("session_headcount", session), {"heads-adults": "1", "heads-children": "0"})
    client.post(url("session_close", session), {"outcome": "held"})
    session.refresh_from_db()
    assert session.status == SessionStatus.HELD
    call_command("check_invariants")


def test_who_came_is_told_by_age_and_origin_before_closing(client, facilitator):
    session = begun(headcount_adults=2, headcount_children=3, headcount_ages={"0-5": 2})
    factories.present(1, 2, session=session, ages={"6-11": 2}, origin=Origin.PHONE)
    factories.present(2, 2, session=session, ages={"12-17": 2}, present_children=1)  # another number than was said
    factories.registration(session=session)
    came = client.get(at(session)).context["came"]
    assert [(label.replace("\xa0", " "), people) for label, people in came.by_age] == [
        ("Adultes", 5), ("Enfants de moins de 6 ans", 2), ("Enfants de 6 à 11 ans", 2), ("Enfants, âge non dit", 2),
    ]  # fmt: skip
    assert came.by_origin == [("Site", 3), ("Téléphone", 3), ("Comptés sans nom", 5)]
    assert came.total == sum(people for _label, people in came.by_origin) == 11


def test_who_came_is_for_who_writes_and_not_before_it_begins(client, facilitator):
    assert "came" not in client.get(at(factories.session())).context
    client.force_login(factories.staff(Role.LEAD))
    assert "came" not in client.get(at(begun())).context
