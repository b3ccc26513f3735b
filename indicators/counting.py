"""The one way of counting: which figures there are, in which tables, and what a count is of and adds to.

There are three sources, each a module that reads records and adds numbers to `Figures`: `participation` (sessions and
who came), `satisfaction` (the survey of those who came) and `advice` (requests of co-ownerships). A period is two local
dates, both included, by the clock of the portal (Europe/Paris).
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Case, CharField, Value, When
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.models import User
from events.enums import SessionStatus, SurveySubject
from events.models import Event, Session, SessionQuerySet
from territory.enums import Whereabouts
from territory.models import Landlord, Neighbourhood

OUTSIDE, OTHER_LANDLORD, NO_LANDLORD, UNKNOWN = "outside", "other", "none", "unknown"

# What the survey measures at four levels: of each, how many replied and how many of them are satisfied.
SUBJECTS = (SurveySubject.WORKSHOP, SurveySubject.HOME, SurveySubject.SURROUNDINGS, SurveySubject.WELL_BEING)

PARTICIPATION = ("sessions", "households", "seats", "present", "nameless", "distinct")
SATISFACTION = ("answers", *(f"{what}_{subject}" for subject in SUBJECTS for what in ("replies", "satisfied")))
ADVICE = ("requests", "answered", "in_time", "closed", "co_ownerships", "calls", "visits", "meetings")
FIGURES = (*PARTICIPATION, *SATISFACTION, *ADVICE)
# Figures that are read as a share of another one.
SHARE_OF = {f"satisfied_{subject}": f"replies_{subject}" for subject in SUBJECTS} | {"in_time": "answered"}
# A figure left out of a breakdown would not add up there: `definitions.NOTES` says why.
COLUMNS = {
    "neighbourhood": PARTICIPATION,
    "landlord": ("households", "seats", "present", "nameless", "distinct"),
    "kind": ("sessions", "households", "seats", "present", "nameless"),
    "opinion": SATISFACTION,
    "advice": ADVICE,
}


@dataclass(frozen=True)
class Source:
    """Figures counted from the same records, and the tables that break them down."""

    name: str
    figures: tuple[str, ...]
    breakdowns: tuple[str, ...]


SOURCES = (
    Source("participation", PARTICIPATION, ("neighbourhood", "landlord", "kind")),
    Source("satisfaction", SATISFACTION, ("opinion",)),
    Source("advice", ADVICE, ("advice",)),
)


def as_row(name: str) -> Cast:
    return Cast(name, CharField())


def place_row(neighbourhood: str, whereabouts: str) -> Case:
    """Return the row of a table by neighbourhood, from the names of two columns."""
    return Case(
        When(**{f"{neighbourhood}__isnull": False}, then=as_row(neighbourhood)),
        When(**{whereabouts: Whereabouts.OUTSIDE}, then=Value(OUTSIDE)),
        default=Value(UNKNOWN),
        output_field=CharField(),
    )


@dataclass(frozen=True)
class Scope:
    """What is counted: the sessions of a period, seen by a user, narrowed by venue, event and kind; and its advice.

    `neighbourhood` is that of the venue, `landlord` one of the event's: they choose sessions, not households. For
    advice, `neighbourhood` is that of the building. Without a user, everything is counted.
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

    @property
    def sees_all(self) -> bool:
        """Say whether the reader is of the team. Landlord partners see no small numbers."""
        return not (self.user and self.user.is_landlord_partner)

    @property
    def has_advice(self) -> bool:
        """Say whether advice can be counted: it has neither the landlord nor the kind of an event."""
        return not (self.landlord or self.kind)


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


@dataclass(frozen=True)
class Contribution:
    """What one record brings to a figure: its name, its screen, its day in words, its place, and the number."""

    title: str
    url: str
    when: str
    place: str
    value: int
    whole: int | None = None  # of which `value` is a share


def local_midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())
