"""What always holds (docs/architecture.md): each a function that returns sentences of what is wrong, none when sound.

Read-only, and safe to run on the live house. Written beside the verbs, not with them, so that a fault in a verb shows.
"""

from collections.abc import Callable
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce, ExtractYear
from django.utils import timezone
from wagtail.models import Page

from engagement.enums import Origin
from engagement.models import Message
from events.enums import OfferState, RegistrationStatus, SessionStatus
from events.models import Answer, EventPage, Registration, Session
from indicators import figures

A_MINUTE = timedelta(minutes=1)
ON_RECORD = Q(overrun_allowed_by__isnull=False) | ~Q(overrun_reason="")


def seats_within_capacity() -> list[str]:
    """1. Seats taken ≤ capacity, unless somebody allowed the overrun, of the session or of a household, on record."""
    allowed = Q(registrations__overrun_allowed_by__isnull=False) | ~Q(registrations__overrun_reason="")
    holding = Q(registrations__status__in=RegistrationStatus.HOLDING)
    sessions = Session.objects.exclude(ON_RECORD).order_by("pk").annotate(
        taken=Coalesce(Sum("registrations__seats", filter=holding), 0),
        excused=Coalesce(Sum("registrations__seats", filter=holding & allowed), 0),
    )  # fmt: skip
    return [
        f"session {session.pk}: {session.taken} people for {session.capacity} seats, {session.excused} of them allowed"
        for session in sessions.filter(taken__gt=F("capacity") + F("excused"))
    ]


def one_registration_each() -> list[str]:
    """2. One active registration per person and session; one submission, one registration."""
    active = Registration.objects.active().filter(person__isnull=False).order_by()
    twice = active.values("session", "person").annotate(n=Count("pk")).filter(n__gt=1)
    again = Registration.objects.order_by().values("submission").annotate(n=Count("pk")).filter(n__gt=1)
    return [
        *(f"session {each['session']}: contact {each['person']} is signed up {each['n']} times" for each in twice),
        *(f"submission {each['submission']} made {each['n']} registrations" for each in again),
    ]


def messages_tell_facts() -> list[str]:
    """3. Every message's record exists, and every sign-up from the website with a contact was told something."""
    wrong = []
    for content_type in ContentType.objects.filter(pk__in=Message.objects.order_by().values("content_type")):
        messages = Message.objects.filter(content_type=content_type).order_by("pk")
        model = content_type.model_class()
        lost = messages.exclude(object_id__in=model._base_manager.values("pk")) if model else messages
        wrong += [f"message {m.pk} ({m.template}): its {content_type.model} {m.object_id} is gone" for m in lost]
    its_type = ContentType.objects.get_for_model(Registration)
    told = Message.objects.filter(content_type=its_type, object_id=OuterRef("pk"))
    silent = Registration.objects.filter(~Exists(told), origin=Origin.WEB, person__isnull=False).order_by("pk")
    return wrong + [f"registration {each.pk} ({each.get_status_display()}): no message was written" for each in silent]


def no_free_seat_while_waiting() -> list[str]:
    """4. No free seat in a coming session while a household that fits waits, a minute after its seats came free.

    Seats kept for partners are free to partners only, until their date.
    """
    wrong = []
    coming = Session.objects.filter(status=SessionStatus.PLANNED, starts_at__gt=timezone.now()).with_seats()
    for session in coming.filter(pk__in=Registration.objects.waiting().order_by().values("session")).order_by("pk"):
        until = session.partner_seats_until or session.starts_at
        kept = session.partner_seats if timezone.now() < until + A_MINUTE else 0
        free = session.capacity - session.taken
        free_to_all = free - max(0, kept - session.taken_by_partners)
        for each in Registration.objects.waiting().filter(session=session):
            seats = free if each.origin == Origin.PARTNER else free_to_all
            if each.seats <= seats:
                wrong.append(f"session {session.pk}: {seats} seats are free, a household of {each.seats} waits")
                break
    return wrong


def figures_add_up() -> list[str]:
    """5. Every figure, of each year and of all years, equals a recount from the records behind it."""
    local_year = ExtractYear("starts_at", tzinfo=timezone.get_default_timezone())
    held = Session.objects.filter(status=SessionStatus.HELD).order_by()
    years = sorted(held.values_list(local_year, flat=True).distinct())
    periods = [("all years", figures.recount())] if len(years) != 1 else []
    periods += [(year, figures.recount(*year_ends(year))) for year in years]
    return [f"{period}: {wrong}" for period, differences in periods for wrong in differences]


def year_ends(year: int):
    today = timezone.localdate()
    return today.replace(year=year, month=1, day=1), today.replace(year=year, month=12, day=31)


def tree_and_keys_are_sound() -> list[str]:
    """6. The page tree and all foreign keys are sound, and the translations of an event's page share one event."""
    kinds = ("wrong characters in", "a path of the wrong length for", "no parent for", "a wrong depth for",
             "a wrong number of children for")  # fmt: skip
    tree = [f"page tree: {kind} page {pk}" for kind, ids in zip(kinds, Page.find_problems(), strict=True) for pk in ids]
    groups = EventPage.objects.order_by().values("translation_key").annotate(n=Count("event", distinct=True))
    split = [f"event page {each['translation_key']}: {each['n']} events in a group" for each in groups.filter(n__gt=1)]
    return tree + foreign_keys() + split


def foreign_keys() -> list[str]:
    try:
        with transaction.atomic():
            connection.check_constraints()
    except IntegrityError as error:
        return [f"foreign key: {error}".strip()]
    return []


def offers_hold_their_seats() -> list[str]:
    """7. An offered household has exactly one open offer, and an open offer is of an offered household."""
    open_ones = Count("offers", filter=Q(offers__state=OfferState.OPEN))
    entries = Registration.objects.order_by("pk").annotate(n=open_ones)
    offered = Q(status=RegistrationStatus.OFFERED)
    return [
        f"registration {each.pk} ({each.status}): {each.n} open offers"
        for each in entries.filter(offered & ~Q(n=1) | ~offered & Q(n__gt=0))
    ]


def households_are_described_soundly() -> list[str]:
    """8. Children counted by age are no more than the children; an answer is to a question of its event."""
    strange = Answer.objects.exclude(question__event=F("registration__session__event")).order_by("pk")
    counted = Registration.objects.exclude(ages={}).order_by("pk").values_list("pk", "children", "ages")
    return [
        *(f"registration {pk}: {children} children, {ages} by age"
          for pk, children, ages in counted if sum(ages.values()) > children),
        *(f"answer {each.pk}: its question is of another event" for each in strange),
    ]  # fmt: skip


INVARIANTS: dict[str, Callable[[], list[str]]] = {
    "1. Seats taken are within capacity, or the overrun is on record": seats_within_capacity,
    "2. One active registration a person and session, one a submission": one_registration_each,
    "3. Every message has its fact, every sign-up from the website its message": messages_tell_facts,
    "4. No seat is free while a household that fits waits": no_free_seat_while_waiting,
    "5. Every figure equals its recount": figures_add_up,
    "6. The page tree, foreign keys and translations are sound": tree_and_keys_are_sound,
    "7. An offered household has one open offer, and only such a one has": offers_hold_their_seats,
    "8. Ages add up, and answers belong to a question of the event": households_are_described_soundly,
}


def check() -> dict[str, list[str]]:
    """Return what is wrong, by invariant, in their order."""
    return {name: found() for name, found in INVARIANTS.items()}
