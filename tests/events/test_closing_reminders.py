"""Facilitators are told of sessions left open: after three days, after seven, and never twice for the same."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.roles import Role
from events.closing_reminders import remind_to_close
from events.enums import SessionStatus
from events.models import Session
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def facilitator():
    factories.staff(Role.EDITOR, email="redaction@example.org")
    return factories.staff(Role.FACILITATOR, email="animation@example.org")


def over(days: float, **fields) -> Session:
    end = timezone.now() - timedelta(days=days)
    return factories.session(starts_at=end - timedelta(hours=2), ends_at=end, **fields)


@pytest.mark.parametrize(("days", "told"), [(2.9, 0), (3.1, 1), (6.9, 1)])
def test_told_after_three_days_and_once(facilitator, days, told):
    over(days)
    assert [remind_to_close(), remind_to_close()] == [told, 0]
    assert [message.to for message in mail.outbox] == [["animation@example.org"]] * told


def test_told_again_after_seven_days_and_never_more(facilitator):
    session = over(3.5)
    remind_to_close()
    Session.objects.filter(pk=session.pk).update(
        starts_at=timezone.now() - timedelta(days=9), ends_at=timezone.now() - timedelta(days=8)
    )
    assert [remind_to_close(), remind_to_close(), len(mail.outbox)] == [1, 0, 2]


def test_one_message_names_every_session_and_where_to_close_them(facilitator):
    first, second = over(4), over(5)
    remind_to_close()
    [message] = mail.outbox
    assert [each.event.title in message.body for each in (first, second)] == [True, True]
    assert "when=to_close" in message.body


@pytest.mark.parametrize("status", [SessionStatus.CANCELLED, SessionStatus.HELD, SessionStatus.NOT_HELD])
def test_settled_sessions_are_left_in_peace(facilitator, status):
    over(10, status=status)
    assert (remind_to_close(), mail.outbox) == (0, [])
