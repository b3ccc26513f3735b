"""What is counted, and how. Each figure is defined once, here; the sentences that tell it are in `definitions`.

The unit of `sessions` is the session, of `households` the registration, of everything else the person. A period is two
local dates, both included; a session belongs to the day on which it begins, by the clock of the portal (Europe/Paris).
Only sessions closed as held count.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Case, CharField, Count, F, Max, Q, Sum, Value, When, Window
from django.db.models.functions import Cast, Coalesce, ExtractYear, RowNumber
from django.utils import timezone

from accounts.models import User
from engagement.enums import Housing
from events.enums import Attendance, SessionStatus
from events.models import Event, Registration, RegistrationQuerySet, Session, SessionQuerySet
from territory.enums import Whereabouts
from territory.models import Landlord, Neighbourhood

OUTSIDE, OTHER_LANDLORD, NO_LANDLORD, UNKNOWN = "outside", "other", "none", "unknown"

FIGURES = ("sessions", "households", "seats", "present", "nameless", "distinct")
# A figure left out of a breakdown would not add up there: `definitions.NOTES` says why.
COLUMNS = {
    "neighbourhood": FIGURES,
    "landlord": ("households", "seats", "present", "nameless", "distinct"),
    "kind": ("sessions", "households", "seats", "present", "nameless"),
}

PRESENT = F("present_adults") + F("present_children")
A_YEAR = [F("household"), ExtractYear("session__starts_at")]
HEADCOUNT = F("headcount_adults") + F("headcount_children")


def _text(name: str) -> Cast:
    return Cast(name, CharField())


# The row of a household, and of a session, in each breakdown.
HOUSEHOLD_ROWS = {
    "in_neighbourhood": Case(
        When(neighbourhood__isnull=False, then=_text("neighbourhood_id")),
        When(whereabouts=Whereabouts.OUTSIDE, then=Value(OUTSIDE)),
        default=Value(UNKNOWN),
        output_field=CharField(),
    ),
    "in_landlord": Case(
        When(landlord__isnull=False, then=_text("landlord_id")),
        When(housing=Housing.SOCIAL_TENANT, then=Value(OTHER_LANDLORD)),
        When(housing__in=[Housing.PRIVATE_TENANT, Housing.OWNER], then=Value(NO_LANDLORD)),
        default=Value(UNKNOWN),
        output_field=CharField(),
    ),
    "in_kind": F("session__event__kind"),
}
SESSION_ROWS = {
    "in_neighbourhood": Coalesce(_text("venue__neighbourhood_id"), Value(UNKNOWN), output_field=CharField()),
    "in_kind": F("event__kind"),
}


@dataclass(frozen=True)
class Scope:
    """Which sessions are counted: those of a period, seen by a user, narrowed by venue, event and kind.

    `neighbourhood` is that of the venue, `landlord` one of the event's: they choose sessions, not households.
    Without a user, everything is counted.
    """

    start: date
    end: date
    user: User | None = None
    neighbourhood: Neighbourhood | None = None
    landlord: Landlord | None = None
    kind: str = ""

    def sessions(self) -> SessionQuerySet:
        sessions = Session.objects.visible_to(self.user) if self.user else Session.objects.all()
        sessions = sessions.filter(
            status=SessionStatus.HELD,
            starts_at__gte=local_midnight(self.start),
            starts_at__lt=local_midnight(self.end + timedelta(days=1)),
        )
        if self.neighbourhood:
            sessions = sessions.filter(venue__neighbourhood=self.neighbourhood)
        if self.landlord:
            sessions = sessions.filter(event__in=Event.objects.filter(landlords=self.landlord))
        return sessions.filter(event__kind=self.kind) if self.kind else sessions

    def registrations(self) -> RegistrationQuerySet:
        """Return the households with a confirmed place at these sessions, each with its row in every breakdown."""
        visible = Registration.objects.visible_to(self.user) if self.user else Registration.objects.all()
        sessions = self.sessions().order_by().values("pk")
        return visible.holding_a_seat().filter(session__in=sessions).order_by().annotate(**HOUSEHOLD_ROWS)


@dataclass
class Figures:
    """The total of each figure, and the value of each (breakdown, row, figure); what is missing is zero."""

    totals: Counter = field(default_factory=Counter)
    cells: dict[str, dict[str, Counter]] = field(
        default_factory=lambda: {breakdown: defaultdict(Counter) for breakdown in COLUMNS}
    )

    def add(self, rows: dict[str, str], **numbers: int) -> None:
        """Add numbers to the totals and, in each breakdown that has the figure, to the row given."""
        self.totals.update(numbers)
        for breakdown, row in rows.items():
            self.cells[breakdown][row].update({n: v for n, v in numbers.items() if n in COLUMNS[breakdown]})

    def value(self, figure: str, breakdown: str = "", row: str = "") -> int:
        return self.cells[breakdown][row][figure] if breakdown else self.totals[figure]


def count(scope: Scope) -> Figures:
    """Count everything of a scope, in three queries whatever its size (plus those that know the user's role)."""
    figures = Figures()
    _count_sessions(scope, figures)
    _count_households(scope, figures)
    _count_contacts(scope, figures)
    return figures


def _count_sessions(scope: Scope, figures: Figures) -> None:
    """Sessions held, by venue and kind; and the head-count, of which nobody knows where it lives."""
    groups = scope.sessions().order_by().annotate(**SESSION_ROWS).values(*SESSION_ROWS)
    for group in groups.annotate(held=Count("pk"), heads=Sum(HEADCOUNT)):
        place, kind = group["in_neighbourhood"], group["in_kind"]
        figures.add({"neighbourhood": place, "kind": kind}, sessions=group["held"])
        nowhere = {"neighbourhood": UNKNOWN, "landlord": UNKNOWN, "kind": kind}
        figures.add(nowhere, present=group["heads"], nameless=group["heads"])


def _count_households(scope: Scope, figures: Figures) -> None:
    """Households signed up, their people, those who came; those without a contact are distinct each time."""
    came = Q(attendance=Attendance.PRESENT)
    groups = scope.registrations().values(*HOUSEHOLD_ROWS)
    groups = groups.annotate(
        signed_up=Count("pk"),
        places=Sum("seats"),
        people=Coalesce(Sum(PRESENT, filter=came), 0),
        unreachable=Coalesce(Sum(PRESENT, filter=came & Q(household__isnull=True)), 0),
    )
    for group in groups:
        rows = {breakdown: group[f"in_{breakdown}"] for breakdown in COLUMNS}
        figures.add(rows, households=group["signed_up"], seats=group["places"], present=group["people"])
        figures.add(rows, distinct=group["unreachable"])


def _count_contacts(scope: Scope, figures: Figures) -> None:
    """Distinct people: of each contact and year the largest number at once, in the row of its latest session.

    A key is a contact's for one year (engagement.pseudonyms): over two years somebody counts once a year.
    """
    latest_first = [F("session__starts_at").desc(), F("pk").desc()]
    came = scope.registrations().came().filter(household__isnull=False)
    came = came.annotate(
        people=Window(Max(PRESENT), partition_by=A_YEAR),
        recency=Window(RowNumber(), partition_by=A_YEAR, order_by=latest_first),
    )
    latest = came.filter(recency=1).values_list("in_neighbourhood", "in_landlord", "people")
    for place, landlord, people in latest:
        figures.add({"neighbourhood": place, "landlord": landlord}, distinct=people)


@dataclass(frozen=True)
class Contribution:
    """What one session brings to a figure; for distinct people, how many of the row came to it."""

    session: Session
    value: int


def contributions(scope: Scope, figure: str, breakdown: str = "", row: str = "") -> list[Contribution]:
    """Return the sessions behind one figure, the oldest first, in two queries. Their values add up to it.

    For `distinct` they do not: somebody who came to three sessions is one person.
    """
    named = _named_by_session(scope, figure, breakdown, row)
    sessions = scope.sessions().annotate(**SESSION_ROWS).select_related("event", "venue__neighbourhood")
    found = []
    for session in sessions.order_by("starts_at", "pk"):
        if value := named.get(session.pk, 0) + _unnamed(session, figure, breakdown, row):
            found.append(Contribution(session, value))
    return found


def _named_by_session(scope: Scope, figure: str, breakdown: str, row: str) -> dict[int, int]:
    came = Coalesce(Sum(PRESENT, filter=Q(attendance=Attendance.PRESENT)), 0)
    sums = {"households": Count("pk"), "seats": Sum("seats"), "present": came, "distinct": came}
    if figure not in sums:
        return {}
    registrations = scope.registrations()
    if breakdown:
        registrations = registrations.filter(**{f"in_{breakdown}": row})
    return dict(registrations.values("session").annotate(value=sums[figure]).values_list("session", "value"))


def _unnamed(session: Session, figure: str, breakdown: str, row: str) -> int:
    """Return what a session brings by itself: one session, or its head-count."""
    if figure == "sessions":
        return int(not breakdown or row == getattr(session, f"in_{breakdown}", None))
    if figure not in {"present", "nameless"}:
        return 0
    own_row = session.in_kind if breakdown == "kind" else UNKNOWN
    return session.headcount if not breakdown or row == own_row else 0


def local_midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())


def recount(start: date = date.min, end: date = date.max, user: User | None = None) -> list[str]:
    """Count again from the records, one by one, and return in words where the figures differ: sound when empty."""
    from indicators import recounting  # which compares with the figures above

    return recounting.differences(start, end, user)
