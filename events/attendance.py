"""Who came: households marked, walk-ins, heads counted without a name. The figures count what is recorded here."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from events.enums import AgeBand, Attendance, RegistrationStatus, SessionStatus
from events.models import HeadCount, Registration, Session
from events.registration import SignUp, add_by_staff, locked_registration, locked_session


def mark(
    registration_id: int,
    attendance: Attendance,
    adults: int | None = None,
    children: int | None = None,
    by: User | None = None,
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
        registration.marked_at, registration.marked_by = timezone.now(), by
        registration.save(update_fields=["attendance", "present_adults", "present_children", "marked_at", "marked_by"])
    return registration


def walk_in(session_id: int, sign_up: SignUp, staff: User, submission: UUID | None = None) -> Registration:
    """Add somebody who came without signing up, already marked present. Who stands in the room has a seat."""
    with transaction.atomic():
        made = add_by_staff(
            session_id, sign_up, staff, over_capacity_reason=_("Came without signing up"), submission=submission
        )
        return mark(made.pk, Attendance.PRESENT, by=staff) if made.attendance == Attendance.UNKNOWN else made


def count_heads(
    session_id: int, adults: int, children: int, *, ages: Mapping[str, int] | None = None, device: UUID | None = None
) -> Session:
    """Record the people counted without a name, besides those ticked on the list.

    Each device has a count of its own, which it sends whole; without a device it is that of the session screen.
    `ages` are the children whose band of age is known, among `children`. Raises DomainError when they are more.
    """
    known = {band: n for band, n in (ages or {}).items() if n}
    if sum(known.values()) > children:
        raise DomainError(_("There are more children by age than children in all."), field="children")
    with locked_session(session_id) as session:
        refuse_if_closed(session)
        HeadCount.objects.update_or_create(
            session=session,
            device=device or session.uuid,
            defaults={"adults": adults, "children": known | {"": children - sum(known.values())}},
        )
        add_up_heads(session)
    return session


def add_up_heads(session: Session) -> None:
    """Write the sum of every device on the session. The caller holds its lock."""
    counts = list(HeadCount.objects.filter(session=session))
    ages = {band: sum(count.children.get(band, 0) for count in counts) for band in ("", *AgeBand.values)}
    session.headcount_adults = sum(count.adults for count in counts)
    session.headcount_children = sum(ages.values())
    session.headcount_ages = {band: n for band, n in ages.items() if band and n}
    session.save(update_fields=["headcount_adults", "headcount_children", "headcount_ages", "modified_at"])


def refuse_if_closed(session: Session) -> None:
    if session.is_closed:
        raise DomainError(_("This session is closed: reopen it first."))
    if session.status == SessionStatus.CANCELLED:
        raise DomainError(_("This session is cancelled."))
