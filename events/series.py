"""Writing series: a rule makes its sessions once; a change or a cancellation passes on to those that follow."""

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from events import recurrence, scheduling
from events.enums import SessionStatus
from events.models import Event, Series, Session
from events.scheduling import Dates

PASSED_ON = ("venue", "capacity", "requires_sign_up")


def add_series(event: Event, series: Series) -> list[Session]:
    """Save a rule with the sessions that it gives. Raises DomainError when it gives none."""
    with transaction.atomic():
        series.event = event
        series.save()
        made = run(series.pk)
        if not made:
            raise DomainError(_("This rule gives no date. Look at its days off and at its end."))
    return made


def run(series_id: int) -> list[Session]:
    """Make the sessions of a rule that are not made yet. Run again, it makes nothing twice."""
    with transaction.atomic():
        series = Series.objects.select_for_update().select_related("event", "venue").get(pk=series_id)
        return [add_date(series, day) for day in recurrence.missing(series)]


def add_date(series: Series, day: date) -> Session:
    starts_at, ends_at = recurrence.instants(day, series.start, series.end)
    dates = Dates(series.venue, starts_at, ends_at, series.capacity, series.requires_sign_up)
    return scheduling.add_session(series.event, dates, series=series, series_on=day)


def extend(series_id: int, until: date) -> list[Session]:
    """Let a rule run to a later day, included. Raises DomainError when no date is added."""
    with transaction.atomic():
        Series.objects.filter(pk=series_id).update(until=until, count=None)
        made = run(series_id)
        if not made:
            raise DomainError(_("No date is added: the series has them all until that day."))
    return made


def leave_out(session: Session) -> None:
    """Remember that a date of a series was taken away, so that its rule does not make it again."""
    if session.series_id and session.series_on:
        series = Series.objects.select_for_update().get(pk=session.series_id)
        series.excluded = sorted({*series.excluded, session.series_on.isoformat()})
        series.save(update_fields=["excluded"])


def following(session: Session) -> QuerySet[Session]:
    """The planned sessions to come of the same series after this one, in one order of locks."""
    later = Session.objects.filter(series=session.series_id, series_on__gt=session.series_on)
    return later.filter(status=SessionStatus.PLANNED, starts_at__gt=timezone.now()).order_by("pk")


def change_with_following(session_id: int, dates: Dates, user: User) -> list[Session]:
    """Change this session and pass what changes on to those that follow: place, hours, capacity, sign-up.

    Sign-ups stay; whoever is moved is told once for each of its sessions. The day changes for one session only. Raises
    DomainError for a session alone.
    """
    with transaction.atomic():
        session = series_session(session_id)
        if local(session.starts_at).date() != local(dates.starts_at).date():
            raise DomainError(_("The day changes for one date only. Keep the day, or change this date alone."), "date")
        later = list(following(session).select_related("venue"))
        passed_on = {name: getattr(dates, name) for name in PASSED_ON if getattr(dates, name) != getattr(session, name)}
        hours = local(dates.starts_at).time(), local(dates.ends_at).time()
        if hours == (local(session.starts_at).time(), local(session.ends_at).time()):
            hours = None
        changed = [scheduling.change_session(session_id, dates, user)]
        changed += [scheduling.change_session(each.pk, passed(each, passed_on, hours), user) for each in later]
        follow_rule(session.series, passed_on, hours)
    return changed


def passed(session: Session, changes: dict, hours: tuple | None) -> Dates:
    """Return a later session as it will be: what was changed for it alone stays, but for what changes now."""
    kept = scheduling.dates_of(session)
    if hours:
        starts_at, ends_at = recurrence.instants(local(session.starts_at).date(), *hours)
        kept = replace(kept, starts_at=starts_at, ends_at=ends_at)
    return replace(kept, **changes)


def follow_rule(series: Series, changes: dict, hours: tuple | None) -> None:
    """Let the dates that the rule may still make be as the changed ones."""
    if hours:
        changes = changes | {"start": hours[0], "end": hours[1]}
    for name, value in changes.items():
        setattr(series, name, value)
    series.save(update_fields=list(changes))


def cancel_with_following(session_id: int, user: User) -> list[Session]:
    """Cancel this session and those that follow; each household is told once for each session it holds."""
    with transaction.atomic():
        session = series_session(session_id)
        ids = [session_id, *following(session).values_list("pk", flat=True)]
        return [scheduling.cancel_session(each, user) for each in sorted(ids)]


def series_session(session_id: int) -> Session:
    session = Session.objects.select_related("series", "venue").get(pk=session_id)
    if session.series is None:
        raise DomainError(_("This date belongs to no series: change it alone."))
    return session


def local(moment):
    return timezone.localtime(moment).replace(tzinfo=None)
