"""The team's lists, the form of an event and its dates, calls to make, failed messages, “My work”."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.roles import Role
from engagement.enums import MessageState
from engagement.models import Message
from events.enums import Kind
from events.models import Event, Session
from events.staff_home import lines_of
from tests import factories

pytestmark = pytest.mark.django_db
TYPED = {"title": "Autre", "kind": "workshop", "dates-TOTAL_FORMS": "0", "dates-INITIAL_FORMS": "0"}
NEW = "activity_events:add"


@pytest.fixture
def facilitator(client):
    client.force_login(user := factories.staff(Role.FACILITATOR))
    return user


# Who may open what

MESSAGES = ["calls_to_make:index", "failed_messages:index", "delivery_log:index"]
LISTS = ["activity_events:index", "activity_sessions:index", *MESSAGES, NEW]


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        (Role.FACILITATOR, [200, 200, 200, 200, 200, 200]),
        (Role.ARTEMIS, [200, 200, 200, 200, 200, 403]),
        (Role.LANDLORD, [200, 200, 302, 302, 302, 403]),
        (Role.LEAD, [200, 200, 302, 302, 302, 403]),
        (Role.EDITOR, [200, 302, 302, 302, 302, 403]),
        (None, [302, 302, 302, 302, 302, 302]),
    ],
)
def test_lists_for_each_role(client, role, statuses):
    client.force_login(factories.staff(role))
    assert [client.get(reverse(name)).status_code for name in LISTS] == statuses


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ARTEMIS, Role.LANDLORD, Role.LEAD])
def test_only_facilitators_write_events(client, role):
    session = factories.session()
    client.force_login(factories.staff(role))
    address = reverse("activity_events:edit", args=[session.event.pk])
    assert client.get(address).status_code == 403
    assert client.post(address, TYPED).status_code == 403
    assert client.post(reverse(NEW), TYPED).status_code == 403
    assert list(Event.objects.values_list("title", flat=True)) == [session.event.title]


def test_menu_shows_what_the_role_opens(client):
    labels = {}
    for role in (Role.FACILITATOR, Role.LEAD, Role.EDITOR):
        client.force_login(factories.staff(role))
        page = client.get(reverse("wagtailadmin_home")).text
        labels[role] = [name for name in LISTS[:4] if f'"{reverse(name)}"' in page]
    assert labels == {Role.FACILITATOR: LISTS[:4], Role.LEAD: LISTS[:2], Role.EDITOR: LISTS[:1]}


# Lists


@pytest.mark.parametrize("name", LISTS[:2])
def test_same_number_of_queries_for_1_and_30_rows(client, facilitator, name):
    def queries(sessions: int) -> int:
        for _ in range(sessions):
            factories.registration(session=factories.published_session())
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(name)).status_code == 200
        return len(captured)

    assert queries(1) == queries(29)


def listed(client, **query) -> list[Session]:
    return list(client.get(reverse("activity_sessions:index"), query).context["object_list"])


def test_sessions_by_time(client, facilitator):
    today = factories.session(starts_at=timezone.now() + timedelta(seconds=5))
    later = factories.session(starts_at=factories.soon(20))
    over, held = factories.session(starts_at=factories.soon(-3)), factories.held_session(starts_at=factories.soon(-9))
    assert listed(client) == [today, later]
    assert listed(client, when="week") == [today]
    assert listed(client, when="to_close") == [over]
    assert listed(client, when="past") == [over, held]
    assert listed(client, when="all") == [later, today, over, held]


def test_sessions_by_place_kind_and_word(client, facilitator):
    one = factories.session(event=factories.event(title="Robinet", kind=Kind.OUTDOOR))
    two = factories.session(event=factories.event(title="Peinture"))
    assert listed(client, neighbourhood=one.venue.neighbourhood.pk) == [one]
    assert listed(client, kind=Kind.WORKSHOP) == [two]
    assert listed(client, q="robin") == [one]
    assert listed(client, q="%") == []


@pytest.mark.parametrize(
    "query",
    [{"when": "zzz"}, {"neighbourhood": "10000000"}, {"kind": "<b>"}, {"q": "a\x00b"}, {"q": "x" * 5000}, {"p": "-1"},
     {"p": "10000000000"}, {"ordering": "event__pk;--"}],
)  # fmt: skip
def test_odd_addresses_show_a_list(client, facilitator, query):
    factories.session()
    assert client.get(reverse("activity_sessions:index"), query).status_code in {200, 404}
    assert client.get(reverse("activity_events:index"), query).status_code in {200, 404}


def test_a_landlord_partner_lists_its_sessions_and_events_only(client):
    owner = factories.landlord()
    own = factories.session(event=factories.event(landlords=[owner]))
    near = factories.session(venue=factories.venue(neighbourhood=factories.neighbourhood(owner)))
    factories.session()
    client.force_login(factories.staff(Role.LANDLORD, landlord=owner))
    assert set(listed(client)) == {own, near}
    events = client.get(reverse("activity_events:index")).context["object_list"]
    assert set(events) == {own.event, near.event}


def test_the_list_of_events_says_how_each_stands(client, facilitator):
    live = factories.published_session(starts_at=factories.soon(5)).event
    factories.session(event=live, starts_at=factories.soon(3))
    none = factories.event()
    found = {e: e for e in client.get(reverse("activity_events:index")).context["object_list"]}
    assert (found[live].number, found[live].is_live, found[live].next_at) == (
        2, True, live.sessions.earliest("starts_at").starts_at,
    )  # fmt: skip
    bare = found[none]
    assert (bare.number, bare.is_live, bare.has_page, bare.next_at) == (0, False, False, None)
    for query, expected in (({"page": "live"}, live), ({"page": "draft"}, none), ({"coming": "no"}, none)):
        assert list(client.get(reverse("activity_events:index"), query).context["object_list"]) == [expected]


# Messages that wait for somebody


def test_a_call_is_listed_and_recorded_once(client, facilitator):
    entry = factories.registration(person=factories.person(phone="+33261910000"), name="Mme Appel")
    call = factories.message(entry, template="promoted")
    page = client.get(reverse("calls_to_make:index")).text
    assert "Mme Appel" in page and "tel:+33261910000" in page
    for _ in range(2):
        assert client.post(reverse("calls_to_make:called", args=[call.pk])).status_code == 302
    call.refresh_from_db()
    assert call.state == MessageState.SENT
    assert ModelLogEntry.objects.filter(action="engagement.message.called").count() == 1
    assert "Mme Appel" not in ModelLogEntry.objects.get(action="engagement.message.called").label


def test_an_email_cannot_be_ticked_as_called(client, facilitator):
    mail = factories.message(factories.registration())
    assert client.post(reverse("calls_to_make:called", args=[mail.pk])).status_code == 404
    mail.refresh_from_db()
    assert mail.state == MessageState.QUEUED


def test_a_failed_message_is_sent_again_once(client, facilitator):
    entry = factories.registration(name="M. Échec")
    mail = factories.message(entry, state=MessageState.FAILED, attempts=6, last_error="550")
    page = client.get(reverse("failed_messages:index")).text
    assert "M. Échec" in page and "550" in page
    for _ in range(2):
        assert client.post(reverse("failed_messages:resend", args=[mail.pk])).status_code == 302
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (MessageState.QUEUED, 0)
    assert ModelLogEntry.objects.filter(action="engagement.message.resend").count() == 1


@pytest.mark.parametrize("role", [None, Role.EDITOR, Role.ARTEMIS, Role.LANDLORD, Role.LEAD])
def test_only_facilitators_see_to_messages(client, role):
    call = factories.message(factories.registration(person=factories.person(phone="+33261910000")))
    mail = factories.message(factories.registration(), state=MessageState.FAILED)
    client.force_login(factories.staff(role))
    client.post(reverse("calls_to_make:called", args=[call.pk]))
    client.post(reverse("failed_messages:resend", args=[mail.pk]))
    assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == ["queued", "failed"]


# My work


def test_my_work_counts_what_its_links_show(client, facilitator):
    factories.session(starts_at=timezone.now() + timedelta(seconds=30))
    factories.session(starts_at=factories.soon(30))
    factories.session(starts_at=factories.soon(-2))
    by_phone = factories.person(phone="+33261910000")
    factories.message(factories.registration(person=by_phone, session=Session.objects.first()))
    lines = lines_of(facilitator)
    assert [line["count"] for line in lines] == [1, 1, 1, 0]
    for each in lines[:2]:
        assert len(client.get(each["url"]).context["object_list"]) == each["count"]
    assert 'class="hb-work"' in client.get(reverse("wagtailadmin_home")).text


@pytest.mark.parametrize(
    ("role", "lines"), [(Role.ARTEMIS, 3), (Role.LEAD, 1), (Role.LANDLORD, 1), (Role.EDITOR, 0), (None, 0)]
)
def test_my_work_shows_what_the_role_may_see(role, lines):
    owner = factories.landlord()
    factories.session(starts_at=timezone.now() + timedelta(seconds=30))
    found = lines_of(factories.staff(role, landlord=owner))
    assert len(found) == lines
    if role == Role.LANDLORD:
        assert found[0]["count"] == 0
