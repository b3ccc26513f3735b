"""The outbox: a message is a row written with the fact it tells; a worker sends it afterwards."""

import logging
from datetime import timedelta
from email.message import EmailMessage, MIMEPart

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone, translation

from engagement import letters, sms
from engagement.enums import Channel, MessageState
from engagement.models import Message, Person

logger = logging.getLogger(__name__)
BATCH = 20


def queue(
    record: Model, person: Person | None, template: str, language: str, due_at=None, channel: Channel | None = None
) -> Message | None:
    """Write one message to one person, in the caller's transaction. A household without a contact gets none."""
    if person is None:
        return None
    return Message.objects.create(
        record=record,
        person=person,
        channel=channel or person.channel,
        template=template,
        language=language,
        due_at=due_at or timezone.now(),
    )


def supersede(record: Model, *templates: str) -> int:
    """Withdraw a record's messages that have not left, these templates or all: what they would say is no longer so."""
    queued = Message.objects.about(record).filter(state=MessageState.QUEUED)
    queued = queued.filter(template__in=templates) if templates else queued
    return queued.update(state=MessageState.CANCELLED, once=None)


def queue_once(record: Model, person: Person, template: str, language: str, *, channel: Channel, once: str) -> None:
    """Queue a message unless one of the same name was queued before, by this worker or another."""
    message = Message(
        record=record, person=person, channel=channel, template=template, language=language, once=once
    )  # fmt: skip
    message.set_message_id()
    Message.objects.bulk_create([message], ignore_conflicts=True)


def may_come_again(record: Model) -> None:
    """Forget what was told once about a record: its date has changed, reminders of the new one are due."""
    Message.objects.about(record).exclude(once=None).update(once=None)


def waits(record: Model, template: str) -> bool:
    """Say whether such a message has not reached its person yet: in the queue, being sent, or a call to make."""
    return Message.objects.about(record).unsent().filter(template=template).exists()


def already_told(record: Model, template: str, within: timedelta) -> bool:
    """Say whether the same message was written lately, so that nobody can flood a third person."""
    lately = timezone.now() - within
    return Message.objects.about(record).filter(template=template, created_at__gte=lately).exists()


def send_due() -> int:
    """Send the messages that are due, and return how many were taken. Several workers may run at once."""
    messages = take_due()
    for message in messages:
        deliver(message)
    return len(messages)


def take_due() -> list[Message]:
    """Mark a batch as being sent, in one short transaction, so that no other worker takes it."""
    with transaction.atomic():
        due = Message.objects.due().order_by("due_at", "id")
        due = due.select_for_update(skip_locked=True) if connection.features.has_select_for_update_skip_locked else due
        ids = list(due.values_list("id", flat=True)[:BATCH])
        Message.objects.filter(id__in=ids).update(state=MessageState.SENDING, taken_at=timezone.now())
    return list(Message.objects.filter(id__in=ids).select_related("person", "content_type").order_by("due_at", "id"))


def deliver(message: Message) -> None:
    """Send one message taken before. A failure is kept with its reason and tried again, later and later."""
    message.attempts += 1
    try:
        send(message)
    except Exception as error:  # a mail server may fail in any way: the row keeps the reason, the next ones go on
        logger.warning("message %s not sent: %s", message.uuid, type(error).__name__)
        message.last_error = f"{type(error).__name__}: {error}"[:1000]
        message.state = MessageState.FAILED if message.attempts >= Message.MAX_ATTEMPTS else MessageState.QUEUED
        message.due_at = timezone.now() + timedelta(minutes=5**message.attempts / 5)
    else:
        message.state, message.sent_at, message.last_error = MessageState.SENT, timezone.now(), ""
    message.save(update_fields=["state", "sent_at", "last_error", "attempts", "due_at"])


def send(message: Message) -> None:
    if message.channel != Channel.SMS:
        compose(message).send()
        return
    with translation.override(message.language):
        context = message.record.message_context(message)
        text = sms.write(message.template, context, letters.write(message.template, context)[0])
    sms.send(str(message.person.phone), text, message.uuid.hex)


def compose(message: Message) -> EmailMultiAlternatives:
    """Write the e-mail in the person's language: subject on the text's first line, plain text, HTML, attachments."""
    with translation.override(message.language):
        subject, text, html = letters.write(message.template, message.record.message_context(message))
        mail = EmailMultiAlternatives(
            subject, text, settings.DEFAULT_FROM_EMAIL, [message.person.email],
            headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
        )  # fmt: skip
        mail.attach_alternative(html, "text/html")
        for name, content, mime_type in message.record.message_attachments(message):
            mail.attach(attachment(name, content, mime_type))
    return mail


def attachment(name: str, content: bytes, mime_type: str) -> MIMEPart:
    """Return an attached file; its MIME type may have parameters, as a calendar’s method."""
    declared = EmailMessage()
    declared["Content-Type"] = mime_type
    kind = declared["Content-Type"]
    part, named = MIMEPart(), {"disposition": "attachment", "filename": name}
    if kind.maintype == "text":
        part.set_content(content.decode(), subtype=kind.subtype, params=dict(kind.params), cte="base64", **named)
    else:
        part.set_content(content, maintype=kind.maintype, subtype=kind.subtype, params=dict(kind.params), **named)
    return part


def want_reminders(person: Person, wanted: bool) -> None:
    """Keep whether a contact wants reminders; those in the queue are withdrawn when it does not."""
    Person.objects.filter(pk=person.pk).update(wants_reminders=wanted)
    if not wanted:
        queued = Message.objects.filter(person=person, once__isnull=False, state=MessageState.QUEUED)
        queued.update(state=MessageState.CANCELLED)


def sweep() -> int:
    """Put back what a killed worker had taken, and return how many; the Message-ID stays the same."""
    return Message.objects.stale().update(state=MessageState.QUEUED, taken_at=None)


def resend(message: Message) -> None:
    """Put a failed message back in the queue, by hand."""
    Message.objects.filter(pk=message.pk, state=MessageState.FAILED).update(
        state=MessageState.QUEUED, attempts=0, due_at=timezone.now()
    )


def mark_called(message: Message) -> None:
    """Record that the team told somebody by telephone."""
    Message.objects.calls_to_make().filter(pk=message.pk).update(state=MessageState.SENT, sent_at=timezone.now())


def mark_called_about(record: Model, template: str) -> None:
    """Record every call of this kind about a record as made: the household has heard it."""
    calls = Message.objects.about(record).calls_to_make().filter(template=template)
    calls.update(state=MessageState.SENT, sent_at=timezone.now())
