"""Reminders: by rules of the team, once each, to who signed up before the moment and wants them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from engagement import outbox
from engagement.enums import Channel, MessageState
from engagement.models import Message
from events import reminders, scheduling
from events.enums import Moment
from events.models import ReminderRule
from tests import factories as make
from tests.events.test_manage import holder_of

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=90)


@pytest.fixture
def rule():
    """The usual rule in use, two days before by e-mail, made long ago."""
    ReminderRule.objects.filter(moment=Moment.AFTER).delete()
    ReminderRule.objects.update(modified_at=LONG_AGO)
    return ReminderRule.objects.get(hours=48)


def entry_of(days=1.5, joined_days_ago=10, **fields):
    joined_at = timezone.now() - timedelta(days=joined_days_ago)
    return make.registration(session=make.published_session(starts_at=make.soon(days)), joined_at=joined_at, **fields)


def reminded(entry) -> list[tuple[str, str]]:
    found = Message.objects.about(entry).exclude(state=MessageState.CANCELLED).order_by("pk")
    return list(found.values_list("template", "channel"))


def other_rule(**fields) -> ReminderRule:
    made = ReminderRule.objects.create(**{"hours": 24} | fields)
    ReminderRule.objects.filter(pk=made.pk).update(modified_at=LONG_AGO)
    return ReminderRule.objects.get(pk=made.pk)


def test_usual_rules_come_with_the_portal():
    rules = ReminderRule.objects.values_list("hours", "moment", "channel", "active")
    assert sorted(rules) == [
        (24, "after", "email", True), (24, "before", "call", False), (24, "before", "sms", True),
        (48, "before", "email", True),
    ]  # fmt: skip


def test_reminder_is_queued_once_whatever_the_rounds(rule):
    entry = entry_of()
    for _ in range(3):
        reminders.tick()
    assert reminded(entry) == [("reminder", "email")]


def test_two_workers_at_once_queue_one_reminder(rule):
    entry = entry_of()
    waiting = list(reminders.due(rule))  # the other worker read the same list
    reminders.tick()
    for each in waiting:
        outbox.queue_once(
            each, each.person, "reminder", "fr", channel=Channel.EMAIL, once=reminders.name(rule, each.pk)
        )
    assert reminded(entry) == [("reminder", "email")]


def test_worker_killed_midway_reminds_the_rest_next_time(rule, monkeypatch):
    entries = [entry_of() for _ in range(4)]
    monkeypatch.setattr(reminders, "A_ROUND", 3)
    assert [reminders.tick(), reminders.tick(), reminders.tick()] == [3, 1, 0]
    assert [reminded(each) for each in entries] == [[("reminder", "email")]] * 4


@pytest.mark.parametrize(
    "fields",
    [
        {"days": 3}, {"days": -0.1}, {"joined_days_ago": 0}, {"status": "waiting"}, {"status": "cancelled"},
        {"status": "offered"}, {"person": None},
    ],
)  # fmt: skip
def test_reminder_goes_to_nobody_that_it_is_not_for(rule, fields):
    entry = entry_of(**fields)
    reminders.tick()
    assert ("reminder", "email") not in reminded(entry)


def test_sign_up_after_the_moment_gets_none(rule):
    entry = entry_of(days=1.5, joined_days_ago=0.2)
    reminders.tick()
    assert reminded(entry) == []


def test_rule_made_today_does_not_make_up_for_moments_that_have_passed(rule):
    entry = entry_of()
    rule.save()
    reminders.tick()
    assert reminded(entry) == []


def test_cancelled_session_reminds_nobody(rule):
    entry = entry_of()
    scheduling.cancel_session(entry.session_id, make.staff())
    reminders.tick()
    assert reminded(entry) == [("session_cancelled", "email")]


def test_session_moved_reminds_of_its_new_date(rule):
    entry = entry_of()
    reminders.tick()
    Message.objects.update(state=MessageState.SENT)
    session, later = entry.session, make.soon(9)
    dates = scheduling.Dates(session.venue, later, later + timedelta(hours=1), session.capacity)
    scheduling.change_session(session.pk, dates, make.staff())
    reminders.tick()
    assert reminded(entry) == [("reminder", "email"), ("moved", "email")]
    type(session).objects.update(starts_at=make.soon(1.5), ends_at=make.soon(1.6))
    reminders.tick()
    assert reminded(entry)[2:] == [("reminder", "email")]


def test_reminder_that_could_not_leave_before_the_session_never_leaves(rule):
    entry = entry_of()
    reminders.tick()
    type(entry.session).objects.update(starts_at=make.soon(-0.01), ends_at=make.soon(0.1))
    reminders.tick()
    assert reminded(entry) == []


# Channels


def test_sms_goes_where_a_gateway_is_set(rule, settings):
    entry = entry_of(days=0.9, person=make.person(phone="+33612345678"))
    reminders.tick()
    assert reminded(entry) == []
    settings.SMS_DRIVER = "console"
    reminders.tick()
    assert reminded(entry) == [("reminder", "sms")]


def test_call_goes_to_who_has_a_telephone_only(rule):
    other_rule(channel=Channel.CALL)
    by_phone = entry_of(days=0.9, person=make.person(phone="+33612345679"))
    by_mail = entry_of(days=0.9)
    reminders.tick()
    assert (reminded(by_phone), reminded(by_mail)) == ([("reminder", "call")], [("reminder", "email")])


def test_thanks_go_to_who_came_once_the_session_is_closed_as_held(rule):
    other_rule(moment=Moment.AFTER, audience="present")
    session = make.held_session(starts_at=make.soon(-2))
    came, absent = make.present(session=session), make.registration(session=session)
    open_one = make.present(session=make.session(starts_at=make.soon(-2)))
    for _ in range(2):
        reminders.tick()
    assert [reminded(each) for each in (came, absent, open_one)] == [[("thanks", "email")], [], []]


def test_thanks_of_long_ago_are_not_sent(rule):
    other_rule(moment=Moment.AFTER, audience="present")
    came = make.present(session=make.held_session(starts_at=make.soon(-20)))
    reminders.tick()
    assert reminded(came) == []


# Opting out


def test_opt_out_on_the_signed_page_stops_reminders_and_nothing_else(rule):
    entry = entry_of()
    reminders.tick()
    client = holder_of(entry)
    assert client.get("/inscription/gerer/rappels/").status_code == 405
    client.post("/inscription/gerer/rappels/", {"wanted": "non"})
    assert reminded(entry) == []
    again = entry_of(person=entry.person)
    reminders.tick()
    assert reminded(again) == []
    scheduling.cancel_session(again.session_id, make.staff())
    assert reminded(again) == [("session_cancelled", "email")]
    client.post("/inscription/gerer/rappels/", {"wanted": "oui"})
    entry.person.refresh_from_db()
    assert entry.person.wants_reminders


def test_opt_out_without_the_key_changes_nothing(rule):
    entry = entry_of()
    assert Client().post("/inscription/gerer/rappels/", {"wanted": "non"}).status_code == 404
    entry.person.refresh_from_db()
    assert entry.person.wants_reminders
