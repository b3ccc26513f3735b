"""The same figures by another road: plain loops over the records, in Python. `check_invariants` compares the two."""

from collections import Counter
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from copro.enums import RequestStatus
from copro.models import AdviceRequest, CoOwnershipEntry, RequestEntry
from engagement.enums import Housing
from events.enums import AnswerKind, Attendance, RegistrationStatus, SessionStatus
from events.models import Registration, Session, SurveyAnswer, SurveyReply
from indicators.advice import CONTACTS
from indicators.counting import (
    COLUMNS,
    FIGURES,
    NO_LANDLORD,
    OTHER_LANDLORD,
    OUTSIDE,
    SUBJECTS,
    UNKNOWN,
    Scope,
)
from indicators.figures import contributions, count
from territory.enums import Whereabouts

type Cells = Counter[tuple[str, str, str]]


def differences(start: date, end: date, user: User | None = None) -> list[str]:
    """Compare every figure of the period, its rows and the sessions behind it with a recount; return what differs."""
    days = [on_the_day(session) for session in held_sessions(start, end, user)]
    days += [day for day in days_of_advice() if start <= day <= end]
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
            wrong.append(f"the records behind {figure} add up to {total}, the figure is {cells['', '', figure]}")
    return wrong


def recounted(scope: Scope) -> Cells:
    """Count a period again. It is narrowed by the reader's role only."""
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
    recount_opinions(scope, cells)
    recount_requests(scope, cells)
    recount_contacts(scope, cells)
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
    return local_day(session.starts_at)


def local_day(moment: datetime) -> date:
    return moment.astimezone(timezone.get_default_timezone()).date()


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


def recount_opinions(scope: Scope, cells: Cells) -> None:
    """A partner counts a session from five answers on."""
    held = {session.pk for session in held_sessions(scope.start, scope.end, scope.user)}
    answers = [each for each in SurveyAnswer.objects.select_related("session__event") if each.session_id in held]
    answers_of = Counter(each.session_id for each in answers)
    fewest = 5 if scope.user and scope.user.is_landlord_partner else 1
    shown = {each.pk: each.session.event.kind for each in answers if answers_of[each.session_id] >= fewest}
    for kind in shown.values():
        put(cells, "answers", 1, opinion=kind)
    for reply in SurveyReply.objects.select_related("question"):
        subject = reply.question.subject
        if reply.answer_id in shown and reply.question.kind == AnswerKind.LEVEL and subject in SUBJECTS:
            kind = shown[reply.answer_id]
            put(cells, f"replies_{subject}", 1, opinion=kind)
            put(cells, f"satisfied_{subject}", int(reply.level in (3, 4)), opinion=kind)


def recount_requests(scope: Scope, cells: Cells) -> None:
    linked = {}
    for request in sorted(AdviceRequest.objects.select_related("co_ownership"), key=lambda r: (r.received_at, r.pk)):
        day = local_day(request.received_at)
        if request.duplicate_of_id or not scope.start <= day <= scope.end:
            continue
        row = row_of_request(request)
        put(cells, "requests", 1, advice=row)
        if request.answered_at:
            put(cells, "answered", 1, advice=row)
            promised = (local_day(request.answered_at) - day).days <= settings.REQUEST_ANSWER_DAYS
            put(cells, "in_time", int(promised), advice=row)
        put(cells, "closed", int(request.status == RequestStatus.CLOSED), advice=row)
        if request.co_ownership_id:
            linked[request.co_ownership_id] = row
    for row in linked.values():
        put(cells, "co_ownerships", 1, advice=row)


def row_of_request(request: AdviceRequest) -> str:
    own = request.co_ownership and request.co_ownership.neighbourhood_id
    other = OUTSIDE if request.whereabouts == Whereabouts.OUTSIDE else UNKNOWN
    return str(own or request.neighbourhood_id or other)


def recount_contacts(scope: Scope, cells: Cells) -> None:
    rows = [
        (each.kind, each.held_on or local_day(each.created_at), row_of_request(each.request))
        for each in RequestEntry.objects.select_related("request__co_ownership")
    ]
    rows += [
        (each.kind, each.held_on, str(each.co_ownership.neighbourhood_id or UNKNOWN))
        for each in CoOwnershipEntry.objects.select_related("co_ownership")
    ]
    for kind, day, row in rows:
        if kind in CONTACTS and scope.start <= day <= scope.end:
            put(cells, CONTACTS[kind], 1, advice=row)


def days_of_advice() -> list[date]:
    days = [local_day(each.received_at) for each in AdviceRequest.objects.all()]
    days += [each.held_on or local_day(each.created_at) for each in RequestEntry.objects.all()]
    return days + [each.held_on for each in CoOwnershipEntry.objects.all()]
