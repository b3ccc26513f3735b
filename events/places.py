"""What the verbs of sign-up stand on: the lock of a session, the count of its seats, the message of a fact."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from engagement import outbox
from engagement.enums import Origin
from events.models import Registration, Session


@contextmanager
def locked_session(session_id: int) -> Iterator[Session]:
    """Hold one session alone: its row is locked, and read again, until the block ends."""
    with transaction.atomic():
        yield Session.objects.select_for_update(of=("self",)).select_related("event").get(pk=session_id)


@contextmanager
def locked_registration(registration_id: int) -> Iterator[Registration]:
    session_id = Registration.objects.values_list("session_id", flat=True).get(pk=registration_id)
    with locked_session(session_id) as session:
        registration = Registration.objects.select_related("person").get(pk=registration_id)
        registration.session = session
        yield registration


@dataclass
class Room:
    """The seats of a session at one moment, in people. Those kept for partners are free to partners only."""

    capacity: int
    taken: int
    taken_by_partners: int
    for_partners: int

    def free(self, origin: str = Origin.WEB) -> int:
        kept = 0 if origin == Origin.PARTNER else max(0, self.for_partners - self.taken_by_partners)
        return max(0, self.capacity - self.taken - kept)

    def take(self, seats: int, origin: str) -> None:
        self.taken += seats
        self.taken_by_partners += seats if origin == Origin.PARTNER else 0


def room_of(session: Session) -> Room:
    """Count the seats of a session that the caller holds locked."""
    counted = Registration.objects.filter(session=session).holding_a_seat().aggregate(
        all=Coalesce(Sum("seats"), 0),
        partners=Coalesce(Sum("seats", filter=Q(origin=Origin.PARTNER)), 0),
    )  # fmt: skip
    return Room(session.capacity, counted["all"], counted["partners"], session.seats_for_partners)


def free_seats(session: Session, origin: str = Origin.WEB) -> int:
    """Return the seats, in people, that a household of this origin may take now."""
    return room_of(session).free(origin)


def tell(registration: Registration, template: str) -> None:
    outbox.queue(registration, registration.person, template, registration.language)
