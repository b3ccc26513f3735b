"""Sign-up, change, cancellation and promotion: the only writers of registrations.

Each verb opens one short transaction, locks the session's row, reads again in a new query, then writes. Two visitors at
the same instant are therefore served one after the other, and a seat is given once (docs/adr/0002).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.errors import DomainError
from engagement import outbox
from engagement.contacts import find_or_create_person, identity_of
from engagement.enums import Housing, Origin
from engagement.pseudonyms import pseudonym_of
from engagement.references import new_reference
from engagement.stamps import FormUsed
from events.enums import RegistrationStatus, SessionStatus
from events.models import Registration, Session
from territory.enums import Whereabouts
from territory.models import Landlord, Neighbourhood


@dataclass(frozen=True)
class SignUp:
    """What a household says of itself. Seats are people: adults and children."""

    name: str
    adults: int
    children: int = 0
    email: str = ""
    phone: str = ""
    language: str = "fr"
    whereabouts: Whereabouts = Whereabouts.UNKNOWN
    neighbourhood: Neighbourhood | None = None
    housing: Housing = Housing.UNKNOWN
    landlord: Landlord | None = None
    needs: list[str] = field(default_factory=list)
    origin: Origin = Origin.WEB

    @property
    def seats(self) -> int:
        return self.adults + self.children


class AlreadyRegistered(DomainError):
    """The contact holds a place already. The page that follows tells a third party nothing about it."""


@contextmanager
def locked_session(session_id: int) -> Iterator[Session]:
    """Hold one session alone: its row is locked, and read again, until the block ends."""
    with transaction.atomic():
        yield Session.objects.select_for_update().get(pk=session_id)


def register(session_id: int, sign_up: SignUp, submission: UUID) -> Registration:
    """Give a household its places, or its rank on the waiting list. Never splits it.

    The same submission sent again returns the registration that it made. Raises AlreadyRegistered when the contact has
    an active one, FormUsed when the submission was another household's, DomainError when the session is closed to
    sign-up or smaller than the household.
    """
    with locked_session(session_id) as session:
        if made := Registration.objects.filter(submission=submission).select_related("person").first():
            return same_household(made, sign_up)
        refuse_unless_open(session)
        if sign_up.seats > session.capacity:
            raise DomainError(too_many(session.capacity), field="adults")
        person = find_or_create_person(sign_up.email, sign_up.phone, sign_up.language)
        known = Registration.objects.active().filter(session=session, person=person).first()
        if known is None:
            fits = sign_up.seats <= free_seats(session)
            registration = write(session, sign_up, person, submission, confirmed=fits)
            tell(registration, "confirmation" if fits else "waiting")
            return registration
        if not outbox.already_told(known, "reminder_of_place", within=timedelta(hours=1)):
            tell(known, "reminder_of_place")
    raise AlreadyRegistered(_("This contact is already signed up for this session."))


def add_by_staff(
    session_id: int, sign_up: SignUp, staff: User, *, over_capacity_reason: str = "", submission: UUID | None = None
) -> Registration:
    """Add a household met by telephone, on paper or at the door. Over capacity only with a reason, kept on record.

    Without e-mail or telephone no contact is kept, only the name. Raises DomainError or AlreadyRegistered.
    """
    with locked_session(session_id) as session:
        if submission and (made := Registration.objects.filter(submission=submission).first()):
            if (made.session_id, made.name) == (session.pk, sign_up.name):
                return made
            raise FormUsed(_("This form was already sent for somebody else. Check your answers and send them again."))
        if session.is_closed or session.status == SessionStatus.CANCELLED:
            raise DomainError(_("This session is closed: reopen it first."))
        reachable = sign_up.email or sign_up.phone
        person = find_or_create_person(sign_up.email, sign_up.phone, sign_up.language) if reachable else None
        if person and Registration.objects.active().filter(session=session, person=person).exists():
            raise AlreadyRegistered(_("This contact is already signed up for this session."), field="email")
        fits = sign_up.seats <= free_seats(session)
        over = not fits and bool(over_capacity_reason)
        if not fits and not over and (session.is_past or sign_up.seats > session.capacity):
            raise DomainError(too_many(free_seats(session)), field="adults")
        registration = write(session, sign_up, person, submission or uuid4(), confirmed=fits or over)
        if over:
            registration.overrun_allowed_by, registration.overrun_reason = staff, over_capacity_reason
            registration.save(update_fields=["overrun_allowed_by", "overrun_reason"])
        if not session.is_past:
            tell(registration, "confirmation" if registration.is_confirmed else "waiting")
    return registration


def change_party(registration_id: int, adults: int, children: int) -> Registration:
    """Change how many people of a household come. More than the free seats is refused whole."""
    with locked_registration(registration_id) as registration:
        session = registration.session
        refuse_unless_changeable(registration)
        wanted = adults + children
        room = free_seats(session) + (registration.seats if registration.is_confirmed else 0)
        if wanted > (room if registration.is_confirmed else session.capacity):
            raise DomainError(too_many(room if registration.is_confirmed else session.capacity), field="adults")
        if (adults, children) != (registration.adults, registration.children):
            registration.adults, registration.children = adults, children
            registration.save(update_fields=["adults", "children"])
            tell(registration, "changed")
            promote_waiting(session)
    return Registration.objects.get(pk=registration_id)


def cancel(registration_id: int) -> Registration:
    """Free a household's places and give them to the first that fits. Cancelling twice is cancelling once."""
    with locked_registration(registration_id) as registration:
        if registration.is_active:
            refuse_unless_changeable(registration)
            registration.status, registration.cancelled_at = RegistrationStatus.CANCELLED, timezone.now()
            registration.save(update_fields=["status", "cancelled_at"])
            tell(registration, "cancelled")
            promote_waiting(registration.session)
    return registration


def promote_waiting(session: Session) -> list[Registration]:
    """Give the free seats to waiting households in order; a smaller one passes only where the one before does not fit.

    The caller holds the session's lock.
    """
    if session.is_past or session.status != SessionStatus.PLANNED:
        return []
    free, promoted = free_seats(session), []
    for registration in Registration.objects.waiting().filter(session=session).select_related("person"):
        if registration.seats <= free:
            registration.status = RegistrationStatus.CONFIRMED
            registration.save(update_fields=["status"])
            tell(registration, "promoted")
            free -= registration.seats
            promoted.append(registration)
    return promoted


def rank(registration: Registration) -> int:
    """Return the place of a waiting household in the list, from 1."""
    before = Registration.objects.waiting().filter(session=registration.session_id)
    ids = list(before.values_list("id", flat=True))
    return ids.index(registration.pk) + 1 if registration.pk in ids else 0


@contextmanager
def locked_registration(registration_id: int) -> Iterator[Registration]:
    session_id = Registration.objects.values_list("session_id", flat=True).get(pk=registration_id)
    with locked_session(session_id) as session:
        registration = Registration.objects.select_related("person").get(pk=registration_id)
        registration.session = session
        yield registration


def free_seats(session: Session) -> int:
    return max(0, session.capacity - Registration.objects.filter(session=session).seats_taken())


def same_household(made: Registration, sign_up: SignUp) -> Registration:
    """Return what a submission made, for the same contact; another contact on the same form is another household."""
    if made.person and made.person.identity == identity_of(sign_up.email, sign_up.phone):
        return made
    raise FormUsed(_("This form was already sent for somebody else. Check your answers and send them again."))


def refuse_unless_open(session: Session) -> None:
    if session.status == SessionStatus.CANCELLED:
        raise DomainError(_("This session is cancelled."))
    if session.is_past:
        raise DomainError(_("This session has begun or is over: sign-up is closed."))
    if not session.requires_sign_up:
        raise DomainError(_("This session is open to all: just come, no sign-up is needed."))
    if not Session.objects.published().filter(pk=session.pk).exists():
        raise DomainError(_("This session is not open to sign-up at the moment."))


def refuse_unless_changeable(registration: Registration) -> None:
    if not registration.is_active:
        raise DomainError(_("This sign-up was cancelled."))
    if registration.session.is_past or registration.session.is_closed:
        raise DomainError(_("This session has begun or is over: nothing can be changed any more."))


def too_many(seats: int) -> str:
    if not seats:
        return _("No seat is left.")
    return ngettext("There is %(count)s seat at most.", "There are %(count)s seats at most.", seats) % {"count": seats}


def write(session: Session, sign_up: SignUp, person, submission: UUID, *, confirmed: bool) -> Registration:
    return Registration.objects.create(
        session=session, person=person, household=pseudonym_of(person, session.starts_at),
        submission=submission, reference=new_reference(),
        status=RegistrationStatus.CONFIRMED if confirmed else RegistrationStatus.WAITING,
        name=sign_up.name, adults=sign_up.adults, children=sign_up.children, origin=sign_up.origin,
        whereabouts=sign_up.whereabouts, neighbourhood=sign_up.neighbourhood, housing=sign_up.housing,
        landlord=sign_up.landlord, needs=list(sign_up.needs), language=sign_up.language,
    )  # fmt: skip


def tell(registration: Registration, template: str) -> None:
    outbox.queue(registration, registration.person, template, registration.language)
