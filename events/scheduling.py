"""Writing the programme: an event with its dates and its page's draft, changes and cancellations that tell people."""

from dataclasses import dataclass, fields
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Locale

from accounts.models import User
from core.errors import DomainError
from engagement import outbox
from events import waiting_list
from events.enums import SessionStatus
from events.models import Event, EventIndexPage, EventPage, Registration, Session
from events.places import locked_session, tell
from territory.models import Venue

RELATIVE_TO_THE_DATE = ("reminder", "moved")


@dataclass(frozen=True)
class Dates:
    """One occurrence as entered by staff: aware datetimes, capacity and places kept for partners in people."""

    venue: Venue
    starts_at: datetime
    ends_at: datetime
    capacity: int
    requires_sign_up: bool = True
    sign_up_opens_at: datetime | None = None
    sign_up_closes_at: datetime | None = None
    partner_seats: int = 0
    partner_seats_until: datetime | None = None

    @property
    def place_and_time(self) -> tuple:
        return self.venue.pk, self.starts_at, self.ends_at


def dates_of(session: Session) -> Dates:
    return Dates(**{field.name: getattr(session, field.name) for field in fields(Dates)})


def create_event(event: Event, dates: list[Dates], *, user: User | None = None, **links) -> Event:
    """Save an event with its sessions, and the draft of its page, ready to write. All of it or nothing.

    `links` are its themes, landlords, partners and spoken_languages.
    """
    with transaction.atomic():
        save_event(event, **links)
        for each in dates:
            add_session(event, each)
        draft_page(event, user)
    return event


def save_event(event: Event, *, themes=(), landlords=(), partners=(), spoken_languages=()) -> None:
    event.save()
    event.themes.set(themes)
    event.landlords.set(landlords)
    event.partners.set(partners)
    event.spoken_languages.set(spoken_languages)


def add_session(event: Event, dates: Dates, **of_series) -> Session:
    return Session.objects.create(event=event, **vars(dates), **of_series)


def draft_page(event: Event, user: User | None = None) -> EventPage | None:
    """Make the unpublished page of an event under the agenda of the source language."""
    agenda = EventIndexPage.objects.filter(locale=Locale.get_default()).first()
    if agenda is None:
        return None
    page = EventPage(
        title=event.title,
        slug=free_slug(agenda, event.title),
        event=event,
        live=False,
        owner=user,
        drawing=f"event-{event.kind.replace('_', '-')}",
        locale=agenda.locale,
    )
    agenda.add_child(instance=page)
    page.save_revision(user=user)
    return page


def free_slug(agenda: EventIndexPage, title: str) -> str:
    taken = set(agenda.get_children().values_list("slug", flat=True))
    stem = slugify(title)[:80] or "evenement"
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


def change_session(session_id: int, dates: Dates, user: User) -> Session:
    """Change place, time or capacity. A move tells everybody once; more seats promote; fewer drop nobody, on record."""
    with locked_session(session_id) as session:
        if session.is_closed:
            raise DomainError(_("This session is closed: reopen it first."))
        if session.status == SessionStatus.CANCELLED:
            raise DomainError(_("This session is cancelled."))
        moved = note_move(session, dates)
        for name, value in vars(dates).items():
            setattr(session, name, value)
        taken = Registration.objects.filter(session=session).seats_taken()
        if taken > session.capacity:
            session.overrun_allowed_by, session.overrun_reason = user, _("Capacity lowered below what was taken")
        session.save()
        if moved:
            waiting_list.bring_offers_forward(session)
            tell_everybody(session, "moved")
        waiting_list.settle(session)
    return session


def note_move(session: Session, dates: Dates) -> bool:
    """Say whether place or time change; remember where and when it was announced, for those who knew that."""
    if (session.venue_id, session.starts_at, session.ends_at) == dates.place_and_time:
        return False
    session.sequence += 1
    if (session.venue_id, session.starts_at) != dates.place_and_time[:2]:
        session.moved_at = timezone.now()
        session.previous_venue, session.previous_starts_at = session.venue, session.starts_at
    return True


def cancel_session(session_id: int, user: User) -> Session:
    """Cancel a session: it stays in calendars as cancelled, and everybody is told once."""
    with locked_session(session_id) as session:
        if session.status == SessionStatus.CANCELLED:
            return session
        if session.is_closed:
            raise DomainError(_("This session is closed: reopen it first."))
        session.status = SessionStatus.CANCELLED
        session.sequence += 1
        session.save(update_fields=["status", "sequence", "modified_at"])
        waiting_list.withdraw_offers(session)
        tell_everybody(session, "session_cancelled")
    return session


def tell_everybody(session: Session, template: str) -> None:
    """Write one message to each household. Older ones that have not left say what is no longer so: they never do."""
    stale = None if template == "session_cancelled" else (template, *RELATIVE_TO_THE_DATE)
    for registration in Registration.objects.active().filter(session=session).select_related("person"):
        outbox.supersede(registration, *(stale or ()))
        outbox.may_come_again(registration)
        tell(registration, template)
