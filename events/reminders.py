"""Messages that a date brings: before a session, a reminder; after it, thanks. Rules are the team’s (ReminderRule)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from engagement import outbox
from engagement.enums import Channel, MessageState
from engagement.models import Message
from events.enums import Attendance, Moment, RegistrationStatus, ReminderAudience, SessionStatus
from events.models import Registration, ReminderRule

A_ROUND = 200  # reminders; then other messages again
TOO_LATE = timedelta(days=7)  # after a session, nobody expects thanks any more
AUDIENCES = {
    ReminderAudience.CONFIRMED: Q(status=RegistrationStatus.CONFIRMED),
    ReminderAudience.WAITING: Q(status=RegistrationStatus.WAITING),
    ReminderAudience.PRESENT: Q(status=RegistrationStatus.CONFIRMED, attendance=Attendance.PRESENT),
}
REACHED_BY = {
    Channel.EMAIL: ~Q(person__email=""),
    Channel.SMS: ~Q(person__phone=""),
    Channel.CALL: Q(person__email="") & ~Q(person__phone=""),
}


def tick() -> int:
    """Queue the reminders whose moment has come, once each, and withdraw those that come too late. Return how many."""
    withdraw_late()
    rules = ReminderRule.objects.filter(active=True)
    rules = rules if settings.SMS_DRIVER else rules.exclude(channel=Channel.SMS)
    return sum(queue_due(rule) for rule in rules)


def queue_due(rule: ReminderRule) -> int:
    entries = list(due(rule).select_related("person")[:A_ROUND])
    for entry in entries:
        outbox.queue_once(
            entry, entry.person, rule.template, entry.language, channel=rule.channel, once=name(rule, entry.pk)
        )
    return len(entries)


def name(rule: ReminderRule, registration_id: int) -> str:
    return f"reminder:{rule.pk}:{registration_id}"


def due(rule: ReminderRule, now: datetime | None = None) -> QuerySet[Registration]:
    """Return whom a rule means now: signed up before its moment, reachable, willing, and not reminded by it yet."""
    now, span = now or timezone.now(), timedelta(hours=rule.hours)
    meant = AUDIENCES[rule.audience] & REACHED_BY[rule.channel] & Q(person__wants_reminders=True)
    entries = Registration.objects.filter(meant)
    if rule.moment == Moment.BEFORE:
        entries = entries.filter(
            session__status=SessionStatus.PLANNED, session__starts_at__gt=now, session__starts_at__lte=now + span,
            session__starts_at__gte=rule.modified_at + span, joined_at__lte=F("session__starts_at") - span,
        )  # fmt: skip
    else:
        entries = entries.filter(
            session__status=SessionStatus.HELD, session__ends_at__lte=now - span,
            session__ends_at__gte=max(rule.modified_at - span, now - span - TOO_LATE),
        )  # fmt: skip
    named = Concat(Value(f"reminder:{rule.pk}:"), Cast(OuterRef("pk"), CharField()))
    return entries.filter(~Exists(Message.objects.filter(once=named))).order_by("session__starts_at", "pk")


def withdraw_late() -> None:
    """A reminder that has not left when its session begins, for want of a mail server or a caller, never leaves."""
    now = timezone.now()
    begun = Registration.objects.filter(session__starts_at__lte=now, session__starts_at__gt=now - TOO_LATE)
    queued = Message.objects.filter(template="reminder", state=MessageState.QUEUED, object_id__in=begun.values("pk"))
    queued.filter(content_type__app_label="events", content_type__model="registration").update(
        state=MessageState.CANCELLED
    )
