"""The waiting list: who is offered a freed seat, for how long, and what an answer or silence does (docs/adr/0008).

First come, first served, by (joined_at, id). A household is never split; one further down is served only where those
before it do not fit. An offer holds its seats, so that offers never exceed them.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Case, F, Min, Q, QuerySet, Value, When
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from engagement import outbox
from engagement.enums import Channel, Origin
from events.enums import OfferState, RegistrationStatus, SessionStatus
from events.models import Offer, Registration, Session
from events.places import locked_registration, locked_session, room_of, tell


def settle(session: Session) -> list[Registration]:
    """Serve the waiting households that fit in the free seats, in order, and return them.

    The caller holds the session's lock, and calls this after whatever may have freed a seat.
    """
    if session.is_past or session.status != SessionStatus.PLANNED:
        return []
    waiting = list(Registration.objects.waiting().filter(session=session).select_related("person"))
    room, served = room_of(session) if waiting else None, []
    for entry in waiting:
        if entry.seats <= room.free(entry.origin):
            serve(session, entry)
            room.take(entry.seats, entry.origin)
            served.append(entry)
    return served


def serve(session: Session, entry: Registration) -> None:
    """Offer a waiting household its seats; too near the session for an answer, give them."""
    deadline = deadline_for(session)
    if deadline is None or entry.person is None:  # whom nobody can reach cannot answer either
        give(entry)
        return
    entry.status = RegistrationStatus.OFFERED
    entry.save(update_fields=["status"])
    Offer.objects.create(registration=entry, expires_at=deadline)
    outbox.supersede(entry)
    tell(entry, "offer")


def give(entry: Registration) -> None:
    """Confirm a household without asking: it is told by its channel, and by telephone where there is a number."""
    entry.status = RegistrationStatus.CONFIRMED
    entry.save(update_fields=["status"])
    outbox.supersede(entry)
    tell(entry, "promoted")
    if entry.person and entry.person.phone and entry.person.channel != Channel.CALL:
        outbox.queue(entry, entry.person, "promoted", entry.language, channel=Channel.CALL)


def deadline_for(session: Session, now: datetime | None = None) -> datetime | None:
    """Return until when an offer made now may be answered; None where the place is given at once."""
    now = now or timezone.now()
    for before, answer in sorted(settings.OFFER_DEADLINES, reverse=True):
        if session.starts_at - now >= timedelta(hours=before):
            return now + timedelta(hours=answer)
    return None


def accept(registration_id: int, *, on_the_phone: bool = False) -> Registration:
    """Take the offered seats. Accepting twice is accepting once. Raises DomainError once the offer is over.

    On the telephone the household has heard it: nobody calls again to confirm.
    """
    with locked_registration(registration_id) as entry:
        if entry.is_confirmed:
            return entry
        offer = open_offer_or_refuse(entry)
        if offer.expires_at <= timezone.now():
            raise DomainError(_("The time to answer is over. If places are left, you can sign up again."))
        end_offer(offer, OfferState.ACCEPTED)
        entry.status = RegistrationStatus.CONFIRMED
        entry.save(update_fields=["status"])
        hang_up(entry, on_the_phone)
        outbox.supersede(entry)
        if not on_the_phone or entry.person.email:
            tell(entry, "confirmation")
    return entry


def decline(registration_id: int, *, on_the_phone: bool = False) -> Registration:
    """Leave the offered seats to the next household. Declining twice is declining once."""
    with locked_registration(registration_id) as entry:
        if entry.is_active:
            open_offer_or_refuse(entry)
            hang_up(entry, on_the_phone)
            leave(entry, OfferState.DECLINED, "" if on_the_phone and not entry.person.email else "cancelled")
            settle(entry.session)
    return entry


def hang_up(entry: Registration, on_the_phone: bool) -> None:
    """Record the call in which a household answered."""
    if on_the_phone:
        outbox.mark_called_about(entry, "offer")


def open_offer_or_refuse(entry: Registration) -> Offer:
    offer = entry.open_offer
    if offer is None or entry.session.is_past or entry.session.status != SessionStatus.PLANNED:
        raise DomainError(_("This offer is no longer open."))
    return offer


def leave(entry: Registration, how: OfferState, template: str) -> None:
    """End a household's sign-up, with its open offer if it has one, and tell it unless it has heard (no template).

    The caller settles the session.
    """
    if offer := entry.open_offer:
        end_offer(offer, how)
    entry.status, entry.cancelled_at = RegistrationStatus.CANCELLED, timezone.now()
    entry.save(update_fields=["status", "cancelled_at"])
    outbox.supersede(entry)
    if template:
        tell(entry, template)


def end_offer(offer: Offer, how: OfferState) -> None:
    offer.state, offer.ended_at = how, timezone.now()
    offer.save(update_fields=["state", "ended_at"])


def expire(offer_id: int) -> bool:
    """End an offer whose deadline has passed: the household leaves the list. Says whether it did.

    A household that was not told yet (a call not made, a mail server down) did not stay silent: its deadline moves.
    """
    registration_id = Offer.objects.values_list("registration", flat=True).get(pk=offer_id)
    with locked_registration(registration_id) as entry:
        offer = entry.open_offer
        if offer is None or offer.pk != offer_id or offer.expires_at > timezone.now():
            return False
        if not entry.session.is_past and outbox.waits(entry, "offer"):
            postpone(entry, offer)
            return False
        leave(entry, OfferState.EXPIRED, "" if entry.session.is_past else "offer_expired")
        settle(entry.session)
    return True


def postpone(entry: Registration, offer: Offer) -> None:
    deadline = deadline_for(entry.session)
    if deadline is None:
        end_offer(offer, OfferState.WITHDRAWN)
        give(entry)
    else:
        offer.expires_at = deadline
        offer.save(update_fields=["expires_at"])


def bring_offers_forward(session: Session) -> None:
    """After a move: no offer outlives what a new one would have. The caller holds the session's lock."""
    deadline = deadline_for(session)
    for offer in Offer.objects.filter(state=OfferState.OPEN, registration__session=session).select_related(
        "registration__person"
    ):
        if deadline is None:
            end_offer(offer, OfferState.WITHDRAWN)
            give(offer.registration)
        elif deadline < offer.expires_at:
            offer.expires_at = deadline
            offer.save(update_fields=["expires_at"])


def withdraw_offers(session: Session) -> None:
    """After a cancellation: who was offered a place stands on the list again, and is told with the others."""
    offers = Offer.objects.filter(state=OfferState.OPEN, registration__session=session)
    entries = list(offers.values_list("registration", flat=True))
    offers.update(state=OfferState.WITHDRAWN, ended_at=timezone.now())
    Registration.objects.filter(pk__in=entries).update(status=RegistrationStatus.WAITING)


def rank(registration: Registration) -> int:
    """Return the place of a waiting household in the list, from 1; 0 for one that does not wait."""
    if registration.status != RegistrationStatus.WAITING:
        return 0
    first = Q(joined_at=registration.joined_at, pk__lt=registration.pk) | Q(joined_at__lt=registration.joined_at)
    return Registration.objects.waiting().filter(first, session=registration.session_id).count() + 1


def unsettled() -> QuerySet:
    """Coming sessions with a free seat for a household that waits: partners’ seats were released, for instance."""
    now = timezone.now()
    waits, partner = Q(registrations__status=RegistrationStatus.WAITING), Q(registrations__origin=Origin.PARTNER)
    runs = Q(partner_seats_until__isnull=True) | Q(partner_seats_until__gt=now)
    still_kept = Greatest(F("partner_seats") - F("taken_by_partners"), Value(0))
    with_a_list = Registration.objects.waiting().order_by().values("session")
    coming = Session.objects.filter(status=SessionStatus.PLANNED, starts_at__gt=now, pk__in=with_a_list)
    free = F("capacity") - F("taken")
    return coming.with_seats().annotate(
        smallest=Min("registrations__seats", filter=waits & ~partner),
        smallest_of_partners=Min("registrations__seats", filter=waits & partner),
        kept=Case(When(runs, then=still_kept), default=Value(0)),
    ).filter(Q(smallest__lte=free - F("kept")) | Q(smallest_of_partners__lte=free))  # fmt: skip


def tick() -> None:
    """Do what time alone brings: offers run out, partners’ seats are released. Safe in several workers at once."""
    due = Offer.objects.filter(state=OfferState.OPEN, expires_at__lte=timezone.now())
    for offer_id in due.order_by("expires_at", "id").values_list("pk", flat=True):
        expire(offer_id)
    for session_id in list(unsettled().values_list("pk", flat=True)):
        with locked_session(session_id) as session:
            settle(session)
