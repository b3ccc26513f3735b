"""Sign-up, change and cancellation: with the waiting list, the only writers of registrations.

Each verb opens one short transaction, locks the session's row, reads again in a new query, then writes. Two visitors at
the same instant are therefore served one after the other, and a seat is given once (docs/adr/0002).
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.errors import DomainError
from core.templatetags.habiter import day_long, hour
from engagement import outbox
from engagement.contacts import find_or_create_person, identity_of
from engagement.enums import Housing, Origin
from engagement.models import Person
from engagement.pseudonyms import pseudonym_of
from engagement.references import new_reference
from engagement.stamps import FormUsed
from events import waiting_list
from events.enums import AgeBand, Minors, OfferState, RegistrationStatus, SessionStatus
from events.models import Answer, Event, Registration, Session
from events.places import free_seats, locked_registration, locked_session, tell
from territory.enums import Whereabouts
from territory.models import Landlord, Neighbourhood


@dataclass(frozen=True)
class SignUp:
    """What a household says of itself. Seats are people: adults and children.

    `ages` counts children by AgeBand, those whose age was said; `answers` holds answers by the id of their question;
    `parent_phone` is of the parent who agreed that minors come alone.
    """

    name: str
    adults: int
    children: int = 0
    ages: dict[str, int] = field(default_factory=dict)
    answers: dict[int, str] = field(default_factory=dict)
    parent_phone: str = ""
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


def register(session_id: int, sign_up: SignUp, submission: UUID) -> Registration:
    """Give a household its places, or its rank on the waiting list. Never splits it.

    The same submission sent again returns the registration that it made. Raises AlreadyRegistered when the contact has
    an active one, FormUsed when the submission was another household's, DomainError when the session is closed to
    sign-up, not for this household, or smaller than it.
    """
    with locked_session(session_id) as session:
        if made := Registration.objects.filter(submission=submission).select_related("person").first():
            return same_household(made, sign_up)
        refuse_unless_open(session)
        refuse_unless_suitable(session.event, sign_up)
        if sign_up.seats > session.capacity:
            raise DomainError(too_many(session.capacity), field="adults")
        person = find_or_create_person(sign_up.email, sign_up.phone, sign_up.language)
        entries = lately_or_here(person, session)
        known = next((each for each in entries if each.session_id == session.pk and each.is_active), None)
        if known is None:
            refuse_if_insistent(entries)
            if session.partner_seats:
                waiting_list.settle(session)  # seats that were released a moment ago belong to those who wait
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
        refuse_unless_accompanied(session.event, sign_up)
        reachable = sign_up.email or sign_up.phone
        person = find_or_create_person(sign_up.email, sign_up.phone, sign_up.language) if reachable else None
        if person and Registration.objects.active().filter(session=session, person=person).exists():
            raise AlreadyRegistered(_("This contact is already signed up for this session."), field="email")
        if session.partner_seats:
            waiting_list.settle(session)
        room = free_seats(session, sign_up.origin)
        fits = sign_up.seats <= room
        over = not fits and bool(over_capacity_reason)
        if not fits and not over and (session.is_past or sign_up.seats > session.capacity):
            raise DomainError(too_many(room), field="adults")
        registration = write(session, sign_up, person, submission or uuid4(), confirmed=fits or over)
        if over:
            registration.overrun_allowed_by, registration.overrun_reason = staff, over_capacity_reason
            registration.save(update_fields=["overrun_allowed_by", "overrun_reason"])
        if not session.is_past:
            tell(registration, "confirmation" if registration.is_confirmed else "waiting")
    return registration


def change_party(registration_id: int, adults: int, children: int, ages: dict[str, int] | None = None) -> Registration:
    """Change how many people of a household come. More than the free seats is refused whole."""
    with locked_registration(registration_id) as registration:
        session = registration.session
        refuse_unless_changeable(registration)
        ages = kept_ages(registration, children) if ages is None else ages
        refuse_unless_suitable(session.event, party(registration, adults, children, ages))
        if adults + children > (room := room_for(registration)):
            raise DomainError(too_many(room), field="adults")
        changed = (adults, children) != (registration.adults, registration.children)
        registration.adults, registration.children, registration.ages = adults, children, ages
        registration.save(update_fields=["adults", "children", "ages"])
        if changed:
            outbox.supersede(registration, "changed")
            tell(registration, "changed")
            waiting_list.settle(session)
    return Registration.objects.get(pk=registration_id)


def kept_ages(registration: Registration, children: int) -> dict[str, int]:
    return registration.ages if sum(registration.ages.values()) <= children else {}


def party(registration: Registration, adults: int, children: int, ages: dict[str, int]) -> SignUp:
    return SignUp(
        name=registration.name, adults=adults, children=children, ages=ages, parent_phone=registration.parent_phone,
    )  # fmt: skip


def room_for(registration: Registration) -> int:
    """Return how many people a household may be: its own seats and the free ones; on the list, all of the session."""
    if registration.status not in RegistrationStatus.HOLDING:
        return registration.session.capacity
    return free_seats(registration.session, registration.origin) + registration.seats


def cancel(registration_id: int) -> Registration:
    """Free a household's places, held or offered, for the first that fits. Cancelling twice is cancelling once."""
    with locked_registration(registration_id) as registration:
        if registration.is_active:
            refuse_unless_changeable(registration)
            waiting_list.leave(registration, OfferState.DECLINED, "cancelled")
            waiting_list.settle(registration.session)
    return registration


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
    now = timezone.now()
    if session.sign_up_opens_at and now < session.sign_up_opens_at:
        raise DomainError(_("Sign-up opens on %(day)s at %(hour)s.") % in_words(session.sign_up_opens_at))
    if session.sign_up_closes_at and now >= session.sign_up_closes_at:
        raise DomainError(_("Sign-up closed on %(day)s at %(hour)s.") % in_words(session.sign_up_closes_at))
    if not Session.objects.published().filter(pk=session.pk).exists():
        raise DomainError(_("This session is not open to sign-up at the moment."))


def in_words(moment: datetime) -> dict[str, str]:
    return {"day": day_long(moment), "hour": hour(moment)}


def refuse_unless_suitable(event: Event, sign_up: SignUp) -> None:
    """Refuse a household that the event is not for: too large, or with minors on other terms than the event’s."""
    most = event.max_party or settings.MAX_PARTY
    if sign_up.seats > most:
        raise DomainError(_("At most %(count)s people a household. For a group, call us.") % {"count": most}, "adults")
    if event.minors == Minors.NONE and sign_up.children:
        raise DomainError(_("This session is for adults only."), "adults")
    refuse_unless_accompanied(event, sign_up)


def refuse_unless_accompanied(event: Event, sign_up: SignUp) -> None:
    """Refuse minors alone, but from 12 on where the event takes them and a parent agreed."""
    if sign_up.adults:
        return
    if event.minors != Minors.ALONE_FROM_12:
        raise DomainError(_("At least one adult comes."), "adults")
    if sign_up.ages.get(AgeBand.FROM_12, 0) != sign_up.children:
        raise DomainError(_("Under 12, children come with an adult."), "adults")
    if not sign_up.parent_phone:
        raise DomainError(_("Without an adult, a parent must agree: give their telephone."), "parent_phone")


def lately_or_here(person: Person, session: Session) -> list[Registration]:
    """Return the sign-ups of a contact for this session, and those of the last day for any, cancelled or not."""
    since = timezone.now() - timedelta(days=1)
    entries = Registration.objects.filter(Q(session=session) | Q(joined_at__gte=since), person=person)
    return list(entries.select_related("person"))


def refuse_if_insistent(entries: list[Registration]) -> None:
    """Cap what can be written to one contact, who may be a third person: so many sign-ups a day, cancelled or not."""
    since = timezone.now() - timedelta(days=1)
    if settings.SIGN_UPS_A_DAY and sum(each.joined_at >= since for each in entries) >= settings.SIGN_UPS_A_DAY:
        raise DomainError(_("There were many sign-ups for this contact today. Call us, or try again tomorrow."))


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
    registration = Registration.objects.create(
        session=session, person=person, household=pseudonym_of(person, session.starts_at),
        submission=submission, reference=new_reference(),
        status=RegistrationStatus.CONFIRMED if confirmed else RegistrationStatus.WAITING,
        name=sign_up.name, adults=sign_up.adults, children=sign_up.children, origin=sign_up.origin,
        whereabouts=sign_up.whereabouts, neighbourhood=sign_up.neighbourhood, housing=sign_up.housing,
        landlord=sign_up.landlord, needs=list(sign_up.needs), language=sign_up.language, ages=dict(sign_up.ages),
        parent_phone="" if sign_up.adults else sign_up.parent_phone,
        parent_agreed_at=timezone.now() if sign_up.parent_phone and not sign_up.adults else None,
    )  # fmt: skip
    Answer.objects.bulk_create(
        Answer(registration=registration, question_id=question, value=value)
        for question, value in sign_up.answers.items()
    )
    return registration
