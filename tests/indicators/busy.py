"""A year in which every figure has something to count, in every row of every table."""

from datetime import date, timedelta
from itertools import cycle, product

from copro.enums import EntryKind, RequestStatus
from copro.models import AdviceRequest, CoOwnershipEntry, RequestEntry
from engagement.enums import Housing
from events.enums import Attendance, Kind, RegistrationStatus
from events.models import Registration, Session
from indicators.counting import SUBJECTS
from territory.enums import Whereabouts
from territory.models import Neighbourhood
from tests import factories as make


def held(*, day=(2026, 3, 10), **fields):
    return make.held_session(**{"starts_at": make.paris(*day)} | fields)


def year() -> dict:
    """Every neighbourhood × housing × attendance, over sessions of every kind, with contacts who come again."""
    places = [make.neighbourhood(), make.neighbourhood(), make.neighbourhood()]
    landlords = [make.landlord(), make.landlord()]
    homes = [*((Housing.SOCIAL_TENANT, landlord) for landlord in landlords), *((housing, None) for housing in Housing)]
    where = [(Whereabouts.INSIDE, place) for place in places]
    where += [(Whereabouts.OUTSIDE, None), (Whereabouts.UNKNOWN, None)]
    venues = [*(make.venue(neighbourhood=place) for place in places), make.venue(neighbourhood=None)]
    sessions = [
        held(
            day=(2026, month, 15), venue=venue, event=make.event(kind=kind, landlords=[landlord]),
            headcount_adults=month % 3, headcount_children=month % 2, capacity=500,
        )
        for month, venue, kind, landlord in zip(
            range(1, 12), cycle(venues), cycle(Kind), cycle(landlords), strict=False
        )
    ]  # fmt: skip
    people = cycle([*(make.person() for _ in range(7)), None, None])
    statuses = cycle([*[RegistrationStatus.CONFIRMED] * 5, RegistrationStatus.WAITING, RegistrationStatus.CANCELLED])
    cases = product(where, homes, Attendance)
    for n, (((whereabouts, place), (housing, landlord), attendance), session) in enumerate(
        zip(cases, cycle(sessions), strict=False)
    ):
        status, came = next(statuses), attendance == Attendance.PRESENT
        if status != RegistrationStatus.CONFIRMED:
            attendance, came = Attendance.UNKNOWN, False
        person = next(people)
        if person and Registration.objects.active().filter(session=session, person=person).exists():
            person = None
        make.registration(
            session=session, person=person, status=status, adults=1 + n % 3, children=n % 4, attendance=attendance,
            present_adults=came * (1 + n % 3), present_children=came * (n % 2), whereabouts=whereabouts,
            neighbourhood=place, housing=housing, landlord=landlord,
        )  # fmt: skip
    opinions(sessions)
    advice(places)
    return {"places": places, "landlords": landlords, "sessions": sessions}


def opinions(sessions: list[Session]) -> None:
    """From none to seven answers a session; a household leaves a question out now and then."""
    levels = cycle([4, 3, 2, 1, 3])
    for number, session in enumerate(sessions):
        for n in range(number % 8):
            make.opinion(session, **{subject: next(levels) for subject in SUBJECTS[n % 2 :]})


def advice(places: list[Neighbourhood]) -> None:
    """Requests of every state in every place, some late, repeated or of one co-ownership; contacts of every kind."""
    buildings = [*(make.co_ownership(neighbourhood=place) for place in places), make.co_ownership(), None]
    where = [(Whereabouts.INSIDE, place) for place in places]
    where += [(Whereabouts.OUTSIDE, None), (Whereabouts.UNKNOWN, None)]
    for n, ((whereabouts, place), building, status) in enumerate(product(where, buildings, RequestStatus)):
        received = make.paris(2026, 1 + n % 12, 1 + n % 28, hour=n % 24)
        waited = timedelta(days=30 + n % 60) if status in (RequestStatus.ANSWERED, RequestStatus.CLOSED) else None
        made = make.advice(
            received_at=received, status=status, whereabouts=whereabouts, neighbourhood=place, co_ownership=building,
            answered_at=received + waited if waited and n % 7 else None,
            duplicate_of=AdviceRequest.objects.filter(duplicate_of=None).first() if n % 11 == 10 else None,
        )  # fmt: skip
        for kind in (list(EntryKind)[n % len(EntryKind)], EntryKind.VISIT):
            held_on = date(2026, 1 + n % 12, 2) if n % 2 else None
            RequestEntry.objects.create(request=made, kind=kind, held_on=held_on, created_at=received)
        if building:
            kind = CoOwnershipEntry.KINDS[n % 4]
            CoOwnershipEntry.objects.create(co_ownership=building, kind=kind, held_on=received.date(), text="x")
