"""A message is written with its fact, sent once afterwards, and never lost. Mails are files, failures are real ones."""

import email
import email.policy
import socket
from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from icalendar import Calendar

from engagement import outbox
from engagement.enums import Channel, MessageState
from engagement.models import Message
from events import invitations, registration
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mails(settings, tmp_path):
    """Mails are written as in development. Returns what reads them, in their order; a file may hold several."""
    options = {"file_path": str(tmp_path)}
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": options}}

    def read():
        files = sorted(tmp_path.glob("*.log"), key=lambda path: path.stat().st_mtime_ns)
        texts = [text for path in files for text in path.read_bytes().split(b"\n" + b"-" * 79 + b"\n")[:-1]]
        return [email.message_from_bytes(text, policy=email.policy.default) for text in texts]

    return read


@pytest.fixture
def mail_server_down(settings):
    """The settings of a mail server that refuses: a port of this machine where nobody listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 2},
        }
    }


def signed_up(session=None, **fields):
    session = session or make.published_session()
    sign_up = registration.SignUp(**{"name": "Nadia Test", "adults": 1, "email": "nadia@example.org"} | fields)
    return registration.register(session.pk, sign_up, uuid4())


def parts(mail):
    """The plain text, the HTML and the calendar of a mail."""
    by_type = {part.get_content_type(): part.get_content() for part in mail.walk() if not part.is_multipart()}
    return by_type["text/plain"], BeautifulSoup(by_type["text/html"], "html.parser"), by_type.get("text/calendar")


# With the fact


def test_queue_when_the_fact_is_rolled_back_leaves_no_message():
    session = make.published_session()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        signed_up(session)
        assert Message.objects.count() == 1
        raise ZeroDivisionError
    assert (Message.objects.count(), session.registrations.count()) == (0, 0)


def test_queue_without_a_contact_writes_nothing():
    entry = make.registration(person=None)
    assert outbox.queue(entry, None, "confirmation", "fr") is None
    assert Message.objects.count() == 0


# What is sent


def test_send_due_writes_the_mail_in_the_language_of_the_sign_up(mails):
    session = make.published_session(capacity=4, starts_at=make.paris(2099, 3, 1, 18, 30))
    page = make.event_page(session.event, code="en", title="Mend a tap")
    entry = signed_up(session, language="en", adults=2)
    assert outbox.send_due() == 1

    [mail] = mails()
    message = Message.objects.get()
    text, html, calendar = parts(mail)
    assert mail["To"] == "nadia@example.org"
    assert mail["Subject"] == "Your place is kept: Mend a tap"
    assert mail["Message-ID"] == message.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    manage = invitations.manage_url(entry)
    assert "/en/inscription/gerer/" in manage
    for said in ("Hello Nadia Test,", "Sunday 1\u00a0March 2099, 18:30", entry.reference, manage, session.venue.name):
        assert said in text
    assert (html.html["lang"], html.html["dir"]) == ("en", "ltr")
    assert html.h1.text == mail["Subject"]
    assert [link["href"] for link in html.find_all("a")] == [manage]
    [entry_in_calendar] = Calendar.from_ical(calendar).events
    assert entry_in_calendar["SUMMARY"] == page.title
    assert str(entry_in_calendar["UID"]).startswith(str(session.uuid))
    assert (message.state, message.attempts, message.last_error) == (MessageState.SENT, 1, "")
    assert message.sent_at is not None


def test_send_due_in_arabic_writes_from_right_to_left(mails):
    session = make.published_session()
    make.event_page(session.event, code="ar", title="ورشة الصنبور")
    entry = signed_up(session, language="ar")
    outbox.send_due()
    [mail] = mails()
    text, html, _ = parts(mail)
    assert "ورشة الصنبور" in mail["Subject"]
    assert (html.html["lang"], html.html["dir"]) == ("ar", "rtl")
    assert "/ar/inscription/gerer/" in text
    assert entry.reference in text


def test_send_due_sends_each_message_once(mails):
    signed_up()
    assert [outbox.send_due(), outbox.send_due()] == [1, 0]
    assert len(mails()) == 1


def test_send_due_on_the_waiting_list_gives_the_rank_and_no_calendar(mails):
    session = make.published_session(capacity=1)
    make.registration(session=session)
    signed_up(session, language="en")
    outbox.send_due()
    [mail] = mails()
    text, _, calendar = parts(mail)
    assert "You are number 1 on the waiting list" in text
    assert calendar is None


def test_send_due_of_a_cancelled_sign_up_carries_the_cancelled_calendar(mails):
    entry = signed_up()
    outbox.send_due()
    registration.cancel(entry.pk)
    outbox.send_due()
    kept, cancelled = (Calendar.from_ical(parts(mail)[2]) for mail in mails())
    assert (kept["METHOD"], cancelled["METHOD"]) == ("REQUEST", "CANCEL")
    assert [str(each.events[0]["STATUS"]) for each in (kept, cancelled)] == ["CONFIRMED", "CANCELLED"]
    assert kept.events[0]["UID"] == cancelled.events[0]["UID"]
    assert cancelled.events[0]["SEQUENCE"] > kept.events[0]["SEQUENCE"]


def test_send_due_leaves_what_is_due_later_and_what_is_cancelled(mails):
    entry = make.registration(session=make.published_session())
    make.message(entry, due_at=timezone.now() + timedelta(minutes=1))
    make.message(entry, state=MessageState.CANCELLED)
    assert outbox.send_due() == 0
    assert mails() == []


def test_send_due_takes_batches_in_the_order_of_their_time(mails):
    entry = make.registration(session=make.published_session())
    now = timezone.now()
    made = [make.message(entry, due_at=now - timedelta(seconds=n)) for n in range(outbox.BATCH + 3)]
    assert [outbox.send_due(), outbox.send_due(), outbox.send_due()] == [outbox.BATCH, 3, 0]
    first_batch = Message.objects.order_by("sent_at", "id")[: outbox.BATCH]
    assert {each.pk for each in first_batch} == {each.pk for each in made[3:]}


def test_message_for_a_telephone_is_left_for_the_team_to_call(mails):
    signed_up(email="", phone="+33612345678")
    assert outbox.send_due() == 0
    assert mails() == []
    [call] = Message.objects.calls_to_make()
    assert call.channel == Channel.CALL
    outbox.mark_called(call)
    call.refresh_from_db()
    assert (call.state, list(Message.objects.calls_to_make())) == (MessageState.SENT, [])


# What fails


def test_failure_is_kept_and_tried_later_and_later_then_given_up(mail_server_down):
    signed_up()
    message_id, waits = Message.objects.get().message_id, []
    for _ in range(Message.MAX_ATTEMPTS):
        assert outbox.send_due() == 1
        message = Message.objects.get()
        waits.append(message.due_at - timezone.now())
        assert "ConnectionRefusedError" in message.last_error
        assert outbox.send_due() == 0
        Message.objects.update(due_at=timezone.now())
    assert message.state == MessageState.FAILED
    assert message.attempts == Message.MAX_ATTEMPTS == 6
    assert message.message_id == message_id
    assert waits == sorted(waits)
    assert waits[0] > timedelta(seconds=50)
    assert waits[4] > timedelta(hours=10)
    assert outbox.send_due() == 0
    assert list(Message.objects.failed()) == [message]


def test_failure_before_the_last_is_back_in_the_queue(mail_server_down):
    signed_up()
    outbox.send_due()
    assert Message.objects.get().state == MessageState.QUEUED


def test_failed_message_resent_by_hand_is_sent(mails):
    message = make.message(
        make.registration(session=make.published_session()), state=MessageState.FAILED, attempts=6, last_error="down"
    )
    outbox.resend(message)
    assert outbox.send_due() == 1
    message.refresh_from_db()
    assert (message.state, message.attempts, message.last_error) == (MessageState.SENT, 1, "")
    assert [mail["Message-ID"] for mail in mails()] == [message.message_id]


def test_resend_of_a_sent_message_changes_nothing():
    message = make.message(make.registration(), state=MessageState.SENT)
    outbox.resend(message)
    message.refresh_from_db()
    assert message.state == MessageState.SENT


def test_one_failure_does_not_hold_up_the_next(mails):
    broken = make.message(make.registration(session=make.published_session()), template="no_such_template")
    sound = make.message(make.registration(session=make.published_session()))
    assert outbox.send_due() == 2
    broken.refresh_from_db()
    sound.refresh_from_db()
    assert (broken.state, sound.state) == (MessageState.QUEUED, MessageState.SENT)
    assert "TemplateDoesNotExist" in broken.last_error


def test_sweep_puts_back_what_a_killed_worker_had_taken_with_the_same_message_id(mails):
    message = make.message(make.registration(session=make.published_session()))
    assert [each.pk for each in outbox.take_due()] == [message.pk]  # and the worker is killed here
    assert (outbox.send_due(), outbox.sweep()) == (0, 0)
    Message.objects.update(taken_at=timezone.now() - Message.STALE_AFTER - timedelta(seconds=1))
    assert (outbox.sweep(), outbox.send_due(), outbox.sweep()) == (1, 1, 0)
    assert [mail["Message-ID"] for mail in mails()] == [message.message_id]


@pytest.mark.django_db(transaction=True)
def test_worker_once_sweeps_and_sends_all_that_is_due(mails):
    entry = make.registration(session=make.published_session())
    for _ in range(outbox.BATCH + 1):
        make.message(entry)
    old = timezone.now() - timedelta(hours=1)
    stale = make.message(entry, state=MessageState.SENDING, taken_at=old)
    call_command("worker", once=True)
    stale.refresh_from_db()
    assert stale.state == MessageState.SENT
    assert len({mail["Message-ID"] for mail in mails()}) == len(mails()) == outbox.BATCH + 2


def test_already_told_looks_at_one_record_one_template_and_a_short_time():
    first, second = make.registration(), make.registration()
    make.message(first, template="reminder_of_place")
    hour = timedelta(hours=1)
    assert outbox.already_told(first, "reminder_of_place", hour)
    assert not outbox.already_told(first, "confirmation", hour)
    assert not outbox.already_told(second, "reminder_of_place", hour)
    Message.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    assert not outbox.already_told(first, "reminder_of_place", hour)


# Odd names

ODD_NAMES = [
    "Nadia\r\nBcc: victim@example.com",
    "<script>alert(1)</script>",
    '<a href="https://spam.example">Win</a>',
    "https://spam.example/win www.spam.example",
    "{{ registration.uuid }} {name} %(title)s %s **bold**",
    "\u202eaidaN\u202c 🌻 نادية",
]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_name_stays_literal_in_the_mail(mails, name):
    entry = make.registration(session=make.published_session(), name=name, language="en")
    make.message(entry, language="en")
    outbox.send_due()
    [mail] = mails()
    text, html, _ = parts(mail)
    assert (mail["Bcc"], mail["To"]) == (None, entry.person.email)
    assert " ".join(f"Hello {name},".split()) in " ".join(text.split())
    assert " ".join(f"Hello {name},".split()) in " ".join(html.main.get_text(" ").split())
    assert [link["href"] for link in html.find_all("a")] == [invitations.manage_url(entry)]
    assert html.find("script") is None


def test_line_break_in_a_title_makes_no_header(mails):
    session = make.published_session(event=make.event(title="Robinet\r\nBcc: victim@example.com"))
    signed_up(session)
    outbox.send_due()
    [mail] = mails()
    assert mail["Bcc"] is None
    assert len(Calendar.from_ical(parts(mail)[2]).events) == 1
