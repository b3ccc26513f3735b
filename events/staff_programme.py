"""What the event form writes: all of it or nothing. Dates change through the verbs of `scheduling`.

Deleting is for mistakes only: what has sign-ups, or counts in the figures, is never deleted.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.errors import DomainError
from events import scheduling, series
from events.enums import SessionStatus
from events.models import Event, EventPage, Registration, Series, Session
from events.registration import locked_session
from events.staff_forms import DateRow


def create_event(event: Event, rows: list[DateRow], rule: Series | None, user: User, **links) -> Event:
    """Save a new event, its dates, those of its rule, and the draft of its page, or nothing. Raises DomainError."""
    with transaction.atomic():
        scheduling.create_event(event, [row.dates() for row in rows], user=user, **links)
        if rule:
            series.add_series(event, rule)
    return event


def change_event(event: Event, rows: list[DateRow], rule: Series | None, user: User, **links) -> Event:
    """Save an event, the rows that changed and a further rule, or nothing. Raises DomainError, put by the row."""
    with transaction.atomic():
        scheduling.save_event(event, **links)
        for row in rows:
            write_row(event, row, user)
        if rule:
            series.add_series(event, rule)
    return event


def write_row(event: Event, row: DateRow, user: User) -> None:
    try:
        if row.is_removed:
            delete_session(row.known.pk)
        elif row.passes_on:
            series.change_with_following(row.known.pk, row.dates(), user)
        elif row.known:
            scheduling.change_session(row.known.pk, row.dates(), user)
        else:
            scheduling.add_session(event, row.dates())
    except DomainError as error:
        row.add_error(error.field if error.field in row.fields else None, error.message)
        raise


def delete_session(session_id: int) -> None:
    """Delete a date entered by mistake. Raises DomainError when somebody signed up, or it was closed."""
    with locked_session(session_id) as session:
        if count := Registration.objects.filter(session=session).count():
            raise DomainError(refusal(count) + " " + _("Cancel the session instead: everybody is told."))
        if session.status != SessionStatus.PLANNED:
            raise DomainError(_("This session is closed or cancelled: it stays on record."))
        series.leave_out(session)
        session.delete()


def delete_event(event_id: int) -> None:
    """Delete an event entered by mistake, with its dates. Raises DomainError with the reason why it must stay."""
    with transaction.atomic():
        event = Event.objects.select_for_update().get(pk=event_id)
        list(Session.objects.select_for_update().filter(event=event).order_by("pk"))
        if reason := why_not_deleted(event):
            raise DomainError(reason)
        event.delete()


def why_not_deleted(event: Event) -> str:
    """Return why an event must stay, in a sentence, or nothing."""
    if count := sign_ups_of([event.pk]):
        return refusal(count) + " " + _("Cancel its coming sessions and unpublish its page instead.")
    if event.sessions.exclude(status=SessionStatus.PLANNED).exists():
        return _("Some of its sessions are closed or cancelled: they stay on record.")
    if EventPage.objects.filter(event=event).exists():
        return _("It has a page. Delete the page first, in every language.")
    return ""


def sign_ups_of(event_ids) -> int:
    """Count the sign-ups of these events, cancelled ones too: links in old messages still lead to them."""
    return Registration.objects.filter(session__event__in=event_ids).count()


def refusal(count: int) -> str:
    return ngettext(
        "It cannot be deleted: %(count)s household has signed up.",
        "It cannot be deleted: %(count)s households have signed up.", count,
    ) % {"count": count}  # fmt: skip
