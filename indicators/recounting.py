"""The same figures by another road: plain loops over the records, in Python. `check_invariants` compares the two."""

from collections import Counter
from datetime import date

from django.utils import timezone

from accounts.models import User
from engagement.enums import Housing
from events.enums import Attendance, RegistrationStatus, SessionStatus
from events.models import Registration, Session
from indicators.figures import (
    COLUMNS,
    FIGURES,
    NO_LANDLORD,
    OTHER_LANDLORD,
    OUTSIDE,
    UNKNOWN,
    Scope,
    contributions,
    count,
)
from territory.enums import Whereabouts

type Cells = Counter[tuple[str, str, str]]


def differences(start: date, end: date, user: User | None = None) -> list[str]:
    """Compare every figure of the period, its rows and the sessions behind it with a recount; return what differs."""
    days = [on_the_day(session) for session in held_sessions(start, end, user)]
    if not days:
        return []
    scope = Scope(min(days), max(days), user)
    shown, again = as_cells(count(scope)), recounted(scope)
    wrong = [
        f"{name(key)} is {shown[key]}, a recount gives {again[key]}"
        for key in sorted({*shown, *again})
        if shown[key] != again[key]
    ]
    return wrong + columns_that_do_not_add_up(shown) + lists_that_do_not_add_up(scope, shown)


def name(key: tuple[str, str, str]) -> str:
    breakdown, row, figure = key
    return f"{figure} ({breakdown} {row})" if breakdown else figure


def as_cells(figures) -> Cells:
    cells = Counter({("", "", figure): value for figure, value in figures.totals.items()})
    for breakdown, rows in figures.cells.items():
        cells.update({(breakdown, row, figure): n for row, values in rows.items() for figure, n in values.items()})
    return cells


def columns_that_do_not_add_up(cells: Cells) -> list[str]:
    wrong = []
    for breakdown, columns in COLUMNS.items():
        for figure in columns:
            total = sum(n for (b, _row, f), n in cells.items() if (b, f) == (breakdown, figure))
            if total != cells["", "", figure]:
                wrong.append(f"{figure} by {breakdown} adds up to {total}, its total is {cells['', '', figure]}")
    return wrong


def lists_that_do_not_add_up(scope: Scope, cells: Cells) -> list[str]:
    wrong = []
    for figure in FIGURES:
        if figure == "distinct":  # its list is not meant to
            continue
        total = sum(each.value for each in contributions(scope, figure))
        if total != cells["", "", figure]:
            wrong.append(f"the sessions behind {figure} add up to {total}, the figure is {cells['', '', figure]}")
    return wrong


def recounted(scope: Scope) -> Cells:
    cells: Cells = Counter()
    for session in held_sessions(scope.start, scope.end, scope.user):
        place = str(session.venue.neighbourhood_id or UNKNOWN)
        put(cells, "sessions", 1, neighbourhood=place, kind=session.event.kind)
        heads = session.headcount_adults + session.headcount_children
        for figure in ("present", "nameless"):
            put(cells, figure, heads, neighbourhood=UNKNOWN, landlord=UNKNOWN, kind=session.event.kind)
    registrations = confirmed_registrations(scope)
    for registration in registrations:
        rows = rows_of(registration) | {"kind": registration.session.event.kind}
        put(cells, "households", 1, **rows)
        put(cells, "seats", registration.adults + registration.children, **rows)
        if registration.attendance == Attendance.PRESENT:
            put(cells, "present", registration.people_present, **rows)
    for rows, people in distinct_households(registrations):
        put(cells, "distinct", people, **rows)
    return cells


def put(cells: Cells, figure: str, value: int, **rows: str) -> None:
    cells["", "", figure] += value
    for breakdown, row in rows.items():
        if figure in COLUMNS[breakdown]:
            cells[breakdown, row, figure] += value


def held_sessions(start: date, end: date, user: User | None) -> list[Session]:
    visible = Session.objects.visible_to(user) if user else Session.objects.all()
    return [
        session for session in visible.select_related("event", "venue")
        if session.status == SessionStatus.HELD and start <= on_the_day(session) <= end
    ]  # fmt: skip


def on_the_day(session: Session) -> date:
    return session.starts_at.astimezone(timezone.get_default_timezone()).date()


def confirmed_registrations(scope: Scope) -> list[Registration]:
    visible = Registration.objects.visible_to(scope.user) if scope.user else Registration.objects.all()
    held = {session.pk for session in held_sessions(scope.start, scope.end, scope.user)}
    return [
        registration for registration in visible.select_related("session__event")
        if registration.session_id in held and registration.status == RegistrationStatus.CONFIRMED
    ]  # fmt: skip


def rows_of(registration: Registration) -> dict[str, str]:
    place = OUTSIDE if registration.whereabouts == Whereabouts.OUTSIDE else UNKNOWN
    landlord = {
        Housing.SOCIAL_TENANT: OTHER_LANDLORD, Housing.PRIVATE_TENANT: NO_LANDLORD, Housing.OWNER: NO_LANDLORD,
    }.get(registration.housing, UNKNOWN)  # fmt: skip
    return {
        "neighbourhood": str(registration.neighbourhood_id or place),
        "landlord": str(registration.landlord_id or landlord),
    }


def distinct_households(registrations: list[Registration]) -> list[tuple[dict[str, str], int]]:
    came = [each for each in registrations if each.attendance == Attendance.PRESENT]
    found = [(rows_of(each), each.people_present) for each in came if each.household is None]
    by_contact: dict[tuple, list[Registration]] = {}
    for each in sorted(came, key=lambda each: (each.session.starts_at, each.pk)):
        if each.household is not None:
            by_contact.setdefault((each.household, on_the_day(each.session).year), []).append(each)
    return found + [(rows_of(all_[-1]), max(e.people_present for e in all_)) for all_ in by_contact.values()]
