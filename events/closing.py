"""Closing a session: from then on it counts. What does not add up is refused; reopening is on record."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.errors import DomainError
from core.models import Theme
from events import survey
from events.attendance import refuse_if_closed
from events.enums import Attendance, NotHeld, SessionStatus
from events.models import Registration, Session
from events.registration import locked_session
from territory.models import Partner


@dataclass(frozen=True)
class Closing:
    """What the team says of a session that is over. `others_absent`: households not marked did not come."""

    held: bool
    not_held_because: str = ""
    works: Iterable[Theme] = ()
    partners: Iterable[Partner] = ()
    tax_axis: int | None = None
    note: str = ""
    others_absent: bool = False


def close_session(session_id: int, staff: User, closing: Closing) -> Session:
    """Close a session, held or not. Raises DomainError, by field, when it does not add up."""
    with locked_session(session_id) as session:
        refuse_if_closed(session)
        if session.starts_at > timezone.now():
            raise DomainError(_("This session has not begun: it cannot be closed yet."))
        refuse_what_does_not_add_up(session, closing)
        settle_unmarked(session, closing, staff)
        session.status = SessionStatus.HELD if closing.held else SessionStatus.NOT_HELD
        session.closed_at, session.closed_by = timezone.now(), staff
        session.not_held_because = "" if closing.held else closing.not_held_because
        session.closing_note, session.tax_axis = closing.note, closing.tax_axis
        session.save(
            update_fields=["status", "closed_at", "closed_by", "not_held_because", "closing_note", "tax_axis",
                           "modified_at"]
        )  # fmt: skip
        session.works_themes.set(closing.works if closing.held else ())
        session.partners_present.set(closing.partners if closing.held else ())
        if closing.held:
            survey.invite(session)
    return session


def refuse_what_does_not_add_up(session: Session, closing: Closing) -> None:
    came = session.headcount or Registration.objects.filter(session=session).came().exists()
    if closing.held and not came:
        raise DomainError(_("Nobody is marked present or counted: tick who came, or close it as not held."))
    if not closing.held and came:
        raise DomainError(_("People are marked present or counted: a session that was not held has nobody."))
    if not closing.held and closing.not_held_because not in NotHeld.values:
        raise DomainError(_("Say why it did not take place."), field="not_held_because")
    left = unmarked(session).count()
    if closing.held and left and not closing.others_absent:
        raise DomainError(ngettext(
            "%(count)s household is not marked: mark it, or tick that it did not come.",
            "%(count)s households are not marked: mark them, or tick that they did not come.", left,
        ) % {"count": left}, field="others_absent")  # fmt: skip


def unmarked(session: Session):
    return Registration.objects.holding_a_seat().filter(session=session, attendance=Attendance.UNKNOWN)


def settle_unmarked(session: Session, closing: Closing, staff: User) -> None:
    if closing.held:
        unmarked(session).update(attendance=Attendance.ABSENT, marked_at=timezone.now(), marked_by=staff)


def reopen_session(session_id: int) -> Session:
    """Take a closing back, to correct it from paper. The caller writes it in the audit log."""
    with locked_session(session_id) as session:
        if not session.is_closed:
            raise DomainError(_("This session is not closed."))
        session.status, session.closed_at, session.closed_by = SessionStatus.PLANNED, None, None
        session.save(update_fields=["status", "closed_at", "closed_by", "modified_at"])
    return session
