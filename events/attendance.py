"""The door and the close-out: who came, walk-ins, head-count, and the closing that makes a session count."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from core.models import Theme
from events.enums import Attendance, RegistrationStatus, SessionStatus
from events.models import Registration, Session
from events.registration import SignUp, add_by_staff, locked_registration, locked_session


def mark(
    registration_id: int, attendance: Attendance, adults: int | None = None, children: int | None = None
) -> Registration:
    """Record who of a household came. Present without numbers means all of it. Raises DomainError."""
    with locked_registration(registration_id) as registration:
        refuse_if_closed(registration.session)
        if registration.status != RegistrationStatus.CONFIRMED:
            raise DomainError(_("Only a household with confirmed places can be marked."))
        present = attendance == Attendance.PRESENT
        registration.attendance = attendance
        registration.present_adults = (registration.adults if adults is None else adults) if present else 0
        registration.present_children = (registration.children if children is None else children) if present else 0
        if present and not registration.people_present:
            raise DomainError(_("Present, but nobody is counted: give how many came."), field="present_adults")
        registration.save(update_fields=["attendance", "present_adults", "present_children"])
    return registration


def walk_in(session_id: int, sign_up: SignUp, staff: User, submission=None) -> Registration:
    """Add somebody who came without signing up, already marked present. Who stands in the room has a seat."""
    registration = add_by_staff(
        session_id, sign_up, staff, over_capacity_reason=_("Came without signing up"), submission=submission
    )
    return mark(registration.pk, Attendance.PRESENT)


def count_heads(session_id: int, adults: int, children: int) -> Session:
    """Record the people counted without a name, besides those ticked on the list."""
    with locked_session(session_id) as session:
        refuse_if_closed(session)
        session.headcount_adults, session.headcount_children = adults, children
        session.save(update_fields=["headcount_adults", "headcount_children", "modified_at"])
    return session


def close_session(session_id: int, staff: User, *, held: bool, works: Iterable[Theme] = (), note: str = "") -> Session:
    """Close a session, held or not: from then on it counts. Raises DomainError when it does not add up."""
    with locked_session(session_id) as session:
        refuse_if_closed(session)
        if session.starts_at > timezone.now():
            raise DomainError(_("This session has not begun: it cannot be closed yet."))
        came = Registration.objects.filter(session=session).came().exists() or session.headcount
        if held and not came:
            raise DomainError(_("Nobody is marked present or counted: tick who came, or close it as not held."))
        if not held and came:
            raise DomainError(_("People are marked present or counted: a session that was not held has nobody."))
        session.status = SessionStatus.HELD if held else SessionStatus.NOT_HELD
        session.closed_at, session.closed_by, session.closing_note = timezone.now(), staff, note
        session.save(update_fields=["status", "closed_at", "closed_by", "closing_note", "modified_at"])
        session.works_themes.set(works)
    return session


def reopen_session(session_id: int) -> Session:
    """Take a closing back, to correct it from paper. The caller writes it in the audit log."""
    with locked_session(session_id) as session:
        if not session.is_closed:
            raise DomainError(_("This session is not closed."))
        session.status, session.closed_at, session.closed_by = SessionStatus.PLANNED, None, None
        session.save(update_fields=["status", "closed_at", "closed_by", "modified_at"])
    return session


def refuse_if_closed(session: Session) -> None:
    if session.is_closed:
        raise DomainError(_("This session is closed: reopen it first."))
    if session.status == SessionStatus.CANCELLED:
        raise DomainError(_("This session is cancelled."))
