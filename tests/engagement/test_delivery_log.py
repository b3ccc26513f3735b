"""The delivery log: every message with its state, by filters and by record, without what it said."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.roles import Role
from engagement.enums import Channel, MessageState
from engagement.staff_views import LIST_READ
from tests import factories as make
from tests.copro import asking
from tests.events.visitor import read, words

pytestmark = pytest.mark.django_db
LOG = "delivery_log:index"


@pytest.fixture(autouse=True)
def facilitator(client):
    client.force_login(make.staff(Role.FACILITATOR))


@pytest.fixture
def entry():
    return make.registration(session=make.published_session(), name="Nadia Secret")


def rows(client, **asked) -> list[str]:
    page = client.get(reverse(LOG), asked)
    assert page.status_code == 200
    return [words(row) for row in read(page).select("tbody tr")]


def test_log_shows_each_message_its_channel_and_state_and_nothing_of_its_text(client, entry):
    make.message(entry, template="offer", state=MessageState.FAILED, attempts=6, last_error="550 no such user")
    make.message(entry, channel=Channel.CALL)
    listed = rows(client)
    assert len(listed) == 2
    page = client.get(reverse(LOG)).content.decode()
    assert entry.person.email in page
    for hidden in ("Nadia Secret", entry.reference, entry.session.venue.name):
        assert hidden not in page


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"state": "failed"}, 1), ({"state": "queued"}, 2), ({"channel": "call"}, 1), ({"template": "offer"}, 1),
        ({"contact": "Nadia@"}, 3), ({"contact": "nobody@"}, 0), ({"state": "failed", "channel": "call"}, 0),
    ],
)  # fmt: skip
def test_log_is_filtered(client, asked, count):
    entry = make.registration(session=make.published_session(), person=make.person(email="nadia@example.org"))
    make.message(entry, template="offer", state=MessageState.FAILED)
    make.message(entry)
    make.message(entry, channel=Channel.CALL)
    assert len(rows(client, **asked)) == count


def test_log_of_one_record_is_linked_from_its_household(client, entry):
    make.message(entry)
    make.message(make.registration())
    line = read(client.get(entry.session.get_admin_url())).find(id=f"household-{entry.pk}")
    [link] = [a["href"] for a in line("a") if "record=" in a["href"]]
    assert len(read(client.get(link)).select("tbody tr")) == 1


@pytest.mark.parametrize(
    "asked", [{"state": "x"}, {"record": "x"}, {"record": "events.nothing:1"}, {"contact": "\x00"}, {"page": "zz"}]
)
def test_log_asked_for_what_does_not_exist_is_no_failure(client, entry, asked):
    make.message(entry)
    assert len(rows(client, **asked)) <= 1


def test_sms_that_failed_is_sent_again(client, entry):
    message = make.message(entry, channel=Channel.SMS, state=MessageState.FAILED, attempts=6)
    client.post(reverse("failed_messages:resend", args=[message.pk]))
    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.QUEUED, 0)


def test_log_costs_the_same_with_one_and_with_many(client, entry, django_assert_max_num_queries):
    make.message(entry)
    rows(client)
    with django_assert_max_num_queries(30) as one:
        rows(client)
    for _ in range(30):
        make.message(entry)
    with django_assert_max_num_queries(len(one)):
        rows(client)


def test_log_shows_each_role_the_messages_of_what_it_may_view_and_writes_that_it_was_read(client, entry):
    make.message(entry)
    asked = asking.submitted(email="karim@example.org")
    assert [asked.person.email in row for row in rows(client)] == [False]
    adviser = make.staff(Role.ARTEMIS)
    client.force_login(adviser)
    listed = rows(client)
    assert listed and all(asked.person.email in row for row in listed)
    assert ModelLogEntry.objects.filter(user=adviser, action=LIST_READ).count() == 1
